/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a sign-up is what somebody searches for: every word typed occurs somewhere in its answers. */
#include "store/standing/fair-search.h"

#include "base/fair-text.h"
#include <string.h>

/**
 * fair_search_split:
 * @typed: UTF-8, what a person typed
 *
 * Threading: any.
 *
 * Returns: (transfer full): the words of @typed, as fair_text_fold_words() makes them
 */
GStrv
fair_search_split (const char *typed)
{
  return fair_text_fold_words (typed);
}

static void
append_folded (GString    *texts,
               const char *text,
               gsize       length)
{
  if (texts->len > 0 && texts->str[texts->len - 1] != ' ')
    g_string_append_c (texts, ' ');
  fair_text_fold_into (texts, text, length);
}

static void
append_texts (GString    *texts,
              yyjson_val *value)
{
  char digits[24];
  yyjson_arr_iter items;
  yyjson_val *item;

  if (yyjson_is_str (value))
    {
      append_folded (texts, yyjson_get_str (value), yyjson_get_len (value));
    }
  else if (yyjson_is_int (value))
    {
      g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, yyjson_get_sint (value));
      append_folded (texts, digits, strlen (digits));
    }
  else if (yyjson_is_arr (value))
    {
      yyjson_arr_iter_init (value, &items);
      while ((item = yyjson_arr_iter_next (&items)) != NULL)
        append_texts (texts, item);
    }
}

/**
 * fair_search_dup_text:
 * @answers: (nullable): an object of answers
 *
 * Threading: any.
 *
 * Returns: (transfer full): the folded texts of @answers, separated by spaces; numbers and codes count as texts
 */
char *
fair_search_dup_text (yyjson_val *answers)
{
  GString *texts = g_string_new (NULL);
  yyjson_obj_iter members;
  yyjson_val *key;

  yyjson_obj_iter_init (answers, &members);
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    append_texts (texts, yyjson_obj_iter_get_val (key));
  return g_strchomp (g_string_free_and_steal (texts));
}

/**
 * fair_search_match:
 * @words: from fair_search_split()
 * @text: from fair_search_dup_text()
 *
 * Threading: any.
 *
 * Returns: whether each of @words occurs in @text; TRUE when there are none
 */
gboolean
fair_search_match (const char *const *words,
                   const char        *text)
{
  g_return_val_if_fail (words != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

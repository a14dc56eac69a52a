/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as text, for other programs and for people. */
#include "config.h"

#include "form/fair-answer-text.h"

#include "base/fair-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* The separator without the spaces around it. */
static char
get_mark (const char *separator)
{
  return separator[strspn (separator, " ")];
}

static gboolean
is_in_a_title (FairField *field,
               char       character)
{
  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    if (strchr (fair_field_get_choice (field, i)->title, character) != NULL)
      return TRUE;
  return FALSE;
}

/* What no title of the field holds, so that the list can be taken apart again; NULL if there is nothing of the kind. It depends on
 * the form and its language alone, and so is the same for everybody. */
static const char *
get_separator (FairField      *field,
               FairAnswerStyle style)
{
  static const char *const separators[] = { "; ", " | ", " / " };

  if (style == FAIR_ANSWER_CODES)
    return ";";
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (!is_in_a_title (field, get_mark (separators[i])))
      return separators[i];
  return NULL;
}

static void
append_flag (GString        *out,
             gboolean        flag,
             FairAnswerStyle style)
{
  if (style == FAIR_ANSWER_WORDS)
    g_string_append (out, flag ? _("Yes") : _("No"));
  else
    g_string_append (out, flag ? "true" : "false");
}

static const char *
get_words (FairField      *field,
           yyjson_val     *text,
           FairAnswerStyle style)
{
  return style != FAIR_ANSWER_CODES ? fair_field_get_choice_title (field, yyjson_get_str (text)) : yyjson_get_str (text);
}

/* Whether the members of a list can be told apart again once they are joined, and from a list that is written as JSON. */
static gboolean
can_join (FairField      *field,
          yyjson_val     *list,
          FairAnswerStyle style)
{
  const char *separator = get_separator (field, style);
  yyjson_val *item;
  size_t i, n;

  if (separator == NULL)
    return FALSE;
  yyjson_arr_foreach (list, i, n, item)
    {
      const char *words = yyjson_is_str (item) ? get_words (field, item, style) : "";

      if (*words == '\0' || *words == '[' || strchr (words, get_mark (separator)) != NULL)
        return FALSE;
    }
  return TRUE;
}

static void
append_list (GString        *out,
             FairField      *field,
             yyjson_val     *list,
             FairAnswerStyle style)
{
  const char *separator = get_separator (field, style);
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (list, i, n, item)
    {
      if (i > 0)
        g_string_append (out, separator);
      g_string_append (out, get_words (field, item, style));
    }
}

static void
append_json (GString    *out,
             yyjson_val *value)
{
  gint64 number;

  if (fair_json_get_integer (value, &number))
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
  else
    fair_json_append (out, value);
}

/**
 * fair_answer_text_append:
 * @out: where the text is appended
 * @field: the field that was answered
 * @value: (nullable): the answer, of whatever type: what a form would refuse may have come from elsewhere
 * @style: who it is for
 *
 * Appends an answer as text: nothing for none, and JSON for what has no better form. The choices of a list have between them, as
 * codes, a semicolon, and as words the first of semicolon, bar and slash that no title of the field holds; a list that could not be
 * taken apart again is JSON.
 *
 * Threading: any.
 */
void
fair_answer_text_append (GString        *out,
                         FairField      *field,
                         yyjson_val     *value,
                         FairAnswerStyle style)
{
  g_return_if_fail (FAIR_IS_FIELD (field));

  if (value == NULL || yyjson_is_null (value))
    return;
  if (yyjson_is_str (value))
    g_string_append (out, get_words (field, value, style));
  else if (yyjson_is_bool (value))
    append_flag (out, yyjson_get_bool (value), style);
  else if (yyjson_is_arr (value) && can_join (field, value, style))
    append_list (out, field, value, style);
  else
    append_json (out, value);
}

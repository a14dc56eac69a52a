/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a record is searched and sorted by: its answers folded as fair_search_dup_text() folds them.
 *
 * A word that is searched for has no space in it. So it makes no difference in which order a record's texts stand, as
 * long as there is a space between them: the name comes first, for the list is sorted by it, and the school, which many
 * have in common, is kept apart.
 */
#include "store/index/fair-index-text.h"

#include "base/fair-text.h"

static void
append_space (GString *out,
              gsize    start)
{
  if (out->len > start && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

static void
append_value (GString    *out,
              gsize       start,
              yyjson_val *value)
{
  char digits[24];
  yyjson_arr_iter items;
  yyjson_val *item;

  append_space (out, start);
  if (yyjson_is_str (value))
    {
      fair_text_fold_into (out, yyjson_get_str (value), yyjson_get_len (value));
    }
  else if (yyjson_is_int (value))
    {
      g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, yyjson_get_sint (value));
      g_string_append (out, digits);
    }
  else if (yyjson_is_arr (value))
    {
      yyjson_arr_iter_init (value, &items);
      while ((item = yyjson_arr_iter_next (&items)) != NULL)
        append_value (out, start, item);
    }
}

static void
trim (GString *out,
      gsize    start)
{
  if (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * fair_index_text_append:
 * @out: where the folded answers are appended, without a space at their ends
 * @answers: an object of answers
 * @school: takes the folded `medical_school`, which is not appended to @out
 *
 * Threading: any.
 *
 * Returns: the length of the name at the beginning of what was appended, family name first, in bytes
 */
gsize
fair_index_text_append (GString    *out,
                        yyjson_val *answers,
                        GString    *school)
{
  gsize start = out->len;
  yyjson_val *family_name = yyjson_obj_get (answers, "family_name");
  yyjson_val *given_name = yyjson_obj_get (answers, "given_name");
  yyjson_val *medical_school = yyjson_obj_get (answers, "medical_school");
  yyjson_obj_iter members = yyjson_obj_iter_with (answers);
  yyjson_val *key;
  gsize name_length;

  append_value (out, start, family_name);
  append_value (out, start, given_name);
  trim (out, start);
  name_length = out->len - start;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      if (value != family_name && value != given_name && value != medical_school)
        append_value (out, start, value);
    }
  trim (out, start);

  g_string_truncate (school, 0);
  append_value (school, 0, medical_school);
  trim (school, 0);
  return name_length;
}

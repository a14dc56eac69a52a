/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a person is searched and sorted by: the texts of their answers and of what staff noted, folded, a space between any
 * two. A word that is searched for has no space in it, so none is ever found across two texts.
 */
#include "base/fair-clock.h"
#include "base/fair-text.h"
#include "store/people/fair-people.h"
#include <string.h>

/* As long as most texts are, in bytes. */
#define USUAL_LENGTH 480

static void
append_value (GString    *out,
              yyjson_val *value)
{
  gsize before = out->len;
  yyjson_val *item;
  yyjson_arr_iter items = yyjson_arr_iter_with (value);

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    append_value (out, item);
  if (!yyjson_is_str (value) && !yyjson_is_int (value))
    return;
  if (before > sizeof (FairPersonText))
    g_string_append_c (out, ' ');
  if (yyjson_is_str (value))
    fair_text_fold_into (out, yyjson_get_str (value), yyjson_get_len (value));
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, yyjson_get_sint (value));
  if (out->len == before + 1 && out->str[before] == ' ')
    g_string_truncate (out, before);
}

static void
append_answers (GString        *out,
                yyjson_val     *answers,
                FairPersonText *text)
{
  yyjson_val *family_name = yyjson_obj_get (answers, "family_name");
  yyjson_val *given_name = yyjson_obj_get (answers, "given_name");
  yyjson_val *school = yyjson_obj_get (answers, "medical_school");
  yyjson_obj_iter members = yyjson_obj_iter_with (answers);
  yyjson_val *key;
  gsize start;

  append_value (out, family_name);
  append_value (out, given_name);
  text->name_length = (guint16) MIN (out->len - sizeof *text, G_MAXUINT16);
  start = out->len;
  append_value (out, school);
  if (out->len > start && out->str[start] == ' ')
    start++;
  text->school = (guint32) (start - sizeof *text);
  text->school_length = (guint16) MIN (out->len - start, G_MAXUINT16);
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      if (value != family_name && value != given_name && value != school)
        append_value (out, value);
    }
}

static void
append_notes (GString    *out,
              yyjson_val *staff)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (staff);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    if (!yyjson_equals_str (key, FAIR_JOINED) && !yyjson_equals_str (key, FAIR_JOINED_INTO) &&
        !yyjson_is_int (yyjson_obj_iter_get_val (key)))
      append_value (out, yyjson_obj_iter_get_val (key));
}

static gboolean
is_set (yyjson_val *value)
{
  return value != NULL && !yyjson_is_null (value) && !yyjson_is_false (value) && !yyjson_equals_str (value, "") &&
         !(yyjson_is_int (value) && yyjson_get_sint (value) == 0);
}

/**
 * fair_person_text_map:
 * @line: a line
 * @unused: nothing
 *
 * For #FairLines.map. Threading: any.
 *
 * Returns: (transfer full) (nullable): a #FairPersonText and behind it its text, to be freed with g_free(); NULL for whatever
 *   is no version of a sign-up
 */
gpointer
fair_person_text_map (const FairLine *line,
                      gpointer        unused)
{
  const FairVersion *version = &line->version;
  yyjson_val *answers, *year;
  FairPersonText text = { 0 };
  GString *out;

  if (line->error != NULL || version->op != FAIR_OP_PUT)
    return NULL;
  answers = fair_version_get_answers (version);
  year = yyjson_obj_get (answers, "graduation_year");
  out = g_string_sized_new (USUAL_LENGTH);
  g_string_set_size (out, sizeof text);
  append_answers (out, answers, &text);
  append_notes (out, version->staff);
  text.length = (guint32) (out->len - sizeof text);
  text.year = yyjson_is_int (year) ? (guint16) CLAMP (yyjson_get_sint (year), 0, G_MAXUINT16) : 0;
  text.starred = is_set (yyjson_obj_get (version->staff, "star")) || is_set (yyjson_obj_get (version->staff, "mark"));
  fair_time_parse_utc (version->at, &text.at);
  text.text = out->str + sizeof text;
  memcpy (out->str, &text, sizeof text);
  return g_string_free_and_steal (out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a person is searched and sorted by: the texts of their answers and of what staff noted, folded, a space behind
 * each. A word that is searched for has no space in it, so none is ever found across two texts.
 */
#include "base/fair-json.h"
#include "base/fair-text.h"
#include "store/people/fair-people.h"
#include <string.h>

static void
append_number (GString *out,
               gint64   number)
{
  char digits[20];
  char *start = digits + sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    *--start = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  g_string_append_len (out, start, digits + sizeof digits - start);
}

/* Appends what there is, and a space behind each. */
static void
append_value (GString    *out,
              yyjson_val *value)
{
  gsize start = out->len, i, n;
  yyjson_val *item;
  gint64 number;

  if (yyjson_is_str (value))
    fair_text_fold_into (out, yyjson_get_str (value), yyjson_get_len (value));
  else if (fair_json_get_integer (value, &number))
    append_number (out, number);
  else
    yyjson_arr_foreach (value, i, n, item)
      append_value (out, item);
  if (out->len > start && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

/* Tells where a part is that was appended, without the space behind it. */
static void
note_part (FairPersonText *text,
           FairPersonPart  part,
           gsize           start,
           const GString  *out)
{
  text->starts[part] = (guint32) (start - sizeof *text);
  text->lengths[part] = out->len > start ? (guint16) MIN (out->len - start - 1, G_MAXUINT16) : 0;
}

/* By its one name, to be sorted by and found, and as it was typed if that is another. */
static void
append_school (GString         *out,
               yyjson_val      *school,
               FairSchoolNames *names,
               FairPersonText  *text)
{
  const char *name = fair_school_names_get (names, yyjson_get_str (school));
  gsize start = out->len;

  if (name != NULL)
    {
      fair_text_fold_into (out, name, strlen (name));
      g_string_append_c (out, ' ');
    }
  note_part (text, FAIR_PERSON_SCHOOL, start, out);
  if (name == NULL || !yyjson_equals_str (school, name))
    append_value (out, school);
}

static void
append_name (GString        *out,
             yyjson_val     *family_name,
             yyjson_val     *given_name,
             FairPersonText *text)
{
  append_value (out, family_name);
  append_value (out, given_name);
  note_part (text, FAIR_PERSON_NAME, sizeof *text, out);
}

static FairPersonPart
find_part (yyjson_val *key)
{
  if (yyjson_equals_str (key, "email"))
    return FAIR_PERSON_EMAIL;
  if (yyjson_equals_str (key, "degree"))
    return FAIR_PERSON_DEGREE;
  return yyjson_equals_str (key, "interests") ? FAIR_PERSON_INTERESTS : FAIR_PERSON_N_PARTS;
}

static void
append_answers (GString         *out,
                yyjson_val      *answers,
                FairSchoolNames *names,
                FairPersonText  *text)
{
  yyjson_obj_iter named = yyjson_obj_iter_with (answers), members = named;
  yyjson_val *given_name = yyjson_obj_iter_get (&named, "given_name");
  yyjson_val *family_name = yyjson_obj_iter_get (&named, "family_name");
  yyjson_val *school = yyjson_obj_iter_get (&named, "medical_school");
  yyjson_val *year = yyjson_obj_iter_get (&named, "graduation_year");
  yyjson_val *key;
  gint64 number;

  text->year = fair_json_get_integer (year, &number) ? (guint16) CLAMP (number, 0, G_MAXUINT16) : 0;
  append_name (out, family_name, given_name, text);
  append_school (out, school, names, text);
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);
      FairPersonPart part = find_part (key);
      gsize start = out->len;

      if (value != family_name && value != given_name && value != school)
        append_value (out, value);
      if (part != FAIR_PERSON_N_PARTS)
        note_part (text, part, start, out);
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

/** For #FairLines.map: makes a #FairPersonText without its @text, and behind it that; @schools are #FairSchoolNames. Threading: any.
 * Returns: FALSE for whatever is no version of a sign-up */
gboolean
fair_person_text_map (const FairLine *line,
                      GString        *out,
                      gpointer        schools)
{
  const FairVersion *version = &line->version;
  FairPersonText text = { 0 };

  if (line->error != NULL || version->op != FAIR_OP_PUT)
    return FALSE;
  g_string_set_size (out, sizeof text);
  append_answers (out, fair_version_get_answers (version), schools, &text);
  append_notes (out, version->staff);
  text.length = (guint32) (out->len - sizeof text);
  text.starred = is_set (yyjson_obj_get (version->staff, FAIR_NOTE_STAR)) || is_set (yyjson_obj_get (version->staff, "mark"));
  text.at = version->at_ms;
  memcpy (out->str, &text, sizeof text);
  return TRUE;
}

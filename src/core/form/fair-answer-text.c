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
  if (field == NULL)
    return FALSE;
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

/** Appends yes or no: in words for people, as `true` or `false` for programs. Threading: any. */
void
fair_answer_text_append_flag (GString        *out,
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
  return field != NULL && style != FAIR_ANSWER_CODES ? fair_field_get_choice_title (field, yyjson_get_str (text)) : yyjson_get_str (text);
}

static gboolean
is_choice (FairField  *field,
           yyjson_val *item)
{
  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    if (yyjson_equals_str (item, fair_field_get_choice (field, i)->code))
      return TRUE;
  return FALSE;
}

/* Whether the members of a list can be told apart again once they are joined, and from a list that is written as JSON. Here and
 * below @others leaves out what is a choice of the field. */
static gboolean
can_join (FairField      *field,
          yyjson_val     *list,
          FairAnswerStyle style,
          gboolean        others)
{
  const char *separator = get_separator (field, style);
  yyjson_val *item;
  size_t i, n;

  if (separator == NULL)
    return FALSE;
  yyjson_arr_foreach (list, i, n, item)
    {
      const char *words = yyjson_is_str (item) ? get_words (field, item, style) : "";

      if (others && is_choice (field, item))
        continue;
      if (*words == '\0' || *words == '[' || strchr (words, get_mark (separator)) != NULL)
        return FALSE;
    }
  return TRUE;
}

static void
append_list (GString        *out,
             FairField      *field,
             yyjson_val     *list,
             FairAnswerStyle style,
             gboolean        others)
{
  const char *separator = "";
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (list, i, n, item)
    {
      if (others && is_choice (field, item))
        continue;
      g_string_append (out, separator);
      g_string_append (out, get_words (field, item, style));
      separator = get_separator (field, style);
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
 * @field: (nullable): the field that was answered; NULL for what is no field's, such as what staff noted
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
  if (value == NULL || yyjson_is_null (value))
    return;
  if (yyjson_is_str (value))
    g_string_append (out, get_words (field, value, style));
  else if (yyjson_is_bool (value))
    fair_answer_text_append_flag (out, yyjson_get_bool (value), style);
  else if (yyjson_is_arr (value) && can_join (field, value, style, FALSE))
    append_list (out, field, value, style, FALSE);
  else
    append_json (out, value);
}

static void
append_others_as_json (GString    *out,
                       FairField  *field,
                       yyjson_val *list)
{
  char separator = '[';
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (list, i, n, item)
    if (!is_choice (field, item))
      {
        g_string_append_c (out, separator);
        append_json (out, item);
        separator = ',';
      }
  if (separator == ',')
    g_string_append_c (out, ']');
}

/**
 * fair_answer_text_append_others:
 * @out: where the text is appended
 * @field: the field that was answered, with choices
 * @value: (nullable): the answer, of whatever type
 * @style: who it is for
 *
 * Appends, as fair_answer_text_append() does, what of an answer is none of the field's choices: nothing as a rule. Threading: any.
 */
void
fair_answer_text_append_others (GString        *out,
                                FairField      *field,
                                yyjson_val     *value,
                                FairAnswerStyle style)
{
  if (!yyjson_is_arr (value))
    {
      if (!is_choice (field, value))
        fair_answer_text_append (out, field, value, style);
    }
  else if (can_join (field, value, style, TRUE))
    {
      append_list (out, field, value, style, TRUE);
    }
  else
    {
      append_others_as_json (out, field, value);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as text, for other programs and for people. */
#include "config.h"

#include "form/fair-answer-text.h"

#include "base/fair-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
get_separator (FairAnswerStyle style)
{
  if (style == FAIR_ANSWER_CODES)
    return ";";
  /* Translators: what stands between the items of a list, such as "Advocacy, Research". */
  return style == FAIR_ANSWER_WORDS ? C_ ("list separator", ", ") : ", ";
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

static void
append_text (GString        *out,
             FairField      *field,
             yyjson_val     *text,
             FairAnswerStyle style)
{
  if (style != FAIR_ANSWER_CODES && fair_field_get_n_choices (field) > 0)
    g_string_append (out, fair_field_get_choice_title (field, yyjson_get_str (text)));
  else
    g_string_append_len (out, yyjson_get_str (text), (gssize) yyjson_get_len (text));
}

/* Whether the members of a list can be told apart again once they are joined. */
static gboolean
can_join (yyjson_val     *list,
          FairAnswerStyle style)
{
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (list, i, n, item)
    {
      if (!yyjson_is_str (item)
          || (style == FAIR_ANSWER_CODES && memchr (yyjson_get_str (item), ';', yyjson_get_len (item)) != NULL))
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
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (list, i, n, item)
    {
      if (i > 0)
        g_string_append (out, get_separator (style));
      append_text (out, field, item, style);
    }
}

/**
 * fair_answer_text_append:
 * @out: where the text is appended
 * @field: the field that was answered
 * @value: (nullable): the answer, of whatever type: what a form would refuse may have come from elsewhere
 * @style: who it is for
 *
 * Appends an answer as text: nothing for none, and JSON for what has no better form.
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
    append_text (out, field, value, style);
  else if (yyjson_is_bool (value))
    append_flag (out, yyjson_get_bool (value), style);
  else if (yyjson_is_arr (value) && can_join (value, style))
    append_list (out, field, value, style);
  else
    fair_json_append (out, value);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template, filled in for one person. */
#include "program/fair-template-private.h"

#include "base/fair-language.h"
#include "base/fair-text.h"
#include "form/fair-answer-text.h"

static const char *
get_own_text (FairTemplateWord        word,
              const FairTemplateData *data)
{
  switch (word)
    {
    case FAIR_TEMPLATE_NAME:
      return data->name;
    case FAIR_TEMPLATE_PROGRAM:
      return data->program;
    case FAIR_TEMPLATE_FAIR:
      return data->fair;
    case FAIR_TEMPLATE_FIELD:
    case FAIR_TEMPLATE_LANGUAGE:
    default:
      return data->lang;
    }
}

static gboolean
is_answer (yyjson_val *value)
{
  if (yyjson_is_str (value))
    return !fair_text_is_blank (yyjson_get_str (value));
  if (yyjson_is_arr (value) || yyjson_is_obj (value))
    return yyjson_get_len (value) > 0;
  return yyjson_is_num (value) || yyjson_is_true (value);
}

/* What people chose of a field that takes one is a text, of one that takes several a list. */
static gboolean
is_chosen (yyjson_val *value,
           const char *code)
{
  yyjson_val *item;
  size_t i, n;

  if (yyjson_is_str (value))
    return yyjson_equals_str (value, code);
  yyjson_arr_foreach (value, i, n, item)
    if (yyjson_equals_str (item, code))
      return TRUE;
  return FALSE;
}

static gboolean
holds (const FairTemplateNode *node,
       const FairTemplateData *data)
{
  yyjson_val *value = NULL;

  if (node->word == FAIR_TEMPLATE_LANGUAGE)
    return fair_language_lookup ((const char *const[]) { node->code, NULL }, (const char *const[]) { data->lang, NULL }) != NULL;
  if (node->word != FAIR_TEMPLATE_FIELD)
    return !fair_text_is_blank (get_own_text (node->word, data));
  value = yyjson_obj_get (data->answers, node->field);
  return node->code != NULL ? is_chosen (value, node->code) : is_answer (value);
}

static void
render (GString                *out,
        GPtrArray              *nodes,
        const FairTemplateData *data)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const FairTemplateNode *node = nodes->pdata[i];

      if (node->text != NULL)
        g_string_append (out, node->text);
      else if (node->inside != NULL)
        render (out, holds (node, data) != node->is_negated ? node->inside : node->otherwise, data);
      else if (node->word == FAIR_TEMPLATE_FIELD)
        fair_answer_text_append (out, fair_form_find_field (data->form, node->field), yyjson_obj_get (data->answers, node->field),
                                 FAIR_ANSWER_WORDS);
      else
        g_string_append (out, get_own_text (node->word, data));
    }
}

/**
 * fair_template_render_subject:
 * @data: whom it is for
 *
 * Threading: any.
 *
 * Returns: (transfer full): the subject, on one line whatever the person answered
 */
char *
fair_template_render_subject (const FairTemplate     *self,
                              const FairTemplateData *data)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *line = NULL;

  render (out, self->subject, data);
  line = fair_text_one_line (out->str);
  return fair_text_trim (line);
}

/**
 * fair_template_render_body:
 * @data: whom it is for
 *
 * What the person answered stands in it as it is, and is never taken for a part of the template.
 *
 * Threading: any.
 *
 * Returns: (transfer full): the body, with LF at the end of its lines, but for what stands in answers
 */
char *
fair_template_render_body (const FairTemplate     *self,
                           const FairTemplateData *data)
{
  GString *out = g_string_new (NULL);

  render (out, self->body, data);
  return g_string_free_and_steal (out);
}

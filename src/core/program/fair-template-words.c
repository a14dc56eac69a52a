/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand between the braces of a template, and what was meant where something else stands there. */
#include "config.h"
#include "program/fair-template-private.h"

#include "base/fair-edits.h"
#include "base/fair-language.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many slips of the finger there may be in what is taken for a name that is known, and in how many letters one. */
#define MOST_SLIPS 2
#define LETTERS_FOR_A_SLIP 3
/* Of names that are near to it, and of all. */
#define MOST_NEAR 3
#define MOST_NAMES 30

/* In the order of FairTemplateWord, behind FAIR_TEMPLATE_FIELD. */
static const char *const own_words[] = { "name", "program", "fair", "lang" };

static char *
join (GPtrArray *names,
      guint      most)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, most); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) names->pdata[i]);
  if (names->len > most)
    g_string_append (list, ", …");
  return g_string_free_and_steal (list);
}

/* Takes @names. */
static char *
explain_unknown (const char *name,
                 GPtrArray  *names)
{
  g_autoptr (GPtrArray) all = names;
  g_autoptr (GPtrArray) near_by = g_ptr_array_new ();
  g_autofree char *list = NULL;
  guint slips = MIN (MOST_SLIPS, (guint) g_utf8_strlen (name, -1) / LETTERS_FOR_A_SLIP);

  for (guint i = 0; i < all->len; i++)
    if (fair_edits_are_few (name, all->pdata[i], slips, NULL))
      g_ptr_array_add (near_by, all->pdata[i]);
  list = near_by->len > 0 ? join (near_by, MOST_NEAR) : join (all, MOST_NAMES);
  if (near_by->len > 0)
    /* Translators: a name; names that look like it, with commas between them. */
    return g_strdup_printf (_("there is no “%s”; perhaps you mean %s"), name, list);
  /* Translators: a name; names, with commas between them. */
  return g_strdup_printf (_("there is no “%s”; write one of %s"), name, list);
}

static GPtrArray *
list_names (FairForm *form)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (own_words); i++)
    g_ptr_array_add (names, (char *) own_words[i]);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    g_ptr_array_add (names, (char *) fair_field_get_id (fair_form_get_field (form, i)));
  return names;
}

/* For %NULL there is nothing to complain about. */
static char *
check_code (FairField  *field,
            const char *code)
{
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    {
      g_ptr_array_add (codes, (char *) fair_field_get_choice (field, i)->code);
      if (!g_str_equal (fair_field_get_choice (field, i)->code, code))
        continue;
      g_ptr_array_unref (codes);
      return NULL;
    }
  if (codes->len > 0)
    return explain_unknown (code, codes);
  g_ptr_array_unref (codes);
  return g_strdup_printf (_("“%s” has no choices; whether it was answered is asked with {{#%s}}"), fair_field_get_id (field),
                          fair_field_get_id (field));
}

static char *
check_language (const FairTemplateWords *self,
                const char              *code)
{
  GPtrArray *all = NULL;

  if (self->languages == NULL ? fair_language_is_tag (code)
                              : fair_language_lookup (self->languages, (const char *const[]) { code, NULL }) != NULL)
    return NULL;
  all = g_ptr_array_new ();
  for (guint i = 0; self->languages != NULL && self->languages[i] != NULL; i++)
    g_ptr_array_add (all, (char *) self->languages[i]);
  return explain_unknown (code, all);
}

static char *
check_use (const FairTemplateNode *node,
           const char             *name)
{
  if (node->inside == NULL && node->code != NULL)
    return g_strdup_printf (_("“%s” is no answer, but a question: write {{#%s}} before what is only for whom it holds, and {{/}} behind it"),
                            name, name);
  if (node->word == FAIR_TEMPLATE_LANGUAGE && node->code == NULL)
    return g_strdup (_("“lang” needs a language, as in {{#lang.en}}"));
  if (node->word != FAIR_TEMPLATE_FIELD && node->word != FAIR_TEMPLATE_LANGUAGE && node->code != NULL)
    return g_strdup_printf (_("“%s” has no choices; whether it was answered is asked with {{#%s}}"), name, name);
  return NULL;
}

static FairTemplateWord
get_own_word (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_words); i++)
    if (g_str_equal (name, own_words[i]))
      return (FairTemplateWord) (i + 1);
  return FAIR_TEMPLATE_FIELD;
}

/**
 * fair_template_words_find:
 * @name: what stands between braces, without a sign before it: "question", "interests.research", "lang.es"
 * @node: is told what that is; a section has its list already
 *
 * Returns: (transfer full) (nullable): what is wrong with it and what to do; %NULL: nothing
 */
char *
fair_template_words_find (const FairTemplateWords *self,
                          const char              *name,
                          FairTemplateNode        *node)
{
  const char *dot = strchr (name, '.');
  FairField *field = NULL;
  char *problem = NULL;

  node->field = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
  node->code = dot != NULL ? g_strdup (dot + 1) : NULL;
  node->word = get_own_word (node->field);
  if (node->word == FAIR_TEMPLATE_FIELD)
    {
      field = fair_form_find_field (self->form, node->field);
      if (field == NULL)
        return explain_unknown (node->field, list_names (self->form));
    }
  problem = check_use (node, name);
  if (problem != NULL || node->code == NULL)
    return problem;
  return field != NULL ? check_code (field, node->code) : check_language (self, node->code);
}

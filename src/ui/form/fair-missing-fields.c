/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-missing-fields.h"

#include <glib/gi18n-lib.h>

/* As many as are read at a glance. */
#define MAX_NAMED 3

static gboolean
has_kind (GPtrArray      *problems,
          FairProblemKind kind)
{
  for (guint i = 0; i < problems->len; i++)
    if (((const FairProblem *) problems->pdata[i])->kind == kind)
      return TRUE;

  return FALSE;
}

static char *
dup_titles (FairForm       *form,
            GPtrArray      *problems,
            FairProblemKind kind)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const FairProblem *problem = problems->pdata[i];

      if (problem->kind != kind || ++n > MAX_NAMED)
        continue;
      /* Translators: what stands between the items of a list, such as "Advocacy, Research". */
      g_string_append (titles, n > 1 ? C_ ("list separator", ", ") : "");
      g_string_append (titles, fair_field_get_title (fair_form_find_field (form, problem->field)));
    }
  if (n > MAX_NAMED)
    g_string_append (titles, "…");

  return g_string_free_and_steal (g_steal_pointer (&titles));
}

/**
 * fair_missing_fields_describe:
 * @problems: (element-type FairProblem): of fair_form_check()
 *
 * Returns: (transfer full) (nullable): what is missing, or else what is wrong, in a few words; NULL where nothing is
 */
char *
fair_missing_fields_describe (FairForm  *form,
                              GPtrArray *problems)
{
  gboolean missing = has_kind (problems, FAIR_PROBLEM_MISSING);
  g_autofree char *titles = dup_titles (form, problems, missing ? FAIR_PROBLEM_MISSING : FAIR_PROBLEM_INVALID);

  if (*titles == '\0')
    return NULL;

  /* Translators: %s is a list of fields: "Still needed: Email, Consent" */
  return g_strdup_printf (missing ? _("Still needed: %s") : _("Please look again at: %s"), titles);
}

static gboolean
has_optional (FairForm          *form,
              const FairAnswers *answers)
{
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);

      if (fair_form_is_optional (form, field) && fair_form_is_relevant (form, field, answers))
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_missing_fields_describe_needed:
 * @answers: what has been answered so far, which tells what is asked for
 *
 * Returns: (transfer full): how many answers are needed, how they are marked, and which of several will do, a line each
 */
char *
fair_missing_fields_describe_needed (FairForm          *form,
                                     const FairAnswers *answers)
{
  guint n = fair_form_count_needed (form, answers);
  g_autofree char *rule = fair_form_dup_group_rule (form, answers);
  g_autofree char *count = NULL;

  if (n == 0)
    return g_strdup (_("All of it is up to you."));
  if (!has_optional (form, answers))
    count = g_strdup (_("All of it is needed."));
  else
    /* Translators: the star stands after the titles of what is needed */
    count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u answer is needed, marked with *; the rest is up to you.",
                                          "%u answers are needed, marked with *; the rest is up to you.", n),
                             n);
  return g_strjoin ("\n", count, rule, NULL);
}

/**
 * fair_missing_fields_describe_count:
 * @problems: (element-type FairProblem): of fair_form_check(), some of which keep the answers from being saved
 *
 * Returns: (transfer full): how many do
 */
char *
fair_missing_fields_describe_count (GPtrArray *problems)
{
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += ((const FairProblem *) problems->pdata[i])->kind != FAIR_PROBLEM_ADVICE;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u answer is missing or wrong.", "%u answers are missing or wrong.", n), n);
}

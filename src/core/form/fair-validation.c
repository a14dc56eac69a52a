/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether answers fit a form, said field by field in words that tell how to mend it. */
#include "config.h"
#include "form/fair-validation.h"

#include "form/fair-field-check.h"
#include "form/fair-form-private.h"
#include <glib/gi18n-lib.h>

/**
 * fair_problem_free:
 * @self: (transfer full): a problem
 */
void
fair_problem_free (FairProblem *self)
{
  g_free (self->field);
  g_free (self->message);
  g_free (self->suggestion);
  g_free (self);
}

/**
 * fair_form_check_field:
 * @form: a form
 * @field: one of its fields
 * @answers: what has been answered so far, normalised or not
 *
 * Checks one answer by itself, as it is being filled in. That at least one of several fields must be filled in is left
 * to fair_form_check().
 *
 * Returns: (transfer full) (nullable): what is wrong with it
 */
FairProblem *
fair_form_check_field (FairForm          *form,
                       FairField         *field,
                       const FairAnswers *answers)
{
  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);
  g_return_val_if_fail (FAIR_IS_FIELD (field), NULL);
  g_return_val_if_fail (answers != NULL, NULL);

  if (fair_field_is_filled (field, answers))
    return fair_field_check_value (field, answers);
  return fair_form_is_required (form, field, answers) ? fair_field_check_missing (field) : NULL;
}

static gboolean
is_branch_filled (FairForm          *form,
                  const char *const *branch,
                  const FairAnswers *answers)
{
  for (guint i = 0; branch[i] != NULL; i++)
    {
      if (!fair_field_is_filled (fair_form_find_field (form, branch[i]), answers))
        return FALSE;
    }
  return TRUE;
}

static const char *const *
get_branch (FairForm *form,
            guint     i)
{
  return g_ptr_array_index (form->any_of, i);
}

/* Whether all of it is asked for: else nobody could fill it in. */
static gboolean
is_branch_open (FairForm          *form,
                const char *const *branch,
                const FairAnswers *answers)
{
  for (guint i = 0; branch[i] != NULL; i++)
    {
      if (!fair_form_is_relevant (form, fair_form_find_field (form, branch[i]), answers))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_any_branch_filled (FairForm          *form,
                      const FairAnswers *answers)
{
  for (guint i = 0; i < form->any_of->len; i++)
    {
      if (is_branch_filled (form, get_branch (form, i), answers))
        return TRUE;
    }
  return FALSE;
}

/* Where to say that at least one of several must be filled in: at the first that is asked for and still empty. NULL where one is
 * filled in, or none is asked for. */
static FairField *
find_group_head (FairForm          *form,
                 const FairAnswers *answers)
{
  if (is_any_branch_filled (form, answers))
    return NULL;
  for (guint i = 0; i < form->any_of->len; i++)
    {
      const char *const *branch = get_branch (form, i);

      if (!is_branch_open (form, branch, answers))
        continue;
      while (fair_field_is_filled (fair_form_find_field (form, *branch), answers))
        branch++;
      return fair_form_find_field (form, *branch);
    }
  return NULL;
}

static gboolean
is_name_group (FairForm *form)
{
  static const char *const names[] = { "given-name", "family-name" };

  if (form->any_of->len != G_N_ELEMENTS (names))
    return FALSE;
  for (guint i = 0; i < form->any_of->len; i++)
    {
      const char *const *branch = get_branch (form, i);
      const char *purpose = fair_field_get_purpose (fair_form_find_field (form, branch[0]));

      if (branch[1] != NULL || g_strcmp0 (purpose, names[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

static char *
dup_branch_titles (FairForm          *form,
                   const char *const *branch)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; branch[i] != NULL; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " + " : "", fair_field_get_title (fair_form_find_field (form, branch[i])));
  return g_string_free_and_steal (titles);
}

/**
 * fair_form_dup_group_rule:
 * @form: a form
 * @answers: what has been answered so far
 *
 * Returns: (transfer full) (nullable): which of several answers will do, in a sentence, where at least one of them is needed; only
 *   what is asked for is named. NULL where there is nothing to choose
 */
char *
fair_form_dup_group_rule (FairForm          *form,
                          const FairAnswers *answers)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *list = NULL;

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);
  g_return_val_if_fail (answers != NULL, NULL);

  for (guint i = 0; i < form->any_of->len; i++)
    {
      if (is_branch_open (form, get_branch (form, i), answers))
        g_strv_builder_take (titles, dup_branch_titles (form, get_branch (form, i)));
    }
  all = g_strv_builder_end (titles);
  if (g_strv_length (all) < 2)
    return NULL;
  if (is_name_group (form))
    return g_strdup (_("Enter at least a first or a last name."));
  list = g_strjoinv (C_ ("list separator", ", "), all);
  return g_strdup_printf (_("Fill in at least one of these: %s."), list);
}

static FairProblem *
describe_group (FairForm          *form,
                FairField         *head,
                const FairAnswers *answers)
{
  g_autofree char *rule = fair_form_dup_group_rule (form, answers);

  return rule != NULL ? fair_problem_new (FAIR_PROBLEM_MISSING, head, "%s", rule) : fair_field_check_missing (head);
}

static gboolean
is_branch_required (FairForm          *form,
                    const char *const *branch,
                    const FairAnswers *answers)
{
  for (guint i = 0; branch[i] != NULL; i++)
    {
      if (!fair_form_is_required (form, fair_form_find_field (form, branch[i]), answers))
        return FALSE;
    }
  return TRUE;
}

/* Whether one of several is needed beside what is required anyway. */
static gboolean
needs_group (FairForm          *form,
             const FairAnswers *answers)
{
  gboolean needs = FALSE;

  for (guint i = 0; i < form->any_of->len; i++)
    {
      const char *const *branch = get_branch (form, i);

      if (is_branch_required (form, branch, answers))
        return FALSE;
      needs |= is_branch_open (form, branch, answers);
    }
  return needs;
}

/**
 * fair_form_count_needed:
 * @form: a form
 * @answers: what has been answered so far, which tells what is asked for
 *
 * Returns: how many answers are needed, those that are there included; where one of several will do, that is one
 */
guint
fair_form_count_needed (FairForm          *form,
                        const FairAnswers *answers)
{
  guint n = 0;

  g_return_val_if_fail (FAIR_IS_FORM (form), 0);
  g_return_val_if_fail (answers != NULL, 0);

  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    n += fair_form_is_required (form, fair_form_get_field (form, i), answers);
  return n + needs_group (form, answers);
}

/**
 * fair_form_check:
 * @form: a form
 * @answers: answers, normalised or not
 *
 * Checks all answers. That at least one of several fields must be filled in is said at the first of them that is asked for.
 *
 * Returns: (transfer full) (element-type FairProblem): at most one problem for each field, in the form's order
 */
GPtrArray *
fair_form_check (FairForm          *form,
                 const FairAnswers *answers)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_problem_free);
  FairField *head = NULL;

  g_return_val_if_fail (FAIR_IS_FORM (form), problems);
  g_return_val_if_fail (answers != NULL, problems);

  head = find_group_head (form, answers);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      FairProblem *problem = fair_form_check_field (form, field, answers);

      if (problem == NULL && field == head)
        problem = describe_group (form, head, answers);
      if (problem != NULL)
        g_ptr_array_add (problems, problem);
    }
  return problems;
}

static gboolean
has_problem (GPtrArray         *problems,
             const FairProblem *problem)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FairProblem *other = g_ptr_array_index (problems, i);

      if (other->kind == problem->kind && g_str_equal (other->field, problem->field))
        return TRUE;
    }
  return FALSE;
}

/* With @before, a problem of @answers that these had stands in the way only of who touches it with @changes. */
static gboolean
accept (FairForm          *form,
        const FairAnswers *answers,
        const FairAnswers *before,
        const FairAnswers *changes,
        GError           **error)
{
  g_autoptr (GPtrArray) problems = fair_form_check (form, answers);
  g_autoptr (GPtrArray) old = before != NULL ? fair_form_check (form, before) : g_ptr_array_new ();
  const char *separator = before != NULL ? "; " : " ";
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const FairProblem *problem = g_ptr_array_index (problems, i);

      if (problem->kind == FAIR_PROBLEM_ADVICE ||
          (has_problem (old, problem) && yyjson_mut_obj_get (fair_answers_peek_root (changes), problem->field) == NULL))
        continue;
      g_string_append_printf (message, "%s%s: %s", message->len > 0 ? separator : "", problem->field, problem->message);
    }
  if (message->len == 0)
    return TRUE;
  g_set_error_literal (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_ANSWERS, message->str);
  return FALSE;
}

/**
 * fair_form_accept:
 * @form: a form
 * @answers: answers, normalised or not
 * @error: where %FAIR_FORM_ERROR_ANSWERS goes: its message says of each field what is wrong, a sentence each
 *
 * Tells whether answers may be saved. Advice stands in nobody's way.
 *
 * Returns: whether they may
 */
gboolean
fair_form_accept (FairForm          *form,
                  const FairAnswers *answers,
                  GError           **error)
{
  return accept (form, answers, NULL, NULL, error);
}

static void
normalize_text (FairField   *field,
                FairAnswers *answers,
                const char  *text)
{
  g_autofree char *normalized = fair_field_normalize_text (field, text);

  if (*normalized == '\0' || !g_str_equal (normalized, text))
    fair_answers_set_text (answers, fair_field_get_id (field), normalized);
}

/* A list that was split from "a,,b", or from nothing, has empty members. */
static void
normalize_list (yyjson_mut_val *list)
{
  /* not yyjson_mut_arr_iter_remove(): up to yyjson 0.10 it tears the list when it goes on after one that it removed */
  for (gsize n = yyjson_mut_arr_size (list); n > 0; n--)
    {
      yyjson_mut_val *first = yyjson_mut_arr_remove_first (list);

      if (!fair_field_value_is_nothing (first))
        yyjson_mut_arr_append (list, first);
    }
}

static void
normalize_field (FairField   *field,
                 FairAnswers *answers)
{
  const char *id = fair_field_get_id (field);
  const char *text = fair_answers_get_text (answers, id);
  yyjson_mut_val *value = fair_answers_peek_value (answers, id);
  gint64 number;

  if (fair_field_value_is_nothing (value))
    fair_answers_unset (answers, id);
  else if (yyjson_mut_is_arr (value))
    normalize_list (value);
  else if (text != NULL && fair_field_is_text (field))
    normalize_text (field, answers, text);
  else if (yyjson_mut_is_real (value) && fair_answers_get_integer (answers, id, &number))
    fair_answers_set_integer (answers, id, number);
}

/**
 * fair_form_normalize:
 * @form: a form
 * @answers: answers
 *
 * Makes of answers what is stored: texts lose the white space around them and are composed (Unicode NFC); what has one line
 * is on one; addresses and numbers have no invisible characters; 2027.0 is 2027; and what is null, an empty list, or a text
 * that shows nothing is left out, of lists as well. Nothing else changes; answers to fields that are not relevant, or not known, stay.
 *
 * Returns: (transfer full): the normalised answers
 */
FairAnswers *
fair_form_normalize (FairForm          *form,
                     const FairAnswers *answers)
{
  FairAnswers *normalized = NULL;

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);
  g_return_val_if_fail (answers != NULL, NULL);

  normalized = fair_answers_copy (answers);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    normalize_field (fair_form_get_field (form, i), normalized);
  return normalized;
}

/**
 * fair_form_accept_changes:
 * @form: a form
 * @answers: what somebody answered, as it was saved
 * @changes: the answers that change; null takes one away
 * @error: as of fair_form_accept()
 *
 * Tells whether the changes may be saved. What was wrong before, because the form has changed since, and is not touched is no
 * hindrance.
 *
 * Returns: (transfer full): the changes as they are stored, each in its normal form, null where nothing is left of it; or NULL
 *   with @error set
 */
FairAnswers *
fair_form_accept_changes (FairForm          *form,
                          const FairAnswers *answers,
                          const FairAnswers *changes,
                          GError           **error)
{
  g_autoptr (FairAnswers) all = NULL, normalized = NULL, accepted = NULL;
  yyjson_mut_obj_iter members;
  yyjson_mut_val *key;

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);
  g_return_val_if_fail (answers != NULL && changes != NULL, NULL);

  all = fair_answers_copy (answers);
  members = yyjson_mut_obj_iter_with (fair_answers_peek_root (changes));
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    fair_answers_set_value (all, yyjson_mut_get_str (key), yyjson_mut_obj_iter_get_val (key));
  normalized = fair_form_normalize (form, all);
  if (!accept (form, normalized, answers, changes, error))
    return NULL;
  accepted = fair_answers_copy (changes);
  members = yyjson_mut_obj_iter_with (fair_answers_peek_root (changes));
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    fair_answers_set_value (accepted, yyjson_mut_get_str (key), fair_answers_peek_value (normalized, yyjson_mut_get_str (key)));
  return g_steal_pointer (&accepted);
}

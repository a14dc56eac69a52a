/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes a sign-up that is there: its answers, or what staff noted about it. */
#include "config.h"

#include "form/fair-validation.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-correction.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>

static FairAnswers *
apply (FairForm          *form,
       const FairVersion  *version,
       const FairAnswers *changes)
{
  g_autoptr (FairAnswers) all = fair_answers_new_from_value (fair_version_get_answers (version));
  yyjson_mut_obj_iter members;
  yyjson_mut_val *key;

  yyjson_mut_obj_iter_init (fair_answers_peek_root (changes), &members);
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    fair_answers_set_value (all, yyjson_mut_get_str (key), yyjson_mut_obj_iter_get_val (key));
  return fair_form_normalize (form, all);
}

static gboolean
had_problem (GPtrArray         *before,
             const FairProblem *problem)
{
  for (guint i = 0; i < before->len; i++)
    {
      const FairProblem *earlier = g_ptr_array_index (before, i);

      if (earlier->kind == problem->kind && g_str_equal (earlier->field, problem->field))
        return TRUE;
    }
  return FALSE;
}

/* A problem that the sign-up had before, because the form has changed since, stands in the way only of who touches it. */
static gboolean
stands_in_the_way (const FairProblem *problem,
                   GPtrArray         *before,
                   const FairAnswers *changes)
{
  if (problem->kind == FAIR_PROBLEM_ADVICE)
    return FALSE;
  return yyjson_mut_obj_get (fair_answers_peek_root (changes), problem->field) != NULL || !had_problem (before, problem);
}

static gboolean
accept (FairForm          *form,
        const FairVersion  *version,
        const FairAnswers *answers,
        const FairAnswers *changes,
        GError           **error)
{
  g_autoptr (FairAnswers) old = fair_answers_new_from_value (fair_version_get_answers (version));
  g_autoptr (GPtrArray) before = fair_form_check (form, old);
  g_autoptr (GPtrArray) after = fair_form_check (form, answers);
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; i < after->len; i++)
    {
      const FairProblem *problem = g_ptr_array_index (after, i);

      if (stands_in_the_way (problem, before, changes))
        g_string_append_printf (message, "%s%s: %s", message->len > 0 ? "; " : "", problem->field, problem->message);
    }
  if (message->len == 0)
    return TRUE;
  g_set_error_literal (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_ANSWERS, message->str);
  return FALSE;
}

/* The changes as they are stored: each in its normal form, null where nothing is left of it. */
static FairAnswers *
check_changes (FairForm          *form,
               const FairVersion  *version,
               const FairAnswers *changes,
               GError           **error)
{
  g_autoptr (FairAnswers) answers = apply (form, version, changes);
  g_autoptr (FairAnswers) checked = fair_answers_copy (changes);
  yyjson_mut_obj_iter members;
  yyjson_mut_val *key;

  if (!accept (form, version, answers, changes, error))
    return NULL;
  yyjson_mut_obj_iter_init (fair_answers_peek_root (changes), &members);
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    fair_answers_set_value (checked, yyjson_mut_get_str (key),
                            fair_answers_peek_value (answers, yyjson_mut_get_str (key)));
  return g_steal_pointer (&checked);
}

/* Nothing is new where nothing differs; but whoever wrote it may have been killed before the disk had confirmed it. */
static gint64
append (FairStore          *self,
        const FairVersion  *version,
        yyjson_mut_val     *answers,
        yyjson_mut_val     *staff,
        gboolean           *changed,
        GError            **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean differs = fair_correction_differs (version, answers, staff);

  if (changed != NULL)
    *changed = differs;
  if (!differs)
    return fair_journal_confirm (self->journal, error) ? version->rev : 0;
  return fair_correction_encode (self, line, version, answers, staff, error) &&
             fair_journal_append (self->journal, line->str, line->len, error)
           ? version->rev + 1
           : 0;
}

static gint64
correct_in_turn (FairStore          *self,
                 const char         *id,
                 const FairAnswers  *changes,
                 FairForm           *form,
                 gboolean           *changed,
                 GError            **error)
{
  g_auto (FairVersion) version = { 0 };
  g_autofree char *line = fair_store_find_in_turn (self, id, &version, error);
  g_autoptr (FairAnswers) checked = NULL;

  if (line == NULL)
    return 0;
  if (form == NULL)
    return append (self, &version, fair_answers_peek_root (changes), NULL, changed, error);
  checked = check_changes (form, &version, changes, error);
  return checked != NULL ? append (self, &version, fair_answers_peek_root (checked), NULL, changed, error) : 0;
}

/**
 * fair_store_correct:
 * @self: the store
 * @id: a person's id
 * @changes: the answers that change; null takes one away. All others stay, those too that no form knows
 * @form: (nullable): the form that checks them. What was wrong before and is not touched is no hindrance
 * @changed: (out) (optional): whether that makes any difference; without one there is no further version
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, %FAIR_FORM_ERROR_ANSWERS (with what is wrong with each answer), or why it was
 *   not saved
 *
 * Adds a further version of a sign-up, later than the one that stands. When it returns it is on the disk.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: the number of the version that stands now (its `rev`), or 0 with @error set and nothing changed
 */
gint64
fair_store_correct (FairStore          *self,
                    const char         *id,
                    const FairAnswers  *changes,
                    FairForm           *form,
                    gboolean           *changed,
                    GError            **error)
{
  gint64 rev;

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && changes != NULL, 0);

  if (!fair_store_begin (self, error))
    return 0;
  rev = correct_in_turn (self, id, changes, form, changed, error);
  fair_store_end (self);
  return rev;
}

/**
 * fair_store_set_staff:
 * @self: the store
 * @id: a person's id
 * @patch: the members of `staff` that change (notes, a mark), null for those that go; all others stay
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, or why it was not saved
 *
 * Does with what staff noted what fair_store_correct() does with the answers.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: the number of the version that stands now (its `rev`), or 0 with @error set and nothing changed
 */
gint64
fair_store_set_staff (FairStore          *self,
                      const char         *id,
                      const FairAnswers  *patch,
                      GError            **error)
{
  g_auto (FairVersion) version = { 0 };
  g_autofree char *line = NULL;
  gint64 rev = 0;

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && patch != NULL, 0);

  if (!fair_store_begin (self, error))
    return 0;
  line = fair_store_find_in_turn (self, id, &version, error);
  if (line != NULL)
    rev = append (self, &version, NULL, fair_answers_peek_root (patch), NULL, error);
  fair_store_end (self);
  return rev;
}

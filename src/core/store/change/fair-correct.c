/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes a sign-up that is there: its answers, or what staff noted about it. */
#include "config.h"

#include "form/fair-validation.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-revision.h"
#include "store/fair-store-private.h"
#include "store/journal/fair-journal-line.h"
#include "store/standing/fair-standing.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static FairAnswers *
apply (FairForm          *form,
       const FairRecord  *record,
       const FairAnswers *changes)
{
  g_autoptr (FairAnswers) all = fair_answers_new_from_value (record->answers);
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
        const FairRecord  *record,
        const FairAnswers *answers,
        const FairAnswers *changes,
        GError           **error)
{
  g_autoptr (FairAnswers) old = fair_answers_new_from_value (record->answers);
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
               const FairRecord  *record,
               const FairAnswers *changes,
               GError           **error)
{
  g_autoptr (FairAnswers) answers = apply (form, record, changes);
  g_autoptr (FairAnswers) checked = fair_answers_copy (changes);
  yyjson_mut_obj_iter members;
  yyjson_mut_val *key;

  if (!accept (form, record, answers, changes, error))
    return NULL;
  yyjson_mut_obj_iter_init (fair_answers_peek_root (changes), &members);
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    fair_answers_set_value (checked, yyjson_mut_get_str (key),
                            fair_answers_peek_value (answers, yyjson_mut_get_str (key)));
  return g_steal_pointer (&checked);
}

static gint64
append (FairStore           *self,
        const FairRecord    *record,
        const FairRevision  *revision,
        GError             **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (!fair_revision_encode (line, record, revision, fair_journal_get_last_hlc (self->journal),
                             fair_clock_now (self->clock), self->device.id, error) ||
      !fair_journal_append (self->journal, line->str, line->len, error))
    return 0;
  return record->rev + 1;
}

/* Nothing is new; but whoever wrote it may have been killed before the disk had confirmed it. */
static gint64
confirm (FairStore         *self,
         const FairRecord  *record,
         GError           **error)
{
  const char *path = fair_store_get_journal_path (self);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) io_error = NULL;
  int fd = fair_file_ops_open (self->ops, path, O_RDONLY, 0);
  gboolean synced = fd >= 0 && self->ops->fsync (fd, self->ops->user_data) == 0;

  fair_file_ops_close (self->ops, &fd);
  if (!synced)
    fair_file_ops_set_error (&io_error, path, _("The disk did not confirm that the sign-up is saved"));
  else if (fair_file_ops_sync_folder (self->ops, folder, &io_error))
    return record->rev;
  fair_store_error_propagate (error, g_steal_pointer (&io_error));
  return 0;
}

/* What is asked for. Borrowed by the call, owned by the task. */
typedef struct
{
  char *id;
  FairAnswers *answers; /* one of the two */
  FairAnswers *staff;
  FairForm *form;
  gboolean *changed; /* (nullable): told whether there is a further version */
} Change;

static gint64
change_record (FairStore         *self,
               const Change      *change,
               const FairRecord  *record,
               GError           **error)
{
  g_autoptr (FairAnswers) checked = NULL;
  FairRevision revision = { 0 };
  gboolean differs;

  if (change->staff != NULL)
    revision.staff = fair_answers_peek_root (change->staff);
  if (change->answers != NULL)
    {
      checked = change->form != NULL ? check_changes (change->form, record, change->answers, error)
                                     : fair_answers_ref (change->answers);
      if (checked == NULL)
        return 0;
      revision.answers = fair_answers_peek_root (checked);
    }
  differs = fair_revision_differs (&revision, record);
  if (change->changed != NULL)
    *change->changed = differs;
  return differs ? append (self, record, &revision, error) : confirm (self, record, error);
}

static gint64
change_in_turn (FairStore     *self,
                const Change  *change,
                GError       **error)
{
  g_autoptr (FairJournalReader) reader = fair_journal_read (self->journal, error);
  g_autofree char *line = reader != NULL ? fair_standing_find (reader, change->id, error) : NULL;
  g_auto (FairRecord) record = { 0 };

  if (line == NULL || !fair_journal_line_decode (line, strlen (line), NULL, &record, error))
    return 0;
  return change_record (self, change, &record, error);
}

static gint64
make_change (FairStore     *self,
             const Change  *change,
             GError       **error)
{
  gint64 rev;

  if (!fair_store_begin (self, error))
    return 0;
  rev = change_in_turn (self, change, error);
  fair_store_end (self);
  return rev;
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
  Change change = { (char *) id, (FairAnswers *) changes, NULL, form, changed };

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && changes != NULL, 0);

  return make_change (self, &change, error);
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
  Change change = { (char *) id, NULL, (FairAnswers *) patch, NULL, NULL };

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && patch != NULL, 0);

  return make_change (self, &change, error);
}

static void
free_change (gpointer data)
{
  Change *change = data;

  g_free (change->id);
  g_clear_pointer (&change->answers, fair_answers_unref);
  g_clear_pointer (&change->staff, fair_answers_unref);
  g_clear_object (&change->form);
  g_free (change);
}

static void
change_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      change,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 rev;

  if (g_task_return_error_if_cancelled (task))
    return;
  rev = make_change (source, change, &error);
  if (rev == 0)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_memdup2 (&rev, sizeof rev), g_free);
}

static void
start (FairStore           *self,
       const Change        *change,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Change *copy = g_new0 (Change, 1);

  copy->id = g_strdup (change->id);
  copy->answers = change->answers != NULL ? fair_answers_copy (change->answers) : NULL;
  copy->staff = change->staff != NULL ? fair_answers_copy (change->staff) : NULL;
  g_set_object (&copy->form, change->form);
  g_task_set_source_tag (task, fair_store_correct_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, copy, free_change);
  g_task_run_in_thread (task, change_in_thread);
}

/**
 * fair_store_correct_async:
 * @self: the store
 * @id: a person's id
 * @changes: as of fair_store_correct(); they are copied
 * @form: (nullable): as of fair_store_correct()
 * @cancellable: (nullable): keeps it from beginning; once begun it is finished
 * @callback: called when it is durable, or has failed
 * @user_data: for @callback
 *
 * Does what fair_store_correct() does, in a thread.
 */
void
fair_store_correct_async (FairStore           *self,
                          const char          *id,
                          const FairAnswers   *changes,
                          FairForm            *form,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Change change = { (char *) id, (FairAnswers *) changes, NULL, form, NULL };

  start (self, &change, cancellable, callback, user_data);
}

/**
 * fair_store_set_staff_async:
 * @self: the store
 * @id: a person's id
 * @patch: as of fair_store_set_staff(); it is copied
 * @cancellable: (nullable): keeps it from beginning; once begun it is finished
 * @callback: called when it is durable, or has failed; it calls fair_store_correct_finish()
 * @user_data: for @callback
 *
 * Does what fair_store_set_staff() does, in a thread.
 */
void
fair_store_set_staff_async (FairStore           *self,
                            const char          *id,
                            const FairAnswers   *patch,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Change change = { (char *) id, NULL, (FairAnswers *) patch, NULL, NULL };

  start (self, &change, cancellable, callback, user_data);
}

/**
 * fair_store_correct_finish:
 * @self: the store
 * @result: what the callback got
 * @error: as of fair_store_correct() and fair_store_set_staff()
 *
 * Returns: the number of the version that stands now, or 0 with @error set
 */
gint64
fair_store_correct_finish (FairStore     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_autofree gint64 *rev = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  rev = g_task_propagate_pointer (G_TASK (result), error);
  return rev != NULL ? *rev : 0;
}

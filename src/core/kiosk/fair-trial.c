/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-trial.h"

#include "store/change/fair-erase.h"
#include "store/people/fair-people-read.h"

static char *
add (FairStore  *store,
     GError    **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = FAIR_TRIAL_EVENT, .form = "trial@1", .lang = "en", .answers = answers };

  fair_answers_set_text (answers, "given_name", "Trial");
  return fair_store_add (store, &draft, error);
}

static gboolean
note_left_over (const FairVersion  *version,
                gpointer            ids,
                GError            **error)
{
  if (g_str_equal (version->event, FAIR_TRIAL_EVENT))
    g_ptr_array_add (ids, g_strdup (version->id));
  return TRUE;
}

/* Whoever was killed between saving one and taking it out again left it. */
static gboolean
remove_left_overs (FairStore  *store,
                   GError    **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean done = fair_store_foreach (store, note_left_over, ids, NULL, NULL, error);

  for (guint i = 0; done && i < ids->len; i++)
    {
      g_autoptr (FairEraseReport) report = fair_erase_report_new ();

      done = fair_store_erase (store, ids->pdata[i], report, error);
    }
  return done;
}

/**
 * fair_trial_run:
 * @store: where visitors will sign up
 * @error: why they could not
 *
 * Saves a sign-up as a visitor's is saved, reads it back from the disk, and erases it: a tombstone is all that stays. So does
 * one that an earlier trial left, because it was killed.
 *
 * Threading: any thread; blocks, and rewrites the journal.
 */
gboolean
fair_trial_run (FairStore  *store,
                GError    **error)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autofree char *id = NULL;
  g_autofree char *line = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);

  id = remove_left_overs (store, error) ? add (store, error) : NULL;
  if (id == NULL)
    return FALSE;
  line = fair_store_find_line (store, id, error);
  /* it goes whether or not it could be read: nobody may take it for a visitor */
  return fair_store_erase (store, id, report, line != NULL ? error : NULL) && line != NULL;
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (fair_trial_run (source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** Does what fair_trial_run() does, in a worker thread; cancelling forgets how it went, but not to take it out again. */
void
fair_trial_run_async (FairStore           *store,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FAIR_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_trial_run_async);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
fair_trial_run_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/fair-erase-people.h"

/* What a worker thread needs. */
typedef struct
{
  char **ids;
  FairEraseProgress progress; /* or NULL */
  gpointer user_data;
  GTask *task;                /* (unowned): to whom progress is told */
} Erasing;

/* On its way to the main thread. */
typedef struct
{
  GTask *task;
  guint n_done;
} Told;

void
fair_erase_outcome_free (FairEraseOutcome *self)
{
  fair_erase_report_free (self->report);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
has (GPtrArray  *texts,
     const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static void
add_all (GPtrArray       *to,
         const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    if (!has (to, from->pdata[i]))
      g_ptr_array_add (to, g_strdup (from->pdata[i]));
}

static void
add_report (FairEraseReport       *self,
            const FairEraseReport *one)
{
  add_all (self->erased, one->erased);
  add_all (self->others, one->others);
  add_all (self->files, one->files);
  add_all (self->unreadable, one->unreadable);
  if (one->keeper != NULL)
    g_set_str (&self->keeper, one->keeper);
  self->n_unattributed = one->n_unattributed; /* that many are left now */
}

static void
drop_gone (FairEraseReport *self)
{
  for (guint i = self->others->len; i-- > 0;)
    if (has (self->erased, self->others->pdata[i]))
      g_ptr_array_remove_index (self->others, i);
  if (self->keeper != NULL && has (self->erased, self->keeper))
    g_clear_pointer (&self->keeper, g_free);
}

static gboolean
tell (gpointer data)
{
  Told *told = data;
  Erasing *erasing = g_task_get_task_data (told->task);

  erasing->progress (told->n_done, erasing->user_data);
  return G_SOURCE_REMOVE;
}

static void
free_told (gpointer data)
{
  g_object_unref (((Told *) data)->task);
  g_free (data);
}

static void
queue_tell (const Erasing *erasing,
            guint          n_done)
{
  Told *told;

  if (erasing->progress == NULL)
    return;
  told = g_new (Told, 1);
  *told = (Told) { g_object_ref (erasing->task), n_done };
  g_main_context_invoke_full (g_task_get_context (erasing->task), G_PRIORITY_DEFAULT, tell, told, free_told);
}

static gboolean
erase_one (FairStore        *store,
           const char       *id,
           FairEraseOutcome *outcome)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (GError) error = NULL;

  if (has (outcome->report->erased, id)) /* with whom they were joined into */
    return TRUE;
  if (fair_store_erase (store, id, report, &error))
    add_report (outcome->report, report);
  else if (!g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND)) /* else somebody was quicker */
    outcome->error = g_steal_pointer (&error);
  return outcome->error == NULL;
}

static FairEraseOutcome *
erase (FairStore     *store,
       const Erasing *erasing,
       GCancellable  *cancellable)
{
  FairEraseOutcome *outcome = g_new0 (FairEraseOutcome, 1);

  outcome->report = fair_erase_report_new ();
  for (gsize i = 0; erasing->ids[i] != NULL; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, &outcome->error) || !erase_one (store, erasing->ids[i], outcome))
        break;
      queue_tell (erasing, ++outcome->n_done);
    }
  drop_gone (outcome->report);
  return outcome;
}

/**
 * fair_erase_people:
 * @ids: (array zero-terminated=1): who is to be gone
 * @cancellable: (nullable): ends it before the next one
 *
 * Does what fair_store_erase() does, for each of them, until one fails. Who was joined into one of them goes along, and may be among
 * @ids.
 *
 * Threading: any thread; blocks, and rewrites the journal for each.
 *
 * Returns: (transfer full): what has become of it
 */
FairEraseOutcome *
fair_erase_people (FairStore          *store,
                   const char *const  *ids,
                   GCancellable       *cancellable)
{
  const Erasing erasing = { .ids = (char **) ids };

  return erase (store, &erasing, cancellable);
}

static void
free_erasing (gpointer data)
{
  g_strfreev (((Erasing *) data)->ids);
  g_free (data);
}

static void
erase_in_thread (GTask        *task,
                 gpointer      store,
                 gpointer      erasing,
                 GCancellable *cancellable)
{
  g_task_return_pointer (task, erase (store, erasing, cancellable), (GDestroyNotify) fair_erase_outcome_free);
}

/** Does what fair_erase_people() does, in a worker thread. @progress is given @user_data. */
void
fair_erase_people_async (FairStore           *store,
                         const char *const   *ids,
                         FairEraseProgress    progress,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Erasing *erasing = g_new (Erasing, 1);

  *erasing = (Erasing) { g_strdupv ((char **) ids), progress, user_data, task };
  g_task_set_source_tag (task, fair_erase_people_async);
  g_task_set_check_cancellable (task, FALSE); /* what was done is told in any case */
  g_task_set_task_data (task, erasing, free_erasing);
  g_task_run_in_thread (task, erase_in_thread);
}

/** Returns: (transfer full): what fair_erase_people() returns */
FairEraseOutcome *
fair_erase_people_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "statistics/fair-statistics.h"

#include "visits/fair-visits.h"

#include <glib/gi18n-lib.h>

void
fair_statistics_free (FairStatistics *self)
{
  g_clear_object (&self->program);
  fair_time_zones_unref (self->zones);
  g_clear_pointer (&self->stats, fair_stats_free);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static FairVisitCount *
copy_count (const FairVisitCount *count)
{
  FairVisitCount *copy = g_memdup2 (count, sizeof *count);

  copy->event = g_strdup (count->event);
  copy->id = g_strdup (count->id);
  return copy;
}

static void
count_free (gpointer data)
{
  FairVisitCount *count = data;

  g_free (count->event);
  g_free (count->id);
  g_free (count);
}

static void
load_visits (FairStatistics *self,
             FairStore      *store)
{
  g_autoptr (FairVisitCounts) counts = fair_visits_load (store, self->problems);
  g_autoptr (GPtrArray) list = fair_visit_counts_list (counts);

  self->visits = g_ptr_array_new_with_free_func (count_free);
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (self->visits, copy_count (list->pdata[i]));
}

static void
load_in_thread (GTask        *task,
                gpointer      store,
                gpointer      program,
                GCancellable *cancellable)
{
  g_autoptr (FairStatistics) self = g_new0 (FairStatistics, 1);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  GError *error = NULL;

  self->program = program != NULL ? g_object_ref (FAIR_PROGRAM (program)) : NULL;
  self->zones = program != NULL ? fair_time_zones_ref (self->program->time_zones) : fair_time_zones_new ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->now = fair_clock_now (fair_clock_get_default ());
  self->stats = fair_stats_collect (store, program != NULL ? self->program->form : NULL, NULL, self->zones, report, cancellable, &error);
  if (self->stats == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  load_visits (self, store);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) fair_statistics_free);
}

/**
 * fair_statistics_load_async:
 * @program: (nullable): whose form, fairs and pages they are
 *
 * Reads the whole journal and the counts of visits in a worker thread.
 */
void
fair_statistics_load_async (FairStore           *store,
                            FairProgram         *program,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_statistics_load_async);
  if (program != NULL)
    g_task_set_task_data (task, g_object_ref (program), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

/** Returns: (transfer full): what was read; or NULL with @error as of fair_stats_collect() */
FairStatistics *
fair_statistics_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** Returns: (transfer full): the ids of the fairs of which something was counted, the one with most people first; "" is none of them */
GStrv
fair_statistics_dup_events (const FairStatistics *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GArray) list = fair_stats_list (self->stats, NULL, FAIR_STATS_EVENT);

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (events, g_strdup (g_array_index (list, FairCount, i).name));
  for (guint i = 0; i < self->visits->len; i++)
    {
      const FairVisitCount *count = self->visits->pdata[i];

      if (!g_ptr_array_find_with_equal_func (events, count->event, g_str_equal, NULL))
        g_ptr_array_add (events, g_strdup (count->event));
    }
  g_ptr_array_add (events, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&events), FALSE);
}

/** Returns: (transfer full): what people call a fair; the id of one that the pack does not know */
char *
fair_statistics_dup_event_name (const FairStatistics *self,
                                const char           *event)
{
  const FairEvent *known = self->program != NULL ? fair_program_find_event (self->program, event) : NULL;

  if (known != NULL)
    return g_strdup (known->name);
  return g_strdup (*event != '\0' ? event : _("No Fair"));
}

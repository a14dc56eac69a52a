/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of what the store does, and every disk that a power cut in it may leave, recovered and checked. */
#include "crash-scene.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795000000000)
/* Random disks for each place at which the power is cut. */
#define N_RANDOM 40
/* A sample takes one state out of so many. */
#define SAMPLE 23

static void
begin_recording (CrashScene          *self,
                 const CrashScenario *scenario)
{
  self->scenario = scenario;
  g_random_set_seed ((guint32) self->torture->seed);
  self->root = test_folder_new ();
  self->data = test_folder_path (self->root, "data");
  test_clock_init (&self->clock, NOW);
  if (scenario->prepare != NULL)
    scenario->prepare (self);
  self->ops = recording_ops_new (self->root->path);
  self->ops->forget = self->forget;
  self->before = crash_disk_new (self->ops);
  self->from = 0;
}

static void
end_recording (CrashScene *self)
{
  g_clear_pointer (&self->before, crash_disk_free);
  g_clear_pointer (&self->history, crash_history_free);
  g_clear_pointer (&self->ops, recording_ops_free);
  g_clear_pointer (&self->root, test_folder_free);
  g_clear_pointer (&self->data, g_free);
}

/* Nothing may reach the disk but through the operations: otherwise no power cut of this test would show it. */
static void
check_log (CrashScene *self)
{
  g_autoptr (CrashPlans) plans = crash_plans_new (self->before, self->ops->log, self->ops->log->len, 0);
  g_autoptr (CrashDisk) expected = crash_plans_build (plans, 0, NULL);
  g_autoptr (RecordingOps) ops = recording_ops_new (self->root->path);
  g_autoptr (CrashDisk) found = crash_disk_new (ops);
  g_autofree char *expected_state = crash_disk_describe (expected);
  g_autofree char *found_state = crash_disk_describe (found);

  torture_check (self->torture, g_str_equal (expected_state, found_state), "something was written past the log");
}

static void
recover (CrashScene *self,
         CrashDisk  *disk,
         guint       cut)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *data = test_folder_path (folder, "data");

  crash_disk_write (disk, folder->path);
  self->n_states++;
  crash_history_check (self->history, cut, data, self->torture);
}

/* Every disk that may be left when the power goes after @cut operations. */
static void
cut_power (CrashScene *self,
           guint       cut)
{
  g_autoptr (CrashPlans) plans = crash_plans_new (self->before, self->ops->log, cut, N_RANDOM);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean all = self->torture->full || self->torture->only_case >= 0;

  for (guint i = 0; i < crash_plans_get_n (plans); i++)
    {
      guint64 number = self->number++;
      g_autoptr (CrashDisk) disk = NULL;

      if ((!all && number % SAMPLE != 0) || !torture_begin_case (self->torture, number))
        continue;
      disk = crash_plans_build (plans, i, self->torture->chance);
      if (g_hash_table_add (seen, crash_disk_describe (disk)))
        recover (self, disk, cut);
      else
        self->n_same++;
    }
}

/** Records each variant of a scenario, and recovers every disk that a power cut in it may leave. */
void
crash_scene_play (CrashScene          *self,
                  const CrashScenario *scenario)
{
  gboolean more = TRUE;

  self->number = 0;
  for (self->variant = 1; more; self->variant++)
    {
      begin_recording (self, scenario);
      self->history = crash_history_new (self->ops, self->data);
      more = scenario->run (self);
      crash_scene_close (self);
      check_log (self);
      for (guint cut = self->from; cut <= self->ops->log->len; cut++)
        cut_power (self, cut);
      end_recording (self);
    }
}

/** Opens the store, which must work. */
void
crash_scene_open (CrashScene *self)
{
  g_autoptr (GError) error = NULL;

  self->store = fair_store_open (self->data, &self->ops->ops, &self->clock.clock, &error);
  g_assert_no_error (error);
}

void
crash_scene_close (CrashScene *self)
{
  g_clear_object (&self->store);
}

/** Signs somebody up, on the record. Returns whether that was acknowledged. */
gboolean
crash_scene_add (CrashScene *self,
                 const char *name)
{
  g_autofree char *id = NULL;

  crash_history_begin (self->history, PROMISE_EACH);
  id = test_store_try_add (self->store, name, NULL);
  crash_history_end (self->history, id != NULL);
  return id != NULL;
}

/** Signs @n people up in one go, on the record. */
void
crash_scene_add_many (CrashScene *self,
                      guint       n)
{
  g_autofree FairDraft *drafts = g_new (FairDraft, n);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_answers_unref);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      FairAnswers *answers = fair_answers_new ();
      g_autofree char *name = g_strdup_printf ("Somebody %u", i);

      fair_answers_set_text (answers, "given_name", name);
      g_ptr_array_add (all, answers);
      drafts[i] = (FairDraft) { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
    }
  crash_history_begin (self->history, PROMISE_EACH);
  g_assert_true (fair_store_add_many (self->store, drafts, n, &ids, &error));
  g_assert_no_error (error);
  crash_history_end (self->history, TRUE);
}

/** Writes a file of the data folder, before the recording. */
void
crash_scene_write (CrashScene *self,
                   const char *name,
                   const char *text)
{
  g_autofree char *path = g_build_filename ("data", name, NULL);

  g_free (test_folder_write (self->root, path, text));
}

/** Signs somebody up before the recording. Returns their id. */
char *
crash_scene_sign_up (CrashScene *self,
                     const char *name)
{
  g_autoptr (FairStore) store = test_store_open (self->data);

  return test_store_add (store, name);
}

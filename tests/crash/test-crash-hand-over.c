/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handing over, on every stick that a power cut, or who pulls it out, may leave: it has what it had, or the new file as a whole; and
 * what was acknowledged is the new one. The laptop has what it had.
 */
#include "crash-plan.h"

#include "collect/fair-hand-over.h"
#include "test-store-util.h"
#include "torture.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define DEVICE "5f0e9c1a2b7d4e38"
#define STICK "stick/Hall 2 (" DEVICE ").jsonl"
#define JOURNAL "data/signups/signups.jsonl"
/* Random disks for each place at which the power is cut. */
#define N_RANDOM 40
/* A sample takes one state out of so many. */
#define SAMPLE 7

typedef struct
{
  Torture *torture;
  TestFolder *root;
  RecordingOps *ops;
  CrashDisk *before;
  FairStore *store;
  gboolean has_older; /* whether yesterday's file is there */
  char *old;          /* what the stick has of this laptop, or "" */
  char *new;
  gboolean done;
  guint64 number;
} Scene;

static char *
read_file (const char *root,
           const char *name)
{
  g_autofree char *path = g_build_filename (root, name, NULL);

  return test_read (path);
}

static void
set_up (Scene *self)
{
  g_autofree char *data = NULL, *stick = NULL;
  g_autoptr (FairStore) store = NULL;

  g_random_set_seed ((guint32) self->torture->seed);
  self->root = test_folder_new ();
  data = test_folder_path (self->root, "data");
  stick = test_folder_path (self->root, "stick");
  g_free (test_folder_write (self->root, "data/device.json", "{\"v\":1,\"id\":\"" DEVICE "\",\"name\":\"Hall 2\"}\n"));
  g_assert_no_errno (g_mkdir (stick, 0700));
  store = test_store_open (data);
  g_free (test_store_add (store, "Ann"));
  if (self->has_older)
    fair_hand_over_free (fair_hand_over (store, stick, NULL, NULL, NULL));
  g_free (test_store_add (store, "Bo"));
  self->old = read_file (self->root->path, STICK);
  self->new = read_file (self->root->path, JOURNAL);
  self->ops = recording_ops_new (self->root->path);
  self->before = crash_disk_new (self->ops);
  self->store = fair_store_open (data, &self->ops->ops, NULL, NULL);
}

static void
tear_down (Scene *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->before, crash_disk_free);
  g_clear_pointer (&self->ops, recording_ops_free);
  g_clear_pointer (&self->root, test_folder_free);
  g_clear_pointer (&self->old, g_free);
  g_clear_pointer (&self->new, g_free);
}

static void
hand_over (Scene *self)
{
  g_autofree char *stick = test_folder_path (self->root, "stick");
  g_autoptr (FairHandOver) result = fair_hand_over (self->store, stick, NULL, NULL, NULL);

  self->done = result != NULL;
}

/* Whatever else is there is a part, which whoever collects passes over, and the next one removes. */
static void
check_disk (Scene      *self,
            CrashDisk  *disk,
            guint       cut)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *found = NULL, *journal = NULL, *stick = test_folder_path (folder, "stick"), *data = test_folder_path (folder, "data");
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairHandOver) again = NULL;
  g_auto (GStrv) names = NULL;

  crash_disk_write (disk, folder->path);
  found = read_file (folder->path, STICK);
  journal = read_file (folder->path, JOURNAL);
  torture_check (self->torture, g_str_equal (journal, self->new), "the laptop’s journal is another one");
  torture_check (self->torture, g_str_equal (found, self->new) || (!self->done && g_str_equal (found, self->old)) ||
                                  (cut < self->ops->log->len && g_str_equal (found, self->old)),
                 "the stick has neither what it had nor what was handed over");
  g_mkdir (stick, 0700);
  store = test_store_open (data);
  again = fair_hand_over (store, stick, NULL, NULL, NULL);
  names = fair_file_ops_get_default ()->list (stick, NULL);
  torture_check (self->torture, again != NULL && g_strv_length (names) == 1, "handing over again leaves more than one file");
}

static void
cut_power (Scene *self,
           guint  cut)
{
  g_autoptr (CrashPlans) plans = crash_plans_new (self->before, self->ops->log, cut, N_RANDOM);
  gboolean all = self->torture->full || self->torture->only_case >= 0;

  for (guint i = 0; i < crash_plans_get_n (plans); i++)
    {
      guint64 number = self->number++;
      g_autoptr (CrashDisk) disk = NULL;

      /* what was acknowledged is looked at in any case */
      if ((!all && cut < self->ops->log->len && number % SAMPLE != 0) || !torture_begin_case (self->torture, number))
        continue;
      disk = crash_plans_build (plans, i, self->torture->chance);
      check_disk (self, disk, cut);
    }
}

static void
cut_everywhere (Scene *self,
                guint  from)
{
  for (guint cut = from; cut <= self->ops->log->len; cut++)
    cut_power (self, cut);
}

static void
play (Torture    *torture,
      const char *kind,
      gboolean    has_older)
{
  Scene self = { .torture = torture, .has_older = has_older };

  if (!torture_begin_kind (torture, kind))
    return;
  set_up (&self);
  hand_over (&self);
  g_assert_true (self.done);
  cut_everywhere (&self, 0);
  tear_down (&self);
  torture_end_kind (torture, "sticks after a power cut while a laptop hands over");
}

/* Each change fails in turn, or the program is killed there; then the power goes. */
static void
play_trouble (Torture    *torture,
              const char *kind,
              gboolean    dies)
{
  Scene self = { .torture = torture, .has_older = TRUE };
  guint n_changes = G_MAXUINT;

  if (!torture_begin_kind (torture, kind))
    return;
  /* the last time none is left that could */
  for (guint i = 1; n_changes >= i - 1; i++)
    {
      guint from;

      set_up (&self);
      recording_ops_plan (self.ops, dies ? 0 : i, 1, EIO);
      self.ops->die_at = dies ? i : 0;
      from = self.ops->log->len;
      hand_over (&self);
      n_changes = self.ops->n_changes;
      cut_everywhere (&self, from);
      tear_down (&self);
    }
  torture_end_kind (torture, "sticks after trouble and a power cut while a laptop hands over");
}

int
main (int    argc,
      char **argv)
{
  Torture torture;

  torture_init (&torture, &argc, &argv);
  play (&torture, "hand-over", FALSE);
  play (&torture, "hand-over-again", TRUE);
  play_trouble (&torture, "failing-hand-over", FALSE);
  play_trouble (&torture, "killed-hand-over", TRUE);
  return torture_finish (&torture);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store is recorded doing: signing people up. */
#include "crash-scenarios.h"

#include <errno.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_TORN "00000000-0000-4000-8000-00000000000c"

/** People who were there before. */
void
crash_prepare_people (CrashScene *scene)
{
  static const char *const names[] = { "Ann", "Bo", "Cy" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (crash_scene_sign_up (scene, names[i]));
}

/* The journal of earlier days, which ends in a line that was being written, and in whose middle lines are damaged. */
static void
prepare_torn (CrashScene *scene)
{
  g_autofree char *whole = test_put_line ("00000000-0000-4000-8000-00000000000a", 1, "5-0-a", "Ann");
  g_autofree char *other = test_put_line ("00000000-0000-4000-8000-00000000000b", 1, "6-0-a", "Bo");
  g_autofree char *torn = test_put_line (ID_TORN, 1, "7-0-a", "Cy");
  g_autofree char *text = g_strdup_printf ("%sdamaged in the middle\n%s%.*s", whole, other, 150, torn);

  crash_scene_write (scene, JOURNAL, text);
}

/* The very first start, and the first sign-ups. */
static gboolean
run_first (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_scene_add (scene, "Ann");
  crash_scene_add (scene, "Bo");
  crash_scene_close (scene);
  crash_scene_open (scene);
  crash_scene_add (scene, "Cy");
  return FALSE;
}

static gboolean
run_add (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_scene_add (scene, "Dan");
  crash_scene_add (scene, "Eve");
  crash_scene_add (scene, "Fay");
  return FALSE;
}

static gboolean
run_add_many (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_scene_add_many (scene, 20);
  crash_scene_add_many (scene, 3);
  return FALSE;
}

static gboolean
run_torn (CrashScene *scene)
{
  g_autofree char *torn = test_put_line (ID_TORN, 1, "7-0-a", "Cy");
  g_autofree char *dump = NULL;

  torn[150] = '\0';
  crash_history_keep (scene->history, torn);
  crash_history_begin (scene->history, PROMISE_EACH);
  crash_scene_open (scene);
  crash_history_end (scene->history, TRUE);
  crash_scene_add (scene, "Dan");
  crash_history_begin (scene->history, PROMISE_EACH);
  dump = test_store_dump (scene->store, NULL);
  crash_history_end (scene->history, TRUE);
  crash_scene_add (scene, "Eve");
  return FALSE;
}

/* Each change of two sign-ups fails in turn; then the disk works again. */
static gboolean
run_failing (CrashScene *scene,
             guint       fail_for,
             int         errnum)
{
  guint n_changes;

  crash_scene_open (scene);
  crash_scene_add (scene, "Dan");
  recording_ops_plan (scene->ops, scene->variant, fail_for, errnum);
  crash_scene_add (scene, "Eve");
  crash_scene_add (scene, "Fay");
  n_changes = scene->ops->n_changes;
  recording_ops_plan (scene->ops, 0, 0, 0);
  g_assert_true (crash_scene_add (scene, "Gus"));
  return scene->variant <= n_changes;
}

static gboolean
run_failed_once (CrashScene *scene)
{
  return run_failing (scene, 1, EIO);
}

static gboolean
run_failed_often (CrashScene *scene)
{
  return run_failing (scene, 3, ENOSPC);
}

/* Killed at each change of two sign-ups; another program goes on, and then the power goes. */
static gboolean
run_killed (CrashScene *scene)
{
  guint n_changes;

  scene->ops->die_at = scene->variant;
  scene->store = fair_store_open (scene->data, &scene->ops->ops, &scene->clock.clock, NULL);
  if (scene->store != NULL)
    {
      crash_scene_add (scene, "Dan");
      crash_scene_add (scene, "Eve");
    }
  n_changes = scene->ops->n_changes;
  crash_scene_close (scene);
  scene->ops->die_at = 0;
  scene->from = scene->ops->log->len;
  crash_scene_open (scene);
  g_assert_true (crash_scene_add (scene, "Fay"));
  g_assert_true (crash_scene_add (scene, "Gus"));
  return scene->variant <= n_changes;
}

const CrashScenario crash_adding_scenarios[] = {
  { "first", NULL, run_first },
  { "add", crash_prepare_people, run_add },
  { "add-many", crash_prepare_people, run_add_many },
  { "torn-tail", prepare_torn, run_torn },
  { "failed-once", crash_prepare_people, run_failed_once },
  { "failed-often", crash_prepare_people, run_failed_often },
  { "killed", crash_prepare_people, run_killed },
  { "killed-first", NULL, run_killed },
  { "killed-torn", prepare_torn, run_killed },
  { NULL, NULL, NULL },
};

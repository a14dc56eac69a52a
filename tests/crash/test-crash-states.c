/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Power cuts: what the store asks of the system is recorded, and every disk that a file system may leave at any point
 * of it is recovered. What was acknowledged stands exactly once, byte for byte; what was not is whole or absent; it
 * opens, and takes the next sign-up.
 */
#include "crash-scenarios.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const CrashScenario *const all_scenarios[] = { crash_adding_scenarios, crash_changing_scenarios,
                                                       crash_together_scenarios };

static const CrashScenario *
find_scenario (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_scenarios); i++)
    {
      for (const CrashScenario *scenario = all_scenarios[i]; scenario->name != NULL; scenario++)
        {
          if (g_str_equal (scenario->name, name))
            return scenario;
        }
    }
  g_assert_not_reached ();
}

static void
run_scenario (Torture             *torture,
              const CrashScenario *scenario)
{
  CrashScene scene = { .torture = torture, .forget = -1 };

  if (!torture_begin_kind (torture, scenario->name))
    return;
  crash_scene_play (&scene, scenario);
  torture->n_cases = scene.n_states;
  printf ("# %u recordings, %" G_GUINT64_FORMAT " disks that were the same as one before\n", scene.variant - 1,
          scene.n_same);
  torture_end_kind (torture, "disks after a power cut");
}

/* In a process of its own: whether a mistake is found when syncs of that kind are lost. */
static gboolean
finds_mistake (Torture             *torture,
               const CrashScenario *scenario,
               int                  forget)
{
  pid_t child = fork ();
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      CrashScene scene = { .torture = torture, .forget = forget };

      g_assert_nonnull (freopen ("/dev/null", "w", stdout));
      torture->full = TRUE;
      torture->n_parts = 1;
      crash_scene_play (&scene, scenario);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 1;
}

/* A test that finds nothing proves nothing: a store that does not sync, or does not sync folders, must be caught. */
static void
run_self_test (Torture *torture)
{
  static const struct
  {
    const char *scenario;
    RecordKind forget;
  } cases[] = { { "first", RECORD_SYNC },  { "first", RECORD_SYNC_FOLDER },  { "add-many", RECORD_SYNC },
                { "killed", RECORD_SYNC }, { "torn-tail", RECORD_SYNC },     { "correct", RECORD_SYNC },
                { "erase", RECORD_SYNC },  { "erase", RECORD_SYNC_FOLDER },  { "killed-erase", RECORD_SYNC_FOLDER },
                { "import", RECORD_SYNC }, { "import", RECORD_SYNC_FOLDER },
                { "seen", RECORD_SYNC },   { "killed-behind", RECORD_SYNC }, { "failed-behind", RECORD_SYNC },
                { "unlocked", RECORD_SYNC }, { "put-back", RECORD_SYNC },    { "uncut-erased", RECORD_SYNC_FOLDER } };

  if (torture->part > 0 || !torture_begin_kind (torture, "self-test"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      torture->number = i;
      torture->n_cases++;
      torture_check (torture, finds_mistake (torture, find_scenario (cases[i].scenario), cases[i].forget),
                     "a store whose syncs are lost passes “%s”", cases[i].scenario);
    }
  torture_end_kind (torture, "stores that lose syncs, all found out");
}

int
main (int    argc,
      char **argv)
{
  Torture torture;

  torture_init (&torture, &argc, &argv);
  run_self_test (&torture);
  for (guint i = 0; i < G_N_ELEMENTS (all_scenarios); i++)
    {
      for (const CrashScenario *scenario = all_scenarios[i]; scenario->name != NULL; scenario++)
        run_scenario (&torture, scenario);
    }
  return torture_finish (&torture);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store is recorded doing: correcting, joining, erasing, importing. */
#include "crash-scenarios.h"

#include "collect/fair-collect.h"
#include "collect/fair-import-undo.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-erase.h"
#include "import/fair-import-files.h"
#include "store/change/fair-join.h"

#include <errno.h>

/* Of somebody who will be erased; nobody else is called that. */
#define ERASED "Xanthippe"
#define ID_ERASED "00000000-0000-4000-8000-00000000000e"
#define ID_OTHER "00000000-0000-4000-8000-00000000000f"
#define OTHER_FILE "other.jsonl"

/* Two people whose ids are known, one of whom will be erased: she is in the quarantine as well, and in a temporary file
 * that a crash left. */
static void
prepare_erasure (CrashScene *scene)
{
  g_autofree char *her = test_put_line (ID_ERASED, 1, "5-0-a", ERASED);
  g_autofree char *other = test_put_line (ID_OTHER, 1, "6-0-a", "Bo");
  g_autofree char *both = g_strconcat (her, other, NULL);
  g_autofree char *torn = g_strdup_printf ("%s%.*s", both, 200, her);

  crash_scene_write (scene, "signups/signups.jsonl", torn);
  g_free (crash_scene_sign_up (scene, "Cy"));
  crash_scene_write (scene, "signups/signups.jsonl.0123abcd.tmp", both);
}

/** The same, and a file of another laptop: somebody new, a later version of Bo, and an erasure. */
void
crash_prepare_import (CrashScene *scene)
{
  g_autofree char *new = test_put_line ("00000000-0000-4000-8000-000000000001", 1, "7-0-b", "Dora");
  g_autofree char *newer = test_put_line (ID_OTHER, 2, "8-0-b", "Boris");
  g_autofree char *erased = test_erase_line (ID_ERASED, "9-0-b");
  g_autofree char *text = g_strconcat (new, newer, erased, new, NULL);

  prepare_erasure (scene);
  g_free (test_folder_write (scene->root, OTHER_FILE, text));
}

static void
correct (CrashScene *scene,
         const char *name)
{
  g_autoptr (FairAnswers) changes = fair_answers_new ();

  fair_answers_set_text (changes, "given_name", name);
  crash_history_begin (scene->history, PROMISE_ALL);
  crash_history_end (scene->history, fair_store_correct (scene->store, ID_OTHER, changes, NULL, NULL, NULL) > 0);
}

static gboolean
run_correct (CrashScene *scene)
{
  g_autoptr (FairAnswers) patch = fair_answers_new ();

  fair_answers_set_text (patch, "notes", "Spoke with us at length about research, and wants to be called.");
  crash_scene_open (scene);
  correct (scene, "Boris");
  crash_scene_add (scene, "Dan");
  crash_history_begin (scene->history, PROMISE_ALL);
  crash_history_end (scene->history, fair_store_set_staff (scene->store, ID_OTHER, patch, NULL) > 0);
  correct (scene, "Bob");
  return FALSE;
}

/* It is two lines; a power cut while they are on their way may leave one of them. */
static gboolean
run_join (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_history_begin (scene->history, PROMISE_EACH);
  crash_history_end (scene->history, fair_store_join (scene->store, ID_OTHER, ID_ERASED, NULL));
  crash_scene_add (scene, "Dan");
  crash_history_begin (scene->history, PROMISE_EACH);
  crash_history_end (scene->history, fair_store_unjoin (scene->store, ID_ERASED, NULL));
  return FALSE;
}

/** Returns whether it was acknowledged, or had been done before. */
gboolean
crash_erase (CrashScene *scene)
{
  g_autoptr (GError) error = NULL;
  gboolean erased;

  crash_history_begin (scene->history, PROMISE_ALL);
  erased = fair_store_erase (scene->store, ID_ERASED, NULL, &error) ||
           g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  crash_history_end (scene->history, erased);
  if (!erased)
    return FALSE;
  crash_history_settle (scene->history);
  crash_history_forbid (scene->history, ERASED);
  return TRUE;
}

/** Returns whether it was acknowledged. */
gboolean
crash_import (CrashScene *scene)
{
  g_autofree char *path = test_folder_path (scene->root, OTHER_FILE);
  const char *const files[] = { path, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  gboolean imported;

  crash_history_begin (scene->history, PROMISE_ALL);
  imported = fair_import_files (scene->store, files, report, NULL, NULL);
  crash_history_end (scene->history, imported);
  if (!imported)
    return FALSE;
  crash_history_settle (scene->history);
  crash_history_forbid (scene->history, ERASED);
  return TRUE;
}

/* An import of which is remembered what it added. */
static gboolean
collect (CrashScene *scene)
{
  g_autofree char *path = test_folder_path (scene->root, OTHER_FILE);
  g_autoptr (FairCollectResult) result = NULL;

  crash_history_begin (scene->history, PROMISE_ALL);
  result = fair_collect (scene->store, (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, NULL);
  crash_history_end (scene->history, result != NULL);
  if (result == NULL)
    return FALSE;
  crash_history_settle (scene->history);
  crash_history_forbid (scene->history, ERASED);
  return TRUE;
}

/* Returns whether it was acknowledged, or had been done before. */
static gboolean
undo (CrashScene *scene)
{
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;
  gboolean undone;

  crash_history_begin (scene->history, PROMISE_ALL);
  undone = fair_import_undo (scene->store, 0, report, NULL, &error) ||
           g_error_matches (error, FAIR_UNDO_ERROR, FAIR_UNDO_ERROR_NOT_LAST);
  crash_history_end (scene->history, undone);
  return undone;
}

static gboolean
run_erase (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_scene_add (scene, "Dan");
  g_assert_true (crash_erase (scene));
  crash_scene_add (scene, "Eve");
  return FALSE;
}

static gboolean
run_import (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_scene_add (scene, "Dan");
  g_assert_true (crash_import (scene));
  crash_scene_add (scene, "Eve");
  g_assert_true (crash_import (scene));
  return FALSE;
}

static gboolean
run_collect (CrashScene *scene)
{
  crash_scene_open (scene);
  crash_scene_add (scene, "Dan");
  g_assert_true (collect (scene));
  crash_scene_add (scene, "Eve");
  g_assert_true (undo (scene));
  crash_scene_add (scene, "Fay");
  g_assert_true (collect (scene));
  return FALSE;
}

/* Each change that @change makes fails in turn, once or some times; then the disk works again. */
static gboolean
run_failing (CrashScene *scene,
             gboolean  (*change) (CrashScene *scene),
             guint       fail_for)
{
  guint n_changes;

  crash_scene_open (scene);
  recording_ops_plan (scene->ops, scene->variant, fail_for, EIO);
  change (scene);
  n_changes = scene->ops->n_changes;
  recording_ops_plan (scene->ops, 0, 0, 0);
  scene->from = scene->ops->log->len;
  g_assert_true (crash_scene_add (scene, "Dan"));
  g_assert_true (change (scene));
  return scene->variant <= n_changes;
}

/* Killed at each change that @change makes; another program goes on, and then the power goes. */
static gboolean
run_killed (CrashScene *scene,
            gboolean  (*change) (CrashScene *scene),
            gboolean    again)
{
  guint n_changes;

  crash_scene_open (scene);
  recording_ops_plan (scene->ops, 0, 0, 0);
  scene->ops->die_at = scene->variant;
  change (scene);
  n_changes = scene->ops->n_changes;
  crash_scene_close (scene);
  scene->ops->die_at = 0;
  scene->from = scene->ops->log->len;
  crash_scene_open (scene);
  if (again)
    g_assert_true (change (scene));
  g_assert_true (crash_scene_add (scene, "Dan"));
  return scene->variant <= n_changes;
}

static gboolean
run_failing_erase (CrashScene *scene)
{
  return run_failing (scene, crash_erase, 1);
}

static gboolean
run_failing_import (CrashScene *scene)
{
  return run_failing (scene, crash_import, 2);
}

static gboolean
run_killed_erase (CrashScene *scene)
{
  return run_killed (scene, crash_erase, FALSE);
}

static gboolean
run_killed_erase_again (CrashScene *scene)
{
  return run_killed (scene, crash_erase, TRUE);
}

static gboolean
run_killed_import (CrashScene *scene)
{
  return run_killed (scene, crash_import, FALSE);
}

static gboolean
run_killed_import_again (CrashScene *scene)
{
  return run_killed (scene, crash_import, TRUE);
}

static void
prepare_undo (CrashScene *scene)
{
  g_autofree char *path = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairCollectResult) result = NULL;

  crash_prepare_import (scene);
  path = test_folder_path (scene->root, OTHER_FILE);
  store = test_store_open (scene->data);
  result = fair_collect (store, (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (result);
}

static gboolean
run_failing_undo (CrashScene *scene)
{
  return run_failing (scene, undo, 2);
}

static gboolean
run_killed_collect_again (CrashScene *scene)
{
  return run_killed (scene, collect, TRUE);
}

static gboolean
run_killed_undo (CrashScene *scene)
{
  return run_killed (scene, undo, FALSE);
}

static gboolean
run_killed_undo_again (CrashScene *scene)
{
  return run_killed (scene, undo, TRUE);
}

const CrashScenario crash_changing_scenarios[] = {
  { "correct", prepare_erasure, run_correct },
  { "join", prepare_erasure, run_join },
  { "erase", prepare_erasure, run_erase },
  { "failing-erase", prepare_erasure, run_failing_erase },
  { "killed-erase", prepare_erasure, run_killed_erase },
  { "killed-erase-again", prepare_erasure, run_killed_erase_again },
  { "import", crash_prepare_import, run_import },
  { "failing-import", crash_prepare_import, run_failing_import },
  { "killed-import", crash_prepare_import, run_killed_import },
  { "killed-import-again", crash_prepare_import, run_killed_import_again },
  { "collect", crash_prepare_import, run_collect },
  { "killed-collect-again", crash_prepare_import, run_killed_collect_again },
  { "failing-undo", prepare_undo, run_failing_undo },
  { "killed-undo", prepare_undo, run_killed_undo },
  { "killed-undo-again", prepare_undo, run_killed_undo_again },
  { NULL, NULL, NULL },
};

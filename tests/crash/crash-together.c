/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store is recorded doing: two writers, as of two programs. While the disk confirms what one has written, the
 * other writes behind it, replaces the journal, or looks; the disk confirms, fails, or the one is killed.
 */
#include "crash-scenarios.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define SOMEBODY "Somebody"
#define JOURNAL "signups/signups.jsonl"
/* A write of more than that fills a sector and begins the next one. */
#define LONG_NAME 700
#define N_RANDOM 12
#define N_ROUNDS 4

typedef enum
{
  FATE_CONFIRMED,
  FATE_FAILED,
  FATE_KILLED,
} Fate;

typedef struct _Together Together;

/**
 * Together:
 * @other: as another program has it
 * @meanwhile: (nullable): what the others do while the disk confirms what CrashScene.store has written
 * @fate: what becomes of that sync
 * @id: of whom CrashScene.store signs up
 * @n_ids: how many ids were made
 * @replaced: whether the journal was erased or imported into
 */
struct _Together
{
  CrashScene *scene;
  FairStore *other;
  void (*meanwhile) (Together *self);
  Fate fate;
  char *id;
  guint n_ids;
  gboolean replaced;
};

static FairStore *
open_store (Together *self)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (self->scene->data, &self->scene->ops->ops, &self->scene->clock.clock, &error);

  g_assert_no_error (error);
  return store;
}

static void
begin (Together   *self,
       CrashScene *scene)
{
  *self = (Together) { .scene = scene };
  crash_scene_open (scene);
  self->other = open_store (self);
}

static void
end (Together *self)
{
  g_clear_object (&self->other);
  g_clear_pointer (&self->id, g_free);
}

static char *
make_id (Together *self)
{
  return g_strdup_printf ("10000000-0000-4000-8000-%012u", ++self->n_ids);
}

static gboolean
sign_up (FairStore  *store,
         const char *id,
         const char *name)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers, .id = id };
  g_autofree char *saved = NULL;

  fair_answers_set_text (answers, "given_name", name);
  saved = fair_store_add (store, &draft, NULL);
  return saved != NULL;
}

/* Nobody is promised anything by it but the one who was signed up. */
static gboolean
add (Together   *self,
     FairStore  *store,
     const char *id,
     const char *name)
{
  gboolean saved = sign_up (store, id, name);

  if (saved)
    crash_history_promise (self->scene->history, id);
  return saved;
}

static void
interrupt (gpointer data)
{
  Together *self = data;

  if (self->scene->ops->will_fail)
    self->fate = FATE_FAILED;
  if (self->meanwhile != NULL)
    self->meanwhile (self);
  recording_ops_plan (self->scene->ops, self->fate == FATE_FAILED ? 1 : 0, 1, EIO);
  self->scene->ops->die_at = self->fate == FATE_KILLED ? 1 : 0;
}

/* One signs somebody up, and the others do what they do before the disk has confirmed it. */
static gboolean
add_together (Together   *self,
              void      (*meanwhile) (Together *self),
              Fate        fate,
              const char *name)
{
  gboolean saved;

  g_free (self->id);
  self->id = make_id (self);
  self->meanwhile = meanwhile;
  self->fate = fate;
  recording_ops_interrupt (self->scene->ops, interrupt, self);
  saved = add (self, self->scene->store, self->id, name);
  g_assert_null (self->scene->ops->meanwhile);
  recording_ops_plan (self->scene->ops, 0, 0, 0);
  return saved;
}

static gboolean
try_again_once (Together   *self,
                const char *name)
{
  gboolean saved;

  crash_history_begin (self->scene->history, PROMISE_EACH);
  saved = sign_up (self->scene->store, self->id, name);
  crash_history_end (self->scene->history, saved);
  return saved;
}

/* Whoever was told that nothing is sure tries again, as the same person; see below why that may take two tries. */
static void
try_again (Together   *self,
           const char *name)
{
  if (!try_again_once (self, name))
    g_assert_true (try_again_once (self, name));
}

/* Whose descriptor has not heard yet of what failed for somebody else hears it now, once. */
static void
add_one (Together  *self,
         FairStore *store)
{
  g_autofree char *id = make_id (self);

  if (!add (self, store, id, SOMEBODY))
    g_assert_true (add (self, store, id, SOMEBODY));
}

/* Killed: what it has open goes without a word. */
static void
bury (Together *self)
{
  self->scene->ops->die_at = 1;
  crash_scene_close (self->scene);
  recording_ops_plan (self->scene->ops, 0, 0, 0);
  self->scene->ops->die_at = 0;
}

static void
restart (Together *self)
{
  bury (self);
  crash_scene_open (self->scene);
}

/* Both go on. */
static void
go_on (Together *self)
{
  add_one (self, self->other);
  add_one (self, self->scene->store);
}

static void
write_behind (Together *self)
{
  add_one (self, self->other);
}

/* Whoever starts now has not heard of what failed before. */
static void
write_behind_anew (Together *self)
{
  g_autoptr (FairStore) store = open_store (self);

  add_one (self, store);
}

static void
look (Together *self)
{
  g_free (test_store_dump (self->other, NULL));
}

static void
sync_first (Together *self,
            gboolean  fails)
{
  g_autofree char *path = g_build_filename (self->scene->data, JOURNAL, NULL);

  recording_ops_sync_elsewhere (self->scene->ops, path, fails);
}

static void
confirm_first (gpointer data)
{
  Together *self = data;

  if (self->fate != FATE_CONFIRMED)
    return;
  sync_first (self, FALSE);
  crash_history_promise (self->scene->history, self->id);
}

static void
fail_first (gpointer data)
{
  sync_first (data, TRUE);
}

/* The other one has written behind, and waits for the disk, when the first one is confirmed. */
static void
write_behind_and_wait (Together *self)
{
  recording_ops_interrupt (self->scene->ops, confirm_first, self);
  add_one (self, self->other);
}

/* The same, and both are told that it failed; the other one is the first to mend it. */
static void
write_behind_and_fail (Together *self)
{
  g_autofree char *id = make_id (self);

  recording_ops_interrupt (self->scene->ops, fail_first, self);
  g_assert_false (add (self, self->other, id, SOMEBODY));
}

/* The one who wrote has been told already; it has not yet come to cut its line off. */
static void
fail_and_write_behind_anew (Together *self)
{
  sync_first (self, TRUE);
  write_behind_anew (self);
}

static void
replace (Together   *self,
         gboolean  (*change) (CrashScene *scene))
{
  FairStore *store = self->scene->store;

  self->scene->store = self->other;
  g_assert_true (change (self->scene));
  self->scene->store = store;
  self->replaced = TRUE;
}

static void
erase (Together *self)
{
  replace (self, crash_erase);
}

static void
import (Together *self)
{
  replace (self, crash_import);
}

/* Somebody puts a copy in the place of the journal, and no more. */
static void
copy_by_hand (Together *self)
{
  RecordingOps *ops = self->scene->ops;
  g_autofree char *path = g_build_filename (self->scene->data, JOURNAL, NULL);
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  int fd = ops->ops.open (copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600, ops);

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpint (ops->ops.write (fd, bytes, length, ops), ==, (gssize) length);
  g_assert_cmpint (ops->ops.close (fd, ops), ==, 0);
  g_assert_cmpint (ops->ops.rename (copy, path, ops), ==, 0);
}

static gboolean
run_confirmed (CrashScene *scene,
               void      (*meanwhile) (Together *self))
{
  Together self;

  begin (&self, scene);
  g_assert_true (add_together (&self, meanwhile, FATE_CONFIRMED, "Ann"));
  go_on (&self);
  end (&self);
  return FALSE;
}

static gboolean
run_failed (CrashScene *scene,
            void      (*meanwhile) (Together *self),
            const char *name)
{
  Together self;

  begin (&self, scene);
  g_assert_false (add_together (&self, meanwhile, FATE_FAILED, name));
  try_again (&self, name);
  go_on (&self);
  end (&self);
  return FALSE;
}

static gboolean
run_killed (CrashScene *scene,
            void      (*meanwhile) (Together *self))
{
  Together self;

  begin (&self, scene);
  g_assert_false (add_together (&self, meanwhile, FATE_KILLED, "Ann"));
  restart (&self);
  go_on (&self);
  end (&self);
  return FALSE;
}

static gboolean
run_behind (CrashScene *scene)
{
  return run_confirmed (scene, write_behind);
}

static gboolean
run_overtaken (CrashScene *scene)
{
  return run_confirmed (scene, write_behind_and_wait);
}

static gboolean
run_behind_erased (CrashScene *scene)
{
  return run_confirmed (scene, erase);
}

static gboolean
run_behind_imported (CrashScene *scene)
{
  return run_confirmed (scene, import);
}

/* Until it has been acknowledged that copy may be lost, with all that is in it: nobody else can help that. */
static gboolean
run_behind_copied (CrashScene *scene)
{
  Together self;

  begin (&self, scene);
  g_assert_true (add_together (&self, copy_by_hand, FATE_CONFIRMED, "Ann"));
  scene->from = scene->ops->log->len;
  go_on (&self);
  end (&self);
  return FALSE;
}

static gboolean
run_unconfirmed (CrashScene *scene)
{
  return run_failed (scene, NULL, "Ann");
}

static gboolean
run_unconfirmed_seen (CrashScene *scene)
{
  return run_failed (scene, look, "Ann");
}

static gboolean
run_unconfirmed_behind (CrashScene *scene)
{
  return run_failed (scene, write_behind, "Ann");
}

static gboolean
run_unconfirmed_both (CrashScene *scene)
{
  return run_failed (scene, write_behind_and_fail, "Ann");
}

static gboolean
run_unconfirmed_anew (CrashScene *scene)
{
  return run_failed (scene, fail_and_write_behind_anew, "Ann");
}

static gboolean
run_unconfirmed_erased (CrashScene *scene)
{
  return run_failed (scene, erase, "Ann");
}

static gboolean
run_unconfirmed_imported (CrashScene *scene)
{
  return run_failed (scene, import, "Ann");
}

static gboolean
run_killed_behind (CrashScene *scene)
{
  return run_killed (scene, write_behind);
}

static gboolean
run_killed_alone (CrashScene *scene)
{
  return run_killed (scene, NULL);
}

/* What one has seen is cut off, and a longer line that is not whole is where it was: nobody may write behind that. */
static gboolean
run_seen_then_torn (CrashScene *scene)
{
  g_autofree char *name = g_strnfill (LONG_NAME, 'A');
  g_autofree char *id = NULL;
  guint n_changes;
  Together self;

  begin (&self, scene);
  scene->ops->only_asker = TRUE;
  g_assert_false (add_together (&self, look, FATE_FAILED, "Ann"));
  scene->ops->die_at = scene->variant;
  id = make_id (&self);
  add (&self, scene->store, id, name);
  n_changes = scene->ops->n_changes;
  bury (&self);
  add_one (&self, self.other);
  crash_scene_open (scene);
  go_on (&self);
  end (&self);
  return scene->variant <= n_changes;
}

/* The other one begins a sector: what was before it need not be on the disk, its last newline included. */
static gboolean
run_aligned (CrashScene *scene)
{
  g_autofree char *path = g_build_filename (scene->data, JOURNAL, NULL);
  g_autofree char *name = NULL;
  Together self;
  struct stat before, after;
  gsize length;

  begin (&self, scene);
  g_assert_cmpint (stat (path, &before), ==, 0);
  add_one (&self, scene->store);
  g_assert_cmpint (stat (path, &after), ==, 0);
  length = (gsize) (after.st_size + after.st_size - before.st_size) - strlen (SOMEBODY);
  name = g_strnfill (RECORDING_OPS_SECTOR - length % RECORDING_OPS_SECTOR, 'A');
  g_assert_false (add_together (&self, fail_and_write_behind_anew, FATE_FAILED, name));
  go_on (&self);
  end (&self);
  return FALSE;
}

static void (*const random_meanwhiles[]) (Together *self) = {
  NULL, look, write_behind, write_behind, write_behind_anew, write_behind_and_wait, write_behind_and_fail,
  fail_and_write_behind_anew, erase, import,
};

static gboolean
is_failing (void (*meanwhile) (Together *self))
{
  return meanwhile == write_behind_and_fail || meanwhile == fail_and_write_behind_anew;
}

static gboolean
is_replacing (void (*meanwhile) (Together *self))
{
  return meanwhile == erase || meanwhile == import;
}

/* The one that writes first is now this one, now that one. */
static void
swap (Together *self)
{
  FairStore *store = self->scene->store;

  self->scene->store = self->other;
  self->other = store;
}

static void
play_round (Together *self,
            GRand    *chance)
{
  void (*meanwhile) (Together *) = random_meanwhiles[g_rand_int_range (chance, 0, G_N_ELEMENTS (random_meanwhiles))];
  Fate fate = (Fate) g_rand_int_range (chance, FATE_CONFIRMED, FATE_KILLED + 1);
  g_autofree char *name = g_strnfill ((gsize) g_rand_int_range (chance, 1, LONG_NAME), 'A');

  if (self->replaced && is_replacing (meanwhile))
    meanwhile = NULL;
  self->scene->ops->only_asker = !is_failing (meanwhile) && g_rand_boolean (chance);
  if (is_failing (meanwhile))
    fate = FATE_FAILED;
  if (meanwhile == write_behind_and_wait)
    fate = FATE_CONFIRMED;
  if (g_rand_boolean (chance))
    swap (self);
  g_assert_cmpint (add_together (self, meanwhile, fate, name), ==, self->fate == FATE_CONFIRMED);
  if (self->fate == FATE_KILLED)
    restart (self);
  else if (self->fate == FATE_FAILED && g_rand_boolean (chance))
    try_again (self, name);
}

static gboolean
run_random (CrashScene *scene)
{
  guint32 seed[] = { (guint32) scene->torture->seed, scene->variant };
  g_autoptr (GRand) chance = g_rand_new_with_seed_array (seed, G_N_ELEMENTS (seed));
  Together self;

  begin (&self, scene);
  for (guint i = 0; i < N_ROUNDS; i++)
    play_round (&self, chance);
  go_on (&self);
  end (&self);
  return scene->variant < N_RANDOM;
}

const CrashScenario crash_together_scenarios[] = {
  { "behind", crash_prepare_people, run_behind },
  { "behind-first", NULL, run_behind },
  { "overtaken", crash_prepare_people, run_overtaken },
  { "behind-erased", crash_prepare_import, run_behind_erased },
  { "behind-imported", crash_prepare_import, run_behind_imported },
  { "behind-copied", crash_prepare_people, run_behind_copied },
  { "unconfirmed", crash_prepare_people, run_unconfirmed },
  { "unconfirmed-seen", crash_prepare_people, run_unconfirmed_seen },
  { "unconfirmed-behind", crash_prepare_people, run_unconfirmed_behind },
  { "unconfirmed-both", crash_prepare_people, run_unconfirmed_both },
  { "unconfirmed-anew", crash_prepare_people, run_unconfirmed_anew },
  { "unconfirmed-erased", crash_prepare_import, run_unconfirmed_erased },
  { "unconfirmed-imported", crash_prepare_import, run_unconfirmed_imported },
  { "unconfirmed-aligned", crash_prepare_people, run_aligned },
  { "seen-then-torn", crash_prepare_people, run_seen_then_torn },
  { "killed-alone", crash_prepare_people, run_killed_alone },
  { "killed-behind", crash_prepare_people, run_killed_behind },
  { "together", crash_prepare_import, run_random },
  { NULL, NULL, NULL },
};

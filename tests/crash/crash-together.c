/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store is recorded doing: two writers, as of two programs. While the disk confirms what one has written, the
 * other looks, waits, or somebody changes the files by hand; the disk confirms or fails, or the one is killed; then the
 * other goes on, or the one tries again.
 */
#include "crash-scenarios.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#define SOMEBODY "Somebody"
#define JOURNAL "signups/signups.jsonl"
#define LOCK "signups/lock"
/* A write of more than that fills a sector and begins the next one. */
#define LONG_NAME 700
#define N_RANDOM 12
#define N_ROUNDS 4
#define N_STEPS 3

/* What becomes of a sync, and of what was written before it. */
typedef enum
{
  FATE_CONFIRMED,
  FATE_FAILED,    /* it is cut off */
  FATE_UNCUT,     /* and it cannot be cut off */
  FATE_UNCERTAIN, /* it is cut off, and the disk does not confirm that either */
  FATE_KILLED,
} Fate;

typedef struct _Together Together;
typedef void (*Step) (Together *self);

/**
 * Together:
 * @other: as another program has it
 * @meanwhile: (nullable): what the others do while the disk confirms what CrashScene.store has written
 * @fate: what becomes of that sync
 * @id: of whom CrashScene.store signs up
 * @name: theirs
 * @before: how long the journal was before, in bytes
 * @n_ids: how many ids were made
 * @replaced: whether the journal was erased or imported into
 */
struct _Together
{
  CrashScene *scene;
  FairStore *other;
  Step meanwhile;
  Fate fate;
  char *id;
  char *name;
  gsize before;
  guint n_ids;
  gboolean replaced;
};

/** How two meet: one signs somebody up, and while that is under way, and afterwards, others do something. */
typedef struct
{
  Step meanwhile;
  Fate fate;
  Step afterwards[N_STEPS];
} Encounter;

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
  g_clear_pointer (&self->name, g_free);
}

static char *
make_id (Together *self)
{
  return g_strdup_printf ("10000000-0000-4000-8000-%012u", ++self->n_ids);
}

static char *
read_journal (Together *self,
              gsize    *length)
{
  g_autofree char *path = g_build_filename (self->scene->data, JOURNAL, NULL);
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
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
refuse_sync (gpointer data)
{
  recording_ops_plan (((Together *) data)->scene->ops, 1, 1, EIO);
}

static void
interrupt (gpointer data)
{
  Together *self = data;
  RecordingOps *ops = self->scene->ops;

  if (ops->will_fail && self->fate == FATE_CONFIRMED)
    self->fate = FATE_FAILED;
  if (self->meanwhile != NULL)
    self->meanwhile (self);
  recording_ops_plan (ops, self->fate == FATE_CONFIRMED || self->fate == FATE_KILLED ? 0 : 1,
                      self->fate == FATE_UNCUT ? 2 : 1, EIO);
  ops->die_at = self->fate == FATE_KILLED ? 1 : 0;
  if (self->fate == FATE_UNCERTAIN)
    recording_ops_interrupt (ops, refuse_sync, self);
}

/* One signs somebody up, and the others do what they do before the disk has confirmed it. */
static gboolean
add_together (Together   *self,
              Step        meanwhile,
              Fate        fate,
              const char *name)
{
  g_autofree char *bytes = read_journal (self, &self->before);
  gboolean saved;

  g_free (self->id);
  self->id = make_id (self);
  g_free (self->name);
  self->name = g_strdup (name);
  self->meanwhile = meanwhile;
  self->fate = fate;
  recording_ops_interrupt (self->scene->ops, interrupt, self);
  saved = add (self, self->scene->store, self->id, name);
  recording_ops_interrupt (self->scene->ops, NULL, NULL);
  recording_ops_plan (self->scene->ops, 0, 0, 0);
  g_assert_cmpint (saved, ==, self->fate == FATE_CONFIRMED);
  return saved;
}

static gboolean
try_again_once (Together *self)
{
  gboolean saved;

  crash_history_begin (self->scene->history, PROMISE_EACH);
  saved = sign_up (self->scene->store, self->id, self->name);
  crash_history_end (self->scene->history, saved);
  return saved;
}

/* Whoever was told that nothing is sure tries again, as the same person; see below why that may take two tries. */
static void
try_again (Together *self)
{
  if (!try_again_once (self))
    g_assert_true (try_again_once (self));
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
start (Together *self)
{
  crash_scene_open (self->scene);
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

/* Both go on. */
static void
go_on (Together *self)
{
  add_one (self, self->other);
  add_one (self, self->scene->store);
}

/* Without the lock, since that is held. */
static void
look (Together *self)
{
  g_free (test_store_dump (self->other, NULL));
}

static void
knock (Together *self)
{
  g_autofree char *id = make_id (self);

  g_assert_false (add (self, self->other, id, SOMEBODY));
}

/* Somebody removes the lock's file, and whoever starts now locks another one. */
static void
unlock_and_write_behind (Together *self)
{
  RecordingOps *ops = self->scene->ops;
  g_autofree char *path = g_build_filename (self->scene->data, LOCK, NULL);

  g_assert_cmpint (ops->ops.unlink (path, ops), ==, 0);
  write_behind_anew (self);
}

/* Somebody puts a copy in the place of the journal, and no more. */
static void
replace_by_hand (Together   *self,
                 const char *bytes,
                 gsize       length)
{
  RecordingOps *ops = self->scene->ops;
  g_autofree char *path = g_build_filename (self->scene->data, JOURNAL, NULL);
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  int fd = ops->ops.open (copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600, ops);

  g_assert_cmpint (ops->ops.write (fd, bytes, length, ops), ==, (gssize) length);
  g_assert_cmpint (ops->ops.close (fd, ops), ==, 0);
  g_assert_cmpint (ops->ops.rename (copy, path, ops), ==, 0);
}

/* What is written to it twice stands once. */
static void
copy_by_hand (Together *self)
{
  gsize length;
  g_autofree char *bytes = read_journal (self, &length);

  crash_history_allow_twins (self->scene->history);
  replace_by_hand (self, bytes, length);
}

static void
put_back_by_hand (Together *self)
{
  gsize length;
  g_autofree char *bytes = read_journal (self, &length);

  replace_by_hand (self, bytes, self->before);
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

/* Until something has been acknowledged in it that copy may be lost, with all that it has: nobody can help that. */
static void
take_from_here (Together *self)
{
  self->scene->from = self->scene->ops->log->len;
}

static void
take_steps (Together   *self,
            const Step *steps)
{
  for (const Step *step = steps; step < steps + N_STEPS && *step != NULL; step++)
    (*step) (self);
}

static gboolean
run_encounter (CrashScene *scene)
{
  const Encounter *encounter = scene->scenario->data;
  Together self;

  begin (&self, scene);
  add_together (&self, encounter->meanwhile, encounter->fate, SOMEBODY);
  take_steps (&self, encounter->afterwards);
  go_on (&self);
  end (&self);
  return FALSE;
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
  add_together (&self, look, FATE_FAILED, SOMEBODY);
  look (&self);
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

/* The next one begins a sector: what was before it need not be on the disk, its last newline included. */
static gboolean
run_aligned (CrashScene *scene)
{
  g_autofree char *before = NULL, *after = NULL, *name = NULL;
  gsize length_before, length;
  Together self;

  begin (&self, scene);
  before = read_journal (&self, &length_before);
  add_one (&self, scene->store);
  after = read_journal (&self, &length);
  length += length - length_before - strlen (SOMEBODY);
  name = g_strnfill (RECORDING_OPS_SECTOR - length % RECORDING_OPS_SECTOR, 'A');
  add_together (&self, NULL, FATE_UNCUT, name);
  bury (&self);
  write_behind_anew (&self);
  crash_scene_open (scene);
  go_on (&self);
  end (&self);
  return FALSE;
}

/* The one that writes first is now this one, now that one. */
static void
swap (Together *self)
{
  FairStore *store = self->scene->store;

  self->scene->store = self->other;
  self->other = store;
}

static const Step all_meanwhiles[] = { NULL, NULL, look, knock, unlock_and_write_behind };
static const Step after_a_kill[][N_STEPS] = { { bury, start }, { bury, write_behind, start } };
static const Step after_a_failure[][N_STEPS] = {
  { NULL },
  { write_behind },
  { try_again },
  { write_behind, try_again },
  { write_behind_anew, try_again },
  { bury, start },
  { bury, write_behind, start },
  { erase, try_again },
  { import, try_again },
};

static void
play_round (Together *self,
            GRand    *chance)
{
  Step meanwhile = all_meanwhiles[g_rand_int_range (chance, 0, G_N_ELEMENTS (all_meanwhiles))];
  const Step *failed = after_a_failure[g_rand_int_range (chance, 0, G_N_ELEMENTS (after_a_failure))];
  const Step *killed = after_a_kill[g_rand_int_range (chance, 0, G_N_ELEMENTS (after_a_kill))];
  g_autofree char *name = g_strnfill ((gsize) g_rand_int_range (chance, 1, LONG_NAME), 'A');
  Fate fate = (Fate) g_rand_int_range (chance, FATE_CONFIRMED, FATE_KILLED + 1);

  self->scene->ops->only_asker = meanwhile != unlock_and_write_behind && g_rand_boolean (chance);
  if (g_rand_boolean (chance))
    swap (self);
  /* now and then as long as what the other one writes */
  add_together (self, meanwhile, fate, g_rand_int_range (chance, 0, 4) == 0 ? SOMEBODY : name);
  if (self->fate == FATE_KILLED)
    take_steps (self, killed);
  else if (self->fate != FATE_CONFIRMED && !(self->replaced && (failed[0] == erase || failed[0] == import)))
    take_steps (self, failed);
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

#define MEETING(meanwhile, fate, ...) (&(const Encounter) { meanwhile, fate, { __VA_ARGS__ } })

const CrashScenario crash_together_scenarios[] = {
  { "seen", crash_prepare_people, run_encounter, MEETING (look, FATE_CONFIRMED, write_behind) },
  { "seen-first", NULL, run_encounter, MEETING (look, FATE_CONFIRMED, write_behind) },
  { "busy", crash_prepare_people, run_encounter, MEETING (knock, FATE_CONFIRMED, write_behind) },
  { "killed-alone", crash_prepare_people, run_encounter, MEETING (NULL, FATE_KILLED, bury, start) },
  { "killed-seen", crash_prepare_people, run_encounter, MEETING (look, FATE_KILLED, bury, start) },
  { "killed-behind", crash_prepare_people, run_encounter, MEETING (NULL, FATE_KILLED, bury, write_behind, start) },
  { "failed-again", crash_prepare_people, run_encounter, MEETING (NULL, FATE_FAILED, try_again) },
  { "failed-seen", crash_prepare_people, run_encounter, MEETING (look, FATE_FAILED, try_again) },
  { "failed-behind", crash_prepare_people, run_encounter, MEETING (NULL, FATE_FAILED, write_behind, try_again) },
  { "failed-anew", crash_prepare_people, run_encounter, MEETING (NULL, FATE_FAILED, write_behind_anew, try_again) },
  { "uncut-again", crash_prepare_people, run_encounter, MEETING (NULL, FATE_UNCUT, try_again) },
  { "uncut-seen", crash_prepare_people, run_encounter, MEETING (look, FATE_UNCUT, look, try_again) },
  { "uncut-behind", crash_prepare_people, run_encounter, MEETING (NULL, FATE_UNCUT, write_behind, try_again) },
  { "uncut-anew", crash_prepare_people, run_encounter, MEETING (NULL, FATE_UNCUT, write_behind_anew, try_again) },
  { "uncut-killed", crash_prepare_people, run_encounter, MEETING (NULL, FATE_UNCUT, bury, write_behind, start) },
  { "uncut-erased", crash_prepare_import, run_encounter, MEETING (NULL, FATE_UNCUT, erase, try_again) },
  { "uncut-imported", crash_prepare_import, run_encounter, MEETING (NULL, FATE_UNCUT, import, try_again) },
  { "uncut-aligned", crash_prepare_people, run_aligned },
  { "uncertain-again", crash_prepare_people, run_encounter, MEETING (NULL, FATE_UNCERTAIN, try_again) },
  { "uncertain-behind", crash_prepare_people, run_encounter, MEETING (NULL, FATE_UNCERTAIN, write_behind, try_again) },
  { "seen-then-torn", crash_prepare_people, run_seen_then_torn },
  { "unlocked", crash_prepare_people, run_encounter, MEETING (unlock_and_write_behind, FATE_CONFIRMED, write_behind) },
  { "unlocked-failed", crash_prepare_people, run_encounter, MEETING (unlock_and_write_behind, FATE_FAILED, try_again) },
  { "unlocked-uncut", crash_prepare_people, run_encounter, MEETING (unlock_and_write_behind, FATE_UNCUT, write_behind, try_again) },
  { "unlocked-killed", crash_prepare_people, run_encounter, MEETING (unlock_and_write_behind, FATE_KILLED, bury, write_behind, start) },
  { "copied", crash_prepare_people, run_encounter, MEETING (copy_by_hand, FATE_CONFIRMED, take_from_here) },
  { "copied-failed", crash_prepare_people, run_encounter, MEETING (copy_by_hand, FATE_FAILED, try_again, take_from_here) },
  { "put-back", crash_prepare_people, run_encounter, MEETING (put_back_by_hand, FATE_CONFIRMED, take_from_here) },
  { "put-back-failed", crash_prepare_people, run_encounter, MEETING (put_back_by_hand, FATE_FAILED, try_again, take_from_here) },
  { "together", crash_prepare_import, run_random },
  { NULL, NULL, NULL },
};

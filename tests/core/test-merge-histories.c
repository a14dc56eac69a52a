/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random histories on two to eight laptops, whose clocks are years apart and some of which share a device id: people
 * sign up, are corrected, noted, joined, erased; laptops import each other's journals. At the end all journals are
 * merged in random orders and groupings: the state is always the same, nobody is lost, and nobody erased is back.
 *
 * FAIRBOOK_SEED=N replays one history; FAIRBOOK_HISTORIES=N runs that many, FAIRBOOK_TORTURE=1 10,000.
 */
#include "store/change/fair-correct.h"
#include "import/fair-import-files.h"
#include "store/change/fair-join.h"
#include "store/people/fair-people-read.h"
#include "test-merge-state.h"
#include "test-store-util.h"
#include "test-util.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define N_HISTORIES 300
#define N_TORTURE 10000
#define MAX_LAPTOPS 8
#define MAX_STEPS 40
/* 2026-11-22T15:04:05.123Z, ten years, and 2106-02-07T06:28:15Z, where 32 bits of seconds end */
#define NOW G_GINT64_CONSTANT (1795359845123)
#define TEN_YEARS G_GINT64_CONSTANT (315576000000)
#define LATE G_GINT64_CONSTANT (4294967295000)

typedef struct
{
  TestClock clock;
  char *folder;
  FairStore *store;
} Laptop;

typedef struct
{
  GRand *chance;
  TestFolder *folder;
  FairFileOps ops;
  Laptop laptops[MAX_LAPTOPS];
  int n_laptops;
  GPtrArray *ids;      /* of all who ever signed up */
  GHashTable *erased;  /* a set of ids */
  GPtrArray *stores;   /* that were made for merging */
  int n_folders;
} History;

static guint64 n_imports, n_ties;
static char replay[64]; /* what to do to see a failure again */

static void
say_replay (int number)
{
  if (write (STDERR_FILENO, replay, strlen (replay)) < 0)
    _exit (1);
}

static int
no_sync (int fd, gpointer data)
{
  return 0;
}

static int
pick (History *self,
      int      n)
{
  return g_rand_int_range (self->chance, 0, n);
}

static char *
new_folder (History *self)
{
  g_autofree char *name = g_strdup_printf ("%d", self->n_folders++);

  return test_folder_path (self->folder, name);
}

static FairStore *
open_store (History    *self,
            const char *folder,
            TestClock  *clock)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (folder, &self->ops, clock != NULL ? &clock->clock : NULL, &error);

  g_assert_no_error (error);
  return store;
}

static gint64
pick_time (History *self)
{
  switch (pick (self, 6))
    {
    case 0:
      return 60000;
    case 1:
      return LATE;
    case 2:
      return NOW;
    default:
      return NOW + (gint64) (g_rand_double_range (self->chance, -1, 1) * TEN_YEARS);
    }
}

/* What was acknowledged may not get lost. */
static void
sign_up (History *self,
         Laptop  *laptop)
{
  g_autofree char *name = g_strdup_printf ("p%u", self->ids->len);

  g_ptr_array_add (self->ids, test_store_add (laptop->store, name));
}

/* A disk that was copied: the same device id, and the same clock. */
static void
clone_device (History *self,
              Laptop  *from,
              Laptop  *to)
{
  g_autofree char *source = g_build_filename (from->folder, "device.json", NULL);
  g_autofree char *target = g_build_filename (to->folder, "device.json", NULL);
  g_autofree char *text = test_read (source);

  g_assert_cmpint (g_mkdir_with_parents (to->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (target, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  to->clock.now = from->clock.now;
}

static void
begin (History *self,
       guint32  seed)
{
  *self = (History) { .chance = g_rand_new_with_seed (seed), .folder = test_folder_new (),
                      .ops = *fair_file_ops_get_default () };
  self->ops.fsync = self->ops.fdatasync = no_sync;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stores = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_laptops = 2 + pick (self, MAX_LAPTOPS - 1);
  for (int i = 0; i < self->n_laptops; i++)
    {
      Laptop *laptop = &self->laptops[i];

      laptop->folder = new_folder (self);
      test_clock_init (&laptop->clock, pick_time (self));
      if (i > 0 && pick (self, 3) == 0)
        clone_device (self, &self->laptops[i - 1], laptop);
      laptop->store = open_store (self, laptop->folder, &laptop->clock);
      sign_up (self, laptop);
    }
}

static void
end (History *self)
{
  for (int i = 0; i < self->n_laptops; i++)
    {
      g_clear_object (&self->laptops[i].store);
      g_free (self->laptops[i].folder);
    }
  g_ptr_array_unref (self->stores);
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->erased);
  g_rand_free (self->chance);
  test_folder_free (self->folder);
}

static const char *
pick_id (History *self)
{
  return g_ptr_array_index (self->ids, pick (self, (int) self->ids->len));
}

/* Whom this laptop does not know, or knows to be erased or joined, it refuses. */
static gboolean
was_refused (GError **error)
{
  gboolean refused = *error != NULL;

  if (refused)
    g_assert_true (g_error_matches (*error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND) ||
                   g_error_matches (*error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN));
  g_clear_error (error);
  return refused;
}

static void
change (History *self,
        Laptop  *laptop,
        gboolean staff)
{
  g_autoptr (FairAnswers) changes = fair_answers_new ();
  g_autofree char *value = g_strdup_printf ("v%d", pick (self, 1000));
  GError *error = NULL;

  if (staff)
    {
      fair_answers_set_text (changes, "notes", value);
      fair_store_set_staff (laptop->store, pick_id (self), changes, &error);
    }
  else
    {
      fair_answers_set_text (changes, "given_name", value);
      fair_store_correct (laptop->store, pick_id (self), changes, NULL, NULL, &error);
    }
  was_refused (&error);
}

static void
erase (History *self,
       Laptop  *laptop)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  GError *error = NULL;

  fair_store_erase (laptop->store, pick_id (self), report, &error);
  for (guint i = 0; !was_refused (&error) && i < report->erased->len; i++)
    g_hash_table_add (self->erased, g_strdup (g_ptr_array_index (report->erased, i)));
}

static void
join (History *self,
      Laptop  *laptop)
{
  GError *error = NULL;

  if (pick (self, 3) == 0)
    fair_store_unjoin (laptop->store, pick_id (self), &error);
  else
    fair_store_join (laptop->store, pick_id (self), pick_id (self), &error);
  was_refused (&error);
}

static void
append_by_hand (Laptop     *laptop,
                const char *line)
{
  FILE *journal = fopen (fair_store_get_journal_path (laptop->store), "ab");

  g_assert_nonnull (journal);
  g_assert_cmpint (fputs (line, journal), >=, 0);
  g_assert_cmpint (fclose (journal), ==, 0);
}

/* Another version with the time stamp of one that is there, on a laptop that has neither: of a copied disk, say. */
static void
leave_rival (History *self,
            Laptop  *laptop,
            Laptop  *other)
{
  const char *id = pick_id (self);
  g_autofree char *line = fair_store_find_line (laptop->store, id, NULL);
  g_autofree char *theirs = fair_store_find_line (other->store, id, NULL);
  g_auto (FairVersion) version = { 0 };
  g_autofree char *hlc = NULL;
  g_autofree char *name = g_strdup_printf ("t%d", pick (self, 1000));
  g_autofree char *rival = NULL;

  if (line == NULL || theirs != NULL)
    return;
  g_assert_true (fair_line_decode (line, strlen (line), NULL, &version, NULL));
  hlc = fair_hlc_to_string (&version.hlc);
  rival = test_put_line (id, version.rev, hlc, name);
  append_by_hand (other, rival);
}

/* A later version of Fairbook was here: perhaps its line is about somebody who is erased elsewhere. */
static void
leave_newer_line (History *self,
                  Laptop  *laptop)
{
  g_autofree char *line = g_strdup_printf ("{\"v\":2,\"op\":\"put\",\"id\":\"%s\",\"n\":%d}\n", pick_id (self),
                                           pick (self, 3));

  append_by_hand (laptop, line);
}

static void
import (FairStore         *store,
        const char *const *files)
{
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_import_files (store, files, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused, ==, 0);
  n_imports++;
}

static void
import_one (FairStore  *store,
            const char *file)
{
  const char *const files[] = { file, NULL };

  import (store, files);
}

static void
step (History *self)
{
  Laptop *laptop = &self->laptops[pick (self, self->n_laptops)];

  laptop->clock.now += pick (self, 3) == 0 ? pick (self, 5000) : 0;
  switch (pick (self, 17))
    {
    case 0:
    case 1:
    case 2:
      sign_up (self, laptop);
      break;
    case 3:
    case 4:
    case 5:
    case 6:
      change (self, laptop, FALSE);
      break;
    case 7:
    case 8:
      change (self, laptop, TRUE);
      break;
    case 9:
      erase (self, laptop);
      break;
    case 10:
    case 11:
      join (self, laptop);
      break;
    case 12:
      leave_newer_line (self, laptop);
      break;
    case 13:
      leave_rival (self, laptop, &self->laptops[pick (self, self->n_laptops)]);
      break;
    default:
      import_one (laptop->store, fair_store_get_journal_path (self->laptops[pick (self, self->n_laptops)].store));
      break;
    }
}

static gboolean
add_line (const FairVersion  *version,
          gpointer            lines,
          GError            **error)
{
  g_ptr_array_add (lines, g_strndup (version->line, version->length));
  return TRUE;
}

/* What everybody sees: lists, exports and counts. */
static char *
read_people (FairStore *store,
               guint64   *n_people)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_store_foreach (store, add_line, lines, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  *n_people = report->n_standing + report->n_joined;
  return test_sort_and_join (lines);
}

/* Where nothing was but what was imported, each line of a newer version is there once, and none of the erased. */
static void
assert_no_spare_lines (TestMergeState *state)
{
  GHashTableIter lines;
  gpointer id;

  g_assert_cmpuint (state->n_unknown, ==, g_hash_table_size (state->unknown));
  g_hash_table_iter_init (&lines, state->unknown);
  while (g_hash_table_iter_next (&lines, NULL, &id))
    g_assert_false (g_hash_table_contains (state->erased, id));
}

/* The first store sets the measure for what is seen; the state is known before. */
static void
assert_state (History    *self,
              FairStore  *store,
              gboolean    is_fresh,
              const char *expected,
              char      **seen)
{
  TestMergeState state;
  g_autofree char *text = NULL;
  g_autofree char *lines = NULL;
  guint64 n_people;

  test_merge_state_init (&state);
  test_merge_state_take (&state, store);
  text = test_merge_state_to_text (&state);
  g_assert_cmpstr (text, ==, expected);
  if (is_fresh)
    assert_no_spare_lines (&state);
  lines = read_people (store, &n_people);
  g_assert_cmpuint (n_people, ==, self->ids->len - g_hash_table_size (self->erased));
  if (*seen == NULL)
    *seen = g_steal_pointer (&lines);
  else
    g_assert_cmpstr (lines, ==, *seen);
  test_merge_state_clear (&state);
}

/* Nobody is lost and nobody is back. */
static void
assert_complete (History        *self,
                 TestMergeState *state)
{
  g_assert_cmpuint (g_hash_table_size (state->erased), ==, g_hash_table_size (self->erased));
  for (guint i = 0; i < self->ids->len; i++)
    {
      const char *id = g_ptr_array_index (self->ids, i);

      g_assert_true (g_hash_table_contains (state->lines, id) || g_hash_table_contains (self->erased, id));
      g_assert_true (g_hash_table_contains (state->erased, id) == g_hash_table_contains (self->erased, id));
    }
}

static void
shuffle (History     *self,
         const char **files,
         int          n)
{
  for (int i = n - 1; i > 0; i--)
    {
      int j = pick (self, i + 1);
      const char *file = files[i];

      files[i] = files[j];
      files[j] = file;
    }
}

static FairStore *
new_store (History *self)
{
  g_autofree char *folder = new_folder (self);
  FairStore *store = open_store (self, folder, NULL);

  g_ptr_array_add (self->stores, store);
  return store;
}

/* Merges what has been merged in two groups, as often as it takes. */
static FairStore *
merge_group (History           *self,
             const char *const *files,
             int                n)
{
  FairStore *store = new_store (self);
  const char *both[3] = { NULL };
  int split;

  if (n == 1)
    {
      import_one (store, files[0]);
      return store;
    }
  split = 1 + pick (self, n - 1);
  both[0] = fair_store_get_journal_path (merge_group (self, files, split));
  both[1] = fair_store_get_journal_path (merge_group (self, files + split, n - split));
  shuffle (self, both, 2);
  if (pick (self, 2) == 0)
    {
      import (store, both);
      return store;
    }
  import_one (store, both[0]);
  import_one (store, both[1]);
  return store;
}

static FairStore *
merge_one_by_one (History           *self,
                  const char *const *files,
                  int                n)
{
  FairStore *store = new_store (self);

  for (int i = 0; i < n; i++)
    import_one (store, files[i]);
  import_one (store, files[pick (self, n)]);
  return store;
}

static FairStore *
merge_together (History           *self,
                const char *const *files)
{
  FairStore *store = new_store (self);

  import (store, files);
  return store;
}

/* Along the row of laptops and back: then each has seen what all have. */
static void
gossip (History *self)
{
  for (int i = 1; i < self->n_laptops; i++)
    import_one (self->laptops[i].store, fair_store_get_journal_path (self->laptops[i - 1].store));
  for (int i = self->n_laptops - 1; i > 0; i--)
    import_one (self->laptops[i - 1].store, fair_store_get_journal_path (self->laptops[i].store));
}

static void
assert_merges (History *self)
{
  const char *files[MAX_LAPTOPS + 1] = { NULL };
  int n = self->n_laptops;
  TestMergeState state;
  g_autofree char *expected = NULL;
  g_autofree char *seen = NULL;

  test_merge_state_init (&state);
  for (int i = 0; i < n; i++)
    {
      files[i] = fair_store_get_journal_path (self->laptops[i].store);
      test_merge_state_take (&state, self->laptops[i].store);
    }
  n_ties += state.n_ties;
  expected = test_merge_state_to_text (&state);
  assert_complete (self, &state);

  assert_state (self, merge_together (self, files), TRUE, expected, &seen);
  for (int i = 0; i < 2; i++)
    {
      shuffle (self, files, n);
      assert_state (self, merge_together (self, files), TRUE, expected, &seen);
      assert_state (self, merge_one_by_one (self, files, n), TRUE, expected, &seen);
      assert_state (self, merge_group (self, files, n), TRUE, expected, &seen);
    }
  gossip (self);
  for (int i = 0; i < n; i++)
    assert_state (self, self->laptops[i].store, FALSE, expected, &seen);
  test_merge_state_clear (&state);
}

static void
run_history (guint32 seed)
{
  History history;
  int n_steps;

  begin (&history, seed);
  n_steps = pick (&history, MAX_STEPS + 1);
  for (int i = 0; i < n_steps; i++)
    step (&history);
  assert_merges (&history);
  end (&history);
}

static guint64
get_number (const char *name,
            guint64     otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL && *text != '\0' ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
test_histories (void)
{
  gboolean replays = g_getenv ("FAIRBOOK_SEED") != NULL && g_getenv ("FAIRBOOK_HISTORIES") == NULL;
  guint32 seed = (guint32) get_number ("FAIRBOOK_SEED", g_random_int ());
  guint64 n = get_number ("FAIRBOOK_HISTORIES",
                          replays ? 1 : get_number ("FAIRBOOK_TORTURE", 0) != 0 ? N_TORTURE : N_HISTORIES);

  g_test_message ("histories: %" G_GUINT64_FORMAT ", the first one with FAIRBOOK_SEED=%u", n, seed);
  for (guint64 i = 0; i < n; i++, seed++)
    {
      g_snprintf (replay, sizeof replay, "# see it again with FAIRBOOK_SEED=%u\n", seed);
      run_history (seed);
    }
  g_test_message ("%" G_GUINT64_FORMAT " imports, %" G_GUINT64_FORMAT " ties", n_imports, n_ties);
  g_assert_true (n < N_HISTORIES || n_ties > 0);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);
  signal (SIGABRT, say_replay);

  g_test_add_func ("/merge/histories", test_histories);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random histories on a desk that collects from three laptops and takes imports back: at each moment the journal says what a plain
 * rule makes of the desk's own lines, of the files of those imports that stand, and of all tombstones. What is refused has a reason.
 *
 * FAIRBOOK_SEED=N replays one history.
 */
#include "collect/fair-collect.h"
#include "collect/fair-import-records.h"
#include "collect/fair-import-undo.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-join.h"
#include "test-merge-state.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define N_HISTORIES 60
#define N_LAPTOPS 4
#define N_STEPS 40
#define DESK 0
#define NOW G_GINT64_CONSTANT (1795359845123)

typedef struct
{
  GRand *chance;
  TestFolder *folder;
  FairFileOps ops;
  TestClock clocks[N_LAPTOPS];
  FairStore *stores[N_LAPTOPS];
  GPtrArray *ids;
  GString *own;       /* lines of the desk that no import has brought, and the tombstones of those that were taken back */
  GPtrArray *imports; /* of char *: the text of the file that each import had, the last one last */
} History;

static guint n_undone, n_refused;

static int
no_sync (int fd, gpointer data)
{
  return 0;
}

static guint
pick (History *self,
      guint    n)
{
  return (guint) g_rand_int_range (self->chance, 0, (gint32) n);
}

static char *
read_journal (History *self,
              guint    laptop)
{
  return test_read (fair_store_get_journal_path (self->stores[laptop]));
}

static gboolean
has_line (const char *text,
          const char *line)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_contains ((const char *const *) lines, line);
}

/* Appends those lines of @text to @out that @before has not. */
static void
add_new_lines (GString    *out,
               const char *text,
               const char *before)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1), old = g_strsplit (before, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && !g_strv_contains ((const char *const *) old, *line))
      g_string_append_printf (out, "%s\n", *line);
}

static char *
describe (History    *self,
          const char *text)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "signups/signups.jsonl", text);
  g_autoptr (FairStore) store = fair_store_open (folder->path, &self->ops, NULL, NULL);
  TestMergeState state;
  char *described;

  test_merge_state_init (&state);
  test_merge_state_take (&state, store);
  described = test_merge_state_to_text (&state);
  test_merge_state_clear (&state);
  return described;
}

static void
check (History *self)
{
  g_autoptr (GString) lines = g_string_new (self->own->str);
  g_autofree char *journal = read_journal (self, DESK), *found = describe (self, journal), *expected = NULL;

  for (guint i = 0; i < self->imports->len; i++)
    g_string_append (lines, g_ptr_array_index (self->imports, i));
  expected = describe (self, lines->str);
  g_assert_cmpstr (found, ==, expected);
}

/* Signs up, corrects, notes, joins or erases; those whom the laptop does not have refuse it. */
static void
change (History *self,
        guint    laptop)
{
  FairStore *store = self->stores[laptop];
  const char *one = self->ids->len > 0 ? g_ptr_array_index (self->ids, pick (self, self->ids->len)) : "";
  const char *other = self->ids->len > 0 ? g_ptr_array_index (self->ids, pick (self, self->ids->len)) : "";
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autofree char *name = g_strdup_printf ("Name%u", pick (self, 1000)), *before = read_journal (self, laptop), *after = NULL;
  guint what = pick (self, 10);

  self->clocks[laptop].now += pick (self, 5000);
  fair_answers_set_text (answers, what == 5 ? "note" : "given_name", name);
  if (what < 4)
    g_ptr_array_add (self->ids, test_store_add (store, name));
  else if (what == 5)
    fair_store_set_staff (store, one, answers, NULL);
  else if (what == 6)
    fair_store_erase (store, one, NULL, NULL);
  else if (what == 7)
    fair_store_join (store, one, other, NULL);
  else
    fair_store_correct (store, one, answers, NULL, NULL, NULL);
  after = read_journal (self, laptop);
  if (laptop == DESK)
    add_new_lines (self->own, after, before);
}

static void
collect (History *self,
         guint    to,
         guint    from)
{
  g_autofree char *text = read_journal (self, from), *path = test_folder_write (self->folder, "stick.jsonl", text);
  g_autoptr (FairCollectResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (*text == '\0')
    return;
  result = fair_collect (self->stores[to], (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->import, >, 0);
  if (to == DESK)
    g_ptr_array_add (self->imports, g_steal_pointer (&text));
}

static void
keep_tombstones (History    *self,
                 const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (strstr (*line, "\"op\":\"erase\"") != NULL)
      g_string_append_printf (self->own, "%s\n", *line);
}

/* It was refused for somebody who stands with a line that the import has not. */
static void
check_refusal (History              *self,
               const FairUndoReport *report)
{
  const char *last = g_ptr_array_index (self->imports, self->imports->len - 1);

  g_assert_cmpuint (report->changed->len, >, 0);
  for (guint i = 0; i < report->changed->len; i++)
    {
      g_autofree char *line = fair_store_find_line (self->stores[DESK], g_ptr_array_index (report->changed, i), NULL);

      g_assert_nonnull (line);
      g_assert_false (has_line (last, line));
      g_assert_true (has_line (self->own->str, line));
    }
  n_refused++;
}

static void
undo (History *self)
{
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;

  if (self->imports->len == 0)
    return;
  if (fair_import_undo (self->stores[DESK], 0, report, NULL, &error))
    {
      keep_tombstones (self, g_ptr_array_index (self->imports, self->imports->len - 1));
      g_ptr_array_remove_index (self->imports, self->imports->len - 1);
      n_undone++;
      return;
    }
  g_assert_error (error, FAIR_UNDO_ERROR, FAIR_UNDO_ERROR_CHANGED);
  check_refusal (self, report);
}

static void
begin (History *self,
       guint32  seed)
{
  *self = (History) { .chance = g_rand_new_with_seed (seed), .folder = test_folder_new (), .ops = *fair_file_ops_get_default () };
  self->ops.fsync = self->ops.fdatasync = no_sync;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->imports = g_ptr_array_new_with_free_func (g_free);
  self->own = g_string_new (NULL);
  for (guint i = 0; i < N_LAPTOPS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i), *path = test_folder_path (self->folder, name);

      test_clock_init (&self->clocks[i], NOW + pick (self, 100000));
      self->stores[i] = fair_store_open (path, &self->ops, &self->clocks[i].clock, NULL);
      g_assert_nonnull (self->stores[i]);
    }
}

static void
end (History *self)
{
  for (guint i = 0; i < N_LAPTOPS; i++)
    g_clear_object (&self->stores[i]);
  g_rand_free (self->chance);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->imports);
  g_string_free (self->own, TRUE);
  test_folder_free (self->folder);
}

static void
run (guint32 seed)
{
  History history;

  g_test_message ("FAIRBOOK_SEED=%u", seed);
  begin (&history, seed);
  for (guint step = 0; step < N_STEPS; step++)
    {
      guint what = pick (&history, 10), laptop = 1 + pick (&history, N_LAPTOPS - 1);

      if (what < 3)
        change (&history, DESK);
      else if (what < 6)
        change (&history, laptop);
      else if (what == 6)
        collect (&history, laptop, pick (&history, N_LAPTOPS));
      else if (what == 7)
        undo (&history);
      else
        collect (&history, DESK, laptop);
      check (&history);
    }
  /* what nothing depends on any more all goes */
  for (guint n = history.imports->len + 1; history.imports->len > 0 && history.imports->len < n;)
    {
      n = history.imports->len;
      undo (&history);
      check (&history);
    }
  end (&history);
}

static void
test_histories (void)
{
  const char *seed = g_getenv ("FAIRBOOK_SEED");

  if (seed != NULL)
    {
      run ((guint32) g_ascii_strtoull (seed, NULL, 10));
      return;
    }
  for (guint i = 0; i < N_HISTORIES; i++)
    run ((guint32) g_test_rand_int ());
  g_test_message ("%u imports taken back, %u refused", n_undone, n_refused);
  g_assert_cmpuint (n_undone, >, 0);
  g_assert_cmpuint (n_refused, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/undo-histories", test_histories);

  return g_test_run ();
}

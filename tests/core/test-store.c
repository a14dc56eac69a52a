/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store as its users see it: signing up, who stands, several processes, and what is on the disk. */
#include "base/fair-json.h"
#include "store/fair-store.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_C "00000000-0000-4000-8000-00000000000c"

static void
test_first_start (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *data = test_folder_path (folder, "deep/down/fairbook");
  g_autofree char *journal = g_build_filename (data, JOURNAL, NULL);
  g_autofree char *signups = g_build_filename (data, "signups", NULL);
  g_autofree char *device = g_build_filename (data, "device.json", NULL);
  g_autoptr (FairStore) store = test_store_open (data);
  g_autofree char *id = test_store_add (store, "Ann");
  struct stat status;

  g_assert_cmpstr (fair_store_get_journal_path (store), ==, journal);
  g_assert_null (fair_store_get_torn_tail (store));
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (g_stat (signups, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (journal, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (device, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_add_and_find (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *bo = test_store_add (store, "O'Brien & Søn 🩺");
  g_autofree char *dump = test_store_dump (store, NULL);
  g_autofree char *journal = test_read (fair_store_get_journal_path (store));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = fair_store_find_line (store, bo, &error);
  g_autofree char *missing = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, "Ann O'Brien & Søn 🩺");
  g_assert_nonnull (strstr (journal, line));
  g_assert_nonnull (strstr (line, bo));
  missing = fair_store_find_line (store, ID_A, &error);
  g_assert_null (missing);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, ID_A));
}

static void
test_too_long (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *name = g_strnfill (FAIR_JSON_MAX_LINE, 'x');
  g_autoptr (GError) error = NULL;
  g_autofree char *id = test_store_try_add (store, name, &error);
  g_autofree char *after = test_store_add (store, "Ann");
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_null (id);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG);
  g_assert_nonnull (strstr (error->message, "64 KiB"));
  g_assert_cmpstr (dump, ==, "Ann");
}

static void
fill_drafts (FairDraft  *drafts,
             gsize       n,
             const char *question)
{
  for (gsize i = 0; i < n; i++)
    {
      FairAnswers *answers = fair_answers_new ();
      g_autofree char *name = g_strdup_printf ("p%zu", i);

      fair_answers_set_text (answers, "given_name", name);
      fair_answers_set_text (answers, "question", question);
      drafts[i] = (FairDraft) { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
    }
}

static void
clear_drafts (FairDraft *drafts,
              gsize      n)
{
  for (gsize i = 0; i < n; i++)
    fair_answers_unref ((FairAnswers *) drafts[i].answers);
}

/* Many cost as few syncs as there are mebibytes. */
static void
test_add_many (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *question = g_strnfill (20000, 'q');
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = NULL;
  g_autofree char *last = NULL;
  g_auto (GStrv) ids = NULL;
  FairDraft drafts[120];
  TestFileOps ops;

  test_file_ops_init (&ops);
  ops.only = "fdatasync";
  store = fair_store_open (folder->path, &ops.ops, NULL, &error);
  fill_drafts (drafts, G_N_ELEMENTS (drafts), question);
  g_assert_true (fair_store_add_many (store, drafts, G_N_ELEMENTS (drafts), &ids, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, G_N_ELEMENTS (drafts));
  g_assert_cmpuint (ops.calls, ==, 3);
  dump = test_store_dump (store, report);
  g_assert_true (g_str_has_prefix (dump, "p0 p1 p2 "));
  g_assert_cmpuint (report->n_standing, ==, G_N_ELEMENTS (drafts));
  last = fair_store_find_line (store, ids[119], &error);
  g_assert_nonnull (strstr (last, "\"p119\""));
  clear_drafts (drafts, G_N_ELEMENTS (drafts));
}

/* What comes before one that cannot be written is saved, and how many those are is told. */
static void
test_add_many_refused (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *huge = g_strnfill (FAIR_JSON_MAX_LINE, 'x');
  g_autofree char *dump = NULL;
  g_auto (GStrv) ids = NULL;
  g_auto (GStrv) none = NULL;
  FairDraft drafts[4];

  fill_drafts (drafts, 4, "why");
  fair_answers_set_text ((FairAnswers *) drafts[2].answers, "question", huge);
  g_assert_false (fair_store_add_many (store, drafts, 4, &ids, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG);
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "p0 p1");
  g_clear_error (&error);
  g_assert_true (fair_store_add_many (store, drafts, 0, &none, &error));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  clear_drafts (drafts, 4);
}

/* A child process that signs people up, some one by one and some at once. */
static void
run_child (const char *folder,
           int         number,
           int         n)
{
  g_autoptr (FairStore) store = NULL;

  /* a forked process has its parent's random numbers */
  g_random_set_seed ((guint32) getpid ());
  store = fair_store_open (folder, NULL, NULL, NULL);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d-%d", number, i);
      g_autofree char *id = test_store_try_add (store, name, NULL);

      if (id == NULL)
        _exit (1);
    }
  _exit (0);
}

static void
test_processes (void)
{
  enum { N_CHILDREN = 4, N_EACH = 150 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairStore) store = NULL;
  g_autofree char *dump = NULL;
  g_auto (GStrv) names = NULL;

  for (int i = 0; i < N_CHILDREN; i++)
    {
      if (fork () == 0)
        run_child (folder->path, i, N_EACH);
    }
  for (int i = 0; i < N_CHILDREN; i++)
    {
      int status;

      g_assert_cmpint (wait (&status), >, 0);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
  store = test_store_open (folder->path);
  dump = test_store_dump (store, report);
  names = g_strsplit (dump, " ", -1);
  for (char **name = names; *name != NULL; name++)
    g_assert_true (g_hash_table_add (seen, *name));
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_CHILDREN * N_EACH);
  g_assert_cmpuint (report->n_lines, ==, N_CHILDREN * N_EACH);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
}

/* Two stores take turns: each takes in the other's time stamps, whatever its own clock says. */
static void
test_two_stores (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) ahead = NULL;
  g_autoptr (FairStore) behind = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  TestClock late, early;

  test_clock_init (&late, 5000000);
  test_clock_init (&early, 1000);
  ahead = fair_store_open (folder->path, NULL, &late.clock, NULL);
  behind = fair_store_open (folder->path, NULL, &early.clock, NULL);
  g_assert_cmpstr (fair_store_get_device_id (ahead), ==, fair_store_get_device_id (behind));
  for (int i = 0; i < 6; i++)
    g_ptr_array_add (ids, test_store_add (i % 2 == 0 ? ahead : behind, "Ann"));
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *line = fair_store_find_line (ahead, ids->pdata[i], &error);
      g_autofree char *expected = g_strdup_printf ("\"hlc\":\"5000000-%u-", i);

      g_assert_no_error (error);
      g_assert_nonnull (strstr (line, expected));
    }
}

/* Somebody rewrites the journal (an erasure) while a store is open, and while it is being read. */
static gboolean
replace_while_reading (const FairVersion *record,
                       gpointer          user_data,
                       GError          **error)
{
  guint *n = user_data;

  (*n)++;
  return TRUE;
}

typedef struct
{
  FairStore *store;
  char *replacement;
  guint n;
} Replacing;

static gboolean
replace_at_first (const FairVersion *record,
                  gpointer          user_data,
                  GError          **error)
{
  Replacing *replacing = user_data;

  if (replacing->n++ == 0)
    g_assert_cmpint (g_rename (replacing->replacement, fair_store_get_journal_path (replacing->store)), ==, 0);
  return TRUE;
}

static void
test_replaced (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *bo = test_store_add (store, "Bo");
  gint64 soon = g_get_real_time () / 1000 + 3600000;
  g_autofree char *hlc = g_strdup_printf ("%" G_GINT64_FORMAT "-0-z", soon);
  g_autofree char *expected = g_strdup_printf ("\"hlc\":\"%" G_GINT64_FORMAT "-1-", soon);
  g_autofree char *line = test_put_line (ID_C, 1, hlc, "Cy");
  Replacing replacing = { .store = store, .replacement = test_folder_write (folder, "signups/new", line) };
  g_autoptr (GError) error = NULL;
  g_autofree char *di = NULL;
  g_autofree char *di_line = NULL;
  g_autofree char *dump = NULL;
  guint n = 0;

  g_assert_true (fair_store_foreach (store, replace_at_first, &replacing, NULL, NULL, &error));
  g_assert_cmpuint (replacing.n, ==, 2);
  g_assert_true (fair_store_foreach (store, replace_while_reading, &n, NULL, NULL, &error));
  g_assert_cmpuint (n, ==, 1);
  di = test_store_add (store, "Di");
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Cy Di");
  di_line = fair_store_find_line (store, di, &error);
  g_assert_nonnull (strstr (di_line, expected));
  g_free (replacing.replacement);
}

/*
 * The whole folder goes away (a stick is pulled, somebody tidies up). None is made in its stead while the program runs,
 * where nobody would look for it when the first one is back; who opens the store anew begins afresh.
 */
static void
test_folder_gone (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *data = test_folder_path (folder, "data");
  g_autofree char *elsewhere = test_folder_path (folder, "elsewhere");
  g_autoptr (FairStore) store = test_store_open (data);
  g_autoptr (FairStore) other = NULL;
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autoptr (GError) error = NULL;
  g_autofree char *cy = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *afresh = NULL;

  g_assert_cmpint (g_rename (data, elsewhere), ==, 0);
  g_assert_null (test_store_try_add (store, "Bo", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "the file or folder is not there"));
  g_assert_false (g_file_test (data, G_FILE_TEST_EXISTS));

  g_assert_cmpint (g_rename (elsewhere, data), ==, 0);
  cy = test_store_add (store, "Cy");
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Ann Cy");

  g_assert_cmpint (g_rename (data, elsewhere), ==, 0);
  other = test_store_open (data);
  afresh = test_store_dump (other, NULL);
  g_assert_cmpstr (afresh, ==, "");
}

static void
test_cancelled (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_cancellable_cancel (cancellable);
  g_assert_false (fair_store_foreach (store, replace_while_reading, &n, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
stop_reading (const FairVersion *record,
              gpointer          user_data,
              GError          **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "enough");
  return FALSE;
}

static void
test_reader_stops (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_store_foreach (store, stop_reading, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

typedef struct
{
  GMainLoop *loop;
  guint n_left;
  GPtrArray *ids;
} Waiting;

static void
added (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (waiting->ids, fair_store_add_finish (FAIR_STORE (source), result, &error));
  g_assert_no_error (error);
  if (--waiting->n_left == 0)
    g_main_loop_quit (waiting->loop);
}

static void
opened (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_finish (result, &error);

  g_assert_no_error (error);
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (FairAnswers) answers = fair_answers_new ();
      g_autofree char *event = g_strdup ("fair");
      FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };

      fair_answers_set_text (answers, "given_name", "Ann");
      waiting->n_left++;
      fair_store_add_async (store, &draft, NULL, added, waiting);
      /* the draft was copied: what becomes of it no longer matters */
      fair_answers_set_text (answers, "given_name", "Wrong");
      event[0] = 'x';
    }
}

static void
test_async (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Waiting waiting = { loop, 0, ids };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = NULL;

  fair_store_open_async (folder->path, NULL, opened, &waiting);
  g_main_loop_run (loop);
  store = test_store_open (folder->path);
  dump = test_store_dump (store, report);
  g_assert_cmpuint (report->n_standing, ==, 40);
  g_assert_null (strstr (dump, "Wrong"));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *line = fair_store_find_line (store, ids->pdata[i], NULL);

      g_assert_nonnull (line);
      g_assert_nonnull (strstr (line, "\"event\":\"fair\""));
    }
}

static void
open_failed (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_store_open_finish (result, &error));
  g_assert_nonnull (error);
  g_main_loop_quit (user_data);
}

static void
test_open_fails (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *file = test_folder_write (folder, "file", "");
  g_autofree char *below = g_build_filename (file, "data", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_store_open (below, NULL, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, file));
  fair_store_open_async (below, NULL, open_failed, loop);
  g_main_loop_run (loop);
}

/* A folder on a disk that may only be read. */
static int
open_read_only (const char *path, int flags, mode_t mode, gpointer data)
{
  if ((flags & O_ACCMODE) == O_RDONLY && (flags & O_CREAT) == 0)
    return fair_file_ops_get_default ()->open (path, flags, mode, NULL);
  errno = EROFS;
  return -1;
}

static void
test_read_only (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *text = g_strconcat (line, "bad\n", line, "torn", NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  FairFileOps ops = *fair_file_ops_get_default ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *id = NULL;
  g_autofree char *left = NULL;

  ops.open = open_read_only;
  store = fair_store_open (folder->path, &ops, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fair_store_get_torn_tail (store));
  dump = test_store_dump (store, report);
  g_assert_cmpstr (dump, ==, "Ann");
  g_assert_cmpuint (report->bad_lines->len, ==, 1);
  id = test_store_try_add (store, "Bo", &error);
  g_assert_null (id);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_READ_ONLY);
  left = test_read (path);
  g_assert_cmpstr (left, ==, text);
}

static void
test_device (void)
{
  static const char *const damaged[] = { "", "{", "{\"v\":1}", "{\"v\":1,\"id\":\"a b\"}", "{\"v\":1,\"id\":\"\"}", "[]" };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *id = NULL;
  g_autofree char *path = test_folder_path (folder, "device.json");
  g_autofree char *text = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FairStore) store = test_store_open (folder->path);

      g_assert_cmpuint (strlen (fair_store_get_device_id (store)), ==, 16);
      if (id != NULL)
        g_assert_cmpstr (id, ==, fair_store_get_device_id (store));
      g_free (id);
      id = g_strdup (fair_store_get_device_id (store));
    }
  text = test_read (path);
  g_assert_true (g_str_has_prefix (text, "{\"v\":1,\"id\":\""));
  g_assert_nonnull (strstr (text, "\"name\":\""));

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (TestFolder) other = test_folder_new ();
      g_autofree char *device = test_folder_write (other, "device.json", damaged[i]);
      TestClock clock;
      g_autoptr (FairStore) store = NULL;
      g_autofree char *aside_path = test_folder_path (other, "device.json.damaged-1970-01-01T00-00-01.000Z");
      g_autofree char *aside = NULL;

      test_clock_init (&clock, 1000);
      store = fair_store_open (other->path, NULL, &clock.clock, NULL);
      g_assert_cmpuint (strlen (fair_store_get_device_id (store)), ==, 16);
      g_assert_true (g_file_get_contents (aside_path, &aside, NULL, NULL));
      g_assert_cmpstr (aside, ==, damaged[i]);
      g_assert_true (g_file_test (device, G_FILE_TEST_EXISTS));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/first-start", test_first_start);
  g_test_add_func ("/store/add-and-find", test_add_and_find);
  g_test_add_func ("/store/too-long", test_too_long);
  g_test_add_func ("/store/add-many", test_add_many);
  g_test_add_func ("/store/add-many-refused", test_add_many_refused);
  g_test_add_func ("/store/processes", test_processes);
  g_test_add_func ("/store/two-stores", test_two_stores);
  g_test_add_func ("/store/replaced", test_replaced);
  g_test_add_func ("/store/folder-gone", test_folder_gone);
  g_test_add_func ("/store/cancelled", test_cancelled);
  g_test_add_func ("/store/reader-stops", test_reader_stops);
  g_test_add_func ("/store/async", test_async);
  g_test_add_func ("/store/open-fails", test_open_fails);
  g_test_add_func ("/store/read-only", test_read_only);
  g_test_add_func ("/store/device", test_device);

  return g_test_run ();
}

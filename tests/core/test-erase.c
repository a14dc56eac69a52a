/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing: afterwards no file of the folder knows the person, everybody else is there as before, and whatever fails on
 * the way leaves the one or the other. */
#include "store/erase/fair-erase.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define QUARANTINE "signups/quarantine.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_Z "00000000-0000-4000-8000-0000000000ff"
#define NEWER_THEIRS "{\"v\":2,\"op\":\"put\",\"id\":\"" ID_Z "\",\"name\":\"Zoraida\"}\n"
#define NEWER_OTHERS "{\"v\":2,\"op\":\"put\",\"id\":\"" ID_A "\",\"x\":1e400}\n"
#define NEWER_NOBODYS "{\"v\":2,\"op\":\"note\",\"text\":\"call zoraida@example.org\"}\n"

/* A line whose checksum is not right any longer. */
static char *
damage (const char *line)
{
  char *copy = g_strdup (line);

  *strstr (copy, "\"lang\"") = '!';
  return copy;
}

static gboolean
erase (FairStore   *store,
       const char  *id,
       GPtrArray  **mentions,
       GError     **error)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  gboolean done = fair_store_erase (store, id, report, error);

  g_assert_cmpuint (report->erased->len, <=, 1);
  g_assert_null (report->keeper);
  g_assert_cmpuint (report->left->len, ==, 0);
  if (mentions != NULL)
    *mentions = g_steal_pointer (&report->mentions);
  if (report->mentions == NULL)
    report->mentions = g_ptr_array_new ();
  return done;
}

static gboolean
contains (GPtrArray  *texts,
          const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

/* The texts of which none may be left. */
static const char *const traces[] = { "zoraida", "quintanilla", "@example.org", "zora@old" };

static void
assert_no_trace (const char *path,
                 const char *text,
                 gsize       length)
{
  g_autofree char *lower = g_ascii_strdown (text, (gssize) length);

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      if (memmem (lower, length, traces[i], strlen (traces[i])) != NULL)
        g_error ("%s is left in %s", traces[i], path);
    }
}

static void
assert_no_trace_in_base64 (const char *path,
                           const char *text)
{
  static const char key[] = "\"bytes\":\"";

  while ((text = strstr (text, key)) != NULL)
    {
      g_autofree char *base64 = g_strndup (text + sizeof key - 1, strcspn (text + sizeof key - 1, "\""));
      gsize length;
      g_autofree guchar *bytes = g_base64_decode (base64, &length);

      assert_no_trace (path, (const char *) bytes, length);
      text += sizeof key - 1;
    }
}

static void
assert_gone (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          assert_gone (path);
          continue;
        }
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      assert_no_trace (path, text, length);
      assert_no_trace_in_base64 (path, text);
    }
}

static void
assert_text (TestFolder *folder,
             const char *name,
             const char *expected)
{
  g_autofree char *path = test_folder_path (folder, name);
  g_autofree char *text = test_read (path);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_absent (TestFolder *folder,
               const char *name)
{
  g_autofree char *path = test_folder_path (folder, name);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

typedef struct
{
  char *ann;
  char *bo;
  char *old;
  char *new;
  char *others; /* the journal without the person */
} Lines;

static void
lines_clear (Lines *self)
{
  g_free (self->ann);
  g_free (self->bo);
  g_free (self->old);
  g_free (self->new);
  g_free (self->others);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lines, lines_clear)

/* A folder in which the person is in the journal, its quarantine, a copy and what a crash left. */
static void
fill (TestFolder *folder,
      Lines      *lines)
{
  g_autofree char *bad = NULL, *journal = NULL, *theirs = NULL, *others = NULL, *both = NULL;

  lines->ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  lines->bo = test_person_line (ID_B, 1, "Bo", "Other", "bo@other.edu");
  lines->old = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zora@old.edu");
  lines->new = test_person_line (ID_Z, 2, "Zoraida", "Quintanilla", "zoraida@example.org");
  bad = damage (lines->new);
  memset (strstr (bad, ID_Z), '0', strlen (ID_Z));
  lines->others = g_strconcat (lines->ann, "oops\n", NEWER_OTHERS, lines->bo, NULL);
  journal = g_strconcat (lines->ann, lines->old, bad, "oops\n", NEWER_THEIRS, NEWER_OTHERS, NEWER_NOBODYS, lines->new,
                         lines->bo, NULL);
  theirs = test_quarantine_line (4711, bad, strlen (bad));
  others = test_quarantine_line (12, "oops", 4);
  both = g_strconcat (others, theirs, others, NULL);
  g_free (test_folder_write (folder, JOURNAL, journal));
  g_free (test_folder_write (folder, QUARANTINE, both));
  g_free (test_folder_write (folder, "signups/signups.jsonl.bak", journal));
  g_free (test_folder_write (folder, "signups/signups.jsonl.01234567.tmp", journal));
}

static void
test_everywhere (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_auto (Lines) lines = { 0 };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *text = NULL, *kept = NULL, *dump = NULL;
  g_autoptr (GPtrArray) mentions = NULL;

  fill (folder, &lines);
  g_free (test_folder_write (folder, "signups/signups.jsonl~", "QUINTANILLA, ZORAIDA; " ID_Z));
  kept = test_quarantine_line (12, lines.new, strlen (lines.new));
  g_free (test_folder_write (folder, "signups/quarantine.jsonl.1", kept));
  g_clear_pointer (&kept, g_free);
  store = test_store_open (folder->path);
  g_assert_true (erase (store, ID_Z, &mentions, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mentions->len, ==, 0);
  assert_gone (folder->path);
  text = test_read (path);
  g_assert_true (g_str_has_prefix (text, lines.others));
  g_assert_true (g_str_has_prefix (text + strlen (lines.others), "{\"v\":1,\"op\":\"erase\",\"id\":\"" ID_Z "\",\"hlc\":\""));
  g_assert_true (strchr (text + strlen (lines.others), '\n') == text + strlen (text) - 1);
  assert_text (folder, "signups/signups.jsonl.bak", lines.others);
  assert_absent (folder, "signups/signups.jsonl~");
  assert_text (folder, "signups/quarantine.jsonl.1", "");
  kept = test_quarantine_line (12, "oops", 4);
  {
    g_autofree char *twice = g_strconcat (kept, kept, NULL);

    assert_text (folder, QUARANTINE, twice);
  }
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Ann Bo");
}

static void
test_twice_and_unknown (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *zoe = test_store_add (store, "Zoe");
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autoptr (GError) error = NULL;
  g_autofree char *after_once = NULL, *after_twice = NULL;
  static const char *const unknown[] = { ID_A, "", "\"", "Ann", "signups" };

  g_assert_true (erase (store, zoe, NULL, &error));
  after_once = test_read (path);
  g_assert_false (erase (store, zoe, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "was erased"));
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) why = NULL;

      g_assert_false (erase (store, unknown[i], NULL, &why));
      g_assert_error (why, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
    }
  after_twice = test_read (path);
  g_assert_cmpstr (after_once, ==, after_twice);
}

/* Somebody else of the same name, address or both keeps everything; a person is asked to look. */
static void
test_namesakes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Ana", "García", "ana@b.edu");
  g_autofree char *same = test_person_line (ID_A, 1, "Ana", "García", "ana@b.edu");
  g_autofree char *text = g_strconcat (theirs, same, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autofree char *copy = test_folder_write (folder, "signups/signups.jsonl.bak", text);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GPtrArray) mentions = NULL;
  g_autofree char *after = NULL;

  g_assert_true (erase (store, ID_Z, &mentions, NULL));
  after = test_read (path);
  g_assert_true (g_str_has_prefix (after, same));
  assert_text (folder, "signups/signups.jsonl.bak", same);
  g_assert_cmpuint (mentions->len, ==, 2);
  g_assert_true (contains (mentions, path));
  g_assert_true (contains (mentions, copy));
}

/* What is not the store's to change is named: exports, notes, whatever; links are not followed. */
static void
test_mentions (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (TestFolder) elsewhere = test_folder_new ();
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Ana", "García", "ana@b.edu");
  g_autofree char *outside = test_folder_write (elsewhere, "list.csv", "ana@b.edu\n");
  g_autofree char *csv = test_folder_write (folder, "exports/2026/list.csv", "id,first,last\n1,Ana,Garcia\n");
  g_autofree char *note = test_folder_write (folder, "note.txt", "write to ANA@B.EDU");
  g_autofree char *other = test_folder_write (folder, "other.txt", "Ana B., Juan García, diana@b.edu, ana@b.edu.mx\n");
  g_autofree char *blob = g_malloc0 (1000000);
  g_autofree char *binary = test_folder_path (folder, "photo.bin");
  g_autofree char *expected = NULL, *found = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();

  memcpy (blob + 700000, "ana@b.edu", 9);
  test_folder_write_bytes (folder, "photo.bin", blob, 1000000);
  test_folder_link (folder, "link.csv", outside);
  g_free (test_folder_write (folder, JOURNAL, theirs));
  store = test_store_open (folder->path);
  g_assert_true (fair_store_erase (store, ID_Z, report, NULL));
  g_assert_cmpuint (report->mentions->len, ==, 0);
  expected = g_strdup_printf ("%d %s\n%d %s\n%d %s\n", FAIR_ERASE_LEFT_MENTION, csv, FAIR_ERASE_LEFT_MENTION, note,
                              FAIR_ERASE_LEFT_MENTION, binary);
  found = test_list_left (report);
  g_assert_cmpstr (found, ==, expected);
  assert_text (folder, "note.txt", "write to ANA@B.EDU");
}

/* A torn tail goes to quarantine when the journal is opened, and from there as well. */
static void
test_torn_tail (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *text = g_strdup_printf ("%s%s%.*s", ann, theirs, (int) strlen (theirs) - 30, theirs);
  g_autoptr (FairStore) store = NULL;

  g_free (test_folder_write (folder, JOURNAL, text));
  store = test_store_open (folder->path);
  g_assert_nonnull (fair_store_get_torn_tail (store));
  g_assert_true (erase (store, ID_Z, NULL, NULL));
  assert_gone (folder->path);
}

/* Only a damaged line is left of the person, and what is in quarantine of it: that can be erased too. */
static void
test_only_damaged (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *bad = damage (theirs);
  g_autofree char *text = g_strconcat (ann, bad, NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  g_free (test_folder_write (folder, JOURNAL, text));
  store = test_store_open (folder->path);
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Ann");
  g_assert_true (erase (store, ID_Z, NULL, &error));
  assert_gone (folder->path);
}

typedef struct
{
  FairStore *other;
  gboolean erased;
} Meanwhile;

static gboolean
erase_meanwhile (const FairRecord  *record,
                 gpointer           user_data,
                 GError           **error)
{
  Meanwhile *self = user_data;

  if (!self->erased)
    self->erased = erase (self->other, ID_Z, NULL, error);
  return self->erased;
}

/* Somebody reads while the person is erased, and meets their damaged line in the journal as it was: it does not get into
 * quarantine any more. */
static void
test_while_reading (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *bad = damage (theirs);
  g_autofree char *text = g_strconcat (ann, bad, theirs, NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairStore) other = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GError) error = NULL;
  Meanwhile meanwhile = { 0 };

  g_free (test_folder_write (folder, JOURNAL, text));
  store = test_store_open (folder->path);
  meanwhile.other = other = test_store_open (folder->path);
  g_assert_true (fair_store_foreach (store, erase_meanwhile, &meanwhile, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_bad, ==, 1);
  assert_gone (folder->path);
}

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *id = test_store_add (store, "Ann");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (FairEraseReport) report = NULL;

      fair_store_erase_async (store, id, NULL, take_result, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      report = fair_store_erase_finish (store, result, &error);
      g_assert_true ((report != NULL) == (i == 0));
    }
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

/* The tombstone is later than what it erases, however wrong that laptop's clock is. */
static void
test_tombstone_time (void)
{
  static const char *const times[] = { "4295000000000-3-z", "253402300799999-0-z", "1-0-z" };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *line = test_put_line (ID_Z, 1, times[i], "Zoraida");
      g_autofree char *path = test_folder_write (folder, JOURNAL, line);
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autoptr (FairReadReport) report = fair_read_report_new ();
      g_autofree char *dump = NULL, *text = NULL;

      g_assert_true (erase (store, ID_Z, NULL, NULL));
      dump = test_store_dump (store, report);
      g_assert_cmpuint (report->n_erased, ==, 1);
      g_assert_cmpuint (report->n_lines, ==, 1);
      text = test_read (path);
      if (i == 0)
        g_assert_nonnull (strstr (text, "\"hlc\":\"4295000000000-4-"));
    }
}

/* The person is wholly there or wholly gone, as the answer says; nobody else is touched; doing it again finishes it. */
static void
run_faults (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_auto (Lines) lines = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairStore) other = NULL;
  g_autofree char *dump = NULL, *last = NULL;
  gboolean done, gone;

  fill (folder, &lines);
  store = fair_store_open (folder->path, &ops->ops, NULL, &error);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_store_erase (store, ID_Z, NULL, &error);
  ops->fail_at = 0;
  g_assert_true (done == (error == NULL));
  g_assert_true (error == NULL || (error->domain == FAIR_STORE_ERROR && strchr (error->message, '/') != NULL));
  other = test_store_open (folder->path);
  dump = test_store_dump (other, NULL);
  gone = g_str_equal (dump, "Ann Bo");
  g_assert_true (gone || g_str_equal (dump, "Ann Zoraida Bo"));
  g_assert_true (!done || gone);
  g_assert_true (!gone || done || g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN));
  if (!gone)
    g_assert_true (fair_store_erase (store, ID_Z, NULL, NULL));
  assert_gone (folder->path);
  g_free (test_store_add (store, "Cy"));
  last = test_store_dump (other, NULL);
  g_assert_cmpstr (last, ==, "Ann Bo Cy");
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_faults), >, 500);
}

/* Whoever cannot see all of the folder does not take the journal for all there is. */
static void
test_folder_trouble (void)
{
  static const char *const operations[] = { "list", "lstat" };

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    for (guint fail_at = 1; fail_at <= 2; fail_at++)
      {
        g_autoptr (TestFolder) folder = test_folder_new ();
        g_auto (Lines) lines = { 0 };
        g_autoptr (FairStore) store = NULL;
        g_autoptr (GError) error = NULL;
        g_autofree char *path = test_folder_path (folder, JOURNAL);
        g_autofree char *before = NULL, *after = NULL;
        TestFileOps ops;

        fill (folder, &lines);
        test_file_ops_init (&ops);
        ops.only = operations[i];
        store = fair_store_open (folder->path, &ops.ops, NULL, NULL);
        before = test_read (path);
        test_file_ops_plan (&ops, fail_at, 1, EIO);
        g_assert_false (fair_store_erase (store, ID_Z, NULL, &error));
        g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
        g_assert_nonnull (strstr (error->message, "Nobody was erased"));
        g_assert_cmpuint (ops.failures, ==, 1);
        after = test_read (path);
        g_assert_cmpstr (before, ==, after);
        g_assert_true (erase (store, ID_Z, NULL, NULL));
        assert_gone (folder->path);
      }
}

/* What the disk did not confirm is made certain by doing it again, which says that nothing is left to do. */
static void
test_uncertain (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  TestFileOps ops;

  g_free (test_folder_write (folder, JOURNAL, line));
  test_file_ops_init (&ops);
  ops.only = "fsync";
  store = fair_store_open (folder->path, &ops.ops, NULL, &error);
  test_file_ops_plan (&ops, 2, G_MAXUINT, EIO);
  g_assert_false (fair_store_erase (store, ID_Z, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN);
  g_clear_error (&error);
  assert_gone (folder->path);
  g_assert_null (test_store_try_add (store, "Ann", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (fair_store_erase (store, ID_Z, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_clear_error (&error);
  ops.fail_at = 0;
  g_assert_false (fair_store_erase (store, ID_Z, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/erase/everywhere", test_everywhere);
  g_test_add_func ("/erase/twice-and-unknown", test_twice_and_unknown);
  g_test_add_func ("/erase/namesakes", test_namesakes);
  g_test_add_func ("/erase/mentions", test_mentions);
  g_test_add_func ("/erase/torn-tail", test_torn_tail);
  g_test_add_func ("/erase/only-damaged", test_only_damaged);
  g_test_add_func ("/erase/while-reading", test_while_reading);
  g_test_add_func ("/erase/async", test_async);
  g_test_add_func ("/erase/tombstone-time", test_tombstone_time);
  g_test_add_func ("/erase/folder-trouble", test_folder_trouble);
  g_test_add_func ("/erase/uncertain", test_uncertain);
  g_test_add_func ("/erase/faults", test_faults);

  return g_test_run ();
}

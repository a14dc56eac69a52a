/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing: afterwards the journal and its quarantine do not know the person, everybody else is there as before, files that are
 * not the store's are as they were and are named, and whatever fails on the way leaves the one or the other.
 */
#include "store/change/fair-erase.h"
#include "store/people/fair-people-read.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define QUARANTINE "signups/quarantine.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define ID_Z "00000000-0000-4000-8000-0000000000ff"
#define zoraida(rev, email) test_person_line (ID_Z, rev, "Zoraida", "Quintanilla", email)
#define NEWER_THEIRS "{\"v\":2,\"op\":\"put\",\"id\":\"" ID_Z "\",\"name\":\"Zoraida\"}\n"
#define NEWER_NAMED "{\"v\":2,\"op\":\"note\",\"about\":\"" ID_Z "\",\"text\":\"Zoraida\"}\n"
#define NEWER_OTHERS "{\"v\":2,\"op\":\"put\",\"id\":\"" ID_A "\",\"friend\":\"" ID_Z "\"}\n"

/* A line whose checksum is not right any longer. */
static char *
damage (const char *line)
{
  char *copy = g_strdup (line);

  *strstr (copy, "\"lang\"") = '!';
  return copy;
}

/* An entry of the quarantine for a line, without its newline, or for a piece of it. */
static char *
entry (const char *line,
       gsize       from,
       gsize       length)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
  g_autofree char *base64 = g_base64_encode ((const guchar *) line + from, length);

  return g_strdup_printf ("{\"v\":1,\"at\":\"2026-11-22T15:04:05.123Z\",\"file\":\"signups.jsonl\",\"line\":12,\"offset\":%"
                          G_GSIZE_FORMAT ",\"reason\":\"damaged\",\"sha256\":\"%s\",\"bytes\":\"%s\"}\n",
                          from, digest, base64);
}

static FairEraseReport *
erase (FairStore  *store,
       const char *id,
       const char *left)
{
  FairEraseReport *report = fair_erase_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  fair_store_erase (store, id, report, &error);
  g_assert_no_error (error);
  found = test_list_left (report);
  g_assert_cmpstr (found, ==, left);
  return report;
}

static void
assert_refused (FairStore  *store,
                const char *id,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_store_erase (store, id, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, words));
}

static void
assert_dump (FairStore  *store,
             const char *expected)
{
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, expected);
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

/* The journal has these lines, then tombstones. */
static void
assert_journal (TestFolder *folder,
                const char *expected,
                int         n_tombstones)
{
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *text = test_read (path);
  g_auto (GStrv) rest = NULL;

  g_assert_true (g_str_has_prefix (text, expected));
  rest = g_strsplit (text + strlen (expected), "\n", -1);
  g_assert_cmpint ((int) g_strv_length (rest), ==, n_tombstones + 1);
  for (int i = 0; i < n_tombstones; i++)
    g_assert_true (g_str_has_prefix (rest[i], "{\"v\":1,\"op\":\"erase\",\"id\":\""));
}

/* The journal does not know the person, and the quarantine is what it should be. */
static void
assert_gone (TestFolder *folder,
             const char *quarantine)
{
  g_autofree char *path = test_folder_path (folder, JOURNAL), *text = test_read (path), *lower = g_ascii_strdown (text, -1);

  g_assert_false (g_regex_match_simple ("zora|quintanilla|@example.org", lower, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT));
  assert_text (folder, QUARANTINE, quarantine);
}

/* A folder in which the person is in the journal, its quarantine, and what a crash left. Returns the others' lines. */
static char *
fill (TestFolder *folder)
{
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *bo = test_person_line (ID_B, 1, "Bo", "Other", "bo@other.edu");
  g_autofree char *old = zoraida (1, "zora@example.org"), *new = zoraida (2, "zoraida@example.org");
  g_autofree char *bad = damage (new), *theirs = NULL, *others = NULL, *both = NULL, *journal = NULL;

  memset (strstr (bad, ID_Z), '0', strlen (ID_Z));
  journal = g_strconcat (ann, old, bad, "oops\n", NEWER_THEIRS, NEWER_OTHERS, NEWER_NAMED, new, bo,
                         strstr (old, "\"answers\""), NULL);
  theirs = entry (g_strchomp (bad), 0, strlen (bad));
  others = entry ("oops", 0, 4);
  both = g_strconcat (others, theirs, NULL);
  g_free (test_folder_write (folder, JOURNAL, journal));
  g_free (test_folder_write (folder, QUARANTINE, both));
  g_free (test_folder_write (folder, JOURNAL ".a1234567.tmp", journal));
  return g_strconcat (ann, "oops\n", NEWER_OTHERS, bo, NULL);
}

static void
test_everywhere (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *others = fill (folder);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairEraseReport) report = erase (store, ID_Z, "damaged 1\n");
  g_autofree char *kept = entry ("oops", 0, 4);

  assert_gone (folder, kept);
  assert_journal (folder, others, 1);
  assert_text (folder, JOURNAL ".a1234567.tmp", "");
  assert_dump (store, "Ann Bo");
}

static void
test_twice_and_unknown (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann"), *zoe = test_store_add (store, "Zoe");
  g_autofree char *path = test_folder_path (folder, JOURNAL), *upper = g_ascii_strup (ann, -1);
  g_autofree char *after_once = NULL;
  static const char *const unknown[] = { ID_A, "", "\"", "Ann", "signups", "put", "fair" };

  fair_erase_report_free (erase (store, zoe, ""));
  after_once = test_read (path);
  assert_refused (store, zoe, "was erased");
  assert_refused (store, upper, ann);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    assert_refused (store, unknown[i], "fairctl list");
  assert_text (folder, JOURNAL, after_once);
}

/* Somebody else of the same name, address or both keeps everything; a person is asked to look. */
static void
test_same_address (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Ana", "García", "Ana@b.edu");
  g_autofree char *same = test_person_line (ID_A, 1, "Ana", "García", "ana@B.edu");
  g_autofree char *old = test_person_line (ID_C, 1, "Cy", "Other", "ana@b.edu");
  g_autofree char *new = test_person_line (ID_C, 2, "Cy", "Other", "cy@b.edu");
  g_autofree char *namesake = test_person_line (ID_B, 1, "Ana", "García", "other@b.edu");
  g_autofree char *others = g_strconcat (same, old, namesake, new, NULL);
  g_autofree char *text = g_strconcat (theirs, others, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autoptr (FairStore) store = test_store_open (folder->path);

  fair_erase_report_free (erase (store, ID_Z, "other " ID_A "\n"));
  assert_journal (folder, others, 1);
}

/* A damaged line goes with an id of theirs, or with their address and nobody else's id; what is somebody else's stays. */
static void
test_damaged (void)
{
  static const struct
  {
    const char *line;
    const char *left;
    gboolean stays;
  } cases[] = {
    { "\"email\":\"ZORA@example.org\",\"degr", "", FALSE },
    { "\"family_name\":\"Quintanilla\",\"question\":\"Zoraida\"", "damaged 1\n", TRUE },
    { "\"email\":\"zora@example.org.mx\"", "", TRUE },
    { "{\"id\":\"" ID_Z "\"", "", FALSE },
    { "{\"id\":\"" ID_A "\",\"answers\":{\"email\":\"zora@example.org\"", "other " ID_A "\n", TRUE },
    { "\"joined_into\":\"" ID_A "\",\"email\":\"zora@example.org\"", "other " ID_A "\n", TRUE },
    { "{\"id\":\"" ID_A "\",\"staff\":{\"joined\":[\"" ID_Z "\"]", "other " ID_A "\n", TRUE },
    { "{\"iX\":\"" ID_Z "\",\"staff\":{\"joined_into\":\"" ID_A "\"", "", FALSE },
    { "{\"id\":\"" ID_A "\"}\v{\"id\":\"" ID_Z "\"}", "", FALSE },
    { "{\"id\":\"00000000-0000-4000-8000-00000000!0ff\",\"email\":\"zora@example.org\"", "", FALSE },
    { "{\"id\":\"" ID_A "\"", "", TRUE },
    { "", "damaged 1\n", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *theirs = zoraida (1, "zora@example.org");
      g_autofree char *line = g_strconcat (cases[i].line, "\n", NULL);
      g_autofree char *text = g_strconcat (line, theirs, NULL), *kept = entry (cases[i].line, 0, strlen (cases[i].line));
      g_autoptr (FairStore) store = NULL;

      g_test_message ("%s", cases[i].line);
      g_free (test_folder_write (folder, JOURNAL, text));
      g_free (test_folder_write (folder, QUARANTINE, kept));
      store = test_store_open (folder->path);
      fair_erase_report_free (erase (store, ID_Z, cases[i].left));
      assert_journal (folder, cases[i].stays ? line : "", 1);
      assert_text (folder, QUARANTINE, cases[i].stays ? kept : "");
    }
}

/* An id that is a word of many lines is found as an id only. */
static void
test_short_id (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = test_put_line ("en", 1, "5-0-a", "Zoe"), *bad = damage (theirs);
  g_autofree char *other = test_put_line (ID_A, 1, "5-0-a", "Ann"), *other_bad = damage (other);
  g_autofree char *others = g_strconcat (other_bad, strstr (other, "\"form\""), NULL), *text = g_strconcat (bad, theirs, others, NULL);
  g_autoptr (FairStore) store = NULL;

  g_free (test_folder_write (folder, JOURNAL, text));
  store = test_store_open (folder->path);
  fair_erase_report_free (erase (store, "en", "damaged 1\n"));
  assert_journal (folder, others, 1);
}

/* What the store did not write is never changed or deleted: it is named. Names alone, and links, are not. */
static void
test_files (void)
{
  g_autoptr (TestFolder) folder = test_folder_new (), elsewhere = test_folder_new ();
  g_autofree char *theirs = zoraida (1, "zora@example.org"), *expected = NULL, *large = NULL;
  g_autoptr (FairStore) store = NULL;
  static const struct
  {
    const char *name;
    const char *text;
    gboolean named;
  } files[] = {
    { JOURNAL ".bak", "{\"id\":\"" ID_Z "\"}\n", TRUE },
    { JOURNAL "~", "ZORA@EXAMPLE.ORG", TRUE },
    { "signups/old/" JOURNAL, "\"" ID_Z "\"", TRUE },
    { "exports/2026/list.csv", "1,Zoraida,Quintanilla,zora@example.org\r\n", TRUE },
    { "exports/names.csv", "Zoraida,Quintanilla\r\n", FALSE },
    { "note.txt", "write to zora@example.org.", TRUE },
    { "other.txt", "xzora@example.org zora@example.org.mx", FALSE },
    { "program/note.txt", "zora@example.org", FALSE },
    { "staff.json", "zora@example.org", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    g_free (test_folder_write (folder, files[i].name, files[i].text));
  large = g_malloc0 (1000000);
  memcpy (large + 700000, "zora@example.org", 16);
  test_folder_write_bytes (folder, "photo.bin", large, 1000000);
  g_free (test_folder_write (elsewhere, "list.csv", "zora@example.org"));
  test_folder_link (folder, "link", elsewhere->path);
  g_free (test_folder_write (folder, JOURNAL, theirs));
  store = test_store_open (folder->path);
  expected = g_strdup_printf ("file %1$s/exports/2026/list.csv\nfile %1$s/note.txt\nfile %1$s/photo.bin\nfile %1$s/signups/old/"
                              JOURNAL "\nfile %1$s/" JOURNAL ".bak\nfile %1$s/" JOURNAL "~\n",
                              folder->path);
  fair_erase_report_free (erase (store, ID_Z, expected));
  assert_journal (folder, "", 1);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    assert_text (folder, files[i].name, files[i].text);
}

/* Returns whether anything failed, and counts in @n_named how often somebody was erased all the same. */
static gboolean
run_unreadable (const char *operation,
                guint       fail_at,
                guint      *n_named)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = zoraida (1, "zora@example.org"), *left = NULL;
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (FairStore) store = NULL;
  TestFileOps ops;

  g_free (test_folder_write (folder, JOURNAL, theirs));
  g_free (test_folder_write (folder, "note.txt", "nothing"));
  test_file_ops_init (&ops);
  ops.only = operation;
  store = fair_store_open (folder->path, &ops.ops, NULL, NULL);
  test_file_ops_plan (&ops, fail_at, G_MAXUINT, EIO);
  if (!fair_store_erase (store, ID_Z, report, NULL) || ops.failures == 0)
    return ops.failures > 0;
  left = test_list_left (report);
  g_assert_nonnull (strstr (left, "unreadable "));
  assert_journal (folder, "", 1);
  (*n_named)++;
  return TRUE;
}

/* What cannot be read is named as well; it is no reason to keep the person. */
static void
test_unreadable_files (void)
{
  static const char *const operations[] = { "list", "lstat", "open", "pread" };

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      guint n_named = 0;

      for (guint fail_at = 1; run_unreadable (operations[i], fail_at, &n_named); fail_at++)
        ;
      g_assert_cmpuint (n_named, >, 0);
    }
}

/* A torn tail goes to quarantine when the journal is opened, and from there as well; so does what was torn in there. */
static void
test_torn (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = zoraida (1, "zora@example.org");
  g_autofree char *text = g_strdup_printf ("%s%.*s", theirs, (int) strlen (theirs) - 30, theirs);
  g_autofree char *kept = entry (theirs, 0, strlen (theirs));
  g_autofree char *torn = g_strndup (kept, strlen (kept) - 9);
  g_autoptr (FairStore) store = NULL;

  g_free (test_folder_write (folder, JOURNAL, text));
  g_free (test_folder_write (folder, QUARANTINE, torn));
  store = test_store_open (folder->path);
  g_assert_nonnull (fair_store_get_torn_tail (store));
  for (int i = 0; i < 2; i++)
    {
      fair_erase_report_free (erase (store, ID_Z, ""));
      assert_gone (folder, "");
      g_free (test_folder_write (folder, JOURNAL, theirs));
      g_free (test_folder_write (folder, QUARANTINE, torn));
    }
}

/* Only a damaged or quarantined line, or one of a newer version, is left of the person: that can be erased too. */
static void
test_leftovers (void)
{
  g_autofree char *theirs = zoraida (1, "zora@example.org"), *bad = damage (theirs);
  g_autofree char *gone = test_erase_line (ID_Z, "5-0-a"), *kept = entry (bad, 0, strlen (bad) - 1);
  const char *const lines[] = { bad, NEWER_THEIRS, NEWER_NAMED, theirs, "" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    for (int erased = *lines[i] == '\0' || lines[i] == theirs; erased < 2; erased++)
      {
        g_autoptr (TestFolder) folder = test_folder_new ();
        g_autofree char *text = g_strconcat (erased ? gone : "", lines[i], NULL);
        g_autoptr (FairStore) store = NULL;

        g_free (test_folder_write (folder, JOURNAL, text));
        g_free (test_folder_write (folder, QUARANTINE, *lines[i] == '\0' ? kept : ""));
        store = test_store_open (folder->path);
        assert_dump (store, "");
        fair_erase_report_free (erase (store, ID_Z, ""));
        assert_gone (folder, "");
        assert_journal (folder, "", 1);
        assert_refused (store, ID_Z, "was erased");
      }
}

/* A damaged line that is so long that it is kept in pieces goes whole, wherever in it the person is; another that only
 * lies beside it stays. */
static void
test_pieces (void)
{
  const gsize piece = 40 * 1024;
  g_autofree char *line = g_strnfill (3 * piece, 'x'), *theirs = zoraida (1, "zora@example.org");
  g_autofree char *other = entry ("oops", 0, 4), *kept = g_strconcat (other, other, NULL);

  for (gsize place = piece - 25; place <= piece + 5; place++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *bytes = g_strdup (line), *first = NULL, *second = NULL, *third = NULL, *all = NULL;
      g_autoptr (FairStore) store = NULL;

      memcpy (bytes + place, " zora@example.org ", 18);
      first = entry (bytes, 0, piece);
      second = entry (bytes, piece, piece);
      third = entry (bytes, 2 * piece, piece);
      all = g_strconcat (other, first, second, third, other, NULL);
      g_free (test_folder_write (folder, JOURNAL, theirs));
      g_free (test_folder_write (folder, QUARANTINE, all));
      store = test_store_open (folder->path);
      fair_erase_report_free (erase (store, ID_Z, "damaged 2\n"));
      assert_text (folder, QUARANTINE, kept);
    }
}

/* Damaged lines longer than any line may be, the person being at the end of what is looked at at once. */
static void
test_long_lines (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = zoraida (1, "zora@example.org"), *filler = g_strnfill (600 * 1024, 'x');
  g_autofree char *text = g_strdup_printf ("%s\n%.*s zora@example.org %s\n%s", filler, 256 * 1024 - 10, filler, filler, theirs);
  g_autofree char *expected = g_strconcat (filler, "\n", NULL);
  g_autoptr (FairStore) store = NULL;

  g_free (test_folder_write (folder, JOURNAL, text));
  store = test_store_open (folder->path);
  fair_erase_report_free (erase (store, ID_Z, "damaged 1\n"));
  assert_journal (folder, expected, 1);
}

static gboolean
erase_once (const FairVersion  *version,
            gpointer            user_data,
            GError            **error)
{
  FairStore **other = user_data;
  gboolean done = *other == NULL || fair_store_erase (*other, ID_Z, NULL, error);

  *other = NULL;
  return done;
}

/* Somebody reads while the person is erased, and meets their damaged line in the journal as it was: it does not get into
 * quarantine any more. */
static void
test_while_reading (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *theirs = zoraida (1, "zora@example.org"), *bad = damage (theirs);
  g_autofree char *text = g_strconcat (ann, bad, theirs, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autoptr (FairStore) store = test_store_open (folder->path), other = test_store_open (folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  FairStore *who = other;

  g_assert_true (fair_store_foreach (store, erase_once, &who, report, NULL, NULL));
  g_assert_null (who);
  g_assert_cmpuint (report->bad_lines->len, ==, 1);
  assert_gone (folder, "");
}

/* The tombstone is later than what it erases, however wrong that laptop's clock is. */
static void
test_tombstone_time (void)
{
  static const char *const times[] = { "4295000000000-3-z", "253402300799999-0-z", "1-0-z" };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *line = test_put_line (ID_Z, 1, times[i], "Zoraida"), *text = NULL;
      g_autofree char *path = test_folder_write (folder, JOURNAL, line);
      g_autoptr (FairStore) store = test_store_open (folder->path);

      fair_erase_report_free (erase (store, ID_Z, ""));
      assert_journal (folder, "", 1);
      text = test_read (path);
      if (i == 0)
        g_assert_nonnull (strstr (text, "\"hlc\":\"4295000000000-4-"));
    }
}

/* The damaged lines that nobody can attribute are there for a person to look at; then they go, and nothing else does. */
static void
test_discard (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *others = fill (folder), *before = NULL;
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (store, NULL), *after = NULL;
  guint64 n = 0;

  g_assert_cmpstr (dump, ==, "Ann Zoraida Bo");
  g_assert_true (fair_store_discard_damaged (store, &n, NULL));
  g_assert_cmpuint (n, ==, 3);
  after = test_store_dump (store, report);
  g_assert_cmpstr (after, ==, dump);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  g_assert_cmpuint (report->n_unknown, ==, 3);
  assert_text (folder, QUARANTINE, "");
  before = test_read (fair_store_get_journal_path (store));
  g_assert_true (fair_store_discard_damaged (store, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  assert_text (folder, JOURNAL, before);
}

/* What the disk did not confirm is made certain by doing it again, which says that nothing is left to do. */
static void
test_uncertain (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = zoraida (1, "zora@example.org");
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
  assert_gone (folder, "");
  g_assert_null (test_store_try_add (store, "Ann", NULL));
  g_assert_false (fair_store_erase (store, ID_Z, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  ops.fail_at = 0;
  assert_refused (store, ID_Z, "was erased");
}

/* The person is wholly there or wholly gone, as the answer says; nobody else is touched; doing it again finishes it. */
static void
run_faults (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *others = fill (folder), *kept = entry ("oops", 0, 4), *dump = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (folder->path, &ops->ops, NULL, &error);
  g_autoptr (FairStore) other = NULL;
  gboolean done, gone;

  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  done = fair_store_erase (store, ID_Z, NULL, &error);
  ops->fail_at = 0;
  g_assert_true (done == (error == NULL));
  g_assert_true (error == NULL || (error->domain == FAIR_STORE_ERROR && strchr (error->message, '/') != NULL));
  other = test_store_open (folder->path);
  dump = test_store_dump (other, NULL);
  gone = g_str_equal (dump, "Ann Bo");
  g_assert_true (gone || (!done && g_str_equal (dump, "Ann Zoraida Bo")));
  g_assert_true (!gone || done || g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN));
  if (!gone)
    g_assert_true (fair_store_erase (store, ID_Z, NULL, NULL));
  assert_gone (folder, kept);
  g_free (test_store_add (store, "Cy"));
  assert_dump (other, "Ann Bo Cy");
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_faults), >, 500);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/erase/everywhere", test_everywhere);
  g_test_add_func ("/erase/twice-and-unknown", test_twice_and_unknown);
  g_test_add_func ("/erase/same-address", test_same_address);
  g_test_add_func ("/erase/damaged", test_damaged);
  g_test_add_func ("/erase/short-id", test_short_id);
  g_test_add_func ("/erase/files", test_files);
  g_test_add_func ("/erase/unreadable-files", test_unreadable_files);
  g_test_add_func ("/erase/torn", test_torn);
  g_test_add_func ("/erase/leftovers", test_leftovers);
  g_test_add_func ("/erase/pieces", test_pieces);
  g_test_add_func ("/erase/long-lines", test_long_lines);
  g_test_add_func ("/erase/while-reading", test_while_reading);
  g_test_add_func ("/erase/tombstone-time", test_tombstone_time);
  g_test_add_func ("/erase/discard", test_discard);
  g_test_add_func ("/erase/uncertain", test_uncertain);
  g_test_add_func ("/erase/faults", test_faults);
  return g_test_run ();
}

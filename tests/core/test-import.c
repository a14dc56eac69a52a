/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merging other laptops' files: what wins, what is refused, what stays byte for byte, and what never comes back. */
#include "import/fair-import-files.h"
#include "store/people/fair-people-read.h"
#include "test-store-util.h"
#include "test-util.h"
#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"

/* A line of any members, with its checksum and its newline. */
static char *
seal (const char *object)
{
  int length = (int) strlen (object) - 1;

  return g_strdup_printf ("%.*s,\"crc\":\"%08lx\"}\n", length, object, crc32 (0, (const Bytef *) object, (uInt) length));
}

/* The same line without its checksum. */
static char *
unseal (const char *line)
{
  const char *crc = g_strrstr (line, ",\"crc\"");

  return g_strdup_printf ("%.*s}\n", (int) (crc - line), line);
}

/* "the file's name:the line: the reason", one per line */
static void
note_refused (const char *file,
              guint64     line_number,
              const char *reason,
              gpointer    refused)
{
  g_autofree char *name = g_path_get_basename (file);

  g_string_append_printf (refused, "%s:%" G_GUINT64_FORMAT ": %s\n", name, line_number, reason);
}

static FairImportReport *
import (FairStore  *store,
        const char *path)
{
  g_autoptr (GError) error = NULL;
  FairImportReport *report = fair_import_report_new ();
  const char *const files[] = { path, NULL };

  g_assert_true (fair_import_files (store, files, report, NULL, &error));
  g_assert_no_error (error);
  return report;
}

static FairImportReport *
import_text (TestFolder *folder,
             FairStore  *store,
             const char *text)
{
  g_autofree char *path = test_folder_write (folder, "other.jsonl", text);

  return import (store, path);
}

static void
assert_report (const FairImportReport *report,
               guint64                 n_new,
               guint64                 n_newer,
               guint64                 n_same,
               guint64                 n_erased)
{
  g_assert_cmpuint (report->n_new, ==, n_new);
  g_assert_cmpuint (report->n_newer, ==, n_newer);
  g_assert_cmpuint (report->n_same, ==, n_same);
  g_assert_cmpuint (report->n_erased, ==, n_erased);
}

static void
assert_names (FairStore  *store,
              const char *names)
{
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, names);
}

static char *
read_journal (FairStore *store)
{
  return test_read (fair_store_get_journal_path (store));
}

static void
assert_file (const char *path,
             const char *expected)
{
  g_autofree char *text = test_read (path);

  g_assert_cmpstr (text, ==, expected);
}

static FairStore *
open_with (TestFolder *folder,
           const char *journal)
{
  g_autofree char *path = test_folder_write (folder, JOURNAL, journal);

  return test_store_open (folder->path);
}

static void
test_outcomes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *a1 = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *a2 = test_put_line (ID_A, 2, "1600000000007-0-b", "Anna");
  g_autofree char *b1 = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  g_autofree char *b0 = test_put_line (ID_B, 9, "1600000000004-9-z", "Old");
  g_autofree char *c1 = test_put_line (ID_C, 1, "1600000000005-0-a", "Cy");
  g_autofree char *ours = g_strconcat (a1, b1, NULL);
  g_autofree char *theirs = g_strconcat (c1, a2, b0, a1, c1, NULL);
  g_autofree char *expected = g_strconcat (a1, b1, c1, a2, NULL);
  g_autoptr (FairStore) store = open_with (folder, ours);
  g_autoptr (FairImportReport) report = import_text (folder, store, theirs);
  g_autofree char *journal = read_journal (store);
  FairImportReport *again;

  /* the older version stays, a later one with a lower revision wins, and what is older comes not at all */
  assert_report (report, 1, 1, 1, 0);
  g_assert_cmpuint (report->n_lines, ==, 5);
  g_assert_cmpstr (journal, ==, expected);
  assert_names (store, "Bo Cy Anna");

  again = import_text (folder, store, theirs);
  assert_report (again, 0, 0, 3, 0);
  fair_import_report_free (again);
}

/* If nothing comes, the journal is the same file; its own lines are nothing new to it. */
static void
test_nothing_comes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *before = read_journal (store);
  g_autofree char *after = NULL;
  struct stat old, new;

  g_assert_cmpint (g_stat (path, &old), ==, 0);
  g_clear_pointer (&ann, g_free);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FairImportReport) own = import (store, path);
      g_autoptr (FairImportReport) empty = import_text (folder, store, i == 0 ? "[]" : " [\n]\n\n");

      assert_report (own, 0, 0, 1, 0);
      assert_report (empty, 0, 0, 0, 0);
      g_assert_cmpuint (empty->n_lines, ==, 0);
      g_assert_cmpuint (empty->n_refused, ==, 0);
    }
  g_assert_cmpint (g_stat (path, &new), ==, 0);
  after = read_journal (store);
  g_assert_cmpuint (old.st_ino, ==, new.st_ino);
  g_assert_cmpstr (before, ==, after);
}

/* Each bad line is named, and what is before and after it is taken. */
static void
test_refused (void)
{
  g_autofree char *good = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *last = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  g_autofree char *long_line = g_strnfill (70000, 'x');
  g_autofree char *flipped = g_strdup (good);
  g_autofree char *cut = g_strndup (good, strlen (good) / 2);
  g_autofree char *end_of_time = test_put_line (ID_C, 1, "253402300799999-0-a", "Cy");
  g_autofree char *high_rev = test_put_line (ID_C, G_MAXINT64, "5-0-a", "Cy");
  g_autofree char *bare = unseal (good);
  g_autofree char *moved = g_strdup_printf ("{\"crc\":\"00000000\",%s", bare + 1);
  const struct
  {
    const char *line;
    const char *reason;
  } bad[] = {
    { "hello", "byte" },
    { "\xff\xfe", "UTF-8" },
    { long_line, "longer than 64 KiB" },
    { flipped, "checksum does not match" },
    { cut, "byte" },
    { moved, "not where Fairbook writes it" },
    { end_of_time, "nothing could ever correct it" },
    { high_rev, "too high" },
    { "[]", "not a JSON object" },
    { "{}", "“v”" },
    { "{\"v\":1,\"op\":\"put\"}", "“id”" },
    { "{\"v\":1,\"op\":\"erase\",\"id\":\"x/y\",\"hlc\":\"1-0-a\"}", "“id”" },
    { "{\"v\":1,\"op\":\"erase\",\"id\":\"x\",\"hlc\":\"-1-0-a\"}", "“hlc”" },
    { "{\"v\":1,\"v\":1,\"op\":\"erase\",\"id\":\"x\",\"hlc\":\"1-0-a\"}", "byte" },
  };

  flipped[strlen (flipped) - 40] ^= 1;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autofree char *text = g_strdup_printf ("%s\n%s%s%s", good, bad[i].line,
                                               g_str_has_suffix (bad[i].line, "\n") ? "" : "\n", last);
      g_autofree char *path = test_folder_write (folder, "other.jsonl", text);
      const char *const files[] = { path, NULL };
      g_autoptr (FairImportReport) report = fair_import_report_new ();
      g_autoptr (GString) refused = g_string_new (NULL);

      g_test_message ("%s", bad[i].reason);
      report->refused_func = note_refused;
      report->refused_data = refused;
      g_assert_true (fair_import_files (store, files, report, NULL, NULL));
      assert_report (report, 2, 0, 0, 0);
      g_assert_cmpuint (report->n_refused, ==, 1);
      g_assert_true (g_str_has_prefix (refused->str, "other.jsonl:3: "));
      g_assert_nonnull (strstr (refused->str, bad[i].reason));
      assert_names (store, "Ann Bo");
    }
}

/* What mail programs and editors do to a file, and a line that came without a checksum, do no harm. */
static void
test_mended (void)
{
  g_autofree char *line = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *bare = unseal (line);
  g_autofree char *stripped = g_strndup (line, strlen (line) - 1);
  g_autofree char *bare_stripped = g_strndup (bare, strlen (bare) - 1);
  const char *const before[] = { "", "\xef\xbb\xbf", " \t", "\xef\xbb\xbf ", "\n\r\n" };
  const char *const after[] = { "", "\n", "\r\n", " \r\n", "\n\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (after); j++)
      for (int sealed = 0; sealed < 2; sealed++)
        {
          g_autoptr (TestFolder) folder = test_folder_new ();
          g_autoptr (FairStore) store = test_store_open (folder->path);
          g_autofree char *text = g_strconcat (before[i], sealed ? stripped : bare_stripped, after[j], NULL);
          g_autoptr (FairImportReport) report = import_text (folder, store, text);
          g_autofree char *journal = read_journal (store);

          assert_report (report, 1, 0, 0, 0);
          g_assert_cmpuint (report->n_refused, ==, 0);
          g_assert_cmpstr (journal, ==, line);
        }
}

/* Members that are not known, a newer version's lines and unknown operations, and what is damaged here, stay as they are. */
static void
test_byte_for_byte (void)
{
  static const char *const foreign[] = {
    "{\"v\":1,\"op\":\"put\",\"id\":\"" ID_A "\",\"rev\":1,\"at\":\"2026-11-22T15:04:05Z\",\"hlc\":\"1600000000005-0-a\","
    "\"event\":\"\",\"form\":\"f@1\",\"lang\":\"en\",\"answers\":{\"given_name\":\"A\\u006en\\/\",\"zz\":[1.50,1e3,null,{}]},"
    "\"staff\":{\"x\":0.10},\"later\":{\"b\":1,\"a\":\"\xc3\xbc\"}",
    "{\"v\":1,\"op\":\"wink\",\"id\":\"" ID_C "\",\"n\":1.0",
    "{\"v\":2,\"op\":\"put\",\"id\":\"" ID_B "\",  \"answers\":{\"given_name\":\"\\u0042o\"}",
    "{\"v\":77,\"everything\":\"else\"",
  };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ours = test_put_line (ID_B, 1, "1600000000006-0-a", "Bo");
  g_autofree char *their_first = g_strconcat (foreign[0], "}", NULL);
  g_autofree char *a = seal (their_first);
  g_autofree char *wink_object = g_strconcat (foreign[1], "}", NULL);
  g_autofree char *wink = seal (wink_object);
  g_autofree char *v2_object = g_strconcat (foreign[2], "}", NULL);
  g_autofree char *v2 = seal (v2_object);
  g_autofree char *v77 = g_strconcat (foreign[3], "}\n", NULL);
  g_autofree char *theirs = g_strconcat (a, wink, v2, v77, wink, v77, v2, NULL);
  g_autofree char *journal_before = g_strconcat ("damaged\n", ours, v2, "\xff\n\n", NULL);
  g_autofree char *expected = g_strconcat (journal_before, a, wink, v77, NULL);
  g_autoptr (FairStore) store = open_with (folder, journal_before);
  g_autoptr (FairImportReport) report = import_text (folder, store, theirs);
  g_autofree char *journal = read_journal (store);
  g_autoptr (FairImportReport) again = NULL;
  g_autofree char *same = NULL;

  assert_report (report, 1, 0, 0, 0);
  g_assert_cmpuint (report->n_unknown, ==, 2);
  g_assert_cmpuint (report->n_refused, ==, 0);
  g_assert_cmpstr (journal, ==, expected);
  again = import_text (folder, store, theirs);
  g_assert_cmpuint (again->n_unknown, ==, 0);
  same = read_journal (store);
  g_assert_cmpstr (same, ==, expected);
}

/* All orders in which three files can come, one after the other or together: who was erased is gone. */
static void
test_erased_never_returns (void)
{
  g_autofree char *a1 = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *later = test_put_line (ID_A, 7, "1999999999999-0-z", "Ann");
  g_autofree char *newer_version = g_strdup ("{\"v\":2,\"op\":\"put\",\"id\":\"" ID_A "\",\"name\":\"Ann\"}\n");
  g_autofree char *gone = test_erase_line (ID_A, "1-0-a");
  g_autofree char *b1 = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  g_autofree char *first = g_strconcat (a1, b1, NULL);
  g_autofree char *last = g_strconcat (later, newer_version, NULL);
  const char *const texts[] = { first, gone, last };
  static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    for (int together = 0; together < 2; together++)
      {
        g_autoptr (TestFolder) folder = test_folder_new ();
        g_autoptr (FairStore) store = test_store_open (folder->path);
        g_autofree char *journal = NULL;
        g_auto (GStrv) paths = g_new0 (char *, 4);
        guint64 n_erased = 0;

        for (int j = 0; j < 3; j++)
          {
            g_autofree char *name = g_strdup_printf ("%d.jsonl", j);

            paths[j] = test_folder_write (folder, name, texts[orders[i][j]]);
          }
        for (int j = 0; j < (together ? 1 : 3); j++)
          {
            g_autoptr (FairImportReport) report = fair_import_report_new ();
            const char *const one[] = { paths[j], NULL };

            g_assert_true (fair_import_files (store, together ? (const char *const *) paths : one, report, NULL, NULL));
            n_erased += report->n_erased;
          }
        g_assert_cmpuint (n_erased, ==, !together && orders[i][0] != 1);
        journal = read_journal (store);
        g_assert_null (strstr (journal, "Ann"));
        g_assert_nonnull (strstr (journal, gone));
        assert_names (store, "Bo");
      }
}

/* Erased elsewhere is as if erased here: nothing of the person is left in the journal and the quarantine, and what is in other
 * files is named. */
static void
test_erased_everywhere (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *a1 = test_person_line (ID_A, 1, "Annabella", "Other", "ann@b.edu");
  g_autofree char *a2 = test_person_line (ID_A, 2, "Annabel", "Other", "annabel@b.edu");
  g_autofree char *b1 = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  g_autofree char *gone = test_erase_line (ID_A, "1600000000009-0-a");
  g_autofree char *damaged = g_strdup (a1), *address = g_strdup ("Annabel: ann@b.edu\n");
  g_autofree char *ours = NULL, *copy = NULL, *kept = NULL, *journal = NULL, *expected = NULL, *left = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairImportReport) report = NULL;

  damaged[strlen (damaged) - 20] ^= 1;
  ours = g_strconcat (a1, damaged, b1, address, a2, NULL);
  copy = test_folder_write (folder, JOURNAL "~", ours);
  kept = test_quarantine_line (12, address, strlen (address));
  g_free (test_folder_write (folder, "signups/quarantine.jsonl", kept));
  store = open_with (folder, ours);
  report = import_text (folder, store, gone);
  assert_report (report, 0, 0, 0, 1);
  journal = read_journal (store);
  expected = g_strconcat (b1, gone, NULL);
  g_assert_cmpstr (journal, ==, expected);
  g_clear_pointer (&kept, g_free);
  kept = test_folder_path (folder, "signups/quarantine.jsonl");
  assert_file (kept, "");
  assert_file (copy, ours);
  left = test_list_left (report->erasure);
  g_clear_pointer (&expected, g_free);
  expected = g_strdup_printf ("file %s/other.jsonl\nfile %s\n", folder->path, copy);
  g_assert_cmpstr (left, ==, expected);
}

/* All files of lines in a folder, and no other. */
static void
test_folder (void)
{
  g_autoptr (TestFolder) folder = test_folder_new (), other = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  const char *const files[] = { other->path, NULL };
  g_autoptr (FairImportReport) none = fair_import_report_new (), report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;

  g_free (test_folder_write (other, "list.csv", "Ann\n"));
  g_free (test_folder_write (other, "quarantine.jsonl", "{}\n"));
  g_free (test_folder_write (other, "._hall-1.jsonl", "{}\n"));
  g_free (test_folder_write (other, "deeper.jsonl/hall-3.jsonl", "{}\n"));
  g_assert_false (fair_import_files (store, files, none, NULL, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, other->path));
  g_free (test_folder_write (other, "hall-2.jsonl", b));
  g_free (test_folder_write (other, "hall-1.jsonl", a));
  g_assert_true (fair_import_files (store, files, report, NULL, NULL));
  assert_report (report, 2, 0, 0, 0);
  g_assert_cmpuint (report->n_refused, ==, 0);
  assert_names (store, "Ann Bo");
}

/* What people agreed to comes along, once, before the first who did, and counts as nothing. */
static void
test_wordings (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *yes_id = fair_wording_make_id ("Keep it."), *no_id = fair_wording_make_id ("Guárdalo.");
  const FairConsent yes = { yes_id, "consent", "en", "Keep it." }, no = { no_id, "consent", "es", "Guárdalo." };
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000005-0-a", "Bo");
  g_autofree char *mine = NULL, *theirs = NULL, *expected = NULL, *journal = NULL;
  g_autoptr (FairStore) store = NULL;

  g_assert_true (fair_line_encode_wording (lines, &yes, NULL));
  mine = g_strconcat (lines->str, a, NULL);
  g_assert_true (fair_line_encode_wording (lines, &no, NULL));
  theirs = g_strconcat (lines->str, b, lines->str, NULL);
  expected = g_strconcat (mine, strchr (lines->str, '\n') + 1, b, NULL);
  store = open_with (folder, mine);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FairImportReport) report = import_text (folder, store, theirs);

      assert_report (report, i == 0, 0, i == 1, 0);
      g_free (journal);
      journal = read_journal (store);
      g_assert_cmpstr (journal, ==, expected);
    }
}

/* A file that cannot be opened, the last of several too: nothing is imported, and nothing waits for a pipe. */
static void
test_no_file (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *line = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *good = test_folder_write (folder, "good.jsonl", line);
  g_autofree char *missing = test_folder_path (folder, "missing.jsonl");
  g_autofree char *pipe = test_folder_path (folder, "pipe");
  const char *const bad[] = { missing, pipe, "" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const files[] = { good, bad[i], NULL };
      g_autoptr (FairImportReport) report = fair_import_report_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (fair_import_files (store, files, report, NULL, &error));
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, bad[i]));
      g_assert_nonnull (strstr (error->message, "Nothing was imported"));
      assert_names (store, "");
    }
}

/* Stops at the moment when the lock is taken: by then the file is another one. */
static char *changing_path;
static const char *changing_text;

static int
lock_and_change (int fd, gpointer data)
{
  if (changing_path != NULL)
    g_assert_true (g_file_set_contents_full (changing_path, changing_text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  return fair_file_ops_get_default ()->lock (fd, NULL);
}

static void
test_file_changes (void)
{
  g_autofree char *line = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *other = g_strnfill (strlen (line), 'x');
  const char *const texts[] = { "x", other };
  static const char *const words[] = { "became shorter while it was read", "changed while it was read" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      FairFileOps ops = *fair_file_ops_get_default ();
      g_autofree char *path = test_folder_write (folder, "other.jsonl", line);
      g_autoptr (FairStore) store = NULL;
      g_autoptr (FairImportReport) report = fair_import_report_new ();
      g_autoptr (GError) error = NULL;
      const char *const files[] = { path, NULL };

      ops.lock = lock_and_change;
      store = fair_store_open (folder->path, &ops, NULL, &error);
      g_assert_no_error (error);
      changing_text = texts[i];
      changing_path = path;
      g_assert_false (fair_import_files (store, files, report, NULL, &error));
      changing_path = NULL;
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_nonnull (strstr (error->message, words[i]));
      assert_names (store, "");
    }
}

static void
test_cancelled (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *line = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, "other.jsonl", line);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;
  const char *const files[] = { path, NULL };

  g_cancellable_cancel (cancellable);
  g_assert_false (fair_import_files (store, files, report, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_names (store, "");
}

/* Many people: the lines come in the order of the files, and memory and time are no matter. */
static void
test_many (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *journal = NULL;
  g_autoptr (FairImportReport) report = NULL;

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012d", i);
      g_autofree char *line = test_put_line (id, 1, "1600000000005-0-a", "Ann");

      g_string_append (text, line);
    }
  report = import_text (folder, store, text->str);
  assert_report (report, 5000, 0, 0, 0);
  journal = read_journal (store);
  g_assert_cmpstr (journal, ==, text->str);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/outcomes", test_outcomes);
  g_test_add_func ("/import/nothing-comes", test_nothing_comes);
  g_test_add_func ("/import/refused", test_refused);
  g_test_add_func ("/import/mended", test_mended);
  g_test_add_func ("/import/byte-for-byte", test_byte_for_byte);
  g_test_add_func ("/import/erased-never-returns", test_erased_never_returns);
  g_test_add_func ("/import/erased-everywhere", test_erased_everywhere);
  g_test_add_func ("/import/folder", test_folder);
  g_test_add_func ("/import/wordings", test_wordings);
  g_test_add_func ("/import/no-file", test_no_file);
  g_test_add_func ("/import/file-changes", test_file_changes);
  g_test_add_func ("/import/cancelled", test_cancelled);
  g_test_add_func ("/import/many", test_many);

  return g_test_run ();
}

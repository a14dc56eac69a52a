/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store makes of a journal that was damaged: it always opens, loses nothing whole, and says what it skipped. */
#include "base/fair-json.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define JOURNAL "signups/signups.jsonl"
#define QUARANTINE "signups/quarantine.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"

static void
assert_names (TestFolder *folder,
              const char *names)
{
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *dump = test_store_dump (store, NULL);

  g_assert_cmpstr (dump, ==, names);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* Decodes the bytes of the @index-th entry of the quarantine, and checks its other members. */
static guchar *
read_quarantined (TestFolder *folder,
                  guint       index,
                  gint64      line,
                  gint64      offset,
                  gsize      *length)
{
  g_autofree char *path = test_folder_path (folder, QUARANTINE);
  g_autofree char *text = test_read (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *root;

  g_assert_cmpuint (g_strv_length (lines), >, index);
  doc = fair_json_read_line (lines[index], strlen (lines[index]), NULL, &error);
  g_assert_no_error (error);
  root = yyjson_doc_get_root (doc);
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (root, "v")), ==, 1);
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (root, "file")), ==, "signups.jsonl");
  g_assert_cmpint (yyjson_get_sint (yyjson_obj_get (root, "line")), ==, line);
  g_assert_true (line > 0 || yyjson_is_null (yyjson_obj_get (root, "line")));
  g_assert_cmpint (yyjson_get_sint (yyjson_obj_get (root, "offset")), ==, offset);
  g_assert_cmpuint (yyjson_get_len (yyjson_obj_get (root, "reason")), >, 10);
  return g_base64_decode (yyjson_get_str (yyjson_obj_get (root, "bytes")), length);
}

static void
assert_torn (TestFolder *folder,
             const char *whole,
             const char *last,
             gsize       torn)
{
  g_autofree char *text = g_strdup_printf ("%s%.*s", whole, (int) torn, last);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autofree char *quarantine = test_folder_path (folder, QUARANTINE);
  g_autofree char *left = NULL;
  g_autofree guchar *kept = NULL;
  gsize length;

  g_unlink (quarantine);
  {
    g_autoptr (FairStore) store = test_store_open (folder->path);
    const FairBadLine *tail = fair_store_get_torn_tail (store);
    g_autofree char *added = NULL;

    g_assert_true ((tail != NULL) == (torn > 0));
    if (tail != NULL)
      {
        g_assert_cmpint (tail->offset, ==, (goffset) strlen (whole));
        g_assert_cmpuint (tail->length, ==, torn);
        g_assert_true (tail->torn);
      }
    added = test_store_add (store, "Cy");
  }
  assert_names (folder, "Ann Cy");
  left = test_read (path);
  g_assert_true (g_str_has_prefix (left, whole));
  g_assert_cmpuint (count_lines (left), ==, 2);
  g_assert_true (g_file_test (quarantine, G_FILE_TEST_EXISTS) == (torn > 0));
  if (torn == 0)
    return;
  kept = read_quarantined (folder, 0, 0, (gint64) strlen (whole), &length);
  g_assert_cmpmem (kept, length, last, torn);
}

static void
test_torn_at_every_byte (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *whole = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *last = test_put_line (ID_B, 1, "6-0-a", "Bo");

  for (gsize torn = 0; torn < strlen (last); torn++)
    assert_torn (folder, whole, last, torn);
}

/* A file that never had a newline, longer than one entry of the quarantine and than a block that is read backwards. */
static void
test_torn_long (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *garbage = g_strnfill (200000, 'x');
  g_autofree char *path = test_folder_write (folder, JOURNAL, garbage);
  g_autofree char *left = NULL;
  gsize total = 0;

  assert_names (folder, "");
  left = test_read (path);
  g_assert_cmpstr (left, ==, "");
  for (guint i = 0; i < 5; i++)
    {
      gsize length;
      g_autofree guchar *kept = read_quarantined (folder, i, 0, (gint64) total, &length);

      g_assert_cmpmem (kept, length, garbage + total, length);
      total += length;
    }
  g_assert_cmpuint (total, ==, 200000);
}

/* What a power cut leaves on some file systems: the new length, and zeros. */
static void
test_zero_tail (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *whole = test_put_line (ID_A, 1, "5-0-a", "Ann");
  gsize length = strlen (whole);
  g_autofree char *bytes = g_malloc0 (length + 4096);

  memcpy (bytes, whole, length);
  test_folder_write_bytes (folder, JOURNAL, bytes, length + 4096);
  assert_names (folder, "Ann");
}

static void
assert_skipped (const char *bad,
                gsize       length)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *first = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *last = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autoptr (GString) text = g_string_new (first);
  g_autoptr (FairStore) store = NULL;
  g_autofree char *dump = NULL;
  const FairBadLine *line;

  g_string_append_len (text, bad, (gssize) length);
  g_string_append_c (text, '\n');
  g_string_append (text, last);
  test_folder_write_bytes (folder, JOURNAL, text->str, text->len);

  store = test_store_open (folder->path);
  dump = test_store_dump (store, report);
  g_assert_cmpstr (dump, ==, "Ann Bo");
  g_assert_cmpuint (report->n_lines, ==, 3);
  g_assert_cmpuint (report->n_standing, ==, 2);
  g_assert_cmpuint (report->bad_lines->len, ==, 1);
  g_assert_cmpuint (report->n_bytes, ==, text->len);
  line = g_ptr_array_index (report->bad_lines, 0);
  g_assert_cmpuint (line->line_number, ==, 2);
  g_assert_cmpint (line->offset, ==, (goffset) strlen (first));
  g_assert_cmpuint (line->length, ==, length);
  g_assert_false (line->torn);
  g_assert_nonnull (line->reason);
  if (length > 0)
    {
      gsize kept_length;
      g_autofree guchar *kept = read_quarantined (folder, 0, 2, line->offset, &kept_length);

      g_assert_cmpmem (kept, kept_length, bad, MIN (length, kept_length));
    }
}

static void
test_bad_lines (void)
{
  g_autofree char *put = test_put_line (ID_C, 1, "7-0-a", "Cy");
  g_autofree char *huge = g_strnfill (3 * 1024 * 1024, '[');
  g_autofree char *just_too_long = g_strnfill (FAIR_JSON_MAX_LINE + 1, 'x');
  gsize length = strlen (put) - 1;

  assert_skipped ("", 0);
  assert_skipped (" ", 1);
  assert_skipped ("hello", 5);
  assert_skipped ("{}", 2);
  assert_skipped ("{\"v\":1,\"op\":\"put\"}", 18);
  assert_skipped ("\0\0\0", 3);
  assert_skipped ("\xff\xfe", 2);
  assert_skipped (put, length - 1);
  assert_skipped (put + 1, length - 1);
  assert_skipped (just_too_long, FAIR_JSON_MAX_LINE + 1);
  assert_skipped (huge, 3 * 1024 * 1024);
  put[length / 2] ^= 4;
  assert_skipped (put, length);
}

/* Reading again copies nothing again, in another process too; the same bytes at another place say the same thing. */
static void
test_quarantined_once (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, JOURNAL, "oops\noops\n\nmore\n");
  g_autofree char *quarantine_path = test_folder_path (folder, QUARANTINE);
  g_autofree char *quarantine = NULL;
  g_autofree char *left = NULL;

  assert_names (folder, "");
  assert_names (folder, "");
  quarantine = test_read (quarantine_path);
  g_assert_cmpuint (count_lines (quarantine), ==, 2);
  left = test_read (path);
  g_assert_cmpstr (left, ==, "oops\noops\n\nmore\n");
}

/* A quarantine that was itself torn goes on, on a line of its own. */
static void
test_torn_quarantine (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, QUARANTINE, "{\"v\":1,\"at\":\"20");
  g_autofree char *journal = test_folder_write (folder, JOURNAL, "oops\n");
  g_autofree guchar *kept = NULL;
  gsize length;

  assert_names (folder, "");
  kept = read_quarantined (folder, 1, 1, 0, &length);
  g_assert_cmpmem (kept, length, "oops", 4);
}

static void
test_many_bad_lines (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *quarantine_path = test_folder_path (folder, QUARANTINE);
  g_autofree char *quarantine = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (FairStore) store = NULL;

  for (int i = 0; i < 2500; i++)
    g_string_append_printf (text, "bad %d\n", i);
  path = test_folder_write (folder, JOURNAL, text->str);
  store = test_store_open (folder->path);
  dump = test_store_dump (store, report);
  g_assert_cmpuint (report->bad_lines->len, ==, 2500);
  quarantine = test_read (quarantine_path);
  g_assert_cmpuint (count_lines (quarantine), ==, 2500);
}

static void
test_newer_kept (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *put = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *text = g_strconcat ("{\"v\":2,\"op\":\"dance\"}\n", put, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autofree char *quarantine = test_folder_path (folder, QUARANTINE);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *dump = test_store_dump (store, report);
  g_autofree char *left = test_read (path);

  g_assert_cmpstr (dump, ==, "Ann");
  g_assert_cmpuint (report->n_unknown, ==, 1);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  g_assert_cmpstr (left, ==, text);
  g_assert_false (g_file_test (quarantine, G_FILE_TEST_EXISTS));
}

/* A dead process leaves half a line while a store is open: the next one to append takes care of it. */
static void
test_torn_meanwhile (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *path = test_folder_path (folder, JOURNAL);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *bo = NULL;
  g_autofree guchar *kept = NULL;
  gsize length;
  FILE *file = g_fopen (path, "a");
  goffset end;

  fseek (file, 0, SEEK_END);
  end = ftell (file);
  fputs ("{\"v\":1,\"op\":\"pu", file);
  fclose (file);
  bo = test_store_add (store, "Bo");
  assert_names (folder, "Ann Bo");
  kept = read_quarantined (folder, 0, 0, end, &length);
  g_assert_cmpmem (kept, length, "{\"v\":1,\"op\":\"pu", 15);
}

/* The torn line stays where it is as long as there is no room for its copy; adding waits for that, reading does not. */
static void
test_no_room_for_quarantine (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *put = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *text = g_strconcat (put, "torn", NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autofree char *left = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *id = NULL;
  g_autofree char *added = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  TestFileOps ops;

  test_file_ops_init (&ops);
  ops.only = "write";
  test_file_ops_plan (&ops, 1, G_MAXUINT, ENOSPC);
  store = fair_store_open (folder->path, &ops.ops, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fair_store_get_torn_tail (store));
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, "Ann");
  id = test_store_try_add (store, "Bo", &error);
  g_assert_null (id);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_FULL);
  left = test_read (path);
  g_assert_cmpstr (left, ==, text);

  test_file_ops_plan (&ops, 0, 0, 0);
  added = test_store_add (store, "Bo");
  assert_names (folder, "Ann Bo");
}

/* What opening costs does not depend on the journal's length. */
static void
test_opening_reads_the_tail (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_put_line (ID_A, 1, "1795366389333-4-a", "Ann");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  TestFileOps ops;

  for (int i = 0; i < 100000; i++)
    g_string_append (text, line);
  test_folder_write_bytes (folder, JOURNAL, text->str, text->len);
  test_file_ops_init (&ops);
  store = fair_store_open (folder->path, &ops.ops, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (text->len, >, 20 * 1000 * 1000);
  g_assert_cmpuint (ops.bytes_read, >, 0);
  g_assert_cmpuint (ops.bytes_read, <, 6 * FAIR_JSON_MAX_LINE);
}

/* The latest time stamp at the end is taken in, so that a clock that went back does not order new sign-ups first. */
static void
test_clock_goes_back (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_put_line (ID_A, 1, "2000000-7-other", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, line);
  g_autoptr (GError) error = NULL;
  TestClock clock;

  test_clock_init (&clock, 1000);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FairStore) store = fair_store_open (folder->path, NULL, &clock.clock, &error);
      g_autofree char *id = test_store_add (store, "Bo");
      g_autofree char *added = fair_store_find_line (store, id, &error);
      g_autofree char *expected = g_strdup_printf ("\"hlc\":\"2000000-%d-%s\"", 8 + i,
                                                   fair_store_get_device_id (store));

      g_assert_no_error (error);
      if (strstr (added, expected) == NULL)
        g_error ("%s is not in %s", expected, added);
      clock.now -= 1000;
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/torn-at-every-byte", test_torn_at_every_byte);
  g_test_add_func ("/journal/torn-long", test_torn_long);
  g_test_add_func ("/journal/zero-tail", test_zero_tail);
  g_test_add_func ("/journal/bad-lines", test_bad_lines);
  g_test_add_func ("/journal/quarantined-once", test_quarantined_once);
  g_test_add_func ("/journal/torn-quarantine", test_torn_quarantine);
  g_test_add_func ("/journal/many-bad-lines", test_many_bad_lines);
  g_test_add_func ("/journal/newer-kept", test_newer_kept);
  g_test_add_func ("/journal/torn-meanwhile", test_torn_meanwhile);
  g_test_add_func ("/journal/no-room-for-quarantine", test_no_room_for_quarantine);
  g_test_add_func ("/journal/opening-reads-the-tail", test_opening_reads_the_tail);
  g_test_add_func ("/journal/clock-goes-back", test_clock_goes_back);

  return g_test_run ();
}

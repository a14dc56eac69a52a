/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines go when a person is erased: long ones, torn ones, and those that a quarantine keeps in pieces. */
#include "store/erase/fair-erase.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define QUARANTINE "signups/quarantine.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_Z "00000000-0000-4000-8000-0000000000ff"

static void
assert_text (TestFolder *folder,
             const char *name,
             const char *expected)
{
  g_autofree char *path = test_folder_path (folder, name);
  g_autofree char *text = test_read (path);

  g_assert_cmpstr (text, ==, expected);
}

/* A damaged line that is so long that it is kept in pieces goes whole, wherever in it the person is; another that only
 * lies beside it stays. */
static void
test_pieces (void)
{
  const gsize piece = 40 * 1024;
  g_autofree char *long_line = g_strnfill (3 * piece, 'x');
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  const char *mark = "zoraida@example.org";

  for (gsize place = piece - 25; place <= piece + 5; place++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *bytes = g_strdup (long_line);
      g_autofree char *first = NULL, *second = NULL, *third = NULL, *other = NULL, *all = NULL;
      g_autoptr (FairStore) store = NULL;

      bytes[place - 1] = ' ';
      memcpy (bytes + place, mark, strlen (mark));
      bytes[place + strlen (mark)] = ' ';
      first = test_quarantine_line (1000, bytes, piece);
      second = test_quarantine_line (1000 + (goffset) piece, bytes + piece, piece);
      third = test_quarantine_line (1000 + 2 * (goffset) piece, bytes + 2 * piece, piece);
      other = test_quarantine_line (5, "oops", 4);
      all = g_strconcat (other, first, second, third, other, NULL);
      g_free (test_folder_write (folder, JOURNAL, theirs));
      g_free (test_folder_write (folder, QUARANTINE, all));
      store = test_store_open (folder->path);
      g_assert_true (fair_store_erase (store, ID_Z, NULL, NULL));
      {
        g_autofree char *kept = g_strconcat (other, other, NULL);

        assert_text (folder, QUARANTINE, kept);
      }
    }
}

/* Damaged lines longer than any line may be, the person being at the end of what is looked at at once. */
static void
test_long_lines (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *filler = g_strnfill (600 * 1024, 'x');
  g_autofree char *text = g_strdup_printf ("%s\n%.*s zoraida@example.org %s\n%s", filler, 256 * 1024 - 10, filler, filler,
                                           theirs);
  g_autofree char *expected = g_strconcat (filler, "\n", NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *after = NULL;

  g_assert_true (fair_store_erase (store, ID_Z, NULL, NULL));
  after = test_read (path);
  g_assert_true (g_str_has_prefix (after, expected));
  g_assert_cmpuint (strlen (after), <, strlen (expected) + 200);
}

/* Torn entries of a quarantine, and copies of a journal that end anywhere. */
static void
test_torn_strays (void)
{
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *entry = test_quarantine_line (7, theirs, strlen (theirs));
  gsize first = (gsize) (strstr (entry, "\"bytes\":\"") - entry) + 400;

  for (gsize length = first; length < strlen (entry); length += 7)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *torn = g_strdup_printf ("%s%.*s", ann, (int) length, entry);
      g_autoptr (FairStore) store = NULL;

      g_free (test_folder_write (folder, JOURNAL, theirs));
      g_free (test_folder_write (folder, "signups/quarantine.jsonl.old", torn));
      store = test_store_open (folder->path);
      g_assert_true (fair_store_erase (store, ID_Z, NULL, NULL));
      assert_text (folder, "signups/quarantine.jsonl.old", ann);
    }
}

/* Whose line does not end with a newline keeps it so. */
static void
test_tail_of_a_copy (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *theirs = test_person_line (ID_Z, 1, "Zoraida", "Quintanilla", "zoraida@example.org");
  g_autofree char *ann = test_person_line (ID_A, 1, "Ann", "Other", "ann@other.edu");
  g_autofree char *text = g_strdup_printf ("%s%.*s", theirs, (int) strlen (ann) - 1, ann);
  g_autofree char *expected = g_strndup (ann, strlen (ann) - 1);
  g_autoptr (FairStore) store = NULL;

  g_free (test_folder_write (folder, JOURNAL, theirs));
  g_free (test_folder_write (folder, "signups/signups.jsonl.copy", text));
  store = test_store_open (folder->path);
  g_assert_true (fair_store_erase (store, ID_Z, NULL, NULL));
  assert_text (folder, "signups/signups.jsonl.copy", expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/erase-lines/pieces", test_pieces);
  g_test_add_func ("/erase-lines/long-lines", test_long_lines);
  g_test_add_func ("/erase-lines/torn-strays", test_torn_strays);
  g_test_add_func ("/erase-lines/tail-of-a-copy", test_tail_of_a_copy);

  return g_test_run ();
}

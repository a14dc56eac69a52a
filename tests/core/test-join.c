/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining two sign-ups of one person: who is seen then, what is kept, and how it is taken back. */
#include "base/fair-json.h"
#include "store/change/fair-join.h"
#include "store/change/fair-erase.h"
#include "import/fair-import-files.h"
#include "store/journal/fair-line.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"

static void
assert_names (FairStore  *store,
              const char *names,
              guint64     n_joined)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (store, report);

  g_assert_cmpstr (dump, ==, names);
  g_assert_cmpuint (report->n_joined, ==, n_joined);
}

/* What the sign-up says, as text. */
static char *
get (FairStore  *store,
     const char *id,
     const char *from,
     const char *to)
{
  g_autofree char *line = fair_store_find_line (store, id, NULL);
  const char *start, *stop;

  g_assert_nonnull (line);
  start = strstr (line, from);
  stop = strstr (line, to);
  g_assert_true (start != NULL && stop != NULL && start < stop);
  return g_strndup (start, (gsize) (stop - start));
}

static char *
get_staff (FairStore  *store,
           const char *id)
{
  return get (store, id, "\"staff\":", ",\"crc\"");
}

static void
assert_staff (FairStore  *store,
              const char *id,
              const char *expected)
{
  g_autofree char *staff = get_staff (store, id);

  g_assert_cmpstr (staff, ==, expected);
}

static void
join (FairStore  *store,
      const char *keep,
      const char *other)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_store_join (store, keep, other, &error));
  g_assert_no_error (error);
}

static void
unjoin (FairStore  *store,
        const char *other)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_store_unjoin (store, other, &error));
  g_assert_no_error (error);
}

static void
test_there_and_back (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *anna = test_store_add (store, "Anna");
  g_autofree char *bo = test_store_add (store, "Bo");
  g_autofree char *answers = get (store, anna, "\"answers\":", ",\"staff\"");
  g_autofree char *answers_after = NULL;
  g_autofree char *joined = g_strdup_printf ("\"staff\":{\"joined\":[\"%s\"]}", anna);
  g_autofree char *both = g_strdup_printf ("\"staff\":{\"joined\":[\"%s\",\"%s\"]}", anna, bo);
  g_autofree char *into = g_strdup_printf ("\"staff\":{\"joined_into\":\"%s\"}", ann);

  join (store, ann, anna);
  assert_names (store, "Bo Ann", 1);
  assert_staff (store, ann, joined);
  assert_staff (store, anna, into);
  answers_after = get (store, anna, "\"answers\":", ",\"staff\"");
  g_assert_cmpstr (answers, ==, answers_after);

  join (store, ann, bo);
  assert_names (store, "Ann", 2);
  assert_staff (store, ann, both);

  unjoin (store, bo);
  assert_staff (store, ann, joined);
  unjoin (store, anna);
  assert_staff (store, ann, "\"staff\":{}");
  assert_staff (store, anna, "\"staff\":{}");
  assert_staff (store, bo, "\"staff\":{}");
  assert_names (store, "Bo Ann Anna", 0);
}

static void
assert_refused (FairStore  *store,
                gboolean    done,
                GError     *error,
                int         code,
                const char *journal)
{
  g_autofree char *after = test_read (fair_store_get_journal_path (store));

  g_assert_false (done);
  g_assert_error (error, FAIR_STORE_ERROR, code);
  g_assert_cmpstr (after, ==, journal);
  g_error_free (error);
}

static void
test_refused (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *anna = test_store_add (store, "Anna");
  g_autofree char *bo = test_store_add (store, "Bo");
  g_autofree char *journal = NULL;
  GError *error = NULL;
  const struct
  {
    const char *keep;
    const char *other;
    int code;
  } cases[] = {
    { ann, ann, FAIR_STORE_ERROR_JOIN },     { ann, anna, FAIR_STORE_ERROR_JOIN },
    { bo, anna, FAIR_STORE_ERROR_JOIN },     { anna, bo, FAIR_STORE_ERROR_JOIN },
    { anna, ann, FAIR_STORE_ERROR_JOIN },    { ann, ID_A, FAIR_STORE_ERROR_NOT_FOUND },
    { ID_A, ann, FAIR_STORE_ERROR_NOT_FOUND }, { ann, "", FAIR_STORE_ERROR_NOT_FOUND },
  };

  join (store, ann, anna);
  journal = test_read (fair_store_get_journal_path (store));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean done;

      error = NULL;
      done = fair_store_join (store, cases[i].keep, cases[i].other, &error);
      assert_refused (store, done, error, cases[i].code, journal);
    }
}

static void
test_unjoin_refused (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *journal = test_read (fair_store_get_journal_path (store));
  GError *error = NULL;
  gboolean done = fair_store_unjoin (store, ann, &error);

  assert_refused (store, done, error, FAIR_STORE_ERROR_JOIN, journal);
  error = NULL;
  done = fair_store_unjoin (store, ID_A, &error);
  assert_refused (store, done, error, FAIR_STORE_ERROR_NOT_FOUND, journal);
}

/* Whose keeper was erased on another laptop is seen again, is named, and can be taken out of the join. */
static void
test_keeper_erased (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *ann = test_store_add (store, "Ann");
  g_autofree char *anna = test_store_add (store, "Anna");
  g_autofree char *bo = test_store_add (store, "Bo");
  g_autofree char *gone = test_erase_line (ann, "1600000000009-0-b");
  g_autofree char *other = test_folder_write (folder, "other.jsonl", gone);
  const char *const files[] = { other, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();
  g_autoptr (GError) error = NULL;
  const FairReturned *returned;

  join (store, ann, anna);
  g_assert_true (fair_import_files (store, files, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->returned->len, ==, 1);
  returned = g_ptr_array_index (report->returned, 0);
  g_assert_cmpstr (returned->id, ==, anna);
  g_assert_cmpstr (returned->keeper, ==, ann);
  assert_names (store, "Bo Anna", 0);
  unjoin (store, anna);
  assert_staff (store, anna, "\"staff\":{}");
}

/* What staff noted before, known here or not, outlives a join and its end. */
static void
test_staff_is_kept (void)
{
  static const char *const before = "\"staff\":{\"notes\":\"tall\",\"joined\":[7],\"zz\":{\"a\":1.50}}";
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000005-0-a", "Anna");
  g_autofree char *object = g_strdup_printf ("%.*s%s}\n", (int) (strstr (a, "\"staff\"") - a), a, before);
  g_autofree char *other = test_folder_write (folder, "other.jsonl", object);
  const char *const files[] = { other, NULL };
  g_autofree char *path = test_folder_write (folder, JOURNAL, b);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (FairImportReport) report = fair_import_report_new ();

  g_assert_true (fair_import_files (store, files, report, NULL, NULL));
  g_assert_cmpuint (report->n_new, ==, 1);
  join (store, ID_A, ID_B);
  assert_staff (store, ID_A, "\"staff\":{\"notes\":\"tall\",\"joined\":[7,\"" ID_B "\"],\"zz\":{\"a\":1.50}}");
  unjoin (store, ID_B);
  assert_staff (store, ID_A, before);
}

/* Of a join only the half of the one who was joined came: it holds. A target that is not there hides nobody. */
static void
test_half_a_join (void)
{
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b1 = test_put_line (ID_B, 1, "1600000000005-0-a", "Anna");
  g_autofree char *b2 = test_put_line (ID_B, 2, "1600000000006-0-a", "Anna");

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *journal = g_strconcat (i == 0 ? a : "", b1, NULL);
      g_autofree char *path = test_folder_write (folder, JOURNAL, journal);
      g_autofree char *half = g_strdup_printf ("%.*s\"staff\":{\"joined_into\":\"" ID_A "\"}}\n",
                                               (int) (strstr (b2, "\"staff\"") - b2), b2);
      g_autofree char *other = test_folder_write (folder, "other.jsonl", half);
      const char *const files[] = { other, NULL };
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autoptr (FairImportReport) report = fair_import_report_new ();

      g_assert_true (fair_import_files (store, files, report, NULL, NULL));
      g_assert_cmpuint (report->n_newer, ==, 1);
      assert_names (store, i == 0 ? "Ann" : "Anna", i == 0);
    }
}

/* Whose keeper was joined into somebody who is not here is not seen beside that keeper. */
static void
test_end_of_chain_missing (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000005-0-a", "Anna");
  g_autofree char *journal = g_strconcat (a, b, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, journal);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *cy = test_store_add (store, "Cy");
  g_autofree char *gone = test_erase_line (cy, "1600000000009-0-b");
  g_autofree char *other = test_folder_write (folder, "other.jsonl", gone);
  const char *const files[] = { other, NULL };
  g_autoptr (FairImportReport) report = fair_import_report_new ();

  join (store, ID_A, ID_B);
  join (store, cy, ID_A);
  assert_names (store, "Cy", 2);
  g_assert_true (fair_import_files (store, files, report, NULL, NULL));
  assert_names (store, "Ann", 1);
}

/* Two laptops join the same two people, the other way round: after the exchange one of them is seen, on both. */
static void
test_both_ways (void)
{
  static const char *const names[] = { "left", "right" };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *a = test_put_line (ID_A, 1, "1600000000005-0-a", "Ann");
  g_autofree char *b = test_put_line (ID_B, 1, "1600000000005-0-a", "Anna");
  g_autofree char *text = g_strconcat (a, b, NULL);
  g_autofree char *seen = NULL;
  FairStore *stores[2];

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *journal = g_build_filename (names[i], JOURNAL, NULL);
      g_autofree char *path = test_folder_write (folder, journal, text);
      g_autofree char *data = test_folder_path (folder, names[i]);

      stores[i] = test_store_open (data);
      join (stores[i], i == 0 ? ID_A : ID_B, i == 0 ? ID_B : ID_A);
      assert_names (stores[i], i == 0 ? "Ann" : "Anna", 1);
    }
  for (int i = 0; i < 2; i++)
    {
      const char *const files[] = { fair_store_get_journal_path (stores[1 - i]), NULL };
      g_autoptr (FairImportReport) report = fair_import_report_new ();
      g_autoptr (FairReadReport) reading = fair_read_report_new ();
      g_autofree char *dump = NULL;

      g_assert_true (fair_import_files (stores[i], files, report, NULL, NULL));
      dump = test_store_dump (stores[i], reading);
      g_assert_cmpuint (reading->n_standing + reading->n_joined, ==, 2);
      g_assert_cmpuint (reading->n_standing, >=, 1);
      if (seen == NULL)
        seen = g_steal_pointer (&dump);
      else
        g_assert_cmpuint (strlen (dump), ==, strlen (seen));
    }
  for (int i = 0; i < 2; i++)
    g_object_unref (stores[i]);
}

static void
append_joined (GString    *text,
               const char *id,
               const char *into)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autofree char *plain = test_put_line (id, 1, "1600000000005-0-a", id);
  g_autoptr (yyjson_doc) put = yyjson_read (plain, strlen (plain), YYJSON_READ_STOP_WHEN_DONE);
  yyjson_mut_val *root = yyjson_val_mut_copy (doc, yyjson_doc_get_root (put));

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_remove_key (root, "crc");
  if (into != NULL)
    yyjson_mut_obj_add_strcpy (doc, yyjson_mut_obj_get (root, "staff"), "joined_into", into);
  g_assert_true (fair_line_encode_object (text, doc, NULL));
}

/* "a>b" is a joined into b; who is not named at the left of anything is not there. */
static void
assert_hidden_in_crowd (guint              n_others,
                        const char *const *joins,
                        const char        *hidden)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GString) text = g_string_new (NULL), found = g_string_new (NULL);
  g_autoptr (FairStore) store = NULL;
  g_autofree char *path = NULL;
  g_autofree char *dump = NULL;

  test_append_crowd (text, n_others);
  for (int i = 0; joins[i] != NULL; i++)
    append_joined (text, (const char[]) { joins[i][0], '\0' }, joins[i][1] != '\0' ? joins[i] + 2 : NULL);
  path = test_folder_write (folder, JOURNAL, text->str);
  store = test_store_open (folder->path);
  dump = test_store_dump (store, NULL);
  for (int i = 0; joins[i] != NULL; i++)
    if (strchr (dump, joins[i][0]) == NULL)
      g_string_append_c (found, joins[i][0]);
  g_assert_cmpstr (found->str, ==, hidden);
}

static void
assert_hidden (const char *const *joins,
               const char        *hidden)
{
  assert_hidden_in_crowd (0, joins, hidden);
  assert_hidden_in_crowd (200, joins, hidden);
}

/* Of a circle the least is seen, a chain ends with whom it ends, and before one who is missing. */
static void
test_hidden (void)
{
  assert_hidden ((const char *const[]) { "a", "b", NULL }, "");
  assert_hidden ((const char *const[]) { "a", "b>a", NULL }, "b");
  assert_hidden ((const char *const[]) { "a>b", "b", NULL }, "a");
  assert_hidden ((const char *const[]) { "a>b", "b>c", "c", NULL }, "ab");
  assert_hidden ((const char *const[]) { "a>x", "b>a", NULL }, "b");
  assert_hidden ((const char *const[]) { "a>b", "b>a", NULL }, "b");
  assert_hidden ((const char *const[]) { "b>c", "c>a", "a>b", NULL }, "bc");
  assert_hidden ((const char *const[]) { "a>a", NULL }, "");
  /* who leads to a circle is not one of it */
  assert_hidden ((const char *const[]) { "a>b", "b>c", "c>b", NULL }, "ac");
  assert_hidden ((const char *const[]) { "a>d", "b>c", "c>b", "d>c", NULL }, "acd");
}

/* Joins that go on and on, as another program may write them: one of all is seen, and finding out takes as many passes as
 * with two. */
static void
test_long_chain (void)
{
  const guint n = 2000;

  for (guint is_circle = 0; is_circle < 2; is_circle++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *path = NULL;
      g_autoptr (FairReadReport) report = fair_read_report_new ();
      g_autoptr (FairStore) store = NULL;
      g_autofree char *dump = NULL;
      g_autoptr (GError) error = NULL;
      TestFileOps ops;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *id = g_strdup_printf ("%u", i);
          g_autofree char *into = g_strdup_printf ("%u", (i + 1) % n);

          append_joined (text, id, i + 1 < n || is_circle > 0 ? into : NULL);
        }
      path = test_folder_write (folder, JOURNAL, text->str);
      test_file_ops_init (&ops);
      store = fair_store_open (folder->path, &ops.ops, NULL, &error);
      g_assert_no_error (error);
      ops.bytes_read = 0;
      dump = test_store_dump (store, report);
      g_assert_cmpstr (dump, ==, is_circle > 0 ? "0" : "1999");
      g_assert_cmpuint (report->n_joined, ==, n - 1);
      g_assert_cmpuint (ops.bytes_read, <, 5 * text->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/join/there-and-back", test_there_and_back);
  g_test_add_func ("/join/refused", test_refused);
  g_test_add_func ("/join/unjoin-refused", test_unjoin_refused);
  g_test_add_func ("/join/keeper-erased", test_keeper_erased);
  g_test_add_func ("/join/staff-is-kept", test_staff_is_kept);
  g_test_add_func ("/join/end-of-chain-missing", test_end_of_chain_missing);
  g_test_add_func ("/join/half-a-join", test_half_a_join);
  g_test_add_func ("/join/both-ways", test_both_ways);
  g_test_add_func ("/join/hidden", test_hidden);
  g_test_add_func ("/join/long-chain", test_long_chain);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrections and staff notes: what changes, what stays exactly as it was, what is refused, and what a failing disk
 * leaves of them. */
#include "base/fair-paths.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-erase.h"
#include "store/journal/fair-line.h"
#include "base/fair-json.h"
#include "test-store-util.h"
#include "test-util.h"
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOURNAL "signups/signups.jsonl"
#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define NOW G_GINT64_CONSTANT (1795000000000)

#define FRAME_1 "{\"v\":1,\"op\":\"put\",\"id\":\"" ID_A "\",\"rev\":"
#define FRAME_2 ",\"at\":\"2026-11-22T15:04:05.123Z\",\"hlc\":\""
#define FRAME_3 "\",\"event\":\"fair\",\"x1\":[1.50,1234567890123456789,0.10e-3],\"form\":\"interest@1\",\"lang\":\"es\",\"answers\":"
#define FRAME_4 ",\"x2\":{\"a\":null},\"staff\":{\"notes\":\"said \\\"hi\\\"\",\"y\":1.0}}"
#define ANSWERS "{\"given_name\":\"Ann\",\"family_name\":\"Bo\",\"email\":\"a@b.edu\",\"consent\":true,\"odd\":[1.250]}"

static char *
seal (const char *object)
{
  g_autoptr (yyjson_doc) doc = yyjson_read (object, strlen (object), YYJSON_READ_NUMBER_AS_RAW);
  g_autoptr (yyjson_mut_doc) copy = yyjson_doc_mut_copy (doc, NULL);
  g_autoptr (GError) error = NULL;
  GString *line = g_string_new (NULL);

  fair_line_encode_object (line, copy, &error);
  g_assert_no_error (error);
  return g_string_free (line, FALSE);
}

static char *
put (const char *rev,
     const char *hlc,
     const char *answers)
{
  g_autofree char *object = g_strconcat (FRAME_1, rev, FRAME_2, hlc, FRAME_3, answers, FRAME_4, NULL);

  return seal (object);
}

static FairAnswers *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  FairAnswers *answers = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  return answers;
}

static gint64
correct (FairStore   *store,
         const char  *id,
         const char  *changes,
         FairForm    *form,
         GError     **error)
{
  g_autoptr (FairAnswers) answers = parse (changes);

  return fair_store_correct (store, id, answers, form, NULL, error);
}

static gint64
set_staff (FairStore   *store,
           const char  *id,
           const char  *patch,
           GError     **error)
{
  g_autoptr (FairAnswers) answers = parse (patch);

  return fair_store_set_staff (store, id, answers, error);
}

static FairForm *
load_form (void)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_pack_problem_free);
  g_autoptr (GError) error = NULL;
  FairForm *form = test_load_form (folder, NULL, problems, &error);

  g_assert_no_error (error);
  return form;
}

/* All that is not changed is there in the same bytes, digits of numbers included. */
static void
test_kept (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *old = put ("1", "5-0-a", ANSWERS);
  g_autofree char *path = test_folder_write (folder, JOURNAL, old);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  TestClock clock;
  g_autofree char *hlc = NULL, *new = NULL, *expected = NULL, *text = NULL;

  test_clock_init (&clock, NOW);
  store = fair_store_open (folder->path, NULL, &clock.clock, &error);
  g_assert_cmpint (correct (store, ID_A, "{\"family_name\":null,\"given_name\":\"Zoë\",\"new\":{\"b\":[]}}", NULL, &error), ==, 2);
  g_assert_no_error (error);
  hlc = g_strdup_printf ("%" G_GINT64_FORMAT "-0-%s", NOW, fair_store_get_device_id (store));
  new = put ("2", hlc, "{\"given_name\":\"Zoë\",\"email\":\"a@b.edu\",\"consent\":true,\"odd\":[1.250],\"new\":{\"b\":[]}}");
  expected = g_strconcat (old, new, NULL);
  text = test_read (path);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_staff (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_put_line (ID_B, 1, "5-0-a", "Ann");
  g_autofree char *with_staff = put ("1", "5-0-a", ANSWERS);
  g_autofree char *before = g_strconcat (line, with_staff, NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  g_free (test_folder_write (folder, JOURNAL, before));
  store = test_store_open (folder->path);
  g_assert_cmpint (set_staff (store, ID_B, "{\"notes\":\"kind\",\"star\":true}", &error), ==, 2);
  g_assert_no_error (error);
  first = fair_store_find_line (store, ID_B, &error);
  g_assert_nonnull (strstr (first, "\"answers\":{\"given_name\":\"Ann\"},\"staff\":{\"notes\":\"kind\",\"star\":true},\"crc\""));
  g_assert_cmpint (set_staff (store, ID_B, "{\"star\":null,\"notes\":\"very kind\"}", &error), ==, 3);
  second = fair_store_find_line (store, ID_B, &error);
  g_assert_nonnull (strstr (second, "\"staff\":{\"notes\":\"very kind\"},\"crc\""));
  g_assert_cmpint (set_staff (store, ID_A, "{\"star\":true}", &error), ==, 2);
  third = fair_store_find_line (store, ID_A, &error);
  g_assert_nonnull (strstr (third, "\"staff\":{\"notes\":\"said \\\"hi\\\"\",\"y\":1.0,\"star\":true},\"crc\""));
  g_assert_nonnull (strstr (third, ANSWERS));
}

/* A put without `staff` gets one. */
static void
test_no_staff (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = seal ("{\"v\":1,\"op\":\"put\",\"id\":\"" ID_A "\",\"rev\":1,\"at\":\"2026-11-22T15:04:05.123Z\",\"hlc\":"
                                "\"5-0-a\",\"event\":\"\",\"form\":\"\",\"lang\":\"en\",\"answers\":{}}");
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_free (test_folder_write (folder, JOURNAL, line));
  store = test_store_open (folder->path);
  g_assert_cmpint (set_staff (store, ID_A, "{\"notes\":\"kind\"}", &error), ==, 2);
  after = fair_store_find_line (store, ID_A, &error);
  g_assert_nonnull (strstr (after, "\"answers\":{},\"staff\":{\"notes\":\"kind\"},\"crc\""));
}

/* The version that is corrected may be of a laptop that takes this year for 2106: the correction wins, and whoever signs
 * up next still gets this year. */
static void
test_clocks (void)
{
  static const char *const before[] = { "4295000000000-0-z", "4295000000000-4294967295-z", "5-7-z", "1795000000000-0-z" };

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *line = test_put_line (ID_A, 1, before[i], "Ann");
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *dump = NULL, *id = NULL, *added = NULL, *recent = NULL;
      TestClock clock;

      g_free (test_folder_write (folder, JOURNAL, line));
      test_clock_init (&clock, NOW);
      store = fair_store_open (folder->path, NULL, &clock.clock, &error);
      g_assert_cmpint (correct (store, ID_A, "{\"given_name\":\"Bo\"}", NULL, &error), ==, 2);
      g_assert_no_error (error);
      g_assert_cmpint (correct (store, ID_A, "{\"given_name\":\"Cy\"}", NULL, &error), ==, 3);
      id = test_store_add (store, "Di");
      dump = test_store_dump (store, NULL);
      g_assert_cmpstr (dump, ==, "Cy Di");
      added = fair_store_find_line (store, id, &error);
      recent = g_strdup_printf ("\"hlc\":\"%" G_GINT64_FORMAT "-", NOW);
      g_assert_nonnull (strstr (added, recent));
    }
}

/* After the last time stamp that there is comes none. */
static void
test_last_time (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_put_line (ID_A, 1, "253402300799999-0-z", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, line);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (correct (store, ID_A, "{\"given_name\":\"Bo\"}", NULL, &error), ==, 0);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  after = test_read (path);
  g_assert_cmpstr (after, ==, line);
}

/* What is there already is no further version; that it is on the disk is made sure of. */
static void
test_no_difference (void)
{
  static const char *const none[] = {
    "{}", "{\"given_name\":\"Ann\"}", "{\"given_name\":\"Ann\",\"email\":\"a@b.edu\"}", "{\"gone\":null}",
    "{\"odd\":[1.25]}", "{\"consent\":true}",
  };
  static const char *const some[] = {
    "{\"odd\":null}", "{\"odd\":[1.5]}", "{\"odd\":[]}", "{\"new\":\"\"}", "{\"given_name\":\"Ann\",\"family_name\":\"Cy\"}",
  };
  g_autofree char *line = put ("1", "5-0-a", ANSWERS);

  for (gsize i = 0; i < G_N_ELEMENTS (none) + G_N_ELEMENTS (some); i++)
    {
      gboolean expected = i >= G_N_ELEMENTS (none);
      const char *given = expected ? some[i - G_N_ELEMENTS (none)] : none[i];
      g_autoptr (FairAnswers) changes = parse (given);
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *path = test_folder_write (folder, JOURNAL, line);
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      gboolean changed = !expected;

      g_test_message ("%s", given);
      g_assert_cmpint (fair_store_correct (store, ID_A, changes, NULL, &changed, &error), ==, expected ? 2 : 1);
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, expected);
      after = test_read (path);
      g_assert_cmpint (strlen (after) > strlen (line), ==, expected);
    }
}

static void
test_no_difference_in_staff (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = put ("7", "5-0-a", ANSWERS);
  g_autofree char *path = test_folder_write (folder, JOURNAL, line);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *after = NULL;

  g_assert_cmpint (set_staff (store, ID_A, "{}", NULL), ==, 7);
  g_assert_cmpint (set_staff (store, ID_A, "{\"notes\":\"said \\\"hi\\\"\",\"y\":1.0,\"star\":null}", NULL), ==, 7);
  after = test_read (path);
  g_assert_cmpstr (after, ==, line);
  g_assert_cmpint (set_staff (store, ID_A, "{\"y\":null}", NULL), ==, 8);
}

/* Whoever wrote it may have been killed before the disk had it. */
static void
test_no_difference_unconfirmed (void)
{
  for (guint fail_at = 1; fail_at <= 2; fail_at++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *line = put ("1", "5-0-a", ANSWERS);
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;
      TestFileOps ops;

      g_free (test_folder_write (folder, JOURNAL, line));
      test_file_ops_init (&ops);
      store = fair_store_open (folder->path, &ops.ops, NULL, NULL);
      test_file_ops_plan (&ops, fail_at, 1, EIO);
      ops.only = "fsync";
      g_assert_cmpint (correct (store, ID_A, "{}", NULL, &error), ==, 0);
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
      g_assert_cmpint (correct (store, ID_A, "{}", NULL, NULL), ==, 1);
    }
}

/* Up to the highest revision a version can be corrected, and there it says so. */
static void
test_last_rev (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = put ("9007199254740990", "5-0-a", ANSWERS);
  g_autofree char *path = test_folder_write (folder, JOURNAL, line);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  g_assert_cmpint (correct (store, ID_A, "{\"given_name\":\"Bo\"}", NULL, &error), ==, FAIR_REV_MAX);
  g_assert_no_error (error);
  before = test_read (path);
  g_assert_cmpint (correct (store, ID_A, "{\"given_name\":\"Cy\"}", NULL, &error), ==, 0);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  g_assert_nonnull (strstr (error->message, "highest revision"));
  after = test_read (path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_not_found (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *gone = test_erase_line (ID_A, "4-0-a");
  g_autofree char *text = g_strconcat (ann, gone, NULL);
  g_autofree char *path = test_folder_write (folder, JOURNAL, text);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  static const char *const ids[] = { ID_A, ID_B, "", "\"" };
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) staff_error = NULL;

      g_assert_cmpint (correct (store, ids[i], "{\"given_name\":\"Bo\"}", NULL, &error), ==, 0);
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
      g_assert_cmpint (set_staff (store, ids[i], "{}", &staff_error), ==, 0);
      g_assert_error (staff_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
    }
  after = test_read (path);
  g_assert_cmpstr (after, ==, text);
}

typedef struct
{
  const char *changes;
  const char *refusal; /* a part of it; NULL: none */
  const char *answers; /* afterwards; NULL: as before */
} FormCase;

#define OLD "\"given_name\":\"Ann\",\"email\":\"a@b.edu\",\"consent\":true"

static const FormCase form_cases[] = {
  { "{\"given_name\":\" Zoe\\u0308 \"}", NULL, "{\"given_name\":\"Zoë\",\"email\":\"a@b.edu\",\"consent\":true,\"graduation_year\":1492,\"odd\":1}" },
  { "{\"phone\":\"  \",\"given_name\":\" Ann \"}", NULL, NULL },
  { "{\"graduation_year\":2027}", NULL, "{" OLD ",\"graduation_year\":2027,\"odd\":1}" },
  { "{\"graduation_year\":null,\"odd\":null}", NULL, "{" OLD "}" },
  { "{\"unheard_of\":[1]}", NULL, "{" OLD ",\"graduation_year\":1492,\"odd\":1,\"unheard_of\":[1]}" },
  { "{\"email\":\"nobody\"}", "email: ", NULL },
  { "{\"email\":null}", "email: ", NULL },
  { "{\"email\":\"\"}", "email: ", NULL },
  { "{\"given_name\":null}", "given_name: ", NULL },
  { "{\"graduation_year\":1493}", "graduation_year: ", NULL },
  { "{\"consent\":false}", "consent: ", NULL },
  { "{\"given_name\":7,\"email\":8}", "; email: ", NULL },
};

/* What was wrong before and is not touched (the year, here) is no hindrance; what would become wrong is. */
static void
test_form (void)
{
  g_autoptr (FairForm) form = load_form ();
  g_autofree char *line = put ("1", "5-0-a", "{" OLD ",\"graduation_year\":1492,\"odd\":1}");

  for (gsize i = 0; i < G_N_ELEMENTS (form_cases); i++)
    {
      const FormCase *one = &form_cases[i];
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *path = test_folder_write (folder, JOURNAL, line);
      g_autoptr (FairStore) store = test_store_open (folder->path);
      g_autoptr (GError) error = NULL;
      gint64 rev = correct (store, ID_A, one->changes, form, &error);
      g_autofree char *text = test_read (path);

      g_test_message ("%s", one->changes);
      if (one->refusal != NULL)
        {
          g_assert_error (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_ANSWERS);
          g_assert_nonnull (strstr (error->message, one->refusal));
          g_assert_null (strstr (error->message, "1492"));
          g_assert_cmpint (rev, ==, 0);
          g_assert_cmpstr (text, ==, line);
        }
      else
        {
          g_autofree char *standing = fair_store_find_line (store, ID_A, &error);

          g_assert_no_error (error);
          g_assert_cmpint (rev, ==, one->answers != NULL ? 2 : 1);
          if (one->answers != NULL)
            g_assert_nonnull (strstr (standing, one->answers));
          else
            g_assert_cmpstr (text, ==, line);
        }
    }
}

static void
test_too_long (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *line = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *path = test_folder_write (folder, JOURNAL, line);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *huge = g_strnfill (65400, 'x');
  g_autofree char *patch = g_strdup_printf ("{\"notes\":\"%s\"}", huge);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (set_staff (store, ID_A, patch, &error), ==, 0);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG);
  after = test_read (path);
  g_assert_cmpstr (after, ==, line);
}

/* Of several corrections each builds on the one before, whichever store makes it. */
static void
test_two_stores (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) first = test_store_open (folder->path);
  g_autoptr (FairStore) second = test_store_open (folder->path);
  g_autofree char *id = test_store_add (first, "Ann");
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_assert_cmpint (correct (second, id, "{\"a\":1}", NULL, &error), ==, 2);
  g_assert_cmpint (correct (first, id, "{\"b\":2}", NULL, &error), ==, 3);
  g_assert_cmpint (set_staff (second, id, "{\"c\":3}", &error), ==, 4);
  g_assert_no_error (error);
  line = fair_store_find_line (first, id, &error);
  g_assert_nonnull (strstr (line, "\"answers\":{\"given_name\":\"Ann\",\"a\":1,\"b\":2},\"staff\":{\"c\":3}"));
}

/* Several processes correct the same sign-up at once: no change is lost. */
static void
test_processes (void)
{
  enum { N_CHILDREN = 4, N_EACH = 25 };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = NULL;
  g_autofree char *line = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *after = NULL;

  g_free (test_folder_write (folder, JOURNAL, line));
  for (int i = 0; i < N_CHILDREN; i++)
    {
      if (fork () == 0)
        {
          g_autoptr (FairStore) own = fair_store_open (folder->path, NULL, NULL, NULL);

          for (int j = 0; j < N_EACH; j++)
            {
              g_autofree char *patch = g_strdup_printf ("{\"n%d-%d\":true}", i, j);

              if (set_staff (own, ID_A, patch, NULL) == 0)
                _exit (1);
            }
          _exit (0);
        }
    }
  for (int i = 0; i < N_CHILDREN; i++)
    {
      int status;

      g_assert_cmpint (wait (&status), >, 0);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
  store = test_store_open (folder->path);
  after = fair_store_find_line (store, ID_A, NULL);
  for (int i = 0; i < N_CHILDREN * N_EACH; i++)
    {
      g_autofree char *member = g_strdup_printf ("\"n%d-%d\":true", i % N_CHILDREN, i / N_CHILDREN);

      g_assert_nonnull (strstr (after, member));
    }
  g_assert_nonnull (strstr (after, "\"rev\":101,"));
}

/* Either the old version stands or the new one, as the answer says; trying again works; the others are untouched. */
static void
run_faults (TestFileOps *ops,
            guint        fail_at,
            guint        fail_for,
            int          errnum)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *ann = test_put_line (ID_A, 1, "5-0-a", "Ann");
  g_autofree char *bo = test_put_line (ID_B, 1, "6-0-a", "Bo");
  g_autofree char *text = g_strconcat (ann, bo, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairStore) other = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = NULL, *last = NULL;
  gint64 rev, again;

  g_free (test_folder_write (folder, JOURNAL, text));
  store = fair_store_open (folder->path, &ops->ops, NULL, &error);
  test_file_ops_plan (ops, fail_at, fail_for, errnum);
  rev = correct (store, ID_A, "{\"given_name\":\"Zoe\"}", NULL, &error);
  ops->fail_at = 0;
  g_assert_true ((rev == 2) == (error == NULL));
  g_assert_true (error == NULL || (error->domain == FAIR_STORE_ERROR && strchr (error->message, '/') != NULL));
  dump = test_store_dump (store, NULL);
  g_assert_cmpstr (dump, ==, rev != 0 ? "Bo Zoe" : "Ann Bo");

  again = correct (store, ID_A, "{\"given_name\":\"Cy\"}", NULL, NULL);
  g_assert_cmpint (again, ==, rev != 0 ? 3 : 2);
  other = test_store_open (folder->path);
  last = test_store_dump (other, report);
  g_assert_cmpstr (last, ==, "Bo Cy");
  g_assert_cmpuint (report->n_lines, ==, rev != 0 ? 4 : 3);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
}

static void
test_faults (void)
{
  g_assert_cmpuint (test_fault_cases (run_faults), >, 150);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/correct/kept", test_kept);
  g_test_add_func ("/correct/staff", test_staff);
  g_test_add_func ("/correct/no-staff", test_no_staff);
  g_test_add_func ("/correct/clocks", test_clocks);
  g_test_add_func ("/correct/last-time", test_last_time);
  g_test_add_func ("/correct/last-rev", test_last_rev);
  g_test_add_func ("/correct/no-difference", test_no_difference);
  g_test_add_func ("/correct/no-difference/staff", test_no_difference_in_staff);
  g_test_add_func ("/correct/no-difference/unconfirmed", test_no_difference_unconfirmed);
  g_test_add_func ("/correct/not-found", test_not_found);
  g_test_add_func ("/correct/form", test_form);
  g_test_add_func ("/correct/too-long", test_too_long);
  g_test_add_func ("/correct/two-stores", test_two_stores);
  g_test_add_func ("/correct/processes", test_processes);
  g_test_add_func ("/correct/faults", test_faults);

  return g_test_run ();
}

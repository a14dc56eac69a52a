/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of visits: added up on a laptop, merged from laptops in any order and as often as one likes, and never in anybody's way. */
#include "visits/fair-visits.h"

#include "collect/fair-collect-preview.h"
#include "collect/fair-collect.h"
#include "test-stick.h"
#include "test-store-util.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define HOUR G_GINT64_CONSTANT (1795359600000) /* 2026-11-22T15:00:00.000Z */
#define VISITS "Hall 2 (" TEST_STICK_DEVICE ").visits.json"
#define SECOND_VISITS "Hall 2 (" TEST_STICK_DEVICE ") 2.visits.json"
#define OWN "data/visits/" TEST_STICK_DEVICE ".visits.json"
#define TEXT                                                                                                                        \
  "{\"v\":1,\"device\":\"" TEST_STICK_DEVICE "\",\"hours\":[{\"hour\":\"2026-11-22T15:00:00.000Z\",\"event\":\"spring\","            \
  "\"page_views\":{\"about\":2},\"page_seconds\":{\"about\":95},\"photos_opened\":{\"harbor\":1},\"forms_begun\":{\"interest@1\":1}," \
  "\"left_at\":{\"degree\":1}}]}\n"

static FairVisitCounts *
make_counts (void)
{
  FairVisitCounts *counts = fair_visit_counts_new ();

  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_LEFT_AT, "degree", 1);
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_PAGE_VIEWS, "about", 1);
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_PAGE_SECONDS, "about", 95);
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_PAGE_VIEWS, "about", 1);
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_PHOTOS_OPENED, "harbor", 1);
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_FORMS_BEGUN, "interest@1", 1);
  /* no ids */
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_LEFT_AT, "What somebody typed", 1);
  fair_visit_counts_add (counts, HOUR, "Ann Example", FAIR_VISIT_PAGE_VIEWS, "about", 1);
  fair_visit_counts_add (counts, HOUR, "spring", FAIR_VISIT_PAGE_VIEWS, "", 1);
  return counts;
}

static void
assert_text (FairVisitCounts *counts,
             const char      *expected)
{
  g_autofree char *text = fair_visit_counts_write (counts, TEST_STICK_DEVICE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  g_autoptr (FairVisitCounts) counts = make_counts (), again = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *device = NULL;
  g_autoptr (GError) error = NULL;

  assert_text (counts, TEXT);
  again = fair_visit_counts_read (TEXT, strlen (TEXT), &device, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (device, ==, TEST_STICK_DEVICE);
  assert_text (again, TEXT);
  fair_visit_counts_add (again, HOUR, "spring", FAIR_VISIT_PAGE_VIEWS, "about", G_MAXUINT64);
  list = fair_visit_counts_list (again);
  g_assert_cmpuint (((FairVisitCount *) list->pdata[0])->n, ==, 9007199254740991);
}

static void
test_damaged (void)
{
  static const struct
  {
    const char *from; /* a part of the text */
    const char *to;
    int code;
  } cases[] = {
    { "\"v\":1,", "", FAIR_STORE_ERROR_LINE },
    { "\"v\":1", "\"v\":2", FAIR_STORE_ERROR_IO },
    { "\"v\":1", "\"v\":\"1\"", FAIR_STORE_ERROR_LINE },
    { "\"" TEST_STICK_DEVICE "\"", "\"../x\"", FAIR_STORE_ERROR_LINE },
    { "\"" TEST_STICK_DEVICE "\"", "7", FAIR_STORE_ERROR_LINE },
    { ":2}", ":-2}", FAIR_STORE_ERROR_LINE },
    { ":2}", ":0}", FAIR_STORE_ERROR_LINE },
    { ":2}", ":1.5}", FAIR_STORE_ERROR_LINE },
    { ":2}", ":9007199254740992}", FAIR_STORE_ERROR_LINE },
    { ":2}", ":\"2\"}", FAIR_STORE_ERROR_LINE },
    { ":2}", ":2,\"about\":1}", FAIR_STORE_ERROR_LINE },
    { "{\"about\":2}", "[2]", FAIR_STORE_ERROR_LINE },
    { "\"degree\"", "\"what I typed\"", FAIR_STORE_ERROR_LINE },
    { "\"spring\"", "\"a spring\"", FAIR_STORE_ERROR_LINE },
    { "T15:00:00.000Z", "T15", FAIR_STORE_ERROR_LINE },
    { "[{", "[{\"hour\":\"2026-11-22T15:00:00.000Z\",\"event\":\"spring\"},{", FAIR_STORE_ERROR_LINE },
    { "[{", "[7,{", FAIR_STORE_ERROR_LINE },
    { "}]}\n", "}", FAIR_STORE_ERROR_LINE },
    { "\"hours\"", "\"days\"", FAIR_STORE_ERROR_LINE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (TEXT);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      g_assert_null (fair_visit_counts_read (text->str, text->len, NULL, &error));
      g_assert_error (error, FAIR_STORE_ERROR, cases[i].code);
    }
  for (gsize length = 0; length < strlen (TEXT) - 1; length++)
    g_assert_null (fair_visit_counts_read (TEXT, length, NULL, NULL));
}

/* As a laptop counts on, its file is met now and then, by whomever, in whatever order: what is greatest is what was counted last. */
static void
test_merged_in_any_order (void)
{
  enum { N_STATES = 12, N_ROUNDS = 50 };
  g_autoptr (FairVisitCounts) counting = fair_visit_counts_new ();
  g_autofree char *last = NULL;
  char *states[N_STATES];

  for (guint i = 0; i < N_STATES; i++)
    {
      for (int j = 0; j < 20; j++)
        {
          g_autofree char *id = g_strdup_printf ("p%d", g_test_rand_int_range (0, 4));

          fair_visit_counts_add (counting, HOUR + 3600000 * g_test_rand_int_range (0, 3), g_test_rand_bit () ? "spring" : "",
                                 (FairVisitKind) g_test_rand_int_range (0, FAIR_VISIT_N_KINDS), id, 1);
        }
      states[i] = fair_visit_counts_write (counting, TEST_STICK_DEVICE);
    }
  last = g_strdup (states[N_STATES - 1]);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (FairVisitCounts) merged = fair_visit_counts_new (), end = fair_visit_counts_read (last, strlen (last), NULL, NULL);
      gsize met_last = (gsize) g_test_rand_int_range (0, 2 * N_STATES);

      for (gsize i = 0; i < 2 * N_STATES; i++)
        {
          const char *state = i == met_last ? last : states[g_test_rand_int_range (0, N_STATES)];
          g_autoptr (FairVisitCounts) met = fair_visit_counts_read (state, strlen (state), NULL, NULL);

          fair_visit_counts_take_greatest (merged, met);
        }
      assert_text (merged, last);
      g_assert_false (fair_visit_counts_take_greatest (merged, end));
      assert_text (merged, last);
    }
  for (guint i = 0; i < N_STATES; i++)
    g_free (states[i]);
}

static void
count_on (TestStick *self)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (FairVisitCounts) counts = make_counts ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_visits_add (store, counts, &error));
  g_assert_no_error (error);
}

static void
assert_file (TestStick  *self,
             const char *name,
             const char *expected)
{
  g_autofree char *path = test_folder_path (self->folder, name), *text = test_read (path);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_added_up (TestStick     *self,
               gconstpointer  data)
{
  g_autofree char *path = test_folder_path (self->folder, OWN), *folder = test_folder_path (self->folder, "data/visits"), *names = NULL;
  g_autofree char *twice = NULL;
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (FairVisitCounts) counts = make_counts (), all = NULL;
  struct stat status;

  count_on (self);
  assert_file (self, OWN, TEXT);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  count_on (self);
  fair_visit_counts_add_all (counts, counts);
  twice = fair_visit_counts_write (counts, TEST_STICK_DEVICE);
  assert_file (self, OWN, twice);
  names = test_stick_list (folder);
  g_assert_cmpstr (names, ==, TEST_STICK_DEVICE ".visits.json|lock");
  all = fair_visits_load (store, NULL);
  assert_text (all, twice);
}

/* What is damaged is kept, named, and counted on beside; what is of a newer version is nobody's to replace. */
static void
test_damaged_file (TestStick     *self,
                   gconstpointer  data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FairVisitCounts) none = NULL, counts = make_counts ();
  g_autofree char *path = test_folder_write (self->folder, OWN, "{\"v\":1,\"devi"), *folder = g_path_get_dirname (path), *names = NULL;
  g_autoptr (GError) error = NULL;

  none = fair_visits_load (store, problems);
  g_assert_true (fair_visit_counts_is_empty (none));
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], path));
  count_on (self);
  assert_file (self, OWN, TEXT);
  names = test_stick_list (folder);
  g_assert_nonnull (strstr (names, TEST_STICK_DEVICE ".visits.json.damaged-"));

  g_free (test_folder_write (self->folder, OWN, "{\"v\":2}"));
  g_assert_false (fair_visits_add (store, counts, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  assert_file (self, OWN, "{\"v\":2}");
}

/* Whatever fails, what was counted is in the file once it was added again, once. */
static void
test_faults (TestStick     *self,
             gconstpointer  data)
{
  g_autofree char *path = test_folder_path (self->folder, OWN);
  g_autoptr (FairVisitCounts) counts = make_counts ();
  guint n = 0;

  for (guint fail_at = 1; n == fail_at - 1; fail_at++)
    {
      TestFileOps ops;
      g_autoptr (FairStore) store = NULL;
      gboolean added;

      test_file_ops_init (&ops);
      store = fair_store_open (self->data, &ops.ops, NULL, NULL);
      g_remove (path);
      test_file_ops_plan (&ops, fail_at, 1, EIO);
      added = fair_visits_add (store, counts, NULL);
      n += ops.failures;
      test_file_ops_plan (&ops, 0, 0, 0);
      g_assert_true (added || fair_visits_add (store, counts, NULL));
      assert_file (self, OWN, TEXT);
    }
  g_test_message ("%u operations failed", n);
  g_assert_cmpuint (n, >, 10);
}

/* Nothing is made again in the place of a disk that was pulled out. */
static void
test_folder_gone (TestStick     *self,
                  gconstpointer  data)
{
  g_autoptr (FairStore) store = test_store_open (self->data);
  g_autoptr (FairVisitCounts) counts = make_counts ();
  g_autofree char *away = test_folder_path (self->folder, "away");
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_rename (self->data, away));
  g_assert_false (fair_visits_add (store, counts, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  g_assert_false (g_file_test (self->data, G_FILE_TEST_EXISTS));
}

static void
test_handed_over (TestStick     *self,
                  gconstpointer  data)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FairHandOver) result = NULL;

      if (i == 0)
        count_on (self);
      result = test_stick_hand_over_well (self);
      g_assert_cmpstr (result->visits, ==, VISITS);
      g_assert_null (result->visits_problem);
      g_assert_cmpuint (result->kept->len, ==, 0);
      test_stick_assert_names (self, TEST_STICK_FILE "|" VISITS);
      assert_file (self, "stick/" VISITS, TEXT);
    }
}

/* What is another's stays, and a data folder that was put back as it was takes nothing away. */
static void
test_handed_over_beside (TestStick     *self,
                         gconstpointer  data)
{
  g_autoptr (FairHandOver) first = NULL, second = NULL;
  g_autofree char *path = test_folder_path (self->folder, OWN);
  g_autoptr (GString) more = g_string_new (TEXT);

  g_free (test_folder_write (self->folder, "stick/" VISITS, "precious"));
  count_on (self);
  first = test_stick_hand_over_well (self);
  g_assert_cmpstr (first->visits, ==, SECOND_VISITS);
  assert_file (self, "stick/" VISITS, "precious");
  g_string_replace (more, ":95", ":96", 1);
  g_free (test_folder_write (self->folder, "stick/" SECOND_VISITS, more->str));
  second = test_stick_hand_over_well (self);
  assert_file (self, "stick/" SECOND_VISITS, more->str);

  g_free (test_folder_write (self->folder, OWN, "damaged"));
  g_clear_pointer (&second, fair_hand_over_free);
  second = test_stick_hand_over_well (self);
  g_assert_null (second->visits);
  g_assert_nonnull (second->visits_problem);
  test_stick_assert_current (self, TEST_STICK_FILE);
}

static FairCollectResult *
collect (TestStick  *self,
         FairStore  *store,
         const char *name)
{
  g_autofree char *path = test_folder_path (self->folder, name);
  g_autoptr (GError) error = NULL;
  FairCollectResult *result =
    fair_collect (store, (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_collected (TestStick     *self,
                gconstpointer  data)
{
  g_autofree char *folder = test_folder_path (self->folder, "here");
  g_autoptr (FairStore) store = test_store_open (folder);

  count_on (self);
  fair_hand_over_free (test_stick_hand_over_well (self));
  g_free (test_folder_write (self->folder, "stick/damaged.visits.json", "{}"));
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FairCollectResult) result = collect (self, store, i < 2 ? "stick" : "stick/" VISITS);
      g_autoptr (FairVisitCounts) all = fair_visits_load (store, NULL);

      g_assert_cmpuint (result->n_visits, ==, 1);
      g_assert_cmpuint (result->report->n_new, ==, i == 0 ? 2 : 0);
      g_assert_cmpuint (result->report->n_refused_files, ==, i < 2 ? 1 : 0);
      g_assert_cmpuint (result->refused->len, ==, i < 2 ? 1 : 0);
      assert_text (all, TEXT);
    }
  assert_file (self, "here/visits/" TEST_STICK_DEVICE ".visits.json", TEXT);
}

static void
test_previewed (TestStick     *self,
                gconstpointer  data)
{
  g_autofree char *folder = test_folder_path (self->folder, "here");
  g_autoptr (FairStore) store = test_store_open (folder);
  g_autoptr (FairCollectPreview) preview = NULL;
  g_auto (GStrv) paths = NULL;

  count_on (self);
  fair_hand_over_free (test_stick_hand_over_well (self));
  g_free (test_folder_write (self->folder, "stick/damaged.visits.json", "{}"));
  preview = fair_collect_preview (store, (const char *const[]) { self->stick, NULL }, NULL, NULL, NULL);
  g_assert_cmpuint (preview->files->len, ==, 1);
  g_assert_cmpuint (preview->passed_over->len, ==, 0);
  g_assert_cmpuint (preview->visits->len, ==, 2);
  g_assert_null (((FairCollectVisits *) preview->visits->pdata[0])->problem);
  g_assert_nonnull (((FairCollectVisits *) preview->visits->pdata[1])->problem);
  paths = fair_collect_preview_list_paths (preview);
  g_assert_cmpuint (g_strv_length (paths), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (TestStick *self, gconstpointer data);
  } tests[] = {
    { "/visit-counts/added-up", test_added_up },
    { "/visit-counts/damaged-file", test_damaged_file },
    { "/visit-counts/faults", test_faults },
    { "/visit-counts/folder-gone", test_folder_gone },
    { "/visit-counts/handed-over", test_handed_over },
    { "/visit-counts/handed-over-beside", test_handed_over_beside },
    { "/visit-counts/collected", test_collected },
    { "/visit-counts/previewed", test_previewed },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit-counts/text", test_text);
  g_test_add_func ("/visit-counts/damaged", test_damaged);
  g_test_add_func ("/visit-counts/merged-in-any-order", test_merged_in_any_order);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, TestStick, NULL, test_stick_set_up, tests[i].run, test_stick_tear_down);
  return g_test_run ();
}

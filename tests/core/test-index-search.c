/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching, filtering and sorting the index: whom a typed text finds, in which order, as if each person were asked in turn. */
#include "base/fair-json.h"
#include "store/index/fair-index-query.h"
#include "store/index/fair-index-search.h"
#include "store/journal/fair-journal-line.h"
#include "store/standing/fair-search.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define DAY G_GINT64_CONSTANT (86400000)
#define FIRST_DAY G_GINT64_CONSTANT (1795305600000) /* 2026-11-22 */

/* Appends a line whose answers and staff notes are @answers and @staff, both JSON. */
static void
append_put (GString    *journal,
            guint       number,
            const char *event,
            int         day,
            const char *answers,
            const char *staff)
{
  g_autoptr (yyjson_doc) answers_doc = fair_json_read_line (answers, strlen (answers), NULL, NULL);
  g_autoptr (yyjson_doc) staff_doc = fair_json_read_line (staff, strlen (staff), NULL, NULL);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  g_autofree char *at = g_strdup_printf ("2026-11-%02dT10:00:00Z", 22 + day);
  g_autoptr (GError) error = NULL;
  FairHlc hlc = { 5 + number, 0, "a" };
  FairPut put = { .id = id, .rev = 1, .at = at, .hlc = &hlc, .event = event, .form = "interest@1", .lang = "en" };

  g_assert_nonnull (answers_doc);
  g_assert_nonnull (staff_doc);
  put.answers = yyjson_val_mut_copy (doc, yyjson_doc_get_root (answers_doc));
  put.staff = yyjson_val_mut_copy (doc, yyjson_doc_get_root (staff_doc));
  g_assert_true (fair_journal_line_encode_put (journal, &put, &error));
  g_assert_no_error (error);
}

static FairIndex *
load (TestFolder *folder,
      GString    *journal)
{
  g_autofree char *path = test_folder_write (folder, JOURNAL, journal->str);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;
  FairIndex *index = fair_index_load (store, NULL, &error);

  g_assert_no_error (error);
  return index;
}

/* Six people whose numbers are their rows. */
static FairIndex *
load_people (TestFolder *folder)
{
  g_autoptr (GString) journal = g_string_new (NULL);

  append_put (journal, 0, "spring", 0, "{\"given_name\":\"Zoë\",\"family_name\":\"O’Brien-Søn\",\"email\":\"zoe@example.org\","
              "\"medical_school\":\"Łódź Medical\",\"graduation_year\":2027,\"interests\":[\"global_health\"]}",
              "{\"mark\":true}");
  append_put (journal, 1, "autumn", 2, "{\"given_name\":\"Ann\",\"family_name\":\"Lee\",\"medical_school\":\"BU\","
              "\"graduation_year\":2028,\"question\":\"100% of \\\"NICU\\\" [a-z]* \\\\d?\"}", "{\"mark\":false}");
  append_put (journal, 2, "", 1, "{\"given_name\":\"ann\",\"family_name\":\"LEE\"}", "{\"star\":1,\"mark\":null}");
  append_put (journal, 3, "spring", 1, "{\"given_name\":\"Ångström\",\"medical_school\":\"bu\",\"graduation_year\":2027}",
              "{\"mark\":\"\"}");
  append_put (journal, 4, "spring", 3, "{\"family_name\":\"Abercrombie-Featherstonehaugh the Second\"}", "{}");
  append_put (journal, 5, "spring", 3, "{\"family_name\":\"Abercrombie-Featherstonehaugh the First\",\"given_name\":\"李\"}",
              "{\"mark\":\"later\"}");
  return load (folder, journal);
}

static char *
list_rows (FairIndexResult *result)
{
  GString *text = g_string_new (NULL);
  guint n_rows;
  const guint32 *rows = fair_index_result_get_rows (result, &n_rows);

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", rows[i]);
  return g_string_free (text, FALSE);
}

typedef struct
{
  FairIndexQuery query;
  const char *rows;
} Case;

static const Case cases[] = {
  { { .since = FAIR_INDEX_SINCE_EVER }, "0 2 3 1 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .descending = TRUE }, "5 4 1 3 2 0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .sort = FAIR_INDEX_SORT_NAME }, "5 4 3 2 1 0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .sort = FAIR_INDEX_SORT_NAME, .descending = TRUE }, "0 1 2 3 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .sort = FAIR_INDEX_SORT_SCHOOL }, "2 4 5 3 1 0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .sort = FAIR_INDEX_SORT_YEAR }, "2 4 5 0 3 1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .event = "spring" }, "0 3 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .event = "" }, "2" },
  { { .since = FAIR_INDEX_SINCE_EVER, .event = "nowhere" }, "" },
  { { .since = FAIR_INDEX_SINCE_EVER, .marked_only = TRUE }, "0 2 5" },
  { { .since = FIRST_DAY + DAY + 10 * DAY / 24 }, "2 3 1 4 5" },
  { { .since = FIRST_DAY + DAY + 10 * DAY / 24 + 1 }, "1 4 5" },
  { { .since = FIRST_DAY + DAY, .event = "spring", .marked_only = TRUE, .typed = "first" }, "5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "" }, "0 2 3 1 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = " \t " }, "0 2 3 1 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "zoe" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "ZOÉ" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "o'brien" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "SON zo" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "obrien-son" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "brienson" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "angstrom" }, "3" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "ann lee" }, "2 1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "lee ann lee" }, "2 1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "lee zoe" }, "" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "bu" }, "3 1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "lodz" }, "0" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "2027" }, "0 3" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "2027 bu" }, "3" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "_" }, "0 2 3 1 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "100%" }, "1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "\"nicu\"" }, "1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "[a-z]*" }, "0 1" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "\\d?" }, "0 1 4" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "." }, "0 2 3 1 4 5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "李" }, "5" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "xylophone" }, "" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "given_name" }, "" },
  { { .since = FAIR_INDEX_SINCE_EVER, .typed = "spring" }, "" },
};

static void
test_cases (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairIndex) index = load_people (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FairIndexResult) result = fair_index_query (index, &cases[i].query, NULL);
      g_autofree char *rows = list_rows (result);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

/* Whatever was asked before, the answer is the same. */
static void
test_earlier (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairIndex) index = load_people (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FairIndexResult) earlier = fair_index_query (index, &cases[i].query, NULL);

      for (gsize j = 0; j < G_N_ELEMENTS (cases); j++)
        {
          g_autoptr (FairIndexResult) result = fair_index_query (index, &cases[j].query, earlier);
          g_autofree char *rows = list_rows (result);

          g_assert_cmpstr (rows, ==, cases[j].rows);
        }
    }
}

static void
test_narrows (void)
{
  g_assert_true (fair_index_search_narrows ("ann", "an"));
  g_assert_true (fair_index_search_narrows ("Ánn lee", "lee an"));
  g_assert_true (fair_index_search_narrows ("x", " "));
  g_assert_false (fair_index_search_narrows ("an", "ann"));
  g_assert_false (fair_index_search_narrows ("ann", "ann lee"));
  g_assert_false (fair_index_search_narrows ("annlee", "ann x"));
}

/* Words of every length at every place in texts of every length; what is behind a text is never found. */
static void
test_find (void)
{
  char block[80 + FAIR_INDEX_TEXT_PADDING];

  for (gsize length = 1; length <= 70; length++)
    {
      for (gsize word_length = 1; word_length <= length; word_length++)
        {
          for (gsize place = 0; place + word_length <= length; place++)
            {
              memset (block, 'a', sizeof block);
              memset (block + place, 'b', word_length);
              block[place + word_length - 1] = 'c';
              g_assert_true (fair_index_search_find (block, length, block + place, word_length) == block + place);
              g_assert_null (fair_index_search_find (block, place + word_length - 1, block + place, word_length));
            }
        }
    }
}

static const char *const letters[] = { "a", "b", "A", "á", "b", " ", "ø", "’", "x", "ab", "李", "-" };

static char *
make_text (GRand *random,
           int    most)
{
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (random, 0, most); i > 0; i--)
    g_string_append (text, letters[g_rand_int_range (random, 0, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

static FairIndex *
load_random (GRand      *random,
             TestFolder *folder,
             int         n_people,
             GPtrArray  *texts)
{
  g_autoptr (GString) journal = g_string_new (NULL);

  for (int i = 0; i < n_people; i++)
    {
      g_autofree char *given_name = make_text (random, 12);
      g_autofree char *family_name = make_text (random, 40);
      g_autofree char *school = make_text (random, 4);
      g_autofree char *answers =
        g_strdup_printf ("{\"question\":\"%s\",\"medical_school\":\"%s\",\"family_name\":\"%s\",\"graduation_year\":%d}",
                         given_name, school, family_name, g_rand_int_range (random, 2020, 2025));
      g_autoptr (yyjson_doc) doc = fair_json_read_line (answers, strlen (answers), NULL, NULL);

      append_put (journal, (guint) i, "fair", g_rand_int_range (random, 0, 5), answers, "{}");
      g_ptr_array_add (texts, fair_search_dup_text (yyjson_doc_get_root (doc)));
    }
  return load (folder, journal);
}

/* The set is that of asking each in turn, and each is listed before the next. */
static void
assert_answer (FairIndexResult *result,
               const char      *typed,
               GPtrArray       *texts)
{
  g_auto (GStrv) words = fair_search_split (typed);
  guint n_rows, n_expected = 0;
  const guint32 *rows = fair_index_result_get_rows (result, &n_rows);

  for (guint i = 0; i < texts->len; i++)
    {
      gboolean matches = fair_search_match ((const char *const *) words, g_ptr_array_index (texts, i));

      g_assert_cmpint (fair_index_result_matches (result, i), ==, matches);
      n_expected += matches;
    }
  g_assert_cmpuint (n_rows, ==, n_expected);
  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_true (fair_index_result_matches (result, rows[i]));
      g_assert_true (i == 0 || fair_index_result_compare (result, rows[i - 1], rows[i]) < 0);
    }
}

static void
type_random (GRand     *random,
             FairIndex *index,
             GPtrArray *texts)
{
  g_autofree char *whole = make_text (random, 8);
  g_autoptr (FairIndexResult) earlier = NULL;
  FairIndexQuery query = { .since = FAIR_INDEX_SINCE_EVER, .sort = (FairIndexSort) g_rand_int_range (random, 0, 4),
                           .descending = g_rand_boolean (random) };

  for (const char *end = whole;; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (whole, (gsize) (end - whole));
      FairIndexResult *result;

      query.typed = typed;
      result = fair_index_query (index, &query, earlier);
      assert_answer (result, typed, texts);
      g_clear_pointer (&earlier, fair_index_result_unref);
      earlier = result;
      if (*end == '\0')
        return;
    }
}

/* Random people, and random texts typed letter by letter. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FairIndex) index = load_random (random, folder, 500, texts);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 200; i++)
    type_random (random, index, texts);
}

/* So many that several threads search, and pages and blocks are crossed. */
static void
test_many (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FairIndex) index = load_random (random, folder, 40000, texts);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 2; i++)
    type_random (random, index, texts);
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairIndex) index = load_people (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairIndexResult) answer = NULL;
  g_autofree char *rows = NULL;
  FairIndexQuery query = FAIR_INDEX_QUERY_ALL;

  query.typed = "lee";
  fair_index_query_async (index, &query, NULL, cancellable, keep_result, &first);
  g_cancellable_cancel (cancellable);
  fair_index_query_async (index, &query, NULL, NULL, keep_result, &second);
  while (first == NULL || second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fair_index_query_finish (first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  answer = fair_index_query_finish (second, NULL);
  rows = list_rows (answer);
  g_assert_cmpstr (rows, ==, "2 1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/index-search/cases", test_cases);
  g_test_add_func ("/index-search/earlier", test_earlier);
  g_test_add_func ("/index-search/narrows", test_narrows);
  g_test_add_func ("/index-search/find", test_find);
  g_test_add_func ("/index-search/random", test_random);
  g_test_add_func ("/index-search/many", test_many);
  g_test_add_func ("/index-search/async", test_async);

  return g_test_run ();
}

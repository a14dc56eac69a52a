/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a query finds, and in which order: as if each person were asked in turn. */
#include "base/fair-json.h"
#include "base/fair-text.h"
#include "store/people/fair-people-list.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

#define JOURNAL "signups/signups.jsonl"
#define DAY G_GINT64_CONSTANT (86400000)
#define FIRST_DAY G_GINT64_CONSTANT (1795305600000) /* 2026-11-22 */

/* Appends a version whose answers and staff notes are @answers and @staff, both JSON. */
static void
append_version (GString    *journal,
                guint       number,
                const char *event,
                int         day,
                const char *answers,
                const char *staff)
{
  g_autofree char *json =
    g_strdup_printf ("{\"v\":1,\"op\":\"put\",\"id\":\"00000000-0000-4000-8000-%012u\",\"rev\":1,"
                     "\"at\":\"2026-11-%02dT10:00:00Z\",\"hlc\":\"%u-0-a\",\"event\":\"%s\",\"form\":\"interest@1\","
                     "\"lang\":\"en\",\"answers\":%s,\"staff\":%s}",
                     number, 22 + day, 5 + number, event, answers, staff);
  g_autoptr (yyjson_doc) doc = yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG);
  g_autoptr (yyjson_mut_doc) copy = yyjson_doc_mut_copy (doc, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (copy);
  g_assert_true (fair_line_encode_object (journal, copy, &error));
  g_assert_no_error (error);
}

/* Six people, whose ids end with their numbers. */
static void
append_people (GString *journal)
{
  append_version (journal, 0, "spring", 0,
                  "{\"given_name\":\"Zoë\",\"family_name\":\"O’Brien-Søn\",\"email\":\"zoe@example.org\","
                  "\"medical_school\":\"Łódź Medical\",\"graduation_year\":2027,\"interests\":[\"neonatology\",\"primary_care\"],\"degree\":\"MD\"}",
                  "{\"mark\":true}");
  append_version (journal, 1, "autumn", 2,
                  "{\"given_name\":\"Ann\",\"family_name\":\"Lee\",\"medical_school\":\"BU\",\"graduation_year\":2028,"
                  "\"question\":\"How is the\\n\\t \\\"NICU\\\"?\",\"consent\":true,\"degree\":\"DO\"}",
                  "{\"mark\":false}");
  append_version (journal, 2, "", 1, "{\"given_name\":\"ann\",\"family_name\":\"LEE\"}", "{\"star\":1,\"mark\":null}");
  append_version (journal, 3, "spring", 1,
                  "{\"given_name\":\"Ångström\",\"medical_school\":\"bu\",\"graduation_year\":2027,\"interests\":[\"care\"]}", "{\"mark\":\"\"}");
  append_version (journal, 4, "spring", 3, "{\"family_name\":\"Abercrombie-Featherstonehaugh the Second\"}",
                  "{\"notes\":\"wants to be called, loves Ľubľana\",\"said\":[\"kayak\"],\"joined\":[\"polaris\"]}");
  append_version (journal, 5, "spring", 3,
                  "{\"family_name\":\"Abercrombie-Featherstonehaugh the First\",\"given_name\":\"李\"}",
                  "{\"mark\":\"later\",\"joined_into\":\"nobody\"}");
}

static void
wait_answer (FairPeopleList *list)
{
  while (fair_people_list_get_searching (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fair_people_list_get_error (list));
}

static FairPeopleList *
open_list (TestFolder *folder,
           GString    *journal)
{
  g_autofree char *path = test_folder_write (folder, JOURNAL, journal->str);
  g_autoptr (FairStore) store = test_store_open (folder->path);
  FairPeopleList *list = fair_people_list_new (store, NULL);

  wait_answer (list);
  return list;
}

static guint
get_number (FairPeopleList *list,
            guint           position)
{
  g_autoptr (FairPersonItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  return (guint) g_ascii_strtoull (strrchr (fair_person_item_get_id (item), '-') + 1, NULL, 10);
}

static void
assert_numbers (FairPeopleList        *list,
                const FairPeopleQuery *query,
                const char            *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  fair_people_list_set_query (list, query);
  wait_answer (list);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", get_number (list, i));
  g_assert_cmpstr (text->str, ==, numbers);
}

typedef struct
{
  FairPeopleQuery query;
  const char *numbers;
} Case;

static const Case cases[] = {
  { FAIR_PEOPLE_QUERY_ALL, "0 2 3 1 4 5" },
  { { .since = G_MININT64, .descending = TRUE }, "5 4 1 3 2 0" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_NAME }, "5 4 3 2 1 0" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_NAME, .descending = TRUE }, "0 1 2 3 4 5" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_SCHOOL }, "2 4 5 3 1 0" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_YEAR }, "2 4 5 0 3 1" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_YEAR, .descending = TRUE }, "1 3 0 5 4 2" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_EMAIL }, "2 3 1 4 5 0" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_DEGREE }, "2 3 4 5 1 0" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_INTERESTS, .descending = TRUE }, "0 3 5 4 1 2" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_EVENT }, "2 1 0 3 4 5" },
  { { .since = G_MININT64, .sort = FAIR_PEOPLE_SORT_STARRED, .descending = TRUE }, "5 2 0 4 1 3" },
  { { .since = G_MININT64, .school = "BU" }, "3 1" },
  { { .since = G_MININT64, .school = "Łódź Medical" }, "0" },
  { { .since = G_MININT64, .school = "medical" }, "" },
  { { .since = G_MININT64, .interest = "primary_care" }, "0" },
  { { .since = G_MININT64, .interest = "care" }, "3" },
  { { .since = G_MININT64, .interest = "neonatology", .typed = "zoe" }, "0" },
  { { .since = G_MININT64, .interest = "neon" }, "" },
  { { .since = FIRST_DAY + DAY, .until = FIRST_DAY + 2 * DAY }, "2 3" },
  { { .since = FIRST_DAY, .until = FIRST_DAY + 3 * DAY }, "0 2 3 1" },
  { { .since = G_MININT64, .event = "spring" }, "0 3 4 5" },
  { { .since = G_MININT64, .event = "" }, "2" },
  { { .since = G_MININT64, .event = "nowhere" }, "" },
  { { .since = G_MININT64, .starred_only = TRUE }, "0 2 5" },
  { { .since = FIRST_DAY + DAY + 10 * DAY / 24 }, "2 3 1 4 5" },
  { { .since = FIRST_DAY + DAY + 10 * DAY / 24 + 1 }, "1 4 5" },
  { { .since = FIRST_DAY + DAY, .event = "spring", .starred_only = TRUE, .typed = "first" }, "5" },
  { { .since = G_MININT64, .typed = "" }, "0 2 3 1 4 5" },
  { { .since = G_MININT64, .typed = " \t " }, "0 2 3 1 4 5" },
  { { .since = G_MININT64, .typed = "zoe" }, "0" },
  { { .since = G_MININT64, .typed = "ZOÉ" }, "0" },
  { { .since = G_MININT64, .typed = "o'brien" }, "0" },
  { { .since = G_MININT64, .typed = "SON zo" }, "0" },
  { { .since = G_MININT64, .typed = "angstrom" }, "3" },
  { { .since = G_MININT64, .typed = "ann lee" }, "2 1" },
  { { .since = G_MININT64, .typed = "lee ann lee" }, "2 1" },
  { { .since = G_MININT64, .typed = "lee zoe" }, "" },
  { { .since = G_MININT64, .typed = "bu" }, "3 1" },
  { { .since = G_MININT64, .typed = "lodz" }, "0" },
  { { .since = G_MININT64, .typed = "2027" }, "0 3" },
  { { .since = G_MININT64, .typed = "2027 bu" }, "3" },
  { { .since = G_MININT64, .typed = "neonat" }, "0" },
  { { .since = G_MININT64, .typed = "the\tnicu" }, "1" },
  { { .since = G_MININT64, .typed = "李" }, "5" },
  { { .since = G_MININT64, .typed = "annlee" }, "" },
  { { .since = G_MININT64, .typed = "leeann" }, "" },
  { { .since = G_MININT64, .typed = "xylophone" }, "" },
  { { .since = G_MININT64, .typed = "given" }, "" },
  { { .since = G_MININT64, .typed = "spring" }, "" },
  { { .since = G_MININT64, .typed = "true" }, "" },
  { { .since = G_MININT64, .typed = "called" }, "4" },
  { { .since = G_MININT64, .typed = "lublana kay" }, "4" },
  { { .since = G_MININT64, .typed = "later" }, "5" },
  { { .since = G_MININT64, .typed = "polaris" }, "" },
  { { .since = G_MININT64, .typed = "nobody" }, "" },
  { { .since = G_MININT64, .typed = "notes" }, "" },
};

/* Whatever was asked before, the answer is the same. */
static void
test_cases (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GString) journal = g_string_new (NULL);
  g_autoptr (FairPeopleList) list = NULL;

  append_people (journal);
  list = open_list (folder, journal);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        assert_numbers (list, &cases[i].query, cases[i].numbers);
        assert_numbers (list, &cases[j].query, cases[j].numbers);
      }
}

static GHashTable *
make_set (guint number)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (ids, g_strdup_printf ("00000000-0000-4000-8000-%012u", number));
  g_hash_table_add (ids, g_strdup ("somebody who is not there"));
  return ids;
}

/* Of some that somebody has chosen; then of some others; then of all again. */
static void
test_set (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GString) journal = g_string_new (NULL);
  g_autoptr (FairPeopleList) list = NULL;
  g_autoptr (GHashTable) one = make_set (3), other = make_set (0);

  append_people (journal);
  list = open_list (folder, journal);
  assert_numbers (list, &(FairPeopleQuery) { .since = G_MININT64, .ids = one }, "3");
  assert_numbers (list, &(FairPeopleQuery) { .since = G_MININT64, .ids = one, .typed = "zoe" }, "");
  assert_numbers (list, &(FairPeopleQuery) { .since = G_MININT64, .ids = other, .typed = "zoe" }, "0");
  assert_numbers (list, &(FairPeopleQuery) FAIR_PEOPLE_QUERY_ALL, "0 2 3 1 4 5");
}

/* Words of every length at every place in texts of every length; what is behind a text is never found. */
static void
test_places (void)
{
  enum { LONGEST = 100 };
  char block[LONGEST + 1] = { 0 };

  for (guint32 length = 1; length <= LONGEST; length++)
    for (gsize word_length = 1; word_length <= length; word_length++)
      for (gsize place = 0; place + word_length <= length; place++)
        {
          FairPersonText text = { .text = block, .length = length };
          g_autofree char *word = g_strnfill (word_length, 'b');
          const char *words[] = { word, NULL };

          word[word_length - 1] = 'c';
          memset (block, 'a', LONGEST);
          memcpy (block + place, word, word_length);
          g_assert_true (fair_person_text_matches (&text, words));
          text.length = (guint32) (place + word_length - 1);
          g_assert_false (fair_person_text_matches (&text, words));
        }
}

static const char *const letters[] = { "a", "b", "A", "á", "b", " ", "ø", "x", "ab", "李", "Б" };

static char *
make_text (GRand *random,
           int    most)
{
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (random, 0, most); i > 0; i--)
    g_string_append (text, letters[g_rand_int_range (random, 0, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

static void
append_random (GString *journal,
               GRand   *random,
               int      n_people)
{
  for (int i = 0; i < n_people; i++)
    {
      g_autofree char *question = make_text (random, 12);
      g_autofree char *family_name = make_text (random, 40);
      g_autofree char *school = make_text (random, 4);
      g_autofree char *answers =
        g_strdup_printf ("{\"question\":\"%s\",\"medical_school\":\"%s\",\"family_name\":\"%s\",\"graduation_year\":%d}",
                         question, school, family_name, g_rand_int_range (random, 2020, 2025));

      append_version (journal, (guint) i, "fair", g_rand_int_range (random, 0, 5), answers, "{}");
    }
}

/* By asking everybody in turn, with strstr(). */
static guint
count_matches (FairPeople *people,
               const char *typed)
{
  g_auto (GStrv) words = fair_text_fold_words (typed);
  guint n = 0;

  for (guint i = 0; i < people->size; i++)
    {
      const FairPersonText *text = &fair_people_get (people, i)->text;
      g_autofree char *copy = g_strndup (text->text, text->length);
      gboolean has_all = TRUE;

      for (guint j = 0; words[j] != NULL; j++)
        has_all = has_all && strstr (copy, words[j]) != NULL;
      n += has_all;
    }
  return n;
}

static void
assert_answer (FairPeopleList        *list,
               const FairPeopleQuery *query,
               FairPeople            *people)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_auto (GStrv) words = fair_text_fold_words (query->typed);
  const FairPerson *before = NULL;

  g_assert_cmpuint (n_items, ==, count_matches (people, query->typed));
  for (guint i = 0; i < n_items; i++)
    {
      const FairPerson *person = fair_people_get (people, get_number (list, i));
      int order = before != NULL ? fair_person_compare (before, person, query->sort) : 0;

      g_assert_true (fair_person_text_matches (&person->text, (const char *const *) words));
      g_assert_true (before == NULL || (query->descending ? order > 0 : order < 0));
      before = person;
    }
}

static void
type_random (GRand          *random,
             FairPeopleList *list,
             FairPeople     *people)
{
  g_autofree char *whole = make_text (random, 8);
  FairPeopleQuery query = { .since = G_MININT64, .sort = (FairPeopleSort) g_rand_int_range (random, 0, FAIR_PEOPLE_SORT_STARRED + 1),
                            .descending = g_rand_boolean (random) };

  for (const char *end = whole;; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (whole, (gsize) (end - whole));

      query.typed = typed;
      fair_people_list_set_query (list, &query);
      wait_answer (list);
      assert_answer (list, &query, people);
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
  g_autoptr (GString) journal = g_string_new (NULL);
  g_autoptr (FairPeopleList) list = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairPeople) people = NULL;
  goffset end;

  g_test_message ("seed %u", seed);
  append_random (journal, random, 500);
  list = open_list (folder, journal);
  store = test_store_open (folder->path);
  people = fair_store_load_people (store, TRUE, &end, NULL, NULL, NULL);
  for (int i = 0; i < 100; i++)
    type_random (random, list, people);
}

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people-query/cases", test_cases);
  g_test_add_func ("/people-query/set", test_set);
  g_test_add_func ("/people-query/places", test_places);
  g_test_add_func ("/people-query/random", test_random);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody left without signing up: marked wherever it goes, never among the sign-ups, until it is complete. */
#include "export/fair-exporter.h"
#include "form/fair-validation.h"
#include "import/fair-import-files.h"
#include "kiosk/fair-recent-visitors.h"
#include "kiosk/fair-unfinished.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-join.h"
#include "desk/fair-duplicates.h"
#include "desk/fair-stats.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define FORM \
  "{\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":2,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},\"properties\":{" \
  "\"given_name\":{\"type\":\"string\",\"maxLength\":200,\"title\":\"Name\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}}," \
  "\"year\":{\"type\":\"integer\",\"minimum\":1900,\"maximum\":2100,\"title\":\"Year\",\"x-fairbook\":{\"kind\":\"year\",\"section\":\"s\"}}," \
  "\"email\":{\"type\":\"string\",\"format\":\"email\",\"title\":\"Email\",\"x-fairbook\":{\"kind\":\"email\",\"section\":\"s\"}}," \
  "\"consent\":{\"type\":\"boolean\",\"const\":true,\"title\":\"Consent\",\"x-fairbook\":{\"kind\":\"consent\",\"section\":\"s\"," \
  "\"wording\":{\"en\":\"Keep it.\"}}}},\"required\":[\"email\",\"consent\"]}"

#define MARK "\"staff\":{\"unfinished\":true}"

typedef struct
{
  TestFolder *folder;
  FairForm *form;
  FairStore *store;
  char *ann; /* who signed up */
  char *ben; /* who left */
} Fixture;

static FairAnswers *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  FairAnswers *answers = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  return answers;
}

static char *
add (Fixture    *fixture,
     const char *json,
     gboolean    unfinished)
{
  g_autoptr (FairAnswers) answers = parse (json);
  g_autoptr (GArray) consents = fair_form_list_consents (fixture->form, answers);
  FairDraft draft = { .event = "here", .form = "f@2", .lang = "en", .answers = answers, .unfinished = unfinished,
                      .consents = (const FairConsent *) (const void *) consents->data, .n_consents = consents->len };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  fair_store_add_async (fixture->store, &draft, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  id = fair_store_add_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  fixture->folder = test_folder_new ();
  g_free (test_folder_write (fixture->folder, "form.json", FORM));
  fixture->form = test_load_form (fixture->folder->path, "en", problems, &error);
  g_assert_no_error (error);
  fixture->store = test_store_open (fixture->folder->path);
  fixture->ann = add (fixture, "{\"given_name\":\"Ann\",\"email\":\"ann@example.org\",\"consent\":true}", FALSE);
  fixture->ben = add (fixture, "{\"given_name\":\"Ben\",\"email\":\"ann@example.org\"}", TRUE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->ann);
  g_free (fixture->ben);
  test_store_close (&fixture->store);
  g_object_unref (fixture->form);
  test_folder_free (fixture->folder);
}

static void
test_journal (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *ann = fair_store_find_line (fixture->store, fixture->ann, NULL);
  g_autofree char *ben = fair_store_find_line (fixture->store, fixture->ben, NULL);
  g_autofree char *ticked = add (fixture, "{\"given_name\":\"Cid\",\"consent\":true}", TRUE);
  g_autofree char *cid = fair_store_find_line (fixture->store, ticked, NULL);

  g_assert_nonnull (strstr (ann, "\"staff\":{}"));
  g_assert_nonnull (strstr (ben, MARK));
  g_assert_null (strstr (ben, "agreed"));
  g_assert_nonnull (strstr (cid, MARK));
  g_assert_nonnull (strstr (cid, "\"agreed\":{\"consent\":"));
}

/* It is counted apart, and is nobody whom staff could make a note on. */
static void
test_counted_apart (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autoptr (FairStats) stats = fair_stats_collect (fixture->store, NULL, NULL, zones, report, NULL, NULL);
  g_autoptr (GArray) events = fair_stats_list (stats, NULL, FAIR_STATS_EVENT);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FairRecentVisitors) visitors = NULL;

  g_assert_cmpuint (fair_stats_get_people (stats, NULL), ==, 1);
  g_assert_cmpuint (g_array_index (events, FairCount, 0).count, ==, 1);
  g_assert_cmpuint (report->n_standing, ==, 1);
  g_assert_cmpuint (report->n_unfinished, ==, 1);

  fair_recent_visitors_load_async (fixture->store, "here", 5, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  visitors = fair_recent_visitors_load_finish (result, NULL);
  g_assert_cmpuint (visitors->n_people, ==, 1);
  g_assert_cmpuint (visitors->visitors->len, ==, 1);
  g_assert_cmpstr (((const FairRecentVisitor *) visitors->visitors->pdata[0])->name, ==, "Ann");
}

/* The same address: whoever brings sign-ups together sees which one was left. */
static void
test_duplicates (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) groups = fair_store_find_duplicates (fixture->store, NULL, NULL, NULL);
  const FairDuplicateGroup *group = groups->pdata[0];

  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_false (((const FairDuplicatePerson *) group->people->pdata[0])->unfinished);
  g_assert_true (((const FairDuplicatePerson *) group->people->pdata[1])->unfinished);
}

/* All that is in its files, and what they are called. */
static char *
read_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GString *all = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = test_read (file);

      g_string_append_printf (all, "%s\n%s\n", name, text);
    }
  return g_string_free_and_steal (all);
}

static char *
export (Fixture          *fixture,
        const char       *format,
        const char       *preset,
        const char       *event,
        guint64          *n_left_out)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_path (folder, "exported");
  FairExportOptions options = { .format = fair_export_format_find (format, preset), .filter.event = event };
  g_autoptr (FairExportReport) report = fair_export_report_new ();
  g_autoptr (GError) error = NULL;

  fair_export_to_path (fixture->store, fixture->form, &options, fair_file_ops_get_default (), path, report, NULL, &error);
  g_assert_no_error (error);
  *n_left_out = report->n_unfinished;
  return options.format->extension != NULL ? test_read (path) : read_folder (path);
}

/* Whatever has no place for the mark has sign-ups only. */
static void
test_exports (Fixture      *fixture,
              gconstpointer data)
{
  guint64 n_left_out = 0;

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    {
      gboolean is_lossless = g_str_has_prefix (format->name, "json");
      gboolean has_nobody = (format->flags & FAIR_EXPORT_HAS_NOBODY) != 0;
      g_autofree char *text = export (fixture, format->name, format->preset, NULL, &n_left_out);

      g_test_message ("%s %s", format->name, format->preset);
      g_assert_cmpuint (n_left_out, ==, is_lossless || has_nobody ? 0 : 1);
      g_assert_true ((strstr (text, "Ben") != NULL) == is_lossless);
      g_assert_true ((strstr (text, MARK) != NULL) == is_lossless);
      g_clear_pointer (&text, g_free);
      text = export (fixture, format->name, format->preset, "elsewhere", &n_left_out);
      g_assert_cmpuint (n_left_out, ==, 0);
    }
}

/* What leaves by the lossless formats comes back as it was, mark and all. */
static void
test_round_trip (Fixture      *fixture,
                 gconstpointer data)
{
  static const char *const formats[] = { "json", "jsonl" };
  g_autofree char *before = fair_store_find_line (fixture->store, fixture->ben, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairStore) other = test_store_open (folder->path);
      g_autofree char *path = NULL;
      g_autofree char *text = NULL;
      g_autofree char *after = NULL;
      g_autoptr (FairImportReport) report = fair_import_report_new ();
      g_autoptr (GError) error = NULL;
      guint64 n_left_out;

      text = export (fixture, formats[i], NULL, NULL, &n_left_out);
      path = test_folder_write (folder, formats[i], text);
      fair_import_files (other, (const char *const[]) { path, NULL }, report, NULL, &error);
      g_assert_no_error (error);
      after = fair_store_find_line (other, fixture->ben, NULL);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
correct (Fixture    *fixture,
         const char *changes)
{
  g_autoptr (FairAnswers) answers = parse (changes);
  g_autoptr (GError) error = NULL;

  fair_store_correct (fixture->store, fixture->ben, answers, fixture->form, NULL, &error);
  g_assert_no_error (error);
}

/* It becomes a sign-up when it is one, consent included; other notes stay. */
static void
test_settle (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (FairAnswers) star = parse ("{\"star\":true}");
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fair_unfinished_settle (fixture->store, fixture->ann, fixture->form, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (fair_store_set_staff (fixture->store, fixture->ben, star, NULL), ==, 2);
  correct (fixture, "{\"email\":\"ben@example.org\"}");
  g_assert_cmpint (fair_unfinished_settle (fixture->store, fixture->ben, fixture->form, &error), ==, 0);
  g_assert_error (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_ANSWERS);
  g_clear_error (&error);
  correct (fixture, "{\"consent\":true}");
  g_assert_cmpint (fair_unfinished_settle (fixture->store, fixture->ben, fixture->form, &error), ==, 5);
  g_assert_no_error (error);
  line = fair_store_find_line (fixture->store, fixture->ben, NULL);
  g_assert_nonnull (strstr (line, "\"staff\":{\"star\":true}"));
  g_assert_cmpint (fair_unfinished_settle (fixture->store, fixture->ben, fixture->form, &error), ==, 5);
  g_assert_cmpint (fair_unfinished_settle (fixture->store, "nobody", fixture->form, &error), ==, 0);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

/* Nobody who signed up disappears behind what they left before. */
static void
test_join (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *cid = add (fixture, "{\"given_name\":\"Cid\"}", TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_unfinished_check_join (fixture->store, fixture->ann, fixture->ben, &error));
  g_assert_true (fair_unfinished_check_join (fixture->store, cid, fixture->ben, &error));
  g_assert_no_error (error);
  g_assert_false (fair_unfinished_check_join (fixture->store, fixture->ben, fixture->ann, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN);
  g_clear_error (&error);
  g_assert_false (fair_unfinished_check_join (fixture->store, "nobody", fixture->ann, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

static char *
take (Fixture    *fixture,
      const char *json)
{
  g_autoptr (FairAnswers) typed = parse (json);
  g_autoptr (FairAnswers) taken = fair_unfinished_take (fixture->form, typed);

  return taken != NULL ? test_dup_answers (taken) : NULL;
}

/* As it was typed, right or not; but nothing that nobody typed, and nothing that has no end. */
static void
test_take (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *nothing = take (fixture, "{}");
  g_autofree char *consent = take (fixture, "{\"consent\":true,\"given_name\":\" \"}");
  g_autofree char *half = take (fixture, "{\"given_name\":\" Zoe\\u0308 \",\"email\":\"z@\",\"consent\":true,\"year\":2027}");
  g_autofree char *no_year = take (fixture, "{\"email\":\"z@\",\"year\":1899}");
  g_autofree char *only_no_year = take (fixture, "{\"year\":1899}");
  g_autofree char *endless = g_strnfill (10000, 'z');
  g_autofree char *json = g_strdup_printf ("{\"given_name\":\"%s\",\"email\":\"z@\"}", endless);
  g_autofree char *no_end = take (fixture, json);

  g_assert_null (nothing);
  g_assert_null (consent);
  g_assert_cmpstr (half, ==, "{\"given_name\":\"Zoë\",\"email\":\"z@\",\"consent\":true,\"year\":2027}");
  g_assert_cmpstr (no_year, ==, "{\"email\":\"z@\"}");
  g_assert_null (only_no_year);
  g_assert_cmpstr (no_end, ==, "{\"email\":\"z@\"}");
}

/* What people are told before they type is a part of what they agree to, and of what is kept of that. */
static void
test_notice (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (FairForm) told = fair_form_new_with_notice (fixture->form, "It is kept.");
  g_autoptr (FairAnswers) answers = parse ("{\"email\":\"a@b.edu\",\"consent\":true}");
  g_autoptr (GArray) consents = fair_form_list_consents (told, answers);
  const FairConsent *consent = &g_array_index (consents, FairConsent, 0);
  g_autofree char *id = fair_wording_make_id ("Keep it.\n\nIt is kept.");

  g_assert_null (fair_form_get_notice (fixture->form));
  g_assert_cmpstr (fair_form_get_notice (told), ==, "It is kept.");
  g_assert_cmpuint (consents->len, ==, 1);
  g_assert_cmpstr (consent->text, ==, "Keep it.\n\nIt is kept.");
  g_assert_cmpstr (consent->id, ==, id);
  g_assert_cmpstr (consent->lang, ==, "en");
  g_assert_cmpstr (fair_form_get_version_tag (told), ==, "f@2");
  g_assert_cmpuint (fair_form_get_n_fields (told), ==, fair_form_get_n_fields (fixture->form));
  g_assert_cmpuint (fair_form_get_n_sections (told), ==, 1);
  g_assert_true (fair_form_accept (told, answers, NULL));
  fair_answers_unset (answers, "consent");
  g_assert_false (fair_form_accept (told, answers, NULL));
  g_assert_cmpstr (fair_field_get_wording (fair_form_find_field (fixture->form, "consent")), ==, "Keep it.");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/unfinished/journal", test_journal },
    { "/unfinished/counted-apart", test_counted_apart },
    { "/unfinished/duplicates", test_duplicates },
    { "/unfinished/exports", test_exports },
    { "/unfinished/round-trip", test_round_trip },
    { "/unfinished/settle", test_settle },
    { "/unfinished/join", test_join },
    { "/unfinished/take", test_take },
    { "/unfinished/notice", test_notice },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last visitors of a fair: who, in which order, how many; and that a note adds to what is there, and to nothing else. */
#include "base/fair-json.h"
#include "kiosk/fair-recent-visitors.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

static FairRecentVisitors *
load (FairStore  *store,
      const char *event,
      guint       max)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FairRecentVisitors *visitors;

  fair_recent_visitors_load_async (store, event, max, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  visitors = fair_recent_visitors_load_finish (result, &error);
  g_assert_no_error (error);
  return visitors;
}

static char *
add (FairStore  *store,
     const char *event,
     const char *given,
     const char *family)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };
  g_autoptr (GError) error = NULL;
  char *id;

  fair_answers_set_text (answers, "given_name", given);
  fair_answers_set_text (answers, "family_name", family);
  fair_answers_set_text (answers, "email", "somebody@example.org");
  id = fair_store_add (store, &draft, &error);
  g_assert_no_error (error);
  return id;
}

/* The latest first, of this fair only; those beyond the limit are counted. */
static void
test_last (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  TestClock clock;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairRecentVisitors) visitors = NULL;
  static const char *const names[] = { "Ann", "Ben", "Cid", "Dan" };

  test_clock_init (&clock, G_GINT64_CONSTANT (1795000000000));
  store = fair_store_open (folder->path, NULL, &clock.clock, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      clock.now += 1000;
      g_free (add (store, "here", names[i], "Bo"));
      g_free (add (store, "elsewhere", "Not", "Here"));
    }
  visitors = load (store, "here", 3);
  g_assert_cmpuint (visitors->n_people, ==, 4);
  g_assert_cmpuint (visitors->visitors->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const FairRecentVisitor *visitor = visitors->visitors->pdata[i];
      g_autofree char *name = g_strconcat (names[3 - i], " Bo", NULL);

      g_assert_cmpstr (visitor->name, ==, name);
      g_assert_cmpint (visitor->at_ms, ==, clock.now - i * 1000);
    }
}

/* Who was erased has not been here; nobody at all is no error. */
static void
test_nobody (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *id = add (store, "here", "Ann", "Bo");
  g_autoptr (FairRecentVisitors) nobody = load (store, "there", 3);
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (FairRecentVisitors) erased = NULL;

  g_assert_cmpuint (nobody->n_people, ==, 0);
  g_assert_cmpuint (nobody->visitors->len, ==, 0);
  g_assert_true (fair_store_erase (store, id, report, NULL));
  erased = load (store, "here", 3);
  g_assert_cmpuint (erased->n_people, ==, 0);
}

static void
note (FairStore         *store,
      const char        *id,
      gboolean           starred,
      const char *const *chips,
      const char        *text)
{
  FairStaffNote saved = { starred, chips, text };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fair_staff_note_save_async (store, id, &saved, test_keep_result, &result);
  test_wait_for_result (&result);
  fair_staff_note_save_finish (result, &error);
  g_assert_no_error (error);
}

/* A second recruiter's note stands below the first one's; what visitors answered stays. */
static void
test_note (void)
{
  static const char *const first[] = { "Great talk", NULL }, *const second[] = { "Great talk", "Wants a call", NULL };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autofree char *id = add (store, "here", "Ann", "Bo");
  g_autoptr (FairRecentVisitors) visitors = NULL;
  g_autofree char *line = NULL;

  note (store, id, TRUE, first, "  asked about \"call\" \n");
  note (store, id, TRUE, second, "");
  note (store, id, TRUE, NULL, "moves to Boston");
  line = fair_store_find_line (store, id, NULL);
  g_assert_nonnull (strstr (line, "\"staff\":{\"star\":true,\"chips\":[\"Great talk\",\"Wants a call\"],"
                                  "\"note\":\"asked about \\\"call\\\"\\nmoves to Boston\"}"));
  g_assert_nonnull (strstr (line, "\"given_name\":\"Ann\""));
  visitors = load (store, "here", 1);
  g_assert_true (((const FairRecentVisitor *) visitors->visitors->pdata[0])->starred);
  g_clear_pointer (&visitors, fair_recent_visitors_free);
  note (store, id, FALSE, NULL, NULL);
  visitors = load (store, "here", 1);
  g_assert_false (((const FairRecentVisitor *) visitors->visitors->pdata[0])->starred);
}

static void
test_unknown (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  FairStaffNote saved = { TRUE, NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_staff_note_save (store, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", &saved, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recent-visitors/last", test_last);
  g_test_add_func ("/recent-visitors/nobody", test_nobody);
  g_test_add_func ("/recent-visitors/note", test_note);
  g_test_add_func ("/recent-visitors/unknown", test_unknown);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pack says of its contact, links and open days becomes what phones take home, or a problem that says why not. */
#include "program/fair-program.h"

#include "test-util.h"
#include <string.h>

static const char form[] =
  "{\"type\":\"object\",\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},"
  "\"properties\":{\"name\":{\"type\":\"string\",\"title\":\"Name\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}}}}";

static FairProgram *
load (TestFolder *folder,
      const char *more)
{
  g_autofree char *json = g_strdup_printf ("{\"format\":1,\"id\":\"p\",\"name\":\"Our Program\",\"languages\":[\"en\"]%s}", more);
  g_autoptr (GError) error = NULL;
  FairProgram *program = NULL;

  g_free (test_folder_write (folder, "program.json", json));
  g_free (test_folder_write (folder, "form.json", form));
  program = fair_program_load (folder->path, NULL, NULL, &error);
  g_assert_no_error (error);
  return program;
}

/* What phones are to keep of a program is made of what its pack says. */
static void
test_program (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = load (
    folder, ",\"short_name\":\"Ours\",\"contact\":{\"phone\":\"+1\"},\"open_days\":[{\"id\":\"a\",\"title\":\"T\",\"place\":\"P\","
            "\"day\":\"2027-07-05\",\"from\":\"09:00\",\"to\":\"10:15\",\"time_zone\":\"Europe/Dublin\"}]");
  const FairOpenDay *open_day = program->open_days->pdata[0];

  g_assert_cmpstr (program->contact_card, ==,
                   "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ours;;;;\r\nFN:Ours\r\nORG:Our Program\r\nTEL:+1\r\nEND:VCARD\r\n");
  g_assert_nonnull (strstr (open_day->calendar_entry, "\r\nDTSTART:20270705T080000Z\r\nDTEND:20270705T091500Z\r\n"
                                                      "SUMMARY:Ours: T\r\nLOCATION:P\r\n"));
  g_assert_cmpint (g_date_time_get_hour (open_day->starts), ==, 9);
  g_assert_cmpstr (open_day->time_zone, ==, "Europe/Dublin");
}

/* Taken a second time it is the same entry; another open day, and the same one of another program, is another. */
static void
test_uid (void)
{
  static const char open_days[] = ",\"open_days\":[{\"id\":\"a\",\"title\":\"T\",\"day\":\"2027-07-05\"},"
                                  "{\"id\":\"b\",\"title\":\"T\",\"day\":\"2027-07-05\"}]";
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = load (folder, open_days);
  g_autoptr (FairProgram) again = load (folder, open_days);
  const FairOpenDay *one = program->open_days->pdata[0];
  const FairOpenDay *other = program->open_days->pdata[1];
  const FairOpenDay *same = again->open_days->pdata[0];
  const char *uid = strstr (one->calendar_entry, "UID:");
  const gsize length = strcspn (uid, "\r");

  g_assert_cmpuint (length, ==, strlen ("UID:") + 16);
  g_assert_cmpint (strncmp (strstr (same->calendar_entry, "UID:"), uid, length), ==, 0);
  g_assert_cmpint (strncmp (strstr (other->calendar_entry, "UID:"), uid, length), !=, 0);
}

static gint64
at (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * 1000;
}

static void
test_over (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = load (
    folder, ",\"open_days\":[{\"id\":\"a\",\"title\":\"T\",\"day\":\"2027-01-05\",\"from\":\"09:00\",\"to\":\"10:00\","
            "\"time_zone\":\"America/New_York\"},{\"id\":\"b\",\"title\":\"T\",\"day\":\"2027-01-05\"}]");
  const FairOpenDay *hour = program->open_days->pdata[0];
  const FairOpenDay *day = program->open_days->pdata[1];

  g_assert_false (fair_open_day_is_over (hour, at ("2027-01-05T14:59:59Z")));
  g_assert_true (fair_open_day_is_over (hour, at ("2027-01-05T15:00:00Z")));
  g_assert_false (fair_open_day_is_over (day, at ("2027-01-06T11:59:59Z")));
  g_assert_true (fair_open_day_is_over (day, at ("2027-01-06T12:00:00Z")));
}

typedef struct
{
  const char *more; /* behind the minimal program.json */
  const char *place;
} Mistake;

/* Each is the only problem: nobody shall come an hour late. */
static const Mistake mistakes[] = {
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-29\"}]",
    "open_days[0].day" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"0001-01-01\"}]",
    "open_days[0].day" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"9999-12-31\"}]",
    "open_days[0].day" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"soon\"}]",
    "open_days[0].day" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\"}]",
    "open_days[0].day" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"from\":\"9:00\",\"to\":\"10:00\",\"time_zone\":\"UTC\"}]",
    "open_days[0].from" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"from\":\"09:00\",\"to\":\"24:00\",\"time_zone\":\"UTC\"}]",
    "open_days[0].to" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"from\":\"09:00\",\"time_zone\":\"UTC\"}]",
    "open_days[0].to" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"to\":\"09:00\",\"time_zone\":\"UTC\"}]",
    "open_days[0].from" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"from\":\"09:00\",\"to\":\"09:00\",\"time_zone\":\"UTC\"}]",
    "open_days[0].to" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"from\":\"09:00\",\"to\":\"10:00\"}]",
    "open_days[0].time_zone" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"from\":\"09:00\",\"to\":\"10:00\",\"time_zone\":\"Mars/Base\"}]",
    "open_days[0].time_zone" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\",\"url\":\"file:///etc/passwd\"}]",
    "open_days[0].url" },
  { ",\"open_days\":[{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\"},{\"id\":\"o\",\"title\":\"O\",\"day\":\"2027-02-02\"}]",
    "open_days[1].id" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairProgram) program = load (folder, mistakes[i].more);

      g_test_message ("%s", mistakes[i].more);
      g_assert_cmpuint (program->problems->len, ==, 1);
      g_assert_cmpstr (((FairPackProblem *) program->problems->pdata[0])->place, ==, mistakes[i].place);
    }
}

/* Too long for a code is told, with what to shorten; what it says is shown all the same. */
static void
test_too_long (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *x = g_strnfill (290, 'x');
  g_autofree char *more = g_strdup_printf (",\"contact\":{\"website\":\"https://example.org/%s\"},"
                                           "\"links\":[{\"id\":\"l\",\"title\":\"L\",\"url\":\"https://example.org/%s\"}],"
                                           "\"open_days\":[{\"id\":\"o\",\"title\":\"%s\",\"day\":\"2027-07-05\"}]", x, x, x);
  g_autoptr (FairProgram) program = load (folder, more);
  static const char *const places[] = { "contact", "links[0].url", "open_days[0]" };

  g_assert_cmpuint (program->links->len, ==, 1);
  g_assert_cmpuint (program->open_days->len, ==, 1);
  g_assert_null (program->contact_card);
  g_assert_null (((FairOpenDay *) program->open_days->pdata[0])->calendar_entry);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const FairPackProblem *problem = program->problems->pdata[i];

      g_assert_cmpstr (problem->place, ==, places[i]);
      g_assert_nonnull (strstr (problem->message, "300"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open-days/program", test_program);
  g_test_add_func ("/open-days/uid", test_uid);
  g_test_add_func ("/open-days/over", test_over);
  g_test_add_func ("/open-days/mistakes", test_mistakes);
  g_test_add_func ("/open-days/too-long", test_too_long);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody stands, in a program's own words: read in the staff's language, and every mistake named with its place. */
#include "program/fair-stages.h"
#include "test-util.h"

static FairProgram *
load (const char *stages,
      const char *language)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"format\":1,\"id\":\"p\",\"name\":\"P\",\"languages\":[\"en\",\"es\"]%s}", stages);
  FairProgram *program = NULL;

  g_free (test_folder_write (folder, "program.json", json));
  g_free (test_folder_write (folder, "form.json",
                             "{\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1},\"properties\":{\"n\":{\"type\":\"string\","
                             "\"title\":\"N\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"form\"}}}}"));
  program = fair_program_load (folder->path, (const char *const[]) { language, NULL }, NULL, &error);
  g_assert_no_error (error);
  return program;
}

static void
assert_stages (FairProgram       *program,
               const char *const *expected)
{
  g_autoptr (GPtrArray) stages = fair_stages_list (program);

  for (guint i = 0; i < stages->len; i++)
    {
      const FairStage *stage = stages->pdata[i];
      g_autofree char *found = g_strdup_printf ("%s=%s", stage->id, stage->title);

      g_assert_cmpstr (found, ==, expected[i]);
    }
  g_assert_null (expected[stages->len]);
}

static void
test_read (void)
{
  const char *pack = ",\"stages\":[{\"id\":\"a\",\"title\":\"Asked\"},{\"id\":\"b\",\"title\":{\"en\":\"Invited\",\"es\":\"Invitado\"}}]";
  g_autoptr (FairProgram) english = load (pack, "en");
  g_autoptr (FairProgram) spanish = load (pack, "es-MX");
  g_autoptr (GPtrArray) stages = fair_stages_list (english);

  assert_stages (english, (const char *const[]) { "a=Asked", "b=Invited", NULL });
  assert_stages (spanish, (const char *const[]) { "a=Asked", "b=Invitado", NULL });
  g_assert_cmpstr (fair_stages_find_title (stages, "b"), ==, "Invited");
  g_assert_null (fair_stages_find_title (stages, "c"));
}

#define COMMON                                                                                                                  \
  (const char *const[])                                                                                                         \
  {                                                                                                                             \
    "new=New", "contacted=Contacted", "applied=Applied", "invited=Invited", "interviewed=Interviewed", "closed=Closed", NULL    \
  }

/* Where the program has no words of its own, or no pack could be read. */
static void
test_common (void)
{
  g_autoptr (FairProgram) without = load ("", "en");
  g_autoptr (FairProgram) empty = load (",\"stages\":[]", "en");

  assert_stages (without, COMMON);
  assert_stages (empty, COMMON);
  assert_stages (NULL, COMMON);
}

/* Of the problems, which are none but these, each is at a place and says something. */
static void
assert_problems (FairProgram       *program,
                 const char *const *places)
{
  GPtrArray *problems = program->problems;
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const FairPackProblem *problem = problems->pdata[i];

      if (g_str_equal (problem->file, "form.json"))
        continue;
      g_test_message ("%s at %s: %s", problem->file, problem->place, problem->message);
      g_assert_cmpstr (problem->file, ==, "program.json");
      g_assert_cmpstr (problem->place, ==, places[n]);
      g_assert_cmpstr (problem->message, !=, "");
      n++;
    }
  g_assert_null (places[n]);
}

/* Whatever is wrong is left out, and the rest stands. */
static void
test_mistakes (void)
{
  g_autoptr (FairProgram) program = load (",\"stages\":[{\"id\":\"a\",\"title\":\"A\"},7,{\"id\":\"b\"},{\"title\":\"C\"},{\"id\":\"a\",\"title\":\"D\"},"
                                          "{\"id\":\"E\",\"title\":\"E\"},{\"id\":\"f\",\"title\":\"two\\nlines\"},"
                                          "{\"id\":\"g\",\"title\":\"forty-one letters are one too many for itt\"}]",
                                          "en");

  assert_stages (program, (const char *const[]) { "a=A", NULL });
  assert_problems (program, (const char *const[]) { "stages[1]", "stages[2].title", "stages[3].id", "stages[4].id", "stages[5].id",
                                                    "stages[6].title", "stages[7].title", NULL });
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stages/read", test_read);
  g_test_add_func ("/stages/common", test_common);
  g_test_add_func ("/stages/mistakes", test_mistakes);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program's own short texts, for notes and for what happens next: read in a language, every mistake named with its place and remedy. */
#include "program/fair-program.h"
#include "test-util.h"

static FairProgram *
load (const char *chips,
      const char *language)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"format\":1,\"id\":\"p\",\"name\":\"P\",\"languages\":[\"en\",\"es\"]%s}", chips);
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
test_read (void)
{
  const char *pack = ",\"note_chips\":[\"Kayaks\",{\"en\":\"Asks about nights\",\"es\":\"Pregunta por las noches\"},{\"en\":\"Only English\"}]";
  g_autoptr (FairProgram) english = load (pack, "en");
  g_autoptr (FairProgram) spanish = load (pack, "es-MX");
  g_autoptr (FairProgram) without = load ("", "en");

  g_assert_cmpstrv (english->note_chips, ((const char *[]) { "Kayaks", "Asks about nights", "Only English", NULL }));
  g_assert_cmpstrv (spanish->note_chips, ((const char *[]) { "Kayaks", "Pregunta por las noches", "Only English", NULL }));
  g_assert_cmpstrv (without->note_chips, ((const char *[]) { NULL }));
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
  g_autoptr (FairProgram) program = load (",\"note_chips\":[\"Kayaks\",7,\" \",{},{\"xx-\":\"a\"},{\"es\":\"Solo\"},\"Kayaks\",\"two\\nlines\","
                                          "\"forty-one letters are one too many for it\"]",
                                          "en");
  g_autoptr (FairProgram) no_list = load (",\"note_chips\":\"Kayaks\"", "en");

  g_assert_cmpstrv (program->note_chips, ((const char *[]) { "Kayaks", "Solo", NULL }));
  assert_problems (program, (const char *const[]) { "note_chips[1]", "note_chips[2]", "note_chips[3]", "note_chips[4]", "note_chips[5]",
                                                    "note_chips", "note_chips", "note_chips", NULL });
  g_assert_cmpstrv (no_list->note_chips, ((const char *[]) { NULL }));
  assert_problems (no_list, (const char *const[]) { "note_chips", NULL });
}

static void
test_too_many (void)
{
  g_autoptr (FairProgram) program = load (",\"note_chips\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\"]", "en");

  g_assert_cmpuint (g_strv_length ((GStrv) program->note_chips), ==, 9);
  assert_problems (program, (const char *const[]) { "note_chips", NULL });
}

static void
test_next_steps (void)
{
  g_autofree char *long_text = g_strnfill (201, 'x');
  g_autofree char *pack = g_strdup_printf (",\"next_steps\":[{\"en\":\"We write to you.\",\"es\":\"Le escribimos.\"},\"%s\","
                                           "\"a\",\"b\",\"c\",\"d\"]",
                                           long_text);
  g_autoptr (FairProgram) spanish = load (pack, "es");
  g_autoptr (FairProgram) without = load ("", "en");

  g_assert_cmpstrv (spanish->next_steps, ((const char *[]) { "Le escribimos.", "a", "b", "c", NULL }));
  assert_problems (spanish, (const char *const[]) { "next_steps", "next_steps", NULL });
  g_assert_cmpstrv (without->next_steps, ((const char *[]) { NULL }));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/short-texts/read", test_read);
  g_test_add_func ("/short-texts/mistakes", test_mistakes);
  g_test_add_func ("/short-texts/too-many", test_too_many);
  g_test_add_func ("/short-texts/next-steps", test_next_steps);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is invisible in a pack's ids, addresses, dates and names of files is named once, and does not stand in the way; a page
 * of which nothing is to be seen is named, too. */
#include "program/fair-program.h"

#include "test-util.h"
#include <string.h>

#define ZWSP "\xE2\x80\x8B"
#define LRM "\xE2\x80\x8E"
#define SHY "\xC2\xAD"
#define NBSP "\xC2\xA0"

typedef struct
{
  const char *more; /* of program.json */
  const char *place;
  const char *words; /* of the one problem */
} Word;

static const Word words[] = {
  { ",\"contact\":{\"email\":\"a@b" ZWSP ".org\"}", "contact.email", "character 4 of “a@b.org” is invisible (U+200B)" },
  { ",\"contact\":{\"email\":\"a@b.org" NBSP "\"}", "contact.email", "a space before or behind “a@b.org”" },
  { ",\"contact\":{\"website\":\"" LRM "https://b.org\"}", "contact.website", "character 1 of “https://b.org” is invisible (U+200E)" },
  { ",\"contact\":{\"website\":\"https://b.org/a" NBSP "b\"}", "contact.website", "without spaces" },
  { ",\"contact\":{\"phone\":\"\xE2\x80\xAA+1 617\xE2\x80\xAC\"}", "contact.phone", "character 1 of “+1 617” is invisible (U+202A)" },
  { ",\"accent_color\":\"#14587d\\n\"", "accent_color", "a space before or behind" },
  { ",\"languages\":[\"en" ZWSP "\"]", "languages", "U+200B" },
  { ",\"hero\":\"a" SHY "\",\"photos\":[{\"id\":\"a\",\"file\":\"photos/a.png\",\"alt\":\"A\"}]", "hero", "U+00AD" },
  { ",\"photos\":[{\"id\":\"a" ZWSP "\",\"file\":\"photos/a.png\",\"alt\":\"A\"}]", "photos[0].id", "U+200B" },
  { ",\"photos\":[{\"id\":\"a\",\"file\":\"photos/" ZWSP "a.png\",\"alt\":\"A\"}]", "photos[0].file",
    "character 8 of “photos/a.png” is invisible (U+200B)" },
  { ",\"pages\":[{\"id\":\"about" LRM "\",\"title\":\"A\"}]", "pages[0].id", "U+200E" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"starts\":\"2027-04" LRM "-17\"}]", "events[0].starts", "U+200E" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"time_zone\":\"Europe/Dublin" ZWSP "\"}]", "events[0].time_zone", "U+200B" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"time_zone\":\" Europe/Dublin\"}]", "events[0].time_zone", "a space" },
  { ",\"links\":[{\"id\":\"l\",\"url\":\"https://b.org/" ZWSP "\",\"title\":\"T\"}]", "links[0].url", "U+200B" },
};

static FairProgram *
load_with (TestFolder *folder,
           const char *more)
{
  const char *languages = strstr (more, "\"languages\"") == NULL ? ",\"languages\":[\"en\"]" : "";
  g_autofree char *json = g_strdup_printf ("{\"format\":1,\"id\":\"p\",\"name\":\"P\"%s%s}", languages, more);
  g_autoptr (GError) error = NULL;
  FairProgram *program = NULL;

  g_free (test_folder_write (folder, "program.json", json));
  g_free (test_folder_write (folder, "photos/a.png", "\x89PNG\r\n\x1a\n"));
  g_free (test_folder_write (folder, "pages/about.en.md", "Hello\n"));
  program = fair_program_load (folder->path, NULL, NULL, &error);
  g_assert_no_error (error);
  return program;
}

static void
write_form (TestFolder *folder,
            const char *id,
            const char *more)
{
  g_autofree char *json =
    g_strdup_printf ("{\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},"
                     "\"properties\":{\"name\":{\"type\":\"string\",\"title\":\"N\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}},"
                     "\"%s\":{\"type\":\"string\",\"title\":\"D\",%s}}}",
                     id, more);

  g_free (test_folder_write (folder, "form.json", json));
}

static void
assert_one (FairProgram *program,
            const char  *file,
            const char  *place,
            const char  *message)
{
  for (guint i = 0; i < program->problems->len; i++)
    {
      g_autofree char *line = fair_pack_problem_to_string (g_ptr_array_index (program->problems, i));
      g_test_message ("%s", line);
    }
  g_assert_cmpuint (program->problems->len, ==, 1);
  {
    const FairPackProblem *problem = g_ptr_array_index (program->problems, 0);

    g_assert_cmpstr (problem->file, ==, file);
    g_assert_cmpstr (problem->place, ==, place);
    g_assert_nonnull (strstr (problem->message, message));
  }
}

static void
test_program_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairProgram) program = NULL;

      write_form (folder, "other", "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}");
      program = load_with (folder, words[i].more);
      assert_one (program, "program.json", words[i].place, words[i].words);
    }
}

/* The word that was meant is used. */
static void
test_used (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = NULL;

  write_form (folder, "other", "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}");
  program = load_with (folder, ",\"contact\":{\"email\":\"a@b.org" ZWSP "\",\"phone\":\"" LRM "1" NBSP "2\"},\"hero\":\"a" ZWSP "\","
                               "\"photos\":[{\"id\":\"" LRM "a\",\"file\":\"photos/a.png" SHY "\",\"alt\":\"A\"}]");
  g_assert_cmpuint (program->problems->len, ==, 5);
  g_assert_cmpstr (program->email, ==, "a@b.org");
  g_assert_cmpstr (program->phone, ==, "1" NBSP "2");
  g_assert_nonnull (program->hero);
}

typedef struct
{
  const char *id;
  const char *more;
  const char *place;
  const char *words;
} FormWord;

static const FormWord form_words[] = {
  { "degree", "\"x-fairbook\":{\"kind\":\"text" ZWSP "\",\"section\":\"s\"}", "properties.degree.x-fairbook.kind", "U+200B" },
  { "degree", "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s" ZWSP "\"}", "properties.degree.x-fairbook.section", "U+200B" },
  { "degree" LRM, "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}", "properties.degree" LRM, "character 7 of “degree”" },
  { "degree", "\"enum\":[\"md\",\"do" ZWSP "\"],\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\"}", "properties.degree.enum[1]",
    "character 3 of “do”" },
  { "degree", "\"oneOf\":[{\"const\":\"md\"},{\"const\":\"do \"}],\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\"}",
    "properties.degree.oneOf[1]", "a space before or behind “do”" },
};

static void
test_form_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (form_words); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (FairProgram) program = NULL;

      write_form (folder, form_words[i].id, form_words[i].more);
      program = load_with (folder, "");
      assert_one (program, "form.json", form_words[i].place, form_words[i].words);
    }
}

/* A pattern, a label and a text may well hold such characters. */
static void
test_texts (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = NULL;

  write_form (folder, "degree", "\"pattern\":\"[ " ZWSP "]\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"help\":\"a" SHY "b \"}");
  program = load_with (folder, ",\"tagline\":\"" LRM "Care" ZWSP "\"");
  g_assert_cmpuint (program->problems->len, ==, 0);
  g_assert_cmpstr (program->tagline, ==, LRM "Care" ZWSP);
}

/* A page that shows nothing is named, in whichever language; a picture is something to see. */
static void
test_empty_pages (void)
{
  static const char *const empty[] = { "", "\n\n", "\xEF\xBB\xBF", ZWSP "\n", "&nbsp;\n", "---\n", "[a]: https://b.org\n" };
  static const char pages[] = ",\"languages\":[\"en\",\"es\"],\"pages\":[{\"id\":\"about\",\"title\":\"A\"}],"
                              "\"photos\":[{\"id\":\"a\",\"file\":\"photos/a.png\",\"alt\":\"A\"}]";
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) sound = NULL;

  write_form (folder, "other", "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}");
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr (FairProgram) program = NULL;

      g_free (test_folder_write (folder, "pages/about.es.md", empty[i]));
      program = load_with (folder, pages);
      assert_one (program, "pages/about.es.md", NULL, "shows nothing");
    }
  g_free (test_folder_write (folder, "pages/about.es.md", "![A](photo:a)\n"));
  sound = load_with (folder, pages);
  g_assert_cmpuint (sound->problems->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack-words/program", test_program_words);
  g_test_add_func ("/pack-words/used", test_used);
  g_test_add_func ("/pack-words/form", test_form_words);
  g_test_add_func ("/pack-words/empty-pages", test_empty_pages);
  g_test_add_func ("/pack-words/texts", test_texts);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content packs: the built-in one is without a mistake, and a hostile one harms nobody. */
#include "program/fair-program.h"

#include "base/fair-paths.h"
#include "test-util.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PNG "\x89PNG\r\n\x1a\n"

static const char minimal_form[] =
  "{\"type\":\"object\",\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},"
  "\"properties\":{\"name\":{\"type\":\"string\",\"title\":\"Name\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}}}}";

static FairProgram *
load_in (TestFolder *folder,
         const char *language)
{
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (folder->path, (const char *const[]) { language, NULL }, NULL, &error);

  g_assert_no_error (error);
  return program;
}

static FairProgram *
load (TestFolder *folder)
{
  return load_in (folder, NULL);
}

static char *
dup_problems (FairProgram *program)
{
  GPtrArray *problems = program->problems;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = fair_pack_problem_to_string (g_ptr_array_index (problems, i));
      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free_and_steal (text);
}

/* Exactly @n problems, of which one is of that file and place. */
static void
assert_problem (FairProgram *program,
                guint        n,
                const char  *file,
                const char  *place)
{
  GPtrArray *problems = program->problems;
  g_autofree char *all = dup_problems (program);

  g_test_message ("%s", all);
  g_assert_cmpuint (problems->len, ==, n);
  for (guint i = 0; i < problems->len; i++)
    {
      const FairPackProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpstr (problem->message, !=, "");
      if (g_str_equal (problem->file, file) && g_strcmp0 (problem->place, place) == 0)
        return;
    }
  g_test_message ("no problem in %s at %s", file, place);
  g_test_fail ();
}

static TestFolder *
make_pack (const char *more)
{
  TestFolder *folder = test_folder_new ();
  g_autofree char *json = g_strdup_printf ("{\"format\":1,\"id\":\"p\",\"name\":\"Program\",\"languages\":[\"en\",\"es\"]%s}", more);

  g_free (test_folder_write (folder, "program.json", json));
  g_free (test_folder_write (folder, "form.json", minimal_form));
  g_free (test_folder_write (folder, "photos/a.png", PNG));
  g_free (test_folder_write (folder, "pages/about.en.md", "Hello\n"));
  return folder;
}

static void
test_builtin (void)
{
  g_autofree char *path = fair_paths_get_builtin_program ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairProgram) program = fair_program_load (path, NULL, NULL, &error);
  g_autofree char *problems = NULL;

  g_assert_no_error (error);
  problems = dup_problems (program);
  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (program->pages), ==, 6);
  g_assert_cmpuint (g_list_model_get_n_items (program->photos), >=, 12);
  g_assert_cmpuint (program->events->len, >=, 2);
  g_assert_cmpuint (program->facts->len, >=, 5);
  g_assert_nonnull (program->form);
  g_assert_nonnull (program->hero);
}

static void
write_marked (TestFolder *folder,
              const char *name,
              const char *text)
{
  g_autofree char *marked = g_strconcat ("\xEF\xBB\xBF", text, NULL);

  g_free (test_folder_write (folder, name, marked));
}

/* Windows' editors put a byte order mark before each file, and nobody sees it. */
static void
test_byte_order_marks (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = NULL;
  g_autofree char *problems = NULL;
  FairPage *page = NULL;

  write_marked (folder, "program.json", "{\"format\":1,\"id\":\"p\",\"name\":\"P\",\"languages\":[\"en\"],"
                                        "\"pages\":[{\"id\":\"about\",\"title\":\"About\"}]}");
  write_marked (folder, "form.json",
                "{\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},"
                "\"properties\":{\"school\":{\"type\":\"string\",\"title\":\"School\","
                "\"x-fairbook\":{\"kind\":\"suggestion\",\"suggestions\":\"schools.json\",\"section\":\"s\"}}}}");
  write_marked (folder, "schools.json", "{\"format\":1,\"suggestions\":[{\"name\":\"Harvard\"}]}");
  write_marked (folder, "pages/about.en.md", "## Who\n");
  program = load (folder);
  problems = dup_problems (program);
  g_assert_cmpstr (problems, ==, "");
  g_assert_nonnull (fair_field_find_suggestion (fair_form_find_field (program->form, "school"), "Harvard"));
  page = fair_program_find_page (program, "about");
  g_assert_cmpint (((FairBlock *) g_ptr_array_index (page->blocks, 0))->kind, ==, FAIR_BLOCK_HEADING);
}

static void
test_minimal (void)
{
  g_autoptr (TestFolder) folder = make_pack ("");
  g_autoptr (FairProgram) program = load (folder);
  g_autofree char *problems = dup_problems (program);

  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpstr (program->id, ==, "p");
  g_assert_cmpstr (program->name, ==, "Program");
  g_assert_cmpstr (program->short_name, ==, "Program");
  g_assert_cmpstr (program->headline, ==, "Program");
  g_assert_null (program->tagline);
  g_assert_null (program->hero);
  g_assert_null (fair_program_find_page (program, "about"));
  g_assert_null (fair_program_find_photo (program, "a"));
  g_assert_null (fair_program_find_event (program, "e"));
  g_assert_cmpstr (fair_program_get_event_name (program, "e"), ==, "e");
  g_assert_cmpstr (fair_program_get_event_name (NULL, ""), ==, "");
  g_assert_cmpstr (program->language, ==, "en");
  g_assert_cmpstrv (program->languages, ((const char *[]) { "en", "es", NULL }));
}

static void
test_full (void)
{
  g_autoptr (TestFolder) folder = make_pack (
    ",\"short_name\":{\"en\":\"P\",\"es\":\"Pe\"},\"accent_color\":\"#14587D\",\"hero\":\"a\","
    "\"contact\":{\"email\":\"a@b.edu\",\"phone\":\"+1\",\"website\":\"https://b.edu/x\"},"
    "\"links\":[{\"id\":\"l\",\"title\":\"L\",\"url\":\"mailto:a@b.edu\"}],"
    "\"albums\":[{\"id\":\"out\",\"title\":\"Out\"}],"
    "\"photos\":[{\"id\":\"a\",\"file\":\"photos/a.png\",\"alt\":\"A\",\"caption\":\"C\",\"albums\":[\"out\"],"
    "\"color\":\"#000000\",\"width\":1600,\"height\":1000},"
    "{\"id\":\"b\",\"file\":\"photos/b.svg\",\"alt\":\"B\"}],"
    "\"pages\":[{\"id\":\"about\",\"title\":{\"en\":\"About\",\"es\":\"Sobre\"},\"summary\":\"S\",\"photo\":\"a\",\"album\":\"out\"}],"
    "\"facts\":[{\"value\":\"18\",\"label\":\"beds\",\"pages\":[\"about\"]}],"
    "\"events\":[{\"id\":\"e\",\"name\":\"E\",\"place\":\"Hall\",\"starts\":\"2028-02-29\",\"ends\":\"2028-03-01\"}]");
  g_autoptr (FairProgram) program = NULL;
  g_autofree char *problems = NULL;
  FairPage *page = NULL;
  FairPhoto *photo = NULL;

  g_free (test_folder_write (folder, "photos/b.svg", "<?xml version=\"1.0\"?>\n<!-- x --><svg xmlns=\"…\"/>"));
  g_free (test_folder_write (folder, "pages/about.es.md", "Hola\n\nMás\n"));
  program = load_in (folder, "es-MX");
  problems = dup_problems (program);
  g_assert_cmpstr (problems, ==, "");

  page = fair_program_find_page (program, "about");
  g_assert_cmpstr (page->title, ==, "Sobre");
  g_assert_cmpuint (page->blocks->len, ==, 2);
  g_assert_cmpstr (page->photo, ==, "a");
  g_assert_cmpstr (page->album, ==, "out");

  photo = fair_program_find_photo (program, "a");
  g_assert_true (photo == program->hero);
  g_assert_cmpfloat_with_epsilon (photo->aspect, 1.6, 1e-9);
  g_assert_true (fair_photo_is_in_album (photo, "out"));
  g_assert_false (fair_photo_is_in_album (photo, "in"));
  g_assert_cmpfloat_with_epsilon (fair_program_find_photo (program, "b")->aspect, 1.5, 1e-9);
  g_assert_null (fair_program_find_photo (program, "b")->color);
  g_assert_true (g_file_query_exists (photo->file, NULL));

  g_assert_cmpstr (program->accent_color, ==, "#14587D");
  g_assert_cmpstr (program->website, ==, "https://b.edu/x");
  g_assert_cmpuint (program->links->len, ==, 1);
  g_assert_cmpstr (fair_program_find_event (program, "e")->ends, ==, "2028-03-01");
  g_assert_cmpstr (fair_program_get_event_name (program, "e"), ==, fair_program_find_event (program, "e")->name);
  g_assert_cmpstr (program->short_name, ==, "Pe");
}

/* Each time from the same folder: what a language lacks is read in the first. */
static void
test_languages (void)
{
  static const struct
  {
    const char *wanted;
    const char *language;
    const char *name;
    const char *title;
    const char *tagline;
    const char *text;
  } readings[] = {
    { NULL, "en", "Program", "About", "Small", "Hello" },
    { "en_US.UTF-8", "en", "Program", "About", "Small", "Hello" },
    { "pt_BR.UTF-8", "pt-BR", "Programa", "Sobre", "Small", "Oi" },
    { "pt", "pt-BR", "Programa", "Sobre", "Small", "Oi" },
    { "es_MX", "es-MX", "Program", "Acerca", "Pequeño", "Hola" },
    { "es_AR", "es", "Program", "Acerca", "Pequeño", "Hola" },
    /* Texts in a language that the pack does not name are not shown yet. */
    { "fr", "en", "Program", "About", "Small", "Hello" },
  };
  g_autoptr (TestFolder) folder = test_folder_new ();

  g_free (test_folder_write (folder, "program.json",
                             "{\"format\":1,\"id\":\"p\",\"languages\":[\"en\",\"es-MX\",\"es\",\"pt-BR\"],"
                             "\"name\":{\"fr\":\"Programme\",\"pt-BR\":\"Programa\",\"en\":\"Program\"},"
                             "\"tagline\":{\"en\":\"Small\",\"es-MX\":\"Pequeño\"},"
                             "\"pages\":[{\"id\":\"about\",\"title\":{\"en\":\"About\",\"es\":\"Acerca\",\"pt-BR\":\"Sobre\"}}]}"));
  g_free (test_folder_write (folder, "form.json", minimal_form));
  g_free (test_folder_write (folder, "pages/about.en.md", "Hello"));
  g_free (test_folder_write (folder, "pages/about.es.md", "Hola"));
  g_free (test_folder_write (folder, "pages/about.pt-BR.md", "Oi"));
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autoptr (FairProgram) program = load_in (folder, readings[i].wanted);
      const FairPage *page = fair_program_find_page (program, "about");
      g_autofree char *problems = dup_problems (program);

      g_test_message ("%s", readings[i].wanted);
      g_assert_cmpstr (problems, ==, "");
      g_assert_cmpstr (program->language, ==, readings[i].language);
      g_assert_cmpstr (fair_form_get_language (program->form), ==, readings[i].language);
      g_assert_cmpstr (program->name, ==, readings[i].name);
      g_assert_cmpstr (program->tagline, ==, readings[i].tagline);
      g_assert_cmpstr (page->title, ==, readings[i].title);
      g_assert_cmpstr (((FairBlock *) g_ptr_array_index (page->blocks, 0))->text, ==, readings[i].text);
    }
}

/* Whichever language it is read in, the mistakes of all are told. */
static void
test_mistakes_in_languages (void)
{
  static const char *const wanted[] = { NULL, "en", "es", "fr" };
  g_autoptr (TestFolder) folder = make_pack (",\"tagline\":{\"en\":\"Small\",\"es\":\" \"},"
                                             "\"pages\":[{\"id\":\"about\",\"title\":{\"en\":\"A\",\"es\":3}}]");

  g_free (test_folder_write (folder, "pages/about.es.md", "<b>Hola</b>"));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (FairProgram) program = load_in (folder, wanted[i]);

      assert_problem (program, 3, "program.json", "tagline");
      assert_problem (program, 3, "program.json", "pages[0].title");
      assert_problem (program, 3, "pages/about.es.md", "line 1");
      g_assert_cmpstr (program->tagline, ==, "Small");
      g_assert_cmpstr (fair_program_find_page (program, "about")->title, ==, "A");
    }
}

typedef struct
{
  const char *more; /* behind the minimal program.json */
  const char *place;
} Mistake;

/* Each is the only problem, and the program is there all the same. */
static const Mistake mistakes[] = {
  { ",\"accent_color\":\"red\"", "accent_color" },
  { ",\"accent_color\":\"#12345\"", "accent_color" },
  { ",\"short_name\":3", "short_name" },
  { ",\"tagline\":{\"es\":\"Hola\"}", "tagline" },
  { ",\"tagline\":\" \"", "tagline" },
  { ",\"hero\":\"nobody\"", "hero" },
  { ",\"contact\":[]", "contact" },
  { ",\"contact\":{\"email\":\"nobody\"}", "contact.email" },
  { ",\"contact\":{\"website\":\"javascript:alert(1)\"}", "contact.website" },
  { ",\"contact\":{\"website\":\"file:///etc/passwd\"}", "contact.website" },
  { ",\"photos\":{}", "photos" },
  { ",\"photos\":[3]", "photos[0]" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"A b\",\"alt\":\"A\",\"file\":\"photos/a.png\"}]", "photos[0].id" },
  { ",\"photos\":[{\"id\":\"a\",\"file\":\"photos/a.png\"}]", "photos[0].alt" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/none.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"/etc/passwd\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"../a.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos//a.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/./a.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"pages/about.en.md\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/text.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/empty.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/pipe.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/folder.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/outside.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/dangling.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/loop.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/huge.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"link-out/a.png\"}]", "photos[0].file" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/a.png\",\"width\":0,\"height\":1}]", "photos[0].width" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/a.png\",\"albums\":[\"x\"]}]", "photos[0].albums" },
  { ",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/a.png\"},{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/a.png\"}]",
    "photos[1].id" },
  { ",\"albums\":[{\"id\":\"x\",\"title\":\"X\"},{\"id\":\"x\",\"title\":\"Y\"}]", "albums[1].id" },
  { ",\"pages\":[{\"id\":\"about\"}]", "pages[0].title" },
  { ",\"pages\":[{\"id\":\"../about\",\"title\":\"A\"}]", "pages[0].id" },
  { ",\"pages\":[{\"id\":\"about\",\"title\":\"A\",\"photo\":\"none\"}]", "pages[0].photo" },
  { ",\"pages\":[{\"id\":\"about\",\"title\":\"A\",\"album\":\"none\"}]", "pages[0].album" },
  { ",\"pages\":[{\"id\":\"about\",\"title\":\"A\"},{\"id\":\"about\",\"title\":\"A\"}]", "pages[1].id" },
  { ",\"facts\":[{\"value\":\"18\"}]", "facts[0].label" },
  { ",\"facts\":[{\"value\":\"18\",\"label\":\"beds\",\"pages\":[\"none\"]}]", "facts[0].pages" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"starts\":\"2027-02-29\"}]", "events[0].starts" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"starts\":\"27-02-2029\"}]", "events[0].starts" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"starts\":\"2027-2-1\"}]", "events[0].starts" },
  { ",\"events\":[{\"id\":\"e\",\"name\":\"E\",\"starts\":\"2027-02-02\",\"ends\":\"2027-02-01\"}]", "events[0].ends" },
  { ",\"links\":[{\"id\":\"l\",\"title\":\"L\",\"url\":\"javascript:alert(1)\"}]", "links[0].url" },
  { ",\"links\":[{\"id\":\"l\",\"title\":\"L\",\"url\":\"https://a b\"}]", "links[0].url" },
  { ",\"links\":[{\"id\":\"l\",\"title\":\"L\",\"url\":\"https:\"}]", "links[0].url" },
  { ",\"albums\":[{\"id\":\"x\",\"title\":\"X\",\"url\":\"photos\"}]", "albums[0].url" },
};

static void
add_traps (TestFolder *folder,
           TestFolder *outside)
{
  g_autofree char *pipe = test_folder_path (folder, "photos/pipe.png");
  g_autofree char *dir = test_folder_path (folder, "photos/folder.png");
  g_autofree char *huge = test_folder_path (folder, "photos/huge.png");
  g_autofree char *secret = test_folder_write (outside, "a.png", PNG);

  g_free (test_folder_write (folder, "photos/text.png", "no picture"));
  g_free (test_folder_write (folder, "photos/empty.png", ""));
  g_free (test_folder_write (folder, "photos/huge.png", PNG));
  g_assert_cmpint (truncate (huge, 64 * 1024 * 1024 + 1), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (mkdir (dir, 0700), ==, 0);
  test_folder_link (folder, "photos/outside.png", secret);
  test_folder_link (folder, "photos/dangling.png", "nowhere.png");
  test_folder_link (folder, "photos/loop.png", "loop.png");
  test_folder_link (folder, "link-out", outside->path);
}

static void
test_mistakes (void)
{
  g_autoptr (TestFolder) outside = test_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (TestFolder) folder = make_pack (mistakes[i].more);
      g_autoptr (FairProgram) program = NULL;

      add_traps (folder, outside);
      program = load (folder);
      g_test_message ("%s", mistakes[i].more);
      assert_problem (program, 1, "program.json", mistakes[i].place);
    }
}

static void
test_links_inside (void)
{
  g_autoptr (TestFolder) folder = make_pack (",\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"photos/link.png\"},"
                                             "{\"id\":\"b\",\"alt\":\"B\",\"file\":\"more/a.png\"}]");
  g_autoptr (TestFolder) elsewhere = test_folder_new ();
  g_autofree char *link = test_folder_path (elsewhere, "pack");
  g_autoptr (FairProgram) program = NULL;

  test_folder_link (folder, "photos/link.png", "a.png");
  test_folder_link (folder, "more", "photos");
  test_folder_link (elsewhere, "pack", folder->path);
  program = fair_program_load (link, NULL, NULL, NULL);
  g_assert_nonnull (program);
  g_assert_cmpuint (program->problems->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (program->photos), ==, 2);
}

/* A neighbour whose name begins like the pack's is outside too. */
static void
test_neighbour (void)
{
  g_autoptr (TestFolder) parent = test_folder_new ();
  g_autofree char *pack = test_folder_path (parent, "pack");
  g_autoptr (FairProgram) program = NULL;

  g_free (test_folder_write (parent, "pack/program.json",
                             "{\"format\":1,\"id\":\"p\",\"name\":\"P\",\"languages\":[\"en\"],"
                             "\"photos\":[{\"id\":\"a\",\"alt\":\"A\",\"file\":\"a.png\"}]}"));
  g_free (test_folder_write (parent, "pack/form.json", minimal_form));
  g_free (test_folder_write (parent, "pack-secret/a.png", PNG));
  test_folder_link (parent, "pack/a.png", "../pack-secret/a.png");
  program = fair_program_load (pack, NULL, NULL, NULL);
  assert_problem (program, 1, "program.json", "photos[0].file");
}

static void
test_bad_pages (void)
{
  g_autoptr (TestFolder) folder = make_pack (",\"pages\":[{\"id\":\"none\",\"title\":\"N\"},{\"id\":\"latin\",\"title\":\"L\"},"
                                             "{\"id\":\"out\",\"title\":\"O\"},{\"id\":\"about\",\"title\":\"A\"}]");
  g_autoptr (FairProgram) program = NULL;

  g_free (test_folder_write (folder, "pages/latin.en.md", "Zo\xEB"));
  test_folder_link (folder, "pages/out.en.md", "/etc/passwd");
  program = load (folder);
  assert_problem (program, 3, "pages/none.en.md", NULL);
  assert_problem (program, 3, "pages/latin.en.md", NULL);
  assert_problem (program, 3, "pages/out.en.md", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (program->pages), ==, 1);
}

static void
test_without_form (void)
{
  g_autoptr (TestFolder) folder = make_pack ("");
  g_autofree char *form = test_folder_path (folder, "form.json");
  g_autoptr (FairProgram) absent = NULL;
  g_autoptr (FairProgram) broken = NULL;

  g_free (test_folder_write (folder, "form.json", "{\"x\":1,\"x\":2}"));
  broken = load (folder);
  assert_problem (broken, 1, "form.json", NULL);
  g_assert_null (broken->form);

  g_assert_cmpint (unlink (form), ==, 0);
  absent = load (folder);
  assert_problem (absent, 1, "form.json", NULL);
  g_assert_null (absent->form);
}

static void
test_many_files (void)
{
  GString *more = g_string_new (",\"photos\":[");
  g_autoptr (TestFolder) folder = NULL;
  g_autoptr (FairProgram) program = NULL;

  for (guint i = 0; i < 600; i++)
    g_string_append_printf (more, "%s{\"id\":\"p%u\",\"alt\":\"A\",\"file\":\"photos/a.png\"}", i > 0 ? "," : "", i);
  g_string_append_c (more, ']');
  folder = make_pack (more->str);
  g_string_free (more, TRUE);
  program = load (folder);
  g_assert_cmpuint (g_list_model_get_n_items (program->photos), <=, 500);
  g_assert_cmpuint (program->problems->len, >, 0);
}

/* Nothing but mistakes, and a list of them that ends. */
static void
test_countless_mistakes (void)
{
  GString *more = g_string_new ("");
  g_autoptr (TestFolder) folder = NULL;
  g_autoptr (FairProgram) program = NULL;
  static const char *const lists[] = { "albums", "photos", "pages", "facts", "events", "links" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_string_append_printf (more, ",\"%s\":[0", lists[i]);
      for (guint j = 0; j < 10000; j++)
        g_string_append (more, ",[]");
      g_string_append_c (more, ']');
    }
  folder = make_pack (more->str);
  g_string_free (more, TRUE);
  program = load (folder);
  g_assert_cmpuint (program->problems->len, ==, 500);
}

typedef struct
{
  const char *json; /* NULL: no file */
  int code;
} Failure;

static void
test_failures (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const Failure failures[] = {
    { NULL, FAIR_PROGRAM_ERROR_NOT_FOUND },
    { "", FAIR_PROGRAM_ERROR_INVALID },
    { "[]", FAIR_PROGRAM_ERROR_INVALID },
    { "{}", FAIR_PROGRAM_ERROR_INVALID },
    { "{\"format\":1,\"id\":\"p\"}", FAIR_PROGRAM_ERROR_INVALID },
    { "{\"format\":1,\"name\":\"P\"}", FAIR_PROGRAM_ERROR_INVALID },
    { "{\"format\":1,\"id\":\"P!\",\"name\":\"P\"}", FAIR_PROGRAM_ERROR_INVALID },
    { "{\"format\":1,\"id\":\"p\",\"id\":\"q\",\"name\":\"P\"}", FAIR_PROGRAM_ERROR_INVALID },
    { "{\"format\":1,\"id\":\"p\",\"name\":\"Zo\xEB\"}", FAIR_PROGRAM_ERROR_INVALID },
    { deep, FAIR_PROGRAM_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (GError) error = NULL;

      if (failures[i].json != NULL)
        g_free (test_folder_write (folder, "program.json", failures[i].json));
      g_assert_null (fair_program_load (folder->path, NULL, NULL, &error));
      g_assert_error (error, FAIR_PROGRAM_ERROR, failures[i].code);
      g_assert_nonnull (strstr (error->message, "program.json"));
    }
}

static void
test_no_folder (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *absent = test_folder_path (folder, "absent");
  g_autofree char *file = test_folder_write (folder, "file", "");
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_program_load (absent, NULL, NULL, &error));
  g_assert_error (error, FAIR_PROGRAM_ERROR, FAIR_PROGRAM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fair_program_load (file, NULL, NULL, &error));
  g_assert_error (error, FAIR_PROGRAM_ERROR, FAIR_PROGRAM_ERROR_NOT_FOUND);
}

static FairProgram *
load_async (TestFolder   *folder,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fair_program_load_async (folder->path, (const char *const[]) { "es", NULL }, cancellable, test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_program_load_finish (result, error);
}

static void
test_async (void)
{
  g_autoptr (TestFolder) folder = make_pack ("");
  g_autoptr (TestFolder) empty = test_folder_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairProgram) program = load_async (folder, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (program->id, ==, "p");
  g_assert_cmpstr (program->language, ==, "es");
  g_assert_null (load_async (empty, NULL, &error));
  g_assert_error (error, FAIR_PROGRAM_ERROR, FAIR_PROGRAM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (load_async (folder, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/program/builtin", test_builtin);
  g_test_add_func ("/program/byte-order-marks", test_byte_order_marks);
  g_test_add_func ("/program/minimal", test_minimal);
  g_test_add_func ("/program/full", test_full);
  g_test_add_func ("/program/languages", test_languages);
  g_test_add_func ("/program/mistakes-in-languages", test_mistakes_in_languages);
  g_test_add_func ("/program/mistakes", test_mistakes);
  g_test_add_func ("/program/links-inside", test_links_inside);
  g_test_add_func ("/program/neighbour", test_neighbour);
  g_test_add_func ("/program/bad-pages", test_bad_pages);
  g_test_add_func ("/program/without-form", test_without_form);
  g_test_add_func ("/program/many-files", test_many_files);
  g_test_add_func ("/program/countless-mistakes", test_countless_mistakes);
  g_test_add_func ("/program/failures", test_failures);
  g_test_add_func ("/program/no-folder", test_no_folder);
  g_test_add_func ("/program/async", test_async);
  return g_test_run ();
}

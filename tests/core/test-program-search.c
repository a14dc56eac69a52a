/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for words in a program: what finds what, in which order, and how the place is shown. */
#include "program/fair-program-search.h"

#include "base/fair-text.h"
#include "program/fair-snippet.h"
#include "test-util.h"
#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n"

static const char program_json[] =
  "{\"format\":1,\"id\":\"p\",\"name\":\"P\",\"languages\":[\"en\"],"
  "\"pages\":[{\"id\":\"about\",\"title\":\"About us\",\"summary\":\"Why we are here\"},"
  "{\"id\":\"training\",\"title\":\"Training & sites\",\"summary\":\"Where you learn\"},"
  "{\"id\":\"world\",\"title\":\"Straße, Ærø, 東京\"}],"
  "\"facts\":[{\"value\":\"18\",\"label\":\"cradles\",\"pages\":[\"training\"]}],"
  "\"photos\":[{\"id\":\"a\",\"file\":\"photos/a.png\",\"caption\":\"Kayaks <b>at</b> dawn\",\"alt\":\"Three boats\"},"
  "{\"id\":\"b\",\"file\":\"photos/a.png\",\"alt\":\"A training ward\"}]}";

static const char training_md[] =
  "You train in two places.\n\n## Close to home\n\nO’Connor’s ward & more: a first-rate <clinic>.\n\n"
  "- an 18-bed neonatal unit\n\n| A | B |\n|---|---|\n| sunrise | tables |\n";

static const char world_md[] =
  "مستشفى الأطفال يرحّب بالجميع.\n\n我们欢迎您来医院参观。\n\nयहाँ हिन्दी भी है।\n\nReading &lt;b&gt;bold&lt;/b&gt;.\n";

typedef struct
{
  FairProgram *program;
  FairProgramSearch *search;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;

  g_free (test_folder_write (folder, "program.json", program_json));
  g_free (test_folder_write (folder, "photos/a.png", PNG));
  g_free (test_folder_write (folder, "pages/about.en.md", "We are here. Training is what we are for.\n"));
  g_free (test_folder_write (folder, "pages/training.en.md", training_md));
  g_free (test_folder_write (folder, "pages/world.en.md", world_md));
  self->program = fair_program_load (folder->path, NULL, NULL, &error);
  g_assert_no_error (error);
  self->search = fair_program_search_new (self->program);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_unref (self->search);
  g_object_unref (self->program);
}

static GPtrArray *
find (Fixture    *self,
      const char *typed)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = fair_program_search_find (self->search, typed, NULL, &error);

  g_assert_no_error (error);
  g_test_message ("%zu bytes: %u", strlen (typed), hits->len);
  return hits;
}

/* "about training:2 a", with the block that it leads to where that is not the head. */
static char *
dup_ids (GPtrArray *hits)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const FairProgramHit *hit = g_ptr_array_index (hits, i);

      g_assert_true ((hit->page == NULL) != (hit->photo == NULL));
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", hit->page != NULL ? hit->page->id : hit->photo->id);
      if (hit->block != FAIR_PROGRAM_HIT_HEAD)
        g_string_append_printf (ids, ":%u", hit->block);
    }
  return g_string_free_and_steal (ids);
}

static const struct
{
  const char *typed;
  const char *found;
} searches[] = {
  /* what is called so comes first, pages before photos */
  { "training", "training about:0 b" },
  { "TRAINING", "training about:0 b" },
  { "close home", "training:1" },
  { "home close", "training:1" },
  /* in different places of one page */
  { "sites neonatal", "training:3" },
  /* facts, tables, alt texts */
  { "cradles", "training" },
  { "sunrise", "training:4" },
  { "boats kayak", "a" },
  /* scripts, cases, accents, punctuation */
  { "strasse", "world" },
  { "aero", "world" },
  { "東京", "world" },
  { "الاطفال", "world:0" },
  { "يُرحب", "world:0" },
  { "医院", "world:1" },
  { "हिन्दी", "world:2" },
  { "oconnor", "training:2" },
  { "o'connor", "training:2" },
  { "FIRST RATE", "training:2" },
  /* markup is text */
  { "<clinic>", "training:2" },
  { "<b>at</b> dawn", "a" },
  /* nothing to look for, and nothing found */
  { "", "" },
  { "  \n … &<>", "" },
  { "zebra", "" },
  { "training zebra", "" },
};

static void
test_finds (Fixture      *self,
            gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GPtrArray) hits = find (self, searches[i].typed);
      g_autofree char *ids = dup_ids (hits);

      g_assert_cmpstr (ids, ==, searches[i].found);
    }
}

static void
test_blank (Fixture      *self,
            gconstpointer data)
{
  g_assert_true (fair_program_search_is_blank (""));
  g_assert_true (fair_program_search_is_blank (" \t—&"));
  g_assert_false (fair_program_search_is_blank ("a"));
}

/* What is found is bold; nothing that the pack's author wrote is markup. */
static void
test_place (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (GPtrArray) training = find (self, "clinic");
  g_autoptr (GPtrArray) photo = find (self, "dawn");
  g_autoptr (GPtrArray) title = find (self, "about");
  const FairProgramHit *hit = g_ptr_array_index (training, 0);

  g_assert_cmpstr (hit->title, ==, "Training &amp; sites");
  g_assert_cmpstr (hit->snippet, ==, "O’Connor’s ward &amp; more: a first-rate &lt;<b>clinic</b>&gt;.");
  hit = g_ptr_array_index (photo, 0);
  g_assert_cmpstr (hit->title, ==, "Kayaks &lt;b&gt;at&lt;/b&gt; <b>dawn</b>");
  g_assert_cmpstr (hit->snippet, ==, "Three boats");
  hit = g_ptr_array_index (title, 0);
  g_assert_cmpstr (hit->title, ==, "<b>About</b> us");
  g_assert_cmpstr (hit->snippet, ==, "We are here. Training is what we are for.");
}

/* Whatever is typed, and however much of it. */
static void
test_endless (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *letters = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GString) wide = g_string_new ("a");
  g_autoptr (GPtrArray) hits = find (self, letters);
  g_autoptr (GPtrArray) cut = NULL;

  g_assert_cmpuint (hits->len, ==, 0);
  /* The last character that would be looked for is cut into halves. */
  for (guint i = 0; i < FAIR_PROGRAM_SEARCH_MAX_TYPED; i++)
    g_string_append (wide, "院");
  cut = find (self, wide->str);
  g_assert_cmpuint (cut->len, ==, 0);
}

static void
test_in_a_thread (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  fair_program_search_find_async (self->search, "about", cancellable, test_keep_result, &first);
  g_cancellable_cancel (cancellable);
  fair_program_search_find_async (self->search, "kayaks", NULL, test_keep_result, &second);
  test_wait_for_result (&first);
  test_wait_for_result (&second);
  g_assert_null (fair_program_search_find_finish (self->search, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  hits = fair_program_search_find_finish (self->search, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
}

static const struct
{
  const char *text;
  const char *typed;
  const char *shown;
} snippets[] = {
  { "", "a", "" },
  { "a b", "b", "a <b>b</b>" },
  { "Straße", "strasse", "<b>Straße</b>" },
  { "Straße", "tras", "S<b>traß</b>e" },
  { "Zoë ZOE\u0308", "zoe", "<b>Zoë</b> <b>ZOE\u0308</b>" },
  { "(O’Connor)", "oconnor", "(<b>O’Connor</b>)" },
  { "617-555 0123", "5550", "617-<b>555 0</b>123" },
  { "R&D <x>", "d x", "R&amp;<b>D</b> &lt;<b>x</b>&gt;" },
  { "one\ntwo", "two", "one <b>two</b>" },
  { "我们欢迎您来医院参观", "医院", "我们欢迎您来<b>医院</b>参观" },
  { "مستشفى الأطفال", "الاطفال", "مستشفى <b>الأطفال</b>" },
  { "यहाँ हिन्दी है", "हिन्दी", "यहाँ <b>हिन्दी</b> है" },
  { "ab", "zebra", "ab" },
};

static void
test_snippets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (snippets); i++)
    {
      g_auto (GStrv) words = fair_text_fold_words (snippets[i].typed);
      g_autofree char *shown = fair_snippet_new (snippets[i].text, (const char *const *) words, 100);

      g_test_message ("“%s”", snippets[i].typed);
      g_assert_cmpstr (shown, ==, snippets[i].shown);
    }
}

/* Of a long text the words around the place are shown; each letter of any text may be where it is cut. */
static void
test_long_text (void)
{
  static const char *const units[] = { "word ", "院", "हि", "é", "👩‍⚕️ ", "Ａ" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint before = 0; before < 60; before++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autofree char *shown = NULL;

        for (guint n = 0; n < before + 60; n++)
          g_string_append (text, n == before ? " needle " : units[i]);
        shown = fair_snippet_new (text->str, (const char *const[]) { "needle", NULL }, 40);
        g_assert_true (g_utf8_validate (shown, -1, NULL));
        g_assert_nonnull (strstr (shown, "<b>needle</b>"));
        g_assert_true (g_str_has_suffix (shown, "…"));
        g_assert_cmpint (g_utf8_strlen (shown, -1), <=, 40 + 2 + 7);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/program-search/finds", Fixture, NULL, set_up, test_finds, tear_down);
  g_test_add ("/program-search/blank", Fixture, NULL, set_up, test_blank, tear_down);
  g_test_add ("/program-search/place", Fixture, NULL, set_up, test_place, tear_down);
  g_test_add ("/program-search/endless", Fixture, NULL, set_up, test_endless, tear_down);
  g_test_add ("/program-search/in-a-thread", Fixture, NULL, set_up, test_in_a_thread, tear_down);
  g_test_add_func ("/program-search/snippets", test_snippets);
  g_test_add_func ("/program-search/long-text", test_long_text);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: CommonMark becomes blocks, and nothing that an author writes becomes markup or leads anywhere it must not. */
#include "program/fair-markdown.h"

#include "program/fair-url.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* one line for each block: kind level number markup */
  guint n_problems;
} Case;

static const char *const kinds[] = { "lead", "heading", "paragraph", "item", "numbered", "quote", "attribution", "code", "photo",
                                     "rule", "table" };

static const Case cases[] = {
  { "empty", "", "", 0 },
  { "lead", "First *one*.\nStill.\n\nSecond.\n",
    "lead 0 0 First <i>one</i>. Still.\nparagraph 0 0 Second.\n", 0 },
  { "no-lead-behind-heading", "## Two\n\nText\n", "heading 2 0 Two\nparagraph 0 0 Text\n", 0 },
  { "lead-behind-photo", "![A](photo:kayak)\n\nText\n", "photo 0 0 A [kayak]\nlead 0 0 Text\n", 0 },
  { "headings", "## A\n### B\n###### C\n", "heading 2 0 A\nheading 3 0 B\nheading 6 0 C\n", 0 },
  { "heading-one", "# A\n", "heading 2 0 A\n", 1 },
  { "inline", "**b** `c<d>` a\\*b  \nnext\n", "lead 0 0 <b>b</b> <tt>c&lt;d&gt;</tt> a*b\\nnext\n", 0 },
  { "nested-inline", "***x** y*\n", "lead 0 0 <i><b>x</b> y</i>\n", 0 },
  { "escape", "O'Brien & Søn <3 > \"2\"\n", "lead 0 0 O&apos;Brien &amp; Søn &lt;3 &gt; &quot;2&quot;\n", 0 },
  { "entity", "&lt;b&gt; &amp;amp; &#60;i&#62;\n", "lead 0 0 &lt;b&gt; &amp;amp; &lt;i&gt;\n", 0 },
  { "link", "[a](https://x.edu/?a=1&b=\"2\")\n", "lead 0 0 <a href=\"https://x.edu/?a=1&amp;b=&quot;2&quot;\">a</a>\n", 0 },
  { "link-styled", "[a *b*](HTTPS://x.edu)\n", "lead 0 0 <a href=\"HTTPS://x.edu\">a <i>b</i></a>\n", 0 },
  { "mail", "<a@x.edu>\n", "lead 0 0 <a href=\"mailto:a@x.edu\">a@x.edu</a>\n", 0 },
  { "link-script", "[a](javascript:alert(1))\n", "lead 0 0 a\n", 1 },
  { "link-file", "[a](file:///etc/passwd)\n", "lead 0 0 a\n", 1 },
  { "link-relative", "[a](other.md)\n", "lead 0 0 a\n", 1 },
  { "link-space", "[a](<https://x y>)\n", "lead 0 0 a\n", 1 },
  { "link-break-out", "[a](<https://x.edu/\"><b>x>)\n", "lead 0 0 [a](<a href=\"https://x.edu/&quot;\">https://x.edu/&quot;</a>&lt;b&gt;x&gt;)\n", 2 },
  { "html-inline", "a <b onclick=\"x\">c</b>\n",
    "lead 0 0 a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;\n", 1 },
  { "html-block", "<script>\nalert(1)\n</script>\n\nText\n",
    "lead 0 0 &lt;script&gt;\\nalert(1)\\n&lt;/script&gt;\nparagraph 0 0 Text\n", 1 },
  { "photo", "Text ![A & B](photo:kayak) more\n", "lead 0 0 Text  more\nphoto 0 0 A &amp; B [kayak]\n", 0 },
  { "photo-only", "x\n\n![A *b*](photo:kayak)\n", "lead 0 0 x\nphoto 0 0 A b [kayak]\n", 0 },
  { "photo-unknown", "x ![A](photo:none)\n", "lead 0 0 x \n", 1 },
  { "photo-outside", "x ![A](https://x.edu/a.png)\n", "lead 0 0 x \n", 1 },
  { "photo-file", "x ![A](../../etc/passwd)\n", "lead 0 0 x \n", 1 },
  { "photo-in-link", "[![A](photo:kayak) b](https://x.edu)\n", "lead 0 0 <a href=\"https://x.edu\"> b</a>\nphoto 0 0 A [kayak]\n", 0 },
  { "photo-in-alt", "![a ![b](photo:none) c](photo:kayak)\n", "photo 0 0 a b c [kayak]\n", 0 },
  { "photo-code-alt", "![a `b` <i>](photo:kayak)\n", "photo 0 0 a b &lt;i&gt; [kayak]\n", 1 },
  { "bullets", "- a\n- b\n  - c\n- d\n", "item 1 0 a\nitem 1 0 b\nitem 2 0 c\nitem 1 0 d\n", 0 },
  { "numbers", "3. a\n4. b\n", "numbered 1 3 a\nnumbered 1 4 b\n", 0 },
  { "numbers-from-zero", "0. a\n1. b\n", "numbered 1 0 a\nnumbered 1 1 b\n", 0 },
  { "numbers-nested", "7) a\n\n   0) b\n   1) c\n8) d\n", "numbered 1 7 a\nnumbered 2 0 b\nnumbered 2 1 c\nnumbered 1 8 d\n", 0 },
  { "item-paragraphs", "- a\n\n  b\n- c\n", "item 1 0 a\\nb\nitem 1 0 c\n", 0 },
  { "item-after-list", "- a\n  - b\n\n  c\n", "item 1 0 a\nitem 2 0 b\nparagraph 1 0 c\n", 0 },
  { "after-list", "x\n\n- a\n\ny\n", "lead 0 0 x\nitem 1 0 a\nparagraph 0 0 y\n", 0 },
  { "quote", "x\n\n> a\n>\n> b\n", "lead 0 0 x\nquote 0 0 a\nquote 0 0 b\n", 0 },
  { "quote-attribution", "x\n\n> a\n> b\n> — Søn & *Co*\n", "lead 0 0 x\nquote 0 0 a b\nattribution 0 0 — Søn &amp; <i>Co</i>\n", 0 },
  { "quote-attribution-apart", "> a\n>\n> -- b\n\ny\n", "quote 0 0 a\nattribution 0 0 -- b\nparagraph 0 0 y\n", 0 },
  { "quote-dash-within", "> a\n> — b\n> c\n", "quote 0 0 a — b c\n", 0 },
  { "quote-dash-styled", "> *a\n> — b*\n", "quote 0 0 <i>a — b</i>\n", 0 },
  { "quote-only-dash", "> — a\n", "quote 0 0 — a\n", 0 },
  { "dash-line", "a\n— b\n", "lead 0 0 a — b\n", 0 },
  { "code", "x\n\n    a <b>\n    c\n", "lead 0 0 x\ncode 0 0 <tt>a &lt;b&gt;\\nc</tt>\n", 0 },
  { "rule", "x\n\n---\n", "lead 0 0 x\nrule 0 0 \n", 0 },
};

static GHashTable *
make_photos (void)
{
  GHashTable *photos = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (photos, (gpointer) "kayak");
  return photos;
}

static GPtrArray *
parse (const char *text,
       gsize       length,
       GPtrArray  *problems)
{
  g_autoptr (GHashTable) photos = make_photos ();
  FairPackReader reader = { .problems = problems, .file = "pages/a.en.md" };

  return fair_markdown_parse (text, length, photos, &reader);
}

/* What Pango would make of it: markup that is not well-formed, or a tag that is not ours, fails. */
static void
on_tag (GMarkupParseContext *context,
        const char          *name,
        const char         **attributes,
        const char         **values,
        gpointer             user_data,
        GError             **error)
{
  static const char *const known[] = { "markup", "a", "b", "i", "tt", NULL };

  g_assert_true (g_strv_contains (known, name));
  for (guint i = 0; attributes[i] != NULL; i++)
    {
      g_assert_cmpstr (name, ==, "a");
      g_assert_cmpstr (attributes[i], ==, "href");
      g_assert_true (fair_url_is_allowed (values[i]));
    }
}

static void
on_text (GMarkupParseContext *context,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  g_string_append_len (user_data, text, (gssize) length);
}

static void
assert_well_formed (const FairBlock *block)
{
  const GMarkupParser parser = { on_tag, NULL, on_text, NULL, NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *whole = g_strdup_printf ("<markup>%s</markup>", block->markup);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, whole, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_cmpstr (text->str, ==, block->text);
}

static char *
dup_blocks (GPtrArray *blocks)
{
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const FairBlock *block = g_ptr_array_index (blocks, i);
      g_autoptr (GString) markup = g_string_new (block->markup);

      assert_well_formed (block);
      g_string_replace (markup, "\n", "\\n", 0);
      g_string_append_printf (result, "%s %d %d %s", kinds[block->kind], block->level, block->number, markup->str);
      if (block->photo != NULL)
        g_string_append_printf (result, " [%s]", block->photo);
      g_string_append_c (result, '\n');
    }
  return g_string_free_and_steal (result);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse (test->text, strlen (test->text), problems);
  g_autofree char *found = dup_blocks (blocks);

  g_assert_cmpstr (found, ==, test->expected);
  g_assert_cmpuint (problems->len, ==, test->n_problems);
}

static void
test_place (void)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  const char *text = "a\n\nb\n\nc <i>\n";
  g_autoptr (GPtrArray) blocks = parse (text, strlen (text), problems);
  const FairPackProblem *problem = g_ptr_array_index (problems, 0);

  g_assert_cmpuint (blocks->len, ==, 3);
  g_assert_cmpstr (problem->file, ==, "pages/a.en.md");
  g_assert_cmpstr (problem->place, ==, "line 5");
}

/* Texts made to hurt: each ends soon, with well-formed blocks, of which there are not too many. */
static void
test_hostile (void)
{
  static const char *const repeated[] = {
    "> ",  "- ",   "1. ",   "**",    "[",   "![",  "`",      "<b>", "\\",     "a\n\n", "- a\n", "# a\n",
    "[a](", "<!--", "&amp;", "*a **", "---\n\n", "1)\n", "\t",     "\n",  "[a]: b\n", "_a __", "\x01", "\xEF\xBF\xBF",
  };

  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      GString *text = g_string_new (NULL);
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autoptr (GPtrArray) blocks = NULL;

      while (text->len < 30000)
        g_string_append (text, repeated[i]);
      blocks = parse (text->str, text->len, problems);
      g_assert_cmpuint (blocks->len, <=, 2000);
      for (guint j = 0; j < blocks->len; j++)
        assert_well_formed (g_ptr_array_index (blocks, j));
      g_string_free (text, TRUE);
    }
}

static void
test_zero_byte (void)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse ("a\0b", 3, problems);
  const FairBlock *block = g_ptr_array_index (blocks, 0);

  g_assert_cmpstr (block->text, ==, "a\xEF\xBF\xBD" "b");
}

static void
test_too_long (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "a\n\n");
  blocks = parse (text->str, text->len, problems);
  g_string_free (text, TRUE);
  g_assert_cmpuint (blocks->len, ==, 2000);
  g_assert_cmpuint (problems->len, ==, 1);
}

static char *
repeat (const char *text,
        gsize       length)
{
  GString *result = g_string_new (NULL);

  while (result->len < length)
    g_string_append (result, text);
  return g_string_free_and_steal (result);
}

/* Brackets over which the parser would sit for a minute, were they one paragraph. */
static void
test_long_paragraph (void)
{
  g_autofree char *brackets = repeat ("![[]()", 1000 * 1000);
  g_autofree char *lines = repeat ("a line of text\n", 40 * 1024);
  g_autofree char *paragraphs = repeat ("a line of text\n \t\r\n", 20 * 1024);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = NULL;

  g_assert_null (parse (brackets, strlen (brackets), problems));
  g_assert_null (parse (lines, strlen (lines), problems));
  g_assert_cmpuint (problems->len, ==, 2);
  blocks = parse (paragraphs, strlen (paragraphs), problems);
  g_assert_nonnull (blocks);
  g_assert_cmpuint (problems->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/case/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/markdown/place", test_place);
  g_test_add_func ("/markdown/hostile", test_hostile);
  g_test_add_func ("/markdown/zero-byte", test_zero_byte);
  g_test_add_func ("/markdown/too-long", test_too_long);
  g_test_add_func ("/markdown/long-paragraph", test_long_paragraph);
  return g_test_run ();
}

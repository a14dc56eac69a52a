/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other kinds of Markdown take for markup is a table or a link here, or is named with its line. What people write in
 * earnest is not. */
#include "program/fair-markdown.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *lines; /* the numbers of those that have a problem */
} Case;

static const Case cases[] = {
  { "task", "x\n\n- [ ] a\n- [x] b\n  - [X] c\n- d\n", "3 4 5" },
  { "task-numbered", "1. [ ] a\n2. b\n", "1" },
  { "task-escaped", "- \\[ ] a\n- \\[x\\] b\n", "" },
  { "no-task", "- a [ ] b\n- [x]\n\n[ ] c\n", "" },
  { "struck", "~~Old~~ new\n", "1" },
  { "struck-later", "a\nb **c**\nd ~~old *words*~~ e\n", "3" },
  { "struck-escaped", "\\~~Old\\~~ `~~new~~`\n\n    ~~a~~\n", "" },
  { "struck-after-escaped", "\\~~a~~\n~~a~~\n", "2" },
  { "struck-once", "a ~old text~ b\n", "1" },
  { "bold-with-spaces", "** a ** and **b:**c\n\n**good**\n", "1" },
  { "bold-escaped", "2\\*\\*3 and * * *\n\n`**`\n", "" },
  { "about", "~20 residents, ~5–~6 each\n", "" },
  { "subscript", "H~2~O and x^2^\n", "1 1" },
  { "foot-note", "a[^1] b\n\n[^1]: The note.\n", "1 3" },
  { "foot-note-inline", "a^[note] b\n", "1" },
  { "reference", "[a][nope] and\n[b][]\n", "1 2" },
  { "reference-found", "[a][yes]\n\n[yes]: https://x.edu\n", "" },
  { "reference-behind-found", "[yes]: https://x.edu\n[a][no]\n", "2" },
  { "brackets", "[sic] and [1] or [a] [b]\n", "" },
  { "no-link", "[a](https://x y) ![b](photo:a b)\n", "1" },
  { "link-with-space", "[a] (https://x.edu) and (b)[https://x.edu]\n", "1" },
  { "bad-definition", "[a]: https://x y\n\nText [a]\n", "1" },
  { "wiki", "[[Page]] and ![[b.png]]\n", "1 1" },
  { "heading", "###No space\n\n## Yes\n\n#No\n", "1 5" },
  { "heading-escaped", "\\###No\n\n#1 in the state, ### and C#\n", "" },
  { "heading-anchor", "x\n\n## A {#b}\n", "3" },
  { "attribute", "a{.b} {: .c} {{ d }} {% e %}\n", "1" },
  { "braces", "{a, b}\n", "" },
  { "highlight", "==a b==\n", "1" },
  { "equals", "a == b and c == d\n", "" },
  { "emoji", ":smile: a :+1: b\n", "1" },
  { "colons", "10:30:15, 12:00:pm: x::y:: and 🙂\n", "" },
  { "formula", "$E=mc^2$\n\n$$\\frac{1}{2}$$\n\n$x$\n", "1 3 5" },
  { "money", "$60,000–$65,000, $5 and $6, US$ 7 = AU$ 10\n", "" },
  { "toc", "[TOC]\n", "1" },
  { "command", "\\newpage\n", "1" },
  { "backslash", "a\\b \\* c\n", "" },
  { "box", "::: note\na\n:::\n\n!!! warning\n", "1 3 5" },
  { "alert", "> [!NOTE]\n> a\n", "1" },
  { "terms", "Term\n: what it means\n", "2" },
  { "citation", "a [@smith2020, p. 3]\n", "1" },
  { "no-table", "| a | b |\n| c | d |\n", "1" },
  { "table-of-other-width", "| a | b |\n|---|---|---|\n| c | d |\n", "1 2" },
  { "grid-table", "+---+---+\n| a | b |\n+---+---+\n", "1" },
  { "in-cell", "| a |\n|---|\n| b |\n| ~~c~~ |\n", "4" },
  { "address", "See https://x.edu/~a/==b==/:c: and www.x.edu or me@x.edu\n", "" },
  { "yaml", "---\ntitle: A\ndate: 2026-11-01\n---\n\nText ~~a~~\n", "1 6" },
  { "yaml-dots", "---\r\ntitle: A\r\n...\r\nText\r\n", "1" },
  { "toml", "+++\ntitle = \"A\"\n+++\nText\n", "1" },
  { "rules", "---\n\nText\n\n---\n", "" },
  { "zero-behind-text", "Steps:\n0. a\n1. b\n", "2" },
  { "html", "a\n\nb\n<i>c</i>\n", "4" },
  { "html-twice", "<i>a</i>\n<b>b</b>\n", "1 2" },
  { "heading-unusual-space", "##\u00a0Who\n\n#\u3000A\n\n\u200b## B\n", "1 3 5" },
  { "item-unusual-space", "well-known\n-\u00a0a\n*\u00a0b\n\n1.\u00a0c\n\n\u00a0\u00a0- d\n", "2 3 5 7" },
  { "no-unusual-space", "a\u00a0- b\n5\u00a0- 6 #\u00a07\n\n\u200eText\n", "" },
  { "bullets", "Days:\n• a\n●\u00a0b\n", "2 3" },
  { "no-bullets", "a • b · c\n", "" },
  { "comment", "a %%b%% c\n\n%%\nd\n%%\n", "1 3 5" },
  { "per-cent", "100% or 100%% and 5 % %\n", "" },
  { "changes", "{++a++} b {--c--}\n{~~d~>e~~} {==f==}\n{>>g<<}\n", "1 2 3" },
  { "spoiler", "||a b|| c (||d||)\n", "1" },
  { "or", "a || b || c, x||y||z\n", "" },
  { "table-of-wiki", "||a||b||\n", "1" },
  { "abbreviation", "HTML\n\n*[HTML]: a\n", "3" },
  { "collapsed", "??? a\n\n=== \"b\"\n", "1 3" },
  { "underlined", "++a b++ c\n", "1" },
  { "languages", "C++, C++ and n++ +1\n", "" },
  { "heading-of-wiki", "== A ==\n\nh2. B\n", "1 3" },
  { "bold-of-wiki", "'''a''' and 5'10'' rock 'n' roll\n", "1" },
  { "bb-code", "[b]a[/b] [i]b\n", "1" },
  { "size-of-picture", "a{width=50%}\n", "1" },
  { "directive", ".. note:: a\n\n#+TITLE: b\n", "1 3" },
  { "formula-alone", "$$\na\n$$\n", "1 3" },
  { "line-block", "| a\n| b\n", "1" },
  { "toc-of-wiki", "[[_TOC_]]\n", "1" },
  { "simple-table", "a    b\n---- ----\n1    2\n", "2" },
  { "rules-of-all-kinds", "a\n\n- - -\n\n----------\n\n* * *\n", "" },
  { "cells-too-many", "> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n> 1 | 2 | |\n> | 1 \\| 2 | 3 |\n", "3" },
  { "cells-behind-front-matter", "---\ntitle: A\n---\n| a |\n|---|\n| b |\n| c | d |\n", "1 7" },
  { "heading-without-words", "##\n\na\n\n## \u200b\n", "1 5" },
  { "invisible-in-address", "[a](https://x.edu/\xE2\x80\x8B) b\n[c](https://x\xC2\xAD.edu)\nhttps://x.edu/\xE2\x80\x8E\n", "1 2 3" },
  { "control-in-address", "[a](<https://x.edu/\x01>)\n", "1" },
  { "invisible-in-text", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE\xD9\x88 a\xC2\xAD" "b \xE2\x80\x8F [a](https://x.edu)\n", "" },
  { "link-line", "a\nb\n[c](javascript:d)\n", "3" },
};

static GPtrArray *
parse (const char *text,
       gsize       length,
       GPtrArray  *problems)
{
  g_autoptr (GHashTable) photos = g_hash_table_new (g_str_hash, g_str_equal);
  FairPackReader reader = { .problems = problems, .file = "pages/a.en.md" };

  return fair_markdown_parse (text, length, photos, &reader);
}

static char *
dup_lines (GPtrArray *problems)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const FairPackProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("%s: %s", problem->place, problem->message);
      g_assert_true (g_str_has_prefix (problem->place, "line "));
      g_string_append_printf (lines, "%s%s", i == 0 ? "" : " ", problem->place + strlen ("line "));
    }
  return g_string_free_and_steal (lines);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse (test->text, strlen (test->text), problems);
  g_autofree char *lines = dup_lines (problems);

  g_assert_nonnull (blocks);
  g_assert_cmpstr (lines, ==, test->lines);
}

static GPtrArray *
parse_file (const char *name,
            GPtrArray  *problems)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "pages", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return parse (text, length, problems);
}

static void
assert_file (const char *name,
             const char *expected)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse_file (name, problems);
  g_autofree char *lines = dup_lines (problems);

  g_assert_cmpstr (lines, ==, expected);
}

/* Pages as people brought them. */
static void
test_files (void)
{
  assert_file ("frontmatter.md", "1");
  assert_file ("gfm.md", "3 4 6 8 10");
  assert_file ("pandoc.md", "3 3 3 3 3 5 7 9 11");
  assert_file ("refs.md", "3 5");
  assert_file ("table.md", "");
}

static const FairBlock *
get_block (GPtrArray *blocks,
           guint      index)
{
  g_assert_cmpuint (index, <, blocks->len);
  return g_ptr_array_index (blocks, index);
}

static void
assert_cell (const FairBlock *table,
             guint            index,
             const char      *markup,
             FairAlign        align)
{
  const FairBlock *cell = get_block (table->cells, index);

  g_assert_cmpint (cell->kind, ==, FAIR_BLOCK_CELL);
  g_assert_cmpstr (cell->markup, ==, markup);
  g_assert_cmpint (cell->align, ==, align);
}

static void
test_table (void)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse_file ("table.md", problems);
  const FairBlock *table = get_block (blocks, 1);

  g_assert_cmpuint (blocks->len, ==, 2);
  g_assert_cmpint (table->kind, ==, FAIR_BLOCK_TABLE);
  g_assert_cmpuint (table->n_columns, ==, 2);
  g_assert_cmpuint (table->cells->len, ==, 6);
  assert_cell (table, 0, "Year", FAIR_ALIGN_START);
  assert_cell (table, 5, "PICU", FAIR_ALIGN_START);
  g_assert_cmpstr (table->text, ==, "Year\tRotation\nPGY1\tNICU\nPGY2\tPICU");
}

/* Rows that are too short are filled up; what is in cells is text as elsewhere; a table ends a paragraph. */
static void
test_table_cells (void)
{
  const char *text = "Lead\n| A & B | C | D |\n|:--|:-:|--:|\n| **b** \\| <i> | x\n| 1 | 2 | 3 | 4 |\n\nNext\n";
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse (text, strlen (text), problems);
  const FairBlock *table = get_block (blocks, 1);
  g_autofree char *lines = dup_lines (problems);

  g_assert_cmpstr (get_block (blocks, 0)->text, ==, "Lead");
  g_assert_cmpuint (table->n_columns, ==, 3);
  g_assert_cmpuint (table->cells->len, ==, 9);
  assert_cell (table, 0, "A &amp; B", FAIR_ALIGN_START);
  assert_cell (table, 1, "C", FAIR_ALIGN_CENTER);
  assert_cell (table, 2, "D", FAIR_ALIGN_END);
  assert_cell (table, 3, "<b>b</b> | &lt;i&gt;", FAIR_ALIGN_START);
  assert_cell (table, 5, "", FAIR_ALIGN_END);
  assert_cell (table, 8, "3", FAIR_ALIGN_END);
  g_assert_cmpstr (get_block (blocks, 2)->text, ==, "Next");
  g_assert_cmpstr (lines, ==, "4 5");
}

static void
test_huge_table (void)
{
  GString *text = g_string_new ("| a | b | c |\n|--|--|--|\n");
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *lines = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "| 1 | 2 | 3 |\n");
  blocks = parse (text->str, text->len, problems);
  g_string_free (text, TRUE);
  g_assert_cmpuint (blocks->len, ==, 1);
  g_assert_cmpuint (get_block (blocks, 0)->cells->len, ==, 1998);
  lines = dup_lines (problems);
  g_assert_cmpstr (lines, ==, "668");
}

static void
test_addresses (void)
{
  const char *text = "https://x.edu/a?b=1&c=2 www.x.edu me@x.edu\n";
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse (text, strlen (text), problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (get_block (blocks, 0)->markup, ==,
                   "<a href=\"https://x.edu/a?b=1&amp;c=2\">https://x.edu/a?b=1&amp;c=2</a> "
                   "<a href=\"http://www.x.edu\">www.x.edu</a> <a href=\"mailto:me@x.edu\">me@x.edu</a>");
}

static void
test_front_matter (void)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GPtrArray) blocks = parse_file ("frontmatter.md", problems);

  g_assert_cmpstr (get_block (blocks, 0)->text, ==, "We train pediatricians.");
  g_assert_cmpint (get_block (blocks, 0)->kind, ==, FAIR_BLOCK_LEAD);
  g_assert_cmpstr (get_block (blocks, 1)->text, ==, "Who");
}

typedef struct
{
  const char *text;
  const char *found;
  const char *remedy;
} Remedy;

/* What is typed after reading the remedy is right. */
static void
test_remedies (void)
{
  static const Remedy remedies[] = {
    { "![[b.png]]\n", "“![[b.png]]”", "![what it shows](photo:its-id)" },
    { "[[Page]]\n", "“[[Page]]”", "[words](https://…)" },
    { "[a](https://x y)\n", "“[a](”", "%20" },
    { "**b:**c\n", "“**”", "no letter next to it outside" },
    { "{++a++}\n", "“{++a++}”", "as it shall be" },
    { "||a||\n", "“||a||”", "remove the bars" },
    { "| a | b |\n", "“| a | b |”", "|---|---|" },
    { "##\u00a0A\n", "“##\u00a0A”", "press the space bar" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autoptr (GPtrArray) blocks = parse (remedies[i].text, strlen (remedies[i].text), problems);
      const FairPackProblem *problem = NULL;

      g_assert_cmpuint (problems->len, ==, 1);
      problem = g_ptr_array_index (problems, 0);
      g_test_message ("%s", problem->message);
      g_assert_nonnull (strstr (problem->message, remedies[i].found));
      g_assert_nonnull (strstr (problem->message, remedies[i].remedy));
    }
}

static gpointer
parse_often (gpointer data)
{
  for (guint i = 0; i < 200; i++)
    test_addresses ();
  return NULL;
}

/* A program that is read anew in another language is read in several threads at once. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("parse", parse_often, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown-strays/case/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/markdown-strays/files", test_files);
  g_test_add_func ("/markdown-strays/table", test_table);
  g_test_add_func ("/markdown-strays/table-cells", test_table_cells);
  g_test_add_func ("/markdown-strays/huge-table", test_huge_table);
  g_test_add_func ("/markdown-strays/addresses", test_addresses);
  g_test_add_func ("/markdown-strays/front-matter", test_front_matter);
  g_test_add_func ("/markdown-strays/remedies", test_remedies);
  g_test_add_func ("/markdown-strays/threads", test_threads);
  return g_test_run ();
}

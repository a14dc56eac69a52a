/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content pack, any bytes: up to the first NUL its program.json, behind it the text of its page "about". */
#include "fuzz.h"

#include "fuzz-folder.h"
#include "program/fair-program.h"
#include <string.h>

/* What is shown as markup must be markup, whatever the page says. */
static void
check_markup (const char *markup)
{
  static const GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autofree char *whole = g_strconcat ("<markup>", markup, "</markup>", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, whole, -1, &error) &&
                 g_markup_parse_context_end_parse (context, &error));
}

static void
look_at_blocks (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const FairBlock *block = g_ptr_array_index (blocks, i);

      if (block->markup != NULL)
        check_markup (block->markup);
      if (block->kind != FAIR_BLOCK_TABLE)
        continue;
      g_assert_cmpuint (block->n_columns, >, 0);
      g_assert_cmpuint (block->cells->len % block->n_columns, ==, 0);
      look_at_blocks (block->cells);
    }
}

static void
look_at (FairProgram *program)
{
  GListModel *pages = program->pages;

  g_assert_nonnull (program->name);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (pages, i);

      g_assert_nonnull (fair_program_find_page (program, page->id));
      look_at_blocks (page->blocks);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\0', size) : NULL;
  size_t length = end != NULL ? (size_t) (end - data) : size;
  g_autofree char *json = fuzz_folder_write ("pack/program.json", data, length);
  g_autofree char *page = end != NULL ? fuzz_folder_write ("pack/pages/about.en.md", end + 1, size - length - 1) : NULL;
  g_autofree char *folder = g_path_get_dirname (json);
  const char *const languages[] = { "es_MX.UTF-8", "zh_CN", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FairProgram) program = fair_program_load (folder, languages, NULL, &error);

  g_assert_true ((program == NULL) == (error != NULL));
  if (program != NULL)
    look_at (program);
  return 0;
}

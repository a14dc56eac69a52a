/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the block of a table out of its cells, and finds what gets lost of tables. */
#include "config.h"
#include "program/fair-markdown-table.h"

#include <cmark-gfm-core-extensions.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * fair_markdown_table_new:
 * @node: a table
 *
 * Returns: (transfer full): its block, without any cells yet
 */
FairBlock *
fair_markdown_table_new (cmark_node *node)
{
  FairBlock *self = fair_block_new (FAIR_BLOCK_TABLE, 0, NULL, NULL);

  self->n_columns = cmark_gfm_extensions_get_table_columns (node);
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_block_free);
  return self;
}

/**
 * fair_markdown_table_add:
 * @self: the block of a table
 * @node: its next cell
 * @markup: what is in it, as Pango markup
 * @text: the same without markup
 */
void
fair_markdown_table_add (FairBlock  *self,
                         cmark_node *node,
                         const char *markup,
                         const char *text)
{
  const guint8 *alignments = cmark_gfm_extensions_get_table_alignments (cmark_node_parent (cmark_node_parent (node)));
  guint8 alignment = alignments[self->cells->len % self->n_columns];
  FairBlock *cell = fair_block_new (FAIR_BLOCK_CELL, 0, markup, text);

  cell->align = alignment == 'r' ? FAIR_ALIGN_END : alignment == 'c' ? FAIR_ALIGN_CENTER : FAIR_ALIGN_START;
  g_ptr_array_add (self->cells, cell);
}

/**
 * fair_markdown_table_end:
 * @self: (transfer full): the block of a table
 *
 * Leaves out a last row that is not whole, and gathers the texts of the cells.
 *
 * Returns: (transfer full) (nullable): the block, if it has a row
 */
FairBlock *
fair_markdown_table_end (FairBlock *self)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_set_size (self->cells, (int) (self->cells->len - self->cells->len % self->n_columns));
  for (guint i = 0; i < self->cells->len; i++)
    {
      const FairBlock *cell = g_ptr_array_index (self->cells, i);
      const char *separator = i == 0 ? "" : i % self->n_columns == 0 ? "\n" : "\t";

      g_string_append_printf (markup, "%s%s", separator, cell->markup);
      g_string_append_printf (text, "%s%s", separator, cell->text);
    }
  g_set_str (&self->markup, markup->str);
  g_set_str (&self->text, text->str);
  if (self->cells->len > 0)
    return self;
  fair_block_free (self);
  return NULL;
}

/* The number of the last cell of a row with something in it. A bar behind a "\" is text. */
static guint
count_cells (const char *line)
{
  guint n_cells = 0, last = 0;

  line += strspn (line, " \t>");
  for (const char *p = *line == '|' ? line + 1 : line; *p != '\0'; p++)
    {
      if (*p == '|')
        n_cells++;
      else if (!g_ascii_isspace (*p))
        last = n_cells + 1;
      if (*p == '\\' && p[1] != '\0')
        p++;
    }
  return last;
}

/**
 * fair_markdown_table_check_row:
 * @self: the block of a table
 * @source: the page
 * @line: where one of its rows stands
 * @reader: where a problem goes
 *
 * Cells beyond the columns of a table are left out by GitHub Flavored Markdown, without a word.
 */
void
fair_markdown_table_check_row (FairBlock      *self,
                               FairPageSource *source,
                               guint           line,
                               FairPackReader *reader)
{
  g_autofree char *row = fair_page_source_dup_line (source, line);
  guint n_cells = count_cells (row);
  g_autofree char *message = NULL;

  if (n_cells <= self->n_columns)
    return;
  message = g_strdup_printf (_("this row has %u cells and its table %u columns, so the rest is left out: give the first line as many, "
                               "or put “\\” before a bar that is a part of the text"),
                             n_cells, self->n_columns);
  fair_page_source_complain (reader, line, message);
}

/**
 * fair_markdown_table_check_rule:
 * @source: the page
 * @line: where a thematic break stands
 * @reader: where a problem goes
 *
 * Pandoc's tables have such a line below the names of their columns.
 */
void
fair_markdown_table_check_rule (FairPageSource *source,
                                guint           line,
                                FairPackReader *reader)
{
  g_autofree char *rule = fair_page_source_dup_line (source, line);

  if (g_regex_match_simple ("^[ >]{0,9}-{2,99}(?: {1,99}-{2,99})+$", rule, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    fair_page_source_complain (reader, line, _("this is a line across the page; for a table put | between the columns, and a line "
                                               "such as |---|---| below the first one"));
}

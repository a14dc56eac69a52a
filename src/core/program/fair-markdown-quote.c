/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells in a quotation what was said from who said it: its last line, where that begins with a dash. */
#include "config.h"
#include "program/fair-markdown-quote.h"

static gboolean
begins_with_dash (const char *text)
{
  static const char *const dashes[] = { "—", "―", "–", "--" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (text, dashes[i]))
      return TRUE;
  return FALSE;
}

/**
 * fair_markdown_quote_ends_at:
 * @line_break: where a line ends
 *
 * Returns: whether the next line is the last of a quotation, and tells who said it
 */
gboolean
fair_markdown_quote_ends_at (cmark_node *line_break)
{
  cmark_node *paragraph = cmark_node_parent (line_break);
  cmark_node *quote = cmark_node_parent (paragraph);
  cmark_node *next = cmark_node_next (line_break);

  if (cmark_node_get_type (paragraph) != CMARK_NODE_PARAGRAPH || cmark_node_get_type (quote) != CMARK_NODE_BLOCK_QUOTE ||
      cmark_node_next (paragraph) != NULL || next == NULL || cmark_node_get_type (next) != CMARK_NODE_TEXT ||
      !begins_with_dash (cmark_node_get_literal (next)))
    return FALSE;
  for (; next != NULL; next = cmark_node_next (next))
    if (cmark_node_get_type (next) == CMARK_NODE_SOFTBREAK || cmark_node_get_type (next) == CMARK_NODE_LINEBREAK)
      return FALSE;
  return TRUE;
}

/**
 * fair_markdown_quote_kind:
 * @blocks: (element-type FairBlock): what comes before
 * @text: a paragraph of a quotation
 *
 * Returns: what it is: more of what was said, or who said it
 */
FairBlockKind
fair_markdown_quote_kind (GPtrArray  *blocks,
                          const char *text)
{
  const FairBlock *last = blocks->len > 0 ? g_ptr_array_index (blocks, blocks->len - 1) : NULL;

  return last != NULL && last->kind == FAIR_BLOCK_QUOTE && begins_with_dash (text) ? FAIR_BLOCK_ATTRIBUTION : FAIR_BLOCK_QUOTE;
}

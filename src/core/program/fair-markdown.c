/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a page's CommonMark into blocks: everything that its author wrote is text, never markup. */
#include "config.h"
#include "program/fair-markdown.h"

#include "base/fair-text.h"
#include "program/fair-markdown-quote.h"
#include "program/fair-markdown-strays.h"
#include "program/fair-markdown-table.h"
#include "program/fair-page-source.h"
#include "program/fair-url.h"
#include "takehome/fair-qr-code.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* More is no page that anybody reads at a table. */
#define MAX_BLOCKS 2000
#define MAX_LIST_DEPTH 6

/*
 * The document is walked in one pass. Containers (lists, quotes) only change the state; what holds text is gathered in
 * @markup and @text and becomes a block when it ends. Pictures wait until then, so that they follow their paragraph.
 */
typedef struct
{
  FairPackReader *reader;
  FairPageSource *source;
  GHashTable *photos;
  GPtrArray *blocks;
  GString *markup;
  GString *text;
  GString *strays;     /* the line of @text in which strays are sought */
  FairStrayPlace place; /* of that line */
  const char *remedy;  /* of the last stray */
  guint remedy_line;
  GPtrArray *waiting;  /* of FairBlock: pictures of the paragraph */
  GString *alt;        /* while inside of a picture */
  FairBlock *item;     /* the block of the open list item, once it has one */
  FairBlock *table;    /* the open table */
  guint n_cells;       /* of all tables so far */
  guint line;
  guint last_line;     /* of the open block */
  int quote_depth;
  int list_depth;
  int number; /* of the open list item; -1 for a bullet */
  gboolean item_is_new;
  gboolean is_full;
} Walk;

static void
complain (Walk       *walk,
          const char *message)
{
  fair_page_source_complain (walk->reader, walk->line, message);
}

static void
say_full (Walk *walk)
{
  if (!walk->is_full)
    complain (walk, _("the page is too long to be shown; what follows is left out, so make several pages of it"));
  walk->is_full = TRUE;
}

static void
add_block (Walk      *walk,
           FairBlock *block)
{
  if (walk->blocks->len < MAX_BLOCKS)
    {
      g_ptr_array_add (walk->blocks, block);
      return;
    }
  say_full (walk);
  fair_block_free (block);
}

static void
append_escaped (Walk       *walk,
                const char *text)
{
  g_autofree char *escaped = NULL;

  if (walk->alt != NULL)
    {
      g_string_append (walk->alt, text);
      return;
    }
  escaped = g_markup_escape_text (text, -1);
  g_string_append (walk->markup, escaped);
  g_string_append (walk->text, text);
}

static void
stray_found (const char *found,
             const char *remedy,
             gpointer    data)
{
  Walk *walk = data;
  g_auto (GStrv) parts = g_strsplit (found, FAIR_STRAY_OBJECT, -1);
  g_autofree char *words = g_strjoinv (NULL, parts);
  guint line = fair_page_source_find (walk->source, parts[0], walk->line, walk->last_line);
  g_autofree char *place = g_strdup_printf (_("line %u"), line);

  if (line > 0 && (line != walk->remedy_line || remedy != walk->remedy))
    fair_pack_reader_complain (walk->reader, place, NULL, _("“%s” is not CommonMark and is shown as it is typed; %s"), words, remedy);
  walk->remedy = remedy;
  walk->remedy_line = line;
}

/* At the end of each line as it was typed. */
static void
end_line (Walk *walk)
{
  if (walk->strays->len > 0)
    fair_markdown_find_strays (walk->strays->str, walk->place, stray_found, walk);
  g_string_truncate (walk->strays, 0);
  walk->place = FAIR_STRAY_LINE;
}

static void
append_tag (Walk       *walk,
            const char *tag)
{
  if (walk->alt != NULL)
    return;
  g_string_append (walk->markup, tag);
  g_string_append (walk->strays, FAIR_STRAY_OBJECT);
}

/* A further paragraph of a list item goes on in the item's block as long as nothing stands between the two. */
static gboolean
continue_item (Walk *walk)
{
  if (walk->item_is_new || walk->item == NULL || walk->blocks->len == 0 ||
      g_ptr_array_index (walk->blocks, walk->blocks->len - 1) != walk->item)
    return FALSE;
  {
    g_autofree char *markup = g_strconcat (walk->item->markup, "\n", walk->markup->str, NULL);
    g_autofree char *text = g_strconcat (walk->item->text, "\n", walk->text->str, NULL);

    g_set_str (&walk->item->markup, markup);
    g_set_str (&walk->item->text, text);
  }
  return TRUE;
}

static void
add_item (Walk *walk)
{
  FairBlock *block = NULL;

  if (continue_item (walk))
    return;
  block = fair_block_new (!walk->item_is_new ? FAIR_BLOCK_PARAGRAPH : walk->number < 0 ? FAIR_BLOCK_BULLET : FAIR_BLOCK_NUMBERED,
                     MIN (walk->list_depth, MAX_LIST_DEPTH), walk->markup->str, walk->text->str);
  block->number = walk->item_is_new ? MAX (walk->number, 0) : 0;
  walk->item = walk->item_is_new && !walk->is_full ? block : NULL;
  walk->item_is_new = FALSE;
  add_block (walk, block);
  if (walk->is_full)
    walk->item = NULL;
}

static void
add_waiting_photos (Walk *walk)
{
  while (walk->waiting->len > 0)
    add_block (walk, g_ptr_array_steal_index (walk->waiting, 0));
}

static void
end_paragraph (Walk *walk)
{
  if (fair_text_is_blank (walk->text->str))
    {
      add_waiting_photos (walk);
      return;
    }
  if (walk->list_depth > 0)
    add_item (walk);
  else if (walk->quote_depth > 0)
    add_block (walk, fair_block_new (fair_markdown_quote_kind (walk->blocks, walk->text->str), 0, walk->markup->str, walk->text->str));
  else
    {
      gboolean is_lead = TRUE;

      for (guint i = 0; is_lead && i < walk->blocks->len; i++)
        is_lead = ((FairBlock *) g_ptr_array_index (walk->blocks, i))->kind == FAIR_BLOCK_PHOTO;
      add_block (walk, fair_block_new (is_lead ? FAIR_BLOCK_LEAD : FAIR_BLOCK_PARAGRAPH, 0, walk->markup->str, walk->text->str));
    }
  add_waiting_photos (walk);
}

static void
end_heading (Walk *walk,
             int   level)
{
  if (level < 2)
    complain (walk, _("the page has its title already; begin a section with “##”"));
  if (fair_text_is_blank (walk->text->str))
    complain (walk, _("there is a heading without words; write some behind it, or remove it"));
  add_block (walk, fair_block_new (FAIR_BLOCK_HEADING, MAX (level, 2), walk->markup->str, walk->text->str));
  add_waiting_photos (walk);
}

static void
add_code (Walk       *walk,
          const char *code)
{
  g_autofree char *text = g_strdup (code);
  g_autofree char *escaped = NULL;
  g_autofree char *markup = NULL;

  if (g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  escaped = g_markup_escape_text (text, -1);
  markup = g_strdup_printf ("<tt>%s</tt>", escaped);
  add_block (walk, fair_block_new (FAIR_BLOCK_CODE, 0, markup, text));
}

static void
start_text (Walk          *walk,
            FairStrayPlace place)
{
  g_string_truncate (walk->markup, 0);
  g_string_truncate (walk->text, 0);
  g_string_truncate (walk->strays, 0);
  walk->place = place;
}

static void
add_html (Walk       *walk,
          const char *html)
{
  g_autofree char *text = g_strchomp (g_strdup (html));

  complain (walk, _("HTML is shown as plain text; write it as CommonMark"));
  start_text (walk, FAIR_STRAY_LINE);
  append_escaped (walk, text);
  end_paragraph (walk);
}

static const char *
tidy_url (Walk       *walk,
          cmark_node *node)
{
  g_autofree char *place = g_strdup_printf (_("line %u"), walk->line);

  cmark_node_set_url (node, fair_pack_reader_tidy (walk->reader, place, NULL, cmark_node_get_url (node)));
  return cmark_node_get_url (node);
}

static void
open_link (Walk       *walk,
           const char *url)
{
  g_autofree char *escaped = NULL;

  if (!fair_url_is_allowed (url))
    {
      complain (walk, _("a link must lead to an https, http or mailto address; it is shown as plain text"));
      return;
    }
  if (strlen (url) > FAIR_QR_CODE_MAX_BYTES)
    complain (walk, _("this address is too long for the code that visitors take home; name a shorter one"));
  escaped = g_markup_escape_text (url, -1);
  append_tag (walk, "<a href=\"");
  append_tag (walk, escaped);
  append_tag (walk, "\">");
}

static void
end_photo (Walk       *walk,
           const char *url)
{
  g_autofree char *alt = g_string_free_and_steal (g_steal_pointer (&walk->alt));
  g_autofree char *escaped = g_markup_escape_text (alt, -1);
  FairBlock *block = NULL;

  if (!g_str_has_prefix (url, "photo:"))
    {
      complain (walk, _("a picture must be one of the photos: write ![what it shows](photo:its-id)"));
      return;
    }
  if (!g_hash_table_contains (walk->photos, url + strlen ("photo:")))
    {
      g_autofree char *message = g_strdup_printf (_("there is no photo “%s”; add it to program.json, or correct the name"),
                                                  url + strlen ("photo:"));
      complain (walk, message);
      return;
    }
  block = fair_block_new (FAIR_BLOCK_PHOTO, 0, escaped, alt);
  block->photo = g_strdup (url + strlen ("photo:"));
  g_ptr_array_add (walk->waiting, block);
}

static void
enter_list (Walk *walk)
{
  walk->list_depth++;
  if (walk->list_depth == MAX_LIST_DEPTH + 1)
    complain (walk, _("lists are nested too deep to be told apart; make it flatter"));
}

static void
enter_item (Walk       *walk,
            cmark_node *node)
{
  cmark_node *list = cmark_node_parent (node);
  int n_earlier = 0;

  walk->item_is_new = TRUE;
  walk->item = NULL;
  walk->number = -1;
  if (cmark_node_get_list_type (list) != CMARK_ORDERED_LIST)
    return;
  n_earlier = GPOINTER_TO_INT (cmark_node_get_user_data (list));
  walk->number = cmark_node_get_list_start (list) + n_earlier;
  cmark_node_set_user_data (list, GINT_TO_POINTER (n_earlier + 1));
}

static void
exit_table (Walk *walk)
{
  FairBlock *table = fair_markdown_table_end (g_steal_pointer (&walk->table));

  if (table != NULL)
    add_block (walk, table);
  add_waiting_photos (walk);
}

static void
exit_cell (Walk       *walk,
           cmark_node *node)
{
  end_line (walk);
  if (walk->n_cells++ < MAX_BLOCKS)
    fair_markdown_table_add (walk->table, node, walk->markup->str, walk->text->str);
  else
    say_full (walk);
}

static void
enter_block (Walk       *walk,
             cmark_node *node)
{
  const char *type = cmark_node_get_type_string (node);

  walk->line = walk->source->first_line - 1 + (guint) cmark_node_get_start_line (node);
  walk->last_line = walk->source->first_line - 1 + (guint) cmark_node_get_end_line (node);
  if (g_str_equal (type, "table"))
    walk->table = fair_markdown_table_new (node);
  if (g_str_equal (type, "table_row"))
    fair_markdown_table_check_row (walk->table, walk->source, walk->line, walk->reader);
  if (g_str_equal (type, "table_cell"))
    start_text (walk, FAIR_STRAY_LINE);
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_BLOCK_QUOTE:
      walk->quote_depth++;
      break;
    case CMARK_NODE_LIST:
      enter_list (walk);
      break;
    case CMARK_NODE_ITEM:
      enter_item (walk, node);
      break;
    case CMARK_NODE_PARAGRAPH:
      start_text (walk, walk->item_is_new ? FAIR_STRAY_PARAGRAPH | FAIR_STRAY_ITEM : FAIR_STRAY_PARAGRAPH);
      break;
    case CMARK_NODE_HEADING:
      start_text (walk, FAIR_STRAY_LINE);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_code (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_BLOCK:
      add_html (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      fair_markdown_table_check_rule (walk->source, walk->line, walk->reader);
      add_block (walk, fair_block_new (FAIR_BLOCK_RULE, 0, "", ""));
      break;
    default:
      break;
    }
}

static void
exit_block (Walk       *walk,
            cmark_node *node)
{
  const char *type = cmark_node_get_type_string (node);

  if (g_str_equal (type, "table"))
    exit_table (walk);
  if (g_str_equal (type, "table_cell"))
    exit_cell (walk, node);
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_BLOCK_QUOTE:
      walk->quote_depth--;
      break;
    case CMARK_NODE_LIST:
      walk->list_depth--;
      walk->item = NULL;
      walk->item_is_new = FALSE;
      break;
    case CMARK_NODE_PARAGRAPH:
      end_line (walk);
      end_paragraph (walk);
      break;
    case CMARK_NODE_HEADING:
      end_line (walk);
      end_heading (walk, cmark_node_get_heading_level (node));
      break;
    default:
      break;
    }
}

static void
add_code_span (Walk       *walk,
               const char *code)
{
  append_tag (walk, "<tt>");
  append_escaped (walk, code);
  append_tag (walk, "</tt>");
}

/* Whether a text is an address that leads to itself. */
static gboolean
is_address (cmark_node *node)
{
  cmark_node *link = cmark_node_parent (node);

  return cmark_node_get_type (link) == CMARK_NODE_LINK &&
         g_str_has_suffix (cmark_node_get_url (link), cmark_node_get_literal (node));
}

static void
add_text (Walk       *walk,
          cmark_node *node)
{
  append_escaped (walk, cmark_node_get_literal (node));
  if (walk->alt == NULL)
    g_string_append (walk->strays, is_address (node) ? FAIR_STRAY_OBJECT : cmark_node_get_literal (node));
}

static void
enter_break (Walk       *walk,
             cmark_node *node)
{
  end_line (walk);
  if (!fair_markdown_quote_ends_at (node))
    {
      append_escaped (walk, cmark_node_get_type (node) == CMARK_NODE_SOFTBREAK ? " " : "\n");
      return;
    }
  end_paragraph (walk);
  start_text (walk, FAIR_STRAY_LINE);
}

static void
enter_inline (Walk       *walk,
              cmark_node *node)
{
  if (cmark_node_get_start_line (node) > 0)
    walk->line = walk->source->first_line - 1 + (guint) cmark_node_get_start_line (node);
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      add_text (walk, node);
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      enter_break (walk, node);
      break;
    case CMARK_NODE_CODE:
      add_code_span (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_INLINE:
      complain (walk, _("HTML is shown as plain text; write it as CommonMark"));
      append_escaped (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_EMPH:
      append_tag (walk, "<i>");
      break;
    case CMARK_NODE_STRONG:
      append_tag (walk, "<b>");
      break;
    case CMARK_NODE_LINK:
      open_link (walk, tidy_url (walk, node));
      break;
    case CMARK_NODE_IMAGE:
      /* A picture within the text for another one is part of that text. */
      if (walk->alt == NULL)
        {
          walk->alt = g_string_new (NULL);
          cmark_node_set_user_data (node, walk);
        }
      break;
    default:
      break;
    }
}

static void
exit_inline (Walk       *walk,
             cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_EMPH:
      append_tag (walk, "</i>");
      break;
    case CMARK_NODE_STRONG:
      append_tag (walk, "</b>");
      break;
    case CMARK_NODE_LINK:
      if (fair_url_is_allowed (cmark_node_get_url (node)))
        append_tag (walk, "</a>");
      break;
    case CMARK_NODE_IMAGE:
      if (cmark_node_get_user_data (node) != NULL)
        end_photo (walk, tidy_url (walk, node));
      break;
    default:
      break;
    }
}

static gboolean
is_inline (cmark_node *node)
{
  return (cmark_node_get_type (node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

static void
walk_document (Walk       *walk,
               cmark_node *document)
{
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event = CMARK_EVENT_NONE;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE && !walk->is_full)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      gboolean is_entered = event == CMARK_EVENT_ENTER;

      if (is_inline (node))
        (is_entered ? enter_inline : exit_inline) (walk, node);
      else
        (is_entered ? enter_block : exit_block) (walk, node);
    }
  cmark_iter_free (iter);
}

/**
 * fair_markdown_parse:
 * @text: CommonMark in UTF-8, with the tables and the bare addresses of GitHub Flavored Markdown
 * @length: its length in bytes
 * @photos: (element-type utf8 gpointer): the ids of the photos that it may show
 * @reader: where problems go
 *
 * Turns a page into blocks. The first paragraph, where no section comes before it, is the lead. HTML is shown as text;
 * a link that is no https, http or mailto address is shown without being one. What is markup elsewhere and is not here is a
 * problem, and is shown as it is typed.
 *
 * Returns: (transfer full) (nullable) (element-type FairBlock): the blocks; %NULL where a paragraph is too long to be read
 */
GPtrArray *
fair_markdown_parse (const char     *text,
                     gsize           length,
                     GHashTable     *photos,
                     FairPackReader *reader)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_block_free);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_block_free);
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GString) strays = g_string_new (NULL);
  g_auto (FairPageSource) source;
  Walk walk = { .reader = reader, .source = &source, .photos = photos, .blocks = blocks, .markup = markup, .text = plain,
                .strays = strays, .waiting = waiting };
  cmark_node *document = NULL;

  fair_page_source_init (&source, text, length, reader);
  if (!fair_page_source_check (&source, reader))
    return NULL;
  document = fair_page_source_parse (&source);
  walk_document (&walk, document);
  cmark_node_free (document);
  if (walk.table != NULL)
    exit_table (&walk);
  if (walk.alt != NULL)
    g_string_free (walk.alt, TRUE);
  return g_steal_pointer (&blocks);
}

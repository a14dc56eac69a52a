/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a page's CommonMark into blocks: everything that its author wrote is text, never markup. */
#include "config.h"
#include "program/fair-markdown.h"

#include <cmark.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* More is no page that anybody reads at a table. */
#define MAX_BLOCKS 2000
#define MAX_LIST_DEPTH 6
/* In bytes. cmark's time grows with the square of a paragraph's length, where that is made of nothing but brackets. */
#define MAX_PARAGRAPH (32 * 1024)

/*
 * The document is walked in one pass. Containers (lists, quotes) only change the state; what holds text is gathered in
 * @markup and @text and becomes a block when it ends. Pictures wait until then, so that they follow their paragraph.
 */
typedef struct
{
  FairPackReader *reader;
  GHashTable *photos;
  GPtrArray *blocks;
  GString *markup;
  GString *text;
  GPtrArray *waiting;  /* of FairBlock: pictures of the paragraph */
  GString *alt;        /* while inside of a picture */
  FairBlock *item;     /* the block of the open list item, once it has one */
  int line;
  int quote_depth;
  int list_depth;
  int number;
  gboolean item_is_new;
  gboolean is_full;
} Walk;

static gboolean
has_host (const char *url)
{
  g_autofree char *host = NULL;

  return g_uri_split_network (url, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL) && host != NULL && *host != '\0';
}

/**
 * fair_url_is_allowed:
 * @url: an address
 *
 * Returns: whether a pack may lead there: to a host by https or http, or to somebody by mailto
 */
gboolean
fair_url_is_allowed (const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);

  for (const char *p = url; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
        return FALSE;
    }
  if (scheme == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (scheme, "mailto") == 0)
    return strchr (url, '@') != NULL;
  return (g_ascii_strcasecmp (scheme, "https") == 0 || g_ascii_strcasecmp (scheme, "http") == 0) && has_host (url);
}

static void
complain (Walk       *walk,
          const char *message)
{
  g_autofree char *place = g_strdup_printf (_("line %u"), (guint) walk->line);

  fair_pack_reader_complain (walk->reader, place, NULL, "%s", message);
}

static FairBlock *
block_new (FairBlockKind kind,
           int           level,
           const char   *markup,
           const char   *text)
{
  FairBlock *block = g_new0 (FairBlock, 1);

  block->kind = kind;
  block->level = level;
  block->markup = g_strdup (markup);
  block->text = g_strdup (text);
  return block;
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
  if (!walk->is_full)
    complain (walk, _("the page is too long to be shown; what follows is left out, so make several pages of it"));
  walk->is_full = TRUE;
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
append_tag (Walk       *walk,
            const char *tag)
{
  if (walk->alt == NULL)
    g_string_append (walk->markup, tag);
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
  block = block_new (walk->item_is_new ? FAIR_BLOCK_LIST_ITEM : FAIR_BLOCK_PARAGRAPH,
                     MIN (walk->list_depth, MAX_LIST_DEPTH), walk->markup->str, walk->text->str);
  block->number = walk->item_is_new ? walk->number : 0;
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
  g_autofree char *visible = g_strstrip (g_strdup (walk->text->str));

  if (*visible == '\0')
    {
      add_waiting_photos (walk);
      return;
    }
  if (walk->list_depth > 0)
    add_item (walk);
  else if (walk->quote_depth > 0)
    add_block (walk, block_new (FAIR_BLOCK_QUOTE, 0, walk->markup->str, walk->text->str));
  else
    {
      gboolean is_lead = TRUE;

      for (guint i = 0; is_lead && i < walk->blocks->len; i++)
        is_lead = ((FairBlock *) g_ptr_array_index (walk->blocks, i))->kind == FAIR_BLOCK_PHOTO;
      add_block (walk, block_new (is_lead ? FAIR_BLOCK_LEAD : FAIR_BLOCK_PARAGRAPH, 0, walk->markup->str, walk->text->str));
    }
  add_waiting_photos (walk);
}

static void
end_heading (Walk *walk,
             int   level)
{
  if (level < 2)
    complain (walk, _("the page has its title already; begin a section with “##”"));
  add_block (walk, block_new (FAIR_BLOCK_HEADING, MAX (level, 2), walk->markup->str, walk->text->str));
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
  add_block (walk, block_new (FAIR_BLOCK_CODE, 0, markup, text));
}

static void
start_text (Walk *walk)
{
  g_string_truncate (walk->markup, 0);
  g_string_truncate (walk->text, 0);
}

static void
add_html (Walk       *walk,
          const char *html)
{
  complain (walk, _("HTML is shown as plain text; write it as CommonMark"));
  start_text (walk);
  append_escaped (walk, html);
  while (walk->markup->len > 0 && walk->markup->str[walk->markup->len - 1] == '\n')
    {
      g_string_truncate (walk->markup, walk->markup->len - 1);
      g_string_truncate (walk->text, walk->text->len - 1);
    }
  end_paragraph (walk);
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
  block = block_new (FAIR_BLOCK_PHOTO, 0, escaped, alt);
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
  walk->number = 0;
  if (cmark_node_get_list_type (list) != CMARK_ORDERED_LIST)
    return;
  n_earlier = GPOINTER_TO_INT (cmark_node_get_user_data (list));
  walk->number = MAX (cmark_node_get_list_start (list), 1) + n_earlier;
  cmark_node_set_user_data (list, GINT_TO_POINTER (n_earlier + 1));
}

static void
enter_block (Walk       *walk,
             cmark_node *node)
{
  walk->line = cmark_node_get_start_line (node);
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
    case CMARK_NODE_HEADING:
      start_text (walk);
      break;
    case CMARK_NODE_CODE_BLOCK:
      add_code (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_BLOCK:
      add_html (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      add_block (walk, block_new (FAIR_BLOCK_RULE, 0, "", ""));
      break;
    default:
      break;
    }
}

static void
exit_block (Walk       *walk,
            cmark_node *node)
{
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
      end_paragraph (walk);
      break;
    case CMARK_NODE_HEADING:
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

static void
enter_inline (Walk       *walk,
              cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      append_escaped (walk, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_SOFTBREAK:
      append_escaped (walk, " ");
      break;
    case CMARK_NODE_LINEBREAK:
      append_escaped (walk, "\n");
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
      open_link (walk, cmark_node_get_url (node));
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
        end_photo (walk, cmark_node_get_url (node));
      break;
    default:
      break;
    }
}

static gboolean
is_inline (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type >= CMARK_NODE_FIRST_INLINE && type <= CMARK_NODE_LAST_INLINE;
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

static gboolean
is_blank_line (const char *line,
               const char *end)
{
  while (line < end && strchr (" \t\r", *line) != NULL)
    line++;
  return line == end;
}

static gboolean
check_paragraphs (const char     *text,
                  gsize           length,
                  FairPackReader *reader)
{
  const char *end = text + length;
  const char *start = text;
  guint n_lines = 0;

  for (const char *line = text; line < end; n_lines++)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));

      if (line_end == NULL)
        line_end = end;
      if (is_blank_line (line, line_end))
        start = line_end;
      else if (line_end - start > MAX_PARAGRAPH)
        {
          g_autofree char *place = g_strdup_printf (_("line %u"), n_lines + 1);

          fair_pack_reader_complain (reader, place, NULL,
                                     _("a paragraph is longer than %d KiB; put blank lines between its parts"),
                                     MAX_PARAGRAPH / 1024);
          return FALSE;
        }
      line = line_end + 1;
    }
  return TRUE;
}

/**
 * fair_markdown_parse:
 * @text: CommonMark in UTF-8
 * @length: its length in bytes
 * @photos: (element-type utf8 gpointer): the ids of the photos that it may show
 * @reader: where problems go
 *
 * Turns a page into blocks. The first paragraph, where no section comes before it, is the lead. HTML is shown as text;
 * a link that is no https, http or mailto address is shown without being one.
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
  Walk walk = { .reader = reader, .photos = photos, .blocks = blocks, .markup = markup, .text = plain, .waiting = waiting };
  cmark_node *document = NULL;

  if (!check_paragraphs (text, length, reader))
    return NULL;
  document = cmark_parse_document (text, length, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
  walk_document (&walk, document);
  cmark_node_free (document);
  if (walk.alt != NULL)
    g_string_free (walk.alt, TRUE);
  return g_steal_pointer (&blocks);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a page as its author typed it: its lines, what stands before the page itself, and where something is written. */
#include "config.h"
#include "program/fair-page-source.h"

#include <cmark-gfm-core-extensions.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* In bytes. cmark's time grows with the square of a paragraph's length, where that is made of nothing but brackets. */
#define MAX_PARAGRAPH (32 * 1024)

/**
 * fair_page_source_complain:
 * @reader: where a problem goes
 * @line: the number of a line in the file, from 1
 * @message: what is wrong there and how to mend it, translated
 */
void
fair_page_source_complain (FairPackReader *reader,
                           guint           line,
                           const char     *message)
{
  g_autofree char *place = g_strdup_printf (_("line %u"), line);

  fair_pack_reader_complain (reader, place, NULL, "%s", message);
}

static void
find_starts (FairPageSource *self)
{
  const char *end = self->text + self->length;
  gsize start = 0;

  g_array_set_size (self->starts, 0);
  for (const char *p = self->text; p < end; p = self->text + start)
    {
      const char *newline = memchr (p, '\n', (gsize) (end - p));

      g_array_append_val (self->starts, start);
      start = newline != NULL ? (gsize) (newline + 1 - self->text) : self->length;
    }
  g_array_append_val (self->starts, self->length);
}

/* @index counts from 0, from the first line behind front matter. */
static char *
dup_line (FairPageSource *self,
          guint           index)
{
  gsize start = g_array_index (self->starts, gsize, index);

  return g_strchomp (g_strndup (self->text + start, g_array_index (self->starts, gsize, index + 1) - start));
}

static gboolean
is_line (FairPageSource *self,
         guint           index,
         const char     *words)
{
  g_autofree char *line = dup_line (self, index);

  return g_str_equal (line, words);
}

/*
 * What programs that make websites want before a page: YAML between "---" and "---" or "...", TOML between "+++" and "+++".
 * Two rules with a text between them are none, so the first line must name something. Gives how many lines it has.
 */
static guint
count_front_matter (FairPageSource *self)
{
  guint n_lines = self->starts->len - 1;
  g_autofree char *first = n_lines > 2 ? dup_line (self, 1) : NULL;
  const char *mark = n_lines > 2 && is_line (self, 0, "+++") ? "+++" : "---";

  if (first == NULL || !is_line (self, 0, mark) ||
      !g_regex_match_simple ("^\\s*[\\w-]{1,80}\\s*[:=]|^\\[\\w", first, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    return 0;
  for (guint i = 2; i < n_lines; i++)
    {
      if (is_line (self, i, mark) || (*mark == '-' && is_line (self, i, "...")))
        return i + 1;
    }
  return 0;
}

/**
 * fair_page_source_init:
 * @self: what to fill
 * @text: a page in valid UTF-8; it must live as long as @self
 * @length: its length in bytes
 * @reader: where a problem goes
 *
 * Passes over front matter, which is a problem.
 */
void
fair_page_source_init (FairPageSource *self,
                       const char     *text,
                       gsize           length,
                       FairPackReader *reader)
{
  guint n_lines = 0;
  gsize start = 0;

  *self = (FairPageSource) { text, length, 1, g_array_new (FALSE, FALSE, sizeof (gsize)) };
  find_starts (self);
  n_lines = count_front_matter (self);
  if (n_lines == 0)
    return;
  fair_page_source_complain (reader, 1, _("a page has no front matter, so it is left out: remove it; the title stands in program.json"));
  start = g_array_index (self->starts, gsize, n_lines);
  self->text += start;
  self->length -= start;
  find_starts (self);
  self->first_line += n_lines;
}

/**
 * fair_page_source_clear:
 * @self: a source
 */
void
fair_page_source_clear (FairPageSource *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
}

static gboolean
is_blank (FairPageSource *self,
          guint           index)
{
  gsize end = g_array_index (self->starts, gsize, index + 1);
  gsize i = g_array_index (self->starts, gsize, index);

  while (i < end && g_ascii_isspace (self->text[i]))
    i++;
  return i == end;
}

/**
 * fair_page_source_check:
 * @self: a source
 * @reader: where a problem goes
 *
 * Returns: whether no paragraph is too long to be read
 */
gboolean
fair_page_source_check (FairPageSource *self,
                        FairPackReader *reader)
{
  gsize paragraph = 0;

  for (guint i = 0; i + 1 < self->starts->len; i++)
    {
      gsize end = g_array_index (self->starts, gsize, i + 1);
      g_autofree char *message = NULL;

      if (is_blank (self, i))
        paragraph = end;
      if (end - paragraph <= MAX_PARAGRAPH)
        continue;
      message = g_strdup_printf (_("a paragraph is longer than %d KiB; put blank lines between its parts"), MAX_PARAGRAPH / 1024);
      fair_page_source_complain (reader, self->first_line + i, message);
      return FALSE;
    }
  return TRUE;
}

/**
 * fair_page_source_parse:
 * @self: a source that fair_page_source_check() has found sound
 *
 * Returns: (transfer full): the document, in CommonMark with the tables and the bare addresses of GitHub Flavored Markdown
 */
cmark_node *
fair_page_source_parse (FairPageSource *self)
{
  /* The characters at which its extensions look are in one place for all threads, so there is one page at a time. */
  static GMutex mutex;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
  cmark_node *document = NULL;

  cmark_gfm_core_extensions_ensure_registered ();
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension ("table"));
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension ("autolink"));
  cmark_parser_feed (parser, self->text, self->length);
  document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return document;
}

/**
 * fair_page_source_dup_line:
 * @self: a source
 * @line: the number of a line in the file
 *
 * Returns: (transfer full): the line without white space at its end; "" if there is none of that number
 */
char *
fair_page_source_dup_line (FairPageSource *self,
                           guint           line)
{
  gboolean is_there = line >= self->first_line && line - self->first_line + 1 < self->starts->len;

  return is_there ? dup_line (self, line - self->first_line) : g_strdup ("");
}

static gboolean
line_has (FairPageSource *self,
          guint           index,
          const char     *words)
{
  const char *start = self->text + g_array_index (self->starts, gsize, index);
  const char *end = self->text + g_array_index (self->starts, gsize, index + 1);
  gsize length = strlen (words);

  for (const char *p = start; (p = memmem (p, (gsize) (end - p), words, length)) != NULL; p++)
    {
      if (p == start || p[-1] != '\\')
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_page_source_find:
 * @self: a source
 * @words: a text without line breaks
 * @first: the number of a line in the file
 * @last: that of a later one
 *
 * Finds where a text is written as it is: what stands behind a "\", or is written in another way, was put there on purpose.
 *
 * Returns: the number of the first line that has it; 0 if none has
 */
guint
fair_page_source_find (FairPageSource *self,
                       const char     *words,
                       guint           first,
                       guint           last)
{
  for (guint line = MAX (first, self->first_line); line <= last && line - self->first_line + 1 < self->starts->len; line++)
    {
      if (line_has (self, line - self->first_line, words))
        return line;
    }
  return 0;
}

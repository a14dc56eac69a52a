/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of JSON of any size and layout, element by element: the members of an array, or objects one after the other. */
#include "config.h"

#include "base/fair-json-elements.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE (256 * 1024)
/* So many bytes tell the beginning of an element from that of an object in one: {"id" or {"v": */
#define BEGINNING 5

/* What is between quotation marks is copied; of all else only brackets and what separates elements matters here. Whether an
 * element is sound JSON is for a parser to say. */
typedef struct
{
  FairJsonElementFunc func;
  gpointer user_data;
  GString *text; /* of the element at hand, as far as it is of use */
  guint64 line;
  guint64 first_line; /* of the element at hand */
  guint64 n_bytes;    /* of the element at hand */
  guint64 n_in_line;  /* bytes of the line that were read */
  guint depth;        /* of brackets in it */
  char first[BEGINNING];   /* how the file's first object begins, if one has */
  char in_line[BEGINNING]; /* how the line begins */
  gboolean in_array;
  gboolean in_string;
  gboolean escaped;
} Elements;

static void
append (Elements *self,
        char      byte)
{
  if (self->n_bytes++ == 0)
    self->first_line = self->line;
  if (self->text->len <= FAIR_JSON_MAX_ELEMENT)
    g_string_append_c (self->text, byte);
  if (self->n_bytes == BEGINNING && *self->first == '\0' && *self->text->str == '{')
    memcpy (self->first, self->text->str, BEGINNING);
}

static gboolean
hand_over (Elements *self,
           GError  **error)
{
  const char *text = self->text->len > FAIR_JSON_MAX_ELEMENT ? NULL : self->text->str;
  gboolean go_on = self->n_bytes == 0 || self->func (text, self->n_bytes, self->first_line, self->user_data, error);

  g_string_truncate (self->text, 0);
  self->n_bytes = 0;
  self->depth = 0;
  self->in_string = self->escaped = FALSE;
  return go_on;
}

static void
take_in_string (Elements *self,
                char      byte)
{
  append (self, byte);
  if (self->escaped)
    self->escaped = FALSE;
  else if (byte == '\\')
    self->escaped = TRUE;
  else if (byte == '"' || byte == '\n')
    self->in_string = FALSE;
}

/* Junk in front of a bracket is an element of its own, and an array's own bracket may be lost: neither spoils what is behind. */
static gboolean
take_outside (Elements *self,
              char      byte,
              GError  **error)
{
  if (self->depth == 0 && (byte == ',' || byte == ']') && (self->in_array || self->n_bytes == 0))
    {
      self->in_array = self->in_array && byte == ',';
      return hand_over (self, error);
    }
  if (self->depth == 0 && (byte == '{' || byte == '[') && !hand_over (self, error))
    return FALSE;
  if (self->depth == 0 && byte == '[' && !self->in_array)
    {
      self->in_array = TRUE;
      return TRUE;
    }
  append (self, byte);
  self->in_string = byte == '"';
  if (byte == '{' || byte == '[')
    self->depth++;
  else if ((byte == '}' || byte == ']') && self->depth > 0 && --self->depth == 0)
    return hand_over (self, error);
  return TRUE;
}

static gboolean
take (Elements *self,
      char      byte,
      GError  **error)
{
  if (!self->in_string && !g_ascii_isspace (byte))
    return take_outside (self, byte, error);
  if (self->in_string)
    take_in_string (self, byte);
  else if (self->depth > 0 && (byte == ' ' || byte == '\t'))
    append (self, byte);
  return TRUE;
}

/* A line that begins as the first element did is another one, even if that before has lost its end. */
static gboolean
begins_anew (const Elements *self)
{
  return self->n_in_line == BEGINNING && self->n_bytes > BEGINNING && memcmp (self->in_line, self->first, BEGINNING) == 0;
}

static gboolean
begin_anew (Elements *self,
            GError  **error)
{
  if (self->text->len == self->n_bytes)
    g_string_truncate (self->text, self->text->len - BEGINNING);
  self->n_bytes -= BEGINNING;
  if (!hand_over (self, error))
    return FALSE;
  for (guint i = 0; i < BEGINNING; i++)
    if (!take (self, self->in_line[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
take_byte (Elements *self,
           char      byte,
           GError  **error)
{
  if (!take (self, byte, error))
    return FALSE;
  if (byte == '\n')
    {
      self->line++;
      self->n_in_line = 0;
      return TRUE;
    }
  if (self->n_in_line < BEGINNING)
    self->in_line[self->n_in_line] = byte;
  self->n_in_line++;
  return !begins_anew (self) || begin_anew (self, error);
}

static gboolean
take_piece (Elements    *self,
            const char  *text,
            gsize        length,
            GError     **error)
{
  if (self->line == 1 && self->n_in_line == 0 && length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  for (gsize i = 0; i < length; i++)
    if (!take_byte (self, text[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_all (Elements        *self,
          const FairFile  *file,
          goffset          end,
          GCancellable    *cancellable,
          GError         **error)
{
  g_autofree char *buffer = g_malloc (PIECE);

  for (goffset at = 0; at < end; at += PIECE)
    {
      gsize length = (gsize) MIN (end - at, PIECE);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!fair_file_read (file, buffer, length, at))
        {
          fair_file_ops_set_error (error, file->path, _("The file could not be read"));
          return FALSE;
        }
      if (!take_piece (self, buffer, length, error))
        return FALSE;
    }
  return hand_over (self, error) && (!self->in_array || self->func (NULL, 0, self->line, self->user_data, error));
}

/**
 * fair_json_elements_foreach:
 * @file: an open file
 * @end: how much of it is read, in bytes
 * @func: takes each element, in their order; what stands where none can be is one, too, for @func to refuse
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: as of fair_file_ops_set_error(), %G_IO_ERROR_CANCELLED, or whatever @func set
 *
 * Reads an array of any number of elements, or as many values as there are one behind the other, in constant memory.
 *
 * Threading: any; blocks.
 *
 * Returns: FALSE if @func stopped it, or with @error set
 */
gboolean
fair_json_elements_foreach (const FairFile       *file,
                            goffset               end,
                            FairJsonElementFunc   func,
                            gpointer              user_data,
                            GCancellable         *cancellable,
                            GError              **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Elements elements = { .func = func, .user_data = user_data, .text = text, .line = 1 };

  return read_all (&elements, file, end, cancellable, error);
}

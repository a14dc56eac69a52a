/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a file of lines: decodes them on all processors, and hands them out in their order.
 *
 * It goes in rounds. In each the calling thread fills a buffer and cuts it, behind newlines, into pieces; the threads, as many as
 * there are processors, take and decode one after the other; then the calling thread hands out the lines, one by one.
 */
#include "config.h"
#include "store/journal/fair-lines.h"

#include "base/fair-json.h"
#include "base/fair-parallel.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* What a thread takes at a time, in bytes: it stays in a processor's cache, and is more than a line may be long. */
#define PIECE_SIZE (256 * 1024)
/* How many of them there are in a round for each thread: enough to be worth starting threads. */
#define PIECES_PER_THREAD 8
#define MAX_PIECES (PIECES_PER_THREAD * FAIR_PARALLEL_MAX)

/* A whole number of lines, all of them in one thread's hands. */
typedef struct
{
  const char *text;
  gsize length;
  goffset offset;
  guint64 n_lines; /* with those that are passed over */
  GArray *lines;   /* of FairLine; their numbers count from the piece's first line */
  void *pool;      /* what JSON is parsed into: a line costs no allocation */
  yyjson_alc allocator;
  GStringChunk *scratch;
} Piece;

typedef struct
{
  const FairLines *what;
  char *buffer;
  gsize size;
  gsize filled;
  goffset offset;  /* of the buffer's beginning in the file */
  guint64 n_lines; /* before the buffer */
  Piece pieces[MAX_PIECES];
  guint n_pieces; /* of this round */
  int n_taken;    /* (atomic): how many of them threads have taken */
} Reading;

/* Whether what is behind the last newline is a line, too. */
static gboolean
has_open_end (const FairLines *what)
{
  return what->kind == FAIR_LINES_FOREIGN || what->kind == FAIR_LINES_RAW;
}

static gboolean
fail (const FairFile  *file,
      GError         **error)
{
  return fair_store_error_set (error, file->path, _("The sign-ups could not be read"));
}

static void
reading_init (Reading         *self,
              const FairLines *what)
{
  guint n_threads = MIN (g_get_num_processors (), FAIR_PARALLEL_MAX);

  *self = (Reading) { .what = what, .offset = what->from };
  self->size = (gsize) MIN (what->end - what->from, (goffset) n_threads * PIECES_PER_THREAD * PIECE_SIZE) + 1;
  self->buffer = g_malloc (self->size);
}

static void
piece_init (Piece *self)
{
  gsize size = yyjson_read_max_memory_usage (PIECE_SIZE, YYJSON_READ_NOFLAG);

  if (self->lines != NULL)
    return;
  self->lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  self->pool = g_malloc (size);
  self->scratch = g_string_chunk_new (4096);
  yyjson_alc_pool_init (&self->allocator, self->pool, size);
}

static void
free_line (FairLine       *self,
           GDestroyNotify  free_mapped)
{
  if (free_mapped != NULL && self->mapped != NULL)
    free_mapped (self->mapped);
  yyjson_doc_free (self->version.doc);
  g_clear_error (&self->error);
}

/* Lets go of the lines of the last round. */
static void
piece_release (Piece          *self,
               GDestroyNotify  free_mapped)
{
  for (guint i = 0; i < self->lines->len; i++)
    free_line (&g_array_index (self->lines, FairLine, i), free_mapped);
  g_array_set_size (self->lines, 0);
  g_string_chunk_clear (self->scratch);
}

static void
reading_clear (Reading *self)
{
  for (guint i = 0; i < MAX_PIECES && self->pieces[i].lines != NULL; i++)
    {
      piece_release (&self->pieces[i], self->what->free_mapped);
      g_array_unref (self->pieces[i].lines);
      g_string_chunk_free (self->pieces[i].scratch);
      g_free (self->pieces[i].pool);
    }
  g_free (self->buffer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
decode (const FairLines *what,
        Piece           *piece,
        FairLine        *line)
{
  if (what->kind == FAIR_LINES_RAW)
    return;
  if (line->text == NULL)
    g_set_error_literal (&line->error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, _("the line is longer than 64 KiB"));
  else if (what->kind == FAIR_LINES_GLANCED && fair_line_glance (line->text, line->length, piece->scratch, &line->version))
    ;
  else if (what->kind == FAIR_LINES_JOURNAL || what->kind == FAIR_LINES_GLANCED)
    fair_line_decode (line->text, line->length, &piece->allocator, &line->version, &line->error);
  else
    fair_line_decode_foreign (line->text, line->length, &piece->allocator, piece->scratch, &line->version, &line->error);
  line->version.offset = line->offset;
}

static void
decode_and_map (const FairLines *what,
                Piece           *piece,
                FairLine        *line)
{
  decode (what, piece, line);
  line->mapped = what->map != NULL ? what->map (line, what->map_data) : NULL;
}

/* An id that is written with an escape is passed over by nobody. */
static gboolean
is_wanted (const FairLines *what,
           const char      *text,
           gsize            length)
{
  if (what->kind == FAIR_LINES_FOREIGN && fair_line_is_blank (text, length))
    return FALSE;
  return what->only == NULL || memmem (text, length, what->only, strlen (what->only)) != NULL ||
         memmem (text, length, "\\u", 2) != NULL;
}

static void
take_piece (const FairLines *what,
            Piece           *piece)
{
  const char *at = piece->text, *end = at + piece->length;

  for (piece->n_lines = 0; at < end; piece->n_lines++)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      gsize length = (gsize) ((newline != NULL ? newline : end) - at);
      FairLine line = { .text = length > FAIR_JSON_MAX_LINE ? NULL : at, .length = length,
                        .offset = piece->offset + (at - piece->text), .number = piece->n_lines + 1 };

      if (is_wanted (what, at, length))
        {
          decode_and_map (what, piece, &line);
          g_array_append_val (piece->lines, line);
        }
      at += length + 1;
    }
}

static gpointer
work (gpointer data)
{
  Reading *self = data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&self->n_taken, 1)) < self->n_pieces)
    take_piece (self->what, &self->pieces[i]);
  return NULL;
}

/* Cuts what is in the buffer, up to @length, where lines end. */
static void
cut (Reading *self,
     gsize    length)
{
  gsize start = 0;

  for (self->n_pieces = 0; start < length; self->n_pieces++)
    {
      Piece *piece = &self->pieces[self->n_pieces];
      gsize piece_end = length;

      if (length - start > PIECE_SIZE && self->n_pieces + 1 < MAX_PIECES)
        {
          const char *middle = self->buffer + start + PIECE_SIZE;
          const char *newline = memchr (middle, '\n', length - start - PIECE_SIZE);

          piece_end = newline != NULL ? (gsize) (newline - self->buffer) + 1 : length;
        }
      piece_init (piece);
      piece->text = self->buffer + start;
      piece->length = piece_end - start;
      piece->offset = self->offset + (goffset) start;
      start = piece_end;
    }
}

static gboolean
hand_out (Reading       *self,
          FairLineFunc   func,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  for (guint i = 0; i < self->n_pieces; i++)
    {
      Piece *piece = &self->pieces[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint j = 0; j < piece->lines->len; j++)
        {
          FairLine *line = &g_array_index (piece->lines, FairLine, j);

          line->number += self->n_lines;
          if (!func (line, user_data, error))
            return FALSE;
        }
      self->n_lines += piece->n_lines;
    }
  return TRUE;
}

/* Drops the first bytes of the buffer. */
static void
drop (Reading *self,
      gsize    length)
{
  self->filled -= length;
  memmove (self->buffer, self->buffer + length, self->filled);
  self->offset += (goffset) length;
}

static gboolean
fill (Reading *self,
      GError **error)
{
  goffset from = self->offset + (goffset) self->filled;
  gsize length = MIN (self->size - self->filled, (gsize) (self->what->end - from));

  if (length > 0 && !fair_file_read (self->what->file, self->buffer + self->filled, length, from))
    return fail (self->what->file, error);
  self->filled += length;
  return TRUE;
}

/* Takes the first @length bytes of the buffer, which are whole lines. */
static gboolean
take (Reading       *self,
      gsize          length,
      FairLineFunc   func,
      gpointer       user_data,
      GCancellable  *cancellable,
      GError       **error)
{
  gboolean done;

  cut (self, length);
  self->n_taken = 0;
  fair_parallel_run (self->n_pieces, "lines", work, self);
  done = hand_out (self, func, user_data, cancellable, error);
  for (guint i = 0; i < self->n_pieces; i++)
    piece_release (&self->pieces[i], self->what->free_mapped);
  drop (self, length);
  return done;
}

/* A line that has no end in the buffer: it is read to its end, and never in memory as a whole. */
static gboolean
take_long (Reading       *self,
           FairLineFunc   func,
           gpointer       user_data,
           GError       **error)
{
  FairLine line = { .offset = self->offset, .number = ++self->n_lines };
  const char *newline = NULL;
  gboolean done;

  while (newline == NULL && self->filled > 0)
    {
      newline = memchr (self->buffer, '\n', self->filled);
      line.length += newline != NULL ? (gsize) (newline - self->buffer) : self->filled;
      drop (self, newline != NULL ? (gsize) (newline - self->buffer) + 1 : self->filled);
      if (newline == NULL && !fill (self, error))
        return FALSE;
    }
  if (newline == NULL && !has_open_end (self->what))
    return TRUE;
  decode_and_map (self->what, NULL, &line);
  done = func (&line, user_data, error);
  free_line (&line, self->what->free_mapped);
  return done;
}

/**
 * fair_lines_foreach:
 * @self: what is to be read
 * @func: takes each line, in their order, in the calling thread
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED, or whatever @func set
 *
 * Reads a file as it is when the call begins, in constant memory. It may be appended to, renamed or replaced meanwhile; a
 * file that ends before @self->end is an error, never an end. Lines of which only white space is left are passed over where
 * they come from other programs.
 *
 * Threading: any; blocks, and has other threads decode.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_lines_foreach (const FairLines  *self,
                    FairLineFunc      func,
                    gpointer          user_data,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_auto (Reading) reading = { 0 };

  reading_init (&reading, self);
  for (;;)
    {
      const char *newline;
      gboolean at_end;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !fill (&reading, error))
        return FALSE;
      at_end = reading.offset + (goffset) reading.filled >= self->end;
      newline = memrchr (reading.buffer, '\n', reading.filled);
      if (newline != NULL)
        {
          if (!take (&reading, (gsize) (newline - reading.buffer) + 1, func, user_data, cancellable, error))
            return FALSE;
        }
      else if (!at_end)
        {
          if (!take_long (&reading, func, user_data, error))
            return FALSE;
        }
      else
        return reading.filled == 0 || !has_open_end (self) ||
               take (&reading, reading.filled, func, user_data, cancellable, error);
    }
}

/**
 * fair_lines_reread:
 * @file: an open file
 * @offset: where a line begins, in bytes
 * @length: its length, in bytes
 * @error: %FAIR_STORE_ERROR: why it cannot be read again
 *
 * Threading: any; blocks.
 *
 * Returns: (transfer full): the line, and a NUL after it, or NULL with @error set
 */
char *
fair_lines_reread (const FairFile  *file,
                   goffset          offset,
                   gsize            length,
                   GError         **error)
{
  g_autofree char *bytes = g_malloc (length + 1);

  bytes[length] = '\0';
  if (fair_file_read (file, bytes, length, offset))
    return g_steal_pointer (&bytes);
  fail (file, error);
  return NULL;
}

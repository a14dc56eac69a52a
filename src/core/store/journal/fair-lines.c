/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a file of lines: decodes them on all processors, and hands them out in their order.
 *
 * The calling thread reads pieces of the file, cut behind newlines, a few ahead. All threads, as many as there are processors,
 * take and decode one after the other. The calling thread hands the lines of each piece out as soon as it is decoded, one by
 * one, and decodes only while there is nothing to hand out. So what is read, and when, does not depend on the threads.
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
/* How many pieces there are for each thread: one that is decoded, and some that wait before or behind that. */
#define PIECES_PER_THREAD 4
#define MAX_PIECES (PIECES_PER_THREAD * FAIR_PARALLEL_MAX)

#define SCRATCH_SIZE (32 * 1024)

/* A whole number of lines, all of them in one thread's hands; or one line that is too long to be in memory. */
typedef struct
{
  char *buffer;
  gsize length;
  gboolean is_long; /* whether it is a line that did not fit into @buffer */
  goffset offset;
  gboolean decoded;
  guint64 n_lines; /* with those that are passed over */
  GArray *lines;   /* of FairLine; their numbers count from the piece's first line */
  void *pool;      /* what JSON is parsed into: a line costs no allocation */
  yyjson_alc allocator;
  GStringChunk *scratch; /* what the lines borrow from, besides */
  GString *made;         /* what was made of the last line */
} Piece;

typedef struct
{
  const FairLines *what;
  gsize piece_size;
  goffset offset;  /* how far the file was read into pieces */
  gboolean at_end; /* whether there is nothing more to read */
  GError *error;   /* why it could not be read on, if that is why */
  guint64 n_lines; /* handed out */
  Piece pieces[MAX_PIECES];
  guint n_pieces;
  guint n_handed_out;
  GThread *threads[FAIR_PARALLEL_MAX]; /* besides the calling one; the last is NULL */

  GMutex mutex; /* guards what follows, and whether pieces are decoded */
  GCond cond;
  guint n_read; /* the last @n_pieces of all that were read are there */
  guint n_taken;
  gboolean ended;
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
free_line (gpointer data)
{
  FairLine *self = data;

  yyjson_doc_free (self->version.doc);
  g_clear_error (&self->error);
}

static void
piece_init (Piece *self,
            gsize  size)
{
  gsize pool_size = yyjson_read_max_memory_usage (size, YYJSON_READ_NOFLAG);

  self->buffer = g_malloc (size);
  self->lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_array_set_clear_func (self->lines, free_line);
  self->pool = g_malloc (pool_size);
  self->scratch = g_string_chunk_new (SCRATCH_SIZE);
  self->made = g_string_new (NULL);
  yyjson_alc_pool_init (&self->allocator, self->pool, pool_size);
}

static void
piece_clear (Piece *self)
{
  if (self->lines == NULL)
    return;
  g_array_unref (self->lines);
  g_string_free (self->made, TRUE);
  g_string_chunk_free (self->scratch);
  g_free (self->pool);
  g_free (self->buffer);
}

static void
decode (const FairLines *what,
        Piece           *piece,
        FairLine        *line)
{
  if (what->kind == FAIR_LINES_RAW)
    return;
  if (line->text == NULL)
    g_set_error_literal (&line->error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, _("the line is longer than 64 KiB"));
  else if (what->kind == FAIR_LINES_GLANCED && what->map == NULL &&
           fair_line_glance (line->text, line->length, piece->scratch, &line->version))
    ;
  else if (what->kind == FAIR_LINES_JOURNAL || what->kind == FAIR_LINES_GLANCED)
    fair_line_decode (line->text, line->length, &piece->allocator, &line->version, &line->error);
  else
    fair_line_decode_foreign (line->text, line->length, &piece->allocator, piece->scratch, &line->version, &line->error);
  line->version.offset = line->offset;
}

/* Lets go of all that was parsed but what a glance would tell, and whom a person is with. */
static void
keep_glance (FairVersion  *version,
             GStringChunk *scratch)
{
  FairVersion glance = { .op = version->op, .hlc = version->hlc, .line = version->line, .length = version->length,
                         .offset = version->offset };

  if (version->id != NULL)
    glance.id = g_string_chunk_insert (scratch, version->id);
  if (version->event != NULL)
    glance.event = g_string_chunk_insert (scratch, version->event);
  if (version->joined_into != NULL)
    glance.joined_into = g_string_chunk_insert (scratch, version->joined_into);
  yyjson_doc_free (version->doc);
  *version = glance;
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

/* @text: (nullable): without its newline */
static void
take_line (const FairLines *what,
           Piece           *piece,
           const char      *text,
           gsize            length,
           goffset          offset)
{
  FairLine *line;

  piece->n_lines++;
  if (text != NULL && !is_wanted (what, text, length))
    return;
  g_array_set_size (piece->lines, piece->lines->len + 1);
  line = &g_array_index (piece->lines, FairLine, piece->lines->len - 1);
  *line = (FairLine) { .text = length > FAIR_JSON_MAX_LINE ? NULL : text, .length = length, .offset = offset,
                       .number = piece->n_lines };
  decode (what, piece, line);
  if (what->map != NULL)
    {
      g_string_truncate (piece->made, 0);
      if (what->map (line, piece->made, what->map_data))
        line->mapped = g_string_chunk_insert_len (piece->scratch, piece->made->str, (gssize) piece->made->len);
    }
  if (what->kind == FAIR_LINES_GLANCED && line->version.doc != NULL)
    keep_glance (&line->version, piece->scratch);
}

static void
decode_piece (const FairLines *what,
              Piece           *piece)
{
  const char *at = piece->buffer, *end = at + piece->length;

  g_array_set_size (piece->lines, 0);
  g_string_chunk_clear (piece->scratch);
  piece->n_lines = 0;
  if (piece->is_long)
    take_line (what, piece, NULL, piece->length, piece->offset);
  while (!piece->is_long && at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      gsize length = (gsize) ((newline != NULL ? newline : end) - at);

      take_line (what, piece, at, length, piece->offset + (at - piece->buffer));
      at += length + 1;
    }
}

/* With the mutex locked: decodes the next piece, and unlocks it meanwhile. Returns FALSE if there is none. */
static gboolean
decode_next (Reading *self)
{
  Piece *piece = &self->pieces[self->n_taken % self->n_pieces];

  if (self->n_taken == self->n_read)
    return FALSE;
  self->n_taken++;
  g_mutex_unlock (&self->mutex);
  decode_piece (self->what, piece);
  g_mutex_lock (&self->mutex);
  piece->decoded = TRUE;
  g_cond_broadcast (&self->cond);
  return TRUE;
}

static gpointer
work (gpointer data)
{
  Reading *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->ended)
    if (!decode_next (self))
      g_cond_wait (&self->cond, &self->mutex);
  return NULL;
}

static void
wait_decoded (Reading *self,
              Piece   *piece)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!piece->decoded)
    if (!decode_next (self))
      g_cond_wait (&self->cond, &self->mutex);
}

static gboolean
read_bytes (Reading *self,
            Piece   *piece)
{
  piece->length = (gsize) MIN ((goffset) self->piece_size, self->what->end - self->offset);
  if (fair_file_read (self->what->file, piece->buffer, piece->length, self->offset))
    return TRUE;
  fail (self->what->file, &self->error);
  self->at_end = TRUE;
  return FALSE;
}

/* What is in the buffer has no newline. A line that goes on is read to its end, and never in memory as a whole. */
static gboolean
read_open_line (Reading *self,
                Piece   *piece)
{
  const char *newline = NULL;
  gsize length = piece->length;

  while (newline == NULL && self->offset + (goffset) piece->length < self->what->end)
    {
      self->offset += (goffset) piece->length;
      piece->is_long = TRUE;
      if (!read_bytes (self, piece))
        return FALSE;
      newline = memchr (piece->buffer, '\n', piece->length);
      if (newline != NULL)
        piece->length = (gsize) (newline - piece->buffer);
      length += piece->length;
    }
  self->offset += (goffset) piece->length + 1;
  piece->length = length;
  self->at_end = newline == NULL;
  return newline != NULL || has_open_end (self->what);
}

/* Returns whether there are lines in it. */
static gboolean
read_piece (Reading *self,
            Piece   *piece)
{
  const char *newline;

  if (piece->lines == NULL)
    piece_init (piece, self->piece_size);
  piece->offset = self->offset;
  piece->is_long = piece->decoded = FALSE;
  if (!read_bytes (self, piece))
    return FALSE;
  newline = memrchr (piece->buffer, '\n', piece->length);
  if (newline == NULL)
    return read_open_line (self, piece);
  piece->length = (gsize) (newline - piece->buffer) + 1;
  self->offset += (goffset) piece->length;
  return TRUE;
}

/* Reads as far ahead as there is room. If there is more than one piece, threads help. */
static void
read_ahead (Reading *self)
{
  guint n_threads = self->n_pieces / PIECES_PER_THREAD;

  while (self->n_read < self->n_handed_out + self->n_pieces && !self->at_end && self->offset < self->what->end)
    {
      g_autoptr (GMutexLocker) locker = NULL;

      if (!read_piece (self, &self->pieces[self->n_read % self->n_pieces]))
        continue;
      locker = g_mutex_locker_new (&self->mutex);
      self->n_read++;
      g_cond_broadcast (&self->cond);
    }
  for (guint i = 0; i + 1 < n_threads && self->n_read > 1 && self->threads[i] == NULL; i++)
    if ((self->threads[i] = g_thread_try_new ("lines", work, self, NULL)) == NULL)
      break;
}

static gboolean
hand_out (Reading       *self,
          Piece         *piece,
          FairLineFunc   func,
          gpointer       user_data,
          GError       **error)
{
  for (guint i = 0; i < piece->lines->len; i++)
    {
      FairLine *line = &g_array_index (piece->lines, FairLine, i);

      line->number += self->n_lines;
      if (!func (line, user_data, error))
        return FALSE;
    }
  self->n_lines += piece->n_lines;
  self->n_handed_out++;
  return TRUE;
}

static void
reading_init (Reading         *self,
              const FairLines *what)
{
  *self = (Reading) { .what = what, .offset = what->from };
  self->piece_size = (gsize) CLAMP (what->end - what->from, 0, PIECE_SIZE);
  self->n_pieces = PIECES_PER_THREAD * MIN (g_get_num_processors (), FAIR_PARALLEL_MAX);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

static void
reading_clear (Reading *self)
{
  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < FAIR_PARALLEL_MAX && self->threads[i] != NULL; i++)
    g_thread_join (self->threads[i]);
  for (guint i = 0; i < MAX_PIECES; i++)
    piece_clear (&self->pieces[i]);
  g_clear_error (&self->error);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

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
      Piece *piece = &reading.pieces[reading.n_handed_out % reading.n_pieces];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      read_ahead (&reading);
      if (reading.n_handed_out == reading.n_read)
        break;
      wait_decoded (&reading, piece);
      if (!hand_out (&reading, piece, func, user_data, error))
        return FALSE;
    }
  if (reading.error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reading.error));
  return FALSE;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decodes the lines of a journal ahead of whoever takes them, in other threads, and hands them out in their order.
 *
 * The taker's thread alone reads the file: it fills batches with lines, in a ring. Each batch is claimed, in order, by
 * one thread, which decodes it; instead of waiting idly the taker claims one too. So everything works with no other
 * thread at all, only slower.
 *
 *   n_taken <= n_claimed <= n_filled <= n_taken + n_batches
 */
#include "config.h"

#include "base/fair-json.h"
#include "store/journal/fair-decode-ahead.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* A batch is full when it holds so many bytes or lines: enough that handing it over costs nothing next to decoding it,
 * and so little that it stays in a processor's cache. */
#define BATCH_SIZE (64 * 1024)
#define BATCH_LINES 1024
/* More threads would wait for the one that takes the lines. */
#define MAX_THREADS 3
#define MAX_BATCHES (MAX_THREADS + 2)

typedef struct
{
  char *text; /* of all lines, one after the other */
  gsize length;
  FairDecodedLine *lines;
  guint n_lines;
  guint n_decoded; /* how many of the lines have a record or an error to release */
  gboolean decoded;
  void *pool; /* one block that every line's JSON is parsed into: a record costs no allocation */
  yyjson_alc allocator;
} Batch;

struct _FairDecodeAhead
{
  FairJournalReader *reader;
  gboolean at_end;
  GError *read_error;

  Batch batches[MAX_BATCHES];
  guint n_batches;
  guint64 n_taken; /* these count batches from the beginning of the journal */
  const Batch *current;
  guint n_lines_taken; /* of the current batch */

  GThread *threads[MAX_THREADS];
  guint n_threads;
  GMutex mutex; /* guards all below, and @decoded of each batch */
  GCond was_filled;
  GCond was_decoded;
  guint64 n_filled;
  guint64 n_claimed;
  gboolean stopping;
};

static Batch *
get_batch (FairDecodeAhead *self,
           guint64          number)
{
  return &self->batches[number % self->n_batches];
}

static void
init_batch (Batch *batch)
{
  gsize size = yyjson_read_max_memory_usage (BATCH_SIZE + FAIR_JSON_MAX_LINE, YYJSON_READ_NOFLAG);

  batch->text = g_malloc (BATCH_SIZE + FAIR_JSON_MAX_LINE);
  batch->lines = g_new0 (FairDecodedLine, BATCH_LINES);
  batch->pool = g_malloc (size);
  yyjson_alc_pool_init (&batch->allocator, batch->pool, size);
}

static void
release_lines (Batch *batch)
{
  for (guint i = 0; i < batch->n_decoded; i++)
    {
      fair_record_clear (&batch->lines[i].record);
      g_clear_error (&batch->lines[i].why);
    }
  batch->n_decoded = 0;
}

static void
clear_batch (Batch *batch)
{
  release_lines (batch);
  g_free (batch->text);
  g_free (batch->lines);
  g_free (batch->pool);
}

static void
decode_line (FairDecodedLine  *line,
             const yyjson_alc *allocator)
{
  if (line->raw.text == NULL)
    g_set_error_literal (&line->why, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, _("the line is longer than 64 KiB"));
  else if (fair_journal_line_decode (line->raw.text, line->raw.length, allocator, &line->record, &line->why))
    {
      line->record.offset = line->raw.offset;
      line->record.line_number = line->raw.number;
    }
}

static void
decode_batch (Batch *batch)
{
  release_lines (batch);
  for (; batch->n_decoded < batch->n_lines; batch->n_decoded++)
    decode_line (&batch->lines[batch->n_decoded], &batch->allocator);
}

/* Called and returns with the mutex held, but for the decoding itself. */
static void
claim_and_decode (FairDecodeAhead *self)
{
  Batch *batch = get_batch (self, self->n_claimed++);

  g_mutex_unlock (&self->mutex);
  decode_batch (batch);
  g_mutex_lock (&self->mutex);
  batch->decoded = TRUE;
  g_cond_signal (&self->was_decoded);
}

static gpointer
run_thread (gpointer data)
{
  FairDecodeAhead *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->stopping)
    {
      if (self->n_claimed < self->n_filled)
        claim_and_decode (self);
      else
        g_cond_wait (&self->was_filled, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* A journal of one batch needs no help. */
static guint
count_useful_threads (FairJournalReader *reader)
{
  guint64 n_batches = (guint64) fair_journal_reader_get_end (reader) / BATCH_SIZE;

  return (guint) MIN (n_batches, MIN (g_get_num_processors () - 1, MAX_THREADS));
}

/* A system that has no thread to give is no reason to fail. */
static void
start_threads (FairDecodeAhead *self,
               guint            n_threads)
{
  while (self->n_threads < n_threads)
    {
      GThread *thread = g_thread_try_new ("decode-ahead", run_thread, self, NULL);

      if (thread == NULL)
        break;
      self->threads[self->n_threads++] = thread;
    }
}

/**
 * fair_decode_ahead_new:
 * @reader: (transfer none): goes back to the first line; nobody else may use it until the decoder is freed
 *
 * Threading: one thread at a time; only that one touches the file.
 *
 * Returns: (transfer full): hands out the lines of @reader
 */
FairDecodeAhead *
fair_decode_ahead_new (FairJournalReader *reader)
{
  FairDecodeAhead *self = g_new0 (FairDecodeAhead, 1);
  guint n_threads = count_useful_threads (reader);

  self->reader = reader;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->was_filled);
  g_cond_init (&self->was_decoded);
  fair_journal_reader_rewind (reader);
  self->n_batches = n_threads + 2;
  for (guint i = 0; i < self->n_batches; i++)
    init_batch (&self->batches[i]);
  start_threads (self, n_threads);
  return self;
}

/**
 * fair_decode_ahead_free:
 * @self: (transfer full): a decoder; what it has read ahead is dropped
 */
void
fair_decode_ahead_free (FairDecodeAhead *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_broadcast (&self->was_filled);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);
  for (guint i = 0; i < self->n_batches; i++)
    clear_batch (&self->batches[i]);
  g_clear_error (&self->read_error);
  g_cond_clear (&self->was_decoded);
  g_cond_clear (&self->was_filled);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
add_line (Batch             *batch,
          const FairRawLine *line)
{
  FairRawLine *raw = &batch->lines[batch->n_lines++].raw;

  *raw = *line;
  if (line->text == NULL)
    return;
  raw->text = memcpy (batch->text + batch->length, line->text, line->length);
  batch->length += line->length;
}

static void
fill_batch (FairDecodeAhead *self,
            Batch           *batch)
{
  FairRawLine line;

  batch->length = 0;
  batch->n_lines = 0;
  while (!self->at_end && batch->length < BATCH_SIZE && batch->n_lines < BATCH_LINES)
    {
      if (fair_journal_reader_next (self->reader, &line, &self->read_error))
        add_line (batch, &line);
      else
        self->at_end = TRUE;
    }
}

/* Fills whatever batches are free. */
static void
read_ahead (FairDecodeAhead *self)
{
  /* Nobody else changes the count of filled batches. */
  while (!self->at_end && self->n_filled < self->n_taken + self->n_batches)
    {
      Batch *batch = get_batch (self, self->n_filled);

      fill_batch (self, batch);
      g_mutex_lock (&self->mutex);
      batch->decoded = FALSE;
      self->n_filled++;
      g_cond_signal (&self->was_filled);
      g_mutex_unlock (&self->mutex);
    }
}

static void
await_batch (FairDecodeAhead *self,
             const Batch     *batch)
{
  g_mutex_lock (&self->mutex);
  while (!batch->decoded)
    {
      if (self->n_claimed < self->n_filled)
        claim_and_decode (self);
      else
        g_cond_wait (&self->was_decoded, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);
}

/* Gives the current batch back and takes the next one. Returns FALSE at the end. */
static gboolean
take_batch (FairDecodeAhead *self)
{
  if (self->current != NULL)
    self->n_taken++;
  self->current = NULL;
  read_ahead (self);
  if (self->n_taken == self->n_filled)
    return FALSE;
  await_batch (self, get_batch (self, self->n_taken));
  self->current = get_batch (self, self->n_taken);
  self->n_lines_taken = 0;
  return TRUE;
}

/**
 * fair_decode_ahead_next:
 * @self: a decoder
 * @error: %FAIR_STORE_ERROR: why the journal could not be read on, once every line before has been handed out
 *
 * Returns: (transfer none): the next line, or NULL at the end, and with @error set on failure
 */
const FairDecodedLine *
fair_decode_ahead_next (FairDecodeAhead  *self,
                        GError          **error)
{
  while (self->current == NULL || self->n_lines_taken == self->current->n_lines)
    {
      if (take_batch (self))
        continue;
      if (self->read_error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->read_error));
      return NULL;
    }
  return &self->current->lines[self->n_lines_taken++];
}

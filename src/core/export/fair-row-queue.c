/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/fair-row-queue.h"

/* How many batches there are: one that is filled, one that is written, and some that wait before or behind that. */
#define N_BATCHES 4
/* How much is handed over at a time, in bytes, or a row more. */
#define BATCH_SIZE (256 * 1024)

typedef struct
{
  gpointer to;
  guint n_cells;
} Row;

typedef struct
{
  GArray *rows;  /* of Row */
  GArray *cells; /* of FairCell, of one row after the other; the text of each begins where that of the one before ends */
  GString *text;
} Batch;

struct _FairRowQueue
{
  FairRowFunc write;
  Batch batches[N_BATCHES];
  Batch *filling;
  GAsyncQueue *full;
  GAsyncQueue *empty;
  GThread *thread; /* NULL where the system grants none: then rows are written by who adds them */
};

static void
write_batch (FairRowQueue *self,
             Batch        *batch)
{
  FairCell *cells = (FairCell *) (void *) batch->cells->data;
  const char *text = batch->text->str;

  for (guint i = 0; i < batch->rows->len; i++)
    {
      const Row *row = &g_array_index (batch->rows, Row, i);

      for (guint j = 0; j < row->n_cells; j++)
        {
          cells[j].text = text;
          text += cells[j].length;
        }
      self->write (row->to, cells, row->n_cells);
      cells += row->n_cells;
    }
  g_array_set_size (batch->rows, 0);
  g_array_set_size (batch->cells, 0);
  g_string_truncate (batch->text, 0);
}

/* Until a batch of nothing comes. */
static gpointer
work (gpointer data)
{
  FairRowQueue *self = data;
  Batch *batch;

  while ((batch = g_async_queue_pop (self->full))->rows->len > 0)
    {
      write_batch (self, batch);
      g_async_queue_push (self->empty, batch);
    }
  return NULL;
}

static void
hand_over (FairRowQueue *self)
{
  if (self->filling->rows->len == 0)
    return;
  if (self->thread == NULL)
    {
      write_batch (self, self->filling);
      return;
    }
  g_async_queue_push (self->full, self->filling);
  self->filling = g_async_queue_pop (self->empty);
}

/** Returns: (transfer full): no rows yet; each that is added is given to @write, in another thread. */
FairRowQueue *
fair_row_queue_new (FairRowFunc write)
{
  FairRowQueue *self = g_new0 (FairRowQueue, 1);

  self->write = write;
  self->full = g_async_queue_new ();
  self->empty = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    {
      self->batches[i] = (Batch) { g_array_new (FALSE, FALSE, sizeof (Row)), g_array_new (FALSE, FALSE, sizeof (FairCell)),
                                   g_string_new (NULL) };
      g_async_queue_push (self->empty, &self->batches[i]);
    }
  self->filling = g_async_queue_pop (self->empty);
  self->thread = g_thread_try_new ("rows", work, self, NULL);
  return self;
}

/** Adds a row for @to behind the others; @cells: (array length=n_cells): what they say is copied. Blocks while too many wait. */
void
fair_row_queue_add (FairRowQueue   *self,
                    gpointer        to,
                    const FairCell *cells,
                    guint           n_cells)
{
  const Row row = { to, n_cells };
  Batch *batch = self->filling;

  g_array_append_val (batch->rows, row);
  g_array_append_vals (batch->cells, cells, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      g_array_index (batch->cells, FairCell, batch->cells->len - n_cells + i).value = NULL;
      if (cells[i].length > 0)
        g_string_append_len (batch->text, cells[i].text, (gssize) cells[i].length);
    }
  if (batch->text->len + batch->cells->len * sizeof (FairCell) >= BATCH_SIZE)
    hand_over (self);
}

/** Waits until all rows that were added are written: nobody but the caller has anything to do with what they were added for then. */
void
fair_row_queue_wait (FairRowQueue *self)
{
  Batch *empty[N_BATCHES - 1];

  hand_over (self);
  if (self->thread == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    empty[i] = g_async_queue_pop (self->empty);
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    g_async_queue_push (self->empty, empty[i]);
}

/** Frees it; what was added is written before. */
void
fair_row_queue_free (FairRowQueue *self)
{
  fair_row_queue_wait (self);
  if (self->thread != NULL)
    {
      g_async_queue_push (self->full, self->filling);
      g_thread_join (self->thread);
    }
  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_array_unref (self->batches[i].rows);
      g_array_unref (self->batches[i].cells);
      g_string_free (self->batches[i].text, TRUE);
    }
  g_async_queue_unref (self->full);
  g_async_queue_unref (self->empty);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/fair-row-queue.h"

#include "base/fair-relay.h"

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
  Batch batches[FAIR_RELAY_BOXES];
  Batch *filling;
  FairRelay *relay;
};

static void
write_batch (gpointer box,
             gpointer user_data)
{
  FairRowQueue *self = user_data;
  Batch *batch = box;
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

/** Returns: (transfer full): no rows yet; each that is added is given to @write, in another thread. */
FairRowQueue *
fair_row_queue_new (FairRowFunc write)
{
  FairRowQueue *self = g_new0 (FairRowQueue, 1);
  gpointer boxes[FAIR_RELAY_BOXES];

  self->write = write;
  for (guint i = 0; i < FAIR_RELAY_BOXES; i++)
    {
      self->batches[i] = (Batch) { g_array_new (FALSE, FALSE, sizeof (Row)), g_array_new (FALSE, FALSE, sizeof (FairCell)),
                                   g_string_new (NULL) };
      boxes[i] = &self->batches[i];
    }
  self->filling = boxes[0];
  self->relay = fair_relay_new ("rows", boxes, write_batch, self);
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
    self->filling = fair_relay_hand_over (self->relay, batch);
}

/** Waits until all rows that were added are written: nobody but the caller has anything to do with what they were added for then. */
void
fair_row_queue_wait (FairRowQueue *self)
{
  self->filling = fair_relay_hand_over (self->relay, self->filling);
  fair_relay_wait (self->relay);
}

/** Frees it; what was added is written before. */
void
fair_row_queue_free (FairRowQueue *self)
{
  self->filling = fair_relay_hand_over (self->relay, self->filling);
  fair_relay_free (self->relay);
  for (guint i = 0; i < FAIR_RELAY_BOXES; i++)
    {
      g_array_unref (self->batches[i].rows);
      g_array_unref (self->batches[i].cells);
      g_string_free (self->batches[i].text, TRUE);
    }
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in two hands: one thread fills boxes, and one of their own empties them, in their order. */
#include "base/fair-relay.h"

struct _FairRelay
{
  FairRelayFunc empty;
  gpointer user_data;
  GAsyncQueue *full_boxes;
  GAsyncQueue *empty_boxes;
  GThread *thread; /* NULL where the system grants none: then whoever fills a box empties it */
};

/* Until the queue comes itself, in place of a box. */
static gpointer
work (gpointer data)
{
  FairRelay *self = data;
  gpointer box;

  while ((box = g_async_queue_pop (self->full_boxes)) != self->full_boxes)
    {
      self->empty (box, self->user_data);
      g_async_queue_push (self->empty_boxes, box);
    }
  return NULL;
}

/**
 * fair_relay_new:
 * @name: what the thread is called
 * @boxes: empty ones; whoever calls fills the first, and frees all of them after fair_relay_free()
 * @empty: is called in the thread; where the system grants none, in fair_relay_hand_over()
 * @user_data: for @empty
 *
 * Returns: (transfer full): a thread that waits for boxes
 */
FairRelay *
fair_relay_new (const char    *name,
                gpointer       boxes[FAIR_RELAY_BOXES],
                FairRelayFunc  empty,
                gpointer       user_data)
{
  FairRelay *self = g_new0 (FairRelay, 1);

  self->empty = empty;
  self->user_data = user_data;
  self->full_boxes = g_async_queue_new ();
  self->empty_boxes = g_async_queue_new ();
  for (guint i = 1; i < FAIR_RELAY_BOXES; i++)
    g_async_queue_push (self->empty_boxes, boxes[i]);
  self->thread = g_thread_try_new (name, work, self, NULL);
  return self;
}

/** Hands over a box that is full. What was done to boxes that come back is seen by whoever takes them. Blocks while all others are full.
 * Returns: (transfer none): one that is empty */
gpointer
fair_relay_hand_over (FairRelay *self,
                      gpointer   box)
{
  if (self->thread == NULL)
    {
      self->empty (box, self->user_data);
      return box;
    }
  g_async_queue_push (self->full_boxes, box);
  return g_async_queue_pop (self->empty_boxes);
}

/** Waits until all boxes that were handed over are empty. */
void
fair_relay_wait (FairRelay *self)
{
  gpointer boxes[FAIR_RELAY_BOXES - 1];

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = g_async_queue_pop (self->empty_boxes);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    g_async_queue_push (self->empty_boxes, boxes[i]);
}

/** Waits as fair_relay_wait() does, and frees it. */
void
fair_relay_free (FairRelay *self)
{
  fair_relay_wait (self);
  if (self->thread != NULL)
    {
      g_async_queue_push (self->full_boxes, self->full_boxes);
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->full_boxes);
  g_async_queue_unref (self->empty_boxes);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a window goes without answering: the longest gaps between two turns of its main loop, and between two frames;
 * and how much of that its own thread computed, which does not depend on what else the machine does. */
#include "gap-meter.h"

#include <time.h>

/* How often the main loop is asked to turn, in milliseconds. */
#define TURN_INTERVAL 1

static gint64
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_TIME_SPAN_SECOND + time.tv_nsec / 1000;
}

static void
note_gap (gint64 *last,
          gint64 *longest,
          gint64  now)
{
  *longest = MAX (*longest, now - *last);
  *last = now;
}

static gboolean
take_turn (gpointer data)
{
  GapMeter *self = data;

  note_gap (&self->last_turn, &self->longest_turn_gap, g_get_monotonic_time ());
  note_gap (&self->last_processor_time, &self->longest_work, get_processor_time ());
  return G_SOURCE_CONTINUE;
}

static gboolean
take_frame (GtkWidget     *window,
            GdkFrameClock *clock,
            gpointer       data)
{
  GapMeter *self = data;

  note_gap (&self->last_frame, &self->longest_frame_gap, g_get_monotonic_time ());
  self->n_frames++;
  return G_SOURCE_CONTINUE;
}

/* Begins to measure. The window draws frames from now on, as it would during an animation. */
void
gap_meter_start (GapMeter  *self,
                 GtkWidget *window)
{
  *self = (GapMeter) { .window = window };
  gap_meter_reset (self);
  self->turns = g_timeout_add_full (G_PRIORITY_HIGH, TURN_INTERVAL, take_turn, self, NULL);
  self->frames = gtk_widget_add_tick_callback (window, take_frame, self, NULL);
}

/* Forgets the gaps so far. */
void
gap_meter_reset (GapMeter *self)
{
  self->last_turn = self->last_frame = g_get_monotonic_time ();
  self->last_processor_time = get_processor_time ();
  self->longest_turn_gap = self->longest_frame_gap = self->longest_work = 0;
}

void
gap_meter_stop (GapMeter *self)
{
  g_source_remove (self->turns);
  gtk_widget_remove_tick_callback (self->window, self->frames);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a window goes without answering: the longest gaps between two turns of its main loop, and between two frames;
 * and how much of that its own thread computed, which does not depend on what else the machine does. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *window;
  guint turns;  /* the source that is dispatched at each turn */
  guint frames; /* the tick callback */
  gint64 last_turn;
  gint64 last_frame;
  gint64 last_processor_time;
  gint64 longest_turn_gap;  /* in microseconds, like the others */
  gint64 longest_frame_gap;
  gint64 longest_work; /* processor time of the thread between two turns */
  guint64 n_frames; /* since the start */
} GapMeter;

void gap_meter_start (GapMeter  *self,
                      GtkWidget *window);
void gap_meter_reset (GapMeter *self);
void gap_meter_stop (GapMeter *self);

G_END_DECLS

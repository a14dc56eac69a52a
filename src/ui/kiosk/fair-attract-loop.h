/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a laptop shows that nobody uses: the pack's photos from edge to edge, one sentence or fact at a time, and how to go on. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_ATTRACT_LOOP (fair_attract_loop_get_type ())
/* Signal: ended: the first key, click or touch while it is on screen. Nothing else ever gets that event. */
G_DECLARE_FINAL_TYPE (FairAttractLoop, fair_attract_loop, FAIR, ATTRACT_LOOP, GtkButton)

GtkWidget *fair_attract_loop_new (void);
void       fair_attract_loop_set_program (FairAttractLoop *self,
                                          FairProgram     *program);
void       fair_attract_loop_change (FairAttractLoop *self);

G_END_DECLS

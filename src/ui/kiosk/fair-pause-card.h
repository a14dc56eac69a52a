/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on screen while the table is left alone: that somebody will be back, and nothing to press. */
#pragma once

#include "program/fair-program.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PAUSE_CARD (fair_pause_card_get_type ())
G_DECLARE_FINAL_TYPE (FairPauseCard, fair_pause_card, FAIR, PAUSE_CARD, AdwBin)

GtkWidget *fair_pause_card_new (void);
void       fair_pause_card_set_program (FairPauseCard *self,
                                        FairProgram   *program);

G_END_DECLS

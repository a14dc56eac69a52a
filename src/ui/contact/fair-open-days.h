/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open days of a program that are still to come, each for a visitor's own calendar. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_OPEN_DAYS (fair_open_days_get_type ())
G_DECLARE_FINAL_TYPE (FairOpenDays, fair_open_days, FAIR, OPEN_DAYS, GtkBox)

void fair_open_days_set_program (FairOpenDays *self,
                                 FairProgram  *program);

G_END_DECLS

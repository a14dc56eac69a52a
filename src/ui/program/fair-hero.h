/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture that the home page opens with: the program's name and its promise on a shade, two actions at most. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_HERO (fair_hero_get_type ())
/* Property: compact (boolean: set for the width of a phone) */
G_DECLARE_FINAL_TYPE (FairHero, fair_hero, FAIR, HERO, GtkWidget)

void fair_hero_set_program (FairHero    *self,
                            FairProgram *program);

G_END_DECLS

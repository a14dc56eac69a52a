/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page: the hero, the facts, and the cards that lead to the pages. */
#pragma once

#include "program/fair-program.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_HOME (fair_home_get_type ())
G_DECLARE_FINAL_TYPE (FairHome, fair_home, FAIR, HOME, AdwBin)

void fair_home_set_program (FairHome    *self,
                            FairProgram *program);

G_END_DECLS

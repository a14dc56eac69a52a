/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's part of the window: the home page, and the pages that it leads to. */
#pragma once

#include "program/fair-program.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PROGRAM_VIEW (fair_program_view_get_type ())
/* Property: page (string, readable: the id of the page that is open, NULL at home) */
G_DECLARE_FINAL_TYPE (FairProgramView, fair_program_view, FAIR, PROGRAM_VIEW, AdwBin)

void        fair_program_view_set_program (FairProgramView *self,
                                           FairProgram     *program);
void        fair_program_view_open_page (FairProgramView *self,
                                         const char      *id);
void        fair_program_view_open_place (FairProgramView *self,
                                          const char      *id,
                                          guint            block);
void        fair_program_view_carry_over (FairProgramView *self,
                                          FairProgramView *from);
void        fair_program_view_go_home (FairProgramView *self);
const char *fair_program_view_get_page (FairProgramView *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A poster for the table: the program, and the code of its address, for whoever walks by. */
#pragma once

#include "print/fair-paper.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

#define FAIR_TYPE_POSTER_PAPER (fair_poster_paper_get_type ())
G_DECLARE_FINAL_TYPE (FairPosterPaper, fair_poster_paper, FAIR, POSTER_PAPER, FairPaper)

FairPaper  *fair_poster_paper_new (FairProgram *program,
                                   const char  *event);
const char *fair_poster_paper_get_link (FairProgram *program);

G_END_DECLS

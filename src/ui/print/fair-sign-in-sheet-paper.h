/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet for those who sign up by hand: what they agree to, and the form's questions with room to write. */
#pragma once

#include "print/fair-paper.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

#define FAIR_TYPE_SIGN_IN_SHEET_PAPER (fair_sign_in_sheet_paper_get_type ())
G_DECLARE_FINAL_TYPE (FairSignInSheetPaper, fair_sign_in_sheet_paper, FAIR, SIGN_IN_SHEET_PAPER, FairPaper)

FairPaper *fair_sign_in_sheet_paper_new (FairProgram *program,
                                         const char  *event);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of a form as places to write on: what one person fills in, in lines of cells. */
#pragma once

#include "form/fair-form.h"
#include "print/fair-pen.h"

G_BEGIN_DECLS

/** One line of what a person fills in. */
typedef struct
{
  GPtrArray *cells; /* of what only fair_sign_in_line_draw() knows */
  double height;    /* in points */
} FairSignInLine;

GPtrArray *fair_sign_in_lines_new (FairForm      *form,
                                   const FairPen *pen);
void       fair_sign_in_line_draw (const FairSignInLine *self,
                                   const FairPen        *pen,
                                   double                y);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something to be put on paper: it knows of no printer and no dialog, and draws one page after the other. */
#pragma once

#include "print/fair-pen.h"

G_BEGIN_DECLS

#define FAIR_TYPE_PAPER (fair_paper_get_type ())
/* Threading: the main thread. */
G_DECLARE_DERIVABLE_TYPE (FairPaper, fair_paper, FAIR, PAPER, GObject)

/**
 * FairPaperClass:
 * @is_landscape: whether it is meant for pages that are wider than high
 * @measure: lays out a part of it, so that nobody has to wait; told for a page of the size of the pen. @step counts from 0, where
 *   everything begins anew. Sets the number of pages, and returns TRUE, when all is laid out
 * @draw: draws one of the pages, from 0
 */
struct _FairPaperClass
{
  GObjectClass parent_class;

  gboolean is_landscape;
  gboolean (*measure) (FairPaper *self, const FairPen *pen, guint step);
  void (*draw) (FairPaper *self, const FairPen *pen, guint page);
};

void        fair_paper_set_title (FairPaper  *self,
                                  const char *title);
const char *fair_paper_get_title (FairPaper *self);
void        fair_paper_set_beneath (FairPaper         *self,
                                    const char *const *parts);
void        fair_paper_set_hint (FairPaper  *self,
                                 const char *hint);
void        fair_paper_set_n_pages (FairPaper *self,
                                    guint      n_pages);
gboolean    fair_paper_is_landscape (FairPaper *self);
void        fair_paper_begin (FairPaper *self);
gboolean    fair_paper_measure (FairPaper *self,
                                cairo_t   *cr,
                                double     width,
                                double     height);
guint       fair_paper_get_n_pages (FairPaper *self);
void        fair_paper_draw (FairPaper *self,
                             cairo_t   *cr,
                             double     width,
                             double     height,
                             guint      page);
double      fair_paper_head (FairPaper     *self,
                             const FairPen *pen,
                             guint          page);

/** How high what fair_paper_head() draws is, in points. */
#define FAIR_PAPER_HEAD 44

G_END_DECLS

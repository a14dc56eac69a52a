/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts text and lines on a page of paper, from where its language begins to read. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FairPen:
 * @cr: draws on a page whose units are points (1/72 inch)
 * @width: of what may be drawn on, from 0
 * @height: likewise
 * @rtl: whether the page is read from right to left: then it is mirrored as a whole, and x is still counted from where reading begins
 */
typedef struct
{
  cairo_t *cr;
  double width;
  double height;
  gboolean rtl;
} FairPen;

/** To which side of its place a text keeps. */
typedef enum
{
  FAIR_PEN_START,
  FAIR_PEN_CENTER,
  FAIR_PEN_END,
} FairPenSide;

/**
 * FairPenStyle:
 * @size: in points
 * @lines: how many there may be at most, then it is shortened; 0: as many as it takes
 * @grey: from 0, black, to 1, white
 * @color: (nullable): in place of @grey
 */
typedef struct
{
  double size;
  PangoWeight weight;
  FairPenSide side;
  int lines;
  double grey;
  const GdkRGBA *color;
} FairPenStyle;

PangoLayout *fair_pen_make_layout (const FairPen      *self,
                                   const FairPenStyle *style,
                                   const char         *text,
                                   double              width);
double       fair_pen_measure (const FairPen      *self,
                               const FairPenStyle *style,
                               const char         *text,
                               double              width);
double       fair_pen_measure_width (const FairPen      *self,
                                     const FairPenStyle *style,
                                     const char         *text);
double       fair_pen_write (const FairPen      *self,
                             const FairPenStyle *style,
                             const char         *text,
                             double              x,
                             double              y,
                             double              width);
void         fair_pen_rule (const FairPen *self,
                            double         x,
                            double         y,
                            double         width,
                            double         grey);
void         fair_pen_frame (const FairPen *self,
                             double         x,
                             double         y,
                             double         width,
                             double         height,
                             double         grey);
double       fair_pen_mirror (const FairPen *self,
                              double         x,
                              double         width);

G_END_DECLS

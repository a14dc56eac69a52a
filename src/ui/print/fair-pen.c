/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-pen.h"

#define HAIRLINE 0.5

/* What runs against the page keeps to its side all the same: Pango turns left and right about for it. */
static void
set_side (const FairPen *self,
          PangoLayout   *layout,
          FairPenSide    side)
{
  PangoDirection against = self->rtl ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL;
  gboolean is_right = (side == FAIR_PEN_END) != self->rtl;

  if (pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0)) == against)
    is_right = !is_right;
  pango_layout_set_alignment (layout, side == FAIR_PEN_CENTER ? PANGO_ALIGN_CENTER : is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

static void
set_font (PangoLayout        *layout,
          const FairPenStyle *style)
{
  PangoFontDescription *font = pango_font_description_from_string ("sans-serif");

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  if (style->weight != 0)
    pango_font_description_set_weight (font, style->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

/* Letters are as wide on the screen as on paper, so that lines end at the same place. */
static void
set_context (const FairPen *self,
             PangoContext  *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, self->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);
}

/* What is broken between letters has no hyphen: in an address it would be taken for a part of it. */
static void
set_text (PangoLayout *layout,
          const char  *text)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/**
 * fair_pen_make_layout:
 * @text: as somebody wrote it; never taken for markup
 * @width: in points, in which it is wrapped, between letters where a word is too long; -1: on one line
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *
fair_pen_make_layout (const FairPen      *self,
                      const FairPenStyle *style,
                      const char         *text,
                      double              width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);

  set_context (self, pango_layout_get_context (layout));
  pango_layout_context_changed (layout);
  set_font (layout, style);
  set_text (layout, text);
  set_side (self, layout, style->side);
  if (width >= 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  if (style->lines > 0)
    {
      pango_layout_set_height (layout, -style->lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/** Returns: how high the text will be, in points; 0 for none */
double
fair_pen_measure (const FairPen      *self,
                  const FairPenStyle *style,
                  const char         *text,
                  double              width)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (*text == '\0')
    return 0;
  layout = fair_pen_make_layout (self, style, text, width);
  return get_height (layout);
}

/** Returns: how wide the text is on one line, in points */
double
fair_pen_measure_width (const FairPen      *self,
                        const FairPenStyle *style,
                        const char         *text)
{
  g_autoptr (PangoLayout) layout = fair_pen_make_layout (self, style, text, -1);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/** Returns: where something of that width begins, counted from the left, in points */
double
fair_pen_mirror (const FairPen *self,
                 double         x,
                 double         width)
{
  return self->rtl ? self->width - x - width : x;
}

/**
 * fair_pen_write:
 * @x: where its place begins, in points
 * @y: its upper edge, in points
 * @width: of its place, in points
 *
 * Returns: how high the text is, in points; 0 for none
 */
double
fair_pen_write (const FairPen      *self,
                const FairPenStyle *style,
                const char         *text,
                double              x,
                double              y,
                double              width)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (*text == '\0')
    return 0;
  layout = fair_pen_make_layout (self, style, text, width);
  if (style->color != NULL)
    gdk_cairo_set_source_rgba (self->cr, style->color);
  else
    cairo_set_source_rgb (self->cr, style->grey, style->grey, style->grey);
  cairo_move_to (self->cr, fair_pen_mirror (self, x, width), y);
  pango_cairo_show_layout (self->cr, layout);
  return get_height (layout);
}

/** Draws a hairline. */
void
fair_pen_rule (const FairPen *self,
               double         x,
               double         y,
               double         width,
               double         grey)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_rectangle (self->cr, fair_pen_mirror (self, x, width), y - HAIRLINE / 2, width, HAIRLINE);
  cairo_fill (self->cr);
}

/** Draws the hairlines around a box. */
void
fair_pen_frame (const FairPen *self,
                double         x,
                double         y,
                double         width,
                double         height,
                double         grey)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_set_line_width (self->cr, HAIRLINE);
  cairo_rectangle (self->cr, fair_pen_mirror (self, x, width), y, width, height);
  cairo_stroke (self->cr);
}

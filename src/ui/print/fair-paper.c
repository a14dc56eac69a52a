/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-paper.h"

#include <glib/gi18n-lib.h>

/* How wide the number of a page may be, and what is left free beside it, in points. */
#define NUMBER 70
#define GAP 12

typedef struct
{
  char *title;
  char *beneath; /* "" for nothing */
  char *hint;    /* likewise */
  gboolean rtl;
  guint step;
  guint n_pages;
} FairPaperPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FairPaper, fair_paper, G_TYPE_OBJECT)

static FairPaperPrivate *
get_private (FairPaper *self)
{
  return fair_paper_get_instance_private (self);
}

static FairPen
make_pen (FairPaper *self,
          cairo_t   *cr,
          double     width,
          double     height)
{
  return (FairPen) { cr, width, height, get_private (self)->rtl };
}

static void
fair_paper_finalize (GObject *object)
{
  FairPaperPrivate *priv = get_private (FAIR_PAPER (object));

  g_free (priv->title);
  g_free (priv->beneath);
  g_free (priv->hint);

  G_OBJECT_CLASS (fair_paper_parent_class)->finalize (object);
}

static void
fair_paper_class_init (FairPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_paper_finalize;
}

/* In the language that is spoken just now, and in its direction. */
static void
fair_paper_init (FairPaper *self)
{
  FairPaperPrivate *priv = get_private (self);

  priv->title = g_strdup ("");
  priv->beneath = g_strdup ("");
  priv->hint = g_strdup ("");
  priv->rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

/** Says what it is: at the head of its pages, and in the list of a printer. */
void
fair_paper_set_title (FairPaper  *self,
                      const char *title)
{
  g_set_str (&get_private (self)->title, title);
}

/** Returns: (transfer none): what it is; never NULL */
const char *
fair_paper_get_title (FairPaper *self)
{
  return get_private (self)->title;
}

/**
 * fair_paper_set_beneath:
 * @parts: (array zero-terminated=1): such as the program, the fair and the day
 *
 * Says what stands beneath the title. Each part keeps its own direction among others (UAX #9).
 */
void
fair_paper_set_beneath (FairPaper         *self,
                        const char *const *parts)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    g_string_append_printf (out, "%s\u2068%s\u2069", i > 0 ? " · " : "", parts[i]);
  g_free (get_private (self)->beneath);
  get_private (self)->beneath = g_string_free (out, FALSE);
}

/** Says what is to be done with it, in a sentence or two: beside the title. */
void
fair_paper_set_hint (FairPaper  *self,
                     const char *hint)
{
  g_set_str (&get_private (self)->hint, hint);
}

/** For those who lay out pages: says how many there are. */
void
fair_paper_set_n_pages (FairPaper *self,
                        guint      n_pages)
{
  get_private (self)->n_pages = n_pages;
}

/** Returns: whether it is meant for pages that are wider than high */
gboolean
fair_paper_is_landscape (FairPaper *self)
{
  return FAIR_PAPER_GET_CLASS (self)->is_landscape;
}

/** Forgets how it was laid out: the pages may have another size now. */
void
fair_paper_begin (FairPaper *self)
{
  get_private (self)->step = 0;
  get_private (self)->n_pages = 0;
}

/**
 * fair_paper_measure:
 * @cr: of the kind that it will be drawn on
 * @width: of a page, without its margins, in points
 * @height: likewise
 *
 * Lays out a part of it: to be called after fair_paper_begin() until it returns TRUE, with other things between the calls.
 *
 * Returns: whether all is laid out
 */
gboolean
fair_paper_measure (FairPaper *self,
                    cairo_t   *cr,
                    double     width,
                    double     height)
{
  FairPen pen = make_pen (self, cr, width, height);

  return FAIR_PAPER_GET_CLASS (self)->measure (self, &pen, get_private (self)->step++);
}

/** Returns: how many pages there are; right when all is laid out, and at least 1 then */
guint
fair_paper_get_n_pages (FairPaper *self)
{
  return get_private (self)->n_pages;
}

/**
 * fair_paper_draw:
 * @cr: has its origin where the margins end, at the upper left
 * @width: as it was laid out for
 * @height: likewise
 * @page: from 0
 */
void
fair_paper_draw (FairPaper *self,
                 cairo_t   *cr,
                 double     width,
                 double     height,
                 guint      page)
{
  FairPen pen = make_pen (self, cr, width, height);

  g_return_if_fail (page < get_private (self)->n_pages);

  FAIR_PAPER_GET_CLASS (self)->draw (self, &pen, page);
}

/**
 * fair_paper_head:
 * @page: from 0
 *
 * Draws the head of a page: the title, which page of how many, what it is of, and a line.
 *
 * Returns: where what comes below it begins, in points
 */
double
fair_paper_head (FairPaper     *self,
                 const FairPen *pen,
                 guint          page)
{
  static const FairPenStyle title = { .size = 15, .weight = PANGO_WEIGHT_BOLD, .lines = 1 };
  static const FairPenStyle beneath = { .size = 8.5, .grey = 0.3, .lines = 1 };
  static const FairPenStyle hint = { .size = 8.5, .grey = 0.3, .side = FAIR_PEN_END, .lines = 2 };
  static const FairPenStyle number = { .size = 8.5, .grey = 0.3, .side = FAIR_PEN_END };
  FairPaperPrivate *priv = get_private (self);
  /* Translators: which page of how many */
  g_autofree char *pages = g_strdup_printf (_("%u of %u"), page + 1, priv->n_pages);
  const double free = pen->width - (priv->n_pages > 1 ? NUMBER + GAP : 0);
  const gboolean has_hint = *priv->hint != '\0';

  if (priv->n_pages > 1)
    fair_pen_write (pen, &number, pages, pen->width - NUMBER, 6, NUMBER);
  fair_pen_write (pen, &title, priv->title, 0, 0, has_hint ? free / 2 - GAP : free);
  fair_pen_write (pen, &hint, priv->hint, free / 2, fair_pen_measure (pen, &hint, priv->hint, free / 2) > 14 ? 0 : 6, free / 2);
  fair_pen_write (pen, &beneath, priv->beneath, 0, 20, pen->width);
  fair_pen_rule (pen, 0, 36, pen->width, 0);
  return FAIR_PAPER_HEAD;
}

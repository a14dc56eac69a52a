/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A poster for the table. Everything is measured in shares of the page, so that it looks alike on Letter and A4.
 */
#include "config.h"

#include "print/fair-poster-paper.h"

#include "booth/fair-accent.h"
#include "takehome/fair-qr-code.h"

#include <glib/gi18n-lib.h>

/* Shares of the page's width. */
#define PADDING 0.07
#define LARGEST_NAME 0.085
#define LEAST_NAME 0.03
#define TAGLINE 0.034
#define CODE 0.62 /* its quiet zone included */
#define ADDRESS 0.05
#define LEAST_ADDRESS 0.016
#define FOOT 0.032
/* A share of the page's height. */
#define BAND 0.38

struct _FairPosterPaper
{
  FairPaper parent_instance;

  FairProgram *program;
  char *event;      /* what people call the fair; NULL for none */
  const char *link; /* NULL for none */
  FairQrCode *code; /* NULL where there is none, or it is too long for a code */
};

G_DEFINE_FINAL_TYPE (FairPosterPaper, fair_poster_paper, FAIR_TYPE_PAPER)

static const GdkRGBA white = { 1, 1, 1, 1 };

/* The largest size, from @style's down to @least, at which the text fits; what does not fit then is shortened. */
static void
shrink (const FairPen *pen,
        FairPenStyle  *style,
        const char    *text,
        double         width,
        double         height,
        double         least)
{
  while (style->size > least && fair_pen_measure (pen, style, text, width) > height)
    style->size -= 0.5;
  if (fair_pen_measure (pen, style, text, width) > height)
    style->lines = MAX (1, (int) (height / (style->size * 1.5)));
}

static void
draw_band (FairPosterPaper *self,
           const FairPen   *pen,
           double           height)
{
  static const GdkRGBA dark = { 0.1f, 0.1f, 0.12f, 1 };
  GdkRGBA fill;

  if (!fair_accent_get_fill (self->program->accent_color, &fill))
    fill = dark;
  gdk_cairo_set_source_rgba (pen->cr, &fill);
  cairo_rectangle (pen->cr, 0, 0, pen->width, height);
  cairo_fill (pen->cr);
}

/* The program, in the upper part; the tagline below it, in what is left. */
static void
draw_program (FairPosterPaper *self,
              const FairPen   *pen,
              double           height)
{
  const double w = pen->width, padding = PADDING * w, width = w - 2 * padding;
  const char *tagline = self->program->tagline != NULL ? self->program->tagline : "";
  FairPenStyle name = { .size = LARGEST_NAME * w, .weight = PANGO_WEIGHT_BOLD, .color = &white };
  FairPenStyle sentence = { .size = TAGLINE * w, .color = &white };
  double room = height - 2 * padding, y, name_height, sentence_height;

  shrink (pen, &sentence, tagline, width, room * 0.4, LEAST_ADDRESS * w);
  sentence_height = fair_pen_measure (pen, &sentence, tagline, width);
  room -= sentence_height > 0 ? sentence_height + padding * 0.5 : 0;
  shrink (pen, &name, self->program->name, width, room, LEAST_NAME * w);
  name_height = fair_pen_measure (pen, &name, self->program->name, width);
  y = padding + MAX (0, (room - name_height) / 2);
  fair_pen_write (pen, &name, self->program->name, padding, y, width);
  fair_pen_write (pen, &sentence, tagline, padding, y + name_height + padding * 0.5, width);
}

/* Modules that touch are one piece, so that no hairlines of light are between them. The quiet zone is the paper. */
static void
draw_code (const FairPen *pen,
           FairQrCode    *code,
           double         x,
           double         y,
           double         size)
{
  const guint n = fair_qr_code_get_size (code);
  const double module = size / n;

  cairo_set_source_rgb (pen->cr, 0, 0, 0);
  for (guint row = 0; row < n; row++)
    for (guint column = 0; column < n; column++)
      if (fair_qr_code_is_dark (code, column, row))
        cairo_rectangle (pen->cr, x + column * module, y + row * module, module, module);
  cairo_fill (pen->cr);
}

/* As people read and type it: the scheme and a last slash are the browser's business. */
static char *
dup_address (const char *link)
{
  const char *begin = strstr (link, "://");
  char *address = g_strdup (begin != NULL ? begin + strlen ("://") : link);

  if (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';
  return address;
}

/* The code in the middle of what is left, with its quiet zone, and its address below. */
static void
draw_link (FairPosterPaper *self,
           const FairPen   *pen,
           double           top,
           double           bottom)
{
  const double w = pen->width;
  g_autofree char *address = dup_address (self->link);
  const char *says = self->code != NULL ? _("Point your phone’s camera here") : "";
  FairPenStyle call = { .size = TAGLINE * w, .weight = PANGO_WEIGHT_SEMIBOLD, .side = FAIR_PEN_CENTER };
  FairPenStyle style = { .size = ADDRESS * w, .weight = PANGO_WEIGHT_BOLD, .side = FAIR_PEN_CENTER };
  double address_height, call_height, code = 0, quiet = 0;

  shrink (pen, &style, address, w, style.size * 1.6, LEAST_ADDRESS * w);
  address_height = fair_pen_measure (pen, &style, address, w);
  call_height = fair_pen_measure (pen, &call, says, w);
  if (self->code != NULL)
    {
      code = MIN (CODE * w, bottom - top - address_height - call_height);
      quiet = code / (fair_qr_code_get_size (self->code) + 2 * FAIR_QR_CODE_QUIET_ZONE) * FAIR_QR_CODE_QUIET_ZONE;
    }
  top += (bottom - top - address_height - call_height - code) / 2;
  fair_pen_write (pen, &call, says, 0, top, w);
  if (self->code != NULL)
    draw_code (pen, self->code, (w - code) / 2 + quiet, top + call_height + quiet, code - 2 * quiet);
  fair_pen_write (pen, &style, address, 0, top + call_height + code, w);
}

static gboolean
fair_poster_paper_measure (FairPaper     *paper,
                           const FairPen *pen,
                           guint          step)
{
  fair_paper_set_n_pages (paper, 1);
  return TRUE;
}

static void
fair_poster_paper_draw (FairPaper     *paper,
                        const FairPen *pen,
                        guint          page)
{
  FairPosterPaper *self = FAIR_POSTER_PAPER (paper);
  FairPenStyle foot = { .size = FOOT * pen->width, .grey = 0.25, .side = FAIR_PEN_CENTER, .lines = 2 };
  double foot_height = self->event != NULL ? fair_pen_measure (pen, &foot, self->event, pen->width) : 0;
  /* without an address it is all there is */
  double band = self->link != NULL ? BAND * pen->height : pen->height - 1.5 * foot_height;

  draw_band (self, pen, band);
  draw_program (self, pen, band);
  if (self->link != NULL)
    draw_link (self, pen, band, pen->height - foot_height);
  if (self->event != NULL)
    fair_pen_write (pen, &foot, self->event, 0, pen->height - foot_height, pen->width);
}

static void
fair_poster_paper_finalize (GObject *object)
{
  FairPosterPaper *self = FAIR_POSTER_PAPER (object);

  g_clear_object (&self->program);
  g_clear_pointer (&self->code, fair_qr_code_unref);
  g_free (self->event);

  G_OBJECT_CLASS (fair_poster_paper_parent_class)->finalize (object);
}

static void
fair_poster_paper_class_init (FairPosterPaperClass *klass)
{
  FairPaperClass *paper_class = FAIR_PAPER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_poster_paper_finalize;
  paper_class->measure = fair_poster_paper_measure;
  paper_class->draw = fair_poster_paper_draw;
}

static void
fair_poster_paper_init (FairPosterPaper *self)
{
}

/** Returns: (nullable): the address that is put on a poster: the program's own, or else the first of its links; %NULL if it has none */
const char *
fair_poster_paper_get_link (FairProgram *program)
{
  if (program->website != NULL)
    return program->website;
  return program->links->len > 0 ? ((const FairLink *) program->links->pdata[0])->url : NULL;
}

/**
 * fair_poster_paper_new:
 * @event: (nullable): the id of the fair
 *
 * Returns: (transfer full): the poster, in the language that @program was read in
 */
FairPaper *
fair_poster_paper_new (FairProgram *program,
                       const char  *event)
{
  FairPosterPaper *self = g_object_new (FAIR_TYPE_POSTER_PAPER, NULL);
  const FairEvent *known = event != NULL ? fair_program_find_event (program, event) : NULL;

  self->program = g_object_ref (program);
  self->event = known != NULL ? g_strdup (known->name) : NULL;
  self->link = fair_poster_paper_get_link (program);
  self->code = self->link != NULL ? fair_qr_code_new (self->link, NULL) : NULL;
  fair_paper_set_title (FAIR_PAPER (self), program->name);
  return FAIR_PAPER (self);
}

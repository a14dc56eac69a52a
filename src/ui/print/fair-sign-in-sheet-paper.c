/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet for those who sign up by hand. What they agree to stands at the top, word for word, then as many people as fit. A wording that
 * is too long for that has pages of its own before them, and a form that is too long for one page goes on on the next.
 */
#include "config.h"

#include "print/fair-sign-in-sheet-paper.h"

#include "print/fair-sign-in-cells.h"

#include <glib/gi18n-lib.h>

/* Between people, in points. */
#define GAP 5
#define PADDING 6

struct _FairSignInSheetPaper
{
  FairPaper parent_instance;

  FairForm *form;
  char *wording;          /* what all of them agree to; "" for nothing */
  GPtrArray *lines;       /* of FairSignInLine: what one person fills in */
  GArray *line_starts;    /* of guint: of the pages of the form, which line is the first */
  GArray *wording_starts; /* of int: of the pages before them, which line of the wording is the first; none where it fits with people */
  guint n_people;         /* on a page */
};

G_DEFINE_FINAL_TYPE (FairSignInSheetPaper, fair_sign_in_sheet_paper, FAIR_TYPE_PAPER)

static const FairPenStyle wording_style = { .size = 8.5 };

static double
get_form_height (FairSignInSheetPaper *self)
{
  double height = 0;

  for (guint i = 0; i < self->lines->len; i++)
    height += ((FairSignInLine *) self->lines->pdata[i])->height;
  return height;
}

static PangoLayout *
make_wording (FairSignInSheetPaper *self,
              const FairPen        *pen)
{
  return fair_pen_make_layout (pen, &wording_style, self->wording, pen->width - 2 * PADDING);
}

/* In points, with its frame and what separates it from the people. */
static double
get_wording_height (FairSignInSheetPaper *self,
                    const FairPen        *pen)
{
  return *self->wording != '\0' ? fair_pen_measure (pen, &wording_style, self->wording, pen->width - 2 * PADDING) + 2 * PADDING + GAP : 0;
}

static double
get_line_height (PangoLayout *layout,
                 int          line)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, line), NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

static void
break_wording (FairSignInSheetPaper *self,
               const FairPen        *pen)
{
  g_autoptr (PangoLayout) layout = make_wording (self, pen);
  double y = pen->height;

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      double height = get_line_height (layout, i);

      if (y + height > pen->height)
        {
          g_array_append_val (self->wording_starts, i);
          y = FAIR_PAPER_HEAD;
        }
      y += height;
    }
}

static void
break_form (FairSignInSheetPaper *self,
            const FairPen        *pen,
            double                room)
{
  double y = room;

  for (guint i = 0; i < self->lines->len; i++)
    {
      double height = ((FairSignInLine *) self->lines->pdata[i])->height;

      if (y + height > room)
        {
          g_array_append_val (self->line_starts, i);
          y = 0;
        }
      y += height;
    }
}

static gboolean
fair_sign_in_sheet_paper_measure (FairPaper     *paper,
                                  const FairPen *pen,
                                  guint          step)
{
  FairSignInSheetPaper *self = FAIR_SIGN_IN_SHEET_PAPER (paper);
  double room = pen->height - FAIR_PAPER_HEAD, wording = get_wording_height (self, pen), form;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = fair_sign_in_lines_new (self->form, pen);
  g_array_set_size (self->line_starts, 0);
  g_array_set_size (self->wording_starts, 0);
  form = get_form_height (self);
  if (form + wording <= room)
    room -= wording;
  else
    break_wording (self, pen);
  self->n_people = MAX (1, (guint) ((room + GAP) / (form + GAP)));
  break_form (self, pen, room);
  fair_paper_set_n_pages (paper, MAX (1, self->wording_starts->len + self->line_starts->len));
  return TRUE;
}

/* Those of its lines that stand on one page. */
static void
draw_wording_page (FairSignInSheetPaper *self,
                   const FairPen        *pen,
                   guint                 page,
                   double                y)
{
  g_autoptr (PangoLayout) layout = make_wording (self, pen);
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  int first = g_array_index (self->wording_starts, int, page), at = 0;
  int end = page + 1 < self->wording_starts->len ? g_array_index (self->wording_starts, int, page + 1) : G_MAXINT;

  cairo_set_source_rgb (pen->cr, 0, 0, 0);
  do
    {
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      if (at < first || at >= end)
        continue;
      cairo_move_to (pen->cr, PADDING + (double) extents.x / PANGO_SCALE,
                     y + (double) (pango_layout_iter_get_baseline (iter) - extents.y) / PANGO_SCALE);
      pango_cairo_show_layout_line (pen->cr, pango_layout_iter_get_line_readonly (iter));
      y += (double) extents.height / PANGO_SCALE;
    }
  while (at++ < end && pango_layout_iter_next_line (iter));
}

static double
draw_wording (FairSignInSheetPaper *self,
              const FairPen        *pen,
              double                y)
{
  double height = get_wording_height (self, pen);

  if (height <= 0 || self->wording_starts->len > 0)
    return y;
  cairo_set_source_rgb (pen->cr, 0.95, 0.95, 0.95);
  cairo_rectangle (pen->cr, 0, y, pen->width, height - GAP);
  cairo_fill (pen->cr);
  fair_pen_write (pen, &wording_style, self->wording, PADDING, y + PADDING, pen->width - 2 * PADDING);
  return y + height;
}

static void
draw_people (FairSignInSheetPaper *self,
             const FairPen        *pen,
             guint                 page,
             double                y)
{
  guint first = g_array_index (self->line_starts, guint, page);
  guint end = page + 1 < self->line_starts->len ? g_array_index (self->line_starts, guint, page + 1) : self->lines->len;
  double free = pen->height - y - self->n_people * get_form_height (self);
  double gap = self->n_people > 1 ? MIN (4 * GAP, free / (self->n_people - 1)) : GAP;

  for (guint person = 0; person < self->n_people; person++, y += gap)
    for (guint i = first; i < end; i++)
      {
        const FairSignInLine *line = self->lines->pdata[i];

        fair_sign_in_line_draw (line, pen, y);
        y += line->height;
      }
}

static void
fair_sign_in_sheet_paper_draw (FairPaper     *paper,
                               const FairPen *pen,
                               guint          page)
{
  FairSignInSheetPaper *self = FAIR_SIGN_IN_SHEET_PAPER (paper);
  double y = fair_paper_head (paper, pen, page);

  if (page < self->wording_starts->len)
    draw_wording_page (self, pen, page, y);
  else if (self->line_starts->len > 0)
    draw_people (self, pen, page - self->wording_starts->len, draw_wording (self, pen, y));
}

static void
fair_sign_in_sheet_paper_finalize (GObject *object)
{
  FairSignInSheetPaper *self = FAIR_SIGN_IN_SHEET_PAPER (object);

  g_clear_object (&self->form);
  g_free (self->wording);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_array_unref (self->line_starts);
  g_array_unref (self->wording_starts);

  G_OBJECT_CLASS (fair_sign_in_sheet_paper_parent_class)->finalize (object);
}

static void
fair_sign_in_sheet_paper_class_init (FairSignInSheetPaperClass *klass)
{
  FairPaperClass *paper_class = FAIR_PAPER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_sign_in_sheet_paper_finalize;
  paper_class->is_landscape = TRUE;
  paper_class->measure = fair_sign_in_sheet_paper_measure;
  paper_class->draw = fair_sign_in_sheet_paper_draw;
}

static void
fair_sign_in_sheet_paper_init (FairSignInSheetPaper *self)
{
  self->line_starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->wording_starts = g_array_new (FALSE, FALSE, sizeof (int));
}

/* Of each consent its title, where it has another one than its wording, and the wording. */
static char *
dup_wording (FairForm *form)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      const char *title = fair_field_get_title (field);

      if (fair_field_get_kind (field) != FAIR_FIELD_CONSENT)
        continue;
      g_string_append (out, out->len > 0 ? "\n" : "");
      if (!g_str_equal (title, fair_field_get_wording (field)))
        g_string_append_printf (out, "\u2068%s:\u2069 ", title);
      g_string_append (out, fair_field_get_wording (field));
    }
  return g_string_free (out, FALSE);
}

/**
 * fair_sign_in_sheet_paper_new:
 * @program: one that has a form
 * @event: (nullable): the id of the fair
 *
 * Returns: (transfer full): the sheet, in the language of the program's form
 */
FairPaper *
fair_sign_in_sheet_paper_new (FairProgram *program,
                              const char  *event)
{
  FairSignInSheetPaper *self = g_object_new (FAIR_TYPE_SIGN_IN_SHEET_PAPER, NULL);
  const FairEvent *known = event != NULL ? fair_program_find_event (program, event) : NULL;
  const char *const parts[] = { program->name, known != NULL ? known->name : NULL, NULL };

  self->form = g_object_ref (program->form);
  self->wording = dup_wording (program->form);
  fair_paper_set_title (FAIR_PAPER (self), fair_form_get_title (program->form));
  fair_paper_set_beneath (FAIR_PAPER (self), parts);
  /* Translators: on a sign-in sheet of paper; an asterisk marks what has to be filled in */
  fair_paper_set_hint (FAIR_PAPER (self), _("Please write clearly. What has an asterisk (*) is needed."));
  return FAIR_PAPER (self);
}

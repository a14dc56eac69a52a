/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-sign-in-cells.h"

#include <glib/gi18n-lib.h>

/* In points. A line to write on is as high as in a ruled notebook (7 mm), with its question above. */
#define TITLE_HEIGHT 9.5
#define WRITING_HEIGHT 18
#define PADDING 4
#define BOX 7.5
#define BOX_GAP 3.5
#define CHOICE_GAP 8
#define CHOICE_LINE 12.5
#define INITIALS 56
/* More choices than this are written, not ticked. */
#define MAX_BOXES 16

/* What somebody needs to write such an answer by hand, in points. */
static double
get_writing_width (FairField *field)
{
  switch (fair_field_get_kind (field))
    {
    case FAIR_FIELD_LONG_TEXT:
      return 200;
    case FAIR_FIELD_EMAIL:
      return 170;
    case FAIR_FIELD_SUGGESTION:
      return 170;
    case FAIR_FIELD_YEAR:
      return 60;
    case FAIR_FIELD_PHONE:
      return 100;
    default:
      return fair_field_get_max_length (field) > 0 && fair_field_get_max_length (field) <= 40 ? 80 : 105;
    }
}

typedef struct
{
  const char *title;
  double x;    /* in its cell, in points */
  guint line;  /* of its cell's, from 0 */
} Choice;

typedef struct
{
  char *title;
  GArray *choices;       /* (element-type Choice): boxes to tick; none in a cell to write in */
  guint n_choice_lines;
  gboolean has_initials; /* whether initials are written behind the boxes */
  double x, width;
} Cell;

static const FairPenStyle title_style = { .size = 6.5, .grey = 0.25, .lines = 1 };
static const FairPenStyle required_style = { .size = 6.5, .weight = PANGO_WEIGHT_BOLD, .lines = 1 };
static const FairPenStyle choice_style = { .size = 7.5, .lines = 1 };

static void
free_cell (gpointer data)
{
  Cell *cell = data;

  g_free (cell->title);
  g_array_unref (cell->choices);
  g_free (cell);
}

static void
free_line (gpointer data)
{
  FairSignInLine *line = data;

  g_ptr_array_unref (line->cells);
  g_free (line);
}

static gboolean
is_required (const Cell *cell)
{
  return g_str_has_suffix (cell->title, " *");
}

static Cell *
make_cell (const FairPen *pen,
           const char    *title,
           gboolean       is_required_cell,
           double         width)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->title = g_strconcat (title, is_required_cell ? " *" : "", NULL);
  cell->choices = g_array_new (FALSE, TRUE, sizeof (Choice));
  cell->width = MIN (pen->width, MAX (width, fair_pen_measure_width (pen, &required_style, cell->title) + 2 * PADDING));
  return cell;
}

/* Boxes stand in lines as words do. */
static void
add_choice (const FairPen *pen,
            Cell          *cell,
            const char    *title)
{
  double width = BOX + BOX_GAP + fair_pen_measure_width (pen, &choice_style, title) + CHOICE_GAP;
  Choice choice = { .title = title, .x = PADDING };

  if (cell->choices->len > 0)
    {
      const Choice *last = &g_array_index (cell->choices, Choice, cell->choices->len - 1);

      choice.line = last->line;
      choice.x = last->x + BOX + BOX_GAP + fair_pen_measure_width (pen, &choice_style, last->title) + CHOICE_GAP;
    }
  if (choice.x > PADDING && choice.x + width > pen->width - PADDING)
    {
      choice.x = PADDING;
      choice.line++;
    }
  g_array_append_val (cell->choices, choice);
  cell->n_choice_lines = choice.line + 1;
  cell->width = MIN (pen->width, MAX (cell->width, choice.x + width));
}

static Cell *
make_field_cell (FairForm      *form,
                 FairField     *field,
                 const FairPen *pen)
{
  const guint n = fair_field_get_n_choices (field);
  const gboolean has_boxes = n > 0 && n <= MAX_BOXES;
  Cell *cell = make_cell (pen, fair_field_get_title (field), !fair_form_is_optional (form, field),
                          has_boxes ? 0 : get_writing_width (field));

  for (guint i = 0; has_boxes && i < n; i++)
    add_choice (pen, cell, fair_field_get_choice (field, i)->title);
  return cell;
}

static Cell *
make_consent_cell (FairForm      *form,
                   FairField     *field,
                   const FairPen *pen)
{
  /* Translators: on a sign-in sheet of paper, above a box to tick and a line for one’s initials; the consent’s title */
  g_autofree char *title = g_strdup_printf (_("%s: tick, and write your initials"), fair_field_get_title (field));
  Cell *cell = make_cell (pen, title, !fair_form_is_optional (form, field), 0);

  /* Translators: behind a box to tick on a sign-in sheet of paper */
  add_choice (pen, cell, _("I agree"));
  cell->has_initials = TRUE;
  cell->width = MAX (cell->width, MIN (pen->width, cell->width + INITIALS));
  return cell;
}

/* What is required comes first, and what is signed last of it; then the short questions, then those with boxes and much to write. */
static guint
get_rank (FairForm  *form,
          FairField *field)
{
  if (fair_field_get_kind (field) == FAIR_FIELD_CONSENT)
    return 1;
  if (!fair_form_is_optional (form, field))
    return 0;
  if (fair_field_get_kind (field) == FAIR_FIELD_LONG_TEXT)
    return 4;
  return fair_field_get_kind (field) == FAIR_FIELD_CHOICES ? 3 : 2;
}

static double
get_used_width (const FairSignInLine *line)
{
  const Cell *last = line->cells->len > 0 ? line->cells->pdata[line->cells->len - 1] : NULL;

  return last != NULL ? last->x + last->width : 0;
}

static FairSignInLine *
add_line (GPtrArray *lines)
{
  FairSignInLine *line = g_new0 (FairSignInLine, 1);

  line->cells = g_ptr_array_new_with_free_func (free_cell);
  g_ptr_array_add (lines, line);
  return line;
}

static gboolean
is_written (const Cell *cell)
{
  return cell->choices->len == 0 || cell->has_initials;
}

static double
get_height (const Cell *cell)
{
  return TITLE_HEIGHT + (is_written (cell) ? WRITING_HEIGHT : cell->n_choice_lines * CHOICE_LINE + 1);
}

/* Into the first line that has room for it. */
static void
take_cell (GPtrArray     *lines,
           const FairPen *pen,
           Cell          *cell)
{
  FairSignInLine *line = NULL;

  for (guint i = 0; i < lines->len && line == NULL; i++)
    if (get_used_width (lines->pdata[i]) + cell->width <= pen->width)
      line = lines->pdata[i];
  if (line == NULL)
    line = add_line (lines);
  cell->x = get_used_width (line);
  line->height = MAX (line->height, get_height (cell));
  g_ptr_array_add (line->cells, cell);
}

/* What is left over is room to write. */
static void
stretch (const FairSignInLine *line,
         const FairPen        *pen)
{
  double free = pen->width - get_used_width (line), written = 0, x = 0;

  for (guint i = 0; i < line->cells->len; i++)
    if (is_written (line->cells->pdata[i]))
      written += ((Cell *) line->cells->pdata[i])->width;
  for (guint i = 0; i < line->cells->len; i++)
    {
      Cell *cell = line->cells->pdata[i];

      cell->x = x;
      if (written > 0)
        cell->width += is_written (cell) ? free * cell->width / written : 0;
      else
        cell->width += free / line->cells->len;
      x += cell->width;
    }
}

/**
 * fair_sign_in_lines_new:
 * @form: its texts are borrowed
 * @pen: how wide the lines may be
 *
 * Returns: (transfer full) (element-type FairSignInLine): all that the form asks one person for, whether relevant or not
 */
GPtrArray *
fair_sign_in_lines_new (FairForm      *form,
                        const FairPen *pen)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);

  for (guint rank = 0; rank <= 4; rank++)
    for (guint i = 0; i < fair_form_get_n_fields (form); i++)
      {
        FairField *field = fair_form_get_field (form, i);

        if (get_rank (form, field) == rank)
          take_cell (lines, pen, rank == 1 ? make_consent_cell (form, field, pen) : make_field_cell (form, field, pen));
      }
  for (guint i = 0; i < lines->len; i++)
    stretch (lines->pdata[i], pen);
  return lines;
}

/* In the middle of what is left below the title. */
static void
draw_choices (const Cell    *cell,
              const FairPen *pen,
              double         y,
              double         height)
{
  double first = y + TITLE_HEIGHT + (height - TITLE_HEIGHT - cell->n_choice_lines * CHOICE_LINE) / 2 + 1.5;

  for (guint i = 0; i < cell->choices->len; i++)
    {
      const Choice *choice = &g_array_index (cell->choices, Choice, i);
      double x = cell->x + choice->x, top = first + choice->line * CHOICE_LINE;
      double text = x + BOX + BOX_GAP, width = fair_pen_measure_width (pen, &choice_style, choice->title) + 1;
      double rest = text + width + CHOICE_GAP;

      fair_pen_frame (pen, x, top, BOX, BOX, 0);
      fair_pen_write (pen, &choice_style, choice->title, text, top - 2, MIN (width, cell->x + cell->width - text));
      if (cell->has_initials)
        fair_pen_rule (pen, rest, y + height - 4, cell->x + cell->width - PADDING - rest, 0.3);
    }
}

/** Draws the line, empty. @y is its upper edge, in points. */
void
fair_sign_in_line_draw (const FairSignInLine *self,
                        const FairPen        *pen,
                        double                y)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = self->cells->pdata[i];

      fair_pen_frame (pen, cell->x, y, cell->width, self->height, 0.55);
      fair_pen_write (pen, is_required (cell) ? &required_style : &title_style, cell->title, cell->x + PADDING, y + 2,
                      cell->width - 2 * PADDING);
      draw_choices (cell, pen, y, self->height);
    }
}

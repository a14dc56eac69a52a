/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-contact-list-paper.h"

#include "base/fair-local-time.h"
#include "booth/fair-interface-language.h"

#include <glib/gi18n-lib.h>

/* How many people are laid out at once: the window goes on meanwhile. */
#define STEP 25
/* In points. */
#define PADDING 4.5
#define GAP 12
#define STAR 14
#define HEADINGS 16

struct _FairContactListPaper
{
  FairPaper parent_instance;

  FairContactList *list;
  GArray *starts; /* of guint: who is the first of each page */
  double y;       /* where the next one comes, while they are laid out */
};

G_DEFINE_FINAL_TYPE (FairContactListPaper, fair_contact_list_paper, FAIR_TYPE_PAPER)

/* What a person can be reached by is never shortened; what would fill pages is. */
static const FairPenStyle name_style = { .size = 10, .weight = PANGO_WEIGHT_SEMIBOLD, .lines = 16 };
static const FairPenStyle studies_style = { .size = 8.5, .grey = 0.3, .lines = 2 };
static const FairPenStyle reach_style = { .size = 9, .lines = 16 };
static const FairPenStyle interests_style = { .size = 8.5, .grey = 0.3, .lines = 3 };
static const FairPenStyle star_style = { .size = 11, .lines = 1 };
static const FairPenStyle heading_style = { .size = 7.5, .weight = PANGO_WEIGHT_SEMIBOLD, .grey = 0.3, .lines = 1 };

/** Where the columns are, in points. */
typedef struct
{
  double name, name_width;
  double reach, reach_width;
  double interests, interests_width;
} Columns;

static Columns
get_columns (const FairPen *pen)
{
  double free = pen->width - STAR - 2 * GAP;
  Columns columns = { .name = STAR, .name_width = free * 0.41, .reach_width = free * 0.35, .interests_width = free * 0.24 };

  columns.reach = columns.name + columns.name_width + GAP;
  columns.interests = columns.reach + columns.reach_width + GAP;
  return columns;
}

/* Numbers have no direction of their own: among letters that run from right to left they would be turned about (UAX #9). */
static char *
dup_isolated (const char *text)
{
  return *text != '\0' ? g_strconcat ("\u2066", text, "\u2069", NULL) : g_strdup ("");
}

static double
measure_contact (const FairPen     *pen,
                 const FairContact *contact)
{
  Columns columns = get_columns (pen);
  double name = fair_pen_measure (pen, &name_style, contact->name, columns.name_width)
                + fair_pen_measure (pen, &studies_style, contact->studies, columns.name_width);
  double reach = fair_pen_measure (pen, &reach_style, contact->email, columns.reach_width)
                 + fair_pen_measure (pen, &reach_style, contact->phone, columns.reach_width);
  double interests = fair_pen_measure (pen, &interests_style, contact->interests, columns.interests_width);

  return MAX (MAX (name, reach), interests) + 2 * PADDING;
}

static void
place (FairContactListPaper *self,
       const FairPen        *pen,
       guint                 at)
{
  double height = measure_contact (pen, self->list->people->pdata[at]);

  if (self->starts->len == 0 || self->y + height > pen->height)
    {
      g_array_append_val (self->starts, at);
      self->y = FAIR_PAPER_HEAD + HEADINGS;
    }
  self->y += height;
}

static gboolean
fair_contact_list_paper_measure (FairPaper     *paper,
                                 const FairPen *pen,
                                 guint          step)
{
  FairContactListPaper *self = FAIR_CONTACT_LIST_PAPER (paper);
  const guint n = self->list->people->len;

  if (step == 0)
    g_array_set_size (self->starts, 0);
  for (guint i = step * STEP; i < MIN (n, (step + 1) * STEP); i++)
    place (self, pen, i);
  fair_paper_set_n_pages (paper, MAX (1, self->starts->len));
  return (step + 1) * STEP >= n;
}

static void
draw_headings (const FairPen *pen,
               double         y)
{
  Columns columns = get_columns (pen);

  fair_pen_write (pen, &heading_style, _("Name, school"), columns.name, y, columns.name_width);
  fair_pen_write (pen, &heading_style, _("Email, phone"), columns.reach, y, columns.reach_width);
  fair_pen_write (pen, &heading_style, _("Interests"), columns.interests, y, columns.interests_width);
  fair_pen_rule (pen, 0, y + HEADINGS - 2, pen->width, 0.7);
}

static double
draw_contact (const FairPen     *pen,
              const FairContact *contact,
              double             y)
{
  Columns columns = get_columns (pen);
  g_autofree char *phone = dup_isolated (contact->phone);
  double height = measure_contact (pen, contact), at = y + PADDING;

  if (contact->starred)
    fair_pen_write (pen, &star_style, "★", 0, at - 1, STAR);
  at += fair_pen_write (pen, &name_style, contact->name, columns.name, at, columns.name_width);
  fair_pen_write (pen, &studies_style, contact->studies, columns.name, at, columns.name_width);
  at = y + PADDING;
  at += fair_pen_write (pen, &reach_style, contact->email, columns.reach, at, columns.reach_width);
  fair_pen_write (pen, &reach_style, phone, columns.reach, at, columns.reach_width);
  fair_pen_write (pen, &interests_style, contact->interests, columns.interests, y + PADDING, columns.interests_width);
  fair_pen_rule (pen, 0, y + height, pen->width, 0.7);
  return height;
}

static void
fair_contact_list_paper_draw (FairPaper     *paper,
                              const FairPen *pen,
                              guint          page)
{
  static const FairPenStyle nobody = { .size = 11, .grey = 0.3 };
  FairContactListPaper *self = FAIR_CONTACT_LIST_PAPER (paper);
  double y = fair_paper_head (paper, pen, page);
  guint end = page + 1 < self->starts->len ? g_array_index (self->starts, guint, page + 1) : self->list->people->len;

  if (self->starts->len == 0)
    {
      fair_pen_write (pen, &nobody, _("Nobody has signed up."), 0, y + HEADINGS, pen->width);
      return;
    }
  draw_headings (pen, y);
  y += HEADINGS;
  for (guint i = g_array_index (self->starts, guint, page); i < end; i++)
    y += draw_contact (pen, self->list->people->pdata[i], y);
}

static void
fair_contact_list_paper_finalize (GObject *object)
{
  FairContactListPaper *self = FAIR_CONTACT_LIST_PAPER (object);

  g_clear_pointer (&self->list, fair_contact_list_free);
  g_array_unref (self->starts);

  G_OBJECT_CLASS (fair_contact_list_paper_parent_class)->finalize (object);
}

static void
fair_contact_list_paper_class_init (FairContactListPaperClass *klass)
{
  FairPaperClass *paper_class = FAIR_PAPER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_contact_list_paper_finalize;
  paper_class->measure = fair_contact_list_paper_measure;
  paper_class->draw = fair_contact_list_paper_draw;
}

static void
fair_contact_list_paper_init (FairContactListPaper *self)
{
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
say_of_what (FairContactListPaper *self,
             FairProgram          *program)
{
  const char *id = self->list->event;
  const FairEvent *event = program != NULL && id != NULL ? fair_program_find_event (program, id) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = fair_local_time_format_day (now, fair_interface_language_get ());
  const guint n = self->list->people->len;
  g_autofree char *count = g_strdup_printf (ngettext ("%'u person", "%'u people", n), n);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (program != NULL)
    g_strv_builder_add (builder, program->short_name);
  if (event != NULL)
    g_strv_builder_add (builder, event->name);
  g_strv_builder_add_many (builder, day, count, NULL);
  parts = g_strv_builder_end (builder);
  fair_paper_set_beneath (FAIR_PAPER (self), (const char *const *) parts);
}

/**
 * fair_contact_list_paper_new:
 * @program: (nullable): of which program they are
 * @list: (transfer full): the people
 *
 * Returns: (transfer full): the list, for paper
 */
FairPaper *
fair_contact_list_paper_new (FairProgram     *program,
                             FairContactList *list)
{
  FairContactListPaper *self = g_object_new (FAIR_TYPE_CONTACT_LIST_PAPER, NULL);

  self->list = list;
  fair_paper_set_title (FAIR_PAPER (self), _("Contact List"));
  say_of_what (self, program);
  return FAIR_PAPER (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-form-section.h"

#include "layout/fair-tile-layout.h"

/* The narrowest that a name can be typed into; two of them and a line between them stand side by side. */
#define MIN_PAIR_WIDTH 262

struct _FairFormSectionView
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *description;
  GtkBox *card;
};

G_DEFINE_FINAL_TYPE (FairFormSectionView, fair_form_section_view, GTK_TYPE_BOX)

static void
fair_form_section_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_FORM_SECTION_VIEW);

  G_OBJECT_CLASS (fair_form_section_view_parent_class)->dispose (object);
}

static void
fair_form_section_view_class_init (FairFormSectionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_form_section_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-form-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FairFormSectionView, title);
  gtk_widget_class_bind_template_child (widget_class, FairFormSectionView, description);
  gtk_widget_class_bind_template_child (widget_class, FairFormSectionView, card);
}

static void
fair_form_section_view_init (FairFormSectionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GPtrArray *
find_rows (GPtrArray  *rows,
           const char *section)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (fair_field_get_section (fair_field_row_get_field (rows->pdata[i])), section) == 0)
      g_ptr_array_add (found, rows->pdata[i]);

  return found;
}

static gboolean
is_pair (FairFieldRow *a,
         FairFieldRow *b)
{
  FairField *first = fair_field_row_get_field (a);
  FairField *second = fair_field_row_get_field (b);

  return g_strcmp0 (fair_field_get_pair (first), fair_field_get_id (second)) == 0 ||
         g_strcmp0 (fair_field_get_pair (second), fair_field_get_id (first)) == 0;
}

static GtkWidget *
new_line (void)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (line, g_object_new (FAIR_TYPE_TILE_LAYOUT,
                                                     "min-column-width", MIN_PAIR_WIDTH,
                                                     "max-columns", 2,
                                                     "spacing", 1,
                                                     NULL));
  return line;
}

static void
add_lines (FairFormSectionView *self,
           GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *line = new_line ();

      gtk_box_append (GTK_BOX (line), rows->pdata[i]);
      if (i + 1 < rows->len && is_pair (rows->pdata[i], rows->pdata[i + 1]))
        gtk_box_append (GTK_BOX (line), rows->pdata[++i]);
      gtk_box_append (self->card, line);
    }
}

/* Chips alone need no card around them, nor a title under a heading that says the same, unless that bears a mark. */
static gboolean
is_chips_only (GPtrArray *rows)
{
  return rows->len == 1 &&
         fair_field_get_kind (fair_field_row_get_field (rows->pdata[0])) == FAIR_FIELD_CHOICES;
}

static void
show_texts (FairFormSectionView   *self,
            const FairFormSection *section)
{
  gtk_label_set_label (self->title, section->title);
  gtk_label_set_label (self->description, section->description != NULL ? section->description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), section->description != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, section->title, -1);
}

/**
 * fair_form_section_view_new:
 * @rows: (element-type FairFieldRow): all rows of the form; those of @section are put into it
 *
 * Returns: (transfer floating): the section
 */
GtkWidget *
fair_form_section_view_new (const FairFormSection *section,
                            GPtrArray             *rows)
{
  FairFormSectionView *self = g_object_new (FAIR_TYPE_FORM_SECTION_VIEW, NULL);
  g_autoptr (GPtrArray) own = find_rows (rows, section->id);

  show_texts (self, section);
  add_lines (self, own);
  if (is_chips_only (own))
    fair_field_row_set_title_visible (own->pdata[0], fair_field_row_is_needed (own->pdata[0]));
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->card), "form-card");

  return GTK_WIDGET (self);
}

static gboolean
has_visible_child (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child))
      return TRUE;

  return FALSE;
}

/** Hides what has no visible row in it. */
void
fair_form_section_view_update (FairFormSectionView *self)
{
  GtkWidget *card;

  g_return_if_fail (FAIR_IS_FORM_SECTION_VIEW (self));

  card = GTK_WIDGET (self->card);
  for (GtkWidget *line = gtk_widget_get_first_child (card); line != NULL; line = gtk_widget_get_next_sibling (line))
    gtk_widget_set_visible (line, has_visible_child (line));
  gtk_widget_set_visible (GTK_WIDGET (self), has_visible_child (card));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view makes 200 rows, each with a cell in every column, of which few are to be seen. So a cell draws its line of text itself,
 * without any other widget, and says nothing before it is seen.
 */
#include "config.h"

#include "desk/fair-person-cell.h"

#include "desk/fair-person-marks.h"

struct _FairPersonCell
{
  GtkWidget parent_instance;

  FairDeskModel *model;
  const FairPeopleColumn *column;
  FairPeopleRow *row; /* NULL while it shows nobody */
  GtkWidget *marks;   /* NULL where there is text */
  char *text;         /* NULL while it has not been read */
  gboolean is_behind; /* whether it is to show something else as soon as it is seen */
};

G_DEFINE_FINAL_TYPE (FairPersonCell, fair_person_cell, GTK_TYPE_WIDGET)

static void
show_text (FairPersonCell *self)
{
  const FairVersion *version = fair_person_item_get_version (fair_people_row_get_item (self->row));

  g_free (self->text);
  self->text = version != NULL ? self->column->dup_text (fair_desk_model_get_booth (self->model), version) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text != NULL ? self->text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show (FairPersonCell *self)
{
  FairPersonItem *item = self->row != NULL ? fair_people_row_get_item (self->row) : NULL;

  self->is_behind = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (item == NULL || self->is_behind)
    return;
  if (self->marks != NULL)
    fair_person_marks_show (FAIR_PERSON_MARKS (self->marks), item, fair_desk_model_get_review (self->model));
  else
    show_text (self);
}

static void
fair_person_cell_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fair_person_cell_parent_class)->map (widget);

  if (FAIR_PERSON_CELL (widget)->is_behind)
    show (FAIR_PERSON_CELL (widget));
}

/* Columns have the width that the coordinator gives them, and all rows one height, whatever is written in them. */
static void
fair_person_cell_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  FairPersonCell *self = FAIR_PERSON_CELL (widget);
  PangoFontMetrics *metrics;

  if (self->marks != NULL)
    {
      gtk_widget_measure (self->marks, orientation, for_size, minimum, natural, NULL, NULL);
      return;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  *minimum = *natural = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

static void
fair_person_cell_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  FairPersonCell *self = FAIR_PERSON_CELL (widget);

  if (self->marks != NULL)
    gtk_widget_size_allocate (self->marks, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static PangoLayout *
create_layout (FairPersonCell *self,
               int             width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  if (self->column->greatest_first)
    {
      PangoAttrList *digits_alike = pango_attr_list_new ();

      pango_attr_list_insert (digits_alike, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, digits_alike);
      pango_attr_list_unref (digits_alike);
    }
  return layout;
}

/* Text stands where the line begins in the interface's language, whatever its own direction. */
static void
fair_person_cell_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  FairPersonCell *self = FAIR_PERSON_CELL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle extents;
  GdkRGBA color;

  GTK_WIDGET_CLASS (fair_person_cell_parent_class)->snapshot (widget, snapshot);
  if (self->text == NULL || *self->text == '\0')
    return;
  layout = create_layout (self, width);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) ((is_rtl ? width - extents.width : 0) - extents.x),
                                                          (float) ((height - extents.height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
}

static void
fair_person_cell_dispose (GObject *object)
{
  FairPersonCell *self = FAIR_PERSON_CELL (object);

  fair_person_cell_set_row (self, NULL);
  g_clear_pointer (&self->marks, gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fair_person_cell_parent_class)->dispose (object);
}

static void
fair_person_cell_finalize (GObject *object)
{
  g_free (FAIR_PERSON_CELL (object)->text);

  G_OBJECT_CLASS (fair_person_cell_parent_class)->finalize (object);
}

static void
fair_person_cell_class_init (FairPersonCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_person_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_person_cell_finalize;
  widget_class->map = fair_person_cell_map;
  widget_class->measure = fair_person_cell_measure;
  widget_class->size_allocate = fair_person_cell_size_allocate;
  widget_class->snapshot = fair_person_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
fair_person_cell_init (FairPersonCell *self)
{
}

static void
build_marks (FairPersonCell *self)
{
  self->marks = fair_person_marks_new ();
  gtk_widget_set_parent (self->marks, GTK_WIDGET (self));
  g_signal_connect_object (self->model, "notify::review", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

/** Returns: (transfer floating): a cell of @column that shows nobody */
GtkWidget *
fair_person_cell_new (FairDeskModel          *model,
                      const FairPeopleColumn *column)
{
  gboolean has_marks = column->dup_text == NULL;
  FairPersonCell *self = g_object_new (FAIR_TYPE_PERSON_CELL, has_marks ? "accessible-role" : NULL, GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->model = g_object_ref (model);
  self->column = column;
  if (has_marks)
    build_marks (self);
  if (column->sort == FAIR_PEOPLE_SORT_NAME)
    gtk_widget_add_css_class (GTK_WIDGET (self), "desk-name");
  return GTK_WIDGET (self);
}

/** Shows who stands in a row, as soon as their line has been read; @row: (nullable): NULL for nobody. */
void
fair_person_cell_set_row (FairPersonCell *self,
                          FairPeopleRow  *row)
{
  g_return_if_fail (FAIR_IS_PERSON_CELL (self));

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, show, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  g_signal_connect_swapped (row, "changed", G_CALLBACK (show), self);
  show (self);
}

/** Returns: (transfer none) (nullable): what stands in it; NULL while that has not been read, was never seen, or is marks */
const char *
fair_person_cell_get_text (FairPersonCell *self)
{
  g_return_val_if_fail (FAIR_IS_PERSON_CELL (self), NULL);

  return self->text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-page-table.h"

#include <glib/gi18n-lib.h>

struct _FairPageTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (FairPageTable, fair_page_table, GTK_TYPE_WIDGET)

#define COLUMN_SPACING 24
/* Where the table has to be scrolled anyway, a column is no narrower than its text or this. In characters. */
#define READABLE_WIDTH 14

/* The same for each row, since a column's cells are in one size group. A box would ask its cells how wide they want to be at
 * the row's height, and rows of different heights would have different columns. */
static GArray *
measure_columns (GtkWidget *row,
                 int       *minimum,
                 int       *natural)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));

  *minimum = *natural = -COLUMN_SPACING;
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkRequestedSize size = { .data = cell };

      gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      *minimum += size.minimum_size + COLUMN_SPACING;
      *natural += size.natural_size + COLUMN_SPACING;
      g_array_append_val (columns, size);
    }
  return columns;
}

/* How wide each column is in a row of that width: as wide as it wants to be, and what is left is shared out. */
static GArray *
share_width (GtkWidget *row,
             int        width)
{
  int minimum, natural;
  GArray *columns = measure_columns (row, &minimum, &natural);
  int n = (int) columns->len;
  int left = gtk_distribute_natural_allocation (MAX (width - minimum, 0), columns->len, (GtkRequestedSize *) columns->data);

  for (int i = 0; i < n; i++)
    g_array_index (columns, GtkRequestedSize, i).minimum_size += left * (i + 1) / n - left * i / n;
  return columns;
}

static GtkSizeRequestMode
get_row_request_mode (GtkWidget *row)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_row (GtkWidget      *row,
             GtkOrientation  orientation,
             int             for_size,
             int            *minimum,
             int            *natural,
             int            *minimum_baseline,
             int            *natural_baseline)
{
  g_autoptr (GArray) columns = measure_columns (row, minimum, natural);
  g_autoptr (GArray) shared = NULL;
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  shared = share_width (row, for_size < 0 ? *natural : for_size);
  for (guint i = 0; i < shared->len; i++)
    {
      const GtkRequestedSize *column = &g_array_index (shared, GtkRequestedSize, i);
      int least;

      gtk_widget_measure (column->data, orientation, column->minimum_size, &least, NULL, NULL, NULL);
      height = MAX (height, least);
    }
  *minimum = *natural = height;
}

static void
allocate_row (GtkWidget *row,
              int        width,
              int        height,
              int        baseline)
{
  g_autoptr (GArray) columns = share_width (row, width);
  gboolean mirrored = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const GtkRequestedSize *column = &g_array_index (columns, GtkRequestedSize, i);
      GtkAllocation place = { mirrored ? width - x - column->minimum_size : x, 0, column->minimum_size, height };

      gtk_widget_size_allocate (column->data, &place, -1);
      x += column->minimum_size + COLUMN_SPACING;
    }
}

/* Wider than it is high only as far as its longest words: the scroller alone would ask for the height of unwrapped text. */
static void
fair_page_table_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  FairPageTable *self = FAIR_PAGE_TABLE (widget);
  int least_width;

  gtk_widget_measure (self->scroller, GTK_ORIENTATION_HORIZONTAL, -1, minimum, NULL, NULL, NULL);
  gtk_widget_measure (self->rows, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, natural, NULL, NULL);
  *natural = MAX (*minimum, *natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  gtk_widget_measure (self->rows, orientation, MAX (for_size < 0 ? *natural : for_size, least_width), minimum, natural, NULL, NULL);
}

static void
fair_page_table_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  gtk_widget_allocate (FAIR_PAGE_TABLE (widget)->scroller, width, height, -1, NULL);
}

static GtkSizeRequestMode
fair_page_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What cannot be seen whole can be reached with Tab and moved with the arrow keys. */
static void
room_changed (GtkAdjustment *adjustment,
              FairPageTable *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self),
                            gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
}

static gboolean
arrow_pressed (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  FairPageTable *self = FAIR_PAGE_TABLE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double step = gtk_adjustment_get_page_size (adjustment) / 3;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (g_variant_get_boolean (arguments) ? step : -step));
  return GDK_EVENT_STOP;
}

static void
fair_page_table_dispose (GObject *object)
{
  g_clear_pointer (&FAIR_PAGE_TABLE (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fair_page_table_parent_class)->dispose (object);
}

static void
fair_page_table_class_init (FairPageTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_page_table_dispose;
  widget_class->measure = fair_page_table_measure;
  widget_class->size_allocate = fair_page_table_size_allocate;
  widget_class->get_request_mode = fair_page_table_get_request_mode;

  gtk_widget_class_set_css_name (widget_class, "pagetable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, arrow_pressed, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, arrow_pressed, "b", FALSE);
}

static void
fair_page_table_init (FairPageTable *self)
{
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                 "child", self->rows,
                                 "vscrollbar-policy", GTK_POLICY_NEVER,
                                 "focusable", FALSE,
                                 NULL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Table"), -1);
  g_signal_connect (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "changed",
                    G_CALLBACK (room_changed), self);
}

static GtkWidget *
new_row (const FairBlock *block,
         guint            first,
         GPtrArray       *columns,
         FairNewCell      new_cell)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, NULL);
  gboolean is_head = first == 0;

  gtk_widget_set_layout_manager (row, gtk_custom_layout_new (get_row_request_mode, measure_row, allocate_row));
  gtk_widget_add_css_class (row, is_head ? "table-head" : "table-row");
  for (guint i = 0; i < block->n_columns; i++)
    {
      const FairBlock *cell = block->cells->pdata[first + i];
      /* Heads as well: of a column header GTK (as of 4.18) makes a mere filler for screen readers. */
      GtkWidget *label = new_cell (cell, GTK_ACCESSIBLE_ROLE_CELL, "table-cell");
      float align = cell->align == FAIR_ALIGN_START ? 0 : cell->align == FAIR_ALIGN_CENTER ? 0.5f : 1;

      g_object_set (label, "wrap-mode", PANGO_WRAP_WORD, "xalign", align, "yalign", 0.0f, "width-chars",
                    (int) MIN (g_utf8_strlen (cell->text, -1), READABLE_WIDTH), NULL);
      gtk_label_set_justify (GTK_LABEL (label), cell->align == FAIR_ALIGN_START    ? GTK_JUSTIFY_LEFT
                                                : cell->align == FAIR_ALIGN_CENTER ? GTK_JUSTIFY_CENTER
                                                                                   : GTK_JUSTIFY_RIGHT);
      gtk_size_group_add_widget (columns->pdata[i], label);
      gtk_box_append (GTK_BOX (row), label);
    }
  return row;
}

/**
 * fair_page_table_new:
 * @block: a table
 * @new_cell: makes a label for a cell
 *
 * Returns: (transfer floating): the widget that shows @block
 */
GtkWidget *
fair_page_table_new (const FairBlock *block,
                     FairNewCell      new_cell)
{
  FairPageTable *self = g_object_new (FAIR_TYPE_PAGE_TABLE, NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < block->n_columns; i++)
    g_ptr_array_add (columns, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL));
  for (guint first = 0; first < block->cells->len; first += block->n_columns)
    gtk_box_append (GTK_BOX (self->rows), new_row (block, first, columns, new_cell));
  return GTK_WIDGET (self);
}

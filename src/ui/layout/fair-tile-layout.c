/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout/fair-tile-layout.h"

#include "layout/fair-layout-children.h"

#include <adwaita.h>

struct _FairTileLayout
{
  GtkLayoutManager parent_instance;

  int min_column_width;
  guint max_columns;
  int spacing;
};

G_DEFINE_FINAL_TYPE (FairTileLayout, fair_tile_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_MIN_COLUMN_WIDTH,
  PROP_MAX_COLUMNS,
  PROP_SPACING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/**
 * fair_tile_layout_count_columns:
 * @width: in pixels
 *
 * Returns: how many tiles the fullest row holds: no more than fit, and no more than it takes to share them out
 *   evenly (six tiles where four would fit stand as three and three)
 */
guint
fair_tile_layout_count_columns (int   width,
                                guint n_tiles,
                                int   min_column_width,
                                guint max_columns,
                                int   spacing)
{
  guint fit = (guint) MAX (1, (width + spacing) / MAX (1, min_column_width + spacing));
  guint columns = MIN (MIN (fit, max_columns), MAX (n_tiles, 1));
  guint rows = (n_tiles + columns - 1) / columns;

  return rows <= 1 ? columns : (n_tiles + rows - 1) / rows;
}

/* How many of the tiles from @first on stand in one row, the longer rows first. */
static guint
row_length (guint n_tiles,
            guint first,
            guint columns)
{
  guint left = n_tiles - first;
  guint rows_left = (left + columns - 1) / columns;

  return (left + rows_left - 1) / rows_left;
}

static void
tile_span (int    width,
           guint  in_row,
           guint  index,
           int    spacing,
           int   *x,
           int   *tile_width)
{
  int room = width - (int) (in_row - 1) * spacing;
  int start = room * (int) index / (int) in_row;
  int end = room * (int) (index + 1) / (int) in_row;

  *x = start + (int) index * spacing;
  *tile_width = MAX (end - start, 0);
}

static int
measure_row (GPtrArray *tiles,
             guint      first,
             guint      in_row,
             int        width,
             int        spacing)
{
  int height = 0;

  for (guint i = 0; i < in_row; i++)
    {
      int x, tile_width, minimum;

      tile_span (width, in_row, i, spacing, &x, &tile_width);
      gtk_widget_measure (tiles->pdata[first + i], GTK_ORIENTATION_VERTICAL, tile_width, &minimum, NULL, NULL, NULL);
      height = MAX (height, minimum);
    }

  return height;
}

static int
widest_minimum (GPtrArray *tiles)
{
  int widest = 0;

  for (guint i = 0; i < tiles->len; i++)
    {
      int minimum;

      gtk_widget_measure (tiles->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      widest = MAX (widest, minimum);
    }

  return widest;
}

/* Where text is larger, tiles are wider. */
static int
min_column_width (FairTileLayout *self,
                  GtkWidget      *widget)
{
  return (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, self->min_column_width, gtk_widget_get_settings (widget));
}

static guint
count_columns (FairTileLayout *self,
               GtkWidget      *widget,
               GPtrArray      *tiles,
               int             width)
{
  return fair_tile_layout_count_columns (width, tiles->len, MAX (min_column_width (self, widget), widest_minimum (tiles)),
                                         self->max_columns, self->spacing);
}

static int
measure_height (FairTileLayout *self,
                GtkWidget      *widget,
                GPtrArray      *tiles,
                int             width)
{
  guint columns = count_columns (self, widget, tiles, width);
  int height = 0;

  for (guint first = 0, in_row; first < tiles->len; first += in_row)
    {
      in_row = row_length (tiles->len, first, columns);
      height += measure_row (tiles, first, in_row, width, self->spacing) + (first > 0 ? self->spacing : 0);
    }

  return height;
}

static void
fair_tile_layout_measure (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          GtkOrientation    orientation,
                          int               for_size,
                          int              *minimum,
                          int              *natural,
                          int              *minimum_baseline,
                          int              *natural_baseline)
{
  FairTileLayout *self = FAIR_TILE_LAYOUT (manager);
  g_autoptr (GPtrArray) tiles = fair_layout_collect_children (widget);
  int widest = widest_minimum (tiles);
  int wanted = MAX (widest, min_column_width (self, widget));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, (wanted + self->spacing) * (int) MIN (tiles->len, self->max_columns));
    }
  else
    {
      *minimum = *natural = measure_height (self, widget, tiles, for_size < 0 ? wanted : for_size);
    }
}

static void
fair_tile_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           int               width,
                           int               height,
                           int               baseline)
{
  FairTileLayout *self = FAIR_TILE_LAYOUT (manager);
  g_autoptr (GPtrArray) tiles = fair_layout_collect_children (widget);
  guint columns = count_columns (self, widget, tiles, width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (guint first = 0, in_row; first < tiles->len; first += in_row)
    {
      int row_height;

      in_row = row_length (tiles->len, first, columns);
      row_height = measure_row (tiles, first, in_row, width, self->spacing);
      for (guint i = 0; i < in_row; i++)
        {
          GtkAllocation allocation = { .y = y, .height = row_height };

          tile_span (width, in_row, i, self->spacing, &allocation.x, &allocation.width);
          if (mirrored)
            allocation.x = width - allocation.x - allocation.width;
          gtk_widget_size_allocate (tiles->pdata[first + i], &allocation, -1);
        }
      y += row_height + self->spacing;
    }
}

static GtkSizeRequestMode
fair_tile_layout_get_request_mode (GtkLayoutManager *manager,
                                   GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fair_tile_layout_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  FairTileLayout *self = FAIR_TILE_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_MIN_COLUMN_WIDTH:
      g_value_set_int (value, self->min_column_width);
      break;
    case PROP_MAX_COLUMNS:
      g_value_set_uint (value, self->max_columns);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_tile_layout_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  FairTileLayout *self = FAIR_TILE_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_MIN_COLUMN_WIDTH:
      self->min_column_width = g_value_get_int (value);
      break;
    case PROP_MAX_COLUMNS:
      self->max_columns = g_value_get_uint (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
fair_tile_layout_class_init (FairTileLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fair_tile_layout_get_property;
  object_class->set_property = fair_tile_layout_set_property;
  layout_class->get_request_mode = fair_tile_layout_get_request_mode;
  layout_class->measure = fair_tile_layout_measure;
  layout_class->allocate = fair_tile_layout_allocate;

  properties[PROP_MIN_COLUMN_WIDTH] = g_param_spec_int ("min-column-width", NULL, NULL, 1, G_MAXINT, 200, flags);
  properties[PROP_MAX_COLUMNS] = g_param_spec_uint ("max-columns", NULL, NULL, 1, G_MAXUINT, 6, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 12, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_tile_layout_init (FairTileLayout *self)
{
  self->min_column_width = 200;
  self->max_columns = 6;
  self->spacing = 12;
}

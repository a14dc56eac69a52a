/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-justified-layout.h"

#include "gallery/fair-justified-rows.h"
#include "gallery/fair-photo-tile.h"
#include "layout/fair-layout-children.h"

#include <math.h>

struct _FairJustifiedLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (FairJustifiedLayout, fair_justified_layout, GTK_TYPE_LAYOUT_MANAGER)

#define SPACING 8
#define MIN_WIDTH 240

/* About three rows on a laptop's screen, one picture to a row on a phone's, five rows on a wall. */
static double
target_height (int width)
{
  return CLAMP (width * 0.165, 190, 420);
}

static GArray *
break_rows (GPtrArray *tiles,
            int        width)
{
  g_autofree double *aspects = g_new (double, tiles->len + 1);

  for (guint i = 0; i < tiles->len; i++)
    aspects[i] = fair_photo_tile_get_aspect (tiles->pdata[i]);

  return fair_justified_rows (aspects, tiles->len, width, target_height (width), SPACING);
}

static void
fair_justified_layout_measure (GtkLayoutManager *manager,
                               GtkWidget        *widget,
                               GtkOrientation    orientation,
                               int               for_size,
                               int              *minimum,
                               int              *natural,
                               int              *minimum_baseline,
                               int              *natural_baseline)
{
  g_autoptr (GPtrArray) tiles = fair_layout_collect_children (widget);
  g_autoptr (GArray) rows = NULL;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = MIN_WIDTH;
      return;
    }

  rows = break_rows (tiles, for_size < 0 ? MIN_WIDTH : for_size);
  for (guint i = 0; i < rows->len; i++)
    *minimum += (int) g_array_index (rows, FairJustifiedRow, i).height + (i > 0 ? SPACING : 0);
  *natural = *minimum;
}

static void
allocate_row (GPtrArray              *tiles,
              const FairJustifiedRow *row,
              int                     width,
              int                     y,
              gboolean                mirrored)
{
  double x = 0;

  for (guint i = row->first; i < row->first + row->count; i++)
    {
      double tile_width = row->height * CLAMP (fair_photo_tile_get_aspect (tiles->pdata[i]), 0.2, 5.0);
      GtkAllocation allocation = {
        .x = (int) round (x),
        .y = y,
        .width = (int) round (x + tile_width) - (int) round (x),
        .height = (int) row->height,
      };
      int least;

      if (mirrored)
        allocation.x = width - allocation.x - allocation.width;
      /* GTK wants every child measured before it is given a place. */
      gtk_widget_measure (tiles->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (tiles->pdata[i], &allocation, -1);
      x += tile_width + SPACING;
    }
}

static void
fair_justified_layout_allocate (GtkLayoutManager *manager,
                                GtkWidget        *widget,
                                int               width,
                                int               height,
                                int               baseline)
{
  g_autoptr (GPtrArray) tiles = fair_layout_collect_children (widget);
  g_autoptr (GArray) rows = break_rows (tiles, width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const FairJustifiedRow *row = &g_array_index (rows, FairJustifiedRow, i);

      allocate_row (tiles, row, width, y, mirrored);
      y += (int) row->height + SPACING;
    }
}

static GtkSizeRequestMode
fair_justified_layout_get_request_mode (GtkLayoutManager *manager,
                                        GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fair_justified_layout_class_init (FairJustifiedLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = fair_justified_layout_get_request_mode;
  layout_class->measure = fair_justified_layout_measure;
  layout_class->allocate = fair_justified_layout_allocate;
}

static void
fair_justified_layout_init (FairJustifiedLayout *self)
{
}

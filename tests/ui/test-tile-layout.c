/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of tiles and of photos: nothing sticks out, nothing is left over. */
#include "gallery/fair-justified-rows.h"
#include "layout/fair-tile-layout.h"
#include "ui-test.h"

static void
test_columns (void)
{
  static const struct
  {
    int width;
    guint tiles;
    int least;
    guint most;
    guint columns;
  } cases[] = {
    { 1340, 5, 168, 5, 5 }, /* all in one row */
    { 800, 5, 168, 5, 3 },  /* four would fit: three and two */
    { 336, 5, 168, 5, 1 },
    { 348, 6, 168, 5, 2 },
    { 1340, 6, 320, 3, 3 },
    { 100, 6, 320, 3, 1 },  /* narrower than one tile */
    { 1340, 1, 168, 5, 1 },
    { 1340, 0, 168, 5, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fair_tile_layout_count_columns (cases[i].width, cases[i].tiles, cases[i].least, cases[i].most, 12), ==,
                      cases[i].columns);
}

static void
check_rows (const double *aspects,
            guint         n,
            double        width,
            double        target)
{
  g_autoptr (GArray) rows = fair_justified_rows (aspects, n, width, target, 8);
  guint next = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const FairJustifiedRow *row = &g_array_index (rows, FairJustifiedRow, i);
      double used = (row->count - 1) * 8.0;

      g_assert_cmpuint (row->first, ==, next);
      g_assert_cmpuint (row->count, >, 0);
      for (guint k = row->first; k < row->first + row->count; k++)
        used += row->height * CLAMP (aspects[k], 0.2, 5.0);
      g_assert_cmpfloat (used, <=, width + 0.5);
      if (i + 1 < rows->len)
        g_assert_cmpfloat (used, >=, width - 0.5);
      next += row->count;
    }
  g_assert_cmpuint (next, ==, n);
}

/* The x of the second of two tiles that share a row, or 0 where they stand below each other. */
static float
second_tile_x (GtkWidget *box)
{
  graphene_rect_t bounds;

  gtk_widget_queue_resize (box);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 500, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (box, 500, 200, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_last_child (box), box, &bounds));
  return bounds.origin.x;
}

/* Two tiles share a row that has room for both; where text is twice as large, it has not. */
static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  gtk_widget_set_layout_manager (box, g_object_new (FAIR_TYPE_TILE_LAYOUT, "min-column-width", 200, NULL));
  gtk_box_append (GTK_BOX (box), gtk_label_new ("18"));
  gtk_box_append (GTK_BOX (box), gtk_label_new ("14"));
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  g_assert_cmpfloat (second_tile_x (box), >, 200);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  g_assert_cmpfloat (second_tile_x (box), <, 1);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

static void
test_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 500; round++)
    {
      double aspects[64];
      guint n = (guint) g_rand_int_range (rand, 0, 64);

      for (guint i = 0; i < n; i++)
        aspects[i] = g_rand_double_range (rand, 0.05, 8.0);
      check_rows (aspects, n, g_rand_double_range (rand, 100, 4000), g_rand_double_range (rand, 120, 420));
    }
}

/* A gallery of ordinary pictures has rows of about the height that was asked for. */
static void
test_even_rows (void)
{
  static const double aspects[] = { 1.78, 1.5, 1.6, 0.8, 1.5, 1.78, 1.6, 0.8, 1.78, 1.6, 1.5, 1.6, 1.6, 1.6, 0.8 };
  g_autoptr (GArray) rows = fair_justified_rows (aspects, G_N_ELEMENTS (aspects), 1342, 225, 8);

  g_assert_cmpuint (rows->len, ==, 4);
  for (guint i = 0; i < rows->len; i++)
    {
      g_assert_cmpfloat (g_array_index (rows, FairJustifiedRow, i).height, >, 225 / 1.4);
      g_assert_cmpfloat (g_array_index (rows, FairJustifiedRow, i).height, <, 225 * 1.4);
    }
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/tile-layout/columns", test_columns);
  g_test_add_func ("/tile-layout/large-text", test_large_text);
  g_test_add_func ("/justified-rows/fill", test_rows);
  g_test_add_func ("/justified-rows/even", test_even_rows);
  return g_test_run ();
}

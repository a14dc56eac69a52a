/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warning that room runs out: its words, when it shows and goes, and that it follows the disk. */
#include "config.h"

#include "shell/fair-space-banner.h"
#include "shell/fair-space-watch.h"
#include "test-util.h"
#include "ui-test.h"

#include <glib/gstdio.h>

#define MB G_GUINT64_CONSTANT (1000000)

static FairSpaceBanner *
new_banner (void)
{
  return g_object_ref_sink (g_object_new (FAIR_TYPE_SPACE_BANNER, NULL));
}

static AdwBanner *
get_banner (FairSpaceBanner *self)
{
  return ADW_BANNER (ui_test_find (GTK_WIDGET (self), ADW_TYPE_BANNER, 0));
}

static void
test_words (void)
{
  static const struct
  {
    FairSpaceLevel level;
    guint64 free;
    int code; /* of the error; -1 for none */
    const char *words;
  } cases[] = {
    { FAIR_SPACE_LOW, 499 * MB, -1, "490 MB of storage left. Every sign-up is saved." },
    { FAIR_SPACE_LOW, 99999999, -1, "99 MB of storage left." },
    { FAIR_SPACE_URGENT, 49 * MB, -1, "Only 49 MB of storage left. Every sign-up is still saved." },
    { FAIR_SPACE_URGENT, 1 * MB, -1, "Only 1 MB of storage left." },
    { FAIR_SPACE_FULL, 0, -1, "No storage left. What was saved is safe." },
    { FAIR_SPACE_ENOUGH, 9999 * MB, G_IO_ERROR_READ_ONLY, "No sign-up can be saved right now." },
    { FAIR_SPACE_FULL, 0, G_IO_ERROR_NOT_FOUND, "please plug the disk with the data folder in again" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FairSpaceBanner) banner = new_banner ();
      g_autoptr (GError) error = NULL;

      if (cases[i].code >= 0)
        error = g_error_new_literal (G_IO_ERROR, cases[i].code, "no");
      fair_space_banner_show (banner, cases[i].level, cases[i].free, error);
      g_assert_true (adw_banner_get_revealed (get_banner (banner)));
      g_assert_nonnull (strstr (adw_banner_get_title (get_banner (banner)), cases[i].words));
      g_assert_nonnull (strstr (adw_banner_get_title (get_banner (banner)), "Staff: "));
    }
}

/* With nothing to say it is not there, for those who see the window and for those who hear it. */
static void
test_goes (void)
{
  g_autoptr (FairSpaceBanner) banner = new_banner ();

  g_assert_false (adw_banner_get_revealed (get_banner (banner)));
  fair_space_banner_show (banner, FAIR_SPACE_ENOUGH, 9999 * MB, NULL);
  g_assert_false (adw_banner_get_revealed (get_banner (banner)));
  fair_space_banner_show (banner, FAIR_SPACE_URGENT, 20 * MB, NULL);
  g_assert_true (adw_banner_get_revealed (get_banner (banner)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (banner)));
  fair_space_banner_show (banner, FAIR_SPACE_ENOUGH, 9999 * MB, NULL);
  g_assert_false (adw_banner_get_revealed (get_banner (banner)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (banner)));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* Not before there is a window to be heard; then once, however often it is measured, and again when it gets worse. */
static void
test_is_heard_once (void)
{
  FairSpaceBanner *banner = g_object_new (FAIR_TYPE_SPACE_BANNER, NULL);
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (banner));
  fair_space_banner_show (banner, FAIR_SPACE_LOW, 420 * MB, NULL);
  g_assert_cmpuint (ui_test_count_announced ("420 MB"), ==, 0);
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait (is_mapped, banner);
  g_assert_cmpuint (ui_test_count_announced ("420 MB"), ==, 1);

  fair_space_banner_show (banner, FAIR_SPACE_LOW, 410 * MB, NULL);
  g_assert_cmpuint (ui_test_count_announced ("410 MB"), ==, 0);
  fair_space_banner_show (banner, FAIR_SPACE_URGENT, 33 * MB, NULL);
  g_assert_cmpuint (ui_test_count_announced ("Only 33 MB"), ==, 1);
  fair_space_banner_show (banner, FAIR_SPACE_LOW, 400 * MB, NULL);
  g_assert_cmpuint (ui_test_count_announced ("400 MB"), ==, 0);
  fair_space_banner_show (banner, FAIR_SPACE_ENOUGH, 4000 * MB, NULL);
  fair_space_banner_show (banner, FAIR_SPACE_LOW, 440 * MB, NULL);
  g_assert_cmpuint (ui_test_count_announced ("440 MB"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_fits_a_phone (void)
{
  g_autoptr (FairSpaceBanner) banner = new_banner ();
  int minimum;

  fair_space_banner_show (banner, FAIR_SPACE_URGENT, 20 * MB, NULL);
  gtk_widget_measure (GTK_WIDGET (banner), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
}

static FairStore *
open_store (TestFolder *folder)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (folder->path, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static gboolean
has_error (gpointer watch)
{
  return fair_space_watch_get_error (watch) != NULL;
}

static gboolean
has_no_error (gpointer watch)
{
  return !has_error (watch);
}

static gboolean
was_measured (gpointer watch)
{
  return fair_space_watch_get_free (watch) > 0;
}

static gboolean
was_called (gpointer count)
{
  return *(guint *) count > 0;
}

static void
count_end (gpointer count,
           GObject *object)
{
  ++*(guint *) count;
}

/* The folder goes away and comes back; that it is back is noticed without being asked to look. */
static void
test_follows_the_disk (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *here = test_folder_path (folder, "signups");
  g_autofree char *away = test_folder_path (folder, "away");
  g_autoptr (FairStore) store = open_store (folder);
  g_autoptr (FairSpaceWatch) watch = fair_space_watch_new (store);

  g_assert_cmpuint (fair_space_watch_get_free (watch), ==, 0);
  ui_test_wait (was_measured, watch);
  g_assert_true (has_no_error (watch));

  g_assert_cmpint (g_rename (here, away), ==, 0);
  fair_space_watch_measure (watch);
  ui_test_wait (has_error, watch);
  g_assert_error (fair_space_watch_get_error (watch), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (g_rename (away, here), ==, 0);
  ui_test_wait (has_no_error, watch);
  fair_space_watch_stop (watch);
}

/* Whatever comes to be measured while a measure is under way is not overlooked. */
static void
test_measures_again (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *here = test_folder_path (folder, "signups");
  g_autofree char *away = test_folder_path (folder, "away");
  g_autoptr (FairStore) store = open_store (folder);
  g_autoptr (FairSpaceWatch) watch = fair_space_watch_new (store);

  g_assert_cmpint (g_rename (here, away), ==, 0);
  fair_space_watch_measure (watch);
  ui_test_wait (has_error, watch);
  fair_space_watch_stop (watch);
}

/* A window that is closed leaves nothing behind that measures, or that is called by the store. */
static void
test_stops (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = open_store (folder);
  FairSpaceBanner *banner = new_banner ();
  FairSpaceWatch *watch = fair_space_watch_new (store);
  guint n_gone = 0;

  fair_space_banner_watch (banner, store);
  fair_space_banner_watch (banner, store);
  g_object_weak_ref (G_OBJECT (banner), count_end, &n_gone);
  g_object_unref (banner);
  g_assert_cmpuint (n_gone, ==, 1);

  n_gone = 0;
  g_object_weak_ref (G_OBJECT (watch), count_end, &n_gone);
  fair_space_watch_stop (watch);
  fair_space_watch_measure (watch);
  g_object_unref (watch);
  ui_test_wait (was_called, &n_gone);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/space-banner/words", test_words);
  g_test_add_func ("/space-banner/goes", test_goes);
  g_test_add_func ("/space-banner/is-heard-once", test_is_heard_once);
  g_test_add_func ("/space-banner/fits-a-phone", test_fits_a_phone);
  g_test_add_func ("/space-watch/follows-the-disk", test_follows_the_disk);
  g_test_add_func ("/space-watch/measures-again", test_measures_again);
  g_test_add_func ("/space-watch/stops", test_stops);
  return g_test_run ();
}

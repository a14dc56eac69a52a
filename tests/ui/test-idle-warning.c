/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The idle warning: counts in numbers for the eye, now and then for the ear, and ends with one press. */
#include "config.h"

#include "kiosk/fair-idle-warning.h"
#include "ui-test.h"

static gboolean
has_size (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

static FairIdleWarning *
present_in (GtkWidget **window,
            int         width,
            int         height,
            guint       seconds,
            gboolean    forgets)
{
  FairIdleWarning *warning = FAIR_IDLE_WARNING (fair_idle_warning_new ());

  *window = g_object_ref (adw_window_new ());
  gtk_window_set_default_size (GTK_WINDOW (*window), width, height);
  gtk_widget_add_css_class (*window, "fairbook");
  gtk_window_present (GTK_WINDOW (*window));
  ui_test_wait (has_size, *window);
  fair_idle_warning_set_seconds (warning, seconds);
  fair_idle_warning_set_typed (warning, forgets, FALSE);
  adw_dialog_present (ADW_DIALOG (warning), *window);
  return g_object_ref (warning);
}

static FairIdleWarning *
present (GtkWidget **window,
         guint       seconds,
         gboolean    forgets)
{
  return present_in (window, 1024, 768, seconds, forgets);
}

static void
destroy (FairIdleWarning *warning,
         GtkWidget       *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
  g_object_unref (warning);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
says (FairIdleWarning *warning,
      const char      *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (GTK_WIDGET (warning), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
      return TRUE;

  return FALSE;
}

/* At its beginning, at ten and at five; not every second. */
static void
test_announcements (void)
{
  GtkWidget *window;
  FairIdleWarning *warning = present (&window, 20, FALSE);

  ui_test_wait (is_mapped, warning);
  g_assert_cmpuint (ui_test_count_announced ("20 seconds left"), ==, 1);
  for (guint seconds = 19; seconds > 0; seconds--)
    {
      g_autofree char *text = g_strdup_printf ("%u second", seconds);

      fair_idle_warning_set_seconds (warning, seconds);
      g_assert_cmpuint (ui_test_count_announced (text), ==, seconds == 10 || seconds == 5);
    }
  fair_idle_warning_set_seconds (warning, 0);
  g_assert_cmpuint (ui_test_count_announced ("left"), ==, 3);
  destroy (warning, window);
}

/* A second that is late swallows none of them. */
static void
test_late (void)
{
  GtkWidget *window;
  FairIdleWarning *warning = present (&window, 13, FALSE);

  ui_test_wait (is_mapped, warning);
  fair_idle_warning_set_seconds (warning, 11);
  fair_idle_warning_set_seconds (warning, 9);
  g_assert_cmpuint (ui_test_count_announced ("9 seconds left"), ==, 1);
  fair_idle_warning_set_seconds (warning, 3);
  g_assert_cmpuint (ui_test_count_announced ("3 seconds left"), ==, 2); /* with 13 */
  destroy (warning, window);
}

static void
test_number (void)
{
  GtkWidget *window;
  FairIdleWarning *warning = present (&window, 20, FALSE);

  g_assert_true (says (warning, "20") && says (warning, "seconds"));
  fair_idle_warning_set_seconds (warning, 1);
  g_assert_true (says (warning, "1") && says (warning, "second"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (warning), GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  destroy (warning, window);
}

/* Nobody is told that something is forgotten who typed nothing. */
static void
test_forgets (void)
{
  const char *forgotten = "After that, everything you typed here is forgotten.";
  GtkWidget *window;
  FairIdleWarning *warning = present (&window, 18, TRUE);

  ui_test_wait (is_mapped, warning);
  g_assert_true (says (warning, forgotten));
  g_assert_cmpuint (ui_test_count_announced (forgotten), ==, 1);
  fair_idle_warning_set_typed (warning, TRUE, TRUE);
  g_assert_true (says (warning, "After that, what you typed here goes from the screen. It is kept as it is."));
  fair_idle_warning_set_typed (warning, FALSE, TRUE);
  g_assert_true (says (warning, "After that, this screen starts over for the next visitor."));
  destroy (warning, window);
}

static void
count_continued (FairIdleWarning *warning,
                 guint           *count)
{
  (*count)++;
}

static void
test_continued (void)
{
  GtkWidget *window;
  FairIdleWarning *warning = present (&window, 20, TRUE);
  guint continued = 0;

  g_signal_connect (warning, "continued", G_CALLBACK (count_continued), &continued);
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (warning), GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpuint (continued, ==, 1);
  /* as Escape does */
  adw_dialog_close (ADW_DIALOG (warning));
  g_assert_cmpuint (continued, ==, 2);
  /* the window takes it away when the time is over */
  adw_dialog_force_close (ADW_DIALOG (warning));
  g_assert_cmpuint (continued, ==, 2);
  destroy (warning, window);
}

/* In the smallest window, too, all is on screen. */
static void
test_fits (void)
{
  GtkWidget *window;
  FairIdleWarning *warning = present_in (&window, 360, 294, 20, TRUE);
  GtkAdjustment *scrolled;
  graphene_rect_t bounds;

  ui_test_wait (has_size, ui_test_find (GTK_WIDGET (warning), GTK_TYPE_BUTTON, 0));
  scrolled = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (ui_test_find (GTK_WIDGET (warning), GTK_TYPE_SCROLLED_WINDOW, 0)));
  g_assert_cmpfloat (gtk_adjustment_get_upper (scrolled), <=, gtk_adjustment_get_page_size (scrolled));
  g_assert_true (gtk_widget_compute_bounds (ui_test_find (GTK_WIDGET (warning), GTK_TYPE_BUTTON, 0), window, &bounds));
  g_assert_cmpfloat (bounds.size.height, >=, 44);
  destroy (warning, window);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  ui_test_style ();
  g_test_add_func ("/idle-warning/announcements", test_announcements);
  g_test_add_func ("/idle-warning/late", test_late);
  g_test_add_func ("/idle-warning/number", test_number);
  g_test_add_func ("/idle-warning/forgets", test_forgets);
  g_test_add_func ("/idle-warning/continued", test_continued);
  g_test_add_func ("/idle-warning/fits", test_fits);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thank-you: the name as it was typed, and a countdown that ends once. */
#include "config.h"

#include "contact/fair-contact.h"
#include "form/fair-thank-you.h"
#include "ui-test.h"

static void
count_done (FairThankYou *thank_you,
            guint        *count)
{
  (*count)++;
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
      return TRUE;

  return FALSE;
}

static void
test_countdown (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  FairThankYou *thank_you = FAIR_THANK_YOU (widget);
  guint done = 0;

  g_signal_connect (thank_you, "done", G_CALLBACK (count_done), &done);
  fair_thank_you_start (thank_you, "Zoë", 3);
  g_assert_true (says (widget, "Makes way for the next visitor in 3 seconds"));
  fair_thank_you_tick (thank_you);
  fair_thank_you_tick (thank_you);
  g_assert_true (says (widget, "Makes way for the next visitor in 1 second"));
  g_assert_cmpuint (done, ==, 0);
  fair_thank_you_tick (thank_you);
  fair_thank_you_tick (thank_you);
  g_assert_cmpuint (done, ==, 1);
  g_assert_cmpuint (fair_thank_you_get_seconds_left (thank_you), ==, 0);
}

static void
test_done (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  FairThankYou *thank_you = FAIR_THANK_YOU (widget);
  GtkWidget *button = ui_test_find (widget, GTK_TYPE_BUTTON, 0);
  guint done = 0;

  g_signal_connect (thank_you, "done", G_CALLBACK (count_done), &done);
  fair_thank_you_start (thank_you, "Zoë", 3);
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (done, ==, 1);
}

static void
test_names (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  FairThankYou *thank_you = FAIR_THANK_YOU (widget);

  fair_thank_you_start (thank_you, "O'Brien & Søn <b>", 5);
  g_assert_true (says (widget, "Saved. Thank you, O'Brien & Søn <b>."));
  fair_thank_you_start (thank_you, "", 5);
  g_assert_true (says (widget, "Saved. Thank you."));
  g_assert_false (says (widget, "Saved. Thank you, O'Brien & Søn <b>."));
  fair_thank_you_stop (thank_you);
  g_assert_false (says (widget, "Saved. Thank you."));
}

/* Whose contact it is, once there is any. */
static void
test_contact (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  g_autoptr (FairProgram) program = ui_test_load_program ();
  GtkWidget *contact = ui_test_find (widget, FAIR_TYPE_CONTACT, 0);

  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_false (gtk_widget_get_visible (contact));
  program->email = "peds@example.org";
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_true (gtk_widget_get_visible (contact));
  g_assert_true (says (contact, "\u200epeds@example.org"));
  program->email = NULL;
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_false (gtk_widget_get_visible (contact));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_window_get_visible_dialog (window) == NULL;
}

static void
open_link (GtkWidget *window)
{
  GtkWidget *contact = ui_test_find (window, FAIR_TYPE_CONTACT, 0);
  gboolean is_handled = FALSE;

  g_signal_emit_by_name (ui_test_find (contact, GTK_TYPE_LABEL, 2), "activate-link", "mailto:peds@example.org", &is_handled);
  g_assert_false (has_no_dialog (window));
}

static void
tick (FairThankYou *thank_you,
      guint         n_seconds)
{
  for (guint i = 0; i < n_seconds; i++)
    fair_thank_you_tick (thank_you);
}

/* Whoever copies an address out of a dialog is not hurried; a dialog that was left open holds nobody up for ever. */
static void
test_dialog (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  GtkWidget *window = adw_window_new ();
  FairThankYou *thank_you = g_object_new (FAIR_TYPE_THANK_YOU, NULL);
  guint done = 0;

  program->email = "peds@example.org";
  g_signal_connect (thank_you, "done", G_CALLBACK (count_done), &done);
  fair_thank_you_set_program (thank_you, program);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (thank_you));
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait (is_mapped, thank_you);
  fair_thank_you_start (thank_you, "Zoë", 100);
  tick (thank_you, 50);
  open_link (window);
  tick (thank_you, 110);
  g_assert_cmpuint (fair_thank_you_get_seconds_left (thank_you), ==, 100);
  adw_dialog_force_close (adw_window_get_visible_dialog (ADW_WINDOW (window)));
  ui_test_wait (has_no_dialog, window);
  g_assert_cmpuint (done, ==, 0);
  tick (thank_you, 100);
  g_assert_cmpuint (done, ==, 1);

  fair_thank_you_start (thank_you, "Zoë", 100);
  open_link (window);
  tick (thank_you, 120 + 100);
  g_assert_cmpuint (done, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_long_name_wraps (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  g_autofree char *name = g_strnfill (200, 'W');
  int minimum;

  fair_thank_you_start (FAIR_THANK_YOU (widget), name, 5);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/thank-you/countdown", test_countdown);
  g_test_add_func ("/thank-you/done", test_done);
  g_test_add_func ("/thank-you/contact", test_contact);
  g_test_add_func ("/thank-you/dialog", test_dialog);
  g_test_add_func ("/thank-you/names", test_names);
  g_test_add_func ("/thank-you/long-name-wraps", test_long_name_wraps);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thank-you: the name as it was typed, and for how long the page stays. */
#include "config.h"

#include "contact/fair-code-view.h"
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

  fair_thank_you_start (thank_you, "Zoë");
  fair_thank_you_set_seconds_left (thank_you, 3);
  g_assert_true (says (widget, "Makes way for the next visitor in 3 seconds"));
  fair_thank_you_set_seconds_left (thank_you, 1);
  g_assert_true (says (widget, "Makes way for the next visitor in 1 second"));
  fair_thank_you_set_seconds_left (thank_you, 0);
  g_assert_false (says (widget, "Makes way for the next visitor in 1 second"));
}

static void
test_done (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  FairThankYou *thank_you = FAIR_THANK_YOU (widget);
  GtkWidget *button = ui_test_find (widget, GTK_TYPE_BUTTON, 0);
  guint done = 0;

  g_signal_connect (thank_you, "done", G_CALLBACK (count_done), &done);
  fair_thank_you_start (thank_you, "Zoë");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (done, ==, 1);
}

static void
test_names (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  FairThankYou *thank_you = FAIR_THANK_YOU (widget);

  fair_thank_you_start (thank_you, "O'Brien & Søn <b>");
  g_assert_true (says (widget, "Saved. Thank you, O'Brien & Søn <b>."));
  fair_thank_you_start (thank_you, "");
  g_assert_true (says (widget, "Saved. Thank you."));
  g_assert_false (says (widget, "Saved. Thank you, O'Brien & Søn <b>."));
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

/* The program's own pages can be taken along without a press. */
static void
test_website (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  g_autoptr (FairProgram) program = ui_test_load_program ();
  GtkWidget *website = gtk_widget_get_parent (ui_test_find (widget, FAIR_TYPE_CODE_VIEW, 0));
  g_autofree char *too_long = g_strnfill (400, 'x');

  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_false (gtk_widget_get_visible (website));
  program->website = "https://example.org";
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_true (gtk_widget_get_visible (website));
  program->website = too_long;
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_false (gtk_widget_get_visible (website));
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), NULL);
  program->website = NULL;
}

/* The pack's own words, one as they are, several as a list; without any there is a sentence all the same. */
static void
test_next_steps (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  g_autoptr (FairProgram) program = ui_test_load_program ();
  const char *const *own = program->next_steps;
  const char *const steps[] = { "We write to you <soon> & gladly.", "You apply.", NULL };

  g_assert_cmpuint (g_strv_length ((GStrv) own), ==, 2);
  program->next_steps = steps + 2;
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_true (says (widget, "The program’s coordinator will see it after the fair. Enjoy the rest of your visit!"));
  program->next_steps = steps;
  for (guint times = 0; times < 2; times++)
    fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_true (says (widget, "We write to you <soon> & gladly."));
  g_assert_true (says (widget, "2"));
  g_assert_false (says (widget, "3"));
  program->next_steps = steps + 1;
  fair_thank_you_set_program (FAIR_THANK_YOU (widget), program);
  g_assert_true (says (widget, "You apply."));
  g_assert_false (says (widget, "1"));
  program->next_steps = own;
}

static void
test_long_name_wraps (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_THANK_YOU, NULL));
  g_autofree char *name = g_strnfill (200, 'W');
  int minimum;

  fair_thank_you_start (FAIR_THANK_YOU (widget), name);
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
  g_test_add_func ("/thank-you/website", test_website);
  g_test_add_func ("/thank-you/next-steps", test_next_steps);
  g_test_add_func ("/thank-you/names", test_names);
  g_test_add_func ("/thank-you/long-name-wraps", test_long_name_wraps);
  return g_test_run ();
}

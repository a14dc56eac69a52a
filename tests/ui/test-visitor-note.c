/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten-second note: names and times only, two taps to a star that is saved, and nothing typed is lost on a failure. */
#include "config.h"

#include "kiosk/fair-note-page.h"
#include "kiosk/fair-visitor-note.h"
#include "ui-test.h"

static GPtrArray *
new_visitors (void)
{
  GPtrArray *visitors = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_visitor_free);

  g_ptr_array_add (visitors, fair_visitor_new ("id-1", "Zoë O'Brien & Søn <b>", "14:02", FALSE));
  g_ptr_array_add (visitors, fair_visitor_new ("id-2", "Amara Okafor", "13:48", TRUE));
  return visitors;
}

static FairVisitorNote *
present (GtkWidget **window)
{
  g_autoptr (GPtrArray) visitors = new_visitors ();
  GtkWidget *note = fair_visitor_note_new ();

  *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (*window), note);
  gtk_window_set_default_size (GTK_WINDOW (*window), 480, 600);
  fair_visitor_note_set_visitors (FAIR_VISITOR_NOTE (note), visitors);
  gtk_window_present (GTK_WINDOW (*window));
  return FAIR_VISITOR_NOTE (note);
}

static void
remember (FairVisitorNote *note,
          const char      *id,
          gboolean         starred,
          char           **chips,
          const char      *text,
          GString         *noted)
{
  g_autofree char *joined = g_strjoinv (", ", chips);

  g_string_append_printf (noted, "<%s|%s|%s|%s>", id, starred ? "star" : "", joined, text);
}

static void
tap_visitor (FairVisitorNote *note,
             int              position)
{
  GtkListBox *list = GTK_LIST_BOX (ui_test_find (GTK_WIDGET (note), GTK_TYPE_LIST_BOX, 0));

  g_signal_emit_by_name (gtk_list_box_get_row_at_index (list, position), "activate");
}

static GtkWidget *
get_page (FairVisitorNote *note)
{
  return ui_test_find (GTK_WIDGET (note), FAIR_TYPE_NOTE_PAGE, 0);
}

/* The star comes first, the chips after it. */
static void
tap_toggle (FairVisitorNote *note,
            guint            nth)
{
  GtkToggleButton *toggle = GTK_TOGGLE_BUTTON (ui_test_find (get_page (note), GTK_TYPE_TOGGLE_BUTTON, nth));

  g_signal_emit_by_name (toggle, "clicked");
}

#define STAR 0

static gboolean
has_star (FairVisitorNote *note,
          int              position)
{
  GtkListBox *list = GTK_LIST_BOX (ui_test_find (GTK_WIDGET (note), GTK_TYPE_LIST_BOX, 0));
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, position));
  GtkWidget *image;

  for (guint i = 0; (image = ui_test_find (row, GTK_TYPE_IMAGE, i)) != NULL; i++)
    if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (image)), "starred-symbolic") == 0)
      return gtk_widget_get_visible (image);

  return FALSE;
}

static GtkEditable *
get_line (FairVisitorNote *note)
{
  return GTK_EDITABLE (ui_test_find (get_page (note), GTK_TYPE_ENTRY, 0));
}

static GtkWidget *
get_save_button (FairVisitorNote *note)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (get_page (note), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (gtk_widget_has_css_class (button, "kiosk-action"))
      return button;

  g_assert_not_reached ();
}

static void
test_two_taps (void)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  GtkWidget *window;
  FairVisitorNote *note = present (&window);

  g_signal_connect (note, "noted", G_CALLBACK (remember), noted);
  tap_visitor (note, 0);
  g_assert_cmpstr (noted->str, ==, "");
  tap_toggle (note, STAR);
  g_assert_cmpstr (noted->str, ==, "<id-1|star||>");
  g_assert_false (has_star (note, 0));
  fair_visitor_note_show_saved (note);
  g_assert_true (has_star (note, 0));
  g_assert_cmpuint (ui_test_count_announced ("Saved"), ==, 1);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_save_button (note))), ==, "Saved");
  g_assert_false (gtk_widget_get_sensitive (get_save_button (note)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_save (void)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  GtkWidget *window;
  FairVisitorNote *note = present (&window);

  g_signal_connect (note, "noted", G_CALLBACK (remember), noted);
  tap_visitor (note, 1);
  g_assert_false (gtk_widget_get_sensitive (get_save_button (note)));
  tap_toggle (note, 1);
  tap_toggle (note, 3);
  gtk_editable_set_text (get_line (note), "  Loved the clinic <story> ");
  g_assert_cmpstr (noted->str, ==, "");
  g_assert_true (gtk_widget_get_sensitive (get_save_button (note)));
  g_signal_emit_by_name (get_save_button (note), "clicked");
  g_assert_cmpstr (noted->str, ==, "<id-2|star|Great talk, Send housing info|Loved the clinic <story>>");
  /* a second press, before the answer, is none */
  g_signal_emit_by_name (get_save_button (note), "clicked");
  g_assert_cmpstr (noted->str, ==, "<id-2|star|Great talk, Send housing info|Loved the clinic <story>>");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_failure (void)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  GtkWidget *window;
  FairVisitorNote *note = present (&window);

  g_signal_connect (note, "noted", G_CALLBACK (remember), noted);
  tap_visitor (note, 0);
  gtk_editable_set_text (get_line (note), "Call her");
  tap_toggle (note, STAR);
  fair_visitor_note_show_failure (note, "The disk is full.");
  g_assert_cmpuint (ui_test_count_announced ("The disk is full."), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (get_line (note)), ==, "Call her");
  g_assert_false (has_star (note, 0));
  g_assert_true (gtk_widget_get_sensitive (get_save_button (note)));

  /* nor when one looks at the list and comes back */
  tap_visitor (note, 0);
  g_assert_cmpstr (gtk_editable_get_text (get_line (note)), ==, "Call her");
  g_string_truncate (noted, 0);
  g_signal_emit_by_name (get_save_button (note), "clicked");
  g_assert_cmpstr (noted->str, ==, "<id-1|star||Call her>");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was typed about one is not there for another, and cannot be brought back. */
static void
test_next_visitor (void)
{
  GtkWidget *window;
  FairVisitorNote *note = present (&window);

  tap_visitor (note, 0);
  tap_toggle (note, 1);
  gtk_editable_set_text (get_line (note), "Call her");
  tap_visitor (note, 1);
  g_assert_cmpstr (gtk_editable_get_text (get_line (note)), ==, "");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (ui_test_find (get_page (note), GTK_TYPE_TOGGLE_BUTTON, 1))));
  gtk_widget_activate_action (GTK_WIDGET (gtk_editable_get_delegate (get_line (note))), "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (get_line (note)), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_forgets (void)
{
  GtkWidget *window;
  FairVisitorNote *note = present (&window);

  tap_visitor (note, 0);
  gtk_editable_set_text (get_line (note), "Call her");
  g_assert_true (says (GTK_WIDGET (note), "Zoë O'Brien & Søn <b>"));
  fair_visitor_note_set_visitors (note, NULL);
  g_assert_false (says (GTK_WIDGET (note), "Zoë"));
  g_assert_false (says (GTK_WIDGET (note), "Amara"));
  g_assert_cmpstr (gtk_editable_get_text (get_line (note)), ==, "");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (get_page (note))), ==, "Note");
  g_assert_true (says (GTK_WIDGET (note), "Nobody has signed up here yet"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The program's own words come after the common ones, and nothing can be said twice. */
static void
test_chips (void)
{
  const char *const own[] = { "Met in Chicago", "Wants a call", NULL };
  g_autoptr (GString) noted = g_string_new (NULL);
  GtkWidget *window;
  FairVisitorNote *note = present (&window);

  g_signal_connect (note, "noted", G_CALLBACK (remember), noted);
  fair_visitor_note_set_chips (note, own);
  tap_visitor (note, 0);
  g_assert_cmpuint (ui_test_count (get_page (note), GTK_TYPE_TOGGLE_BUTTON), ==, 5);
  tap_toggle (note, 4);
  tap_toggle (note, 1);
  g_signal_emit_by_name (get_save_button (note), "clicked");
  g_assert_cmpstr (noted->str, ==, "<id-1||Great talk, Met in Chicago|>");
  fair_visitor_note_set_chips (note, NULL);
  g_assert_cmpuint (ui_test_count (get_page (note), GTK_TYPE_TOGGLE_BUTTON), ==, 4);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_fits (void)
{
  GtkWidget *window;
  FairVisitorNote *note = present (&window);
  int width, height;

  tap_visitor (note, 0);
  gtk_widget_measure (GTK_WIDGET (note), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (note), GTK_ORIENTATION_VERTICAL, 360, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);
  g_assert_cmpint (height, <=, 294);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/visitor-note/two-taps", test_two_taps);
  g_test_add_func ("/visitor-note/save", test_save);
  g_test_add_func ("/visitor-note/failure", test_failure);
  g_test_add_func ("/visitor-note/next-visitor", test_next_visitor);
  g_test_add_func ("/visitor-note/forgets", test_forgets);
  g_test_add_func ("/visitor-note/chips", test_chips);
  g_test_add_func ("/visitor-note/fits", test_fits);
  return g_test_run ();
}

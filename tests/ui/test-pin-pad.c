/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN pad: what is clicked and typed comes out once, and nothing of it is seen, heard or kept. */
#include "config.h"

#include "kiosk/fair-pin-pad.h"
#include "ui-test.h"

static gboolean
has_size (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

static FairPinPad *
present_in (GtkWidget **window,
            int         width,
            int         height)
{
  FairPinPad *pad = FAIR_PIN_PAD (fair_pin_pad_new ("Staff", "The booth PIN opens the staff sheet."));

  *window = g_object_ref (adw_window_new ());
  gtk_window_set_default_size (GTK_WINDOW (*window), width, height);
  gtk_widget_add_css_class (*window, "fairbook");
  gtk_window_present (GTK_WINDOW (*window));
  ui_test_wait (has_size, *window);
  adw_dialog_present (ADW_DIALOG (pad), *window);
  return g_object_ref (pad);
}

static FairPinPad *
present (GtkWidget **window)
{
  return present_in (window, 1024, 768);
}

static void
destroy (FairPinPad *pad,
         GtkWidget  *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
  g_object_unref (pad);
}

static void
remember (FairPinPad *pad,
          const char *pin,
          GString    *entered)
{
  g_string_append_printf (entered, "<%s>", pin);
}

/* A key of the pad by the name that a screen reader says. */
static GtkWidget *
find_key (FairPinPad *pad,
          const char *name)
{
  GtkWidget *grid = ui_test_find (GTK_WIDGET (pad), GTK_TYPE_GRID, 0);

  for (GtkWidget *key = gtk_widget_get_first_child (grid); key != NULL; key = gtk_widget_get_next_sibling (key))
    {
      g_autofree char *difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

      if (difference == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (key)), name) == 0)
        return key;
    }

  g_assert_not_reached ();
}

static void
click (FairPinPad *pad,
       const char *name)
{
  if (gtk_widget_is_sensitive (find_key (pad, name)))
    g_signal_emit_by_name (find_key (pad, name), "clicked");
}

static gboolean
type_with (FairPinPad      *pad,
           guint            keyval,
           GdkModifierType  state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (pad));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }

  return handled;
}

static gboolean
type_key (FairPinPad *pad,
          guint       keyval)
{
  return type_with (pad, keyval, 0);
}

static guint
count_lit (GtkWidget *root)
{
  guint count = gtk_widget_has_css_class (root, "lit");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_lit (child);
  return count;
}

static gboolean
says (FairPinPad *pad,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (GTK_WIDGET (pad), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_visible (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_click (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  g_assert_false (gtk_widget_is_sensitive (find_key (pad, "OK")));
  for (const char *digit = "1234567890"; *digit != '\0'; digit++)
    click (pad, (char[]) { *digit, '\0' });
  click (pad, "Take Back");
  click (pad, "OK");
  g_assert_cmpstr (entered->str, ==, "<123456789>");

  /* and begins anew */
  click (pad, "OK");
  click (pad, "7");
  click (pad, "OK");
  g_assert_cmpstr (entered->str, ==, "<123456789><7>");
  destroy (pad, window);
}

/* Digits of any script, of the keypad, and what surrounds them on a keyboard. */
static void
test_type (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  g_assert_true (type_key (pad, GDK_KEY_1));
  g_assert_true (type_key (pad, GDK_KEY_KP_2));
  g_assert_true (type_key (pad, gdk_unicode_to_keyval (0x0663)));  /* Arabic-Indic three */
  g_assert_true (type_key (pad, gdk_unicode_to_keyval (0x096a)));  /* Devanagari four */
  g_assert_true (type_key (pad, gdk_unicode_to_keyval (0x1d7d3))); /* mathematical bold five */
  g_assert_false (type_key (pad, GDK_KEY_a));
  g_assert_false (type_key (pad, GDK_KEY_twosuperior));
  g_assert_false (type_with (pad, GDK_KEY_6, GDK_CONTROL_MASK));
  g_assert_true (type_key (pad, GDK_KEY_9));
  g_assert_true (type_key (pad, GDK_KEY_BackSpace));
  g_assert_true (type_key (pad, GDK_KEY_Return));
  g_assert_cmpstr (entered->str, ==, "<12345>");
  g_assert_true (type_key (pad, GDK_KEY_KP_Enter));
  g_assert_cmpstr (entered->str, ==, "<12345>");
  destroy (pad, window);
}

/* On a key that was gone to with Tab, Enter presses that key. */
static void
test_enter_on_key (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  type_key (pad, GDK_KEY_1);
  g_assert_true (gtk_widget_grab_focus (find_key (pad, "5")));
  g_assert_false (type_key (pad, GDK_KEY_Return));
  g_assert_cmpstr (entered->str, ==, "");
  destroy (pad, window);
}

/* One digit or eight look and sound alike. */
static void
test_shows_nothing (void)
{
  GtkWidget *window;
  FairPinPad *pad = present (&window);
  GtkWidget *typed = ui_test_find (GTK_WIDGET (pad), GTK_TYPE_STACK, 0);

  g_assert_cmpuint (count_lit (GTK_WIDGET (pad)), ==, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (typed), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Nothing is typed");
  for (guint i = 1; i <= 8; i++)
    {
      type_key (pad, GDK_KEY_8);
      g_assert_cmpuint (count_lit (typed), ==, 1);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (typed), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Something is typed");
      g_assert_cmpuint (ui_test_count_announced ("Typed"), ==, i);
    }
  g_assert_false (says (pad, "88"));
  g_assert_cmpuint (ui_test_count_announced ("8"), ==, 0);
  g_assert_cmpuint (ui_test_count (GTK_WIDGET (pad), GTK_TYPE_TEXT), ==, 0);
  for (guint i = 0; i < 8; i++)
    type_key (pad, GDK_KEY_BackSpace);
  g_assert_cmpuint (count_lit (typed), ==, 0);
  destroy (pad, window);
}

static void
test_too_long (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  for (guint i = 0; i < FAIR_PIN_PAD_MAX_DIGITS + 40; i++)
    g_assert_true (type_key (pad, GDK_KEY_3));
  type_key (pad, GDK_KEY_Return);
  g_assert_cmpuint (entered->len, ==, FAIR_PIN_PAD_MAX_DIGITS + 2);
  destroy (pad, window);
}

static void
test_forgets (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  type_key (pad, GDK_KEY_1);
  adw_dialog_force_close (ADW_DIALOG (pad));
  type_key (pad, GDK_KEY_Return);
  g_assert_cmpstr (entered->str, ==, "");
  destroy (pad, window);
}

static void
test_busy (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  fair_pin_pad_set_busy (pad, TRUE);
  g_assert_false (gtk_widget_is_sensitive (find_key (pad, "1")));
  type_key (pad, GDK_KEY_1);
  fair_pin_pad_set_busy (pad, FALSE);
  type_key (pad, GDK_KEY_Return);
  g_assert_cmpstr (entered->str, ==, "");
  g_assert_true (gtk_widget_is_sensitive (find_key (pad, "1")));
  destroy (pad, window);
}

static void
test_message (void)
{
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  fair_pin_pad_set_message (pad, "That is not the PIN <b> & so on.");
  g_assert_true (says (pad, "That is not the PIN <b> & so on."));
  g_assert_cmpuint (ui_test_count_announced ("That is not the PIN <b> & so on."), ==, 1);
  type_key (pad, GDK_KEY_1);
  g_assert_false (says (pad, "That is not the PIN"));
  destroy (pad, window);
}

static void
test_wait (void)
{
  g_autoptr (GString) entered = g_string_new (NULL);
  GtkWidget *window;
  FairPinPad *pad = present (&window);

  g_signal_connect (pad, "entered", G_CALLBACK (remember), entered);
  type_key (pad, GDK_KEY_1);
  fair_pin_pad_set_wait (pad, 2);
  g_assert_true (says (pad, "Try again in 2 seconds"));
  g_assert_cmpuint (ui_test_count_announced ("Try again in 2 seconds"), ==, 1);
  g_assert_false (gtk_widget_is_sensitive (find_key (pad, "1")));
  type_key (pad, GDK_KEY_2);
  fair_pin_pad_tick (pad);
  g_assert_true (says (pad, "Try again in 1 second"));
  g_assert_cmpuint (ui_test_count_announced ("Try again in 1 second"), ==, 0);
  fair_pin_pad_tick (pad);
  g_assert_false (says (pad, "Try again"));
  g_assert_cmpuint (ui_test_count_announced ("You can try again now"), ==, 1);

  /* nothing of what came before counts */
  type_key (pad, GDK_KEY_3);
  type_key (pad, GDK_KEY_Return);
  g_assert_cmpstr (entered->str, ==, "<3>");
  fair_pin_pad_set_wait (pad, 901);
  g_assert_true (says (pad, "Try again in 16 minutes"));
  destroy (pad, window);
}

/* A pad is laid out like a telephone's in every language. */
static void
test_right_to_left (void)
{
  GtkWidget *window;
  FairPinPad *pad;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  pad = present (&window);
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (pad)), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (gtk_widget_get_parent (find_key (pad, "1"))), ==, GTK_TEXT_DIR_LTR);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  destroy (pad, window);
}

/* In the smallest window, too, all is on screen, and each key is as large as a finger. */
static void
test_fits (void)
{
  GtkWidget *window;
  FairPinPad *pad = present_in (&window, 360, 294);
  GtkAdjustment *scrolled;
  graphene_rect_t bounds;

  ui_test_wait (has_size, find_key (pad, "OK"));
  scrolled = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (ui_test_find (GTK_WIDGET (pad), GTK_TYPE_SCROLLED_WINDOW, 0)));
  g_assert_cmpfloat (gtk_adjustment_get_upper (scrolled), <=, gtk_adjustment_get_page_size (scrolled));
  g_assert_true (gtk_widget_compute_bounds (find_key (pad, "OK"), window, &bounds));
  g_assert_cmpfloat (bounds.size.width, >=, 44);
  g_assert_cmpfloat (bounds.size.height, >=, 44);
  destroy (pad, window);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  ui_test_style ();
  g_test_add_func ("/pin-pad/shows-nothing", test_shows_nothing);
  g_test_add_func ("/pin-pad/click", test_click);
  g_test_add_func ("/pin-pad/type", test_type);
  g_test_add_func ("/pin-pad/enter-on-key", test_enter_on_key);
  g_test_add_func ("/pin-pad/too-long", test_too_long);
  g_test_add_func ("/pin-pad/forgets", test_forgets);
  g_test_add_func ("/pin-pad/busy", test_busy);
  g_test_add_func ("/pin-pad/message", test_message);
  g_test_add_func ("/pin-pad/wait", test_wait);
  g_test_add_func ("/pin-pad/right-to-left", test_right_to_left);
  g_test_add_func ("/pin-pad/fits", test_fits);
  return g_test_run ();
}

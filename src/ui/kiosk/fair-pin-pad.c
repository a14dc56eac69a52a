/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-pin-pad.h"

#include "booth/fair-announce.h"
#include "kiosk/fair-cramped.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One of them is lit, another with each key. Whoever types sees that the key counted; whoever looks on cannot see how many there were. */
#define N_DOTS 5
/* From here on a wait is told in minutes. */
#define LONG_WAIT_SECONDS 120

struct _FairPinPad
{
  AdwDialog parent_instance;

  /* No entry has them: so they are in no clipboard, undo, input method or accessible text. */
  char pin[FAIR_PIN_PAD_MAX_DIGITS + 1];
  gsize length;
  int lit; /* which dot, or -1 */
  gboolean busy;
  guint wait_left; /* seconds */
  guint timer;

  AdwHeaderBar *header_bar;
  GtkWidget *content;
  GtkLabel *heading;
  GtkLabel *body;
  GtkStack *typed;
  GtkBox *dots;
  GtkLabel *message;
  GtkLabel *wait;
  GtkGrid *keys;
  GtkWidget *ok_key;
};

G_DEFINE_FINAL_TYPE (FairPinPad, fair_pin_pad, ADW_TYPE_DIALOG)

enum
{
  ENTERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_open (FairPinPad *self)
{
  return !self->busy && self->wait_left == 0;
}

/* Another dot than before, by chance: a count could be read off any order. */
static void
move_light (FairPinPad *self)
{
  GtkWidget *dot = gtk_widget_get_first_child (GTK_WIDGET (self->dots));

  if (self->length == 0)
    self->lit = -1;
  else
    self->lit = (self->lit + g_random_int_range (1, N_DOTS)) % N_DOTS;
  for (int i = 0; dot != NULL; i++, dot = gtk_widget_get_next_sibling (dot))
    if (i == self->lit)
      gtk_widget_add_css_class (dot, "lit");
    else
      gtk_widget_remove_css_class (dot, "lit");
}

/* What has been typed is told apart from nothing, and no more. */
static void
update (FairPinPad *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->keys), is_open (self));
  gtk_widget_set_sensitive (self->ok_key, self->length > 0);
  gtk_stack_set_visible_child_name (self->typed, self->wait_left > 0 ? "wait" : self->busy ? "busy" : "dots");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->length > 0 ? _("Something is typed") : _("Nothing is typed"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_STATE_BUSY, self->busy, -1);
}

static void
wipe (FairPinPad *self)
{
  explicit_bzero (self->pin, sizeof self->pin);
  self->length = 0;
}

static void
start_again (FairPinPad *self)
{
  wipe (self);
  move_light (self);
  update (self);
}

static void
type_digit (FairPinPad *self,
            int         digit)
{
  if (!is_open (self) || self->length == FAIR_PIN_PAD_MAX_DIGITS)
    return;

  self->pin[self->length++] = (char) ('0' + digit);
  gtk_label_set_label (self->message, "");
  move_light (self);
  update (self);
  fair_announce (GTK_WIDGET (self), _("Typed"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
take_back (FairPinPad *self)
{
  if (!is_open (self) || self->length == 0)
    return;

  self->pin[--self->length] = '\0';
  move_light (self);
  update (self);
  fair_announce (GTK_WIDGET (self), self->length > 0 ? _("Taken back") : _("Nothing is typed"),
                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
enter (FairPinPad *self)
{
  if (!is_open (self) || self->length == 0)
    return;

  g_object_ref (self);
  g_signal_emit (self, signals[ENTERED], 0, self->pin);
  start_again (self);
  g_object_unref (self);
}

static void
digit_clicked (GtkButton  *key,
               FairPinPad *self)
{
  type_digit (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (key), "digit")));
}

/* The value of a decimal digit of any script, or -1. */
static int
get_digit (guint keyval)
{
  gunichar character = gdk_keyval_to_unicode (keyval);

  return character != 0 ? g_unichar_digit_value (character) : -1;
}

/* On a key of the pad, which has been gone to with Tab or an arrow, Enter presses that key. */
static gboolean
is_on_pad (FairPinPad *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && GTK_IS_BUTTON (focus);
}

static gboolean
key_pressed (FairPinPad      *self,
             guint            keyval,
             guint            keycode,
             GdkModifierType  state)
{
  int digit = get_digit (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (digit >= 0)
    type_digit (self, digit);
  else if (keyval == GDK_KEY_BackSpace)
    take_back (self);
  else if (keyval == GDK_KEY_KP_Enter || ((keyval == GDK_KEY_Return || keyval == GDK_KEY_ISO_Enter) && !is_on_pad (self)))
    enter (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
closed (FairPinPad *self)
{
  fair_pin_pad_set_wait (self, 0);
  start_again (self);
}

/* Above two minutes the seconds are nobody's concern. */
static void
show_wait (FairPinPad *self)
{
  guint minutes = (self->wait_left + 59) / 60;
  g_autofree char *text = NULL;

  if (self->wait_left > LONG_WAIT_SECONDS)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Try again in %u minute", "Try again in %u minutes", minutes), minutes);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Try again in %u second", "Try again in %u seconds", self->wait_left),
                            self->wait_left);
  gtk_label_set_label (self->wait, text);
}

static gboolean
second_passed (gpointer data)
{
  fair_pin_pad_tick (data);
  return G_SOURCE_CONTINUE;
}

/* A pad of keys is laid out like a telephone's everywhere, in languages that run from right to left too. */
static GtkWidget *
add_key (FairPinPad *self,
         GtkWidget  *key,
         int         column,
         int         row)
{
  gtk_widget_add_css_class (key, "pin-key");
  gtk_widget_set_direction (key, GTK_TEXT_DIR_LTR);
  /* the focus stays where Enter means "done" */
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_grid_attach (self->keys, key, column, row, 1, 1);
  return key;
}

static void
add_digit (FairPinPad *self,
           int         digit,
           int         column,
           int         row)
{
  g_autofree char *label = g_strdup_printf ("%d", digit);
  GtkWidget *key = add_key (self, gtk_button_new_with_label (label), column, row);

  g_object_set_data (G_OBJECT (key), "digit", GINT_TO_POINTER (digit));
  g_signal_connect (key, "clicked", G_CALLBACK (digit_clicked), self);
}

/* A picture fits whatever the language and the size of its text. */
static GtkWidget *
add_icon (FairPinPad *self,
          const char *icon_name,
          const char *label,
          int         column)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "pixel-size", 26, NULL);
  GtkWidget *key = add_key (self, gtk_button_new (), column, 3);

  gtk_widget_set_direction (image, GTK_TEXT_DIR_LTR);
  gtk_button_set_child (GTK_BUTTON (key), image);
  gtk_accessible_update_property (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return key;
}

static void
add_keys (FairPinPad *self)
{
  GtkWidget *back;

  gtk_widget_set_direction (GTK_WIDGET (self->keys), GTK_TEXT_DIR_LTR);
  for (int i = 0; i < 9; i++)
    add_digit (self, i + 1, i % 3, i / 3);
  back = add_icon (self, "edit-clear-symbolic", _("Take Back"), 0);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (take_back), self);
  add_digit (self, 0, 1, 3);
  self->ok_key = add_icon (self, "object-select-symbolic", _("OK"), 2);
  gtk_widget_add_css_class (self->ok_key, "suggested-action");
  g_signal_connect_swapped (self->ok_key, "clicked", G_CALLBACK (enter), self);
}

/* In a low window: two rows instead of a telephone's four. */
static void
place_in_two_rows (FairPinPad *self)
{
  static const int places[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9, 11 };
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->keys));
  GtkWidget *key = gtk_widget_get_first_child (GTK_WIDGET (self->keys));

  for (guint i = 0; i < G_N_ELEMENTS (places); i++, key = gtk_widget_get_next_sibling (key))
    g_object_set (gtk_layout_manager_get_layout_child (layout, key), "column", places[i] % 6, "row", places[i] / 6, NULL);
}

/* What a low window has no room for is said in the header bar, or goes without saying. */
static void
fair_pin_pad_map (GtkWidget *widget)
{
  FairPinPad *self = FAIR_PIN_PAD (widget);

  if (fair_is_cramped (self->content))
    {
      adw_header_bar_set_show_title (self->header_bar, TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->heading), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->body), FALSE);
      gtk_widget_add_css_class (self->content, "cramped");
      place_in_two_rows (self);
    }
  GTK_WIDGET_CLASS (fair_pin_pad_parent_class)->map (widget);
}

static void
add_dots (FairPinPad *self)
{
  for (guint i = 0; i < N_DOTS; i++)
    {
      GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (dot, "pin-dot");
      gtk_box_append (self->dots, dot);
    }
}

static void
fair_pin_pad_dispose (GObject *object)
{
  FairPinPad *self = FAIR_PIN_PAD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  wipe (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PIN_PAD);

  G_OBJECT_CLASS (fair_pin_pad_parent_class)->dispose (object);
}

static void
fair_pin_pad_class_init (FairPinPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_pin_pad_dispose;
  widget_class->map = fair_pin_pad_map;

  /* Static scope: no copy of the PIN is made on its way. */
  signals[ENTERED] = g_signal_new ("entered", FAIR_TYPE_PIN_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/kiosk/fair-pin-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, header_bar);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, content);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, heading);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, body);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, typed);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, dots);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, message);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, wait);
  gtk_widget_class_bind_template_child (widget_class, FairPinPad, keys);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, closed);
}

static void
fair_pin_pad_init (FairPinPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lit = -1;
  add_dots (self);
  add_keys (self);
  update (self);
}

/**
 * fair_pin_pad_new:
 * @title: what it asks for
 * @body: (nullable): a sentence beneath it
 *
 * Returns: (transfer floating): a dialog; it holds nothing of what was typed once it is closed
 */
GtkWidget *
fair_pin_pad_new (const char *title,
                  const char *body)
{
  FairPinPad *self = g_object_new (FAIR_TYPE_PIN_PAD, "title", title, NULL);

  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->body, body != NULL ? body : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body), body != NULL);
  return GTK_WIDGET (self);
}

/**
 * fair_pin_pad_set_busy:
 * @busy: whether the PIN is being looked at; nothing can be typed meanwhile
 */
void
fair_pin_pad_set_busy (FairPinPad *self,
                       gboolean    busy)
{
  g_return_if_fail (FAIR_IS_PIN_PAD (self));

  self->busy = busy;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->typed));
}

/**
 * fair_pin_pad_set_message:
 * @message: (nullable): what was wrong; it is read out, and goes when a key is pressed
 */
void
fair_pin_pad_set_message (FairPinPad *self,
                          const char *message)
{
  g_return_if_fail (FAIR_IS_PIN_PAD (self));

  gtk_label_set_label (self->message, message != NULL ? message : "");
  if (message != NULL)
    fair_announce (GTK_WIDGET (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * fair_pin_pad_set_wait:
 * @seconds: how long nothing can be typed; 0: it can be at once
 *
 * Counts down by itself; that is read out at its beginning and at its end. Whether the next try counts is not decided here.
 */
void
fair_pin_pad_set_wait (FairPinPad *self,
                       guint       seconds)
{
  g_return_if_fail (FAIR_IS_PIN_PAD (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  self->wait_left = seconds;
  gtk_label_set_label (self->wait, "");
  if (seconds > 0)
    {
      wipe (self);
      move_light (self);
      show_wait (self);
      self->timer = g_timeout_add_seconds (1, second_passed, self);
      fair_announce (GTK_WIDGET (self), gtk_label_get_text (self->wait), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  update (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->typed));
}

/** One second of the wait has passed. */
void
fair_pin_pad_tick (FairPinPad *self)
{
  g_return_if_fail (FAIR_IS_PIN_PAD (self));

  if (self->wait_left == 0)
    return;
  self->wait_left--;
  if (self->wait_left > 0)
    {
      show_wait (self);
      return;
    }
  fair_pin_pad_set_wait (self, 0);
  fair_pin_pad_set_message (self, NULL);
  fair_announce (GTK_WIDGET (self), _("You can try again now"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

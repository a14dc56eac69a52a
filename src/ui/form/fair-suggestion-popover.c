/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-suggestion-popover.h"

#include "booth/fair-announce.h"

struct _FairSuggestionPopover
{
  GtkPopover parent_instance;

  GtkEntry *entry;              /* not owned: its row owns the popover */
  GtkEventController *presses;  /* on the window, while the list is open */

  GtkViewport *viewport;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FairSuggestionPopover, fair_suggestion_popover, GTK_TYPE_POPOVER)

enum
{
  WANTED,
  TAKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_open (FairSuggestionPopover *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static const char *
get_text (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "text");
}

static void
take (FairSuggestionPopover *self,
      GtkListBoxRow         *row)
{
  g_autofree char *text = g_strdup (get_text (row));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[TAKEN], 0, text);
}

static void
row_activated (FairSuggestionPopover *self,
               GtkListBoxRow         *row)
{
  take (self, row);
}

/* The focus stays in the entry, so a screen reader is told which suggestion the arrow keys have reached. */
static void
select_row (FairSuggestionPopover *self,
            GtkListBoxRow         *row)
{
  gtk_list_box_select_row (self->list, row);
  gtk_viewport_scroll_to (self->viewport, GTK_WIDGET (row), NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  fair_announce (GTK_WIDGET (self->entry), get_text (row), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
move (FairSuggestionPopover *self,
      int                    step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int index = selected != NULL ? gtk_list_box_row_get_index (selected) + step : 0;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));

  if (row != NULL)
    select_row (self, row);
}

static gboolean
press_key_while_open (FairSuggestionPopover *self,
                      guint                  key)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (selected == NULL)
        return GDK_EVENT_PROPAGATE;
      take (self, selected);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
      if (selected != NULL)
        take (self, selected);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/**
 * fair_suggestion_popover_press_key:
 * @key: a key symbol, pressed in the entry
 *
 * Returns: GDK_EVENT_STOP where the key was meant for the list
 */
gboolean
fair_suggestion_popover_press_key (FairSuggestionPopover *self,
                                   guint                  key)
{
  g_return_val_if_fail (FAIR_IS_SUGGESTION_POPOVER (self), GDK_EVENT_PROPAGATE);

  if (is_open (self))
    return press_key_while_open (self, key);
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[WANTED], 0);
  if (is_open (self))
    move (self, 0);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed (FairSuggestionPopover *self,
             guint                  key,
             guint                  keycode,
             GdkModifierType        state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;

  return fair_suggestion_popover_press_key (self, key);
}

static gboolean
is_within (GtkWidget *widget,
           GdkEvent  *event)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t point;
  double x, y, offset_x, offset_y;

  if (gdk_event_get_surface (event) != gtk_native_get_surface (native))
    return TRUE;
  if (!gdk_event_get_position (event, &x, &y))
    return FALSE;

  gtk_native_get_surface_transform (native, &offset_x, &offset_y);
  point = GRAPHENE_POINT_INIT ((float) (x - offset_x), (float) (y - offset_y));
  if (!gtk_widget_compute_point (GTK_WIDGET (native), widget, &point, &point))
    return FALSE;
  return gtk_widget_contains (widget, point.x, point.y);
}

/* The list takes no grab, since the entry keeps the focus: it sees for itself when somebody presses elsewhere. */
static gboolean
window_event (FairSuggestionPopover *self,
              GdkEvent              *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if ((type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN) && !is_within (gtk_widget_get_parent (GTK_WIDGET (self)), event))
    gtk_popover_popdown (GTK_POPOVER (self));
  return GDK_EVENT_PROPAGATE;
}

static void
fair_suggestion_popover_map (GtkWidget *widget)
{
  FairSuggestionPopover *self = FAIR_SUGGESTION_POPOVER (widget);

  GTK_WIDGET_CLASS (fair_suggestion_popover_parent_class)->map (widget);

  self->presses = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->presses, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->presses, "event", G_CALLBACK (window_event), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->presses);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);
}

static void
fair_suggestion_popover_unmap (GtkWidget *widget)
{
  FairSuggestionPopover *self = FAIR_SUGGESTION_POPOVER (widget);

  if (self->presses != NULL)
    gtk_widget_remove_controller (gtk_event_controller_get_widget (self->presses), self->presses);
  self->presses = NULL;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);

  GTK_WIDGET_CLASS (fair_suggestion_popover_parent_class)->unmap (widget);
}

static void
fair_suggestion_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_SUGGESTION_POPOVER);

  G_OBJECT_CLASS (fair_suggestion_popover_parent_class)->dispose (object);
}

static void
fair_suggestion_popover_class_init (FairSuggestionPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_suggestion_popover_dispose;
  widget_class->map = fair_suggestion_popover_map;
  widget_class->unmap = fair_suggestion_popover_unmap;

  signals[WANTED] = g_signal_new ("wanted", FAIR_TYPE_SUGGESTION_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[TAKEN] = g_signal_new ("taken", FAIR_TYPE_SUGGESTION_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-suggestion-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FairSuggestionPopover, viewport);
  gtk_widget_class_bind_template_child (widget_class, FairSuggestionPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
fair_suggestion_popover_init (FairSuggestionPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
watch_entry (FairSuggestionPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

/**
 * fair_suggestion_popover_new:
 * @parent: what the list stands beneath, as wide as it; it must unparent the popover when it goes
 * @entry: a descendant of @parent, whose keys steer the list
 *
 * Returns: (transfer none): the list, closed
 */
FairSuggestionPopover *
fair_suggestion_popover_new (GtkWidget *parent,
                             GtkEntry  *entry)
{
  FairSuggestionPopover *self = g_object_new (FAIR_TYPE_SUGGESTION_POPOVER, NULL);

  self->entry = entry;
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  watch_entry (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE,
                                  GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE, GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_CONTROLS, self->list, NULL, -1);
  return self;
}

/** Takes all suggestions away. */
void
fair_suggestion_popover_clear (FairSuggestionPopover *self)
{
  g_return_if_fail (FAIR_IS_SUGGESTION_POPOVER (self));

  gtk_list_box_remove_all (self->list);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "xalign", 0.0F,
                       "wrap", TRUE,
                       "css-classes", (const char *const[]) { css_class, NULL },
                       NULL);
}

/**
 * fair_suggestion_popover_add:
 * @text: what is taken
 * @detail: (nullable): a word on it
 */
void
fair_suggestion_popover_add (FairSuggestionPopover *self,
                             const char            *text,
                             const char            *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_return_if_fail (FAIR_IS_SUGGESTION_POPOVER (self));

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_label (text, "suggestion-text"));
  if (detail != NULL)
    gtk_box_append (GTK_BOX (box), new_label (detail, "suggestion-detail"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (text), g_free);
  gtk_list_box_append (self->list, row);
}

/** Opens the list, or closes it where there is nothing in it. */
void
fair_suggestion_popover_show (FairSuggestionPopover *self)
{
  GtkWidget *parent;

  g_return_if_fail (FAIR_IS_SUGGESTION_POPOVER (self));

  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL || !gtk_widget_get_mapped (parent))
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }

  gtk_list_box_unselect_all (self->list);
  gtk_widget_set_size_request (GTK_WIDGET (self), gtk_widget_get_width (parent), -1);
  gtk_popover_popup (GTK_POPOVER (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-kiosk-drags.h"

static GtkWidget *
find_pressed (GdkEvent *event)
{
  GtkNative *native = gtk_native_get_for_surface (gdk_event_get_surface (event));
  double x = 0, y = 0, left = 0, top = 0;

  if (native == NULL || !gdk_event_get_position (event, &x, &y))
    return NULL;
  gtk_native_get_surface_transform (native, &left, &top);
  return gtk_widget_pick (GTK_WIDGET (native), x - left, y - top, GTK_PICK_DEFAULT);
}

/* GTK drags away what was selected where it is pressed, and nothing tells it not to: so nothing is selected there any more. */
static void
unselect (GtkWidget *widget)
{
  GtkTextBuffer *buffer;
  GtkTextIter cursor;

  if (GTK_IS_EDITABLE (widget))
    {
      int position = gtk_editable_get_position (GTK_EDITABLE (widget));

      gtk_editable_select_region (GTK_EDITABLE (widget), position, position);
    }
  else if (GTK_IS_TEXT_VIEW (widget))
    {
      buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
      gtk_text_buffer_place_cursor (buffer, &cursor);
    }
}

/* A header bar moves the window, wherever one takes hold of it, and a double click on it changes its size. */
static gboolean
press (GdkEvent *event,
       gboolean *held)
{
  GtkWidget *pressed = find_pressed (event);

  *held = pressed != NULL && gtk_widget_get_ancestor (pressed, GTK_TYPE_WINDOW_HANDLE) != NULL;
  if (pressed != NULL && !(gdk_event_get_modifier_state (event) & GDK_SHIFT_MASK))
    unselect (pressed);
  return *held && gtk_widget_get_ancestor (pressed, GTK_TYPE_BUTTON) == NULL;
}

/**
 * fair_kiosk_drags_refuse:
 * @event: any, before a widget sees it
 * @held: whether the window was taken hold of when this was last called; FALSE in the beginning
 *
 * Nothing is dragged out of a visitor's fields, into them, or from one to the other; and the window stays where it is.
 *
 * Returns: TRUE for what no widget may see: a part of a drag, or a drop
 */
gboolean
fair_kiosk_drags_refuse (GdkEvent *event,
                         gboolean *held)
{
  switch ((guint) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      return press (event, held);
    case GDK_MOTION_NOTIFY:
      return *held && gdk_event_get_modifier_state (event) & GDK_BUTTON1_MASK;
    case GDK_TOUCH_UPDATE:
      return *held;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      *held = FALSE;
      return FALSE;
    case GDK_DRAG_ENTER:
    case GDK_DRAG_MOTION:
      return TRUE;
    case GDK_DROP_START:
      gdk_drop_finish (gdk_dnd_event_get_drop (event), 0);
      return TRUE;
    default:
      return FALSE;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout/fair-scroll-places.h"

#include <math.h>

static void
list_scrollers (GtkWidget *widget,
                GPtrArray *scrollers)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    g_ptr_array_add (scrollers, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    list_scrollers (child, scrollers);
}

static double
get_range (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* What is laid out anew may take a frame more, and libadwaita takes another to change to the layout of another breakpoint. */
#define FRAMES 4

/* How far down somebody is. */
typedef struct
{
  GtkWidget *scroller;
  double share;
  double value; /* of the adjustment since then */
  guint frames; /* that are still waited for; 0 before the first layout */
} Place;

static gboolean
count_frames (GtkWidget     *scroller,
              GdkFrameClock *clock,
              gpointer       user_data);

/* There is nothing to scroll before the first layout. Whoever scrolls on meanwhile stays there. */
static void
laid_out (GtkAdjustment *adjustment,
          Place         *place)
{
  double value = gtk_adjustment_get_value (adjustment);
  double range = get_range (adjustment);

  if (range <= 0)
    return;
  if (place->frames == 0)
    {
      place->frames = FRAMES;
      gtk_widget_add_tick_callback (place->scroller, count_frames, g_rc_box_acquire (place), g_rc_box_release);
    }
  if (fabs (value - MIN (place->value, range)) >= 1)
    return;
  gtk_adjustment_set_value (adjustment, place->share * range);
  place->value = gtk_adjustment_get_value (adjustment);
}

static gboolean
count_frames (GtkWidget     *scroller,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  Place *place = user_data;

  if (--place->frames > 0)
    return G_SOURCE_CONTINUE;
  g_signal_handlers_disconnect_by_func (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), laid_out, place);
  return G_SOURCE_REMOVE;
}

static void
release_place (gpointer  data,
               GClosure *closure)
{
  g_rc_box_release (data);
}

static void
carry_over (GtkScrolledWindow *to,
            GtkScrolledWindow *from)
{
  GtkAdjustment *there = gtk_scrolled_window_get_vadjustment (from);
  GtkAdjustment *here = gtk_scrolled_window_get_vadjustment (to);
  Place *place;

  if (gtk_adjustment_get_value (there) <= 0 || get_range (there) <= 0)
    return;
  place = g_rc_box_new0 (Place);
  place->scroller = GTK_WIDGET (to);
  place->share = gtk_adjustment_get_value (there) / get_range (there);
  place->value = gtk_adjustment_get_value (here);
  g_signal_connect_data (here, "changed", G_CALLBACK (laid_out), place, release_place, G_CONNECT_AFTER);
}

/**
 * fair_scroll_places_carry_over:
 * @to: a widget that is built as @from is, and not laid out yet; or @from itself, which is about to become longer or shorter
 * @from: a widget with scrolled windows in it
 *
 * As soon as @to has been laid out it is scrolled as far down as @from is now, as a share of what there is.
 */
void
fair_scroll_places_carry_over (GtkWidget *to,
                               GtkWidget *from)
{
  g_autoptr (GPtrArray) those = g_ptr_array_new ();
  g_autoptr (GPtrArray) these = g_ptr_array_new ();

  g_return_if_fail (GTK_IS_WIDGET (to));
  g_return_if_fail (GTK_IS_WIDGET (from));

  list_scrollers (from, those);
  list_scrollers (to, these);
  for (guint i = 0; i < MIN (these->len, those->len); i++)
    carry_over (these->pdata[i], those->pdata[i]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout/fair-scroll-places.h"

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

/* There is nothing to scroll before the first layout. */
static void
laid_out (GtkAdjustment *adjustment,
          double        *share)
{
  if (get_range (adjustment) <= 0)
    return;
  gtk_adjustment_set_value (adjustment, *share * get_range (adjustment));
  g_signal_handlers_disconnect_by_func (adjustment, laid_out, share);
}

static void
free_share (gpointer  data,
            GClosure *closure)
{
  g_free (data);
}

static void
carry_over (GtkScrolledWindow *to,
            GtkScrolledWindow *from)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (from);
  double *share;

  if (gtk_adjustment_get_value (adjustment) <= 0 || get_range (adjustment) <= 0)
    return;
  share = g_new (double, 1);
  *share = gtk_adjustment_get_value (adjustment) / get_range (adjustment);
  g_signal_connect_data (gtk_scrolled_window_get_vadjustment (to), "changed", G_CALLBACK (laid_out), share, free_share, G_CONNECT_AFTER);
}

/**
 * fair_scroll_places_carry_over:
 * @to: a widget that is built as @from is, and not laid out yet
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

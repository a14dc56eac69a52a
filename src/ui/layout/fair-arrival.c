/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "layout/fair-arrival.h"

typedef struct
{
  FairArrivalFunc arrived;
  gboolean stays; /* whether it is only the window around the page that went, or that is laid out anew */
} Arrival;

static Arrival *
get_arrival (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), "fair-arrival");
}

static gboolean
arrive (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    get_arrival (data)->arrived (data);
  return G_SOURCE_REMOVE;
}

static void
mapped (GtkWidget *page)
{
  if (!get_arrival (page)->stays)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, arrive, g_object_ref (page), g_object_unref);
}

/* A stack hides its child; libadwaita hides all of a window for one frame when it changes to the layout of another breakpoint. */
static void
unmapped (GtkWidget *page)
{
  GtkWidget *parent = gtk_widget_get_parent (page);

  get_arrival (page)->stays = parent != NULL && gtk_widget_get_child_visible (parent);
}

/**
 * fair_arrival_watch:
 * @page: a widget in a child of a stack
 * @arrived: called in an idle moment when somebody has come to @page, and it is still shown
 */
void
fair_arrival_watch (GtkWidget      *page,
                    FairArrivalFunc arrived)
{
  Arrival *arrival;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (arrived != NULL);

  arrival = g_new0 (Arrival, 1);
  arrival->arrived = arrived;
  g_object_set_data_full (G_OBJECT (page), "fair-arrival", arrival, g_free);
  g_signal_connect (page, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect (page, "unmap", G_CALLBACK (unmapped), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-desk-statistics.h"

#include "desk/fair-desk.h"
#include "statistics/fair-statistics-page.h"

#include <glib/gi18n-lib.h>

static void
statistics_activated (GtkWidget  *desk,
                      const char *action_name,
                      GVariant   *parameter)
{
  GtkWidget *view = gtk_widget_get_ancestor (desk, ADW_TYPE_NAVIGATION_VIEW);
  FairDeskModel *model = fair_desk_get_model (FAIR_DESK (desk));
  AdwNavigationPage *page;

  g_return_if_fail (view != NULL);

  page = fair_statistics_page_new (fair_desk_model_get_booth (model));
  g_signal_connect_object (model, "touched", G_CALLBACK (fair_statistics_page_refresh), page, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
}

/** Gives the desk its action “desk.statistics”, and the key for it: to a page beside it, see fair_desk_statistics_make_pages(). */
void
fair_desk_statistics_install (GtkWidgetClass *desk_class)
{
  gtk_widget_class_install_action (desk_class, "desk.statistics", NULL, statistics_activated);
  gtk_widget_class_add_binding_action (desk_class, GDK_KEY_t, GDK_CONTROL_MASK, "desk.statistics", NULL);
}

/**
 * fair_desk_statistics_make_pages:
 * @desk: the coordinator's desk
 *
 * Returns: (transfer floating): the desk as the first of the pages that one goes through and back
 */
GtkWidget *
fair_desk_statistics_make_pages (GtkWidget *desk)
{
  GtkWidget *pages = adw_navigation_view_new ();

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (pages), adw_navigation_page_new (desk, _("People")));
  return pages;
}

/** Returns: (transfer none) (nullable): the desk, where that is the page in front. @pages: (nullable): those that were made */
GtkWidget *
fair_desk_statistics_get_desk (GtkWidget *pages)
{
  AdwNavigationPage *page = pages != NULL ? adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (pages)) : NULL;
  GtkWidget *child = page != NULL ? adw_navigation_page_get_child (page) : NULL;

  return FAIR_IS_DESK (child) ? child : NULL;
}

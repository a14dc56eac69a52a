/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "statistics/fair-chart-card.h"

#include "booth/fair-menu-names.h"
#include "statistics/fair-bar-chart.h"

#include <glib/gi18n-lib.h>

struct _FairChartCard
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  GtkMenuButton *menu_button;
  FairBarChart *chart;
};

G_DEFINE_FINAL_TYPE (FairChartCard, fair_chart_card, ADW_TYPE_BIN)

enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
save_svg_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0, FAIR_CHART_SVG);
}

static void
save_png_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0, FAIR_CHART_PNG);
}

static GtkLabel *
make_label (const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), style);
  return label;
}

static GtkWidget *
build_menu_button (FairChartCard *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Save as _SVG…"), "card.save-svg");
  g_menu_append (menu, _("Save as P_NG…"), "card.save-png");
  self->menu_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu_button, "view-more-symbolic");
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
  gtk_widget_set_valign (GTK_WIDGET (self->menu_button), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->menu_button), "flat");
  g_signal_connect (self->menu_button, "notify::active", G_CALLBACK (fair_menu_names_set), NULL);
  return GTK_WIDGET (self->menu_button);
}

static GtkWidget *
build_head (FairChartCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->title = make_label ("heading");
  self->subtitle = make_label ("dimmed");
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->subtitle));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_box_append (GTK_BOX (head), build_menu_button (self));
  return head;
}

static void
fair_chart_card_class_init (FairChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_SAVE] = g_signal_new ("save", FAIR_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_install_action (widget_class, "card.save-svg", NULL, save_svg_activated);
  gtk_widget_class_install_action (widget_class, "card.save-png", NULL, save_png_activated);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fair_chart_card_init (FairChartCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chart-card");
  gtk_box_append (GTK_BOX (box), build_head (self));
  self->chart = g_object_new (FAIR_TYPE_BAR_CHART, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  adw_bin_set_child (ADW_BIN (self), box);
}

/** Returns: (transfer floating): a card that shows @chart */
GtkWidget *
fair_chart_card_new (FairChart *chart)
{
  FairChartCard *self = g_object_new (FAIR_TYPE_CHART_CARD, NULL);

  fair_chart_card_set_chart (self, chart);
  return GTK_WIDGET (self);
}

/** Returns: (transfer none): what it shows */
FairChart *
fair_chart_card_get_chart (FairChartCard *self)
{
  return fair_bar_chart_get_chart (self->chart);
}

/** Shows another chart in its place. */
void
fair_chart_card_set_chart (FairChartCard *self,
                           FairChart     *chart)
{
  /* Translators: the name of a menu, and which chart it is for */
  g_autofree char *menu = g_strdup_printf (_("Save “%s”"), chart->title);

  gtk_label_set_label (self->title, chart->title);
  gtk_label_set_label (self->subtitle, chart->subtitle != NULL ? chart->subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), chart->subtitle != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, chart->title, -1);
  fair_bar_chart_set_chart (self->chart, chart);
}

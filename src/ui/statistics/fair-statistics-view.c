/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "statistics/fair-statistics-view.h"

#include "statistics/fair-statistics-charts.h"

#define SPACING 18
/* How high the head of a card, and a chart of columns, are, in bars. */
#define HEAD 4
#define COLUMNS 7

/* Of one section: */
typedef struct
{
  GtkLabel *title;
  GtkBox *columns; /* two boxes of cards */
} Parts;

static Parts
get_parts (GtkWidget *section)
{
  GtkWidget *title = gtk_widget_get_first_child (section);

  return (Parts) { GTK_LABEL (title), GTK_BOX (gtk_widget_get_next_sibling (title)) };
}

static guint
estimate (const FairChart *chart)
{
  return HEAD + (chart->kind == FAIR_CHART_COLUMNS ? COLUMNS : chart->items->len * chart->n_series);
}

/* In their order. */
static GPtrArray *
get_cards (GtkWidget *section)
{
  return g_object_get_data (G_OBJECT (section), "cards");
}

static gboolean
is_same (GtkWidget                   *section,
         const FairStatisticsSection *shown)
{
  GPtrArray *cards = get_cards (section);

  if (cards->len != shown->charts->len || g_strcmp0 (gtk_label_get_label (get_parts (section).title), shown->title) != 0)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    if (g_strcmp0 (fair_chart_card_get_chart (cards->pdata[i])->title, ((FairChart *) shown->charts->pdata[i])->title) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
are_same (GtkBox    *box,
          GPtrArray *sections)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (guint i = 0; i < sections->len; i++, child = gtk_widget_get_next_sibling (child))
    if (child == NULL || !is_same (child, sections->pdata[i]))
      return FALSE;
  return child == NULL;
}

/* The same charts with other numbers: whoever looks at one, or is at one with the keyboard, stays there. */
static void
renew (GtkBox    *box,
       GPtrArray *sections)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (guint i = 0; i < sections->len; i++, child = gtk_widget_get_next_sibling (child))
    for (guint nth = 0; nth < get_cards (child)->len; nth++)
      fair_chart_card_set_chart (get_cards (child)->pdata[nth], ((FairStatisticsSection *) sections->pdata[i])->charts->pdata[nth]);
}

static GtkWidget *
make_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

  gtk_widget_set_hexpand (column, TRUE);
  return column;
}

/* As in a newspaper: the first half of them in the first column, so that they are read in their order, however many columns there are. */
static void
add_cards (GtkWidget                   *section,
           const FairStatisticsSection *shown,
           GtkBox                      *columns,
           FairChartSaveFunc            save,
           gpointer                     user_data)
{
  GtkWidget *column[2] = { make_column (), make_column () };
  GPtrArray *cards = g_ptr_array_new ();
  guint total = 0, height = 0;

  for (guint i = 0; i < shown->charts->len; i++)
    total += estimate (shown->charts->pdata[i]);
  gtk_box_append (columns, column[0]);
  gtk_box_append (columns, column[1]);
  for (guint i = 0; i < shown->charts->len; i++)
    {
      GtkWidget *card = fair_chart_card_new (shown->charts->pdata[i]);
      guint high = estimate (shown->charts->pdata[i]), at = i > 0 && 2 * height + high > total ? 1 : 0;

      g_signal_connect (card, "save", G_CALLBACK (save), user_data);
      gtk_box_append (GTK_BOX (column[at]), card);
      height += high;
      g_ptr_array_add (cards, card);
    }
  gtk_widget_set_visible (column[1], gtk_widget_get_first_child (column[1]) != NULL);
  g_object_set_data_full (G_OBJECT (section), "cards", cards, (GDestroyNotify) g_ptr_array_unref);
}

static GtkWidget *
make_section (const FairStatisticsSection *shown,
              FairChartSaveFunc            save,
              gpointer                     user_data)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", shown->title, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  gtk_widget_add_css_class (title, "title-3");
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_box_append (GTK_BOX (section), title);
  gtk_box_append (GTK_BOX (section), columns);
  add_cards (section, shown, GTK_BOX (columns), save, user_data);
  return section;
}

/**
 * fair_statistics_view_show:
 * @box: is empty, or was filled here
 * @sections: (element-type FairStatisticsSection): what it shows from now on
 * @is_narrow: whether there is room for one column only
 */
void
fair_statistics_view_show (GtkBox           *box,
                           GPtrArray        *sections,
                           gboolean          is_narrow,
                           FairChartSaveFunc save,
                           gpointer          user_data)
{
  GtkWidget *child;

  if (are_same (box, sections))
    {
      renew (box, sections);
      return;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < sections->len; i++)
    gtk_box_append (box, make_section (sections->pdata[i], save, user_data));
  fair_statistics_view_set_narrow (box, is_narrow);
}

/** Puts the columns of each section side by side, or one below the other. */
void
fair_statistics_view_set_narrow (GtkBox  *box,
                                 gboolean is_narrow)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkBox *columns = get_parts (child).columns;

      gtk_orientable_set_orientation (GTK_ORIENTABLE (columns), is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_homogeneous (columns, !is_narrow);
    }
}

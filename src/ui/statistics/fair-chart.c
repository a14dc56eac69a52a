/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "statistics/fair-chart.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

G_DEFINE_BOXED_TYPE (FairChart, fair_chart, fair_chart_ref, fair_chart_unref)

static void
item_free (gpointer data)
{
  FairChartItem *item = data;

  g_free (item->label);
  g_free (item->text);
  g_free (item);
}

/** Returns: (transfer full): a chart without anything in it, of one series */
FairChart *
fair_chart_new (FairChartKind kind,
                const char   *title,
                const char   *subtitle)
{
  FairChart *self = g_atomic_rc_box_new0 (FairChart);

  self->kind = kind;
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->n_series = 1;
  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

FairChart *
fair_chart_ref (FairChart *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FairChart *self = data;

  g_free (self->title);
  g_free (self->subtitle);
  for (guint i = 0; i < FAIR_CHART_MAX_SERIES; i++)
    g_free (self->series[i]);
  g_ptr_array_unref (self->items);
}

void
fair_chart_unref (FairChart *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/** Gives each item a bar more, of what is called @name; at most %FAIR_CHART_MAX_SERIES. */
void
fair_chart_add_series (FairChart  *self,
                       const char *name)
{
  guint at = self->series[0] == NULL ? 0 : self->n_series;

  g_return_if_fail (at < FAIR_CHART_MAX_SERIES);

  self->series[at] = g_strdup (name);
  self->n_series = at + 1;
}

/**
 * fair_chart_add:
 * @value: of the first series
 *
 * Returns: (transfer none): the item, at the end of those that there are
 */
FairChartItem *
fair_chart_add (FairChart  *self,
                const char *label,
                guint64     value)
{
  FairChartItem *item = g_new0 (FairChartItem, 1);

  item->label = g_strdup (label);
  g_ptr_array_add (self->items, item);
  fair_chart_set_value (self, item, 0, value);
  return item;
}

/**
 * fair_chart_add_rest:
 * @n_others: how many more things there are
 * @value: of all of them together
 *
 * Returns: (transfer none): what is too rare to be named
 */
FairChartItem *
fair_chart_add_rest (FairChart *self,
                     guint      n_others,
                     guint64    value)
{
  g_autofree char *label = g_strdup_printf (ngettext ("%'u other", "%'u others", n_others), n_others);
  FairChartItem *item = fair_chart_add (self, label, 0);

  item->values[0] = value;
  item->is_rest = TRUE;
  return item;
}

void
fair_chart_set_value (FairChart     *self,
                      FairChartItem *item,
                      guint          series,
                      guint64        value)
{
  item->values[series] = value;
  self->top = MAX (self->top, value);
}

/** Returns: (transfer none): one of the items, from 0 */
const FairChartItem *
fair_chart_get (const FairChart *self,
                guint            nth)
{
  return self->items->pdata[nth];
}

/** Returns: (transfer full): a value as it stands at its bar */
char *
fair_chart_dup_number (const FairChart     *self,
                       const FairChartItem *item,
                       guint                series)
{
  return item->text != NULL ? g_strdup (item->text) : g_strdup_printf ("%'" PRIu64, item->values[series]);
}

/** Returns: (transfer full): an item in words: "Neonatology: 12", or "Neonatology: Spring fair 12, Autumn fair 3" */
char *
fair_chart_dup_words (const FairChart     *self,
                      const FairChartItem *item)
{
  g_autoptr (GString) values = g_string_new (NULL);

  for (guint i = 0; i < self->n_series; i++)
    {
      g_autofree char *number = fair_chart_dup_number (self, item, i);

      if (i > 0)
        /* Translators: stands between the parts of a list */
        g_string_append (values, _(", "));
      if (self->series[i] != NULL)
        g_string_append_printf (values, "%s ", self->series[i]);
      g_string_append (values, number);
    }
  /* Translators: what is counted, and how many: "Neonatology: 12" */
  return g_strdup_printf (_("%s: %s"), item->label, values->str);
}

/** Appends all of it in words, a line for each item. */
void
fair_chart_describe (const FairChart *self,
                     GString         *out)
{
  g_string_append (out, self->title);
  if (self->subtitle != NULL)
    g_string_append_printf (out, ", %s", self->subtitle);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *words = fair_chart_dup_words (self, fair_chart_get (self, i));

      g_string_append_printf (out, "%s\n", words);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-event-row.h"

#include "booth/fair-combo-list.h"

#include <glib/gi18n-lib.h>

/* Where a row keeps the ids of its fairs, one for each line of its list; "" for no fair. */
#define IDS "fair-event-ids"

static void
selected (AdwComboRow *row,
          GParamSpec  *pspec,
          FairBooth   *booth)
{
  GStrv ids = g_object_get_data (G_OBJECT (row), IDS);
  guint position = adw_combo_row_get_selected (row);

  if (position < g_strv_length (ids))
    fair_booth_set_event (booth, ids[position]);
}

/* A fair that was chosen earlier and that the pack no longer knows stays in the list, by its id. */
static GStrv
list_events (FairBooth     *booth,
             GtkStringList *names,
             guint         *position)
{
  FairProgram *program = fair_booth_get_program (booth);
  const char *current = fair_booth_get_event (booth);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GPtrArray *events = program != NULL ? program->events : NULL;

  *position = 0;
  g_strv_builder_add (ids, "");
  gtk_string_list_append (names, _("No fair chosen"));
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FairEvent *event = events->pdata[i];

      if (g_str_equal (event->id, current))
        *position = i + 1;
      g_strv_builder_add (ids, event->id);
      gtk_string_list_append (names, event->name);
    }
  if (*position == 0 && *current != '\0')
    {
      *position = g_list_model_get_n_items (G_LIST_MODEL (names));
      g_strv_builder_add (ids, current);
      gtk_string_list_append (names, current);
    }
  return g_strv_builder_end (ids);
}

/**
 * fair_event_row_follow:
 * @row: an empty row
 * @booth: whose fair is chosen; it outlives the row
 *
 * Lists the fairs of the pack; what is chosen takes effect at once.
 */
void
fair_event_row_follow (AdwComboRow *row,
                       FairBooth   *booth)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint position;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));
  g_return_if_fail (FAIR_IS_BOOTH (booth));

  g_object_set_data_full (G_OBJECT (row), IDS, list_events (booth, names, &position), (GDestroyNotify) g_strfreev);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, position);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected), booth, G_CONNECT_DEFAULT);
  fair_combo_list_follow_tab (row);
}

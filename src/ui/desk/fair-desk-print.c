/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-desk-print.h"

#include "desk/fair-desk.h"
#include "print/fair-paper-dialog.h"

/* Those who are selected, or all who are listed where it is one or nobody: whoever is looked at is always selected. */
static GHashTable *
make_ids (FairDeskModel *model)
{
  g_auto (GStrv) selected = fair_people_selection_dup_ids (fair_desk_model_get_selection (model));
  FairPeopleList *people = fair_desk_model_get_people (model);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (g_strv_length (selected) > 1)
    for (guint i = 0; selected[i] != NULL; i++)
      g_hash_table_add (ids, g_strdup (selected[i]));
  else
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (people)); i++)
      g_hash_table_add (ids, g_strdup (fair_people_list_get_id (people, i)));
  return ids;
}

static void
print_activated (GtkWidget  *desk,
                 const char *action_name,
                 GVariant   *parameter)
{
  FairDeskModel *model = fair_desk_get_model (FAIR_DESK (desk));
  g_autoptr (GHashTable) ids = make_ids (model);

  adw_dialog_present (fair_paper_dialog_new_contact_list (fair_desk_model_get_booth (model), ids), desk);
}

/** Gives the desk its action “desk.print”, and the key for it. */
void
fair_desk_print_install (GtkWidgetClass *desk_class)
{
  gtk_widget_class_install_action (desk_class, "desk.print", NULL, print_activated);
  gtk_widget_class_add_binding_action (desk_class, GDK_KEY_p, GDK_CONTROL_MASK, "desk.print", NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-laptop-name-row.h"

#include "collect/fair-laptop-name.h"

static void
name_read (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AdwEntryRow) row = user_data;
  g_autofree char *name = fair_laptop_load_name_finish (result, NULL);

  gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : "");
  adw_entry_row_set_show_apply_button (row, TRUE);
}

/* What was typed stays, so that it can be mended or tried again. */
static void
name_saved (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AdwEntryRow) row = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;
  AdwToast *toast;

  if (fair_laptop_set_name_finish (result, &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  dialog = gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_PREFERENCES_DIALOG);
  if (dialog == NULL)
    return;
  toast = adw_toast_new (error->message);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

static void
applied (AdwEntryRow *row,
         FairStore   *store)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  fair_laptop_set_name_async (store, name, NULL, name_saved, g_object_ref (row));
}

/**
 * fair_laptop_name_row_follow:
 * @row: a row of the preferences
 * @booth: on which laptop
 *
 * Shows the name as soon as it is read, and saves another one when it is applied, both in a thread. Without a store there is no name.
 */
void
fair_laptop_name_row_follow (AdwEntryRow *row,
                             FairBooth   *booth)
{
  FairStore *store = fair_booth_get_store (booth);

  gtk_widget_set_sensitive (GTK_WIDGET (row), store != NULL);
  if (store == NULL)
    return;
  g_signal_connect_object (row, "apply", G_CALLBACK (applied), store, G_CONNECT_DEFAULT);
  fair_laptop_load_name_async (store, NULL, name_read, g_object_ref (row));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-incoming.h"

#include "collect/fair-collect-preview.h"
#include "desk/fair-collect-dialog.h"

#include <glib/gi18n-lib.h>

struct _FairIncoming
{
  AdwBin parent_instance;

  FairBooth *booth;
  GCancellable *cancellable; /* of looking at the folder that is remembered */
  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (FairIncoming, fair_incoming, ADW_TYPE_BIN)

/* Nothing is collected before the coordinator has seen what there is. */
static void
look_at (FairIncoming      *self,
         const char *const *paths)
{
  AdwDialog *dialog = fair_collect_dialog_new (self->booth);

  fair_collect_dialog_look (FAIR_COLLECT_DIALOG (dialog), paths);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
banner_clicked (FairIncoming *self)
{
  g_autofree char *folder = g_settings_get_string (fair_booth_get_settings (self->booth), "collect-folder");
  const char *paths[] = { folder, NULL };

  adw_banner_set_revealed (self->banner, FALSE);
  look_at (self, paths);
}

/* A folder that is not there now is no news: the stick is in a drawer. */
static void
looked (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairIncoming) self = user_data;
  g_autoptr (FairCollectPreview) preview = fair_collect_preview_finish (result, NULL);
  guint n_news = preview != NULL ? fair_collect_preview_count_news (preview) : 0;
  g_autofree char *text = NULL;

  if (self->booth == NULL || n_news == 0)
    return;
  text = g_strdup_printf (ngettext ("%'u laptop has something new.", "%'u laptops have something new.", n_news), n_news);
  adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
look_for_news (FairIncoming *self)
{
  g_autofree char *folder = g_settings_get_string (fair_booth_get_settings (self->booth), "collect-folder");
  const char *paths[] = { folder, NULL };

  if (*folder != '\0')
    fair_collect_preview_async (fair_booth_get_store (self->booth), paths, NULL, NULL, self->cancellable, looked,
                                g_object_ref (self));
}

static gboolean
dropped (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         FairIncoming  *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (GSList *file = files; file != NULL; file = file->next)
    if (g_file_peek_path (file->data) != NULL)
      g_strv_builder_add (paths, g_file_peek_path (file->data));
  g_slist_free (files);
  all = g_strv_builder_end (paths);
  if (*all == NULL)
    return FALSE;
  look_at (self, (const char *const *) all);
  return TRUE;
}

static void
fair_incoming_dispose (GObject *object)
{
  FairIncoming *self = FAIR_INCOMING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_incoming_parent_class)->dispose (object);
}

static void
fair_incoming_class_init (FairIncomingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_incoming_dispose;
}

static void
fair_incoming_init (FairIncoming *self)
{
  self->cancellable = g_cancellable_new ();
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_button_label (self->banner, _("_Collect…"));
  g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (banner_clicked), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

/** Looks once into the folder that is remembered, in a thread, and takes what is dropped on @drops, which outlives it. @booth: whose
 * store is open */
void
fair_incoming_watch (FairIncoming *self,
                     FairBooth    *booth,
                     GtkWidget    *drops)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (FAIR_IS_INCOMING (self));

  self->booth = g_object_ref (booth);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (drops, GTK_EVENT_CONTROLLER (target));
  look_for_news (self);
}

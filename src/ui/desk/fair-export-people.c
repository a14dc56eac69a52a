/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-export-people.h"

#include "desk/fair-person-names.h"

#include <glib/gi18n-lib.h>

/* How many are shown; more nobody reads here. */
#define MAX_SHOWN 50

struct _FairExportPeople
{
  AdwPreferencesGroup parent_instance;

  FairDeskModel *model;
  gboolean has_desk;
  GPtrArray *rows;     /* of AdwActionRow */
  GPtrArray *ids;      /* of utf8: whose each is */
  GCancellable *ended;
};

G_DEFINE_FINAL_TYPE (FairExportPeople, fair_export_people, ADW_TYPE_PREFERENCES_GROUP)

/* Whoever is listed at the desk is shown there. */
static void
activated (FairExportPeople *self,
           AdwActionRow     *row)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);
  guint at, position;

  if (!g_ptr_array_find (self->rows, row, &at) ||
      !fair_people_list_find (fair_desk_model_get_people (self->model), self->ids->pdata[at], &position))
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fair_desk_model_get_selection (self->model)), position, TRUE);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
add (FairExportPeople *self,
     const char       *id,
     const char       *title,
     const char       *reason)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", reason, "subtitle-lines", 0, NULL);
  guint position;

  if (self->has_desk && id != NULL && fair_people_list_find (fair_desk_model_get_people (self->model), id, &position))
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_signal_connect_swapped (row, "activated", G_CALLBACK (activated), self);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->ids, g_strdup (id));
}

static void
named (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (FairExportPeople) self = user_data;
  g_autoptr (GHashTable) names = fair_person_names_load_finish (result, NULL);

  for (guint i = 0; names != NULL && !g_cancellable_is_cancelled (self->ended) && i < self->rows->len; i++)
    {
      const char *name = self->ids->pdata[i] != NULL ? g_hash_table_lookup (names, self->ids->pdata[i]) : NULL;

      if (name != NULL)
        adw_preferences_row_set_title (self->rows->pdata[i], *name != '\0' ? name : _("(no name)"));
    }
}

static void
clear (FairExportPeople *self)
{
  g_cancellable_cancel (self->ended);
  g_clear_object (&self->ended);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->ids, 0);
}

static void
add_all (FairExportPeople       *self,
         const FairExportReport *report)
{
  guint n_all = report->left_out->len + report->alike->len;

  for (guint i = 0; i < report->left_out->len && self->rows->len < MAX_SHOWN; i++)
    {
      const FairLeftOut *left_out = report->left_out->pdata[i];

      add (self, left_out->id, left_out->id, left_out->reason);
    }
  for (guint i = 0; i < report->alike->len && self->rows->len < MAX_SHOWN; i++)
    add (self, report->alike->pdata[i], report->alike->pdata[i], _("Has the name and the email of another one"));
  if (n_all > self->rows->len)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %'u more", "and %'u more", n_all - self->rows->len), n_all - self->rows->len);

      add (self, NULL, more, "");
    }
}

static void
fair_export_people_dispose (GObject *object)
{
  FairExportPeople *self = FAIR_EXPORT_PEOPLE (object);

  g_cancellable_cancel (self->ended);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fair_export_people_parent_class)->dispose (object);
}

static void
fair_export_people_finalize (GObject *object)
{
  FairExportPeople *self = FAIR_EXPORT_PEOPLE (object);

  g_clear_object (&self->ended);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ids);

  G_OBJECT_CLASS (fair_export_people_parent_class)->finalize (object);
}

static void
fair_export_people_class_init (FairExportPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_export_people_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_export_people_finalize;
}

static void
fair_export_people_init (FairExportPeople *self)
{
  self->rows = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

/**
 * fair_export_people_show:
 * @model: whose people they are
 * @has_desk: whether the model is a desk's: those who are listed there are a press away
 * @report: what became of the export
 *
 * Shows who is not in it and who is alike, by name, once a thread has read those.
 */
void
fair_export_people_show (FairExportPeople       *self,
                         FairDeskModel          *model,
                         gboolean                has_desk,
                         const FairExportReport *report)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (FAIR_IS_EXPORT_PEOPLE (self));
  g_return_if_fail (FAIR_IS_DESK_MODEL (model));

  g_set_object (&self->model, model);
  self->has_desk = has_desk;
  clear (self);
  add_all (self, report);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
  if (self->rows->len == 0)
    return;
  for (guint i = 0; i < self->ids->len; i++)
    if (self->ids->pdata[i] != NULL)
      g_hash_table_add (ids, g_strdup (self->ids->pdata[i]));
  self->ended = g_cancellable_new ();
  fair_person_names_load_async (fair_booth_get_store (fair_desk_model_get_booth (model)), ids, self->ended, named, g_object_ref (self));
}

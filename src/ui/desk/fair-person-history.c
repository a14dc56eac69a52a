/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-history.h"

#include "desk/fair-person-rows.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

/* As many letters of a laptop's id as tell a few laptops apart. */
#define SHORT_ID 4

struct _FairPersonHistory
{
  AdwBin parent_instance;

  AdwExpanderRow *expander;
  GPtrArray *rows; /* in it */
};

G_DEFINE_FINAL_TYPE (FairPersonHistory, fair_person_history, ADW_TYPE_BIN)

static char *
dup_made (FairBooth         *booth,
          const FairVersion *version)
{
  g_autofree char *moment = fair_person_words_dup_moment (booth, version->event, version->hlc.ms);
  FairStore *store = fair_booth_get_store (booth);

  if (store != NULL && g_str_equal (version->hlc.device, fair_store_get_device_id (store)))
    return g_strdup_printf (_("%s · on this laptop"), moment);
  /* Translators: %.*s is the beginning of another laptop's id. */
  return g_strdup_printf (_("%s · on laptop %.*s"), moment, SHORT_ID, version->hlc.device);
}

static char *
dup_changes (FairBooth         *booth,
             FairForm          *form,
             const FairVersion *before,
             const FairVersion *version)
{
  g_autoptr (GArray) changes = before != NULL ? fair_person_list_changes (before, version) : NULL;
  GString *text;

  if (before == NULL)
    return g_strdup (fair_version_is_unfinished (version) ? _("Left unfinished") : _("Signed up"));
  text = g_string_new (NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *words = fair_person_words_dup_change (booth, form, &g_array_index (changes, FairPersonChange, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
    }
  if (changes->len == 0)
    g_string_append (text, _("Nothing that is shown here"));
  return g_string_free (text, FALSE);
}

static void
fair_person_history_finalize (GObject *object)
{
  g_ptr_array_unref (FAIR_PERSON_HISTORY (object)->rows);

  G_OBJECT_CLASS (fair_person_history_parent_class)->finalize (object);
}

static void
fair_person_history_class_init (FairPersonHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_person_history_finalize;
}

static void
fair_person_history_init (FairPersonHistory *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows = g_ptr_array_new ();
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _("History"));
  gtk_list_box_append (fair_person_rows_add (GTK_BOX (box), NULL), GTK_WIDGET (self->expander));
  adw_bin_set_child (ADW_BIN (self), box);
}

/** Returns: (transfer floating): nobody's history */
GtkWidget *
fair_person_history_new (void)
{
  return g_object_new (FAIR_TYPE_PERSON_HISTORY, NULL);
}

/**
 * fair_person_history_set_details:
 * @details: whose history it is; borrowed for the call
 *
 * It stays as open or as closed as it was.
 */
void
fair_person_history_set_details (FairPersonHistory       *self,
                                 FairBooth               *booth,
                                 const FairPersonDetails *details)
{
  GPtrArray *versions = details->record->versions;
  g_autofree char *count = NULL;

  g_return_if_fail (FAIR_IS_PERSON_HISTORY (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u version", "%u versions", versions->len), versions->len);
  adw_expander_row_set_subtitle (self->expander, count);
  for (guint i = versions->len; i-- > 0;)
    {
      g_autofree char *made = dup_made (booth, versions->pdata[i]);
      g_autofree char *changes = dup_changes (booth, details->form, i > 0 ? versions->pdata[i - 1] : NULL, versions->pdata[i]);
      AdwActionRow *row = fair_person_row_new (made, changes);

      g_ptr_array_add (self->rows, row);
      adw_expander_row_add_row (self->expander, GTK_WIDGET (row));
    }
}

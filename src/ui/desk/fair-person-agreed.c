/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-agreed.h"

#include "base/fair-language.h"
#include "desk/fair-person-rows.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

/* When the person agreed to it, in milliseconds: a version that keeps it says nothing new. */
static gint64
find_agreed_ms (const FairPersonRecord *record,
                const char             *wording)
{
  for (guint i = 0; i < record->versions->len; i++)
    {
      const FairVersion *version = record->versions->pdata[i];
      yyjson_obj_iter members = yyjson_obj_iter_with (version->agreed);
      yyjson_val *key;

      while ((key = yyjson_obj_iter_next (&members)) != NULL)
        if (g_strcmp0 (yyjson_get_str (yyjson_obj_iter_get_val (key)), wording) == 0)
          return i == 0 ? version->at_ms : version->hlc.ms;
    }
  return fair_person_record_get_standing (record)->at_ms;
}

/** Adds what the person agreed to, in the words that they read, with when and in which language. */
void
fair_person_agreed_add (GtkBox                 *to,
                        FairBooth              *booth,
                        const FairPersonRecord *record)
{
  const FairVersion *version = fair_person_record_get_standing (record);
  gsize n = yyjson_obj_size (version->agreed);
  GtkListBox *list = fair_person_rows_add (to, _("Agreed To"));

  for (guint i = 0; i < record->wordings->len; i++)
    {
      const FairVersion *wording = record->wordings->pdata[i];
      g_autofree char *moment = fair_person_words_dup_moment (booth, version->event, find_agreed_ms (record, wording->id));
      g_autofree char *language = fair_language_dup_name (wording->lang);
      g_autofree char *title = fair_person_words_join ((const char *const[]) { moment, language, NULL });

      gtk_list_box_append (list, GTK_WIDGET (fair_person_row_new (title, wording->text)));
    }
  if (record->wordings->len < n)
    gtk_list_box_append (list, GTK_WIDGET (fair_person_row_new (_("The wording is not in the journal any more"), NULL)));
  if (n == 0)
    gtk_list_box_append (list, GTK_WIDGET (fair_person_row_new (_("No consent is kept with this sign-up"), NULL)));
}

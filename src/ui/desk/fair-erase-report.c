/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-erase-report.h"

#include "desk/fair-person-rows.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
add_paths (GtkBox          *to,
           const char      *title,
           const char      *explanation,
           const GPtrArray *paths)
{
  GtkListBox *list;

  if (paths->len == 0)
    return;
  list = fair_person_rows_add (to, title);
  gtk_list_box_append (list, GTK_WIDGET (fair_person_row_new (explanation, NULL)));
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (paths->pdata[i]), *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *shown_folder = g_filename_display_name (folder), *shown_name = g_filename_display_name (name);

      gtk_list_box_append (list, GTK_WIDGET (fair_person_row_new (shown_folder, shown_name)));
    }
}

static void
add_others (GtkBox                *to,
            const FairEraseReport *report)
{
  g_autofree char *text = NULL;
  guint n = report->others->len + (report->keeper != NULL);

  if (n == 0)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "They occur in %u other sign-up or damaged line as well. If it is of the same person, erase that, too.",
                                       "They occur in %u other sign-ups or damaged lines as well. If these are of the same person, erase them, too.", n),
                          n);
  gtk_list_box_append (fair_person_rows_add (to, _("Perhaps the Same Person")), GTK_WIDGET (fair_person_row_new (text, NULL)));
}

static void
add_unattributed (GtkBox *to,
                  guint64 n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Of %'" PRIu64 " damaged line nobody can tell whose it is. “fairctl verify” names it; see Where the Data Is.",
                                       "Of %'" PRIu64 " damaged lines nobody can tell whose they are. “fairctl verify” names them; see Where the Data Is.",
                                       (gulong) n),
                          n);
  gtk_list_box_append (fair_person_rows_add (to, _("Damaged Lines")), GTK_WIDGET (fair_person_row_new (text, NULL)));
}

/** Adds to @to what the report says. Returns: whether it says anything */
gboolean
fair_erase_report_show (const FairEraseReport *report,
                        GtkBox                *to)
{
  add_paths (to, _("Files That Still Have Them"), _("These are not Fairbook’s, and were left as they are: take the person out, or delete them."),
             report->files);
  add_paths (to, _("Files That Could Not Be Read"), _("See whether the person is in there."), report->unreadable);
  add_others (to, report);
  add_unattributed (to, report->n_unattributed);
  return gtk_widget_get_first_child (GTK_WIDGET (to)) != NULL;
}

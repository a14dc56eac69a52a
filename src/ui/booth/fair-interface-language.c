/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-interface-language.h"

#include "base/fair-language.h"

#include <gtk/gtk.h>
#include <libintl.h>
#include <locale.h>

/** Returns: (transfer full): the tags of the languages that Fairbook speaks, English first */
GStrv
fair_interface_language_list (void)
{
  static const char *const languages[] = { "en", "ar", "es", "fr", "pt-BR", "zh-Hans", NULL };

  return g_strdupv ((char **) languages);
}

/**
 * fair_interface_language_use:
 * @tag: (nullable): a language tag; NULL for what the system had asked for when the program was started
 *
 * Texts are looked up in that language from now on, GTK's and libadwaita's own as well; what has none stays English. All
 * windows follow its direction at once; texts that widgets show already stay. Threading: main thread only.
 */
void
fair_interface_language_use (const char *tag)
{
  static gboolean begun = FALSE;
  static char *first = NULL;
  static GtkTextDirection first_direction;
  g_autofree char *locale = tag != NULL ? fair_language_dup_locale (tag) : NULL;

  if (!begun)
    {
      first = g_strdup (g_getenv ("LANGUAGE"));
      first_direction = gtk_widget_get_default_direction ();
      begun = TRUE;
    }
  if (locale != NULL || first != NULL)
    g_setenv ("LANGUAGE", locale != NULL ? locale : first, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  /* gettext looks at LANGUAGE again when a domain is chosen, and not at all in the locale "C" (GNU gettext's manual, 2.3.3) */
  if (g_strcmp0 (setlocale (LC_MESSAGES, NULL), "C") == 0)
    setlocale (LC_MESSAGES, "C.UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (tag == NULL)
    gtk_widget_set_default_direction (first_direction);
  else
    gtk_widget_set_default_direction (fair_language_is_right_to_left (tag) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

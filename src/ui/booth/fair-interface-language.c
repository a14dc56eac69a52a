/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-interface-language.h"

#include "base/fair-language.h"
#include "base/fair-paths.h"

#include <gtk/gtk.h>
#include <libintl.h>
#include <locale.h>

static const char *spoken = "en"; /* a language tag */

/** Returns: (transfer full): the tags of the languages that Fairbook speaks, English first */
GStrv
fair_interface_language_list (void)
{
  static const char *const languages[] = { "en", "es", "fr", "pt-BR", "zh-Hans", "ar", NULL };

  return g_strdupv ((char **) languages);
}

/**
 * fair_interface_language_init:
 *
 * Chooses the domain of Fairbook's translations, in the system's language. Call it first in main().
 */
void
fair_interface_language_init (void)
{
  bindtextdomain (GETTEXT_PACKAGE, fair_paths_get_locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* g_dgettext() decides once and for all whether to translate: not if Fairbook does not speak the system's language, but always in
   * the locale "C", in which the process still is. */
  g_dgettext (GETTEXT_PACKAGE, "");
  setlocale (LC_ALL, "");
}

/* In the locales "C" and "C.UTF-8" gettext does not look at LANGUAGE (GNU gettext's manual, 2.3.3); in any other it does. */
static void
leave_c (void)
{
  static const char *const real[] = { "en_US.UTF-8", "en_GB.UTF-8", "es_ES.UTF-8", "es_US.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8",
                                      "zh_CN.UTF-8", "ar_EG.UTF-8", "de_DE.UTF-8" };
  const char *current = setlocale (LC_MESSAGES, NULL);
  gboolean is_c = current[0] == 'C' && (current[1] == '\0' || current[1] == '.');

  for (guint i = 0; is_c && i < G_N_ELEMENTS (real); i++)
    is_c = setlocale (LC_MESSAGES, real[i]) == NULL;
}

/** Returns: (transfer none): the languages that the system asked for when the program was started, the most wanted first */
const char *const *
fair_interface_language_get_system (void)
{
  static GStrv names = NULL;

  if (names == NULL)
    names = g_strdupv ((char **) g_get_language_names ());
  return (const char *const *) names;
}

/** Returns: the tag of the language that is spoken; English before fair_interface_language_use() */
const char *
fair_interface_language_get (void)
{
  return spoken;
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
  static const char *first = NULL;
  static GtkTextDirection first_direction;
  g_autofree char *locale = NULL;

  if (first == NULL)
    {
      g_auto (GStrv) all = fair_interface_language_list ();
      const char *found = fair_language_lookup ((const char *const *) all, fair_interface_language_get_system ());

      /* English throughout, rather than GTK's words in another language than Fairbook's */
      first = g_intern_string (found != NULL ? found : "en");
      first_direction = gtk_widget_get_default_direction ();
    }
  spoken = tag != NULL ? g_intern_string (tag) : first;
  locale = fair_language_dup_locale (spoken);
  g_setenv ("LANGUAGE", locale, TRUE);
  leave_c ();
  /* gettext looks at LANGUAGE again when a domain is chosen */
  textdomain (GETTEXT_PACKAGE);
  if (tag == NULL)
    gtk_widget_set_default_direction (first_direction);
  else
    gtk_widget_set_default_direction (fair_language_is_right_to_left (tag) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

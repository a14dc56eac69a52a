/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "program/fair-note-chips.h"

#include <glib/gi18n-lib.h>

/**
 * fair_note_chips_list:
 * @own: (nullable): those in the program's own words
 *
 * Threading: the main thread, as those that every program has are in the language that the interface speaks now.
 *
 * Returns: (transfer full): what can be said with one tap: three that every program has, then its own
 */
GStrv
fair_note_chips_list (const char *const *own)
{
  const char *const common[] = { _("Great talk"), _("Wants a call"), _("Send housing info"), NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) common);
  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    if (!g_strv_contains (common, own[i]))
      g_strv_builder_add (builder, own[i]);
  return g_strv_builder_end (builder);
}

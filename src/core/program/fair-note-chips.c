/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "program/fair-note-chips.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MEMBER "note_chips"
/* What is taken in at a glance while somebody talks, and fits a phone. */
#define MAX_CHIPS 9
#define MAX_LENGTH 40

static gboolean
check (FairPackReader    *reader,
       const char        *chip,
       const char *const *before)
{
  if (g_utf8_strlen (chip, -1) > MAX_LENGTH)
    fair_pack_reader_complain (reader, NULL, MEMBER, _("“%s” is longer than %d letters; shorten it"), chip, MAX_LENGTH);
  else if (strpbrk (chip, "\n\r\t") != NULL)
    fair_pack_reader_complain (reader, NULL, MEMBER, _("“%s” is not on one line; write it on one, without tabs"), chip);
  else if (g_strv_contains (before, chip))
    fair_pack_reader_complain (reader, NULL, MEMBER, _("“%s” stands here twice; remove one of them"), chip);
  else
    return TRUE;
  return FALSE;
}

/**
 * fair_note_chips_read:
 * @reader: with the languages to read in, and where problems go
 * @root: of program.json, which may have a list of texts `note_chips`
 *
 * Returns: (transfer container): those that can be shown, in their order; the texts belong to @root
 */
const char *const *
fair_note_chips_read (FairPackReader *reader,
                      JsonObject     *root)
{
  g_autofree const char *const *texts = fair_pack_reader_get_texts (reader, root, NULL, MEMBER, MAX_CHIPS);
  g_autoptr (GPtrArray) chips = g_ptr_array_new_null_terminated (1, NULL, TRUE);

  for (guint i = 0; texts[i] != NULL; i++)
    if (check (reader, texts[i], (const char *const *) chips->pdata))
      g_ptr_array_add (chips, (char *) texts[i]);
  return (const char *const *) g_ptr_array_steal (chips, NULL);
}

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

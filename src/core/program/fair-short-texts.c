/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "program/fair-short-texts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check (FairPackReader    *reader,
       const char        *member,
       const char        *text,
       guint              max_length,
       const char *const *before)
{
  if (g_utf8_strlen (text, -1) > (glong) max_length)
    fair_pack_reader_complain (reader, NULL, member, _("“%s” is longer than %d letters; shorten it"), text, (int) max_length);
  else if (strpbrk (text, "\n\r\t") != NULL)
    fair_pack_reader_complain (reader, NULL, member, _("“%s” is not on one line; write it on one, without tabs"), text);
  else if (g_strv_contains (before, text))
    fair_pack_reader_complain (reader, NULL, member, _("“%s” stands here twice; remove one of them"), text);
  else
    return TRUE;
  return FALSE;
}

/**
 * fair_short_texts_read:
 * @reader: with the languages to read in, and where problems go
 * @root: of program.json, which may have a list of texts
 * @member: what the list is called
 * @max_texts: how many may be in it: what is taken in at a glance
 * @max_length: of each, in letters
 *
 * Returns: (transfer container): those that can be shown, in their order; the texts belong to @root
 */
const char *const *
fair_short_texts_read (FairPackReader *reader,
                       JsonObject     *root,
                       const char     *member,
                       guint           max_texts,
                       guint           max_length)
{
  g_autofree const char *const *texts = fair_pack_reader_get_texts (reader, root, NULL, member, max_texts);
  g_autoptr (GPtrArray) good = g_ptr_array_new_null_terminated (1, NULL, TRUE);

  for (guint i = 0; texts[i] != NULL; i++)
    if (check (reader, member, texts[i], max_length, (const char *const *) good->pdata))
      g_ptr_array_add (good, (char *) texts[i]);
  return (const char *const *) g_ptr_array_steal (good, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a journal: where it really is, whatever links lead to it, and what a crash left in it. */
#include "config.h"

#include "store/journal/fair-journal-folder.h"

#include "store/journal/fair-file-rewrite.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <stdlib.h>

/**
 * fair_journal_sweep_folder:
 * @ops: the operations
 * @folder: the folder of the journal, whose lock is held
 *
 * Removes the new journals and quarantines that a crash kept from being finished.
 */
void
fair_journal_sweep_folder (const FairFileOps *ops,
                           const char        *folder)
{
  static const char *const prefixes[] = { FAIR_JOURNAL_NAME, "quarantine.jsonl", NULL };

  fair_file_rewrite_sweep (ops, folder, prefixes);
}

/**
 * fair_journal_resolve_folder:
 * @folder: the folder of the journal; it need not be there yet, and may be a link to another disk
 * @error: %FAIR_STORE_ERROR: why the journal that is there cannot be used
 *
 * If the journal itself is a link, all is done where it leads to: a lock that others would not take, or a new file in
 * place of the link, would harm what is there. A link that leads nowhere is not followed by making a file: its disk may
 * be missing.
 *
 * Threading: any; blocks.
 *
 * Returns: (transfer full): the folder that the journal's file is really in, or NULL with @error set
 */
char *
fair_journal_resolve_folder (const char *folder,
                             GError    **error)
{
  g_autofree char *path = g_build_filename (folder, FAIR_JOURNAL_NAME, NULL);
  g_autofree char *link = g_file_read_link (path, NULL);
  g_autofree char *name = NULL;
  char *file;
  char *result = NULL;

  if (link == NULL)
    return g_strdup (folder);
  file = realpath (path, NULL);
  name = file != NULL ? g_path_get_basename (file) : NULL;
  if (name == NULL)
    fair_store_error_set (error, path, _("The link to the sign-ups leads nowhere"));
  else if (g_str_equal (name, FAIR_JOURNAL_NAME))
    result = g_path_get_dirname (file);
  else
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                 _("“%s” is a link to a file of another name, “%s”. Put the file itself there, or a link to the folder "
                   "that it is in, then try again."),
                 path, link);
  free (file);
  return result;
}

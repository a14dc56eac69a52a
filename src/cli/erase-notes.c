/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fairctl says of an erasure, whether it was asked for or came with an import. */
#include "config.h"

#include "erase-notes.h"

#include "cli-output.h"
#include <glib/gi18n.h>
#include <inttypes.h>

static void
say_others (const FairEraseReport *report)
{
  for (guint i = 0; i < report->others->len; i++)
    {
      const char *id = g_ptr_array_index (report->others, i);

      cli_say (_("note: “%s” is another sign-up, or a damaged line, in which the person occurs as well; if it is of the "
                 "same person, erase that, too (“fairctl erase %s”)"),
               id, id);
    }
  if (report->n_unattributed > 0)
    cli_say (_("note: damaged lines of which nobody can tell whose they are: %'" PRIu64 ". “fairctl verify” names them, and "
               "the file quarantine.jsonl beside the sign-ups keeps their bytes. When you have looked at them, “fairctl "
               "verify --discard-damaged” takes them away."),
             report->n_unattributed);
}

/**
 * cli_say_erasure:
 * @report: what an erasure did
 *
 * Names on standard error what somebody has to look at, and what somebody may look at.
 *
 * Returns: %CLI_REFUSED if the person may be left in a file
 */
CliStatus
cli_say_erasure (const FairEraseReport *report)
{
  say_others (report);
  for (guint i = 0; i < report->files->len; i++)
    cli_say (_("%s: this file still has the id or an email address of the person. It is not Fairbook’s, and was left as "
               "it is: take them out, or delete it."),
             (const char *) g_ptr_array_index (report->files, i));
  for (guint i = 0; i < report->unreadable->len; i++)
    cli_say (_("%s: this could not be read. See whether the person is in there."),
             (const char *) g_ptr_array_index (report->unreadable, i));
  return report->files->len + report->unreadable->len > 0 ? CLI_REFUSED : CLI_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fairctl says of an erasure, whether it was asked for or came with an import. */
#include "config.h"

#include "erase-notes.h"

#include "cli-output.h"
#include <glib/gi18n.h>

static void
say_left (const FairEraseLeft *left)
{
  switch (left->reason)
    {
    case FAIR_ERASE_LEFT_DAMAGED:
      cli_say (_("%s: a damaged line there mentions the person, and was left, since it has the id of somebody else: “%s”. If "
                 "it is of the same person, erase that as well (“fairctl erase %s”)."),
               left->path, left->id, left->id);
      break;
    case FAIR_ERASE_LEFT_OPAQUE:
      cli_say (_("%s: this file could not be looked into: it is compressed, or no text. If it is a copy of sign-ups, delete "
                 "it; otherwise, move it out of the data folder."),
               left->path);
      break;
    case FAIR_ERASE_LEFT_UNREADABLE:
      cli_say (_("%s: this file could not be read or changed. See whether the person is in it, then remove them, or delete "
                 "the file."),
               left->path);
      break;
    case FAIR_ERASE_LEFT_MENTION:
    default:
      cli_say (_("%s: this file still mentions the person. Remove them from it, or delete the file; an export can be made "
                 "again."),
               left->path);
      break;
    }
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
  for (guint i = 0; i < report->mentions->len; i++)
    cli_say (_("note: in this file a sign-up of somebody else has the same name, phone number or email address: look whether "
               "it is the same person’s: %s"),
             (const char *) g_ptr_array_index (report->mentions, i));
  for (guint i = 0; i < report->left->len; i++)
    say_left (g_ptr_array_index (report->left, i));
  return report->left->len > 0 ? CLI_REFUSED : CLI_DONE;
}

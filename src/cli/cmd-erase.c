/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl erase: removes a person for good, with whoever was joined into them. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "erase-notes.h"
#include <glib/gi18n.h>

static void
print_report (const FairEraseReport *report)
{
  const char *id = g_ptr_array_index (report->erased, 0);

  for (guint i = 0; i < report->erased->len; i++)
    cli_print ("%s\n", (const char *) g_ptr_array_index (report->erased, i));
  for (guint i = 1; i < report->erased->len; i++)
    cli_say (_("note: “%s” was joined into “%s”, and so was erased as well"),
             (const char *) g_ptr_array_index (report->erased, i), id);
  if (report->keeper != NULL)
    cli_say (_("note: “%s” was joined into “%s”, which stays; to remove the person, erase that as well "
               "(“fairctl erase %s”)"),
             id, report->keeper, report->keeper);
}

CliStatus
cli_erase (Cli              *cli,
           const CliCommand *command,
           GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 1, 1, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  if (!fair_store_erase (store, operands[0], report, &error))
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  cli_note_change ();
  print_report (report);
  return cli_say_erasure (report);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl undo-import: takes the last import back. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "collect/fair-import-undo.h"
#include <glib/gi18n.h>
#include <inttypes.h>

static CliStatus
say_refusal (const FairUndoReport *report,
             const GError         *error)
{
  cli_say ("%s", error->message);
  for (guint i = 0; i < report->changed->len; i++)
    cli_say (_("“%s” was changed since"), (const char *) g_ptr_array_index (report->changed, i));
  return cli_failure (error);
}

CliStatus
cli_undo_import (Cli              *cli,
                 const CliCommand *command,
                 GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairUndoReport) report = fair_undo_report_new ();
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  if (!fair_import_undo (store, 0, report, NULL, &error))
    return say_refusal (report, error);
  cli_note_change ();
  cli_print ("%s: %" PRIu64 "\n", _("gone"), report->n_gone);
  cli_print ("%s: %" PRIu64 "\n", _("as before"), report->n_back);
  if (report->n_erased > 0)
    cli_say (ngettext ("note: %" PRIu64 " person whom the import had erased stays erased",
                       "note: %" PRIu64 " people whom the import had erased stay erased", (gulong) report->n_erased), report->n_erased);
  return CLI_DONE;
}

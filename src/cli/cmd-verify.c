/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl verify: reads the whole journal and says what it holds. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include <glib/gi18n.h>

static gboolean
pass_over (const FairRecord  *record,
           gpointer           user_data,
           GError           **error)
{
  return TRUE;
}

static void
print_count (const char *what,
             guint64     count)
{
  cli_print ("%s: %" G_GUINT64_FORMAT "\n", what, count);
}

static void
print_report (FairStore            *store,
              const FairReadReport *report)
{
  cli_print ("%s\n", fair_store_get_journal_path (store));
  if (report->n_lines == 0)
    cli_print ("%s\n", _("nothing has been saved here yet"));
  print_count (_("people"), report->n_standing);
  print_count (_("joined into others"), report->n_joined);
  print_count (_("older versions"), report->n_superseded);
  print_count (_("tombstones"), report->n_erased);
  print_count (_("lines of a newer version of Fairbook"), report->n_unknown);
  print_count (_("bad lines"), report->n_bad);
  print_count (_("lines"), report->n_lines);
  print_count (_("bytes"), report->n_bytes);
}

CliStatus
cli_verify (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  report = cli_begin_reading (store);
  if (!fair_store_foreach (store, pass_over, NULL, report, NULL, &error))
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  print_report (store, report);
  return cli_end_reading (report);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl verify: reads the whole journal and says what it holds. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "store/change/fair-erase.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n.h>

static gboolean
pass_over (const FairVersion  *version,
           gpointer            user_data,
           GError            **error)
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
  print_count (_("left unfinished"), report->n_unfinished);
  print_count (_("joined into others"), report->n_joined);
  print_count (_("older versions"), report->n_superseded);
  print_count (_("tombstones"), report->n_erased);
  print_count (_("wordings of consents"), report->n_wordings);
  print_count (_("lines of a newer version of Fairbook"), report->n_unknown);
  print_count (_("bad lines"), report->bad_lines->len);
  print_count (_("lines"), report->n_lines);
  print_count (_("bytes"), report->n_bytes);
}

static CliStatus
discard_damaged (FairStore *store)
{
  g_autoptr (GError) error = NULL;
  guint64 n_discarded;

  if (!fair_store_discard_damaged (store, &n_discarded, &error))
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  if (n_discarded > 0)
    cli_note_change ();
  print_count (_("discarded"), n_discarded);
  return CLI_DONE;
}

CliStatus
cli_verify (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  gboolean discards = FALSE;
  const GOptionEntry entries[] = {
    { "discard-damaged", 0, 0, G_OPTION_ARG_NONE, &discards,
      N_("Then take damaged lines away for good, out of the quarantine, too"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  if (!fair_store_foreach (store, pass_over, NULL, report, NULL, &error))
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  print_report (store, report);
  status = cli_end_reading (store, report);
  return discards ? discard_damaged (store) : status;
}

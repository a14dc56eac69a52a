/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl exports: what was exported when; and takes the last one back when its file was lost. */
#include "config.h"

#include "base/fair-clock.h"
#include "cli-output.h"
#include "cli.h"
#include "export/fair-exported.h"
#include <glib/gi18n.h>
#include <inttypes.h>

static void
print_entry (const FairExportedEntry *entry)
{
  g_autofree char *at = fair_time_format_utc (entry->at), *format = cli_clean (entry->format, '?');
  g_autofree char *preset = cli_clean (entry->preset != NULL ? entry->preset : "", '?');

  cli_print ("%s\t%s\t%s\t%" PRIu64 "\n", at, format, preset, entry->n_sign_ups);
}

static void
print_list (const FairExported *exported)
{
  g_autoptr (GArray) list = fair_exported_list (exported);

  for (guint i = 0; i < list->len; i++)
    print_entry (&g_array_index (list, FairExportedEntry, i));
}

static CliStatus
take_back (FairStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairExported) taken = fair_exported_take_back (store, &error);

  if (taken == NULL)
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  cli_note_change ();
  print_list (taken);
  return CLI_DONE;
}

CliStatus
cli_exports (Cli              *cli,
             const CliCommand *command,
             GStrv             arguments)
{
  gboolean is_taken_back = FALSE;
  const GOptionEntry entries[] = {
    { "take-back", 0, 0, G_OPTION_ARG_NONE, &is_taken_back,
      N_("Forget the last one, since its file was lost: who left with it alone is new again"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairExported) exported = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  if (is_taken_back)
    return take_back (store);
  exported = fair_exported_load (store);
  print_list (exported);
  return CLI_DONE;
}

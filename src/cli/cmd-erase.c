/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl erase: removes a person for good. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "store/fair-erase.h"
#include <glib/gi18n.h>

CliStatus
cli_erase (Cli              *cli,
           const CliCommand *command,
           GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) mentions = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 1, 1, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  if (!fair_store_erase (store, operands[0], &mentions, &error))
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  cli_print ("%s\n", operands[0]);
  for (guint i = 0; mentions[i] != NULL; i++)
    cli_say (_("note: this file still has the same name or email address: look whether it is the same person’s: %s"),
             mentions[i]);
  return CLI_DONE;
}

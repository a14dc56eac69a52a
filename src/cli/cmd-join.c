/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl join and unjoin: two sign-ups of one person become one in every list, and two again. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "store/change/fair-join.h"

static CliStatus
end (gboolean      done,
     const char   *id,
     const GError *error)
{
  if (done)
    {
      cli_note_change ();
      cli_print ("%s\n", id);
    }
  else
    cli_say ("%s", error->message);
  return done ? CLI_DONE : cli_failure (error);
}

CliStatus
cli_join (Cli              *cli,
          const CliCommand *command,
          GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;
  gboolean done;

  if (!cli_parse (cli, command, NULL, 2, 2, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  done = fair_store_join (store, operands[0], operands[1], &error);
  return end (done, operands[0], error);
}

CliStatus
cli_unjoin (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;
  gboolean done;

  if (!cli_parse (cli, command, NULL, 1, 1, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  done = fair_store_unjoin (store, operands[0], &error);
  return end (done, operands[0], error);
}

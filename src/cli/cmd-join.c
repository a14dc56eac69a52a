/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl join and unjoin: two sign-ups of one person become one in every list, and two again. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "kiosk/fair-unfinished.h"
#include "store/change/fair-join.h"

/* Does what is to be done with the sign-ups that @operands name, of which the first one's id is printed. */
typedef gboolean (*ChangeFunc) (FairStore  *store,
                                GStrv       operands,
                                GError    **error);

static CliStatus
change (Cli              *cli,
        const CliCommand *command,
        GStrv             arguments,
        guint             n_operands,
        ChangeFunc        func)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, n_operands, n_operands, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  if (!func (store, operands, &error))
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  cli_note_change ();
  cli_print ("%s\n", operands[0]);
  return CLI_DONE;
}

static gboolean
join (FairStore  *store,
      GStrv       operands,
      GError    **error)
{
  return fair_unfinished_check_join (store, operands[0], operands[1], error) &&
         fair_store_join (store, operands[0], operands[1], error);
}

static gboolean
unjoin (FairStore  *store,
        GStrv       operands,
        GError    **error)
{
  return fair_store_unjoin (store, operands[0], error);
}

CliStatus
cli_join (Cli              *cli,
          const CliCommand *command,
          GStrv             arguments)
{
  return change (cli, command, arguments, 2, join);
}

CliStatus
cli_unjoin (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  return change (cli, command, arguments, 1, unjoin);
}

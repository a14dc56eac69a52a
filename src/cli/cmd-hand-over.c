/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl hand-over: puts this laptop's journal into a folder, for whoever collects. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "collect/fair-hand-over.h"
#include <glib/gi18n.h>
#include <inttypes.h>

static void
say_notes (const FairHandOver *result)
{
  for (guint i = 0; i < result->kept->len; i++)
    cli_say (_("note: “%s” stays there as well: only an older copy of these sign-ups, under the same name, is replaced"),
             (const char *) g_ptr_array_index (result->kept, i));
  if (result->n_bad_lines > 0)
    cli_say (ngettext ("note: %" PRIu64 " line of the journal cannot be read, and was handed over as it is: “fairctl verify” names it",
                       "note: %" PRIu64 " lines of the journal cannot be read, and were handed over as they are: “fairctl verify” "
                       "names them", (gulong) result->n_bad_lines), result->n_bad_lines);
  if (result->visits != NULL)
    cli_say (_("note: the counts of visits are beside it: “%s”"), result->visits);
  if (result->visits_problem != NULL)
    cli_say (_("note: the counts of visits stay here: %s"), result->visits_problem);
  if (result->has_quarantine)
    cli_say (_("note: what this laptop has set aside as unreadable stays here"));
}

CliStatus
cli_hand_over (Cli              *cli,
               const CliCommand *command,
               GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairHandOver) result = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 1, 1, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  result = fair_hand_over (store, operands[0], NULL, NULL, &error);
  if (result == NULL)
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  cli_note_change ();
  cli_print ("%s\n", result->path);
  cli_print ("%s: %" PRIu64 "\n", _("people"), result->n_people);
  cli_print ("%s: %" PRIu64 "\n", _("left unfinished"), result->n_unfinished);
  cli_print ("%s: %" PRIu64 "\n", _("bytes"), result->n_bytes);
  cli_say (result->replaced ? _("the older file of this laptop was replaced; it may be pulled out now")
                            : _("it was read back and compared, and may be pulled out now"));
  say_notes (result);
  return CLI_DONE;
}

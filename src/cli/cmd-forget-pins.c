/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl forget-pins: opens a laptop whose PINs nobody remembers, for whoever owns the account. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "kiosk/fair-staff.h"
#include <glib/gi18n.h>

static void
say_done (guint       n_forgotten,
          const char *aside)
{
  g_autofree char *name = aside != NULL ? g_filename_display_name (aside) : NULL;

  if (name != NULL)
    cli_say (_("The file of the PINs was damaged; it is kept as “%s”. Everything is open now; the coordinator sees that"), name);
  else if (n_forgotten == 0)
    cli_say (_("No PIN is set; nothing was changed"));
  else
    cli_say (g_dngettext (GETTEXT_PACKAGE, "%u PIN was taken away. Everything is open now; the coordinator sees that",
                          "%u PINs were taken away. Everything is open now; the coordinator sees that", n_forgotten),
             n_forgotten);
}

CliStatus
cli_forget_pins (Cli              *cli,
                 const CliCommand *command,
                 GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *folder = NULL, *aside = NULL;
  g_autoptr (GError) error = NULL;
  guint n_forgotten;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 0, 0, arguments, &operands, &status))
    return status;
  folder = cli_dup_data_folder (cli);
  if (fair_staff_forget_pins (folder, NULL, NULL, &n_forgotten, &aside, &error))
    {
      say_done (n_forgotten, aside);
      return CLI_DONE;
    }
  cli_say ("%s", error->message);
  if (n_forgotten == 0)
    return CLI_FAILED;
  cli_say (_("The PINs are gone, but a power cut might bring them back"));
  return CLI_REFUSED;
}

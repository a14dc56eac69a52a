/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl: the sign-ups of a data folder from a command line, with the same core as the window. */
#include "config.h"

#include "base/fair-paths.h"
#include "cli-output.h"
#include "cli.h"
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const CliCommand commands[] = {
  { "add", N_("[FILE|-]"), N_("Save sign-ups, one JSON object of answers per line"), cli_add },
  { "list", "", N_("List people, one line each"), cli_list },
  { "show", N_("ID"), N_("Show one sign-up in full"), cli_show },
  { "correct", N_("ID FILE|-"), N_("Change answers of a sign-up: an object of those that change, null for none"), cli_correct },
  { "erase", N_("ID"), N_("Remove a person for good"), cli_erase },
  { "export", "", N_("Write all sign-ups as a file for other programs"), cli_export },
  { "exports", "", N_("List what was exported when; with --take-back, forget the last one, whose file was lost"), cli_exports },
  { "hand-over", N_("FOLDER"), N_("Put this laptop’s sign-ups into a folder, such as a stick’s, for the laptop that collects"), cli_hand_over },
  { "import", N_("FILE|FOLDER…"), N_("Merge the sign-ups of other laptops, or exports as json or jsonl"), cli_import },
  { "undo-import", "", N_("Take the last import back, as long as nothing depends on it"), cli_undo_import },
  { "laptops", "", N_("List the laptops that sign-ups came from; with --name, say what this one is called"), cli_laptops },
  { "duplicates", "", N_("List people who may have signed up twice"), cli_duplicates },
  { "join", N_("KEEP OTHER"), N_("Treat a person’s second sign-up as part of the first"), cli_join },
  { "unjoin", N_("OTHER"), N_("Take a join back"), cli_unjoin },
  { "verify", "", N_("Read the whole journal and say what it holds"), cli_verify },
  { "stats", "", N_("Count sign-ups by fair, hour and answer, and visits"), cli_stats },
  { "check-program", N_("DIR"), N_("Name every mistake in a content pack"), cli_check_program },
  { "forget-pins", "", N_("Take the staff’s PINs away when nobody remembers them; no sign-up is touched"), cli_forget_pins },
  { "events", "", N_("List the fairs that the program and the journal know"), cli_events },
  { NULL },
};

static const CliCommand *
find_command (const char *name)
{
  for (const CliCommand *command = commands; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}

static CliStatus
print_overview (void)
{
  cli_print ("%s\n  fairctl [--data-dir %s] %s\n\n%s\n", _("Usage:"), _("DIR"), _("COMMAND [OPTION…]"), _("Commands:"));
  for (const CliCommand *command = commands; command->name != NULL; command++)
    cli_print ("  %-15s %s\n", command->name, _(command->summary));
  cli_print ("  %-15s %s\n\n", "help", _("Say how a command is used"));
  cli_print ("%s\n  --data-dir %-4s %s\n  --help          %s\n  --version       %s\n\n", _("Options:"), _("DIR"),
             _("The folder that holds the sign-ups"), _("Show this"), _("Show the version"));
  cli_print ("%s\n", _("Exit status: 0 done; 1 done, but some input was refused; 2 wrong usage; 3 it could not be done, "
                      "and nothing was changed."));
  return CLI_DONE;
}

static CliStatus
run_command (Cli   *cli,
             GStrv  arguments)
{
  const CliCommand *command = find_command (arguments[0]);

  if (command != NULL)
    return command->run (cli, command, arguments);
  return cli_usage_error (_("“%s” is not a command"), arguments[0]);
}

static CliStatus
run_help (Cli   *cli,
          GStrv  arguments)
{
  char *ask[] = { arguments[1], (char *) "--help", NULL };

  if (arguments[1] == NULL)
    return print_overview ();
  if (arguments[2] != NULL)
    return cli_usage_error (_("“%s” is one too many"), arguments[2]);
  return run_command (cli, ask);
}

/* --data-dir may also stand before the command, where no command's own options are known yet. */
static GStrv
take_data_folder (Cli       *cli,
                  GStrv      arguments,
                  CliStatus *status)
{
  const char *folder = NULL;

  while (arguments[0] != NULL && g_str_has_prefix (arguments[0], "--data-dir"))
    {
      if (arguments[0][10] == '=')
        folder = arguments[0] + 11;
      else if (arguments[0][10] == '\0')
        folder = *++arguments;
      else
        break;
      if (folder == NULL || *folder == '\0')
        {
          *status = cli_usage_error (_("--data-dir needs the name of a folder"));
          return NULL;
        }
      cli->data_folder = folder;
      arguments++;
    }
  return arguments;
}

static CliStatus
run (GStrv arguments)
{
  Cli cli = { NULL };
  CliStatus status = CLI_DONE;

  arguments = take_data_folder (&cli, arguments, &status);
  if (arguments == NULL)
    return status;
  if (arguments[0] == NULL)
    return cli_usage_error (_("a command is missing"));
  if (g_str_equal (arguments[0], "--help") || g_str_equal (arguments[0], "-h"))
    return print_overview ();
  if (g_str_equal (arguments[0], "help"))
    return run_help (&cli, arguments);
  if (g_str_equal (arguments[0], "--version"))
    {
      cli_print ("fairctl %s\n", PACKAGE_VERSION);
      return CLI_DONE;
    }
  if (arguments[0][0] == '-')
    return cli_usage_error (_("“%s” is not an option"), arguments[0]);
  return run_command (&cli, arguments);
}

/* A closed descriptor 0, 1 or 2 would be given to the next file that is opened, the journal perhaps, and results would
 * be written into it. What stands in for it here refuses what it is used for. */
static void
occupy_closed_descriptors (void)
{
  static const int refusing[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int fd = 0; fd < 3; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", refusing[fd]) < 0)
      abort ();
}

int
main (int    argc,
      char **argv)
{
  g_auto (GStrv) arguments = NULL;
  CliStatus status;

  occupy_closed_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  /* a file that may not grow is an error like any other */
  signal (SIGXFSZ, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, fair_paths_get_locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("fairctl");

  arguments = g_strdupv (argc > 0 ? argv + 1 : argv);
  status = run (arguments);
  if (!cli_finish_output ())
    status = cli_has_changed () ? CLI_REFUSED : CLI_FAILED;
  return (int) status;
}

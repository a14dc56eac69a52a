/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl export: all sign-ups as a file for other programs. */
#include "config.h"

#include "base/fair-language.h"
#include "cli-output.h"
#include "cli.h"
#include "export/fair-exporter.h"
#include <glib/gi18n.h>
#include <inttypes.h>
#include <locale.h>
#include <unistd.h>

static gboolean
take_format (FairExportOptions *options,
             const char        *name,
             const char        *preset)
{
  g_autofree char *names = fair_export_format_list_names ();
  g_autofree char *presets = fair_export_format_list_presets ();

  options->format = fair_export_format_find (name, preset);
  if (options->format != NULL)
    return TRUE;
  if (name == NULL)
    cli_usage_error (_("--format is missing; it is one of %s"), names);
  else if (fair_export_format_find (name, NULL) == NULL)
    cli_usage_error (_("format “%s” is not one of %s"), name, names);
  else if (fair_export_format_find (name, NULL)->preset == NULL)
    cli_usage_error (_("there is no --preset for %s"), name);
  else
    cli_usage_error (_("preset “%s” is not one of %s"), preset, presets);
  return FALSE;
}

static gboolean
write_out (FairStore                *store,
           FairForm                 *form,
           const FairExportOptions  *options,
           const char               *output,
           FairReadReport           *report,
           GError                  **error)
{
  g_autoptr (GFile) file = NULL;

  if (output == NULL || g_str_equal (output, "-"))
    {
      g_autoptr (FairExportFile) stream = fair_export_file_new_for_descriptor (fair_file_ops_get_default (),
                                                                               dup (STDOUT_FILENO), _("standard output"));

      return fair_export (store, form, options, stream, report, NULL, error);
    }
  file = g_file_new_for_path (output);
  return fair_export_to_file (store, form, options, file, report, NULL, error);
}

/* Without the form there are still formats that need none. */
static FairProgram *
load_program (Cli        *cli,
              const char *language)
{
  g_autoptr (GError) error = NULL;
  FairProgram *program = cli_load_program (cli, language, &error);

  if (program == NULL)
    cli_say (_("note: %s"), error->message);
  return program;
}

/* Fairbook's own words stand beside the pack's in one file, so they are in its language: gettext() knows one for a process. */
static void
speak (const char *language)
{
  g_autofree char *name = fair_language_dup_locale (language);

  g_setenv ("LANGUAGE", name, TRUE);
  /* it looks anew after this call */
  setlocale (LC_MESSAGES, setlocale (LC_MESSAGES, NULL));
}

static void
say_left_out (const FairReadReport *report)
{
  if (report->n_unfinished > 0)
    cli_say (ngettext ("note: %" PRIu64 " form that somebody left unfinished is no sign-up, and was left out; json and jsonl have it, marked",
                       "note: %" PRIu64 " forms that people left unfinished are no sign-ups, and were left out; json and jsonl have them, marked",
                       (gulong) report->n_unfinished),
             report->n_unfinished);
}

static CliStatus
run_export (Cli               *cli,
            FairExportOptions *options,
            const char        *language,
            const char        *output)
{
  g_autoptr (FairProgram) program = load_program (cli, language);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairTimeZones) zones = NULL;
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (program != NULL)
    speak (program->language);
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  report = fair_read_report_new ();
  options->zones = zones = cli_get_time_zones (program);
  if (write_out (store, program != NULL ? program->form : NULL, options, output, report, &error))
    {
      say_left_out (report);
      return cli_end_reading (store, report);
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    cli_note_broken_pipe ();
  else
    cli_say ("%s", error->message);
  return g_error_matches (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN) ? CLI_REFUSED : CLI_FAILED;
}

CliStatus
cli_export (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  g_autofree char *format = NULL;
  g_autofree char *preset = NULL;
  g_autofree char *event = NULL;
  g_autofree char *output = NULL;
  g_autofree char *language = NULL;
  g_auto (GStrv) operands = NULL;
  FairExportOptions options = { 0 };
  g_autofree char *names = fair_export_format_list_names ();
  g_autofree char *presets = fair_export_format_list_presets ();
  g_autofree char *preset_help = g_strdup_printf (_("Its kind, where there are several: %s (%s is the default)"),
                                                  presets, FAIR_EXPORT_DEFAULT_PRESET);
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, names, N_("FORMAT") },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &preset, preset_help, N_("PRESET") },
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &event, N_("Only the people of this fair"), N_("ID") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write; - is standard output"), N_("FILE") },
    { "lang", 0, 0, G_OPTION_ARG_FILENAME, &language, N_("The language of titles and choices"), N_("TAG") },
    G_OPTION_ENTRY_NULL,
  };
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  if (!take_format (&options, format, preset) || !cli_check_event (event)
      || !cli_check_language (language))
    return CLI_USAGE;

  options.event = event;
  return run_export (cli, &options, language, output);
}

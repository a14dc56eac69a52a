/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of fairctl share: options, operands, the program, the store. */
#include "config.h"

#include "cli.h"

#include "base/fair-paths.h"
#include "cli-output.h"
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/**
 * cli_usage_error:
 * @format: what is wrong, in one line
 *
 * Returns: %CLI_USAGE
 */
CliStatus
cli_usage_error (const char *format,
                 ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: what is wrong with a command line. */
  cli_say (_("%s; see “fairctl --help”"), text);
  return CLI_USAGE;
}

/**
 * cli_failure:
 * @error: why a change was not made, or not confirmed
 *
 * Returns: %CLI_FAILED, but %CLI_REFUSED where it cannot be said that nothing was changed
 */
CliStatus
cli_failure (const GError *error)
{
  return g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN) ? CLI_REFUSED : CLI_FAILED;
}

static GOptionContext *
make_context (const CliCommand   *command,
              const GOptionEntry *entries,
              GOptionEntry       *common)
{
  g_autofree char *usage = g_strdup_printf ("%s%s%s", command->name, *command->usage != '\0' ? " " : "", command->usage);
  GOptionContext *context = g_option_context_new (usage);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, _(command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  return context;
}

static CliStatus
check_operands (GStrv operands,
                guint min_operands,
                guint max_operands)
{
  guint n = g_strv_length (operands);

  if (n > max_operands)
    return cli_usage_error (_("“%s” is one too many"), operands[max_operands]);
  if (n < min_operands)
    return cli_usage_error (_("something is missing"));
  return CLI_DONE;
}

static CliStatus
take_data_folder (Cli        *cli,
                  const char *folder)
{
  if (folder == NULL)
    return CLI_DONE;
  if (*folder == '\0')
    return cli_usage_error (_("--data-dir needs the name of a folder"));
  cli->data_folder = g_intern_string (folder);
  return CLI_DONE;
}

static void
print_help (GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

  cli_print ("%s", help);
}

/**
 * cli_parse:
 * @cli: is told of --data-dir
 * @entries: (nullable): the command's own options
 * @arguments: the command and what follows it
 * @operands: (out) (transfer full): what is no option
 * @status: (out): how to end, when this returns FALSE
 *
 * Reads a command's options, which may stand before or after its operands.
 *
 * Returns: whether to go on with the command
 */
gboolean
cli_parse (Cli                *cli,
           const CliCommand   *command,
           const GOptionEntry *entries,
           guint               min_operands,
           guint               max_operands,
           GStrv               arguments,
           GStrv              *operands,
           CliStatus          *status)
{
  g_autofree char *folder = NULL;
  gboolean help = FALSE;
  GOptionEntry common[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &folder, N_("The folder that holds the sign-ups"), N_("DIR") },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Say how this command is used"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, operands, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = make_context (command, entries, common);
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;

  *operands = NULL;
  *status = CLI_DONE;
  if (!g_option_context_parse_strv (context, &rest, &error))
    {
      *status = cli_usage_error ("%s", error->message);
      return FALSE;
    }
  if (help)
    {
      print_help (context);
      return FALSE;
    }
  if (*operands == NULL)
    *operands = g_new0 (char *, 1);
  *status = check_operands (*operands, min_operands, max_operands);
  if (*status == CLI_DONE)
    *status = take_data_folder (cli, folder);
  return *status == CLI_DONE;
}

static gboolean
has_only (const char *text,
          const char *characters,
          gsize       max_length)
{
  gsize length = strlen (text);

  return length > 0 && length <= max_length && strspn (text, characters) == length;
}

/**
 * cli_check_event:
 * @event: (nullable): what --event gave
 *
 * Returns: FALSE, after saying so, if that cannot be the id of a fair
 */
gboolean
cli_check_event (const char *event)
{
  if (event == NULL || has_only (event, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", 64))
    return TRUE;
  cli_usage_error (_("“%s” cannot be the id of a fair: at most 64 of A-Z a-z 0-9 . _ -"), event);
  return FALSE;
}

/**
 * cli_check_language:
 * @language: (nullable): what --lang gave
 *
 * Returns: FALSE, after saying so, if that cannot be a language tag (BCP 47)
 */
gboolean
cli_check_language (const char *language)
{
  if (language == NULL || has_only (language, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", 35))
    return TRUE;
  cli_usage_error (_("“%s” is not a language tag such as en or pt-BR"), language);
  return FALSE;
}

/**
 * cli_dup_data_folder:
 *
 * Returns: (transfer full) (type filename): the folder that holds the sign-ups
 */
char *
cli_dup_data_folder (Cli *cli)
{
  if (cli->data_folder != NULL)
    return g_canonicalize_filename (cli->data_folder, NULL);
  return fair_paths_get_data_folder ();
}

/**
 * cli_load_program:
 * @language: (nullable): the language to read it in; %NULL for its first
 *
 * Returns: (transfer full): the content pack in use, or %NULL with @error set
 */
FairProgram *
cli_load_program (Cli        *cli,
                  const char *language,
                  GError    **error)
{
  g_autofree char *data_folder = cli_dup_data_folder (cli);
  g_autofree char *folder = fair_paths_get_program (data_folder);

  return fair_program_load (folder, (const char *const[]) { language, NULL }, NULL, error);
}

/**
 * cli_get_time_zones:
 * @program: (nullable): the content pack in use
 *
 * Says which time zone is not known here, be it a fair's or this laptop's.
 *
 * Returns: (transfer full): in which days and hours are told
 */
FairTimeZones *
cli_get_time_zones (FairProgram *program)
{
  const char *unknown = fair_time_zones_get_unknown_own ();

  if (unknown != NULL)
    cli_say (_("note: the time zone “%s” that the environment variable TZ names is not known here; UTC is taken instead"), unknown);
  if (program == NULL)
    return fair_time_zones_new ();
  for (guint i = 0; i < program->events->len; i++)
    {
      const FairEvent *event = g_ptr_array_index (program->events, i);

      if (event->time_zone != NULL && !fair_time_zones_has (program->time_zones, event->id))
        cli_say (_("note: the time zone “%s” of the fair “%s” is not known here; its days and hours are this laptop’s, in %s"),
                 event->time_zone, event->id, fair_time_zones_get_name (program->time_zones, event->id));
    }
  return fair_time_zones_ref (program->time_zones);
}

/**
 * cli_tell_program:
 * @store: the store
 *
 * Tells the store what people fill in, by the content pack in use; says so if that cannot be read.
 *
 * Returns: (transfer full) (nullable): the content pack
 */
FairProgram *
cli_tell_program (Cli       *cli,
                  FairStore *store)
{
  g_autoptr (GError) error = NULL;
  FairProgram *program = cli_load_program (cli, NULL, &error);

  if (program == NULL)
    cli_say (_("note: %s"), error->message);
  else if (program->form != NULL)
    fair_store_set_form (store, program->form);
  return program;
}

static void
say_torn_tail (FairStore *store)
{
  const FairBadLine *torn = fair_store_get_torn_tail (store);

  if (torn == NULL)
    return;
  if (fair_store_is_torn_tail_kept (store))
    cli_say (ngettext ("note: the last %'zu byte of %s was an unfinished line, never acknowledged; "
                       "it is kept in quarantine.jsonl",
                       "note: the last %'zu bytes of %s were an unfinished line, never acknowledged; "
                       "they are kept in quarantine.jsonl", torn->length),
             torn->length, fair_store_get_journal_path (store));
  else
    cli_say (ngettext ("note: the last %'zu byte of %s is an unfinished line, never acknowledged; "
                       "it could not be copied to quarantine.jsonl, and is still there",
                       "note: the last %'zu bytes of %s are an unfinished line, never acknowledged; "
                       "they could not be copied to quarantine.jsonl, and are still there", torn->length),
             torn->length, fair_store_get_journal_path (store));
}

/**
 * cli_open_store:
 *
 * Opens the data folder, and says what had to be set aside, or why it could not be opened.
 *
 * Returns: (transfer full) (nullable): the store
 */
FairStore *
cli_open_store (Cli *cli)
{
  g_autofree char *data_folder = cli_dup_data_folder (cli);
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (data_folder, NULL, NULL, &error);

  if (store == NULL)
    cli_say ("%s", error->message);
  else
    say_torn_tail (store);
  return store;
}

/**
 * cli_end_reading:
 * @store: what was read
 * @report: what the reading met
 *
 * Names each line that could not be read, however many there are, and says so if they could not be copied to the quarantine.
 *
 * Returns: %CLI_REFUSED if some line could not be read
 */
CliStatus
cli_end_reading (FairStore            *store,
                 const FairReadReport *report)
{
  for (guint i = 0; i < report->bad_lines->len; i++)
    {
      const FairBadLine *line = g_ptr_array_index (report->bad_lines, i);

      cli_say ("%s:%" PRIu64 ": %s", fair_store_get_journal_path (store), line->line_number, line->reason);
    }
  if (report->unkept != NULL)
    cli_say ("%s", report->unkept);
  return report->bad_lines->len > 0 ? CLI_REFUSED : CLI_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl export: all sign-ups as a file for other programs. */
#include "config.h"

#include "base/fair-language.h"
#include "cli-output.h"
#include "cli.h"
#include "desk/fair-person-edit.h"
#include "export/fair-exporter.h"
#include "program/fair-stages.h"
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

/* What the words on the command line come to. */
typedef struct
{
  FairExportOptions options;
  const char *output; /* (nullable): standard output */
  const char *language;
  const char *mark; /* (nullable): the stage at which whoever is written to stands from now on */
} Request;

static gboolean
is_stream (const Request *request)
{
  return request->output == NULL || g_str_equal (request->output, "-");
}

static gboolean
write_out (FairStore         *store,
           FairForm          *form,
           const Request     *request,
           FairExportReport  *report,
           GError           **error)
{
  g_autoptr (FairExportFile) stream = NULL;
  g_autoptr (GFile) file = NULL;

  if (is_stream (request))
    {
      stream = fair_export_file_new_for_descriptor (fair_file_ops_get_default (), dup (STDOUT_FILENO), _("standard output"));
      return fair_export (store, form, &request->options, stream, report, NULL, error) && fair_export_file_commit (stream, error);
    }
  file = g_file_new_for_path (request->output);
  return fair_export_to_file (store, form, &request->options, file, report, NULL, error);
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
say_left_out (const FairExportReport *report)
{
  if (report->n_unfinished > 0)
    cli_say (ngettext ("note: %" PRIu64 " form that somebody left unfinished is no sign-up, and was left out; json and jsonl have it, marked",
                       "note: %" PRIu64 " forms that people left unfinished are no sign-ups, and were left out; json and jsonl have them, marked",
                       (gulong) report->n_unfinished),
             report->n_unfinished);
  for (guint i = 0; i < report->left_out->len; i++)
    {
      const FairLeftOut *left_out = report->left_out->pdata[i];

      /* Translators: the id of a sign-up, a reason */
      cli_say (_("the sign-up “%s” is not in the file: %s"), left_out->id, left_out->reason);
    }
  for (guint i = 0; i < report->missing->len; i++)
    cli_say (_("the sign-up “%s” is not in the file: nobody who was asked for has that id"), (const char *) report->missing->pdata[i]);
}

/* They are in the file all the same: it is for people to say whether they are one. */
static void
say_alike (const FairExportReport *report)
{
  for (guint i = 0; i < report->alike->len; i++)
    cli_say (_("note: the sign-up “%s” has the first name, last name and email of another one: Slate makes one person of them"),
             (const char *) report->alike->pdata[i]);
  if (report->n_alike > report->alike->len)
    cli_say (_("note: so have %" PRIu64 " more"), report->n_alike - report->alike->len);
}

static gboolean
has_nobody (const Request *request)
{
  return (request->options.format->flags & FAIR_EXPORT_HAS_NOBODY) != 0;
}

/* Whoever asked for a file learns how many are in it; a stream has nothing but what was asked for. */
static CliStatus
end_export (FairStore              *store,
            const Request          *request,
            const FairExportReport *report)
{
  CliStatus status;

  say_left_out (report);
  say_alike (report);
  status = cli_end_reading (store, report->read);
  if (!is_stream (request) && !has_nobody (request))
    {
      g_autofree char *name = g_filename_display_name (request->output);
      g_autofree char *clean = cli_clean (name, '?');

      /* Translators: how many people, the name of a file */
      cli_say (ngettext ("%" PRIu64 " person is in %s", "%" PRIu64 " people are in %s", (gulong) report->n_written), report->n_written, clean);
    }
  return report->left_out->len > 0 || report->missing->len > 0 ? CLI_REFUSED : status;
}

/* @id: (nullable): what was typed */
static gboolean
check_stage (const char *id,
             GPtrArray  *stages)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  if (id == NULL || fair_stages_find_title (stages, id) != NULL)
    return TRUE;
  for (guint i = 0; i < stages->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", ((FairStage *) stages->pdata[i])->id);
  cli_usage_error (_("stage “%s” is not one of %s"), id, ids->str);
  return FALSE;
}

static gboolean
take_stages (Request   *request,
             GPtrArray *stages)
{
  FairExportFilter *filter = &request->options.filter;

  filter->is_first_stage = g_strcmp0 (filter->stage, ((FairStage *) stages->pdata[0])->id) == 0;
  return check_stage (filter->stage, stages) && check_stage (request->mark, stages);
}

/* The export is there whatever becomes of this. */
static CliStatus
mark_reached (FairStore              *store,
              const Request          *request,
              const FairExportReport *report,
              GPtrArray              *stages,
              CliStatus               status)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), reverse = NULL;
  g_autoptr (GError) error = NULL;

  if (request->mark == NULL || report->reached->len == 0)
    return status;
  for (guint i = 0; i < report->reached->len; i++)
    fair_person_edit_advance (edit, report->reached->pdata[i], stages, request->mark);
  reverse = fair_person_edit_apply (edit, store, &error);
  if (reverse == NULL)
    {
      cli_say (_("nobody was noted as “%s”: %s"), request->mark, error->message);
      return CLI_REFUSED;
    }
  cli_note_change ();
  /* Translators: what people call a stage, such as “Contacted”. */
  cli_say (ngettext ("%u person stands at “%s” now, or further on", "%u people stand at “%s” now, or further on", report->reached->len),
           report->reached->len, fair_stages_find_title (stages, request->mark));
  return status;
}

static CliStatus
run_export (Cli     *cli,
            Request *request)
{
  g_autoptr (FairProgram) program = load_program (cli, request->language);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairTimeZones) zones = NULL;
  g_autoptr (FairExportReport) report = NULL;
  g_autoptr (GPtrArray) stages = NULL;
  g_autoptr (GError) error = NULL;

  if (program != NULL)
    speak (program->language);
  stages = fair_stages_list (program);
  if (!take_stages (request, stages))
    return CLI_USAGE;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  report = fair_export_report_new ();
  request->options.program = program;
  request->options.keeps_reached = request->mark != NULL;
  request->options.zones = zones = cli_get_time_zones (program);
  if (write_out (store, program != NULL ? program->form : NULL, request, report, &error))
    return mark_reached (store, request, report, stages, end_export (store, request, report));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    cli_note_broken_pipe ();
  else
    cli_say ("%s", error->message);
  return g_error_matches (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_UNCERTAIN) ? CLI_REFUSED : CLI_FAILED;
}

static gboolean
take_choices (FairExportOptions *options,
              const char        *choices)
{
  options->choices_apart = g_strcmp0 (choices, "columns") == 0;
  if (choices == NULL || options->choices_apart || g_str_equal (choices, "joined"))
    return TRUE;
  cli_usage_error (_("“%s” is not one of %s"), choices, "joined, columns");
  return FALSE;
}

/* Returns: (nullable): an option that says who goes out */
static const char *
find_filter (const FairExportFilter *filter)
{
  if (filter->event != NULL)
    return "--event";
  if (filter->interest != NULL)
    return "--interest";
  if (filter->stage != NULL)
    return "--stage";
  if (filter->ids != NULL)
    return "--id";
  return filter->is_new ? "--new" : NULL;
}

/* Returns: (nullable): an option for which the format has no use */
static const char *
find_useless (const Request *request,
              const char    *choices)
{
  const FairExportOptions *options = &request->options;
  const FairExportFlags flags = options->format->flags;

  if (has_nobody (request) && find_filter (&options->filter) != NULL)
    return find_filter (&options->filter);
  if (choices != NULL && (flags & FAIR_EXPORT_HAS_LISTS) == 0)
    return "--choices";
  if (options->has_staff && (flags & FAIR_EXPORT_HAS_STAFF) == 0)
    return "--staff";
  if (options->template_path != NULL && (flags & FAIR_EXPORT_TAKES_TEMPLATE) == 0)
    return "--template";
  return request->mark != NULL && (flags & FAIR_EXPORT_REACHES_PEOPLE) == 0 ? "--mark" : NULL;
}

/* What the format cannot do is said rather than passed over. */
static gboolean
check_request (const Request *request,
               const char    *choices)
{
  const FairExportFormat *format = request->options.format;
  const char *useless = find_useless (request, choices);

  if (useless != NULL)
    /* Translators: an option, the name of a format */
    cli_usage_error (_("there is no %s for %s"), useless, format->name);
  else if (format->extension == NULL && is_stream (request))
    cli_usage_error (_("%s makes a folder of files: --output has to give it a name"), format->name);
  else
    return TRUE;
  return FALSE;
}

static GHashTable *
make_ids (GStrv ids)
{
  GHashTable *set = ids != NULL ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (set, ids[i]);
  return set;
}

CliStatus
cli_export (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  g_autofree char *format = NULL, *preset = NULL, *event = NULL, *interest = NULL, *choices = NULL, *output = NULL, *language = NULL;
  g_autofree char *stage = NULL, *template = NULL, *mark = NULL;
  g_auto (GStrv) operands = NULL, ids = NULL;
  g_autoptr (GHashTable) wanted = NULL;
  Request request = { 0 };
  g_autofree char *names = fair_export_format_list_names ();
  g_autofree char *presets = fair_export_format_list_presets ();
  g_autofree char *preset_help = g_strdup_printf (_("Its kind, where there are several: %s (%s is the default)"),
                                                  presets, FAIR_EXPORT_DEFAULT_PRESET);
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, names, N_("FORMAT") },
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &preset, preset_help, N_("PRESET") },
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &event, N_("Only the people of this fair"), N_("ID") },
    { "interest", 0, 0, G_OPTION_ARG_FILENAME, &interest, N_("Only the people who chose this interest"), N_("CODE") },
    { "stage", 0, 0, G_OPTION_ARG_FILENAME, &stage, N_("Only the people who stand at this stage, such as new"), N_("ID") },
    { "id", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &ids, N_("Only this sign-up; may be given again"), N_("ID") },
    { "new", 0, 0, G_OPTION_ARG_NONE, &request.options.filter.is_new, N_("Only who is new or changed since the last export"), NULL },
    { "choices", 0, 0, G_OPTION_ARG_FILENAME, &choices, N_("Lists of choices in one column (joined), or a column for each choice (columns)"),
      N_("HOW") },
    { "staff", 0, 0, G_OPTION_ARG_NONE, &request.options.has_staff, N_("With what staff noted: star, chips, note, stage"), NULL },
    { "template", 0, 0, G_OPTION_ARG_FILENAME, &template, N_("The text of drafts; without it the program’s own"), N_("FILE") },
    { "mark", 0, 0, G_OPTION_ARG_FILENAME, &mark, N_("Note of whoever is written to that they stand at this stage, such as contacted"), N_("ID") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where to write; - is standard output"), N_("FILE") },
    { "lang", 0, 0, G_OPTION_ARG_FILENAME, &language, N_("The language of titles and choices"), N_("TAG") },
    G_OPTION_ENTRY_NULL,
  };
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  request.output = output;
  request.language = language;
  request.mark = mark;
  request.options.template_path = template;
  request.options.filter.event = event;
  request.options.filter.interest = interest;
  request.options.filter.stage = stage;
  request.options.filter.ids = wanted = make_ids (ids);
  if (!take_format (&request.options, format, preset) || !cli_check_event (event) || !cli_check_language (language) ||
      !take_choices (&request.options, choices) || !check_request (&request, choices))
    return CLI_USAGE;
  return run_export (cli, &request);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl list: one line per person. */
#include "config.h"

#include "base/fair-text.h"
#include "cli-output.h"
#include "cli.h"
#include "export/fair-json-export.h"
#include "store/people/fair-people-query.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  FairStore *store;
  const char *event;
  const char *search; /* (nullable) */
  GStrv words;        /* of it */
  GStrv school;       /* of what it is as a school: "Mt Sinai" is Mount Sinai */
  gboolean json;
  FairTimeZones *zones; /* (nullable): of what is not JSON, whose times are the data's */
  GString *line;
} List;

static gboolean
is_wanted (const List        *list,
           const FairVersion *version)
{
  const FairLine line = { .version = *version };
  g_autoptr (GString) made = NULL;
  FairPersonText text;

  if (list->event != NULL && !g_str_equal (version->event, list->event))
    return FALSE;
  if (list->search == NULL)
    return TRUE;
  made = g_string_new (NULL);
  fair_person_text_map (&line, made, fair_store_get_school_names (list->store));
  memcpy (&text, made->str, sizeof text);
  text.text = made->str + sizeof text;
  return fair_person_text_matches (&text, (const char *const *) list->words) ||
         (list->school != NULL && fair_person_text_matches (&text, (const char *const *) list->school));
}

static void
append_column (GString    *line,
               const char *text,
               char        end)
{
  g_autofree char *clean = cli_clean (text != NULL ? text : "", ' ');

  g_string_append (line, clean);
  g_string_append_c (line, end);
}

static void
append_person (const List        *list,
               const FairVersion *version)
{
  GString *line = list->line;
  g_autofree char *at = fair_time_zones_localize (list->zones, version->event, version->at);
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (fair_version_get_answers (version));
  g_autofree char *name = fair_answers_dup_person_name (answers);

  append_column (line, version->id, '\t');
  append_column (line, at, '\t');
  append_column (line, name, '\t');
  append_column (line, fair_answers_get_text (answers, "email"), '\t');
  append_column (line, fair_answers_get_text (answers, "medical_school"), '\t');
  append_column (line, version->event, fair_version_is_unfinished (version) ? '\t' : '\n');
  if (fair_version_is_unfinished (version))
    g_string_append (line, FAIR_UNFINISHED "\n");
}

static gboolean
list_version (const FairVersion  *version,
             gpointer           user_data,
             GError           **error)
{
  List *list = user_data;

  if (!is_wanted (list, version))
    return TRUE;
  g_string_truncate (list->line, 0);
  if (list->json)
    {
      if (!fair_json_append_line (list->line, list->store, yyjson_doc_get_root (version->doc), error))
        return FALSE;
      g_string_append_c (list->line, '\n');
    }
  else
    {
      append_person (list, version);
    }
  cli_print_bytes (list->line->str, list->line->len);
  if (!cli_output_failed ())
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  return FALSE;
}

static void
take_search (List *list)
{
  const char *name = fair_school_names_get (fair_store_get_school_names (list->store), list->search);

  list->words = fair_text_fold_words (list->search);
  list->school = name != NULL ? fair_text_fold_words (name) : NULL;
}

static CliStatus
run_list (Cli  *cli,
          List *list)
{
  g_autoptr (FairStore) store = cli_open_store (cli);
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (FairProgram) program = NULL;
  g_autoptr (FairTimeZones) zones = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return CLI_FAILED;
  report = fair_read_report_new ();
  if (!list->json || list->search != NULL)
    program = cli_tell_program (cli, store);
  if (!list->json)
    list->zones = zones = cli_get_time_zones (program);
  list->store = store;
  list->line = line;
  if (list->search != NULL)
    take_search (list);
  if (fair_store_foreach (store, list_version, list, report, NULL, &error))
    return cli_end_reading (store, report);
  if (!cli_output_failed ())
    cli_say ("%s", error->message);
  return CLI_FAILED;
}

CliStatus
cli_list (Cli              *cli,
          const CliCommand *command,
          GStrv             arguments)
{
  g_autofree char *event = NULL;
  g_autofree char *search = NULL;
  g_auto (GStrv) operands = NULL;
  List list = { 0 };
  const GOptionEntry entries[] = {
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &event, N_("Only the people of this fair"), N_("ID") },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &search, N_("Only people in whose answers or notes all these words occur"),
      N_("TEXT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &list.json, N_("One JSON object per line"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  if (!cli_check_event (event))
    return CLI_USAGE;
  if (search != NULL && !g_utf8_validate (search, -1, NULL))
    return cli_usage_error (_("the text to search for is not UTF-8"));

  list.event = event;
  list.search = search;
  status = run_list (cli, &list);
  g_strfreev (list.words);
  g_strfreev (list.school);
  return status;
}

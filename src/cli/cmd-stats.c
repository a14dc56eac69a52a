/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl stats: how many signed up, by fair, day, hour, school and interest. */
#include "config.h"

#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "desk/fair-stats.h"
#include <glib/gi18n.h>
#include <string.h>

/* Names of columns and members, for programs: not translated. */
static const char *const names[FAIR_STATS_N] = {
  [FAIR_STATS_EVENT] = "event", [FAIR_STATS_TIME_ZONE] = "time_zone", [FAIR_STATS_DAY] = "day",
  [FAIR_STATS_HOUR] = "hour",   [FAIR_STATS_SCHOOL] = "school",       [FAIR_STATS_INTEREST] = "interest",
};

static void
print_table (const FairStats *stats,
             FairStatsBy      by)
{
  g_autoptr (GArray) list = fair_stats_list (stats, by);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);
      g_autofree char *name = cli_clean (*count->name != '\0' ? count->name : "(none)", ' ');

      cli_print ("%s\t%s\t%" G_GUINT64_FORMAT "\n", names[by], name, count->count);
    }
}

static void
print_tables (const FairStats      *stats,
              const FairReadReport *report)
{
  cli_print ("people\t(all)\t%" G_GUINT64_FORMAT "\n", fair_stats_get_people (stats));
  cli_print ("%s\t(all)\t%" G_GUINT64_FORMAT "\n", FAIR_UNFINISHED, report->n_unfinished);
  for (guint by = 0; by < FAIR_STATS_N; by++)
    print_table (stats, by);
}

static void
add_member (yyjson_mut_doc  *doc,
            yyjson_mut_val  *root,
            const FairStats *stats,
            FairStatsBy      by)
{
  yyjson_mut_val *object = yyjson_mut_obj_add_obj (doc, root, names[by]);
  g_autoptr (GArray) list = fair_stats_list (stats, by);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);

      yyjson_mut_obj_add_uint (doc, object, count->name, count->count);
    }
}

static void
print_json (const FairStats      *stats,
            const FairReadReport *report)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *json = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_uint (doc, root, "people", fair_stats_get_people (stats));
  yyjson_mut_obj_add_uint (doc, root, FAIR_UNFINISHED, report->n_unfinished);
  for (guint by = 0; by < FAIR_STATS_N; by++)
    add_member (doc, root, stats, by);
  json = yyjson_mut_write (doc, YYJSON_WRITE_PRETTY_TWO_SPACES, NULL);
  cli_print ("%s\n", json);
}

CliStatus
cli_stats (Cli              *cli,
           const CliCommand *command,
           GStrv             arguments)
{
  gboolean json = FALSE;
  g_auto (GStrv) operands = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("As one JSON object"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (FairProgram) program = NULL;
  g_autoptr (FairTimeZones) zones = NULL;
  g_autoptr (FairStats) stats = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  report = fair_read_report_new ();
  program = cli_tell_program (cli, store);
  zones = cli_get_time_zones (program);
  stats = fair_stats_collect (store, NULL, zones, report, NULL, &error);
  if (stats == NULL)
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  if (json)
    print_json (stats, report);
  else
    print_tables (stats, report);
  return cli_end_reading (store, report);
}

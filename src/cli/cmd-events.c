/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl events: the fairs that the program and the journal know, and how many signed up at each. */
#include "config.h"

#include "cli-output.h"
#include "cli.h"
#include "desk/fair-stats.h"

static GHashTable *
count_events (const FairStats *stats)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) list = fair_stats_list (stats, NULL, FAIR_STATS_EVENT);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);

      g_hash_table_insert (counts, (char *) count->name, GSIZE_TO_POINTER (count->count));
    }
  return counts;
}

static gsize
take_count (GHashTable *counts,
            const char *event)
{
  gsize count = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, event));

  g_hash_table_remove (counts, event);
  return count;
}

static void
print_event (const char *id,
             const char *name,
             gsize       count)
{
  g_autofree char *clean_id = cli_clean (id, ' ');
  g_autofree char *clean_name = cli_clean (name, ' ');

  cli_print ("%s\t%s\t%" G_GSIZE_FORMAT "\n", clean_id, clean_name, count);
}

static void
print_program_events (FairProgram *program,
                      GHashTable  *counts)
{
  for (guint i = 0; i < program->events->len; i++)
    {
      const FairEvent *event = g_ptr_array_index (program->events, i);

      print_event (event->id, event->name, take_count (counts, event->id));
    }
}

static void
print_other_events (GHashTable *counts)
{
  gsize without = take_count (counts, "");
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (counts);

  g_ptr_array_sort_values (ids, (GCompareFunc) strcmp);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      print_event (id, "", GPOINTER_TO_SIZE (g_hash_table_lookup (counts, id)));
    }
  if (without > 0)
    print_event ("(none)", "", without);
}

static CliStatus
print_events (Cli        *cli,
              GHashTable *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairProgram) program = cli_load_program (cli, NULL, &error);

  if (program != NULL)
    print_program_events (program, counts);
  else
    cli_say ("%s", error->message);
  print_other_events (counts);
  return program != NULL ? CLI_DONE : CLI_REFUSED;
}

CliStatus
cli_events (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (FairTimeZones) zones = NULL;
  g_autoptr (FairStats) stats = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status, read;

  if (!cli_parse (cli, command, NULL, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  report = fair_read_report_new ();
  zones = fair_time_zones_new ();
  stats = fair_stats_collect (store, NULL, NULL, zones, report, NULL, &error);
  if (stats == NULL)
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  counts = count_events (stats);
  status = print_events (cli, counts);
  read = cli_end_reading (store, report);
  return MAX (status, read);
}

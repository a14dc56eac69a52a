/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl stats: how many signed up, by fair, hour and answer; and how much visitors looked at. */
#include "config.h"

#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "desk/fair-stats.h"
#include "visits/fair-visits.h"
#include <glib/gi18n.h>
#include <string.h>

/* Fields that were counted before others were, and what they are called here since then. */
static const char *const former[][2] = { { "medical_school", "school" }, { "interests", "interest" } };

typedef struct
{
  FairStats *stats;
  FairReadReport *report;
  FairProgram *program; /* (nullable) */
  FairTimeZones *zones;
  GPtrArray *visits; /* of FairVisitCount: by the hour */
  GPtrArray *totals; /* the same of all hours and fairs */
  yyjson_mut_doc *doc;
} Output;

/* Names of columns and members, for programs: not translated. */
static const char *
get_name (const Output *self,
          guint         by)
{
  const char *id = fair_stats_get_id (self->stats, by);

  for (gsize i = 0; by >= FAIR_STATS_N_FIXED && i < G_N_ELEMENTS (former); i++)
    if (g_str_equal (id, former[i][0]))
      return former[i][1];
  return id;
}

/* The fair is in front of what is of that fair alone. */
static void
print_row (const char *event,
           const char *name,
           const char *what,
           guint64     number)
{
  g_autofree char *fair = event != NULL ? cli_clean (*event != '\0' ? event : "(none)", ' ') : NULL;
  g_autofree char *clean = cli_clean (*what != '\0' ? what : "(none)", ' ');

  cli_print ("%s%s%s\t%s\t%" G_GUINT64_FORMAT "\n", fair != NULL ? fair : "", fair != NULL ? "/" : "", name, clean, number);
}

static void
print_table (const Output *self,
             const char   *event,
             guint         by)
{
  g_autoptr (GArray) list = fair_stats_list (self->stats, event, by);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);

      print_row (event, get_name (self, by), count->name, count->count);
    }
}

static char *
dup_local (const Output *self,
           const char   *event,
           gint64        hour)
{
  g_autofree char *utc = fair_time_format_utc (hour);

  return fair_time_zones_localize (self->zones, event, utc);
}

static void
print_fair (const Output *self,
            const char   *event,
            gboolean      is_one_of_several)
{
  g_autoptr (GArray) hours = fair_stats_list_hours (self->stats, event);

  for (guint i = 0; i < hours->len; i++)
    {
      const FairHourCount *hour = &g_array_index (hours, FairHourCount, i);
      g_autofree char *local = dup_local (self, event, hour->start);

      print_row (event, "hours", local, hour->count);
    }
  for (guint by = FAIR_STATS_LANGUAGE; is_one_of_several && by < fair_stats_get_n (self->stats); by++)
    print_table (self, event, by);
}

/* What was there before is first, as it was. */
static void
print_tables (const Output *self)
{
  g_autoptr (GArray) events = fair_stats_list (self->stats, NULL, FAIR_STATS_EVENT);

  print_row (NULL, "people", "(all)", fair_stats_get_people (self->stats, NULL));
  print_row (NULL, FAIR_UNFINISHED, "(all)", self->report->n_unfinished);
  for (guint by = 0; by < FAIR_STATS_LANGUAGE; by++)
    print_table (self, NULL, by);
  for (gsize i = 0; i < G_N_ELEMENTS (former); i++)
    print_table (self, NULL, fair_stats_find (self->stats, former[i][0]));
  for (guint by = FAIR_STATS_LANGUAGE; by < fair_stats_get_n (self->stats); by++)
    if (g_str_equal (get_name (self, by), fair_stats_get_id (self->stats, by)))
      print_table (self, NULL, by);
  for (guint i = 0; i < events->len; i++)
    print_fair (self, g_array_index (events, FairCount, i).name, events->len > 1);
  for (guint i = 0; i < self->totals->len; i++)
    {
      const FairVisitCount *count = g_ptr_array_index (self->totals, i);

      print_row (NULL, fair_visit_kind_get_name (count->kind), count->id, count->n);
    }
}

static void
add_counts (const Output   *self,
            yyjson_mut_val *object,
            const char     *name,
            const char     *event,
            guint           by)
{
  yyjson_mut_val *counts = yyjson_mut_obj_add_obj (self->doc, object, name);
  g_autoptr (GArray) list = fair_stats_list (self->stats, event, by);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);

      yyjson_mut_obj_add_uint (self->doc, counts, count->name, count->count);
    }
}

static void
add_labels (const Output   *self,
            yyjson_mut_val *field,
            guint           by)
{
  yyjson_mut_val *labels = yyjson_mut_obj_add_obj (self->doc, field, "labels");
  g_autoptr (GArray) list = fair_stats_list (self->stats, NULL, by);

  for (guint i = 0; i < list->len; i++)
    {
      const FairCount *count = &g_array_index (list, FairCount, i);

      if (count->label != count->name)
        yyjson_mut_obj_add_str (self->doc, labels, count->name, count->label);
    }
}

static void
add_fields (const Output   *self,
            yyjson_mut_val *root)
{
  yyjson_mut_val *fields = yyjson_mut_obj_add_obj (self->doc, root, "fields");

  for (guint by = FAIR_STATS_N_FIXED; by < fair_stats_get_n (self->stats); by++)
    {
      yyjson_mut_val *field = yyjson_mut_obj_add_obj (self->doc, fields, fair_stats_get_id (self->stats, by));
      const char *title = fair_stats_get_title (self->stats, by);

      if (title != NULL)
        yyjson_mut_obj_add_str (self->doc, field, "title", title);
      add_counts (self, field, "counts", NULL, by);
      add_labels (self, field, by);
    }
}

static void
add_hours (const Output   *self,
           yyjson_mut_val *fair,
           const char     *event)
{
  yyjson_mut_val *object = yyjson_mut_obj_add_obj (self->doc, fair, "hours");
  g_autoptr (GArray) hours = fair_stats_list_hours (self->stats, event);

  for (guint i = 0; i < hours->len; i++)
    {
      const FairHourCount *hour = &g_array_index (hours, FairHourCount, i);
      g_autofree char *local = dup_local (self, event, hour->start);

      yyjson_mut_obj_add (object, yyjson_mut_strcpy (self->doc, local), yyjson_mut_uint (self->doc, hour->count));
    }
}

static void
add_fair (const Output   *self,
          yyjson_mut_val *fairs,
          const char     *event)
{
  const FairEvent *known = self->program != NULL ? fair_program_find_event (self->program, event) : NULL;
  yyjson_mut_val *fair = yyjson_mut_obj_add_obj (self->doc, fairs, event), *fields;

  yyjson_mut_obj_add_str (self->doc, fair, "name", known != NULL ? known->name : "");
  yyjson_mut_obj_add_str (self->doc, fair, "time_zone", fair_time_zones_get_name (self->zones, event));
  yyjson_mut_obj_add_uint (self->doc, fair, "people", fair_stats_get_people (self->stats, event));
  add_hours (self, fair, event);
  add_counts (self, fair, "language", event, FAIR_STATS_LANGUAGE);
  fields = yyjson_mut_obj_add_obj (self->doc, fair, "fields");
  for (guint by = FAIR_STATS_N_FIXED; by < fair_stats_get_n (self->stats); by++)
    add_counts (self, fields, fair_stats_get_id (self->stats, by), event, by);
}

static void
add_fairs (const Output   *self,
           yyjson_mut_val *root)
{
  yyjson_mut_val *fairs = yyjson_mut_obj_add_obj (self->doc, root, "fairs");
  g_autoptr (GArray) events = fair_stats_list (self->stats, NULL, FAIR_STATS_EVENT);

  for (guint i = 0; i < events->len; i++)
    add_fair (self, fairs, g_array_index (events, FairCount, i).name);
}

static gboolean
is_of (const FairVisitCount *count,
       const FairVisitCount *other)
{
  return count->hour == other->hour && g_str_equal (count->event, other->event);
}

/* Those of one hour at one fair, from @from on. Kinds of which there is nothing stand there as well. Returns where the next hour begins. */
static guint
add_kinds (const Output    *self,
           yyjson_mut_val  *object,
           const GPtrArray *counts,
           guint            from)
{
  yyjson_mut_val *kinds[FAIR_VISIT_N_KINDS];

  for (guint kind = 0; kind < FAIR_VISIT_N_KINDS; kind++)
    kinds[kind] = yyjson_mut_obj_add_obj (self->doc, object, fair_visit_kind_get_name (kind));
  for (guint i = from; i < counts->len; i++)
    {
      const FairVisitCount *count = g_ptr_array_index (counts, i);

      if (!is_of (count, counts->pdata[from]))
        return i;
      yyjson_mut_obj_add_uint (self->doc, kinds[count->kind], count->id, count->n);
    }
  return counts->len;
}

static void
add_visits (const Output   *self,
            yyjson_mut_val *root)
{
  yyjson_mut_val *visits = yyjson_mut_obj_add_obj (self->doc, root, "visits"), *hours;

  add_kinds (self, visits, self->totals, 0);
  hours = yyjson_mut_obj_add_arr (self->doc, visits, "hours");
  for (guint i = 0; i < self->visits->len;)
    {
      const FairVisitCount *count = g_ptr_array_index (self->visits, i);
      g_autofree char *local = dup_local (self, count->event, count->hour);
      yyjson_mut_val *hour = yyjson_mut_arr_add_obj (self->doc, hours);

      yyjson_mut_obj_add_str (self->doc, hour, "event", count->event);
      yyjson_mut_obj_add_strcpy (self->doc, hour, "hour", local);
      i = add_kinds (self, hour, self->visits, i);
    }
}

static void
print_json (Output *self)
{
  g_autoptr (yyjson_mut_doc) doc = self->doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *json = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_uint (doc, root, "people", fair_stats_get_people (self->stats, NULL));
  yyjson_mut_obj_add_uint (doc, root, FAIR_UNFINISHED, self->report->n_unfinished);
  for (guint by = 0; by < FAIR_STATS_LANGUAGE; by++)
    add_counts (self, root, get_name (self, by), NULL, by);
  for (gsize i = 0; i < G_N_ELEMENTS (former); i++)
    add_counts (self, root, former[i][1], NULL, fair_stats_find (self->stats, former[i][0]));
  add_counts (self, root, get_name (self, FAIR_STATS_LANGUAGE), NULL, FAIR_STATS_LANGUAGE);
  add_fields (self, root);
  add_fairs (self, root);
  add_visits (self, root);
  json = yyjson_mut_write (doc, YYJSON_WRITE_PRETTY_TWO_SPACES, NULL);
  cli_print ("%s\n", json);
}

/* Of @event, or with NULL of all fairs. */
static FairVisitCounts *
load_visits (FairStore  *store,
             const char *event,
             CliStatus  *status)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free), list = NULL;
  g_autoptr (FairVisitCounts) all = fair_visits_load (store, problems);
  FairVisitCounts *wanted = fair_visit_counts_new ();

  for (guint i = 0; i < problems->len; i++)
    cli_say ("%s", (const char *) g_ptr_array_index (problems, i));
  *status = problems->len > 0 ? CLI_REFUSED : CLI_DONE;
  list = fair_visit_counts_list (all);
  for (guint i = 0; i < list->len; i++)
    {
      const FairVisitCount *count = g_ptr_array_index (list, i);

      if (event == NULL || g_str_equal (count->event, event))
        fair_visit_counts_add (wanted, count->hour, count->event, count->kind, count->id, count->n);
    }
  return wanted;
}

static FairVisitCounts *
sum_up (const GPtrArray *list)
{
  FairVisitCounts *totals = fair_visit_counts_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const FairVisitCount *count = g_ptr_array_index (list, i);

      fair_visit_counts_add (totals, 0, "", count->kind, count->id, count->n);
    }
  return totals;
}

static CliStatus
count (Cli        *cli,
       FairStore  *store,
       const char *event,
       gboolean    json)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairProgram) program = cli_tell_program (cli, store);
  g_autoptr (FairTimeZones) zones = cli_get_time_zones (program);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStats) stats =
    fair_stats_collect (store, program != NULL ? program->form : NULL, event, zones, report, NULL, &error);
  g_autoptr (FairVisitCounts) visits = NULL, totals = NULL;
  g_autoptr (GPtrArray) visits_list = NULL, totals_list = NULL;
  Output output = { stats, report, program, zones, NULL, NULL, NULL };
  CliStatus status, read;

  if (stats == NULL)
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  visits = load_visits (store, event, &status);
  output.visits = visits_list = fair_visit_counts_list (visits);
  totals = sum_up (output.visits);
  output.totals = totals_list = fair_visit_counts_list (totals);
  if (json)
    print_json (&output);
  else
    print_tables (&output);
  read = cli_end_reading (store, report);
  return MAX (status, read);
}

CliStatus
cli_stats (Cli              *cli,
           const CliCommand *command,
           GStrv             arguments)
{
  gboolean json = FALSE;
  g_autofree char *event = NULL;
  g_auto (GStrv) operands = NULL;
  const GOptionEntry entries[] = {
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &event, N_("Only the people and the visits of this fair"), N_("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("As one JSON object"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (FairStore) store = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  if (!cli_check_event (event))
    return CLI_USAGE;
  store = cli_open_store (cli);
  return store != NULL ? count (cli, store, event, json) : CLI_FAILED;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl laptops: each laptop that was ever seen; and what this one is called. */
#include "config.h"

#include "base/fair-json.h"
#include "base/fair-time-zones.h"
#include "cli-output.h"
#include "cli.h"
#include "collect/fair-laptop-name.h"
#include "collect/fair-laptops.h"
#include <glib/gi18n.h>
#include <inttypes.h>

/* Returns: (transfer full): "" if it never was */
static char *
dup_time (FairTimeZones *zones,
          gint64         ms)
{
  g_autofree char *utc = ms != 0 ? fair_time_format_utc (ms) : NULL;

  if (utc == NULL || zones == NULL)
    return utc != NULL ? g_steal_pointer (&utc) : g_strdup ("");
  return fair_time_zones_localize (zones, "", utc);
}

static char *
join_events (const FairLaptop *laptop)
{
  g_autoptr (GString) events = g_string_new (NULL);

  for (char **event = laptop->events; *event != NULL; event++)
    g_string_append_printf (events, "%s%s", events->len > 0 ? " " : "", **event != '\0' ? *event : "(none)");
  return cli_clean (events->str, ' ');
}

static void
print_laptop (const FairLaptop *laptop,
              FairTimeZones    *zones)
{
  g_autofree char *name = cli_clean (laptop->name != NULL ? laptop->name : "", ' ');
  g_autofree char *events = join_events (laptop);
  g_autofree char *first = dup_time (zones, laptop->first), *last = dup_time (zones, laptop->last);
  g_autofree char *collected = laptop->is_own ? g_strdup (_("this laptop")) : dup_time (zones, laptop->collected);

  cli_print ("%s\t%s\t%" PRIu64 "\t%s\t%s\t%s\t%s\n", laptop->device, name, laptop->n_people, events, first, last, collected);
  if (laptop->n_ahead > 0)
    cli_say (_("note: the clock of laptop %s %s was a day ahead, or more: %" PRIu64 " of its time stamps"), laptop->device, name,
             laptop->n_ahead);
  if (laptop->n_behind > 0)
    cli_say (_("note: the clock of laptop %s %s was not set: %" PRIu64 " of its time stamps"), laptop->device, name,
             laptop->n_behind);
  if (laptop->n_set_back > 0)
    cli_say (_("note: the clock of laptop %s %s was set back, or was behind: %" PRIu64 " sign-ups"), laptop->device, name,
             laptop->n_set_back);
}

static void
add_time (yyjson_mut_doc *doc,
          yyjson_mut_val *object,
          const char     *member,
          gint64          ms)
{
  g_autofree char *time = dup_time (NULL, ms);

  if (ms != 0)
    yyjson_mut_obj_add_strcpy (doc, object, member, time);
}

static void
add_laptop (yyjson_mut_doc   *doc,
            yyjson_mut_val   *root,
            const FairLaptop *laptop)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, root), *events;

  yyjson_mut_obj_add_str (doc, object, "device", laptop->device);
  if (laptop->name != NULL)
    yyjson_mut_obj_add_str (doc, object, "name", laptop->name);
  yyjson_mut_obj_add_bool (doc, object, "own", laptop->is_own);
  yyjson_mut_obj_add_uint (doc, object, "people", laptop->n_people);
  yyjson_mut_obj_add_uint (doc, object, FAIR_UNFINISHED, laptop->n_unfinished);
  events = yyjson_mut_obj_add_arr (doc, object, "events");
  for (char **event = laptop->events; *event != NULL; event++)
    yyjson_mut_arr_add_str (doc, events, *event);
  yyjson_mut_obj_add_uint (doc, object, "lines", laptop->n_lines);
  add_time (doc, object, "first", laptop->first);
  add_time (doc, object, "last", laptop->last);
  yyjson_mut_obj_add_uint (doc, object, "ahead", laptop->n_ahead);
  yyjson_mut_obj_add_uint (doc, object, "behind", laptop->n_behind);
  yyjson_mut_obj_add_uint (doc, object, "set_back", laptop->n_set_back);
  add_time (doc, object, "collected", laptop->collected);
  if (laptop->collected != 0)
    yyjson_mut_obj_add_uint (doc, object, "sign_ups", laptop->n_collected);
  if (laptop->file != NULL)
    yyjson_mut_obj_add_str (doc, object, "file", laptop->file);
}

static void
print_json (const GPtrArray *laptops)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_arr (doc);
  char *json;

  yyjson_mut_doc_set_root (doc, root);
  for (guint i = 0; i < laptops->len; i++)
    add_laptop (doc, root, g_ptr_array_index (laptops, i));
  json = yyjson_mut_write (doc, YYJSON_WRITE_PRETTY_TWO_SPACES, NULL);
  cli_print ("%s\n", json);
  free (json);
}

static CliStatus
print_laptops (FairStore *store,
               gboolean   as_json)
{
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) laptops = fair_laptops_load (store, NULL, &error);

  if (laptops == NULL)
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  if (as_json)
    print_json (laptops);
  for (guint i = 0; !as_json && i < laptops->len; i++)
    print_laptop (g_ptr_array_index (laptops, i), zones);
  return CLI_DONE;
}

static CliStatus
set_name (FairStore  *store,
          const char *name)
{
  g_autoptr (GError) error = NULL;

  if (fair_laptop_set_name (store, name, &error))
    {
      cli_note_change ();
      return CLI_DONE;
    }
  cli_say ("%s", error->message);
  return cli_failure (error);
}

CliStatus
cli_laptops (Cli              *cli,
             const CliCommand *command,
             GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *name = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("What this laptop shall be called from now on"), N_("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (FairStore) store = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  status = name != NULL ? set_name (store, name) : CLI_DONE;
  return status == CLI_DONE ? print_laptops (store, as_json) : status;
}

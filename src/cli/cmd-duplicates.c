/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl duplicates: sign-ups that may be of the same person. */
#include "config.h"

#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "desk/fair-duplicates.h"
#include <glib/gi18n.h>

/* For programs: not translated. */
static const char *const reasons[] = {
  [FAIR_DUPLICATE_EMAIL] = "email",
  [FAIR_DUPLICATE_NAME] = "name",
};

static void
print_group (const FairDuplicateGroup *group,
             const FairTimeZones      *zones,
             guint                     number)
{
  for (guint i = 0; i < group->people->len; i++)
    {
      const FairDuplicatePerson *person = g_ptr_array_index (group->people, i);
      g_autofree char *at = fair_time_zones_localize (zones, person->event, person->at);
      g_autofree char *name = cli_clean (person->name, ' ');
      g_autofree char *email = cli_clean (person->email, ' ');
      g_autofree char *school = cli_clean (person->school, ' ');

      cli_print ("%u\t%s\t%s\t%s\t%s\t%s\t%s%s\n", number, reasons[group->reason], person->id, at, name, email, school,
                 person->unfinished ? "\t" FAIR_UNFINISHED : "");
    }
}

static void
print_group_as_json (const FairDuplicateGroup *group)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_val *people;
  g_autofree char *json = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "reason", reasons[group->reason]);
  people = yyjson_mut_obj_add_arr (doc, root, "people");
  for (guint i = 0; i < group->people->len; i++)
    {
      const FairDuplicatePerson *person = g_ptr_array_index (group->people, i);
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, people);

      yyjson_mut_obj_add_str (doc, object, "id", person->id);
      yyjson_mut_obj_add_str (doc, object, "at", person->at);
      yyjson_mut_obj_add_str (doc, object, "name", person->name);
      yyjson_mut_obj_add_str (doc, object, "email", person->email);
      yyjson_mut_obj_add_str (doc, object, "medical_school", person->school);
      if (person->unfinished)
        yyjson_mut_obj_add_true (doc, object, FAIR_UNFINISHED);
    }
  json = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  cli_print ("%s\n", json);
}

static void
print_groups (FairProgram *program,
              GPtrArray   *groups,
              gboolean     json)
{
  g_autoptr (FairTimeZones) zones = json ? NULL : cli_get_time_zones (program);

  for (guint i = 0; i < groups->len; i++)
    {
      if (json)
        print_group_as_json (g_ptr_array_index (groups, i));
      else
        print_group (g_ptr_array_index (groups, i), zones, i + 1);
    }
}

CliStatus
cli_duplicates (Cli              *cli,
                const CliCommand *command,
                GStrv             arguments)
{
  gboolean json = FALSE;
  g_auto (GStrv) operands = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("One JSON object per group"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairReadReport) report = NULL;
  g_autoptr (FairProgram) program = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 0, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  report = fair_read_report_new ();
  program = cli_tell_program (cli, store);
  groups = fair_store_find_duplicates (store, report, NULL, &error);
  if (groups == NULL)
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  print_groups (program, groups, json);
  return cli_end_reading (store, report);
}

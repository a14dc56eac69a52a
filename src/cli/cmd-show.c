/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl show: one sign-up in full. */
#include "config.h"

#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "store/people/fair-people-read.h"

/* In the place of a wording's id: {"wording":"<id>","lang":"en","text":"…"}, as exports have it. */
static void
spell_out_wordings (FairStore      *store,
                    yyjson_mut_doc *doc)
{
  yyjson_mut_val *agreed = yyjson_mut_obj_get (yyjson_mut_doc_get_root (doc), "agreed");
  yyjson_mut_obj_iter fields = yyjson_mut_obj_iter_with (agreed);
  yyjson_mut_val *field;

  while ((field = yyjson_mut_obj_iter_next (&fields)) != NULL)
    {
      yyjson_mut_val *id = yyjson_mut_obj_iter_get_val (field);
      g_autofree char *line = yyjson_mut_is_str (id) ? fair_store_dup_wording (store, yyjson_mut_get_str (id), NULL) : NULL;
      g_auto (FairVersion) wording = { 0 };
      yyjson_mut_val *object = yyjson_mut_obj (doc);

      if (line == NULL || !fair_line_decode (line, strlen (line), NULL, &wording, NULL))
        continue;
      yyjson_mut_obj_add_strcpy (doc, object, "wording", wording.id);
      yyjson_mut_obj_add_strcpy (doc, object, "lang", wording.lang);
      yyjson_mut_obj_add_strcpy (doc, object, "text", wording.text);
      yyjson_mut_obj_replace (agreed, field, object);
    }
}

/* The journal's line without what only the journal needs; members of a newer version stay. */
static char *
make_pretty (FairStore   *store,
             const char  *line,
             GError     **error)
{
  static const char *const inner[] = { "v", "op", "crc" };
  g_autoptr (yyjson_doc) doc = fair_json_read_line (line, strlen (line), NULL, error);
  g_autoptr (yyjson_mut_doc) copy = NULL;

  if (doc == NULL)
    return NULL;
  copy = yyjson_doc_mut_copy (doc, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    yyjson_mut_obj_remove_key (yyjson_mut_doc_get_root (copy), inner[i]);
  spell_out_wordings (store, copy);
  return yyjson_mut_write (copy, YYJSON_WRITE_PRETTY_TWO_SPACES, NULL);
}

CliStatus
cli_show (Cli              *cli,
          const CliCommand *command,
          GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *pretty = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 1, 1, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  line = fair_store_find_line (store, operands[0], &error);
  if (line != NULL)
    pretty = make_pretty (store, line, &error);
  if (pretty == NULL)
    {
      cli_say ("%s", error->message);
      return CLI_FAILED;
    }
  cli_print ("%s\n", pretty);
  return CLI_DONE;
}

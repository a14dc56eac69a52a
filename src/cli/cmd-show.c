/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl show: one sign-up in full. */
#include "config.h"

#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "export/fair-json-export.h"
#include "store/people/fair-people-read.h"

static char *
make_pretty (FairStore   *store,
             const char  *line,
             GError     **error)
{
  g_autoptr (yyjson_doc) doc = fair_json_read_line (line, strlen (line), NULL, error);
  g_autoptr (yyjson_doc) spelled_out = NULL;
  g_autoptr (GString) json = g_string_new (NULL);

  if (doc == NULL || !fair_json_append_line (json, store, yyjson_doc_get_root (doc), error))
    return NULL;
  spelled_out = yyjson_read (json->str, json->len, YYJSON_READ_NOFLAG);
  return yyjson_write (spelled_out, YYJSON_WRITE_PRETTY_TWO_SPACES, NULL);
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

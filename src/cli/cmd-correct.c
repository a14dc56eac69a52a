/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl correct: a further version of a sign-up, from an object of the answers that change. */
#include "config.h"

#include "base/fair-file-kind.h"
#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "kiosk/fair-unfinished.h"
#include "store/change/fair-correct.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BYTE_ORDER_MARK "\357\273\277"

static const char *
get_input_name (const char *file)
{
  return g_str_equal (file, "-") ? _("standard input") : file;
}

/* Reads at most one byte more than a line may have: too much is refused by whoever parses it. */
static gboolean
read_all (int      fd,
          GString *text)
{
  while (text->len <= FAIR_JSON_MAX_LINE)
    {
      char block[4096];
      gssize n = read (fd, block, sizeof block);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return n == 0;
      g_string_append_len (text, block, n);
    }
  return TRUE;
}

static gboolean
read_file (const char *file,
           GString    *text)
{
  g_autofd int fd = g_str_equal (file, "-") ? dup (STDIN_FILENO) : g_open (file, O_RDONLY | O_CLOEXEC, 0);

  if (fd >= 0 && read_all (fd, text))
    return TRUE;
  cli_say ("%s: %s", get_input_name (file), g_strerror (errno));
  return FALSE;
}

static char *
explain_kind (const GString *text)
{
  FairFileKind kind = fair_file_kind_guess (text->str, MIN (text->len, FAIR_FILE_KIND_HEAD));

  if (kind == FAIR_FILE_LINES || kind == FAIR_FILE_JSON)
    return NULL;
  return fair_file_kind_explain (kind, _("give the answers that change as a JSON object, such as {\"phone\":\"+1 555 0100\"}"));
}

static FairAnswers *
read_changes (const char *file)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  FairAnswers *changes;

  if (!read_file (file, text))
    return NULL;
  reason = explain_kind (text);
  if (reason != NULL)
    {
      cli_say ("%s: %s", get_input_name (file), reason);
      return NULL;
    }
  if (g_str_has_prefix (text->str, BYTE_ORDER_MARK))
    g_string_erase (text, 0, sizeof BYTE_ORDER_MARK - 1);
  changes = fair_answers_new_from_json (text->str, text->len, &error);
  if (changes == NULL)
    cli_say ("%s: %s", get_input_name (file), error->message);
  return changes;
}

static FairProgram *
load_program (Cli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairProgram) program = cli_load_program (cli, NULL, &error);

  if (program == NULL)
    cli_say ("%s", error->message);
  else if (program->form == NULL)
    cli_say (_("%s: its form cannot be read; “fairctl check-program” says why"), program->folder);
  else
    return g_steal_pointer (&program);
  return NULL;
}

/* What was left unfinished stays that until it is whole. */
static CliStatus
settle (FairStore  *store,
        const char *id,
        FairForm   *form,
        gint64     *rev)
{
  g_autoptr (GError) error = NULL;
  gint64 settled = fair_unfinished_settle (store, id, form, &error);

  if (settled > *rev)
    {
      *rev = settled;
      cli_note_change ();
      cli_say (_("note: “%s” is complete now, and counts as signed up"), id);
    }
  if (settled > 0)
    return CLI_DONE;
  if (g_error_matches (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_ANSWERS))
    {
      cli_say (_("note: “%s” is still unfinished: %s"), id, error->message);
      return CLI_DONE;
    }
  cli_say (_("“%s” has these answers, but is still marked as unfinished; correct it once more: %s"), id, error->message);
  return CLI_REFUSED;
}

static CliStatus
correct (FairStore         *store,
         const char        *id,
         const FairAnswers *changes,
         FairForm          *form)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  gint64 rev = fair_store_correct (store, id, changes, form, &changed, &error);
  CliStatus status;

  if (rev == 0)
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  if (changed)
    cli_note_change ();
  status = settle (store, id, form, &rev);
  if (!cli_has_changed ())
    cli_say (_("note: “%s” has these answers already; nothing was changed"), id);
  cli_print ("%s %" G_GINT64_FORMAT "\n", id, rev);
  return status;
}

CliStatus
cli_correct (Cli              *cli,
             const CliCommand *command,
             GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairAnswers) changes = NULL;
  g_autoptr (FairProgram) program = NULL;
  g_autoptr (FairStore) store = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 2, 2, arguments, &operands, &status))
    return status;
  changes = read_changes (operands[1]);
  if (changes == NULL)
    return CLI_FAILED;
  program = load_program (cli);
  if (program == NULL)
    return CLI_FAILED;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  return correct (store, operands[0], changes, program->form);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl add: saves answers, one JSON object per line. A batch is what has already arrived, so that a pipe is quick and
 * nobody who types waits. */
#include "config.h"

#include "base/fair-file-kind.h"
#include "base/fair-json.h"
#include "cli-output.h"
#include "cli.h"
#include "form/fair-validation.h"
#include "import/fair-import-json.h"
#include "line-reader.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define BATCH_LINES 1000
#define BATCH_BYTES (512 * 1024)
/* Lines of standard input of which none is an object: none will be. */
#define LONG_TEXT 3

typedef struct
{
  FairProgram *program;
  FairForm *form;
  FairStore *store;
  const char *event;
  const char *language;
  char *input;        /* what messages call it */
  gboolean is_file;
  GPtrArray *answers; /* of FairAnswers: the batch */
  GArray *numbers;    /* of guint64: their lines */
  gsize n_bytes;
  guint64 n_lines;    /* that were not blank */
  guint64 n_saved;
  gboolean refused;
  CliStatus failure; /* how to end where nothing was saved */
} Add;

static void
add_clear (Add *self)
{
  g_clear_object (&self->program);
  g_clear_object (&self->store);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->input, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Add, add_clear)

static void
refuse (Add        *self,
        guint64     number,
        const char *reason)
{
  self->refused = TRUE;
  cli_say ("%s:%" PRIu64 ": %s", self->input, number, reason);
}

static FairAnswers *
read_answers (Add         *self,
              const char  *line,
              gsize        length,
              GError     **error)
{
  g_autoptr (FairAnswers) given = fair_answers_new_from_json (line, length, error);
  g_autoptr (FairAnswers) answers = NULL;

  if (given == NULL)
    return NULL;
  answers = fair_form_normalize (self->form, given);
  if (!fair_form_accept (self->form, answers, error))
    return NULL;
  return g_steal_pointer (&answers);
}

static gboolean
is_blank (const char *line,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
      return FALSE;
  return TRUE;
}

static void
skip_mark (const char **line,
           const char  *end)
{
  if (end - *line >= 3 && memcmp (*line, "\357\273\277", 3) == 0)
    *line += 3;
}

static void
take_line (Add              *self,
           const LineReader *reader)
{
  g_autoptr (GError) error = NULL;
  const char *line = reader->line;
  gsize length;
  FairAnswers *answers;

  skip_mark (&line, reader->line + reader->length);
  length = (gsize) (reader->line + reader->length - line);
  if (is_blank (line, length))
    return;

  self->n_lines++;
  answers = read_answers (self, line, length, &error);
  if (answers == NULL)
    {
      refuse (self, reader->number, error->message);
      return;
    }
  g_ptr_array_add (self->answers, answers);
  g_array_append_val (self->numbers, reader->number);
  self->n_bytes += length;
}

static gboolean
fail_at (Add          *self,
         guint         index,
         const GError *error)
{
  cli_say (_("%s:%" PRIu64 ": not saved, nor anything after it: %s"), self->input,
           g_array_index (self->numbers, guint64, index), error->message);
  self->failure = cli_failure (error);
  return FALSE;
}

/* What they agree to is kept in @consents. */
static FairDraft
make_draft (Add       *self,
            guint      index,
            GPtrArray *consents)
{
  GArray *agreed = fair_form_list_consents (self->form, g_ptr_array_index (self->answers, index));

  g_ptr_array_add (consents, agreed);
  return (FairDraft) {
    .event = self->event != NULL ? self->event : "",
    .form = fair_form_get_version_tag (self->form),
    .lang = self->language,
    .answers = g_ptr_array_index (self->answers, index),
    .consents = (const FairConsent *) (const void *) agreed->data,
    .n_consents = agreed->len,
  };
}

/* Who was saved must not be added again for want of an id. */
static void
say_unprinted (Add   *self,
               GStrv  ids,
               guint  first,
               gsize  n_printed)
{
  gsize length = 0;
  guint64 number = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      length += strlen (ids[i]) + 1;
      number = g_array_index (self->numbers, guint64, first + i);
      if (length > n_printed)
        cli_say (_("%s:%" PRIu64 ": saved as %s, which could not be printed: do not add it again"), self->input, number,
                 ids[i]);
    }
  cli_say (_("%s: %'" PRIu64 " saved in all; nothing after line %" PRIu64 " was"), self->input, self->n_saved, number);
}

static gboolean
print_ids (Add   *self,
           GStrv  ids,
           guint  first)
{
  g_autofree char *text = g_strjoinv ("\n", ids);
  g_autoptr (GString) lines = g_string_new (text);
  gsize n_printed;

  if (lines->len == 0)
    return TRUE;
  g_string_append_c (lines, '\n');
  n_printed = cli_write (lines->str, lines->len);
  if (n_printed == lines->len)
    return TRUE;
  say_unprinted (self, ids, first, n_printed);
  return FALSE;
}

static void
count_saved (Add   *self,
             guint  n)
{
  self->n_saved += n;
  if (n > 0)
    cli_note_change ();
}

/* Saves what is left of the batch from *done on, up to a line that is too long once it is in its frame. */
static gboolean
save_some (Add             *self,
           const FairDraft *drafts,
           guint           *done)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  guint first = *done;
  gboolean saved = fair_store_add_many (self->store, drafts + first, self->answers->len - first, &ids, &error);

  *done += g_strv_length (ids);
  count_saved (self, *done - first);
  if (!print_ids (self, ids, first))
    return FALSE;
  if (saved)
    return TRUE;
  if (!g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG))
    return fail_at (self, *done, error);
  refuse (self, g_array_index (self->numbers, guint64, (*done)++), error->message);
  return TRUE;
}

static gboolean
save_drafts (Add *self)
{
  g_autofree FairDraft *drafts = g_new (FairDraft, self->answers->len);
  g_autoptr (GPtrArray) consents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint done = 0;

  for (guint i = 0; i < self->answers->len; i++)
    drafts[i] = make_draft (self, i, consents);
  while (done < self->answers->len)
    if (!save_some (self, drafts, &done))
      return FALSE;
  return TRUE;
}

static gboolean
save_batch (Add *self)
{
  gboolean saved = save_drafts (self);

  g_ptr_array_set_size (self->answers, 0);
  g_array_set_size (self->numbers, 0);
  self->n_bytes = 0;
  return saved;
}

static gboolean
is_full (Add *self)
{
  return self->answers->len >= BATCH_LINES || self->n_bytes >= BATCH_BYTES;
}

static void
refuse_too_long (Add              *self,
                 const LineReader *reader)
{
  g_autofree char *reason = g_strdup_printf (_("the line is longer than %d KiB"), FAIR_JSON_MAX_LINE / 1024);

  refuse (self, reader->number, reason);
}

static CliStatus
end_early (Add *self)
{
  return self->n_saved > 0 ? CLI_REFUSED : self->failure;
}

static CliStatus
end_after_failed_read (Add *self,
                       int  number)
{
  if (save_batch (self))
    cli_say ("%s: %s", self->input, g_strerror (number));
  return end_early (self);
}

/* A line of a journal, or of an export as JSON Lines, is the first object. */
static gboolean
begins_with_sign_up (const char *text,
                     gsize       length)
{
  for (const char *at = text, *end = text + length, *next; at < end; at = next)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      g_autoptr (yyjson_doc) doc = NULL;

      next = newline != NULL ? newline + 1 : end;
      skip_mark (&at, next);
      doc = fair_json_read_line (at, (gsize) ((newline != NULL ? newline : end) - at), NULL, NULL);
      if (yyjson_is_obj (yyjson_doc_get_root (doc)))
        return fair_import_json_is_sign_up (yyjson_doc_get_root (doc));
    }
  return FALSE;
}

/* Whoever types is told line by line, and so is a program that says a word before it begins. */
static gboolean
is_long (const Add  *self,
         const char *text,
         gsize       length)
{
  guint n_lines = 0;

  for (gsize i = 0; i < length; i++)
    n_lines += text[i] == '\n';
  return self->is_file || n_lines >= LONG_TEXT;
}

static char *
explain_kind (const Add  *self,
              const char *text,
              gsize       length)
{
  FairFileKind kind = fair_file_kind_guess (text, MIN (length, FAIR_FILE_KIND_HEAD));

  if (kind == FAIR_FILE_LINES && begins_with_sign_up (text, length))
    return g_strdup (_("it has sign-ups as Fairbook keeps them; “fairctl import” merges them"));
  if (kind == FAIR_FILE_JSON)
    return fair_file_kind_explain (kind, _("put the answers of each person on a line of their own, as “jq -c '.[]'” does; "
                                           "what Fairbook has exported is for “fairctl import”"));
  if (kind == FAIR_FILE_LINES || kind == FAIR_FILE_EMPTY || (kind == FAIR_FILE_TEXT && !is_long (self, text, length)))
    return NULL;
  return fair_file_kind_explain (kind, _("give the answers of each person as a JSON object on a line of its own"));
}

/* What has arrived first tells whether it can be answers at all. */
static gboolean
check_kind (Add        *self,
            LineReader *reader)
{
  const char *text;
  gsize length;
  g_autofree char *reason = NULL;

  if (!line_reader_peek (reader, &text, &length))
    return TRUE;
  reason = explain_kind (self, text, length);
  if (reason != NULL)
    cli_say (_("%s: nothing was saved: %s"), self->input, reason);
  return reason == NULL;
}

static CliStatus
end_input (Add *self)
{
  if (!save_batch (self))
    return end_early (self);
  if (self->n_lines == 0 && !self->refused && self->is_file)
    cli_say (_("note: %s: there is nothing in it"), self->input);
  return self->refused ? CLI_REFUSED : CLI_DONE;
}

static CliStatus
save_all (Add *self,
          int  fd)
{
  g_auto (LineReader) reader = { 0 };

  line_reader_init (&reader, fd);
  if (!check_kind (self, &reader))
    return CLI_FAILED;
  for (;;)
    {
      switch (line_reader_next (&reader, self->answers->len == 0))
        {
        case LINE_READY:
          take_line (self, &reader);
          if (is_full (self) && !save_batch (self))
            return end_early (self);
          break;

        case LINE_TOO_LONG:
          refuse_too_long (self, &reader);
          break;

        case LINE_PENDING:
          if (!save_batch (self))
            return end_early (self);
          break;

        case LINE_FAILED:
          return end_after_failed_read (self, errno);

        case LINE_END:
        default:
          return end_input (self);
        }
    }
}

static gboolean
take_program (Add *self,
              Cli *cli)
{
  g_autoptr (GError) error = NULL;

  self->program = cli_load_program (cli, self->language, &error);
  if (self->program == NULL)
    {
      cli_say ("%s", error->message);
      return FALSE;
    }
  self->form = self->program->form;
  if (self->form == NULL)
    {
      cli_say (_("%s: its form cannot be read; “fairctl check-program” says why"), self->program->folder);
      return FALSE;
    }
  if (self->event != NULL && fair_program_find_event (self->program, self->event) == NULL)
    cli_say (_("note: the program knows no fair “%s”"), self->event);
  if (self->language == NULL)
    self->language = fair_form_get_language (self->form);
  return TRUE;
}

static int
open_input (Add        *self,
            const char *file)
{
  int fd;

  if (file == NULL || g_str_equal (file, "-"))
    {
      self->input = g_strdup (_("standard input"));
      return dup (STDIN_FILENO);
    }
  self->input = g_strdup (file);
  self->is_file = TRUE;
  fd = g_open (file, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    cli_say ("%s: %s", file, g_strerror (errno));
  return fd;
}

CliStatus
cli_add (Cli              *cli,
         const CliCommand *command,
         GStrv             arguments)
{
  g_autofree char *event = NULL;
  g_autofree char *language = NULL;
  g_auto (GStrv) operands = NULL;
  const GOptionEntry entries[] = {
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &event, N_("The fair where they signed up"), N_("ID") },
    { "lang", 0, 0, G_OPTION_ARG_FILENAME, &language, N_("The language in which they did"), N_("TAG") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (Add) add = { 0 };
  g_autofd int fd = -1;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 0, 1, arguments, &operands, &status))
    return status;
  if (!cli_check_event (event) || !cli_check_language (language))
    return CLI_USAGE;

  if (!cli_can_print ())
    {
      cli_say (_("nothing was saved, because the ids could not be printed"));
      return CLI_FAILED;
    }
  add.failure = CLI_FAILED;
  add.event = event;
  add.language = language;
  add.answers = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_answers_unref);
  add.numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  fd = open_input (&add, operands[0]);
  if (fd < 0 || !take_program (&add, cli))
    return CLI_FAILED;
  add.store = cli_open_store (cli);
  return add.store != NULL ? save_all (&add, fd) : CLI_FAILED;
}

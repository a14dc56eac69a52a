/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines of a file must go when a person is erased: the person's own, and damaged ones that mention the person. */
#include "config.h"

#include "base/fair-json.h"
#include "store/fair-erase-lines.h"
#include "store/fair-journal-line.h"
#include "store/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of what is too long to be a line is looked at at once, and how much of that again with what follows: more
 * than any address or name is long. */
#define BLOCK_SIZE (256 * 1024)
#define OVERLAP 4096

/* A line of a quarantine that is one of several: its neighbours continue the same bytes. */
typedef struct
{
  GArray *numbers; /* of guint64 */
  gboolean matched;
  goffset next;    /* where the next piece would begin */
  GByteArray *end; /* the last bytes, with which the next piece is looked at */
} Pieces;

typedef struct
{
  const FairFileOps *ops;
  FairJournalReader *reader;
  const char *path;
  const char *id;
  const FairMention *mention;
  gboolean is_journal;
  FairEraseLines *lines;
  Pieces pieces;
  GError *error; /* the first one */
} Search;

/**
 * fair_erase_lines_free:
 * @self: (transfer full): lines
 */
void
fair_erase_lines_free (FairEraseLines *self)
{
  g_array_unref (self->numbers);
  g_free (self);
}

/**
 * fair_erase_lines_must_go:
 * @self: lines
 * @number: the number of a line, from 1
 *
 * Returns: whether it is one of them
 */
gboolean
fair_erase_lines_must_go (const FairEraseLines *self,
                          guint64               number)
{
  gsize from = 0, to = self->numbers->len;

  while (from < to)
    {
      gsize middle = (from + to) / 2;
      guint64 found = g_array_index (self->numbers, guint64, middle);

      if (found == number)
        return TRUE;
      if (found < number)
        from = middle + 1;
      else
        to = middle;
    }
  return FALSE;
}

static gboolean
has_id (yyjson_val *object,
        const char *id)
{
  return g_strcmp0 (yyjson_get_str (yyjson_obj_get (object, "id")), id) == 0;
}

/* Bytes that are too long to be a line. Returns FALSE with `errno` set. */
static gboolean
look_into_range (const FairFileOps *ops,
                 int                fd,
                 const FairMention *mention,
                 FairMentionKind    kinds,
                 goffset            offset,
                 gsize              length,
                 gboolean          *found)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);

  *found = FALSE;
  for (gsize done = 0; done < length && !*found; done += BLOCK_SIZE - OVERLAP)
    {
      gssize n = fair_file_ops_pread_all (ops, fd, block, MIN (BLOCK_SIZE, length - done), offset + (goffset) done);

      if (n < 0)
        return FALSE;
      *found = fair_mention_is_in (mention, kinds, block, (gsize) n);
    }
  return TRUE;
}

static void
forget_pieces (Pieces *self)
{
  g_array_set_size (self->numbers, 0);
  g_byte_array_set_size (self->end, 0);
  self->matched = FALSE;
  self->next = -1;
}

/* Either all pieces of a line go or none. */
static void
finish_pieces (Search *self)
{
  Pieces *pieces = &self->pieces;

  if (pieces->matched)
    g_array_append_vals (self->lines->numbers, pieces->numbers->data, pieces->numbers->len);
  forget_pieces (pieces);
}

static void
take_piece (Search       *self,
            guint64       number,
            goffset       offset,
            const guchar *bytes,
            gsize         length)
{
  Pieces *pieces = &self->pieces;

  if (offset != pieces->next)
    finish_pieces (self);
  g_array_append_val (pieces->numbers, number);
  g_byte_array_append (pieces->end, bytes, (guint) length);
  pieces->matched = pieces->matched || fair_mention_is_in (self->mention, FAIR_MENTION_ANY,
                                                           (const char *) pieces->end->data, pieces->end->len);
  if (pieces->end->len > OVERLAP)
    g_byte_array_remove_range (pieces->end, 0, pieces->end->len - OVERLAP);
  pieces->next = offset + (goffset) length;
}

/* Where the value of a member begins, in a line that may be torn; or NULL. */
static const char *
find_value (const FairRawLine *line,
            const char        *key)
{
  const char *found = memmem (line->text, line->length, key, strlen (key));

  return found != NULL ? found + strlen (key) : NULL;
}

static goffset
parse_offset (const char *digits,
              const char *end)
{
  g_autofree char *text = digits != NULL ? g_strndup (digits, (gsize) (end - digits)) : NULL;

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* A line of a quarantine: {"v":1,…,"offset":4711,…,"bytes":"<base64>"}, whole or torn. */
static gboolean
take_quarantined (Search            *self,
                  const FairRawLine *line)
{
  const char *end = line->text + line->length;
  const char *base64 = find_value (line, "\"bytes\":\"");
  g_autofree char *text = base64 != NULL ? g_strndup (base64, (gsize) (end - base64)) : NULL;
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (text == NULL)
    return FALSE;
  text[strcspn (text, "\"")] = '\0';
  bytes = g_base64_decode (text, &length);
  take_piece (self, line->number, parse_offset (find_value (line, "\"offset\":"), end), bytes, length);
  self->pieces.matched = self->pieces.matched ||
                         fair_mention_is_in (self->mention, FAIR_MENTION_ANY, line->text, line->length);
  return TRUE;
}

static gboolean
is_bad_line_theirs (Search            *self,
                    const FairRawLine *line)
{
  gboolean found;

  if (line->text != NULL)
    return fair_mention_is_in (self->mention, FAIR_MENTION_ANY, line->text, line->length);
  if (!look_into_range (self->ops, fair_journal_reader_get_fd (self->reader), self->mention, FAIR_MENTION_ANY,
                        line->offset, line->length, &found))
    fair_store_error_set (self->error == NULL ? &self->error : NULL, self->path, _("The file could not be read"));
  return found;
}

/* A line of a newer version is somebody else's if it says so. */
static gboolean
is_unknown_line_theirs (Search           *self,
                        const FairRecord *record)
{
  yyjson_val *root = yyjson_doc_get_root (record->doc);

  if (yyjson_is_str (yyjson_obj_get (root, "id")))
    return has_id (root, self->id);
  return fair_mention_is_in (self->mention, FAIR_MENTION_ANY, record->line, record->length);
}

static gboolean
is_record_theirs (Search           *self,
                  const FairRecord *record)
{
  switch (record->op)
    {
    case FAIR_OP_UNKNOWN:
      return is_unknown_line_theirs (self, record);
    case FAIR_OP_ERASE:
      /* The journal gets a new one; elsewhere it does no harm. */
      if (!self->is_journal || !g_str_equal (record->id, self->id))
        return FALSE;
      self->lines->n_tombstones++;
      return TRUE;
    case FAIR_OP_PUT:
    default:
      return g_str_equal (record->id, self->id);
    }
}

static void
add_line (Search            *self,
          const FairRawLine *line,
          gboolean           must_go)
{
  finish_pieces (self);
  if (must_go)
    g_array_append_val (self->lines->numbers, line->number);
}

static void
take_line (Search            *self,
           const FairRawLine *line)
{
  g_auto (FairRecord) record = { 0 };

  if (line->text != NULL && fair_journal_line_decode (line->text, line->length, NULL, &record, NULL))
    add_line (self, line, is_record_theirs (self, &record));
  else if (self->is_journal || line->text == NULL || !take_quarantined (self, line))
    add_line (self, line, is_bad_line_theirs (self, line));
}

/* A file that is no journal may end without a newline: that is a line as well. */
static void
take_tail (Search  *self,
           guint64  number)
{
  FairEraseLines *lines = self->lines;
  FairRawLine line = { NULL, lines->tail_length, lines->tail_offset, number };
  g_autofree char *text = g_malloc (MIN (lines->tail_length, FAIR_JSON_MAX_LINE) + 1);

  if (lines->tail_length == 0)
    return;
  if (lines->tail_length <= FAIR_JSON_MAX_LINE &&
      fair_file_ops_pread_all (self->ops, fair_journal_reader_get_fd (self->reader), text, lines->tail_length,
                               lines->tail_offset) == (gssize) lines->tail_length)
    line.text = text;
  take_line (self, &line);
  finish_pieces (self);
  lines->tail = fair_erase_lines_must_go (lines, number);
}

static gboolean
search_all (Search  *self,
            GError **error)
{
  FairRawLine line = { 0 };
  guint64 number = 0;

  while (self->error == NULL && fair_journal_reader_next (self->reader, &line, &self->error))
    {
      take_line (self, &line);
      number = line.number;
      self->lines->tail_offset = line.offset + (goffset) line.length + 1;
    }
  finish_pieces (self);
  self->lines->tail_length = (gsize) (fair_journal_reader_get_end (self->reader) - self->lines->tail_offset);
  if (self->error == NULL)
    take_tail (self, number + 1);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, self->error);
  return FALSE;
}

/**
 * fair_erase_lines_find:
 * @ops: the operations
 * @reader: a reader at the beginning of the file
 * @path: the file, for errors
 * @id: the person's id
 * @mention: what to look for in lines that cannot be read
 * @is_journal: whether this is the journal itself, and not a copy, a quarantine or whatever lies beside it
 * @error: %FAIR_STORE_ERROR: why the file could not be read
 *
 * A sound line goes only if it is the person's own: whoever has the same name or address keeps theirs. Of what cannot
 * be read as a line of a journal, whatever mentions the person goes.
 *
 * Returns: (transfer full): the lines, or NULL with @error set
 */
FairEraseLines *
fair_erase_lines_find (const FairFileOps  *ops,
                       FairJournalReader  *reader,
                       const char         *path,
                       const char         *id,
                       const FairMention  *mention,
                       gboolean            is_journal,
                       GError            **error)
{
  g_autoptr (FairEraseLines) lines = g_new0 (FairEraseLines, 1);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GByteArray) end = g_byte_array_new ();
  Search search = { ops, reader, path, id, mention, is_journal, lines, { numbers, FALSE, -1, end }, NULL };

  lines->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (!search_all (&search, error))
    return NULL;
  return g_steal_pointer (&lines);
}

static void
learn_line (const FairRawLine *line,
            const char        *id,
            FairMention       *mention,
            FairHlc           *latest)
{
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *root;
  const char *time;
  FairHlc hlc;

  if (line->text == NULL || memmem (line->text, line->length, id, strlen (id)) == NULL)
    return;
  doc = fair_json_read_line (line->text, line->length, NULL, NULL);
  root = yyjson_doc_get_root (doc);
  if (!has_id (root, id))
    return;
  fair_mention_add_answers (mention, yyjson_obj_get (root, "answers"));
  time = yyjson_get_str (yyjson_obj_get (root, "hlc"));
  if (time != NULL && fair_hlc_parse (time, strlen (time), &hlc) && fair_hlc_compare (&hlc, latest) > 0)
    *latest = hlc;
}

/**
 * fair_erase_lines_learn:
 * @reader: a reader at the beginning of a file
 * @id: the person's id
 * @mention: takes what the person is or was called there
 * @latest: (inout): the latest time stamp of the person's versions
 * @error: %FAIR_STORE_ERROR: why the file could not be read
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_lines_learn (FairJournalReader  *reader,
                        const char         *id,
                        FairMention        *mention,
                        FairHlc            *latest,
                        GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_journal_reader_next (reader, &line, &local_error))
    learn_line (&line, id, mention, latest);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * fair_erase_lines_mention:
 * @ops: the operations
 * @reader: a reader at the beginning of a file of whatever kind
 * @mention: what to look for
 *
 * Returns: whether some line gives the person's address or name; TRUE too if the file cannot be read, so that a person
 *   looks at it
 */
gboolean
fair_erase_lines_mention (const FairFileOps *ops,
                          FairJournalReader *reader,
                          const FairMention *mention)
{
  const FairMentionKind kinds = FAIR_MENTION_EMAIL | FAIR_MENTION_NAME;
  g_autoptr (GError) error = NULL;
  int fd = fair_journal_reader_get_fd (reader);
  gboolean found = FALSE, read = TRUE;
  FairRawLine line;
  goffset tail = 0;

  while (read && !found && fair_journal_reader_next (reader, &line, &error))
    {
      if (line.text != NULL)
        found = fair_mention_is_in (mention, kinds, line.text, line.length);
      else
        read = look_into_range (ops, fd, mention, kinds, line.offset, line.length, &found);
      tail = line.offset + (goffset) line.length + 1;
    }
  if (found || !read || error != NULL)
    return TRUE;
  read = look_into_range (ops, fd, mention, kinds, tail, (gsize) (fair_journal_reader_get_end (reader) - tail), &found);
  return found || !read;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the lines of a file when people are erased: which of them go, and which are cut. */
#include "config.h"

#include "store/erase/fair-erase-lines.h"

#include "base/fair-json.h"
#include "store/erase/fair-erase-entry.h"
#include "store/erase/fair-line-parts.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many lines are read between two looks at whether to stop. */
#define CANCEL_INTERVAL 1024
/* What is longer is looked at block by block, and goes as a whole if it goes, in bytes. */
#define MAX_SPLIT (16 * 1024 * 1024)

typedef struct
{
  const FairFileOps *ops;
  FairJournalReader *reader;
  const char *path;
  FairEraseSet *people;
  gboolean is_journal;
  GCancellable *cancellable;
  FairEraseLines *lines;
  FairEraseEntry *entry; /* the quarantine's entries that continue each other */
  GError *error;         /* the first one */
} Search;

/* What is left of a damaged line. */
typedef struct
{
  gboolean changed;
  GString *kept;
  char *other; /* somebody else whose it is, though it mentions one of the people */
} Verdict;

static void
clear_change (gpointer data)
{
  g_free (((FairEraseChange *) data)->replacement);
}

static void
clear_damaged (gpointer data)
{
  g_free (((FairEraseDamaged *) data)->id);
}

static FairEraseLines *
new_lines (void)
{
  FairEraseLines *self = g_new0 (FairEraseLines, 1);

  self->changes = g_array_new (FALSE, FALSE, sizeof (FairEraseChange));
  g_array_set_clear_func (self->changes, clear_change);
  self->damaged = g_array_new (FALSE, FALSE, sizeof (FairEraseDamaged));
  g_array_set_clear_func (self->damaged, clear_damaged);
  return self;
}

/**
 * fair_erase_lines_free:
 * @self: (transfer full): lines
 */
void
fair_erase_lines_free (FairEraseLines *self)
{
  g_array_unref (self->changes);
  g_array_unref (self->damaged);
  g_free (self);
}

/**
 * fair_erase_lines_get_change:
 * @self: lines
 * @number: the number of a line, from 1
 *
 * Returns: (transfer none) (nullable): what becomes of it, or NULL: it stays
 */
const FairEraseChange *
fair_erase_lines_get_change (const FairEraseLines *self,
                             guint64               number)
{
  gsize from = 0, to = self->changes->len;

  while (from < to)
    {
      gsize middle = (from + to) / 2;
      const FairEraseChange *found = &g_array_index (self->changes, FairEraseChange, middle);

      if (found->number == number)
        return found;
      if (found->number < number)
        from = middle + 1;
      else
        to = middle;
    }
  return NULL;
}

static void
add_change (Search  *self,
            guint64  number,
            char    *replacement,
            gsize    length)
{
  FairEraseChange change = { number, replacement, length };

  g_array_append_val (self->lines->changes, change);
}

static void
add_damaged (Search  *self,
             guint64  number,
             char    *id)
{
  FairEraseDamaged damaged = { number, id };

  if (id != NULL)
    g_array_append_val (self->lines->damaged, damaged);
}

static gboolean
is_record_theirs (Search           *self,
                  const FairRecord *record)
{
  FairErased *erased = fair_erase_set_find (self->people, record->id);
  gboolean theirs = record->op != FAIR_OP_ERASE && fair_erase_set_has_record (self->people, record);

  self->lines->n_sound++;
  self->lines->n_theirs += theirs;
  /* The journal gets a new tombstone; elsewhere one does no harm. */
  if (record->op != FAIR_OP_ERASE || erased == NULL || !self->is_journal)
    return theirs;
  erased->was_erased = TRUE;
  self->lines->n_tombstones++;
  return TRUE;
}

static gboolean
is_blank (const FairLinePart *part)
{
  for (gsize i = 0; i < part->length; i++)
    if ((guchar) part->text[i] >= 0x80 || g_ascii_isgraph (part->text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_part_theirs (Search             *self,
                const FairLinePart *part,
                Verdict            *verdict)
{
  g_auto (FairRecord) record = { 0 };
  g_autofree char *other = NULL;
  FairEraseOwner owner;

  if (part->sound && fair_journal_line_decode (part->text, part->length, NULL, &record, NULL))
    return is_record_theirs (self, &record);
  owner = fair_erase_set_judge (self->people, part->text, part->length, &other);
  if (owner == FAIR_ERASE_OTHERS && verdict->other == NULL)
    verdict->other = g_steal_pointer (&other);
  return owner == FAIR_ERASE_THEIRS;
}

/* Of several lines in one, each that is not theirs stays, as a line of its own. */
static Verdict
judge (Search     *self,
       const char *bytes,
       gsize       length)
{
  g_autoptr (GArray) parts = fair_line_split (bytes, length);
  Verdict verdict = { FALSE, g_string_new (NULL), NULL };

  for (guint i = 0; i < parts->len; i++)
    {
      const FairLinePart *part = &g_array_index (parts, FairLinePart, i);

      if (is_part_theirs (self, part, &verdict))
        verdict.changed = TRUE;
      else if (!is_blank (part))
        {
          g_string_append_len (verdict.kept, part->text, (gssize) part->length);
          g_string_append_c (verdict.kept, '\n');
        }
    }
  return verdict;
}

static void
finish_entries (Search *self)
{
  FairEraseEntry *entry = self->entry;
  Verdict verdict;

  if (fair_erase_entry_is_empty (entry))
    return;
  verdict = judge (self, (const char *) entry->bytes->data, entry->bytes->len);
  self->lines->n_sound += entry->numbers->len;
  for (guint i = 0; verdict.changed && i < entry->numbers->len; i++)
    {
      char *rest = i == 0 ? fair_erase_entry_rewrite (entry, verdict.kept->str, verdict.kept->len) : NULL;

      add_change (self, g_array_index (entry->numbers, guint64, i), rest, rest != NULL ? strlen (rest) : 0);
    }
  add_damaged (self, g_array_index (entry->numbers, guint64, 0), verdict.other);
  g_string_free (verdict.kept, TRUE);
  fair_erase_entry_clear (entry);
}

static void
take_damaged (Search            *self,
              const FairRawLine *line)
{
  Verdict verdict = judge (self, line->text, line->length);
  gsize length = verdict.kept->len;

  if (verdict.changed)
    add_change (self, line->number, length > 0 ? g_memdup2 (verdict.kept->str, length) : NULL, length);
  add_damaged (self, line->number, verdict.other);
  g_string_free (verdict.kept, TRUE);
}

/* What is too long even to be cut. */
static void
take_endless (Search            *self,
              const FairRawLine *line)
{
  gboolean found;

  if (!fair_erase_set_mentions_range (self->people, FAIR_MENTION_ANY, self->ops,
                                      fair_journal_reader_get_fd (self->reader), line->offset, line->length, &found))
    fair_store_error_set (self->error == NULL ? &self->error : NULL, self->path, _("The file could not be read"));
  else if (found)
    add_change (self, line->number, NULL, 0);
}

static void
take_long (Search            *self,
           const FairRawLine *line)
{
  g_autofree char *text = NULL;
  FairRawLine whole = *line;

  if (line->length > MAX_SPLIT)
    {
      take_endless (self, line);
      return;
    }
  text = fair_journal_reader_reread (self->reader, line->offset, line->length,
                                     self->error == NULL ? &self->error : NULL);
  whole.text = text;
  if (text != NULL)
    take_damaged (self, &whole);
}

/* The journal itself has to have its lines as they are; in a copy, editors have put something around them. */
static gboolean
decode (Search            *self,
        const FairRawLine *line,
        FairRecord        *record)
{
  const char *text = line->text;
  gsize length = line->length;

  if (text == NULL)
    return FALSE;
  if (fair_journal_line_decode (text, length, NULL, record, NULL))
    return TRUE;
  if (self->is_journal)
    return FALSE;
  fair_line_trim (&text, &length);
  return length < line->length && fair_journal_line_decode (text, length, NULL, record, NULL);
}

static void
take_line (Search            *self,
           const FairRawLine *line)
{
  g_auto (FairRecord) record = { 0 };
  gboolean decoded = decode (self, line, &record);

  if (!decoded && !self->is_journal && line->text != NULL)
    {
      if (!fair_erase_entry_continues (self->entry, line))
        finish_entries (self);
      if (fair_erase_entry_take (self->entry, line))
        return;
    }
  finish_entries (self);
  if (line->text == NULL)
    take_long (self, line);
  else if (!decoded)
    take_damaged (self, line);
  else if (is_record_theirs (self, &record))
    add_change (self, line->number, NULL, 0);
}

/* A file that is no journal may end without a newline: that is a line as well. */
static void
take_tail (Search  *self,
           guint64  number)
{
  FairEraseLines *lines = self->lines;
  FairRawLine line = { NULL, lines->tail_length, lines->tail_offset, number };
  g_autofree char *text = NULL;

  lines->tail_number = number;
  if (lines->tail_length == 0)
    return;
  if (lines->tail_length <= FAIR_JSON_MAX_LINE)
    line.text = text = fair_journal_reader_reread (self->reader, line.offset, line.length, &self->error);
  if (self->error == NULL)
    take_line (self, &line);
  finish_entries (self);
}

static gboolean
next_line (Search      *self,
           FairRawLine *line)
{
  return self->error == NULL && fair_journal_reader_next (self->reader, line, &self->error) &&
         (line->number % CANCEL_INTERVAL != 0 || !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error));
}

static gboolean
search_all (Search  *self,
            GError **error)
{
  FairRawLine line = { 0 };
  guint64 number = 0;

  while (next_line (self, &line))
    {
      take_line (self, &line);
      number = line.number;
      self->lines->tail_offset = line.offset + (goffset) line.length + 1;
    }
  finish_entries (self);
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
 * @people: who is to be erased, with all that they were ever called
 * @is_journal: whether this is the journal itself, and not a copy, a quarantine or whatever lies beside it
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED: why the file could not be read
 *
 * A sound line goes only if it is of one of the people. Of what cannot be read as a line of a journal, whatever mentions
 * them goes, unless it has somebody else's id; sound lines within it stay.
 *
 * Returns: (transfer full): what becomes of the lines, or NULL with @error set
 */
FairEraseLines *
fair_erase_lines_find (const FairFileOps  *ops,
                       FairJournalReader  *reader,
                       const char         *path,
                       FairEraseSet       *people,
                       gboolean            is_journal,
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (FairEraseLines) lines = new_lines ();
  g_autoptr (FairEraseEntry) entry = fair_erase_entry_new ();
  Search search = { ops, reader, path, people, is_journal, cancellable, lines, entry, NULL };

  if (!search_all (&search, error))
    return NULL;
  return g_steal_pointer (&lines);
}

/**
 * fair_erase_lines_learn:
 * @reader: a reader at the beginning of a file
 * @people: takes what they are or were called there
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED: why the file could not be read
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_lines_learn (FairJournalReader  *reader,
                        FairEraseSet       *people,
                        GCancellable       *cancellable,
                        GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_journal_reader_next (reader, &line, &local_error) &&
         (line.number % CANCEL_INTERVAL != 0 || !g_cancellable_set_error_if_cancelled (cancellable, &local_error)))
    if (line.text != NULL)
      fair_erase_set_learn (people, line.text, line.length);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of a journal stand: of each person the version that wins, and none of those who were erased.
 *
 * Almost every line of a journal is the only one of its person. So a first pass looks at ids alone and notes each in a
 * filter of limited size. Only ids that the filter has met already (or believes to have met), and those of corrections
 * and erasures, go into a table; a second pass, if there are any, finds the winner of each.
 * The last pass checks and hands out every line that stands. Memory depends on how many were corrected or erased, not
 * on how many there are.
 */
#include "config.h"

#include "store/fair-decode-ahead.h"
#include "store/fair-id-filter.h"
#include "store/fair-joined.h"
#include "store/fair-journal-line.h"
#include "store/fair-standing.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many lines are read between two looks at whether to stop. */
#define CANCEL_INTERVAL 1024

/* What is known of a person with more than one line. */
typedef struct
{
  char id[FAIR_ID_MAX + 1];
  gboolean erased;
  gboolean found;
  FairHlc hlc;    /* of the winner */
  goffset offset; /* of the winner's line */
  char *joined_into; /* of the winner, or NULL */
} Person;

static void
free_person (gpointer data)
{
  Person *person = data;

  g_free (person->joined_into);
  g_free (person);
}

typedef struct
{
  FairJournalReader *reader;
  GHashTable *people; /* of Person, by id */
  FairRecordFunc func;
  gpointer user_data;
  FairBadLineFunc bad_line_func;
  gpointer bad_line_data;
  FairReadReport *report;
  GCancellable *cancellable;
} Standing;

static gboolean
is_time_to_stop (Standing *self,
                 guint64   line_number,
                 GError  **error)
{
  return line_number % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
next_line (Standing    *self,
           FairRawLine *line,
           GError     **error)
{
  return fair_journal_reader_next (self->reader, line, error) && !is_time_to_stop (self, line->number, error);
}

static gboolean
scan (const FairRawLine *line,
      FairFrame         *frame)
{
  return line->text != NULL && fair_journal_line_scan (line->text, line->length, frame) &&
         frame->op != FAIR_OP_UNKNOWN;
}

static void
add_person (Standing   *self,
            const char *id)
{
  Person *person;

  if (g_hash_table_contains (self->people, id))
    return;
  person = g_new0 (Person, 1);
  g_strlcpy (person->id, id, sizeof person->id);
  g_hash_table_insert (self->people, person->id, person);
}

static void
take_frame (Standing        *self,
            FairIdFilter    *filter,
            const FairFrame *frame)
{
  if (fair_id_filter_add (filter, frame->id) || !frame->first)
    add_person (self, frame->id);
}

/* The first pass: who may have more than one line. Each id is taken one line late, so that fetching the filter's memory
 * and looking for the next line go on at the same time. */
static gboolean
find_people (Standing *self,
             GError  **error)
{
  g_autoptr (FairIdFilter) filter = fair_id_filter_new ((gsize) fair_journal_reader_get_end (self->reader));
  g_autoptr (GError) local_error = NULL;
  FairFrame frames[2];
  guint64 n = 0;
  FairRawLine line;

  while (next_line (self, &line, &local_error))
    {
      if (!scan (&line, &frames[n % 2]))
        continue;
      fair_id_filter_prefetch (filter, frames[n % 2].id);
      if (n > 0)
        take_frame (self, filter, &frames[(n - 1) % 2]);
      n++;
    }
  if (n > 0)
    take_frame (self, filter, &frames[(n - 1) % 2]);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Of twins with the same time stamp the first line stands. */
static void
compete (Person           *person,
         const FairRecord *record,
         goffset           offset)
{
  if (record->op == FAIR_OP_ERASE)
    person->erased = TRUE;
  else if (record->op == FAIR_OP_PUT && (!person->found || fair_hlc_compare (&record->hlc, &person->hlc) > 0))
    {
      person->found = TRUE;
      person->hlc = record->hlc;
      person->offset = offset;
      g_free (person->joined_into);
      person->joined_into = g_strdup (fair_joined_get_target (record->staff));
    }
}

/* The second pass: which of their lines wins. */
static gboolean
find_winners (Standing *self,
              GError  **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;
  FairFrame frame;

  if (g_hash_table_size (self->people) == 0)
    return TRUE;
  fair_journal_reader_rewind (self->reader);
  while (next_line (self, &line, &local_error))
    {
      Person *person = scan (&line, &frame) ? g_hash_table_lookup (self->people, frame.id) : NULL;
      g_auto (FairRecord) record = { 0 };

      if (person != NULL && fair_journal_line_decode (line.text, line.length, NULL, &record, NULL))
        compete (person, &record, line.offset);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Those whom others were joined into have to be known as well, even if they have one line only. */
static gboolean
add_targets (Standing *self)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  GHashTableIter people;
  gpointer value;

  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    {
      char *target = ((Person *) value)->joined_into;

      if (target != NULL && strlen (target) <= FAIR_ID_MAX && !g_hash_table_contains (self->people, target))
        g_ptr_array_add (targets, target);
    }
  for (guint i = 0; i < targets->len; i++)
    add_person (self, g_ptr_array_index (targets, i));
  return targets->len > 0;
}

static gboolean
know_people (Standing *self,
             GError  **error)
{
  gboolean done = find_people (self, error) && find_winners (self, error);

  while (done && add_targets (self))
    done = find_winners (self, error);
  return done;
}

static gboolean
stands (Standing         *self,
        const FairRecord *record)
{
  Person *person;

  if (g_hash_table_size (self->people) == 0)
    return TRUE;
  person = g_hash_table_lookup (self->people, record->id);
  return person == NULL || (!person->erased && person->offset == record->offset);
}

static gboolean
get_joined (const char  *id,
            const char **target,
            gpointer     people)
{
  const Person *person = g_hash_table_lookup (people, id);

  *target = person != NULL ? person->joined_into : NULL;
  return person != NULL && person->found && !person->erased;
}

/* Who was joined has more than one line. */
static gboolean
is_joined (Standing   *self,
           const char *id)
{
  Person *person = g_hash_table_size (self->people) > 0 ? g_hash_table_lookup (self->people, id) : NULL;

  return person != NULL && person->joined_into != NULL &&
         fair_joined_is_hidden (id, person->joined_into, get_joined, self->people);
}

static gboolean
take_record (Standing         *self,
             const FairRecord *record,
             GError          **error)
{
  FairReadReport *report = self->report;

  switch (record->op)
    {
    case FAIR_OP_ERASE:
      report->n_erased++;
      return TRUE;
    case FAIR_OP_UNKNOWN:
      report->n_unknown++;
      return TRUE;
    case FAIR_OP_PUT:
    default:
      if (stands (self, record) && is_joined (self, record->id))
        {
          report->n_joined++;
          return TRUE;
        }
      if (stands (self, record))
        {
          report->n_standing++;
          return self->func (record, self->user_data, error);
        }
      report->n_superseded++;
      return TRUE;
    }
}

static void
take_bad_line (Standing              *self,
               const FairDecodedLine *line)
{
  g_autoptr (FairBadLine) bad =
    fair_bad_line_new (line->raw.number, line->raw.offset, line->raw.length, FALSE, line->why->message);

  fair_read_report_add_bad_line (self->report, bad);
  if (self->bad_line_func != NULL)
    self->bad_line_func (bad, self->bad_line_data);
}

/* The last pass: every line that stands, once. */
static gboolean
emit (Standing *self,
      GError  **error)
{
  g_autoptr (FairDecodeAhead) decoder = fair_decode_ahead_new (self->reader);
  g_autoptr (GError) local_error = NULL;
  const FairDecodedLine *line;

  while ((line = fair_decode_ahead_next (decoder, &local_error)) != NULL)
    {
      if (is_time_to_stop (self, line->raw.number, error))
        return FALSE;
      self->report->n_lines++;
      self->report->n_bytes += line->raw.length + 1;
      if (line->why != NULL)
        take_bad_line (self, line);
      else if (!take_record (self, &line->record, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * fair_standing_foreach:
 * @reader: a reader at the beginning of a journal
 * @func: takes each person's standing version, in the order of the journal
 * @user_data: for @func
 * @bad_line_func: (nullable): told of each line that cannot be read
 * @bad_line_data: for @bad_line_func
 * @report: takes what the reading met
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED, or whatever @func set
 *
 * Hands out of each person the version with the latest time stamp; of those who were erased none, for ever. Every
 * line's checksum is verified. The answer depends on which lines there are, not on their order, but for twins with the
 * same id and time stamp.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_standing_foreach (FairJournalReader *reader,
                       FairRecordFunc     func,
                       gpointer           user_data,
                       FairBadLineFunc    bad_line_func,
                       gpointer           bad_line_data,
                       FairReadReport    *report,
                       GCancellable      *cancellable,
                       GError           **error)
{
  Standing self = { .reader = reader, .func = func, .user_data = user_data, .bad_line_func = bad_line_func,
                    .bad_line_data = bad_line_data, .report = report, .cancellable = cancellable };
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self.people = g_hash_table_new_full (fair_id_hash, g_str_equal, NULL, free_person);
  done = know_people (&self, error) && emit (&self, error);
  g_hash_table_unref (self.people);
  return done;
}

/**
 * fair_standing_find:
 * @reader: a reader at the beginning of a journal
 * @id: a person's id
 * @error: %FAIR_STORE_ERROR_NOT_FOUND if nobody of that id stands, or another of %FAIR_STORE_ERROR
 *
 * Returns: (transfer full): the line of the person's standing version, without its newline, or NULL with @error set
 */
char *
fair_standing_find (FairJournalReader  *reader,
                    const char         *id,
                    GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *winner = NULL;
  Person person = { 0 };
  FairRawLine line;
  FairFrame frame;

  while (fair_journal_reader_next (reader, &line, &local_error))
    {
      g_auto (FairRecord) record = { 0 };

      if (!scan (&line, &frame) || !g_str_equal (frame.id, id) ||
          !fair_journal_line_decode (line.text, line.length, NULL, &record, NULL))
        continue;
      compete (&person, &record, line.offset);
      if (!person.found || person.offset != line.offset)
        continue;
      g_free (winner);
      winner = g_strndup (line.text, line.length);
    }
  g_free (person.joined_into);
  if (local_error == NULL && (winner == NULL || person.erased))
    g_set_error (&local_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
                 person.erased ? _("The sign-up “%s” was erased.")
                               : _("There is no sign-up “%s”. Look for its id with “fairctl list”."),
                 id);
  if (local_error == NULL)
    return g_steal_pointer (&winner);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

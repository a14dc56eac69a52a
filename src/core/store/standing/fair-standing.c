/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines of a journal stand: of each person the version that wins, and none of those who were erased.
 *
 * What is known of the people with more than one line (fair-standing-people.c) decides; one pass checks and hands out
 * every line that stands.
 */
#include "config.h"

#include "store/journal/fair-decode-ahead.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-store-error.h"
#include "store/standing/fair-standing-people.h"
#include "store/standing/fair-standing.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many lines are read between two looks at whether to stop. */
#define CANCEL_INTERVAL 1024

typedef struct
{
  FairJournalReader *reader;
  FairStandingPeople *people;
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
take_put (Standing         *self,
          const FairRecord *record,
          GError          **error)
{
  gboolean stands = fair_standing_people_stands (self->people, record);

  if (stands && !fair_standing_people_is_hidden (self->people, record->id))
    {
      self->report->n_standing++;
      return self->func (record, self->user_data, error);
    }
  if (stands)
    self->report->n_joined++;
  else
    self->report->n_superseded++;
  return TRUE;
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
      return take_put (self, record, error);
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
 * line's checksum is verified. The answer depends on which lines there are, not on their order.
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
  g_autoptr (FairStandingPeople) people = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self.people = people = fair_standing_people_new (reader, cancellable, error);
  return people != NULL && emit (&self, error);
}

/* Whether the line is one of the person's that competes. */
static gboolean
decode_theirs (const FairRawLine *line,
               const char        *id,
               FairRecord        *record)
{
  FairFrame frame;

  return line->text != NULL && fair_journal_line_scan (line->text, line->length, &frame) &&
         frame.op != FAIR_OP_UNKNOWN && g_str_equal (frame.id, id) &&
         fair_journal_line_decode (line->text, line->length, NULL, record, NULL);
}

static gboolean
meet_all (FairJournalReader   *reader,
          const char          *id,
          FairStandingPerson  *person,
          GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (local_error == NULL && fair_journal_reader_next (reader, &line, &local_error))
    {
      g_auto (FairRecord) record = { 0 };

      if (decode_theirs (&line, id, &record))
        fair_standing_person_meet (person, reader, &record, line.offset, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
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
  g_auto (FairStandingPerson) person = { 0 };

  if (!meet_all (reader, id, &person, error))
    return NULL;
  if (person.found && !person.erased)
    return fair_journal_reader_reread (reader, person.offset, person.length, error);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               person.erased ? _("The sign-up “%s” was erased.")
                             : _("There is no sign-up “%s”. Look for its id with “fairctl list”."),
               id);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a store: everybody who stands, or one of them. */
#include "config.h"
#include "store/people/fair-people-read.h"

#include "store/fair-store-private.h"
#include "store/people/fair-standing.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  FairStanding *standing;
  FairVersionFunc func;
  gpointer user_data;
  FairReadReport *report;
} Handing;

static gboolean
hand_out (const FairLine *line,
          gpointer        user_data,
          GError        **error)
{
  Handing *self = user_data;
  FairStandingState state;

  fair_read_report_add_line (self->report, line);
  if (line->error != NULL || line->version.op != FAIR_OP_PUT)
    return TRUE;
  state = fair_standing_judge (self->standing, line);
  if (state == FAIR_STANDING_JOINED)
    self->report->n_joined++;
  else if (state == FAIR_STANDING_SUPERSEDED)
    self->report->n_superseded++;
  else if (fair_version_is_unfinished (&line->version))
    self->report->n_unfinished++;
  else
    self->report->n_standing++;
  return state != FAIR_STANDING_STANDS || self->func (&line->version, self->user_data, error);
}

/* A folder that cannot take them, being full or read-only, does not keep anybody from reading. */
static void
set_bad_lines_aside (FairStore      *self,
                     const FairFile *file,
                     FairReadReport *report)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;

  if (report->bad_lines->len > 0 && !fair_journal_set_aside (self->journal, file, report->bad_lines, &error))
    report->unkept = g_strdup (error->message);
}

/* Reads the journal as it is at the beginning of the call. */
static FairPeople *
load_people (FairStore       *self,
             gboolean         is_in_turn,
             gboolean         is_searched,
             const char      *only,
             goffset          most,
             goffset         *end,
             FairReadReport  *report,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autoptr (FairPeople) people = fair_people_new (is_searched ? self->schools : NULL);
  FairFile journal = FAIR_FILE_CLOSED;

  if (!(is_in_turn ? fair_journal_snapshot (self->journal, &journal, end, error)
                   : fair_store_snapshot (self, &journal, end, error)))
    return NULL;
  fair_people_add_file (people, &journal, FAIR_LINES_JOURNAL);
  return fair_people_read (people, 0, *end - MIN (most, *end), *end, only, report, cancellable, error) ? g_steal_pointer (&people) : NULL;
}

/**
 * fair_store_load_people:
 * @is_searched: whether the people are to be searched, filtered and sorted
 * @end: (out): how much of the journal was read, in bytes
 * @report: (nullable): takes what the reading met; a fresh one
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Reads the journal as it is at the beginning of the call. Lines that cannot be read are skipped, reported, and copied to the
 * quarantine if they are not there yet. Threading: any thread; blocks.
 *
 * Returns: (transfer full): everybody in the journal, which is the table's file 0, or NULL with @error set
 */
FairPeople *
fair_store_load_people (FairStore       *self,
                        gboolean         is_searched,
                        goffset         *end,
                        FairReadReport  *report,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_autoptr (FairReadReport) own_report = fair_read_report_new ();
  FairPeople *people;

  if (report == NULL)
    report = own_report;
  people = load_people (self, FALSE, is_searched, NULL, G_MAXOFFSET, end, report, cancellable, error);
  if (people != NULL)
    set_bad_lines_aside (self, &people->sources[0].file, report);
  return people;
}

/** As fair_store_load_people() of people who are searched, but for what is more than @most bytes before the end of the journal, and
 * for half a line where it begins. Only of the whole journal the bad lines are set aside. */
FairPeople *
fair_store_load_latest (FairStore       *self,
                        goffset          most,
                        goffset         *end,
                        FairReadReport  *report,
                        GCancellable    *cancellable,
                        GError         **error)
{
  FairPeople *people = load_people (self, FALSE, TRUE, NULL, most, end, report, cancellable, error);

  if (people != NULL && most >= *end)
    set_bad_lines_aside (self, &people->sources[0].file, report);
  return people;
}

/**
 * fair_store_foreach:
 * @func: takes each person's standing version, in the order of the journal; what it is given is valid during the call
 * @report: (nullable): takes what the reading met; a fresh one
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED, or whatever @func set
 *
 * Reads as fair_store_load_people() does; others may append or rewrite meanwhile. Threading: any thread; @func is called in
 * it, and may use the store.
 */
gboolean
fair_store_foreach (FairStore        *self,
                    FairVersionFunc   func,
                    gpointer          user_data,
                    FairReadReport   *report,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_autoptr (FairReadReport) own_report = fair_read_report_new ();
  g_autoptr (FairStanding) standing = NULL;
  FairFile journal = FAIR_FILE_CLOSED;
  FairLines lines = { 0 };
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  if (!fair_store_snapshot (self, &journal, &lines.end, error))
    return FALSE;
  standing = fair_standing_find (&journal, lines.end, cancellable, error);
  if (standing == NULL)
    return FALSE;
  if (report == NULL)
    report = own_report;
  lines.file = fair_standing_get_file (standing);
  done = fair_lines_foreach (&lines, hand_out, &(Handing) { standing, func, user_data, report }, cancellable, error);
  set_bad_lines_aside (self, lines.file, report);
  return done;
}

static char *
find_version (FairStore    *self,
              gboolean      is_in_turn,
              const char   *id,
              FairVersion  *version,
              GError      **error)
{
  goffset end;
  g_autoptr (FairPeople) people = load_people (self, is_in_turn, FALSE, id, G_MAXOFFSET, &end, NULL, NULL, error);
  const FairPerson *person = people != NULL ? fair_people_find (people, id) : NULL;

  if (people == NULL)
    return NULL;
  if (person != NULL && !person->erased)
    return fair_people_read_line (people, &person->place, version, error);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
               person != NULL ? _("The sign-up “%s” was erased.")
                              : _("There is no sign-up “%s”. Look for its id with “fairctl list”."),
               id);
  return NULL;
}

/** Threading: any thread; reads the whole journal. Returns: (transfer full): the journal's line of the version of @id that stands,
 * without its newline, or NULL with @error set: %FAIR_STORE_ERROR_NOT_FOUND, or why the journal could not be read */
char *
fair_store_find_line (FairStore    *self,
                      const char   *id,
                      GError      **error)
{
  g_auto (FairVersion) version = { 0 };

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  return find_version (self, FALSE, id, &version, error);
}

typedef struct
{
  const char *id;
  FairVersionFunc func;
  gpointer user_data;
} Versions;

static gboolean
hand_out_version (const FairLine *line,
                  gpointer        user_data,
                  GError        **error)
{
  Versions *self = user_data;

  if (line->error != NULL || (line->version.op != FAIR_OP_PUT && line->version.op != FAIR_OP_ERASE) ||
      !g_str_equal (line->version.id, self->id))
    return TRUE;
  return self->func (&line->version, self->user_data, error);
}

/** Hands out all versions of somebody, and their tombstone, in the order of the journal, those too over which another has won.
 * Threading: any thread; reads the whole journal. Returns: FALSE with @error set, as fair_store_foreach() */
gboolean
fair_store_foreach_version (FairStore        *self,
                            const char       *id,
                            FairVersionFunc   func,
                            gpointer          user_data,
                            GCancellable     *cancellable,
                            GError          **error)
{
  g_auto (FairFile) journal = FAIR_FILE_CLOSED;
  FairLines lines = { .file = &journal, .only = id };

  g_return_val_if_fail (FAIR_IS_STORE (self) && id != NULL, FALSE);

  return fair_store_snapshot (self, &journal, &lines.end, error) &&
         fair_lines_foreach (&lines, hand_out_version, &(Versions) { id, func, user_data }, cancellable, error);
}

/** As fair_store_find_line(), after fair_store_begin(); what @version says borrows from the line, and is to be cleared. */
char *
fair_store_find_in_turn (FairStore    *self,
                         const char   *id,
                         FairVersion  *version,
                         GError      **error)
{
  return find_version (self, TRUE, id, version, error);
}

/** As fair_store_load_people(), after fair_store_begin(); tells of no lines that cannot be read. */
FairPeople *
fair_store_load_in_turn (FairStore  *self,
                         GError    **error)
{
  goffset end;

  return load_people (self, TRUE, FALSE, NULL, G_MAXOFFSET, &end, NULL, NULL, error);
}

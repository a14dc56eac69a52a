/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merges other laptops' files of lines into the store: all of them at once, or nothing.
 *
 * First the files are merged into one table of people, without the lock. Then, under the lock, the journal is merged into it as
 * well, and rewritten with what it lacks at its end. If it lacks nothing it is not touched.
 */
#include "config.h"
#include "store/change/fair-import.h"

#include "store/fair-store-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define JOURNAL 0

typedef struct
{
  FairStore *store;
  FairPeople *people;   /* its first file is the journal */
  GHashTable *unknown;  /* of FairPlace, by SHA-256: lines of a newer version that are not here */
  FairErasure *erasure; /* of all who are erased, be it by this import or before */
  GArray *additions;    /* of FairPlace */
  FairImportReport *report;
  GCancellable *cancellable;
  guint source; /* the file that is being read */
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->additions, g_array_unref);
  g_clear_pointer (&self->erasure, fair_erasure_free);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  g_clear_pointer (&self->people, fair_people_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/** Returns: (transfer full): an empty report */
FairImportReport *
fair_import_report_new (void)
{
  FairImportReport *self = g_new0 (FairImportReport, 1);

  self->wrong_clocks = g_ptr_array_new_with_free_func (g_free);
  self->returned = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_chunk_new (1024);
  self->erasure = fair_erase_report_new ();
  return self;
}

void
fair_import_report_free (FairImportReport *self)
{
  g_ptr_array_unref (self->wrong_clocks);
  g_ptr_array_unref (self->returned);
  g_string_chunk_free (self->strings);
  fair_erase_report_free (self->erasure);
  g_free (self);
}

static void
refuse_line (Import         *self,
             const FairLine *line)
{
  FairImportReport *report = self->report;

  report->n_refused++;
  if (report->refused_func != NULL)
    report->refused_func (self->people->sources[self->source].file.path, line->number, line->error->message,
                          report->refused_data);
}

/* A line of a newer version is nobody's that could compete: it comes along unless the journal, which is read last, has it. */
static void
take_unknown (Import         *self,
              const FairLine *line)
{
  const FairPlace place = { self->source, (guint32) line->length, line->offset, line->number };
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) line->version.line,
                                                         line->version.length);

  if (self->source == JOURNAL)
    g_hash_table_remove (self->unknown, digest);
  else if (!g_hash_table_contains (self->unknown, digest))
    g_hash_table_insert (self->unknown, g_steal_pointer (&digest), g_memdup2 (&place, sizeof place));
}

static gboolean
take_line (const FairLine *line,
           gpointer        user_data,
           GError        **error)
{
  Import *self = user_data;

  self->report->n_lines += self->source != JOURNAL;
  if (self->report->read_func != NULL)
    self->report->read_func (self->people->sources[self->source].file.path, line->error == NULL ? &line->version : NULL,
                             line->length, self->report->lines_data);
  if (line->error == NULL && line->version.op != FAIR_OP_UNKNOWN)
    return fair_people_merge (self->people, self->source, line, NULL, error);
  if (line->error == NULL)
    take_unknown (self, line);
  else if (self->source != JOURNAL)
    refuse_line (self, line);
  return TRUE;
}

static gboolean
take_source (Import   *self,
             guint     source,
             goffset   end,
             GError  **error)
{
  const FairPeopleSource *taken = &self->people->sources[source];
  FairLines lines = { .file = &taken->file, .kind = taken->kind, .end = end };

  self->source = source;
  return fair_lines_foreach (&lines, take_line, self, self->cancellable, error);
}

static gboolean
take_file (Import    *self,
           FairFile  *file,
           GError   **error)
{
  struct stat status;

  if (self->store->ops->fstat (file->fd, &status, self->store->ops->user_data) == 0)
    return take_source (self, fair_people_add_file (self->people, file, FAIR_LINES_FOREIGN), status.st_size, error);
  return fair_store_error_set (error, file->path, _("Nothing was imported: a file could not be opened"));
}

static gboolean
take_journal (Import  *self,
              GError **error)
{
  goffset end;

  return fair_journal_snapshot (self->store->journal, &self->people->sources[JOURNAL].file, &end, error) &&
         take_source (self, JOURNAL, end, error);
}

static gboolean
stands (const Import     *self,
        const FairPerson *person)
{
  return fair_people_find (self->people, person->id) == person;
}

static void
add_if_new (gpointer id,
            gpointer place,
            gpointer user_data)
{
  Import *self = user_data;

  if (((const FairPlace *) place)->source != JOURNAL)
    g_array_append_vals (self->additions, place, 1);
}

/* Who is erased elsewhere is erased here as if it had been done here; and whoever was erased here before, and is found
 * all the same, too. */
static gboolean
find_people (Import  *self,
             GError **error)
{
  self->erasure = fair_erasure_new (self->store, self->people, self->report->erasure);
  for (guint i = 0; i < self->people->size; i++)
    {
      const FairPerson *person = fair_people_get (self->people, i);

      if (!stands (self, person))
        continue;
      if (person->erased)
        g_hash_table_add (self->erasure->ids, g_strdup (person->id));
      add_if_new (NULL, (gpointer) &person->place, self);
    }
  g_hash_table_foreach (self->people->wordings, add_if_new, self);
  return g_hash_table_size (self->erasure->ids) == 0 || fair_erasure_look (self->erasure, self->cancellable, error);
}

/* Whoever is erased must not come back with a line that only speaks of them. */
static gboolean
find_unknown (Import  *self,
              GError **error)
{
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->unknown);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    {
      g_auto (FairVersion) version = { 0 };
      g_autofree char *line = fair_people_read_line (self->people, place, &version, error);

      if (line == NULL)
        return FALSE;
      if (fair_erasure_find_subject (self->erasure, &version) != NULL)
        continue;
      g_array_append_vals (self->additions, place, 1);
      self->report->n_unknown++;
    }
  return TRUE;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const FairPlace *left = a, *right = b;

  if (left->source != right->source)
    return left->source < right->source ? -1 : 1;
  return (left->offset > right->offset) - (left->offset < right->offset);
}

/* The line is read again, and so is checked again: the file may be another one by now. */
static gboolean
add_line (Import           *self,
          FairRewrite      *rewrite,
          const FairPlace  *place,
          FairHlc          *last,
          GError          **error)
{
  g_auto (FairVersion) version = { 0 };
  g_autofree char *line = fair_people_read_line (self->people, place, &version, error);

  if (line == NULL)
    return FALSE;
  if (self->report->added_func != NULL)
    self->report->added_func (self->people->sources[place->source].file.path, &version, version.length, self->report->lines_data);
  if (version.op == FAIR_OP_PUT || version.op == FAIR_OP_ERASE)
    fair_hlc_observe (last, &version.hlc, fair_clock_now (self->store->clock));
  return fair_rewrite_add (rewrite, version.line, version.length, error) && fair_rewrite_add (rewrite, "\n", 1, error);
}

static gboolean
rewrite_journal (Import  *self,
                 GError **error)
{
  FairJournal *journal = self->store->journal;
  FairHlc last = journal->last;
  g_autoptr (FairRewrite) rewrite = fair_erasure_rewrite (self->erasure, self->cancellable, error);

  if (rewrite == NULL)
    return FALSE;
  g_array_sort (self->additions, compare_places);
  for (guint i = 0; i < self->additions->len; i++)
    if (!add_line (self, rewrite, &g_array_index (self->additions, FairPlace, i), &last, error))
      return FALSE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !fair_journal_commit (journal, rewrite, error))
    return FALSE;
  journal->last = last;
  return TRUE;
}

/* Under the lock: nobody appends between the look at the journal and its replacement. If nothing is new, whoever brought it
 * here may still have been killed before the disk had confirmed it. */
static gboolean
merge (Import  *self,
       GError **error)
{
  g_autoptr (FairTurn) turn = fair_store_begin (self->store, error);

  if (turn == NULL || !take_journal (self, error) || !find_people (self, error) || !find_unknown (self, error))
    return FALSE;
  if (self->additions->len + self->erasure->n_gone == 0)
    return fair_journal_confirm (self->store->journal, error);
  return rewrite_journal (self, error);
}

static void
count (Import           *self,
       const FairPerson *person)
{
  FairImportReport *report = self->report;
  gboolean was_here = (person->sources & 1u << JOURNAL) != 0;
  gboolean comes = person->place.source != JOURNAL;

  /* many a tombstone is of somebody who never was here */
  if (person->erased)
    *(g_hash_table_contains (self->erasure->found, person->id) ? &report->n_erased : &report->n_same) += 1;
  else if (comes)
    *(was_here ? &report->n_newer : &report->n_new) += 1;
  else
    report->n_same++;
}

/* Whoever lives before the year in which Fairbook began cannot tell who is ahead. */
static void
check_clock (Import           *self,
             const FairPerson *person)
{
  FairImportReport *report = self->report;
  FairHlc hlc = { .ms = person->ms, .counter = person->counter };
  FairWrongClock *clock;

  if (person->erased || person->place.source == JOURNAL)
    return;
  g_strlcpy (hlc.device, person->device, sizeof hlc.device);
  if (!fair_hlc_is_behind (&hlc) &&
      (report->own_clock != 0 || !fair_hlc_is_ahead (&hlc, fair_clock_now (self->store->clock))))
    return;
  report->n_wrong_clocks++;
  if (report->wrong_clocks->len >= FAIR_IMPORT_MAX_NOTES)
    return;
  clock = g_new (FairWrongClock, 1);
  *clock = (FairWrongClock) {
    g_string_chunk_insert_const (report->strings, self->people->sources[person->place.source].file.path),
    person->place.number, g_string_chunk_insert (report->strings, person->id), hlc,
  };
  g_ptr_array_add (report->wrong_clocks, clock);
}

/* What a merge does depends on the versions alone, so who was joined into somebody else is not erased with them. */
static void
check_return (Import           *self,
              const FairPerson *person)
{
  GStringChunk *strings = self->report->strings;
  FairReturned *returned;

  if (person->erased || person->joined_into == NULL ||
      !g_hash_table_contains (self->erasure->found, person->joined_into))
    return;
  returned = g_new (FairReturned, 1);
  *returned = (FairReturned) { g_string_chunk_insert (strings, person->id),
                               g_string_chunk_insert (strings, person->joined_into) };
  g_ptr_array_add (self->report->returned, returned);
}

static void
fill_report (Import *self)
{
  gint64 now = fair_clock_now (self->store->clock);

  self->report->own_clock = now < FAIR_HLC_EARLIEST ? now : 0;
  for (guint i = 0; i < self->people->size; i++)
    {
      const FairPerson *person = fair_people_get (self->people, i);

      if (!stands (self, person))
        continue;
      if ((person->sources & ~(1u << JOURNAL)) != 0)
        count (self, person);
      check_clock (self, person);
      check_return (self, person);
    }
  if (g_hash_table_size (self->erasure->ids) > 0)
    fair_erasure_look_at_files (self->erasure);
  if (self->report->n_erased == 0)
    self->report->erasure->n_unattributed = 0;
}

/**
 * fair_store_import:
 * @self: the store
 * @files: (element-type FairFile): open files of lines: journals, or exports as JSON Lines; this store's own does no harm. They
 *   are closed
 * @report: takes what the import did; a fresh one
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED; %FAIR_STORE_ERROR_UNCERTAIN if everything is in place but a power
 *   cut may still undo it
 *
 * Merges files into the store. Of each person the version that wins is added, here as on any other laptop that merges the same
 * files in any order; who was erased anywhere is erased here. A line that cannot be read is refused, and nothing else is
 * affected. Wordings, and lines of a newer version of Fairbook, are kept, once.
 *
 * Either all of it is in the journal afterwards, durably, or the journal is as it was.
 *
 * Threading: any thread; blocks, and nobody appends while the journal is rewritten.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_import (FairStore         *self,
                   GArray            *files,
                   FairImportReport  *report,
                   GCancellable      *cancellable,
                   GError           **error)
{
  g_auto (Import) import = { .store = self, .report = report, .cancellable = cancellable };
  FairFile journal = FAIR_FILE_CLOSED;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (files != NULL && report != NULL, FALSE);

  import.people = fair_people_new (NULL);
  import.unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  import.additions = g_array_new (FALSE, FALSE, sizeof (FairPlace));
  fair_people_add_file (import.people, &journal, FAIR_LINES_JOURNAL);
  for (guint i = 0; i < files->len; i++)
    if (!take_file (&import, &g_array_index (files, FairFile, i), error))
      return FALSE;
  if (report->n_lines == report->n_refused)
    return TRUE;
  if (!merge (&import, error))
    return FALSE;
  fill_report (&import);
  return TRUE;
}

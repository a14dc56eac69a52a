/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal and its quarantine have of some people: found, and taken out of both. */
#include "config.h"
#include "store/change/fair-erasure.h"

#include "base/fair-folder-files.h"
#include "store/fair-store-private.h"
#include "store/journal/fair-quarantine.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define JOURNAL 0

/* A line that the quarantine keeps, in one entry or in several, one after the other. */
typedef struct
{
  FairErasure *erasure;
  const FairFile *file;
  char *digest;   /* (nullable): the line's SHA-256 */
  guint64 number; /* of the first entry */
  guint n_entries;
} Kept;

/** Returns: (transfer full): an empty report */
FairEraseReport *
fair_erase_report_new (void)
{
  FairEraseReport *self = g_new0 (FairEraseReport, 1);

  self->erased = g_ptr_array_new_with_free_func (g_free);
  self->others = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->unreadable = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
fair_erase_report_free (FairEraseReport *self)
{
  g_ptr_array_unref (self->erased);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->unreadable);
  g_free (self->keeper);
  g_free (self);
}

/**
 * fair_erasure_new:
 * @store: a store after fair_store_begin()
 * @people: a table whose first file is the journal
 * @report: takes what somebody has to look at; it must outlive the erasure
 *
 * Returns: (transfer full): an erasure of nobody
 */
FairErasure *
fair_erasure_new (FairStore       *store,
                  FairPeople      *people,
                  FairEraseReport *report)
{
  FairErasure *self = g_new0 (FairErasure, 1);

  self->store = store;
  self->people = fair_people_ref (people);
  self->report = report;
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->traces = fair_traces_new ();
  self->damaged = g_array_new (FALSE, FALSE, sizeof (FairPlace));
  self->journal_gone = g_hash_table_new (NULL, NULL);
  self->quarantine_gone = g_hash_table_new (NULL, NULL);
  return self;
}

void
fair_erasure_free (FairErasure *self)
{
  g_hash_table_unref (self->quarantine_gone);
  g_hash_table_unref (self->journal_gone);
  g_array_unref (self->damaged);
  fair_traces_free (self->traces);
  g_hash_table_unref (self->found);
  g_hash_table_unref (self->ids);
  fair_people_unref (self->people);
  g_free (self);
}

/* Learns the addresses that somebody gave, or says whether any of them is known: whatever the form calls it, an answer that is
 * an address as a whole. */
static gboolean
take_addresses (FairErasure       *self,
                const FairVersion *version,
                gboolean           learns)
{
  yyjson_obj_iter answers = yyjson_obj_iter_with (fair_version_get_answers (version));
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&answers)) != NULL)
    {
      const char *text = yyjson_get_str (yyjson_obj_iter_get_val (key));

      if (text == NULL || strchr (text, '@') == NULL || strpbrk (text, " \t\r\n") != NULL)
        continue;
      if (learns)
        fair_traces_add_address (self->traces, text);
      else if (fair_traces_has_address (self->traces, text))
        return TRUE;
    }
  return FALSE;
}

/** Returns: (nullable): whom of the people a line of a newer version is about: its `id` is theirs, or it has none, and has
 * theirs anywhere */
const char *
fair_erasure_find_subject (FairErasure       *self,
                           const FairVersion *version)
{
  const char *id = yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (version->doc), "id"));

  if (id != NULL)
    return g_hash_table_contains (self->ids, id) ? id : NULL;
  fair_traces_begin (self->traces);
  fair_traces_feed (self->traces, version->line, version->length);
  fair_traces_finish (self->traces);
  return self->traces->found.id;
}

/* Whether it goes. A tombstone of theirs stays. */
static gboolean
is_theirs (FairErasure       *self,
           const FairVersion *version)
{
  const char *id = version->op == FAIR_OP_UNKNOWN ? fair_erasure_find_subject (self, version) : version->id;

  if (id == NULL || (version->op != FAIR_OP_PUT && version->op != FAIR_OP_UNKNOWN) || !g_hash_table_contains (self->ids, id))
    return FALSE;
  g_hash_table_add (self->found, g_strdup (id));
  if (version->op == FAIR_OP_UNKNOWN)
    return TRUE;
  take_addresses (self, version, TRUE);
  if (fair_hlc_can_be_followed (&version->hlc) && fair_hlc_compare (&version->hlc, &self->latest) > 0)
    self->latest = version->hlc;
  return TRUE;
}

static gboolean
look_at_line (const FairLine *line,
              gpointer        user_data,
              GError        **error)
{
  FairErasure *self = user_data;
  const FairPlace place = { JOURNAL, (guint32) line->length, line->offset, line->number };

  if (line->error != NULL)
    g_array_append_val (self->damaged, place);
  else if (is_theirs (self, &line->version))
    g_hash_table_add (self->journal_gone, GSIZE_TO_POINTER (line->number));
  return TRUE;
}

static void
add_other (FairErasure *self,
           const char  *id)
{
  if (g_strcmp0 (id, self->report->keeper) != 0 &&
      !g_ptr_array_find_with_equal_func (self->report->others, id, g_str_equal, NULL))
    g_ptr_array_add (self->report->others, g_strdup (id));
}

/* Whether a damaged line goes in which the traces were looked for. One of somebody else may be all that is left of them. */
static gboolean
is_damaged_gone (FairErasure *self)
{
  const FairTrace *found = &self->traces->found;
  gboolean is_theirs = found->is_own_id || (found->id != NULL && !found->is_own_other) ||
                       (found->has_address && *found->other == '\0');

  if (is_theirs && found->id != NULL)
    g_hash_table_add (self->found, g_strdup (found->id));
  else if (!is_theirs && (found->id != NULL || found->has_address))
    add_other (self, found->other);
  else if (self->discards || (!is_theirs && *found->other == '\0' && !found->has_other_address))
    self->report->n_unattributed++;
  return is_theirs || self->discards;
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  return fair_store_error_set (error, path, _("Nothing was changed: a file could not be read"));
}

/* Damaged lines come last: by then all addresses are known. */
static gboolean
look_at_journal (FairErasure   *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const FairFile *journal = &self->people->sources[JOURNAL].file;
  FairLines lines = { .file = journal, .kind = FAIR_LINES_JOURNAL };
  struct stat status;

  if (journal->ops->fstat (journal->fd, &status, journal->ops->user_data) != 0)
    return fail (journal->path, error);
  lines.end = status.st_size;
  if (!fair_lines_foreach (&lines, look_at_line, self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->damaged->len; i++)
    {
      const FairPlace *place = &g_array_index (self->damaged, FairPlace, i);

      fair_traces_begin (self->traces);
      if (!fair_traces_feed_file (self->traces, journal, place->offset, place->length))
        return fail (journal->path, error);
      fair_traces_finish (self->traces);
      if (is_damaged_gone (self))
        g_hash_table_add (self->journal_gone, GSIZE_TO_POINTER (place->number));
    }
  return TRUE;
}

static void
finish_kept (Kept *self)
{
  FairErasure *erasure = self->erasure;

  if (self->n_entries > 0)
    fair_traces_finish (erasure->traces);
  if (self->n_entries > 0 && is_damaged_gone (erasure))
    for (guint64 i = self->number; i < self->number + self->n_entries; i++)
      g_hash_table_add (erasure->quarantine_gone, GSIZE_TO_POINTER (i));
  self->n_entries = 0;
  g_clear_pointer (&self->digest, g_free);
}

/* The value of a member of an entry, which a crash may have torn; or NULL. Quotes in the reason are escaped. */
static char *
get_value (const char *entry,
           const char *key)
{
  const char *found = entry != NULL ? strstr (entry, key) : NULL;

  return found != NULL ? g_strndup (found + strlen (key), strcspn (found + strlen (key), "\"")) : NULL;
}

/* {"v":1,…,"sha256":"<of the line>","bytes":"<base64>"}. What is no entry is a damaged line itself. */
static gboolean
look_at_entry (const FairLine *line,
               gpointer        user_data,
               GError        **error)
{
  Kept *self = user_data;
  FairTraces *traces = self->erasure->traces;
  g_autofree char *entry = g_strndup (line->text, line->length);
  g_autofree char *digest = get_value (entry, ",\"sha256\":\"");
  g_autofree char *base64 = get_value (entry, ",\"bytes\":\"");
  gsize length;
  g_autofree guchar *bytes = base64 != NULL ? g_base64_decode (base64, &length) : NULL;

  if (digest == NULL || g_strcmp0 (digest, self->digest) != 0)
    {
      finish_kept (self);
      fair_traces_begin (traces);
      self->digest = g_steal_pointer (&digest);
      self->number = line->number;
    }
  self->n_entries++;
  if (bytes != NULL)
    fair_traces_feed (traces, (const char *) bytes, length);
  else if (!fair_traces_feed_file (traces, self->file, line->offset, (goffset) line->length))
    return fail (self->file->path, error);
  return TRUE;
}

static char *
get_quarantine_path (FairErasure *self)
{
  g_autofree char *folder = g_path_get_dirname (fair_store_get_journal_path (self->store));

  return g_build_filename (folder, FAIR_QUARANTINE_NAME, NULL);
}

static gboolean
look_at_quarantine (FairErasure   *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *path = get_quarantine_path (self);
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  FairLines lines = { .file = &file, .kind = FAIR_LINES_RAW };
  Kept kept = { .erasure = self, .file = &file };
  struct stat status;
  gboolean done;

  if (!fair_file_open (&file, self->store->ops, path, O_RDONLY, &status))
    return errno == ENOENT || fail (path, error);
  lines.end = status.st_size;
  done = fair_lines_foreach (&lines, look_at_entry, &kept, cancellable, error);
  finish_kept (&kept);
  return done;
}

/**
 * fair_erasure_look:
 * @self: an erasure of all whom it shall be of, before fair_store_end()
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Finds out which lines go. Returns: FALSE with @error set
 */
gboolean
fair_erasure_look (FairErasure   *self,
                   GCancellable  *cancellable,
                   GError       **error)
{
  FairEraseReport *report = self->report;
  GHashTableIter ids;
  gpointer id;
  guint64 n_here;

  g_hash_table_iter_init (&ids, self->ids);
  while (g_hash_table_iter_next (&ids, &id, NULL))
    fair_traces_add_id (self->traces, id);
  if (!look_at_journal (self, cancellable, error))
    return FALSE;
  n_here = report->n_unattributed;
  report->n_unattributed = 0;
  if (!look_at_quarantine (self, cancellable, error))
    return FALSE;
  self->n_gone = g_hash_table_size (self->journal_gone) + g_hash_table_size (self->quarantine_gone);
  /* since somebody has read the journal, the quarantine has what is damaged in there, and torn lines as well */
  report->n_unattributed = MAX (n_here, report->n_unattributed);
  return TRUE;
}

static gboolean
is_kept (const FairLine *line,
         gpointer        gone)
{
  return !g_hash_table_contains (gone, GSIZE_TO_POINTER (line->number));
}

static gboolean
clean_quarantine (FairErasure  *self,
                  GError      **error)
{
  g_autofree char *path = get_quarantine_path (self);
  g_autoptr (FairRewrite) rewrite = NULL;

  if (g_hash_table_size (self->quarantine_gone) == 0)
    return TRUE;
  rewrite = fair_rewrite_new (self->store->ops, path, FAIR_LINES_RAW, error);
  return rewrite != NULL && fair_rewrite_copy (rewrite, is_kept, self->quarantine_gone, NULL, error) &&
         fair_rewrite_commit (rewrite, error);
}

static gboolean
is_kept_in_journal (const FairLine *line,
                    gpointer        erasure)
{
  FairErasure *self = erasure;
  const FairPerson *person = line->error == NULL ? fair_people_find_winner (self->people, &line->version) : NULL;

  if (!is_kept (line, self->journal_gone))
    return FALSE;
  if (person != NULL && take_addresses (self, &line->version, FALSE))
    add_other (self, person->id);
  return TRUE;
}

/**
 * fair_erasure_rewrite:
 * @self: an erasure after fair_erasure_look(), before fair_store_end()
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Takes what goes out of the quarantine, and then begins a new journal without it: as long as somebody is in the old one,
 * erasing can be done again from the beginning.
 *
 * Returns: (transfer full): the new journal, for fair_journal_commit(), or NULL with @error set
 */
FairRewrite *
fair_erasure_rewrite (FairErasure   *self,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (FairRewrite) rewrite = NULL;

  if (!clean_quarantine (self, error))
    return NULL;
  rewrite = fair_journal_rewrite (self->store->journal, error);
  if (rewrite == NULL || !fair_rewrite_copy (rewrite, is_kept_in_journal, self, cancellable, error))
    return NULL;
  return g_steal_pointer (&rewrite);
}

/* The store's own files are clean by now, and the content pack says nothing of people who signed up. The folder of the journal
 * may be behind a link, and is looked at by itself. */
static gboolean
is_passed_over (const char *path,
                gpointer    data_folder)
{
  static const char *const names[] = { "/signups", "/signups/signups.jsonl", "/signups/" FAIR_QUARANTINE_NAME,
                                       "/signups/lock", "/device.json", "/staff.json", "/program", NULL };

  return g_strv_contains (names, path + strlen (data_folder));
}

static void
look_at_file (FairErasure *self,
              const char  *path)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  struct stat status;
  gboolean done;

  fair_traces_begin (self->traces);
  done = fair_file_open (&file, self->store->ops, path, O_RDONLY | O_NOFOLLOW, &status) &&
         fair_traces_feed_file (self->traces, &file, 0, status.st_size);
  fair_traces_finish (self->traces);
  if (!done)
    g_ptr_array_add (self->report->unreadable, g_strdup (path));
  else if (self->traces->found.id != NULL || self->traces->found.has_address)
    g_ptr_array_add (self->report->files, g_strdup (path));
}

/** Names the files of the data folder that have an id or an address of people who are gone by now. Needs no lock. */
void
fair_erasure_look_at_files (FairErasure *self)
{
  g_autofree char *signups = g_build_filename (self->store->data_folder, "signups", NULL);
  g_autofree char *data_folder = g_path_get_dirname (signups);
  const char *const folders[] = { data_folder, signups };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      char *failed = NULL;

      if (!fair_folder_files_find (self->store->ops, folders[i], is_passed_over, data_folder, paths, &failed))
        g_ptr_array_add (self->report->unreadable, failed);
    }
  for (guint i = 0; i < paths->len; i++)
    look_at_file (self, g_ptr_array_index (paths, i));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a data folder has of people who are to be erased: found in one go, and cleaned, but for the journal itself. */
#include "config.h"

#include "store/erase/fair-erase-folder.h"

#include "base/fair-folder-files.h"
#include "store/erase/fair-erase-file.h"
#include "store/fair-store-private.h"
#include "store/journal/fair-journal-folder.h"
#include "store/journal/fair-journal-line.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many lines are read between two looks at whether to stop. */
#define CANCEL_INTERVAL 1024

struct _FairEraseFolder
{
  FairStore *store;
  FairEraseSet *people;
  GCancellable *cancellable;
  const char *journal_path;
  char *folder;          /* of the journal */
  FairEraseFile *journal;
  GPtrArray *files;      /* of FairEraseFile: all others */
  GPtrArray *unreadable; /* of FairEraseFile: those elsewhere that could not be read, or not be written */
};

/**
 * fair_erase_folder_new:
 * @store: a store after fair_store_begin(); it must outlive the result
 * @people: who is to be erased; they must outlive the result
 * @cancellable: (nullable): stops fair_erase_folder_look()
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): a folder of which nothing is known yet
 */
FairEraseFolder *
fair_erase_folder_new (FairStore    *store,
                       FairEraseSet *people,
                       GCancellable *cancellable)
{
  FairEraseFolder *self = g_new0 (FairEraseFolder, 1);

  self->store = store;
  self->people = people;
  self->cancellable = cancellable;
  self->journal_path = fair_journal_get_path (store->journal);
  self->folder = g_path_get_dirname (self->journal_path);
  self->journal = fair_erase_file_new (self->journal_path, FAIR_ERASE_JOURNAL);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_erase_file_free);
  self->unreadable = g_ptr_array_new ();
  return self;
}

/**
 * fair_erase_folder_free:
 * @self: (transfer full): a folder
 */
void
fair_erase_folder_free (FairEraseFolder *self)
{
  g_ptr_array_unref (self->unreadable);
  g_ptr_array_unref (self->files);
  fair_erase_file_free (self->journal);
  g_free (self->folder);
  g_free (self);
}

static gboolean
is_in (const char *path,
       const char *folder,
       const char *name)
{
  g_autofree char *own = g_build_filename (folder, name, NULL);

  return g_str_equal (path, own);
}

static gboolean
is_not_beside (const char *path,
               gpointer    user_data)
{
  const FairEraseFolder *self = user_data;

  return g_str_equal (path, self->journal_path) || is_in (path, self->folder, "lock");
}

/* The content pack says nothing of people who signed up. */
static gboolean
is_not_elsewhere (const char *path,
                  gpointer    user_data)
{
  const FairEraseFolder *self = user_data;

  return g_str_equal (path, self->folder) || is_in (path, self->store->data_folder, "program") ||
         is_in (path, self->store->data_folder, "device.json");
}

static gboolean
find_in (FairEraseFolder     *self,
         const char          *folder,
         FairFolderSkipFunc   skip,
         FairErasePlace       place,
         GError             **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *failed = NULL;

  if (!fair_folder_files_find (self->store->ops, folder, skip, self, paths, &failed))
    {
      fair_store_error_set (error, failed, _("Nobody was erased: a folder could not be read"));
      return FALSE;
    }
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (self->files, fair_erase_file_new (g_ptr_array_index (paths, i), place));
  return TRUE;
}

typedef gboolean (*FileFunc) (FairEraseFile      *file,
                              const FairFileOps  *ops,
                              FairEraseSet       *people,
                              GCancellable       *cancellable,
                              GError            **error);

/* What somebody put elsewhere and nobody can read is no reason to keep the person: it is named. */
static gboolean
forgive (FairEraseFolder  *self,
         FairEraseFile    *file,
         GError           *problem,
         GError          **error)
{
  if (file->place == FAIR_ERASE_ELSEWHERE && problem->domain == FAIR_STORE_ERROR)
    {
      if (!g_ptr_array_find (self->unreadable, file, NULL))
        g_ptr_array_add (self->unreadable, file);
      g_error_free (problem);
      return TRUE;
    }
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
do_with (FairEraseFolder  *self,
         FairEraseFile    *file,
         FileFunc          func,
         GError          **error)
{
  GError *problem = NULL;

  return func (file, self->store->ops, self->people, self->cancellable, &problem) ||
         forgive (self, file, problem, error);
}

static gboolean
do_with_all (FairEraseFolder  *self,
             FileFunc          func,
             GError          **error)
{
  gboolean done = do_with (self, self->journal, func, error);

  for (guint i = 0; done && i < self->files->len; i++)
    done = do_with (self, g_ptr_array_index (self->files, i), func, error);
  return done;
}

/* Of those whose ids are in files that can only be removed as a whole, who is to be erased is no hindrance. */
static GHashTable *
list_strangers (FairEraseFolder *self)
{
  GHashTable *strangers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->files->len; i++)
    {
      const FairEraseFile *file = g_ptr_array_index (self->files, i);
      GHashTableIter ids;
      gpointer id;

      if (file->place != FAIR_ERASE_BESIDE || file->ids == NULL)
        continue;
      g_hash_table_iter_init (&ids, file->ids);
      while (g_hash_table_iter_next (&ids, &id, NULL))
        if (fair_erase_set_find (self->people, id) == NULL)
          g_hash_table_add (strangers, id);
    }
  return strangers;
}

static void
meet (GHashTable        *strangers,
      const FairRawLine *line)
{
  g_auto (FairRecord) record = { 0 };
  FairFrame frame;

  if (line->text != NULL && fair_journal_line_scan (line->text, line->length, &frame) &&
      g_hash_table_contains (strangers, frame.id) &&
      fair_journal_line_decode (line->text, line->length, NULL, &record, NULL))
    g_hash_table_remove (strangers, frame.id);
}

/* Who has a sound line in the journal is not lost with a copy. */
static gboolean
find_in_journal (FairEraseFolder  *self,
                 GHashTable       *strangers,
                 GError          **error)
{
  g_autoptr (FairJournalReader) reader = NULL;
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  if (g_hash_table_size (strangers) == 0)
    return TRUE;
  reader = fair_journal_read (self->store->journal, error);
  if (reader == NULL)
    return FALSE;
  while (fair_journal_reader_next (reader, &line, &local_error) &&
         (line.number % CANCEL_INTERVAL != 0 || !g_cancellable_set_error_if_cancelled (self->cancellable, &local_error)))
    meet (strangers, &line);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
has_any (GHashTable *ids,
         GHashTable *strangers)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (g_hash_table_contains (strangers, id))
      return TRUE;
  return FALSE;
}

/* Whether its name is that of a copy, or of what was exported and can be again: what a person wrote is not ours to remove. */
static gboolean
can_be_made_again (const FairEraseFile *file)
{
  g_autofree char *name = g_path_get_basename (file->path);

  return strstr (name, "signups") != NULL || strstr (name, "quarantine") != NULL || g_str_has_suffix (name, ".json") ||
         g_str_has_suffix (name, ".jsonl") || g_str_has_suffix (name, ".csv");
}

static gboolean
find_removable (FairEraseFolder  *self,
                GError          **error)
{
  g_autoptr (GHashTable) strangers = list_strangers (self);

  if (!find_in_journal (self, strangers, error))
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    {
      FairEraseFile *file = g_ptr_array_index (self->files, i);

      file->is_removable = file->place == FAIR_ERASE_BESIDE && file->ids != NULL && can_be_made_again (file) &&
                           g_hash_table_size (file->ids) > 0 && !has_any (file->ids, strangers);
    }
  return TRUE;
}

/**
 * fair_erase_folder_look:
 * @self: a folder of which nothing is known yet
 * @error: %FAIR_STORE_ERROR: what could not be read; %G_IO_ERROR_CANCELLED
 *
 * Finds out how the people are called, and what of them there is, in the journal and in every other file. What earlier
 * rewrites left behind when they crashed is removed first; what cannot be removed is looked at like any other copy.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_folder_look (FairEraseFolder  *self,
                        GError          **error)
{
  fair_journal_sweep_folder (self->store->ops, self->folder);
  return find_in (self, self->folder, is_not_beside, FAIR_ERASE_BESIDE, error) &&
         find_in (self, self->store->data_folder, is_not_elsewhere, FAIR_ERASE_ELSEWHERE, error) &&
         do_with_all (self, fair_erase_file_learn, error) && do_with_all (self, fair_erase_file_look, error) &&
         find_removable (self, error);
}

/**
 * fair_erase_folder_must_change:
 * @self: a folder after fair_erase_folder_look()
 *
 * Returns: whether there is anything of the people but tombstones
 */
gboolean
fair_erase_folder_must_change (const FairEraseFolder *self)
{
  gboolean must = fair_erase_file_must_change (self->journal);

  for (guint i = 0; !must && i < self->files->len; i++)
    must = fair_erase_file_must_change (g_ptr_array_index (self->files, i));
  return must;
}

/**
 * fair_erase_folder_get_change:
 * @self: a folder after fair_erase_folder_look()
 * @number: the number of a line of the journal, from 1
 *
 * Returns: (transfer none) (nullable): what becomes of it, or NULL: it stays
 */
const FairEraseChange *
fair_erase_folder_get_change (const FairEraseFolder *self,
                              guint64                number)
{
  return fair_erase_lines_get_change (self->journal->lines, number);
}

/**
 * fair_erase_folder_clean:
 * @self: a folder after fair_erase_folder_look()
 * @error: %FAIR_STORE_ERROR: why not everything is clean
 *
 * Takes the people out of everything but the journal.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_folder_clean (FairEraseFolder  *self,
                         GError          **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      FairEraseFile *file = g_ptr_array_index (self->files, i);
      GError *problem = NULL;

      if (fair_erase_file_must_change (file) && !fair_erase_file_clean (file, self->store->ops, &problem) &&
          !forgive (self, file, problem, error))
        return FALSE;
    }
  return TRUE;
}

static void
report_damaged (const FairEraseFile *file,
                FairEraseReport     *report)
{
  for (guint i = 0; i < file->lines->damaged->len; i++)
    fair_erase_report_leave (report, FAIR_ERASE_LEFT_DAMAGED, file->path,
                             g_array_index (file->lines->damaged, FairEraseDamaged, i).id);
}

static void
report_file (const FairEraseFolder *self,
             const FairEraseFile   *file,
             FairEraseReport       *report)
{
  gboolean changed = fair_erase_file_must_change (file);
  gboolean has_rest = file->ids != NULL || file->lines->changes->len > file->lines->n_tombstones;

  if (has_rest && !changed)
    fair_erase_report_leave (report, FAIR_ERASE_LEFT_MENTION, file->path, NULL);
  else if (file->is_opaque)
    fair_erase_report_leave (report, FAIR_ERASE_LEFT_OPAQUE, file->path, NULL);
  else if (file->ids == NULL)
    report_damaged (file, report);
  if (file->lines->n_sound > 0 && fair_erase_file_mentions (file, self->store->ops, self->people))
    g_ptr_array_add (report->mentions, g_strdup (file->path));
}

/**
 * fair_erase_folder_report:
 * @self: a folder, cleaned, and the journal as well
 * @report: takes what somebody should look at
 *
 * Needs no lock.
 */
void
fair_erase_folder_report (FairEraseFolder *self,
                          FairEraseReport *report)
{
  report_file (self, self->journal, report);
  for (guint i = 0; i < self->files->len; i++)
    {
      const FairEraseFile *file = g_ptr_array_index (self->files, i);

      if (g_ptr_array_find (self->unreadable, file, NULL))
        fair_erase_report_leave (report, FAIR_ERASE_LEFT_UNREADABLE, file->path, NULL);
      else
        report_file (self, file, report);
    }
}

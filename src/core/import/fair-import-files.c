/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people hand over to be merged: finds the files, tells what each is, and merges those that have sign-ups. */
#include "config.h"

#include "import/fair-import-files.h"

#include "import/fair-import-json.h"
#include "import/fair-import-kind.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  FairStore *store;
  const FairFileOps *ops;
  FairImportReport *report;
  GCancellable *cancellable;
  GArray *files;       /* of FairFile: those with sign-ups */
  GHashTable *numbers; /* by path, of files that were made lines of, of guint64: where each line begins */
  GPtrArray *refused;  /* of char *: paths of files of another kind, and why, in turn */
  FairRefusedLineFunc refused_func; /* of who asked */
  gpointer refused_data;
} Gathering;

static void
clear_file (gpointer file)
{
  fair_file_clear (file);
}

static void
gathering_clear (Gathering *self)
{
  g_array_unref (self->files);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->refused);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static guint64
map_number (Gathering  *self,
            const char *path,
            guint64     line_number)
{
  const GArray *numbers = g_hash_table_lookup (self->numbers, path);

  return numbers != NULL && line_number - 1 < numbers->len ? g_array_index (numbers, guint64, line_number - 1) : line_number;
}

static void
tell_refused (const char *path,
              guint64     line_number,
              const char *reason,
              gpointer    user_data)
{
  Gathering *self = user_data;

  if (self->refused_func != NULL)
    self->refused_func (path, map_number (self, path, line_number), reason, self->refused_data);
}

static gboolean
add_json (Gathering       *self,
          const FairFile  *json,
          goffset          size,
          GError         **error)
{
  const char *journal = fair_store_get_journal_path (self->store);
  FairFile lines = FAIR_FILE_CLOSED;
  g_autoptr (GArray) numbers = NULL;

  /* of the same file, should it be named twice */
  g_hash_table_remove (self->numbers, json->path);
  if (!fair_import_json_to_lines (json, size, journal, self->report, &lines, &numbers, self->cancellable, error))
    return FALSE;
  g_array_append_val (self->files, lines);
  g_hash_table_insert (self->numbers, g_strdup (json->path), g_steal_pointer (&numbers));
  return TRUE;
}

static gboolean
add_file (Gathering   *self,
          const char  *path,
          GError     **error)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *reason = NULL;
  goffset size;
  FairImportKind kind;

  if (!fair_import_kind_open (self->ops, path, &file, &size, &kind, &reason))
    return fair_store_error_set (error, path, _("Nothing was imported: a file could not be opened"));
  if (reason != NULL)
    {
      g_ptr_array_add (self->refused, g_strdup (path));
      g_ptr_array_add (self->refused, g_steal_pointer (&reason));
      return TRUE;
    }
  if (kind == FAIR_IMPORT_EXPORT)
    return add_json (self, &file, size, error);
  g_array_append_val (self->files, file);
  file = (FairFile) FAIR_FILE_CLOSED;
  return TRUE;
}

static gboolean
is_json (Gathering  *self,
         const char *name,
         const char *path)
{
  struct stat status;

  return fair_import_kind_has_name (name) && self->ops->stat (path, &status, self->ops->user_data) == 0 &&
         S_ISREG (status.st_mode);
}

static void
tell_passed_over (Gathering  *self,
                  const char *folder,
                  guint       n)
{
  g_autofree char *words =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file of JSON was passed over: it has no sign-ups as Fairbook keeps them",
                                  "%u files of JSON were passed over: they have no sign-ups as Fairbook keeps them", n), n);

  if (n > 0)
    tell_refused (folder, 0, words, self);
}

static gboolean
add_folder (Gathering   *self,
            const char  *path,
            char       **names,
            GError     **error)
{
  guint n = 0, n_for_others = 0;

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *file = g_build_filename (path, *name, NULL);

      if (!is_json (self, *name, file))
        continue;
      if (fair_import_kind_is_for_others (self->ops, file))
        n_for_others++;
      else if (!add_file (self, file, error))
        return FALSE;
      else
        n++;
    }
  tell_passed_over (self, path, n_for_others);
  if (n == 0)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                 _("There are no sign-ups in the folder “%s”: they are in files that end in “.jsonl”, and in exports that end "
                   "in “.json”. Nothing was imported; name the folder or the files once more."),
                 path);
  return n > 0;
}

static gboolean
add_path (Gathering   *self,
          const char  *path,
          GError     **error)
{
  g_auto (GStrv) names = NULL;
  struct stat status;

  if (self->ops->stat (path, &status, self->ops->user_data) != 0 || !S_ISDIR (status.st_mode))
    return add_file (self, path, error);
  names = self->ops->list (path, self->ops->user_data);
  if (names != NULL)
    return add_folder (self, path, names, error);
  return fair_store_error_set (error, path, _("Nothing was imported: a folder could not be read"));
}

/* If no file is left, the last that was refused is what the error says. */
static gboolean
tell_refused_files (Gathering  *self,
                    GError    **error)
{
  self->report->n_refused_files = self->refused->len / 2;
  for (guint i = 0; i < self->refused->len; i += 2)
    {
      const char *path = g_ptr_array_index (self->refused, i), *reason = g_ptr_array_index (self->refused, i + 1);

      if (i + 2 == self->refused->len && self->files->len == 0)
        {
          g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                       /* Translators: a file, what it is, and what to do */
                       _("Nothing was imported: “%s” cannot be merged: %s"), path, reason);
          return FALSE;
        }
      tell_refused (path, 0, reason, self);
    }
  return TRUE;
}

static gboolean
gather_and_merge (Gathering          *self,
                  const char *const  *paths,
                  GError            **error)
{
  for (; *paths != NULL; paths++)
    if (!add_path (self, *paths, error))
      return FALSE;
  return tell_refused_files (self, error) &&
         fair_store_import (self->store, self->files, self->report, self->cancellable, error);
}

/**
 * fair_import_files:
 * @store: the store
 * @paths: (array zero-terminated=1): paths of journals, of exports as JSON Lines or JSON, or of folders that have such files;
 *   the store's own does no harm
 * @report: takes what the import did; a fresh one. Of a file that is something else altogether @report.refused_func is told
 *   once, with line 0
 * @cancellable: (nullable): stops it as long as nothing has been changed
 * @error: as of fair_store_import(); %FAIR_STORE_ERROR_IO if no file can be opened or has sign-ups
 *
 * Merges files into the store: see fair_store_import().
 *
 * Threading: any thread; blocks, and nobody appends while the journal is rewritten.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_files (FairStore          *store,
                   const char *const  *paths,
                   FairImportReport   *report,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_auto (Gathering) self = {
    .store = store, .report = report, .cancellable = cancellable, .refused_func = report->refused_func,
    .refused_data = report->refused_data,
  };
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);
  g_return_val_if_fail (paths != NULL, FALSE);

  self.ops = fair_store_get_ops (store);
  self.files = g_array_new (FALSE, FALSE, sizeof (FairFile));
  g_array_set_clear_func (self.files, clear_file);
  self.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self.refused = g_ptr_array_new_with_free_func (g_free);
  report->refused_func = tell_refused;
  report->refused_data = &self;
  done = gather_and_merge (&self, paths, error);
  report->refused_func = self.refused_func;
  report->refused_data = self.refused_data;
  for (guint i = 0; i < report->wrong_clocks->len; i++)
    {
      FairWrongClock *clock = g_ptr_array_index (report->wrong_clocks, i);

      clock->line_number = map_number (&self, clock->file, clock->line_number);
    }
  return done;
}

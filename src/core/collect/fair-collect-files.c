/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that somebody names to collect from, those of folders among them, and what each is. */
#include "config.h"

#include "collect/fair-collect-files.h"

#include "base/fair-laptop-file.h"
#include "collect/fair-collect-visits.h"
#include "import/fair-import-kind.h"
#include "visits/fair-visits.h"
#include <glib/gi18n-lib.h>

typedef struct
{
  FairStore *store;
  const FairFileOps *ops;
  FairCollectPreview *preview;
  GHashTable *seen; /* paths, of what @preview has */
} Search;

static void
refused_free (gpointer data)
{
  FairCollectRefused *self = data;

  g_free (self->reason);
  g_free (self);
}

static void
file_free (gpointer data)
{
  FairCollectFile *self = data;

  g_ptr_array_unref (self->refused);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_hash_table_unref (self->owned_spans);
  g_free (self->laptop);
  g_free (self->device);
  g_free (self->problem);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}

void
fair_collect_preview_free (FairCollectPreview *self)
{
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->passed_over);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_free (self);
}

static FairCollectFile *
file_new (const char *path)
{
  FairCollectFile *self = g_new0 (FairCollectFile, 1);
  g_autofree char *name = g_path_get_basename (path);

  self->path = g_strdup (path);
  self->name = g_filename_display_name (name);
  self->owned_spans = fair_laptop_spans_new ();
  self->refused = g_ptr_array_new_with_free_func (refused_free);
  return self;
}

/* Whatever way leads there. A copy of it, wherever that is, is a file like others. */
static gboolean
is_journal (Search     *self,
            const char *path)
{
  struct stat journal, file;

  return self->ops->stat (fair_store_get_journal_path (self->store), &journal, self->ops->user_data) == 0 &&
         self->ops->stat (path, &file, self->ops->user_data) == 0 && journal.st_dev == file.st_dev && journal.st_ino == file.st_ino;
}

/* What is known of it before its lines are read. */
static void
tell (Search          *self,
      FairCollectFile *file)
{
  g_auto (FairFile) opened = FAIR_FILE_CLOSED;
  FairImportKind kind;

  if (is_journal (self, file->path))
    file->state = FAIR_COLLECT_OWN;
  else if (!fair_import_kind_open (self->ops, file->path, &opened, &file->size, &kind, &file->problem))
    {
      g_autoptr (GError) error = NULL;

      fair_store_error_set (&error, file->path, _("It could not be read"));
      file->problem = g_strdup (error->message);
      file->state = FAIR_COLLECT_UNREADABLE;
    }
  else if (file->problem != NULL)
    file->state = FAIR_COLLECT_OTHER;
  else
    file->state = file->size > 0 ? FAIR_COLLECT_SIGN_UPS : FAIR_COLLECT_NOBODY;
}

static void
add_file (Search     *self,
          const char *path)
{
  FairCollectFile *file;

  if (!g_hash_table_add (self->seen, g_strdup (path)))
    return;
  file = file_new (path);
  tell (self, file);
  g_ptr_array_add (self->preview->files, file);
}

static void
add_entry (Search     *self,
           const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;

  if (*name == '.' || fair_laptop_file_is_visits (name) || self->ops->stat (path, &status, self->ops->user_data) != 0)
    return;
  if (!S_ISREG (status.st_mode) || !fair_import_kind_has_name (name) ||
      fair_import_kind_is_for_others (self->ops, path))
    {
      if (g_hash_table_add (self->seen, g_strdup (path)))
        g_ptr_array_add (self->preview->passed_over, g_filename_display_name (path));
    }
  else
    add_file (self, path);
}

static gboolean
add_path (Search      *self,
          const char  *path,
          GError     **error)
{
  g_auto (GStrv) names = NULL;
  struct stat status;

  if (self->ops->stat (path, &status, self->ops->user_data) != 0 || !S_ISDIR (status.st_mode))
    {
      add_file (self, path);
      return TRUE;
    }
  names = self->ops->list (path, self->ops->user_data);
  if (names == NULL)
    return fair_store_error_set (error, path, _("The folder could not be read"));
  for (char **name = names; *name != NULL; name++)
    add_entry (self, path, *name);
  return TRUE;
}

static void
visits_free (gpointer data)
{
  FairCollectVisits *self = data;

  g_free (self->path);
  g_free (self->problem);
  g_free (self);
}

static GPtrArray *
list_visits (FairStore         *store,
             const char *const *paths)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (visits_free);

  for (; *paths != NULL; paths++)
    {
      FairCollectVisits *file = g_new0 (FairCollectVisits, 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (FairVisitCounts) counts = fair_visits_read (store, *paths, NULL, &error);

      file->path = g_strdup (*paths);
      file->problem = error != NULL ? g_strdup (error->message) : NULL;
      g_ptr_array_add (list, file);
    }
  return list;
}

/**
 * fair_collect_files_find:
 * @store: the store
 * @paths: (array zero-terminated=1): files and folders; of a folder those files that fair_import_files() takes
 * @error: %FAIR_STORE_ERROR: which folder could not be read
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): the files, each once, without counts, or NULL with @error set
 */
FairCollectPreview *
fair_collect_files_find (FairStore          *store,
                         const char *const  *paths,
                         GError            **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (FairCollectPreview) preview = g_new0 (FairCollectPreview, 1);
  Search search = { store, fair_store_get_ops (store), preview, seen };
  g_auto (GStrv) others = NULL, visits = fair_collect_visits_find (store, paths, &others);

  preview->files = g_ptr_array_new_with_free_func (file_free);
  preview->passed_over = g_ptr_array_new_with_free_func (g_free);
  preview->visits = list_visits (store, (const char *const *) visits);
  for (char **path = others; *path != NULL; path++)
    if (!add_path (&search, *path, error))
      return NULL;
  return g_steal_pointer (&preview);
}

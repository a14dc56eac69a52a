/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of visits on their way from laptop to laptop, beside the sign-ups: told apart by the names of their files. */
#include "config.h"

#include "collect/fair-collect-visits.h"

#include "base/fair-laptop-file.h"
#include "collect/fair-laptop-name.h"
#include "export/fair-export-file.h"
#include "import/fair-import-kind.h"
#include "visits/fair-visits.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* How many names are tried before somebody has to tidy up. */
#define MAX_NAMES 99

/* Returns: whether the folder, or the file, may have sign-ups as well */
static gboolean
add_path (FairStore    *store,
          const char   *path,
          GStrvBuilder *visits)
{
  const FairFileOps *ops = fair_store_get_ops (store);
  g_auto (GStrv) names = ops->list (path, ops->user_data);
  g_autofree char *own_name = g_path_get_basename (path);
  gboolean has_others = FALSE, has_visits = FALSE;

  if (names == NULL && fair_laptop_file_is_visits (own_name))
    {
      g_strv_builder_add (visits, path);
      return FALSE;
    }
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      has_others = has_others || fair_import_kind_has_name (*name);
      if (!fair_laptop_file_is_visits (*name))
        continue;
      g_strv_builder_take (visits, g_build_filename (path, *name, NULL));
      has_visits = TRUE;
    }
  return has_others || !has_visits;
}

/**
 * fair_collect_visits_find:
 * @paths: (array zero-terminated=1): files and folders that somebody names to be merged
 * @others: (out) (transfer full): those of them that may have sign-ups
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): the files with counts of visits, those in folders among them
 */
GStrv
fair_collect_visits_find (FairStore          *store,
                          const char *const  *paths,
                          GStrv              *others)
{
  g_autoptr (GStrvBuilder) visits = g_strv_builder_new (), rest = g_strv_builder_new ();

  for (; *paths != NULL; paths++)
    if (add_path (store, *paths, visits))
      g_strv_builder_add (rest, *paths);
  *others = g_strv_builder_end (rest);
  return g_strv_builder_end (visits);
}

/* A file of this laptop is replaced, with what it may have more: a data folder can have been put back as it was. */
static gboolean
may_replace (FairStore       *store,
             const char      *path,
             FairVisitCounts *counts)
{
  const FairFileOps *ops = fair_store_get_ops (store);
  g_autofree char *device = NULL;
  g_autoptr (FairVisitCounts) there = NULL;
  struct stat status;

  if (ops->lstat (path, &status, ops->user_data) != 0)
    return errno == ENOENT;
  there = S_ISREG (status.st_mode) ? fair_visits_read (store, path, &device, NULL) : NULL;
  if (there == NULL || !g_str_equal (device, fair_store_get_device_id (store)))
    return FALSE;
  fair_visit_counts_take_greatest (counts, there);
  return TRUE;
}

static char *
choose_name (FairStore        *store,
             const char       *folder,
             FairVisitCounts  *counts,
             GError          **error)
{
  g_autofree char *laptop = fair_laptop_dup_name (store);

  for (guint number = 1; number <= MAX_NAMES; number++)
    {
      g_autofree char *name = fair_laptop_file_make_visits_name (laptop, fair_store_get_device_id (store), number);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (may_replace (store, path, counts))
        return g_steal_pointer (&name);
    }
  errno = EEXIST;
  fair_store_error_set (error, folder, _("The counts of visits were not handed over"));
  return NULL;
}

static gboolean
write_file (FairStore   *store,
            const char  *path,
            const char  *text,
            GError     **error)
{
  g_autoptr (FairExportFile) file = fair_export_file_open (fair_store_get_ops (store), path, error);

  return file != NULL && fair_export_file_write (file, text, strlen (text), error) && fair_export_file_commit (file, error);
}

/**
 * fair_collect_visits_hand_over:
 * @folder: (type filename): a folder that is there
 * @name: (out) (transfer full) (nullable): of the file that is there now; NULL if nothing was counted
 * @error: %FAIR_STORE_ERROR or %FAIR_EXPORT_ERROR
 *
 * Puts what this laptop has counted into a folder, beside its journal. What is not this laptop's own file of counts stays there.
 *
 * Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_collect_visits_hand_over (FairStore   *store,
                               const char  *folder,
                               char       **name,
                               GError     **error)
{
  GError *problem = NULL;
  g_autoptr (FairVisitCounts) counts = fair_visits_read_own (store, &problem);
  g_autofree char *path = NULL, *text = NULL;

  *name = NULL;
  if (counts == NULL && problem == NULL)
    return TRUE;
  if (counts != NULL)
    *name = choose_name (store, folder, counts, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  path = g_build_filename (folder, *name, NULL);
  text = fair_visit_counts_write (counts, fair_store_get_device_id (store));
  if (write_file (store, path, text, error))
    return TRUE;
  g_clear_pointer (name, g_free);
  return FALSE;
}

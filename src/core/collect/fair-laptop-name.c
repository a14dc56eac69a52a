/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a laptop is called: it stands in device.json. */
#include "config.h"

#include "collect/fair-laptop-name.h"

#include "base/fair-json-file.h"
#include "store/fair-store-private.h"
#include <glib/gi18n-lib.h>

#define DEVICE_FILE "device.json"

static char *
dup_path (FairStore *store)
{
  return g_build_filename (store->data_folder, DEVICE_FILE, NULL);
}

/**
 * fair_laptop_dup_name:
 * @store: the store
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): what this laptop is called: what `device.json` says, else the computer's name
 */
char *
fair_laptop_dup_name (FairStore *store)
{
  g_autofree char *path = NULL, *name = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  const char *host = g_get_host_name ();

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);

  path = dup_path (store);
  doc = fair_json_file_read (store->ops, path);
  name = g_strdup (yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "name")));
  if (name == NULL || *g_strstrip (name) == '\0')
    return g_utf8_make_valid (host != NULL && *host != '\0' ? host : _("Laptop"), -1);
  return g_steal_pointer (&name);
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  glong length = g_utf8_validate (name, -1, NULL) ? g_utf8_strlen (name, -1) : 0;

  for (const char *at = name; length > 0 && *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      length = 0;
  if (length > 0 && length <= FAIR_LAPTOP_NAME_MAX)
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
               _("The laptop keeps its name: a name is one line of 1 to %d characters. Choose another one."),
               FAIR_LAPTOP_NAME_MAX);
  return FALSE;
}

/* What else the file has stays. */
static gboolean
write_name (FairStore   *store,
            yyjson_doc  *doc,
            const char  *path,
            const char  *name,
            GError     **error)
{
  g_autoptr (yyjson_mut_doc) changed = yyjson_doc_mut_copy (doc, NULL);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (changed);
  GError *io_error = NULL;

  yyjson_mut_obj_put (root, yyjson_mut_str (changed, "name"), yyjson_mut_str (changed, name));
  return fair_json_file_replace (store->ops, path, changed, &io_error) || fair_store_error_propagate (error, io_error);
}

/**
 * fair_laptop_set_name:
 * @store: the store
 * @name: what this laptop shall be called: a line of 1 to %FAIR_LAPTOP_NAME_MAX characters, without space around it
 * @error: %FAIR_STORE_ERROR: why it keeps its name
 *
 * Changes `device.json`, durably and at once; the laptop's id stays.
 *
 * Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_laptop_set_name (FairStore   *store,
                      const char  *name,
                      GError     **error)
{
  g_autofree char *trimmed = NULL, *path = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  g_autoptr (FairTurn) turn = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (name));
  if (!check_name (trimmed, error))
    return FALSE;
  /* in turn: two programs that start at once make the file in it, too */
  turn = fair_store_begin (store, error);
  if (turn == NULL)
    return FALSE;
  path = dup_path (store);
  doc = fair_json_file_read (store->ops, path);
  if (!yyjson_is_obj (yyjson_doc_get_root (doc)))
    return fair_store_error_set (error, path, _("The laptop keeps its name"));
  return write_name (store, doc, path, trimmed, error);
}

typedef struct
{
  FairStore *store;
  char *name; /* NULL to load it */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->name);
  g_free (job);
}

static void
run_job (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->name == NULL)
    g_task_return_pointer (task, fair_laptop_dup_name (job->store), g_free);
  else if (fair_laptop_set_name (job->store, job->name, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (FairStore           *store,
       const char          *name,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job) { g_object_ref (store), g_strdup (name) };
  g_task_set_source_tag (task, tag);
  /* a name that is changed is no less changed for a late cancellation */
  g_task_set_check_cancellable (task, name == NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/** As fair_laptop_dup_name(), in a thread. */
void
fair_laptop_load_name_async (FairStore           *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (FAIR_IS_STORE (store));

  start (store, NULL, fair_laptop_load_name_async, cancellable, callback, user_data);
}

/** Returns: (transfer full): as of fair_laptop_dup_name(), or NULL with @error set: %G_IO_ERROR_CANCELLED */
char *
fair_laptop_load_name_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** As fair_laptop_set_name(), in a thread. */
void
fair_laptop_set_name_async (FairStore           *store,
                            const char          *name,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (FAIR_IS_STORE (store));
  g_return_if_fail (name != NULL);

  start (store, name, fair_laptop_set_name_async, cancellable, callback, user_data);
}

/** Returns: FALSE with @error set, as of fair_laptop_set_name() */
gboolean
fair_laptop_set_name_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

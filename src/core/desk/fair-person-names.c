/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-names.h"

#include "form/fair-answers.h"
#include "store/people/fair-people-read.h"

typedef struct
{
  GHashTable *ids;
  GHashTable *names;
} Reading;

static gboolean
take_version (const FairVersion  *version,
              gpointer            user_data,
              GError            **error)
{
  Reading *reading = user_data;
  g_autoptr (FairAnswers) answers = NULL;

  if (!g_hash_table_contains (reading->ids, version->id))
    return TRUE;
  answers = fair_answers_new_from_value (fair_version_get_answers (version));
  g_hash_table_insert (reading->names, g_strdup (version->id), fair_answers_dup_person_name (answers));
  return TRUE;
}

static void
load_in_thread (GTask        *task,
                gpointer      store,
                gpointer      ids,
                GCancellable *cancellable)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reading reading = { ids, names };
  GError *error = NULL;

  if (fair_store_foreach (store, take_version, &reading, NULL, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&names), (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fair_person_names_load_async:
 * @ids: (transfer none) (element-type utf8): a set; it must not change any more
 * @cancellable: (nullable): stops it
 *
 * Reads in a worker thread what people are called, the whole journal once.
 */
void
fair_person_names_load_async (FairStore           *store,
                              GHashTable          *ids,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_person_names_load_async);
  g_task_set_task_data (task, g_hash_table_ref (ids), (GDestroyNotify) g_hash_table_unref);
  g_task_run_in_thread (task, load_in_thread);
}

/** Returns: (transfer full) (element-type utf8 utf8): the names by ids, "" of who gave none; who is not there any more is not among them.
 * NULL with @error set, #FairStoreError */
GHashTable *
fair_person_names_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

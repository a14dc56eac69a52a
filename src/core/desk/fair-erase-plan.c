/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/fair-erase-plan.h"

#include "store/people/fair-people-read.h"

/* While the journal is read. */
typedef struct
{
  GHashTable *wanted; /* a set of ids */
  GPtrArray *people;  /* of FairErasePerson */
} Plan;

static void
free_person (gpointer data)
{
  FairErasePerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person->event);
  g_free (person);
}

static gboolean
take (const FairVersion  *version,
      gpointer            user_data,
      GError            **error)
{
  Plan *plan = user_data;
  g_autoptr (FairAnswers) answers = NULL;
  FairErasePerson *person;

  if (!g_hash_table_contains (plan->wanted, version->id))
    return TRUE;
  answers = fair_answers_new_from_value (fair_version_get_answers (version));
  person = g_new (FairErasePerson, 1);
  *person = (FairErasePerson) { g_strdup (version->id), fair_answers_dup_person_name (answers), g_strdup (version->event), version->at_ms,
                                (guint) yyjson_arr_size (yyjson_obj_get (version->staff, FAIR_JOINED)) };
  g_ptr_array_add (plan->people, person);
  return TRUE;
}

/**
 * fair_erase_plan_make:
 * @ids: (array zero-terminated=1): who is to be gone
 * @cancellable: (nullable): stops it
 * @error: why the journal could not be read
 *
 * Threading: any thread; reads the whole journal once, however many they are.
 *
 * Returns: (transfer full) (element-type FairErasePerson): those of them who are there, in the order of the journal; or NULL with
 *   @error set
 */
GPtrArray *
fair_erase_plan_make (FairStore          *store,
                      const char *const  *ids,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (free_person);
  Plan plan = { wanted, people };

  for (gsize i = 0; ids[i] != NULL; i++)
    g_hash_table_add (wanted, (char *) ids[i]);
  if (!fair_store_foreach (store, take, &plan, NULL, cancellable, error))
    return NULL;
  return g_steal_pointer (&people);
}

static void
make_in_thread (GTask        *task,
                gpointer      store,
                gpointer      ids,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *people = fair_erase_plan_make (store, ids, cancellable, &error);

  if (people != NULL)
    g_task_return_pointer (task, people, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/** Does what fair_erase_plan_make() does, in a worker thread. */
void
fair_erase_plan_make_async (FairStore           *store,
                            const char *const   *ids,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_erase_plan_make_async);
  g_task_set_task_data (task, g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, make_in_thread);
}

/** Returns: (transfer full): what fair_erase_plan_make() returns */
GPtrArray *
fair_erase_plan_make_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

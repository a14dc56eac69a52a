/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/fair-person-details.h"

#include "form/fair-form-archive.h"

/* What a worker thread needs. */
typedef struct
{
  char **ids;
  FairForm *today;
  char *data_folder;
} Loading;

static void
free_loading (gpointer data)
{
  Loading *self = data;

  g_strfreev (self->ids);
  g_clear_object (&self->today);
  g_free (self->data_folder);
  g_free (self);
}

void
fair_person_details_free (FairPersonDetails *self)
{
  g_clear_pointer (&self->record, fair_person_record_free);
  g_clear_pointer (&self->joined, g_ptr_array_unref);
  g_clear_object (&self->form);
  g_free (self);
}

/** Returns: (transfer full): what the person is called, by the version that stands; "" where they gave no name */
char *
fair_person_record_dup_name (const FairPersonRecord *self)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (fair_version_get_answers (fair_person_record_get_standing (self)));

  return fair_answers_dup_person_name (answers);
}

static void
choose_form (FairPersonDetails *self,
             FairForm          *today,
             const char        *data_folder)
{
  const char *tag = fair_person_record_get_standing (self->record)->form;
  const char *language = today != NULL ? fair_form_get_language (today) : "en";

  self->is_own_form = today != NULL && g_strcmp0 (tag, fair_form_get_version_tag (today)) == 0;
  if (!self->is_own_form && tag != NULL)
    self->form = fair_form_archive_find (data_folder, tag, language);
  self->is_own_form |= self->form != NULL;
  if (self->form == NULL && today != NULL)
    self->form = g_object_ref (today);
}

/* Who was joined into them and has been erased since is not missed. */
static gboolean
load_joined (FairPersonDetails  *self,
             FairStore          *store,
             GCancellable       *cancellable,
             GError            **error)
{
  self->joined = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_person_record_free);
  for (guint i = 0; i < self->record->joined->len; i++)
    {
      g_autoptr (GError) own_error = NULL;
      FairPersonRecord *record = fair_person_record_load (store, self->record->joined->pdata[i], cancellable, &own_error);

      if (record != NULL)
        g_ptr_array_add (self->joined, record);
      else if (!g_error_matches (own_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
        return g_propagate_error (error, g_steal_pointer (&own_error)), FALSE;
    }
  return TRUE;
}

/**
 * fair_person_details_load:
 * @ids: (array zero-terminated=1): whose, at least one
 * @today: (nullable): the form of the pack in use
 * @data_folder: (type filename): where forms of other versions were kept: see fair_form_archive_find()
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR_NOT_FOUND if none of them is there any more, or why the journal could not be read
 *
 * Threading: any thread; reads the whole journal for each sign-up.
 *
 * Returns: (transfer full) (element-type FairPersonDetails): those who are there, in the order of @ids; or NULL with @error set
 */
GPtrArray *
fair_person_details_load (FairStore          *store,
                          const char *const  *ids,
                          FairForm           *today,
                          const char         *data_folder,
                          GCancellable       *cancellable,
                          GError            **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_person_details_free);
  g_autoptr (GError) own_error = NULL;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      FairPersonDetails *details;
      FairPersonRecord *record;

      g_clear_error (&own_error);
      record = fair_person_record_load (store, ids[i], cancellable, &own_error);
      if (record == NULL && g_error_matches (own_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
        continue;
      if (record == NULL)
        break;
      details = g_new0 (FairPersonDetails, 1);
      details->record = record;
      g_ptr_array_add (people, details);
      choose_form (details, today, data_folder);
      if (!load_joined (details, store, cancellable, error))
        return NULL;
    }
  if (own_error != NULL && (people->len == 0 || !g_error_matches (own_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND)))
    return g_propagate_error (error, g_steal_pointer (&own_error)), NULL;
  return g_steal_pointer (&people);
}

static void
load_in_thread (GTask        *task,
                gpointer      store,
                gpointer      data,
                GCancellable *cancellable)
{
  Loading *loading = data;
  GError *error = NULL;
  GPtrArray *people = fair_person_details_load (store, (const char *const *) loading->ids, loading->today, loading->data_folder,
                                                cancellable, &error);

  if (people != NULL)
    g_task_return_pointer (task, people, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/** Does what fair_person_details_load() does, in a worker thread. */
void
fair_person_details_load_async (FairStore           *store,
                                const char *const   *ids,
                                FairForm            *today,
                                const char          *data_folder,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->ids = g_strdupv ((char **) ids);
  loading->today = today != NULL ? g_object_ref (today) : NULL;
  loading->data_folder = g_strdup (data_folder);
  g_task_set_source_tag (task, fair_person_details_load_async);
  g_task_set_task_data (task, loading, free_loading);
  g_task_run_in_thread (task, load_in_thread);
}

/** Returns: (transfer full): what fair_person_details_load() returns */
GPtrArray *
fair_person_details_load_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

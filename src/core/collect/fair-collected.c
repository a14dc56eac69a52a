/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When which laptop was last collected from, and what it is called: collected.json, in which nothing is of any person. */
#include "collect/fair-collected.h"

#include "base/fair-json-file.h"
#include "store/fair-store-private.h"

#define NAME "collected.json"

static void
collected_free (gpointer data)
{
  FairCollected *self = data;

  g_free (self->device);
  g_free (self->name);
  g_free (self->file);
  g_free (self);
}

static char *
dup_path (FairStore *store)
{
  return g_build_filename (store->data_folder, NAME, NULL);
}

/**
 * fair_collected_load:
 * @store: the store
 *
 * Reads {"v":1,"laptops":[{"device":"…","name":"…","file":"…","at":"…","sign_ups":3}]}. Threading: any thread; blocks.
 *
 * Returns: (transfer full) (element-type FairCollected): of each laptop when it was last collected from; nothing where the file
 *   is not there, or cannot be read: it is a help, and no sign-up depends on it
 */
GPtrArray *
fair_collected_load (FairStore *store)
{
  g_autofree char *path = dup_path (store);
  GPtrArray *collected = g_ptr_array_new_with_free_func (collected_free);
  g_autoptr (yyjson_doc) doc = fair_json_file_read (store->ops, path);
  yyjson_arr_iter laptops = yyjson_arr_iter_with (yyjson_obj_get (yyjson_doc_get_root (doc), "laptops"));
  yyjson_val *laptop;

  while ((laptop = yyjson_arr_iter_next (&laptops)) != NULL)
    {
      const char *device = yyjson_get_str (yyjson_obj_get (laptop, "device")), *file = yyjson_get_str (yyjson_obj_get (laptop, "file"));
      const char *time = yyjson_get_str (yyjson_obj_get (laptop, "at"));
      gint64 at;

      if (device != NULL && file != NULL && time != NULL && fair_time_parse_utc (time, &at))
        fair_collected_put (collected, device, yyjson_get_str (yyjson_obj_get (laptop, "name")), file, at,
                            yyjson_get_uint (yyjson_obj_get (laptop, "sign_ups")));
    }
  return collected;
}

/** Says that the laptop @device, called @name unless that is NULL, was collected from; a name that is known stays known. */
void
fair_collected_put (GPtrArray  *collected,
                    const char *device,
                    const char *name,
                    const char *file,
                    gint64      at,
                    guint64     n_sign_ups)
{
  FairCollected *entry = NULL;

  for (guint i = 0; i < collected->len && entry == NULL; i++)
    if (g_str_equal (((FairCollected *) collected->pdata[i])->device, device))
      entry = collected->pdata[i];
  if (entry == NULL)
    {
      entry = g_new0 (FairCollected, 1);
      entry->device = g_strdup (device);
      g_ptr_array_add (collected, entry);
    }
  if (name != NULL)
    g_set_str (&entry->name, name);
  g_set_str (&entry->file, file);
  entry->at = at;
  entry->n_sign_ups = n_sign_ups;
}

/** Says that what was collected at this moment, from @files, was taken back. */
void
fair_collected_forget (GPtrArray         *collected,
                       gint64             at,
                       const char *const *files)
{
  for (guint i = collected->len; i > 0; i--)
    {
      const FairCollected *entry = g_ptr_array_index (collected, i - 1);

      if (entry->at == at && g_strv_contains (files, entry->file))
        g_ptr_array_remove_index (collected, i - 1);
    }
}

/**
 * fair_collected_save:
 * @store: the store
 * @collected: (element-type FairCollected): all that the file is to say
 * @error: in the domain %FAIR_STORE_ERROR
 *
 * Replaces the file, durably and at once; what a crash left of an earlier attempt goes. Two do not do so at a time: see
 * fair_import_records_lock(). Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_collected_save (FairStore        *store,
                     const GPtrArray  *collected,
                     GError          **error)
{
  g_autofree char *path = dup_path (store);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *laptops = yyjson_mut_arr (doc);
  GError *io_error = NULL;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_val (doc, root, "laptops", laptops);
  for (guint i = 0; i < collected->len; i++)
    {
      const FairCollected *entry = g_ptr_array_index (collected, i);
      g_autofree char *at = fair_time_format_utc (entry->at);
      yyjson_mut_val *laptop = yyjson_mut_arr_add_obj (doc, laptops);

      yyjson_mut_obj_add_str (doc, laptop, "device", entry->device);
      if (entry->name != NULL)
        yyjson_mut_obj_add_str (doc, laptop, "name", entry->name);
      yyjson_mut_obj_add_str (doc, laptop, "file", entry->file);
      yyjson_mut_obj_add_strcpy (doc, laptop, "at", at);
      yyjson_mut_obj_add_uint (doc, laptop, "sign_ups", entry->n_sign_ups);
    }
  return fair_json_file_replace (store->ops, path, doc, &io_error) || fair_store_error_propagate (error, io_error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "form/fair-form-archive.h"

#include "base/fair-file.h"
#include "form/fair-form-private.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "forms"

/* A version tag comes from a journal, and journals from anywhere: no name that leads elsewhere. */
static char *
make_name (const char *tag)
{
  const char *at = strchr (tag, '@');
  g_autofree char *id = at != NULL ? g_strndup (tag, (gsize) (at - tag)) : NULL;

  if (id == NULL || !fair_pack_is_id (id) || at[1] == '\0' || strspn (at + 1, G_CSET_DIGITS) != strlen (at + 1))
    return NULL;
  return g_strconcat (tag, ".json", NULL);
}

static char *
write_form (FairForm *form,
            gsize    *length)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), form->source);

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, length);
}

/**
 * fair_form_archive_keep:
 * @data_folder: (type filename): the data folder, which has to be there
 * @form: the form that people are asked with from now on
 * @error: why it could not be kept, in the domain %G_IO_ERROR
 *
 * Keeps the form’s definition, as `forms/<id>@<version>.json`, unless that is there already: who was asked with it is shown with its
 * titles and choices when the pack has another form. There is nothing personal in it.
 *
 * Threading: any; blocks on the disk.
 */
gboolean
fair_form_archive_keep (const char  *data_folder,
                        FairForm    *form,
                        GError     **error)
{
  const FairFileOps *ops = fair_file_ops_get_default ();
  g_autofree char *name = make_name (fair_form_get_version_tag (form));
  g_autofree char *folder = g_build_filename (data_folder, FOLDER, NULL);
  g_autofree char *path = NULL, *json = NULL;
  struct stat status;
  gsize length;

  g_return_val_if_fail (name != NULL, FALSE);

  path = g_build_filename (folder, name, NULL);
  if (ops->lstat (path, &status, ops->user_data) == 0)
    return TRUE;
  if (ops->mkdir (folder, 0700, ops->user_data) != 0 && errno != EEXIST)
    {
      fair_file_ops_set_error (error, folder, _("The folder could not be made"));
      return FALSE;
    }
  fair_file_ops_sweep (ops, folder, name);
  json = write_form (form, &length);
  return fair_file_replace (ops, path, json, length, error);
}

static void
keep_in_thread (GTask        *task,
                gpointer      form,
                gpointer      data_folder,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (fair_form_archive_keep (data_folder, form, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** Does what fair_form_archive_keep() does, in a worker thread. */
void
fair_form_archive_keep_async (const char          *data_folder,
                              FairForm            *form,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (form, NULL, callback, user_data);

  g_task_set_source_tag (task, fair_form_archive_keep_async);
  g_task_set_task_data (task, g_strdup (data_folder), g_free);
  g_task_run_in_thread (task, keep_in_thread);
}

gboolean
fair_form_archive_keep_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fair_form_archive_find:
 * @data_folder: (type filename): the data folder
 * @tag: a form’s id and version as a sign-up has them: "interest@1"; whatever else it says finds nothing
 * @language: the tag of the language to read it in
 *
 * What is wrong in the file, and the lists of suggestions that it names, are left out.
 *
 * Threading: any; blocks on the disk.
 *
 * Returns: (transfer full) (nullable): the form that was kept; NULL if there is none, or it cannot be read
 */
FairForm *
fair_form_archive_find (const char *data_folder,
                        const char *tag,
                        const char *language)
{
  const char *const languages[] = { language, NULL };
  g_autofree char *name = make_name (tag);
  g_autofree char *path = g_build_filename (data_folder, FOLDER, NULL);
  g_autoptr (FairPackFolder) folder = name != NULL ? fair_pack_folder_open (path, NULL) : NULL;
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairPackReader reader = { .problems = problems, .file = name, .languages = languages };
  g_autoptr (FairForm) form = folder != NULL ? fair_form_read (&reader, folder, NULL) : NULL;

  if (form == NULL || !g_str_equal (fair_form_get_version_tag (form), tag))
    return NULL;
  return g_steal_pointer (&form);
}

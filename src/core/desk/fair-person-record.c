/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that there is of one person: each version of their sign-up, what they agreed to, and who was joined into them. */
#include "config.h"

#include "desk/fair-person-record.h"

#include "store/people/fair-people-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A version that owns its line. */
typedef struct
{
  FairVersion version;
  char *line;
} OwnVersion;

static void
free_version (gpointer data)
{
  OwnVersion *self = data;

  fair_version_clear (&self->version);
  g_free (self->line);
  g_free (self);
}

/** Frees what fair_person_record_load() returned. */
void
fair_person_record_free (FairPersonRecord *self)
{
  g_ptr_array_unref (self->versions);
  g_ptr_array_unref (self->wordings);
  g_ptr_array_unref (self->joined);
  g_free (self);
}

static gboolean
add_line (GPtrArray   *versions,
          const char  *line,
          gsize        length,
          GError     **error)
{
  OwnVersion *own = g_new0 (OwnVersion, 1);

  own->line = g_strndup (line, length);
  g_ptr_array_add (versions, own);
  return fair_line_decode (own->line, length, NULL, &own->version, error);
}

static gboolean
add_version (const FairVersion  *version,
             gpointer            record,
             GError            **error)
{
  return add_line (((FairPersonRecord *) record)->versions, version->line, version->length, error);
}

/* The order in which one wins over the other: see FairPeople. */
static int
compare_versions (gconstpointer a,
                  gconstpointer b)
{
  const FairVersion *left = a, *right = b;
  int order = (left->op == FAIR_OP_ERASE) - (right->op == FAIR_OP_ERASE);

  if (order == 0)
    order = fair_hlc_compare (&left->hlc, &right->hlc);
  return order != 0 ? order : strcmp (left->line, right->line);
}

/* Imports may bring what was there already. */
static void
drop_repeated (GPtrArray *versions)
{
  for (guint i = versions->len; i-- > 1;)
    if (compare_versions (versions->pdata[i], versions->pdata[i - 1]) == 0)
      g_ptr_array_remove_index (versions, i);
}

/* A wording that the journal has lost is no hindrance: the sign-up says that it was agreed to. */
static void
add_wordings (FairPersonRecord *self,
              FairStore        *store)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (fair_person_record_get_standing (self)->agreed);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      const char *id = yyjson_get_str (yyjson_obj_iter_get_val (key));
      g_autofree char *line = id != NULL ? fair_store_dup_wording (store, id, NULL) : NULL;

      if (line != NULL && !add_line (self->wordings, line, strlen (line), NULL))
        g_ptr_array_remove_index (self->wordings, self->wordings->len - 1);
    }
}

static void
add_joined (FairPersonRecord *self)
{
  yyjson_val *joined = yyjson_obj_get (fair_person_record_get_standing (self)->staff, FAIR_JOINED), *id;
  gsize i, n;

  yyjson_arr_foreach (joined, i, n, id)
    if (yyjson_is_str (id))
      g_ptr_array_add (self->joined, g_strdup (yyjson_get_str (id)));
}

/** Returns: (transfer none): the version that stands */
const FairVersion *
fair_person_record_get_standing (const FairPersonRecord *self)
{
  return g_ptr_array_index (self->versions, self->versions->len - 1);
}

static void
compare_members (GArray     *changes,
                 gboolean    is_staff,
                 yyjson_val *before,
                 yyjson_val *after)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (after);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);
      FairPersonChange change = { is_staff, yyjson_get_str (key), yyjson_obj_get (before, yyjson_get_str (key)), value };

      if (change.before == NULL || !yyjson_equals (change.before, value))
        g_array_append_val (changes, change);
    }
  members = yyjson_obj_iter_with (before);
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      FairPersonChange change = { is_staff, yyjson_get_str (key), yyjson_obj_iter_get_val (key), NULL };

      if (yyjson_obj_get (after, change.member) == NULL)
        g_array_append_val (changes, change);
    }
}

/** Returns: (transfer full) (element-type FairPersonChange): what @after says otherwise than @before */
GArray *
fair_person_list_changes (const FairVersion *before,
                          const FairVersion *after)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (FairPersonChange));

  compare_members (changes, FALSE, fair_version_get_answers (before), fair_version_get_answers (after));
  compare_members (changes, TRUE, before->staff, after->staff);
  return changes;
}

/**
 * fair_person_record_load:
 * @id: a person's id
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR_NOT_FOUND (also where they were erased), or why the journal could not be read
 *
 * Threading: any thread; reads the whole journal.
 *
 * Returns: (transfer full): all that there is of the person, or NULL with @error set
 */
FairPersonRecord *
fair_person_record_load (FairStore     *store,
                         const char    *id,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (FairPersonRecord) self = g_new0 (FairPersonRecord, 1);

  self->versions = g_ptr_array_new_with_free_func (free_version);
  self->wordings = g_ptr_array_new_with_free_func (free_version);
  self->joined = g_ptr_array_new_with_free_func (g_free);
  if (!fair_store_foreach_version (store, id, add_version, self, cancellable, error))
    return NULL;
  g_ptr_array_sort_values (self->versions, compare_versions);
  drop_repeated (self->versions);
  if (self->versions->len == 0 || fair_person_record_get_standing (self)->op == FAIR_OP_ERASE)
    {
      g_set_error_literal (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND,
                           _("This person is not there any more: somebody has erased them."));
      return NULL;
    }
  add_wordings (self, store);
  add_joined (self);
  return g_steal_pointer (&self);
}

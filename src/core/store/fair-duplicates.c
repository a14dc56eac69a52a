/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds sign-ups that may be of the same person. Whether they are is for a person to say.
 *
 * A first pass keeps 64 bits for each address and each name; a second one looks closely at the few that were met twice.
 */
#include "store/fair-duplicates.h"

#include "base/fair-text.h"
#include <string.h>

typedef struct
{
  GArray *prints;     /* of guint64: in the first pass of all keys, sorted and only of repeated ones in the second */
  GHashTable *by_key; /* of FairDuplicateGroup, by key */
  GPtrArray *groups;  /* of FairDuplicateGroup, in the order in which they were met; owns them */
} Search;

static void
free_person (gpointer data)
{
  FairDuplicatePerson *person = data;

  g_free (person->id);
  g_free (person->at);
  g_free (person->name);
  g_free (person->email);
  g_free (person->school);
  g_free (person);
}

/**
 * fair_duplicate_group_free:
 * @self: (transfer full): a group
 */
void
fair_duplicate_group_free (FairDuplicateGroup *self)
{
  g_ptr_array_unref (self->people);
  g_free (self);
}

/* FNV-1a, 64 bits */
static guint64
fingerprint (const char *key)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *key != '\0'; key++)
    hash = (hash ^ (guint8) *key) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static char *
make_email_key (const FairAnswers *answers)
{
  const char *email = fair_answers_get_text (answers, "email");
  g_autofree char *trimmed = NULL;
  g_autofree char *folded = NULL;

  if (fair_text_is_blank (email))
    return NULL;
  trimmed = fair_text_trim (email);
  folded = g_utf8_casefold (trimmed, -1);
  return g_strconcat ("email\n", folded, NULL);
}

static char *
fold_answer (const FairAnswers *answers,
             const char        *field)
{
  const char *text = fair_answers_get_text (answers, field);

  return fair_text_is_blank (text) ? g_strdup ("") : fair_text_fold (text);
}

static char *
make_name_key (const FairAnswers *answers)
{
  g_autofree char *given = fold_answer (answers, "given_name");
  g_autofree char *family = fold_answer (answers, "family_name");
  g_autofree char *school = fold_answer (answers, "medical_school");
  g_autofree char *name = g_strconcat (given, *given != '\0' && *family != '\0' ? " " : "", family, NULL);

  return *name != '\0' && *school != '\0' ? g_strconcat ("name\n", name, "\n", school, NULL) : NULL;
}

static void
note_print (Search     *self,
            const char *key)
{
  guint64 print;

  if (key == NULL)
    return;
  print = fingerprint (key);
  g_array_append_val (self->prints, print);
}

static gboolean
note_record (const FairRecord  *record,
             gpointer           user_data,
             GError           **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (record->answers);
  g_autofree char *email = make_email_key (answers);
  g_autofree char *name = make_name_key (answers);

  note_print (user_data, email);
  note_print (user_data, name);
  return TRUE;
}

static int
compare_prints (gconstpointer a,
                gconstpointer b)
{
  const guint64 *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

/* Leaves each print that is there more than once, once. */
static void
keep_repeated (GArray *prints)
{
  guint64 *all = (guint64 *) (void *) prints->data;
  guint kept = 0;

  g_array_sort (prints, compare_prints);
  for (guint i = 1; i < prints->len; i++)
    if (all[i] == all[i - 1] && (kept == 0 || all[kept - 1] != all[i]))
      all[kept++] = all[i];
  g_array_set_size (prints, kept);
}

static char *
dup_answer (const FairAnswers *answers,
            const char        *field)
{
  const char *text = fair_answers_get_text (answers, field);

  return text != NULL ? fair_text_trim (text) : g_strdup ("");
}

static FairDuplicatePerson *
make_person (const FairRecord  *record,
             const FairAnswers *answers)
{
  FairDuplicatePerson *person = g_new (FairDuplicatePerson, 1);

  *person = (FairDuplicatePerson) { g_strdup (record->id), g_strdup (record->at),
                                    fair_answers_dup_person_name (answers), dup_answer (answers, "email"),
                                    dup_answer (answers, "medical_school") };
  return person;
}

static FairDuplicateGroup *
get_group (Search              *self,
           const char          *key,
           FairDuplicateReason  reason)
{
  FairDuplicateGroup *group = g_hash_table_lookup (self->by_key, key);

  if (group != NULL)
    return group;
  group = g_new (FairDuplicateGroup, 1);
  *group = (FairDuplicateGroup) { reason, g_ptr_array_new_with_free_func (free_person) };
  g_hash_table_insert (self->by_key, g_strdup (key), group);
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
put_into_group (Search              *self,
                const char          *key,
                FairDuplicateReason  reason,
                const FairRecord    *record,
                const FairAnswers   *answers)
{
  guint64 print;

  if (key == NULL)
    return;
  print = fingerprint (key);
  if (g_array_binary_search (self->prints, &print, compare_prints, NULL))
    g_ptr_array_add (get_group (self, key, reason)->people, make_person (record, answers));
}

static gboolean
group_record (const FairRecord  *record,
              gpointer           user_data,
              GError           **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (record->answers);
  g_autofree char *email = make_email_key (answers);
  g_autofree char *name = make_name_key (answers);

  put_into_group (user_data, email, FAIR_DUPLICATE_EMAIL, record, answers);
  put_into_group (user_data, name, FAIR_DUPLICATE_NAME, record, answers);
  return TRUE;
}

/* Whether all of @group are in one group by their address already. */
static gboolean
is_told_already (const FairDuplicateGroup *group,
                 GHashTable               *email_groups)
{
  const FairDuplicatePerson *first = g_ptr_array_index (group->people, 0);
  gpointer told = g_hash_table_lookup (email_groups, first->id);

  if (group->reason == FAIR_DUPLICATE_EMAIL || told == NULL)
    return FALSE;
  for (guint i = 1; i < group->people->len; i++)
    {
      const FairDuplicatePerson *person = g_ptr_array_index (group->people, i);

      if (g_hash_table_lookup (email_groups, person->id) != told)
        return FALSE;
    }
  return TRUE;
}

/* In which group by their address people are. */
static GHashTable *
map_email_groups (Search *self)
{
  GHashTable *map = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->groups->len; i++)
    {
      FairDuplicateGroup *group = g_ptr_array_index (self->groups, i);

      for (guint j = 0; group->reason == FAIR_DUPLICATE_EMAIL && group->people->len > 1 && j < group->people->len; j++)
        g_hash_table_insert (map, ((FairDuplicatePerson *) group->people->pdata[j])->id, group);
    }
  return map;
}

static GPtrArray *
take_groups (Search *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_duplicate_group_free);
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_duplicate_group_free);
  g_autoptr (GHashTable) email_groups = map_email_groups (self);

  for (guint i = 0; i < self->groups->len; i++)
    {
      FairDuplicateGroup *group = g_ptr_array_index (self->groups, i);
      gboolean is_wanted = group->people->len > 1 && !is_told_already (group, email_groups);

      g_ptr_array_add (is_wanted ? found : dropped, group);
    }
  g_ptr_array_set_free_func (self->groups, NULL);
  return found;
}

/**
 * fair_store_find_duplicates:
 * @self: the store
 * @report: (nullable): takes what the reading met; a fresh one
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Finds people who signed up with the same address, or with the same name at the same school. Those who were joined
 * already are not among them; nobody is joined by this.
 *
 * Threading: any thread; reads the whole journal twice.
 *
 * Returns: (transfer full) (element-type FairDuplicateGroup): the groups, or NULL with @error set
 */
GPtrArray *
fair_store_find_duplicates (FairStore       *self,
                            FairReadReport  *report,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (GArray) prints = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_duplicate_group_free);
  Search search = { prints, by_key, groups };

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  if (!fair_store_foreach (self, note_record, &search, report, cancellable, error))
    return NULL;
  keep_repeated (prints);
  if (prints->len > 0 && !fair_store_foreach (self, group_record, &search, NULL, cancellable, error))
    return NULL;
  return take_groups (&search);
}

static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *groups = fair_store_find_duplicates (source, NULL, cancellable, &error);

  if (groups != NULL)
    g_task_return_pointer (task, groups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fair_store_find_duplicates_async:
 * @self: the store
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does what fair_store_find_duplicates() does, in a thread.
 */
void
fair_store_find_duplicates_async (FairStore           *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_store_find_duplicates_async);
  g_task_run_in_thread (task, find_in_thread);
}

/**
 * fair_store_find_duplicates_finish:
 * @self: the store
 * @result: what the callback got
 * @error: as of fair_store_find_duplicates()
 *
 * Returns: (transfer full) (element-type FairDuplicateGroup): the groups, or NULL with @error set
 */
GPtrArray *
fair_store_find_duplicates_finish (FairStore     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds sign-ups that may be of the same person. Whether they are is for a person to say.
 *
 * A first pass keeps 32 bits for each address and each name; a second one looks closely at the few that were met twice.
 */
#include "desk/fair-duplicates.h"

#include "base/fair-text.h"
#include "store/people/fair-people-read.h"

typedef struct
{
  FairSchoolNames *schools;
  GHashTable *met;    /* the hashes of all keys; NULL in the second pass */
  GHashTable *twice;  /* and of those that were met more than once */
  GHashTable *by_key; /* of FairDuplicateGroup, by key */
  GPtrArray *groups;  /* of FairDuplicateGroup, in the order in which they were met; owns them */
} Search;

static void
free_person (gpointer data)
{
  FairDuplicatePerson *person = data;

  g_free (person->id);
  g_free (person->at);
  g_free (person->event);
  g_free (person->name);
  g_free (person->email);
  g_free (person->school);
  g_strfreev (person->distinct_from);
  g_free (person);
}

void
fair_duplicate_group_free (FairDuplicateGroup *self)
{
  g_ptr_array_unref (self->people);
  g_free (self);
}

/** Returns: (transfer full): the same group; the people are shared, and never change */
FairDuplicateGroup *
fair_duplicate_group_copy (const FairDuplicateGroup *self)
{
  FairDuplicateGroup *copy = g_new (FairDuplicateGroup, 1);

  *copy = (FairDuplicateGroup) { self->reason, g_ptr_array_ref (self->people) };
  return copy;
}

/* Returns "" for what was not answered. */
static char *
dup_answer (const FairAnswers *answers,
            const char        *field)
{
  const char *text = fair_answers_get_text (answers, field);

  return text != NULL ? fair_text_trim (text) : g_strdup ("");
}

static char *
fold_answer (const FairAnswers *answers,
             const char        *field)
{
  const char *text = fair_answers_get_text (answers, field);

  return fair_text_is_blank (text) ? g_strdup ("") : fair_text_fold (text);
}

static char *
make_email_key (const FairAnswers *answers)
{
  g_autofree char *email = dup_answer (answers, "email");
  g_autofree char *folded = g_utf8_casefold (email, -1);

  return fair_text_is_blank (email) ? NULL : g_strconcat ("email\n", folded, NULL);
}

static char *
make_name_key (const FairAnswers *answers,
               FairSchoolNames   *schools)
{
  const char *named = fair_school_names_get (schools, fair_answers_get_text (answers, "medical_school"));
  g_autofree char *given = fold_answer (answers, "given_name");
  g_autofree char *family = fold_answer (answers, "family_name");
  g_autofree char *school = fair_text_fold (named != NULL ? named : "");
  g_autofree char *both = g_strconcat (given, family, NULL);
  g_auto (GStrv) parts = g_strsplit (both, " ", -1);
  g_autofree char *name = g_strjoinv ("", parts); /* Smith-Jones is Smith Jones */

  return *name != '\0' && *school != '\0' ? g_strconcat ("name\n", name, "\n", school, NULL) : NULL;
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

/* Returns (nullable): the group by that key that somebody is put into. */
static FairDuplicateGroup *
take_key (Search     *self,
          const char *key,
          gboolean    is_email)
{
  gpointer hash = key != NULL ? GUINT_TO_POINTER (g_str_hash (key)) : NULL;

  if (key != NULL && self->met != NULL && !g_hash_table_add (self->met, hash))
    g_hash_table_add (self->twice, hash);
  if (key == NULL || self->met != NULL || !g_hash_table_contains (self->twice, hash))
    return NULL;
  return get_group (self, key, is_email ? FAIR_DUPLICATE_EMAIL : FAIR_DUPLICATE_NAME);
}

static char **
dup_distinct (const FairVersion *version)
{
  yyjson_val *list = yyjson_obj_get (version->staff, FAIR_DISTINCT_FROM), *id;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gsize i, n;

  if (list == NULL)
    return NULL;
  yyjson_arr_foreach (list, i, n, id)
    if (yyjson_is_str (id))
      g_strv_builder_add (ids, yyjson_get_str (id));
  return g_strv_builder_end (ids);
}

static gboolean
take_version (const FairVersion  *version,
              gpointer            user_data,
              GError            **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (fair_version_get_answers (version));
  g_autofree char *email = make_email_key (answers);
  g_autofree char *name = make_name_key (answers, ((Search *) user_data)->schools);
  FairDuplicateGroup *by_email = take_key (user_data, email, TRUE);
  FairDuplicateGroup *groups[] = { by_email, take_key (user_data, name, FALSE) };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      FairDuplicatePerson *person;

      if (groups[i] == NULL)
        continue;
      person = g_new (FairDuplicatePerson, 1);
      *person = (FairDuplicatePerson) { g_strdup (version->id), g_strdup (version->at), g_strdup (version->event),
                                        fair_answers_dup_person_name (answers), dup_answer (answers, "email"),
                                        dup_answer (answers, "medical_school"), fair_version_is_unfinished (version),
                                        dup_distinct (version), by_email };
      g_ptr_array_add (groups[i]->people, person);
    }
  return TRUE;
}

static gboolean
names (const FairDuplicatePerson *person,
       const char                *id)
{
  return person->distinct_from != NULL && g_strv_contains ((const char *const *) person->distinct_from, id);
}

/* Whether somebody has said of each two of them that they are two people. */
static gboolean
are_distinct (const FairDuplicatePerson *const *people,
              guint                             n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (!names (people[i], people[j]->id) && !names (people[j], people[i]->id))
        return FALSE;
  return TRUE;
}

/* Whether nothing is to be told of a group: it is of one person, of people who are known to be several, or by their name of people
 * who are in one group by their address already. */
static gboolean
is_idle (const FairDuplicateGroup *group)
{
  const FairDuplicatePerson *const *people = (const FairDuplicatePerson *const *) group->people->pdata;

  if (are_distinct (people, group->people->len))
    return TRUE;
  if (group->reason == FAIR_DUPLICATE_EMAIL || people[0]->by_email == NULL)
    return FALSE;
  for (guint i = 1; i < group->people->len; i++)
    if (people[i]->by_email != people[0]->by_email)
      return FALSE;
  return TRUE;
}

/** Finds people who signed up with the same address, or with the same name at the same school. Those who were joined already are
 * not among them; nobody is joined by this. @report is as of fair_store_foreach(), and so is @error. Threading: any thread; reads
 * the whole journal twice. Returns: (transfer full) (element-type FairDuplicateGroup): the groups, or NULL with @error set */
GPtrArray *
fair_store_find_duplicates (FairStore       *self,
                            FairReadReport  *report,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) twice = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_duplicate_group_free);
  guint n_found = 0;
  Search search = { fair_store_get_school_names (self), met, twice, by_key, groups };

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  if (!fair_store_foreach (self, take_version, &search, report, cancellable, error))
    return NULL;
  search.met = NULL;
  g_clear_pointer (&met, g_hash_table_unref);
  if (g_hash_table_size (twice) > 0 && !fair_store_foreach (self, take_version, &search, NULL, cancellable, error))
    return NULL;
  for (guint i = 0; i < groups->len; i++)
    {
      gpointer group = groups->pdata[i];

      if (is_idle (group))
        continue;
      groups->pdata[i] = groups->pdata[n_found];
      groups->pdata[n_found++] = group;
    }
  g_ptr_array_set_size (groups, (gint) n_found);
  return g_steal_pointer (&groups);
}

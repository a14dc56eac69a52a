/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-contact-list.h"

#include "base/fair-text.h"
#include "desk/fair-person-answers.h"
#include "store/people/fair-people-read.h"

#include <glib/gi18n-lib.h>
#include <unicode/ucol.h>

typedef struct
{
  FairForm *form;
  GHashTable *ids;
  FairContactList *list;
} Reading;

static void
free_contact (gpointer data)
{
  FairContact *contact = data;

  g_free (contact->name);
  g_free (contact->studies);
  g_free (contact->email);
  g_free (contact->phone);
  g_free (contact->interests);
  g_free (contact->family);
  g_free (contact->given);
  g_free (contact);
}

/** Releases @self, with everybody in it. */
void
fair_contact_list_free (FairContactList *self)
{
  g_ptr_array_unref (self->people);
  g_free (self->event);
  g_free (self);
}

static char *
dup_answer (FairForm          *form,
            const FairVersion *version,
            const char        *field)
{
  g_autofree char *words = fair_person_dup_words (form, field, yyjson_obj_get (fair_version_get_answers (version), field));
  g_autofree char *line = fair_text_is_blank (words) ? g_strdup ("") : fair_text_one_line (words);

  return fair_text_trim (line);
}

/* Where the form says nothing of it, or cannot be read, the answer has the id that is @usual. */
static char *
dup_answer_for (FairForm          *form,
                const FairVersion *version,
                const char        *purpose,
                const char        *usual)
{
  FairField *field = form != NULL ? fair_form_find_field_for (form, purpose) : NULL;

  return dup_answer (form, version, field != NULL ? fair_field_get_id (field) : usual);
}

static char *
dup_name (const FairContact *contact,
          const char        *preferred)
{
  const gboolean has_both = *contact->family != '\0' && *contact->given != '\0';
  /* Translators: a name in an alphabetical list: the family name, the given name */
  g_autofree char *name = has_both ? g_strdup_printf (_("%s, %s"), contact->family, contact->given)
                                   : g_strconcat (contact->family, contact->given, NULL);

  if (*preferred == '\0' || g_str_equal (preferred, contact->given))
    return *name != '\0' ? g_steal_pointer (&name) : g_strdup (_("(no name)"));
  if (*name == '\0')
    return g_strdup (preferred);
  /* Translators: a name in an alphabetical list, and what the person likes to be called: "Lee, Elizabeth (Beth)" */
  return g_strdup_printf (_("%s (%s)"), name, preferred);
}

static char *
dup_studies (FairForm          *form,
             const FairVersion *version)
{
  static const char *const fields[] = { "degree", "graduation_year" };
  g_autofree char *school = dup_answer_for (form, version, "organization", "medical_school");
  GString *out = g_string_new (school);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *answer = dup_answer (form, version, fields[i]);

      g_string_append_printf (out, "%s%s", out->len > 0 && *answer != '\0' ? " · " : "", answer);
    }
  return g_string_free (out, FALSE);
}

static FairContact *
make_contact (FairForm          *form,
              const FairVersion *version)
{
  FairContact *contact = g_new0 (FairContact, 1);
  g_autofree char *preferred = dup_answer_for (form, version, "nickname", "preferred_name");

  contact->family = dup_answer_for (form, version, "family-name", "family_name");
  contact->given = dup_answer_for (form, version, "given-name", "given_name");
  contact->name = dup_name (contact, preferred);
  contact->studies = dup_studies (form, version);
  contact->email = dup_answer_for (form, version, "email", "email");
  contact->phone = dup_answer_for (form, version, "phone", "phone");
  contact->interests = dup_answer_for (form, version, "interests", "interests");
  contact->starred = yyjson_get_bool (yyjson_obj_get (version->staff, "star"));
  return contact;
}

/* Until somebody is met from another fair it is the fair of all. */
static void
note_event (Reading           *reading,
            const FairVersion *version)
{
  FairContactList *list = reading->list;

  if (list->people->len == 0)
    list->event = g_strdup (version->event);
  else if (g_strcmp0 (list->event, version->event) != 0)
    g_clear_pointer (&list->event, g_free);
}

static gboolean
take_version (const FairVersion  *version,
              gpointer            user_data,
              GError            **error)
{
  Reading *reading = user_data;

  if (fair_version_is_unfinished (version) || (reading->ids != NULL && !g_hash_table_contains (reading->ids, version->id)))
    return TRUE;
  note_event (reading, version);
  g_ptr_array_add (reading->list->people, make_contact (reading->form, version));
  return TRUE;
}

/* Whoever has only one name is found by that. */
static const char *
get_first_key (const FairContact *contact)
{
  return *contact->family != '\0' ? contact->family : contact->given;
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      collator)
{
  const FairContact *one = *(const FairContact *const *) a, *other = *(const FairContact *const *) b;
  UErrorCode status = U_ZERO_ERROR;
  int order = ucol_strcollUTF8 (collator, get_first_key (one), -1, get_first_key (other), -1, &status);

  return order != 0 ? order : ucol_strcollUTF8 (collator, one->given, -1, other->given, -1, &status);
}

/* As dictionaries of the language have it (Unicode CLDR); of a language that ICU does not know, as its root locale. */
static void
sort (GPtrArray  *people,
      const char *language)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open (language, &status);

  if (U_SUCCESS (status))
    g_ptr_array_sort_with_data (people, compare, collator);
  ucol_close (collator);
}

/**
 * fair_contact_list_load:
 * @form: (nullable): whose words choices are told in
 * @ids: (nullable) (element-type utf8): a set of those who are wanted; %NULL for everybody
 * @language: in whose order they are put, a language tag
 * @cancellable: (nullable):
 * @error: #FairStoreError
 *
 * Reads those who signed up; what people left without signing up is not among it. Blocks: call it from a worker thread.
 *
 * Returns: (transfer full): the list, or %NULL
 */
FairContactList *
fair_contact_list_load (FairStore     *store,
                        FairForm      *form,
                        GHashTable    *ids,
                        const char    *language,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (FairContactList) list = g_new0 (FairContactList, 1);
  Reading reading = { form, ids, list };

  list->people = g_ptr_array_new_with_free_func (free_contact);
  if (!fair_store_foreach (store, take_version, &reading, NULL, cancellable, error))
    return NULL;
  sort (list->people, language);
  return g_steal_pointer (&list);
}

typedef struct
{
  FairForm *form;
  GHashTable *ids;
  char *language;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->form);
  g_clear_pointer (&job->ids, g_hash_table_unref);
  g_free (job->language);
  g_free (job);
}

static void
run_job (GTask        *task,
         gpointer      store,
         gpointer      data,
         GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  FairContactList *list = fair_contact_list_load (store, job->form, job->ids, job->language, cancellable, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) fair_contact_list_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_contact_list_load_async:
 * @ids: (nullable) (transfer none): it must not change any more
 *
 * As fair_contact_list_load(), in a worker thread.
 */
void
fair_contact_list_load_async (FairStore           *store,
                              FairForm            *form,
                              GHashTable          *ids,
                              const char          *language,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->form = form != NULL ? g_object_ref (form) : NULL;
  job->ids = ids != NULL ? g_hash_table_ref (ids) : NULL;
  job->language = g_strdup (language);
  g_task_set_source_tag (task, fair_contact_list_load_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_job);
}

/** Returns: (transfer full): as fair_contact_list_load() */
FairContactList *
fair_contact_list_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

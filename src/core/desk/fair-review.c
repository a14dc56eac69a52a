/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator wants to know of everybody before anybody is opened: how many of what, and who needs a second look. */
#include "desk/fair-review.h"

#include "export/fair-exported.h"
#include "form/fair-email.h"
#include "store/people/fair-people-read.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Where the day ends in RFC 3339. */
#define DAY_LENGTH 10
/* Sign-ups whose two times differ by more were made while the clock had gone back, in milliseconds: a day. */
#define CLOCK_TOLERANCE FAIR_HLC_MAX_AHEAD

typedef struct
{
  FairReview *review;
  FairField *school;      /* (nullable): which asks for a school */
  FairSchoolNames *names; /* the one name of each */
  GHashTable *known;      /* of each school as it was typed, whether the form suggests it */
  const FairTimeZones *zones;
  FairExported *exported;
  gint64 now_ms;
} Looking;

static gboolean
is_address_odd (yyjson_val *answers)
{
  const char *address = yyjson_get_str (yyjson_obj_get (answers, "email"));
  g_autofree char *suggestion = NULL;

  return address != NULL && fair_email_check (address, &suggestion) != FAIR_EMAIL_GOOD;
}

/* To find a school takes long, and many people come from one. */
static gboolean
is_school_unknown (const Looking *self,
                   yyjson_val    *answers)
{
  const char *school = yyjson_get_str (yyjson_obj_get (answers, "medical_school"));
  gpointer is_known;

  if (self->school == NULL || school == NULL)
    return FALSE;
  if (!g_hash_table_lookup_extended (self->known, school, NULL, &is_known))
    {
      is_known = GINT_TO_POINTER (fair_field_find_suggestion (self->school, school) != NULL);
      g_hash_table_insert (self->known, g_strdup (school), is_known);
    }
  return !GPOINTER_TO_INT (is_known);
}

/* A further version is later than the first, so only that one's times belong together. */
static gboolean
is_clock_wrong (const FairVersion *version,
                gint64             now_ms)
{
  return version->at_ms > now_ms + CLOCK_TOLERANCE || version->at_ms < FAIR_HLC_EARLIEST ||
         (version->rev == 1 && ABS (version->hlc.ms - version->at_ms) > CLOCK_TOLERANCE);
}

static void
count (GHashTable *counts,
       const char *name)
{
  gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, name));

  g_hash_table_replace (counts, g_strdup (name), GSIZE_TO_POINTER (n + 1));
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
count_day (const Looking     *self,
           const FairVersion *version)
{
  g_autofree char *at = fair_time_zones_localize (self->zones, version->event, version->at);
  g_autofree char *day = g_strndup (at, DAY_LENGTH);
  GHashTable *days = g_hash_table_lookup (self->review->days, version->event);

  if (days == NULL)
    {
      days = new_set ();
      g_hash_table_insert (self->review->days, g_strdup (version->event), days);
    }
  count (days, day);
}

static void
count_answers (const Looking *self,
               yyjson_val    *answers)
{
  const char *school = fair_school_names_get (self->names, yyjson_get_str (yyjson_obj_get (answers, "medical_school")));
  yyjson_val *code;
  gsize i, n;

  if (school != NULL && *school != '\0')
    count (self->review->schools, school);
  yyjson_arr_foreach (yyjson_obj_get (answers, "interests"), i, n, code)
    if (yyjson_is_str (code))
      count (self->review->interests, yyjson_get_str (code));
}

static void
count_person (const Looking     *self,
              const FairVersion *version)
{
  FairReview *review = self->review;

  review->n_people++;
  review->n_starred += yyjson_get_bool (yyjson_obj_get (version->staff, FAIR_NOTE_STAR));
  count (review->events, version->event);
  count_day (self, version);
  count_answers (self, fair_version_get_answers (version));
}

static gboolean
look_at (const FairVersion  *version,
         gpointer            user_data,
         GError            **error)
{
  const Looking *self = user_data;
  yyjson_val *answers = fair_version_get_answers (version);
  guint look = (is_address_odd (answers) ? FAIR_LOOK_ADDRESS : 0) |
               (is_school_unknown (self, answers) ? FAIR_LOOK_SCHOOL : 0) |
               (is_clock_wrong (version, self->now_ms) ? FAIR_LOOK_CLOCK : 0) |
               (fair_version_is_unfinished (version) ? FAIR_LOOK_UNFINISHED : 0);

  if (look != 0)
    g_hash_table_insert (self->review->looks, g_strdup (version->id), GUINT_TO_POINTER (look));
  if (self->review->fresh != NULL && !fair_version_is_unfinished (version) && !fair_exported_has (self->exported, version))
    g_hash_table_add (self->review->fresh, g_strdup (version->id));
  count_person (self, version);
  return TRUE;
}

static void
gather_duplicates (FairReview *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const FairDuplicateGroup *group = self->groups->pdata[i];

      for (guint j = 0; j < group->people->len; j++)
        g_hash_table_add (self->duplicates, g_strdup (((FairDuplicatePerson *) group->people->pdata[j])->id));
    }
}

/**
 * fair_review_make:
 * @form: (nullable): which schools it suggests
 * @zones: in which days and hours are told
 * @now_ms: what time it is, in milliseconds since 1970-01-01T00:00:00Z
 * @cancellable: (nullable): stops it
 * @error: as of fair_store_foreach()
 *
 * Threading: any thread; reads the whole journal a few times.
 *
 * Returns: (transfer full): the review, or NULL with @error set
 */
FairReview *
fair_review_make (FairStore            *store,
                  FairForm             *form,
                  const FairTimeZones  *zones,
                  gint64                now_ms,
                  GCancellable         *cancellable,
                  GError              **error)
{
  g_autoptr (FairReview) self = g_new0 (FairReview, 1);
  g_autoptr (FairExported) exported = fair_exported_load (store);
  g_autoptr (GHashTable) known = new_set ();
  Looking looking = { self, form != NULL ? fair_form_find_field (form, "medical_school") : NULL,
                      fair_store_get_school_names (store), known, zones, exported, now_ms };

  self->events = new_set ();
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->schools = new_set ();
  self->interests = new_set ();
  self->duplicates = new_set ();
  self->looks = new_set ();
  self->fresh = fair_exported_is_empty (exported) ? NULL : new_set ();
  self->report = fair_read_report_new ();
  if (looking.school != NULL && fair_field_get_kind (looking.school) != FAIR_FIELD_SUGGESTION)
    looking.school = NULL;
  if (!fair_store_foreach (store, look_at, &looking, self->report, cancellable, error))
    return NULL;
  self->groups = fair_store_find_duplicates (store, NULL, cancellable, error);
  if (self->groups == NULL)
    return NULL;
  gather_duplicates (self);
  return g_steal_pointer (&self);
}

/** Frees what fair_review_make() returned. */
void
fair_review_free (FairReview *self)
{
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_hash_table_unref (self->events);
  g_hash_table_unref (self->days);
  g_hash_table_unref (self->schools);
  g_hash_table_unref (self->interests);
  g_hash_table_unref (self->duplicates);
  g_hash_table_unref (self->looks);
  g_clear_pointer (&self->fresh, g_hash_table_unref);
  fair_read_report_free (self->report);
  g_free (self);
}

/* What a review is made of. */
typedef struct
{
  FairForm *form;
  FairTimeZones *zones;
  gint64 now_ms;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->form);
  fair_time_zones_unref (request->zones);
  g_free (request);
}

/* Looking at everybody takes much memory for a moment, which the C library would keep for the next time. */
static void
give_memory_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static void
make_in_thread (GTask        *task,
                gpointer      store,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Request *request = task_data;
  g_autoptr (GError) error = NULL;
  FairReview *review = fair_review_make (store, request->form, request->zones, request->now_ms, cancellable, &error);

  give_memory_back ();
  if (review != NULL)
    g_task_return_pointer (task, review, (GDestroyNotify) fair_review_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/** Does what fair_review_make() does, in a worker thread. */
void
fair_review_make_async (FairStore           *store,
                        FairForm            *form,
                        FairTimeZones       *zones,
                        gint64               now_ms,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  *request = (Request) { form != NULL ? g_object_ref (form) : NULL, fair_time_zones_ref (zones), now_ms };
  g_task_set_source_tag (task, fair_review_make_async);
  g_task_set_task_data (task, request, free_request);
  g_task_run_in_thread (task, make_in_thread);
}

/** Returns: (transfer full): what fair_review_make() returns */
FairReview *
fair_review_make_finish (GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

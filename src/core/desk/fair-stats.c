/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many people signed up, in one pass over the journal: a table of counts for each fair, by what the form lets people choose.
 * What is told of all fairs is the sum of them.
 */
#include "desk/fair-stats.h"

#include "base/fair-json.h"
#include "form/fair-school-names.h"
#include "store/people/fair-people-read.h"
#include <string.h>

/* where the day and the hour are in "2026-11-22T15:04:05-05:00" */
#define DAY_LENGTH 10
#define HOUR_START 11
#define HOUR_LENGTH 2
#define MS_PER_HOUR G_GINT64_CONSTANT (3600000)

/* What was counted before forms were asked what to count. It still is where the form has no such field, or there is no form. */
static const char *const always[] = { "medical_school", "interests" };

typedef struct
{
  char *id;
  FairField *field;       /* (nullable): of the form */
  FairSchoolNames *names; /* (nullable): of what people type */
} Dimension;

/* Of one fair. */
typedef struct
{
  guint64 n_people;
  GHashTable *hours;   /* of guint64, by when the hour begins */
  GPtrArray *by;       /* of tables for each dimension: of guint64, by name */
} Fair;

struct _FairStats
{
  const char *event; /* while it is collected */
  FairTimeZones *zones;
  FairForm *form;
  GPtrArray *dimensions;
  GHashTable *fairs; /* by id */
};

static void
dimension_free (gpointer data)
{
  Dimension *self = data;

  g_clear_pointer (&self->names, fair_school_names_free);
  g_free (self->id);
  g_free (self);
}

static void
add_dimension (FairStats  *self,
               const char *id,
               FairField  *field,
               gboolean    is_typed)
{
  Dimension *dimension = g_new0 (Dimension, 1);

  dimension->id = g_strdup (id);
  dimension->field = field;
  dimension->names = is_typed ? fair_school_names_new (self->form, id) : NULL;
  g_ptr_array_add (self->dimensions, dimension);
}

static gboolean
is_counted (FairField *field)
{
  FairFieldKind kind = fair_field_get_kind (field);

  return kind == FAIR_FIELD_CHOICE || kind == FAIR_FIELD_CHOICES || kind == FAIR_FIELD_YEAR || kind == FAIR_FIELD_SUGGESTION;
}

static void
add_dimensions (FairStats *self)
{
  static const char *const fixed[FAIR_STATS_N_FIXED] = { "event", "time_zone", "day", "hour", "language" };

  for (guint by = 0; by < FAIR_STATS_N_FIXED; by++)
    add_dimension (self, fixed[by], NULL, FALSE);
  for (guint i = 0; self->form != NULL && i < fair_form_get_n_fields (self->form); i++)
    {
      FairField *field = fair_form_get_field (self->form, i);

      if (is_counted (field))
        add_dimension (self, fair_field_get_id (field), field, fair_field_get_kind (field) == FAIR_FIELD_SUGGESTION);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    if (fair_stats_find (self, always[i]) == 0)
      add_dimension (self, always[i], NULL, i == 0);
}

static void
fair_free (gpointer data)
{
  Fair *self = data;

  g_hash_table_unref (self->hours);
  g_ptr_array_unref (self->by);
  g_free (self);
}

static Fair *
get_fair (FairStats  *self,
          const char *event)
{
  Fair *fair = g_hash_table_lookup (self->fairs, event);

  if (fair != NULL)
    return fair;
  fair = g_new0 (Fair, 1);
  fair->hours = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  fair->by = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < self->dimensions->len; i++)
    g_ptr_array_add (fair->by, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free));
  g_hash_table_insert (self->fairs, g_strdup (event), fair);
  return fair;
}

static void
count (Fair       *fair,
       guint       by,
       const char *name)
{
  guint64 *number = g_hash_table_lookup (fair->by->pdata[by], name);

  if (number == NULL)
    {
      number = g_new0 (guint64, 1);
      g_hash_table_insert (fair->by->pdata[by], g_strdup (name), number);
    }
  (*number)++;
}

static void
count_value (FairStats  *self,
             Fair       *fair,
             guint       by,
             yyjson_val *value)
{
  const Dimension *dimension = self->dimensions->pdata[by];
  const char *name = yyjson_get_str (value);
  char digits[24];
  gint64 number;

  if (name != NULL && dimension->names != NULL)
    name = fair_school_names_get (dimension->names, name);
  else if (fair_json_get_integer (value, &number))
    {
      g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, number);
      name = digits;
    }
  if (name != NULL)
    count (fair, by, name);
}

static void
count_answers (FairStats  *self,
               Fair       *fair,
               yyjson_val *answers)
{
  for (guint by = FAIR_STATS_N_FIXED; by < self->dimensions->len; by++)
    {
      yyjson_val *value = yyjson_obj_get (answers, ((Dimension *) self->dimensions->pdata[by])->id), *code;
      size_t i, n;

      if (!yyjson_is_arr (value))
        count_value (self, fair, by, value);
      yyjson_arr_foreach (value, i, n, code)
        count_value (self, fair, by, code);
    }
}

static void
count_time (FairStats         *self,
            Fair              *fair,
            const FairVersion *version)
{
  g_autofree char *at = fair_time_zones_localize (self->zones, version->event, version->at);
  gint64 start = fair_time_zones_get_hour (self->zones, version->event, version->at_ms);
  guint64 *number = g_hash_table_lookup (fair->hours, &start);

  at[DAY_LENGTH] = '\0';
  count (fair, FAIR_STATS_DAY, at);
  at[HOUR_START + HOUR_LENGTH] = '\0';
  count (fair, FAIR_STATS_HOUR, at + HOUR_START);
  if (number == NULL)
    {
      number = g_new0 (guint64, 1);
      g_hash_table_insert (fair->hours, g_memdup2 (&start, sizeof start), number);
    }
  (*number)++;
}

static gboolean
count_version (const FairVersion  *version,
               gpointer            user_data,
               GError            **error)
{
  FairStats *self = user_data;
  Fair *fair;

  if (fair_version_is_unfinished (version) || (self->event != NULL && !g_str_equal (self->event, version->event)))
    return TRUE;
  fair = get_fair (self, version->event);
  fair->n_people++;
  count (fair, FAIR_STATS_EVENT, version->event);
  count (fair, FAIR_STATS_TIME_ZONE, fair_time_zones_get_name (self->zones, version->event));
  count_time (self, fair, version);
  count (fair, FAIR_STATS_LANGUAGE, version->lang);
  count_answers (self, fair, fair_version_get_answers (version));
  return TRUE;
}

/**
 * fair_stats_collect:
 * @form: (nullable): whose fields of choice, choices, year and suggestion are counted
 * @event: (nullable): count the people of this fair only; "" is those for whom none was chosen
 * @zones: in which days and hours are told
 *
 * Counts everybody once, by the version that stands. Reads the whole journal as fair_store_foreach() does, with @report and @error
 * as there: not for the main thread.
 *
 * Returns: (transfer full): the counts, or NULL with @error set
 */
FairStats *
fair_stats_collect (FairStore       *store,
                    FairForm        *form,
                    const char      *event,
                    FairTimeZones   *zones,
                    FairReadReport  *report,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr (FairStats) self = g_new0 (FairStats, 1);

  self->event = event;
  self->zones = fair_time_zones_ref (zones);
  self->form = form != NULL ? g_object_ref (form) : NULL;
  self->dimensions = g_ptr_array_new_with_free_func (dimension_free);
  self->fairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fair_free);
  add_dimensions (self);
  return fair_store_foreach (store, count_version, self, report, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/** Frees what fair_stats_collect() returned. */
void
fair_stats_free (FairStats *self)
{
  g_hash_table_unref (self->fairs);
  g_ptr_array_unref (self->dimensions);
  g_clear_object (&self->form);
  fair_time_zones_unref (self->zones);
  g_free (self);
}

/** Returns: by how much people are counted: %FAIR_STATS_N_FIXED, and the fields */
guint
fair_stats_get_n (const FairStats *self)
{
  return self->dimensions->len;
}

/** Returns: (transfer none): what programs call it: the id of a field, for instance */
const char *
fair_stats_get_id (const FairStats *self,
                   guint            by)
{
  g_return_val_if_fail (by < self->dimensions->len, NULL);

  return ((Dimension *) self->dimensions->pdata[by])->id;
}

/** Returns: (transfer none) (nullable): the title of the field in the form's language; NULL for what is no field of the form */
const char *
fair_stats_get_title (const FairStats *self,
                      guint            by)
{
  const Dimension *dimension;

  g_return_val_if_fail (by < self->dimensions->len, NULL);

  dimension = self->dimensions->pdata[by];
  return dimension->field != NULL ? fair_field_get_title (dimension->field) : NULL;
}

/** Returns: where a field is among what people are counted by; 0 if it is not counted */
guint
fair_stats_find (const FairStats *self,
                 const char      *field)
{
  for (guint by = FAIR_STATS_N_FIXED; by < self->dimensions->len; by++)
    if (g_str_equal (field, ((Dimension *) self->dimensions->pdata[by])->id))
      return by;
  return 0;
}

/** Returns: how many people were counted at a fair; with NULL at all of them */
guint64
fair_stats_get_people (const FairStats *self,
                       const char      *event)
{
  guint64 n = 0;
  GHashTableIter iter;
  gpointer id, fair;

  g_hash_table_iter_init (&iter, self->fairs);
  while (g_hash_table_iter_next (&iter, &id, &fair))
    if (event == NULL || g_str_equal (id, event))
      n += ((Fair *) fair)->n_people;
  return n;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const FairCount *) a)->name, ((const FairCount *) b)->name);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const FairCount *first = a, *second = b;

  return first->count != second->count ? (first->count > second->count ? -1 : 1) : compare_names (a, b);
}

/* Takes the names from @counts. */
static void
sum_up (GHashTable *sums,
        GHashTable *counts)
{
  GHashTableIter iter;
  gpointer name, number;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &number))
    {
      gsize sum = GPOINTER_TO_SIZE (g_hash_table_lookup (sums, name)) + (gsize) *(guint64 *) number;

      g_hash_table_insert (sums, name, GSIZE_TO_POINTER (sum));
    }
}

static GArray *
list_sums (GHashTable      *sums,
           const Dimension *dimension)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FairCount));
  GHashTableIter iter;
  gpointer name, number;

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &name, &number))
    {
      const char *label = dimension->field != NULL ? fair_field_get_choice_title (dimension->field, name) : NULL;
      FairCount entry = { name, label != NULL ? label : name, GPOINTER_TO_SIZE (number) };

      g_array_append_val (list, entry);
    }
  return list;
}

/**
 * fair_stats_list:
 * @event: (nullable): of this fair; NULL of all
 * @by: a #FairStatsBy, or which field: see fair_stats_find()
 *
 * Returns: (transfer full) (element-type FairCount): days, hours and years in their order, all else with the largest count first; who
 * chose several counts under each. The texts are valid as long as @self is
 */
GArray *
fair_stats_list (const FairStats *self,
                 const char      *event,
                 guint            by)
{
  g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
  const Dimension *dimension;
  gboolean in_order;
  GHashTableIter iter;
  gpointer id, fair;
  GArray *list;

  g_return_val_if_fail (by < self->dimensions->len, NULL);

  dimension = self->dimensions->pdata[by];
  in_order = by == FAIR_STATS_DAY || by == FAIR_STATS_HOUR ||
             (dimension->field != NULL && fair_field_get_kind (dimension->field) == FAIR_FIELD_YEAR);
  g_hash_table_iter_init (&iter, self->fairs);
  while (g_hash_table_iter_next (&iter, &id, &fair))
    if (event == NULL || g_str_equal (id, event))
      sum_up (sums, ((Fair *) fair)->by->pdata[by]);
  list = list_sums (sums, dimension);
  g_array_sort (list, in_order ? compare_names : compare_counts);
  return list;
}

static int
compare_hours (gconstpointer a,
               gconstpointer b)
{
  gint64 first = ((const FairHourCount *) a)->start, second = ((const FairHourCount *) b)->start;

  return (first > second) - (first < second);
}

static GArray *
list_counted_hours (Fair *fair)
{
  GArray *hours = g_array_new (FALSE, FALSE, sizeof (FairHourCount));
  GHashTableIter iter;
  gpointer start, number;

  g_hash_table_iter_init (&iter, fair->hours);
  while (g_hash_table_iter_next (&iter, &start, &number))
    {
      FairHourCount hour = { *(gint64 *) start, *(guint64 *) number };

      g_array_append_val (hours, hour);
    }
  g_array_sort (hours, compare_hours);
  return hours;
}

static gboolean
is_same_day (const FairStats *self,
             const char      *event,
             gint64           one,
             gint64           other)
{
  g_autoptr (GDateTime) first = fair_time_zones_get_local (self->zones, event, one);
  g_autoptr (GDateTime) second = fair_time_zones_get_local (self->zones, event, other);

  return first != NULL && second != NULL && ABS (other - one) < 26 * MS_PER_HOUR &&
         g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (second);
}

/**
 * fair_stats_list_hours:
 * @event: a fair's id; "" for who signed up at none
 *
 * Returns: (transfer full) (element-type FairHourCount): of each day the hours from the first to the last in which somebody signed up,
 *   those between in which nobody did with 0; by the fair's clock, so a day has an hour twice, or lacks one, when clocks are set
 */
GArray *
fair_stats_list_hours (const FairStats *self,
                       const char      *event)
{
  Fair *fair = g_hash_table_lookup (self->fairs, event);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FairHourCount));
  g_autoptr (GArray) hours = NULL;

  if (fair == NULL)
    return list;
  hours = list_counted_hours (fair);
  for (guint i = 0; i < hours->len; i++)
    {
      const FairHourCount *hour = &g_array_index (hours, FairHourCount, i);
      FairHourCount between = { i > 0 ? hour[-1].start : hour->start, 0 };

      while (is_same_day (self, event, between.start, hour->start) && (between.start += MS_PER_HOUR) < hour->start)
        g_array_append_val (list, between);
      g_array_append_val (list, *hour);
    }
  return list;
}

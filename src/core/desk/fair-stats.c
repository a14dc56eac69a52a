/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people signed up, counted by fair, day, hour, school and interest in one pass over the journal. */
#include "desk/fair-stats.h"

#include "store/people/fair-people-read.h"
#include <string.h>

/* where the day and the hour are in "2026-11-22T15:04:05-05:00" */
#define DAY_LENGTH 10
#define HOUR_START 11
#define HOUR_LENGTH 2

struct _FairStats
{
  const char *event; /* while it is collected, as @zones */
  const FairTimeZones *zones;
  FairSchoolNames *schools;
  guint64 n_people;
  GHashTable *counts[FAIR_STATS_N]; /* of numbers, by name */
};

static void
count (FairStats  *self,
       FairStatsBy by,
       const char *name,
       gsize       length)
{
  char *key = g_strndup (name, length);
  gsize number = GPOINTER_TO_SIZE (g_hash_table_lookup (self->counts[by], key));

  g_hash_table_insert (self->counts[by], key, GSIZE_TO_POINTER (number + 1));
}

static void
count_answers (FairStats  *self,
               yyjson_val *answers)
{
  yyjson_val *interests = yyjson_obj_get (answers, "interests");
  const char *school = fair_school_names_get (self->schools, yyjson_get_str (yyjson_obj_get (answers, "medical_school")));
  yyjson_val *code;
  size_t i, n;

  if (school != NULL)
    count (self, FAIR_STATS_SCHOOL, school, strlen (school));
  yyjson_arr_foreach (interests, i, n, code)
    {
      if (yyjson_is_str (code))
        count (self, FAIR_STATS_INTEREST, yyjson_get_str (code), yyjson_get_len (code));
    }
}

static gboolean
count_version (const FairVersion  *version,
               gpointer            user_data,
               GError            **error)
{
  FairStats *self = user_data;
  const char *zone = fair_time_zones_get_name (self->zones, version->event);
  g_autofree char *at = NULL;

  if (fair_version_is_unfinished (version) || (self->event != NULL && !g_str_equal (self->event, version->event)))
    return TRUE;
  self->n_people++;
  count (self, FAIR_STATS_EVENT, version->event, strlen (version->event));
  count (self, FAIR_STATS_TIME_ZONE, zone, strlen (zone));
  at = fair_time_zones_localize (self->zones, version->event, version->at);
  count (self, FAIR_STATS_DAY, at, DAY_LENGTH);
  count (self, FAIR_STATS_HOUR, at + HOUR_START, HOUR_LENGTH);
  count_answers (self, fair_version_get_answers (version));
  return TRUE;
}

/**
 * fair_stats_collect:
 * @event: (nullable): count the people of this fair only; "" is those for whom none was chosen
 * @zones: in which days and hours are told
 *
 * Counts everybody once, by the version that stands. Reads the whole journal as fair_store_foreach() does, with @report and @error
 * as there: not for the main thread.
 *
 * Returns: (transfer full): the counts, or NULL with @error set
 */
FairStats *
fair_stats_collect (FairStore            *store,
                    const char           *event,
                    const FairTimeZones  *zones,
                    FairReadReport       *report,
                    GCancellable         *cancellable,
                    GError              **error)
{
  g_autoptr (FairStats) self = g_new0 (FairStats, 1);

  self->event = event;
  self->zones = zones;
  self->schools = fair_store_get_school_names (store);
  for (guint by = 0; by < FAIR_STATS_N; by++)
    self->counts[by] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return fair_store_foreach (store, count_version, self, report, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/** Frees what fair_stats_collect() returned. */
void
fair_stats_free (FairStats *self)
{
  for (guint by = 0; by < FAIR_STATS_N; by++)
    g_hash_table_unref (self->counts[by]);
  g_free (self);
}

/** Returns: how many people were counted */
guint64
fair_stats_get_people (const FairStats *self)
{
  return self->n_people;
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

/** Returns: (transfer full) (element-type FairCount): days and hours in their order, all else with the largest count first; the
 * names are valid as long as @self is */
GArray *
fair_stats_list (const FairStats *self,
                 FairStatsBy      by)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FairCount));
  GHashTableIter iter;
  gpointer name, number;

  g_return_val_if_fail (by < FAIR_STATS_N, list);

  g_hash_table_iter_init (&iter, self->counts[by]);
  while (g_hash_table_iter_next (&iter, &name, &number))
    {
      FairCount entry = { name, GPOINTER_TO_SIZE (number) };

      g_array_append_val (list, entry);
    }
  g_array_sort (list, by == FAIR_STATS_DAY || by == FAIR_STATS_HOUR ? compare_names : compare_counts);
  return list;
}

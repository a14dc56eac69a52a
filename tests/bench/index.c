/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the opening of a journal for the desk and searches typed letter by letter, and weighs the index. Prints one JSON
 * object, or with fewer words without --json. */
#include "store/fair-index-query.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What people type: names with and without accents, an address, a school, several words, what nobody has. */
static const char *const typed_texts[] = {
  "okafor", "o'brien", "garcía márquez", "zoe", "kowalski 2027", "person4711@example.org", "karolinska", "boston university",
  "nakamura research", "s", "neonatology", "san francisco", "hospitals", "tran mei", "xylophone", "li", "philadelphia 2028",
  "sinead smith", "2025", "an", "global_health",
};

typedef struct
{
  GMainLoop *loop;
  FairIndexResult *result;
  gint64 began; /* in microseconds */
  GArray *times; /* of double, milliseconds */
} Typing;

static gsize
used_memory (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

/* How much memory the process really has, shared pages not counted, in bytes. */
static gsize
resident_memory (void)
{
  g_autofree char *text = NULL;
  gsize size = 0, resident = 0, shared = 0;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) ||
      sscanf (text, "%zu %zu %zu", &size, &resident, &shared) != 3)
    return 0;
  return (resident - shared) * (gsize) sysconf (_SC_PAGESIZE);
}

static FairIndex *
load (FairStore *store,
      double    *seconds)
{
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  FairIndex *index = fair_index_load (store, NULL, &error);

  if (index == NULL)
    g_error ("%s", error->message);
  *seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  return index;
}

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Typing *typing = user_data;
  double ms = (double) (g_get_monotonic_time () - typing->began) / 1000;
  g_autoptr (FairIndexResult) earlier = typing->result;

  typing->result = fair_index_query_finish (result, NULL);
  g_array_append_val (typing->times, ms);
  g_main_loop_quit (typing->loop);
}

static void
ask (Typing     *typing,
     FairIndex  *index,
     const char *typed)
{
  FairIndexQuery query = FAIR_INDEX_QUERY_ALL;

  query.typed = typed;
  query.sort = FAIR_INDEX_SORT_NAME;
  typing->began = g_get_monotonic_time ();
  fair_index_query_async (index, &query, typing->result, NULL, take_result, typing);
  g_main_loop_run (typing->loop);
}

/* One letter more each time, beginning with the whole list as after clearing the field. */
static void
type_text (Typing     *typing,
           FairIndex  *index,
           const char *text)
{
  ask (typing, index, "");
  g_array_set_size (typing->times, typing->times->len - 1);
  for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));

      ask (typing, index, typed);
      if (*end == '\0')
        return;
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
percentile (GArray *times,
            guint   percent)
{
  return g_array_index (times, double, (times->len - 1) * percent / 100);
}

/* bench-index [--json] DATA_FOLDER ROUNDS */
int
main (int   argc,
      char *argv[])
{
  gboolean json = argc == 4 && g_str_equal (argv[1], "--json");
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairIndex) index = NULL;
  Typing typing = { 0 };
  guint rounds;
  gsize before, resident_before;
  double seconds, bytes, resident, first_list;
  guint32 n;

  rounds = argc == 3 + json ? (guint) g_ascii_strtoull (argv[2 + json], NULL, 10) : 0;
  if (rounds == 0)
    {
      g_printerr ("bench-index [--json] DATA_FOLDER ROUNDS\n");
      return 1;
    }
  store = fair_store_open (argv[1 + json], NULL, NULL, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  before = used_memory ();
  resident_before = resident_memory ();
  index = load (store, &seconds);
  n = fair_index_get_n_standing (index);

  typing.loop = g_main_loop_new (NULL, FALSE);
  typing.times = g_array_new (FALSE, FALSE, sizeof (double));
  ask (&typing, index, "");
  first_list = g_array_index (typing.times, double, 0);
  g_array_set_size (typing.times, 0);
  bytes = (double) (used_memory () - before);
  resident = (double) (resident_memory () - resident_before);
  for (guint round = 0; round < rounds; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (typed_texts); i++)
      type_text (&typing, index, typed_texts[i]);
  g_array_sort (typing.times, compare_times);

  g_print (json ? "{\"records\":%u,\"open_s\":%.3f,\"open_ns_per_record\":%.0f,\"bytes_per_record\":%.1f,\"resident_bytes_per_record\":%.1f,\"first_list_ms\":%.2f,"
                  "\"search_p50_ms\":%.3f,\"search_p99_ms\":%.3f,\"search_most_ms\":%.3f,\"searches\":%u}\n"
                : "%u records: opened in %.3f s (%.0f ns a record), %.1f bytes a record (%.1f resident), listed by name in %.2f ms\n"
                  "searches: p50 %.3f ms, p99 %.3f ms, most %.3f ms of %u\n",
           n, seconds, seconds * 1e9 / MAX (n, 1), bytes / MAX (n, 1), resident / MAX (n, 1), first_list, percentile (typing.times, 50),
           percentile (typing.times, 99), percentile (typing.times, 100), typing.times->len);
  fair_index_result_unref (typing.result);
  g_array_unref (typing.times);
  g_main_loop_unref (typing.loop);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the opening of a journal for the desk without a window, and weighs it: the anonymous memory that the process has
 * more than before, once it is open, once it is listed by name, and at its most. Prints JSON, in seconds and bytes. */
#include "store/index/fair-index-query.h"

#include <stdlib.h>
#include <string.h>

#define STATUS "/proc/self/status"

/* A line of the process's status, in bytes. */
static gint64
read_status (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (STATUS, &text, NULL, NULL) || (line = strstr (text, name)) == NULL)
    g_error (STATUS " has no %s", name);
  return g_ascii_strtoll (line + strlen (name), NULL, 10) * 1024;
}

/* From now on the system notes anew how much memory the process has at its most. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    g_error ("the peak of the memory cannot be measured");
}

/* bench-index DATA_FOLDER */
int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairIndex) index = NULL;
  g_autoptr (FairIndexResult) list = NULL;
  FairIndexQuery query = FAIR_INDEX_QUERY_ALL;
  gint64 began, anonymous, resident, opened;

  if (argc != 2)
    {
      g_printerr ("bench-index DATA_FOLDER\n");
      return EXIT_FAILURE;
    }
  store = fair_store_open (argv[1], NULL, NULL, &error);
  if (store == NULL)
    g_error ("%s", error->message);
  anonymous = read_status ("RssAnon:");
  resident = read_status ("VmRSS:");
  forget_peak ();

  began = g_get_monotonic_time ();
  index = fair_index_load (store, NULL, &error);
  if (index == NULL)
    g_error ("%s", error->message);
  g_print ("{\"open_s\":%.3f,", (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  opened = read_status ("RssAnon:");

  query.sort = FAIR_INDEX_SORT_NAME;
  list = fair_index_query (index, &query, NULL);
  g_print ("\"records\":%u,\"anonymous_bytes\":%" G_GINT64_FORMAT ",\"anonymous_bytes_listed\":%" G_GINT64_FORMAT
           ",\"peak_bytes\":%" G_GINT64_FORMAT "}\n",
           fair_index_get_n_standing (index), opened - anonymous, read_status ("RssAnon:") - anonymous,
           read_status ("VmHWM:") - resident);
  return EXIT_SUCCESS;
}

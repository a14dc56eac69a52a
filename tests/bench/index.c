/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the opening of a journal for the desk without a window, and weighs it: the anonymous memory that the process has
 * more than before, once it is open, once it is listed by name, and at its most. Prints JSON, in seconds and bytes. */
#include "store/people/fair-people-list.h"

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

static void
wait_answer (FairPeopleList *list)
{
  while (fair_people_list_get_searching (list))
    g_main_context_iteration (NULL, TRUE);
  if (fair_people_list_get_error (list) != NULL)
    g_error ("%s", fair_people_list_get_error (list)->message);
}

/* bench-index DATA_FOLDER */
int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairPeopleList) list = NULL;
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;
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
  list = fair_people_list_new (store, NULL);
  wait_answer (list);
  g_print ("{\"open_s\":%.3f,", (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  opened = read_status ("RssAnon:");

  query.sort = FAIR_PEOPLE_SORT_NAME;
  fair_people_list_set_query (list, &query);
  wait_answer (list);
  g_print ("\"people\":%u,\"anonymous_bytes\":%" G_GINT64_FORMAT ",\"anonymous_bytes_listed\":%" G_GINT64_FORMAT
           ",\"peak_bytes\":%" G_GINT64_FORMAT "}\n",
           g_list_model_get_n_items (G_LIST_MODEL (list)), opened - anonymous, read_status ("RssAnon:") - anonymous,
           read_status ("VmHWM:") - resident);
  return EXIT_SUCCESS;
}

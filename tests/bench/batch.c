/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times `fairctl add` of many lines, in turns: all in one pipe, one by one (each acknowledged before the next is sent), and
 * with a process for each. Prints JSON: for each of them the milliseconds for a line of each round. */
#include "contender-answers.h"
#include "line-feeder.h"

#include <gio/gio.h>
#include <stdlib.h>

typedef struct
{
  const char *fairctl;
  const char *folder; /* of this contender and round */
} Task;

static void
save_in_pipe (const Task *task,
              guint       n_lines)
{
  LineFeeder feeder;

  line_feeder_start (&feeder, task->fairctl, task->folder, contender_answers);
  line_feeder_pour (&feeder, contender_answers, n_lines - 1);
  line_feeder_end (&feeder);
}

static void
save_one_by_one (const Task *task,
                 guint       n_lines)
{
  LineFeeder feeder;

  line_feeder_start (&feeder, task->fairctl, task->folder, contender_answers);
  for (guint i = 1; i < n_lines; i++)
    line_feeder_save (&feeder, contender_answers);
  line_feeder_end (&feeder);
}

static void
save_in_processes (const Task *task,
                   guint       n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    save_one_by_one (task, 1);
}

static const struct
{
  const char *name;
  void (*save) (const Task *task, guint n_lines);
} contenders[] = {
  { "all in one pipe", save_in_pipe },
  { "one by one", save_one_by_one },
  { "a process for each", save_in_processes },
};

static double
measure (gsize       which,
         Task       *task,
         const char *folder,
         guint       round,
         guint       n_lines)
{
  g_autofree char *name = g_strdup_printf ("%u-%" G_GSIZE_FORMAT, round, which);
  g_autofree char *own_folder = g_build_filename (folder, name, NULL);
  gint64 began;

  task->folder = own_folder;
  began = g_get_monotonic_time ();
  contenders[which].save (task, n_lines);
  return (double) (g_get_monotonic_time () - began) / G_TIME_SPAN_MILLISECOND / n_lines;
}

static void
print_times (gsize   which,
             GArray *times)
{
  g_print ("%s\"%s\":[", which == 0 ? "{" : ",", contenders[which].name);
  for (guint i = 0; i < times->len; i++)
    g_print ("%s%.5f", i == 0 ? "" : ",", g_array_index (times, double, i));
  g_print ("]");
}

/* batch FAIRCTL FOLDER LINES PROCESSES ROUNDS: FOLDER must be empty and on the disk to be measured. */
int
main (int   argc,
      char *argv[])
{
  GArray *times[G_N_ELEMENTS (contenders)];
  guint n_lines, n_processes, n_rounds;
  Task task = { 0 };

  if (argc != 6)
    {
      g_printerr ("batch FAIRCTL FOLDER LINES PROCESSES ROUNDS\n");
      return EXIT_FAILURE;
    }
  task.fairctl = argv[1];
  n_lines = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  n_processes = (guint) g_ascii_strtoull (argv[4], NULL, 10);
  n_rounds = (guint) g_ascii_strtoull (argv[5], NULL, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < n_rounds; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
      {
        gsize which = (i + round) % G_N_ELEMENTS (times);
        gboolean in_processes = contenders[which].save == save_in_processes;
        double ms = measure (which, &task, argv[2], round, in_processes ? n_processes : n_lines);

        g_array_append_val (times[which], ms);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      print_times (i, times[i]);
      g_array_unref (times[i]);
    }
  g_print ("}\n");
  return EXIT_SUCCESS;
}

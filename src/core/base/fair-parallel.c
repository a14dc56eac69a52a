/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs one function in several threads at once, and waits for all of them. */
#include "base/fair-parallel.h"

/**
 * fair_parallel_run:
 * @n_threads: how many threads have something to do
 * @name: what they are called, for debuggers
 * @func: called once in each; all that are there share the work among themselves. What it returns is ignored
 * @data: for @func
 *
 * Runs @func in the calling thread, and in others as far as there are processors and the system grants threads.
 */
void
fair_parallel_run (guint       n_threads,
                   const char *name,
                   GThreadFunc func,
                   gpointer    data)
{
  GThread *threads[FAIR_PARALLEL_MAX] = { NULL };

  n_threads = MIN (MIN (n_threads, g_get_num_processors ()), FAIR_PARALLEL_MAX);
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_try_new (name, func, data, NULL);
  func (data);
  for (guint i = 1; i < n_threads; i++)
    g_clear_pointer (&threads[i], g_thread_join);
}

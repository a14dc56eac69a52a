/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs one function in several threads at once, and waits for all of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** More threads than this wait for memory rather than for processors. */
#define FAIR_PARALLEL_MAX 8

void fair_parallel_run (guint       n_threads,
                        const char *name,
                        GThreadFunc func,
                        gpointer    data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each laptop that was ever seen: what came of it, by which clock, and when it was last collected from. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/** How far a laptop’s clock may fall behind what it has said or seen before it is told, in milliseconds. */
#define FAIR_LAPTOP_SET_BACK (G_GINT64_CONSTANT (5) * 60 * 1000)

/**
 * FairLaptop:
 * @device: its id
 * @name: (nullable): what it is called, if that is known
 * @is_own: whether it is this one
 * @n_people: who signed up on it and is listed here, each once; of whom only a correction came to this laptop counts where that was
 *   made
 * @n_unfinished: what people left on it without signing up
 * @events: the ids of the fairs at which they did, in the order of their bytes; "" where none was chosen
 * @n_lines: how many sign-ups, corrections, notes and erasures of its are in the journal; 0 if it was collected from, and nobody had
 *   signed up on it
 * @first: its earliest time stamp, in milliseconds since 1970-01-01T00:00:00Z; 0 without lines
 * @last: its latest
 * @n_ahead: how many of them a clock has made that is a day ahead, or more
 * @n_behind: how many one that was never set
 * @n_set_back: how many people signed up while its clock was behind what it had said or seen
 * @file: (nullable): the name of the file that was last collected
 * @n_collected: how many people had signed up on it by then, by that file
 * @collected: when that was, in milliseconds since 1970-01-01T00:00:00Z; 0 if it never was, or that is not known
 */
typedef struct
{
  char *device;
  char *name;
  gboolean is_own;
  guint64 n_people;
  guint64 n_unfinished;
  GStrv events;
  guint64 n_lines;
  gint64 first;
  gint64 last;
  guint64 n_ahead;
  guint64 n_behind;
  guint64 n_set_back;
  char *file;
  guint64 n_collected;
  gint64 collected;

  /*< private >*/
  GHashTable *event_set;
} FairLaptop;

GPtrArray *fair_laptops_load (FairStore     *store,
                              GCancellable  *cancellable,
                              GError       **error);
void       fair_laptops_load_async (FairStore           *store,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GPtrArray *fair_laptops_load_finish (GAsyncResult  *result,
                                     GError       **error);

G_END_DECLS

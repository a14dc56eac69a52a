/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which laptops have made lines, how many, from when to when, and by which clocks. */
#pragma once

#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/**
 * FairLaptopSpan:
 * @device: the laptop's id
 * @n_lines: how many sign-ups, corrections, notes and erasures of its there are
 * @n_sign_ups: how many of them are sign-ups, as they were made
 * @first: its earliest time stamp, in milliseconds since 1970-01-01T00:00:00Z
 * @last: its latest
 * @n_ahead: how many were made by a clock that was a day ahead, or more
 * @n_behind: how many by one that was never set
 */
typedef struct
{
  char device[FAIR_DEVICE_MAX + 1];
  guint64 n_lines;
  guint64 n_sign_ups;
  gint64 first;
  gint64 last;
  guint64 n_ahead;
  guint64 n_behind;
} FairLaptopSpan;

/** Of FairLaptopSpan, by their device. */
typedef GHashTable FairLaptopSpans;

FairLaptopSpans *fair_laptop_spans_new (void);
FairLaptopSpan  *fair_laptop_spans_get (FairLaptopSpans *self,
                                        const char      *device);
FairLaptopSpan  *fair_laptop_spans_add (FairLaptopSpans   *self,
                                        const FairVersion *version,
                                        gint64             now);
GPtrArray       *fair_laptop_spans_list (FairLaptopSpans *self);
char            *fair_laptop_spans_find_owner (FairLaptopSpans *self,
                                               const char      *path,
                                               char           **name);

G_END_DECLS

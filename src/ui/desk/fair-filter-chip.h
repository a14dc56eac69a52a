/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip that opens a list of values with how many there are of each, of which one may be chosen. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** A value: what it is known by, what people read, and how many there are. */
typedef struct
{
  char *id;
  char *title;
  guint64 count;
} FairFilterValue;

#define FAIR_TYPE_FILTER_CHIP (fair_filter_chip_get_type ())
/* Signal: changed: another value is chosen. */
G_DECLARE_FINAL_TYPE (FairFilterChip, fair_filter_chip, FAIR, FILTER_CHIP, AdwBin)

FairFilterValue *fair_filter_value_new (const char *id,
                                        const char *title,
                                        guint64     count);
void             fair_filter_value_free (FairFilterValue *self);

GtkWidget  *fair_filter_chip_new (const char *title,
                                  const char *all);
void        fair_filter_chip_set_values (FairFilterChip *self,
                                         GPtrArray      *values);
guint       fair_filter_chip_get_n_values (FairFilterChip *self);
const char *fair_filter_chip_get_value (FairFilterChip *self);
void        fair_filter_chip_set_value (FairFilterChip *self,
                                        const char     *id);

G_END_DECLS

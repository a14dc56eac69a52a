/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who goes out with an export: those who are selected or shown at the desk, everybody, or one fair; each with how many they are. */
#pragma once

#include "desk/fair-desk-model.h"
#include "export/fair-export-filter.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairDeskView:
 * @is_part: whether a search or chips leave people out otherwise than @event and @is_new do
 * @event: (nullable): the fair that is asked for; "" for none
 * @is_new: whether only those are asked for who are new since the last export
 *
 * What a desk shows. Borrowed.
 */
typedef struct
{
  gboolean is_part;
  const char *event;
  gboolean is_new;
} FairDeskView;

#define FAIR_TYPE_EXPORT_WHO_ROW (fair_export_who_row_get_type ())
/* Threading: the main thread. */
G_DECLARE_FINAL_TYPE (FairExportWhoRow, fair_export_who_row, FAIR, EXPORT_WHO_ROW, AdwComboRow)

void fair_export_who_row_set_model (FairExportWhoRow   *self,
                                    FairDeskModel      *model,
                                    const FairDeskView *view);
void fair_export_who_row_fill_filter (FairExportWhoRow *self,
                                      FairExportFilter *filter);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a coordinator has to know of after an export: who is not in it, and why; and who will be taken for another one. */
#pragma once

#include "desk/fair-desk-model.h"
#include "export/fair-export-report.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_EXPORT_PEOPLE (fair_export_people_get_type ())
/* Threading: the main thread. */
G_DECLARE_FINAL_TYPE (FairExportPeople, fair_export_people, FAIR, EXPORT_PEOPLE, AdwPreferencesGroup)

void fair_export_people_show (FairExportPeople       *self,
                              FairDeskModel          *model,
                              gboolean                has_desk,
                              const FairExportReport *report);

G_END_DECLS

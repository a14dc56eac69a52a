/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import is going to do: of each person in the files the version that wins, over all of them and the journal. */
#pragma once

#include "store/erase/fair-erase-set.h"
#include "store/import/fair-import-file.h"
#include "store/import/fair-import-report.h"

G_BEGIN_DECLS

typedef struct _FairImportPlan FairImportPlan;

/** Where a line is. Files are numbered in the order in which they were met, from 1; the journal has 0. */
typedef struct
{
  FairImportFile *file; /* borrowed */
  guint order;
  goffset offset;
  gsize length;
  guint64 number;
} FairImportPlace;

FairImportPlan *fair_import_plan_new (void);
void            fair_import_plan_free (FairImportPlan *self);
gboolean        fair_import_plan_take (FairImportPlan        *self,
                                       FairImportFile        *file,
                                       const FairImportLine  *line,
                                       GError               **error);
gboolean        fair_import_plan_is_empty (const FairImportPlan *self);
gboolean        fair_import_plan_meet (FairImportPlan        *self,
                                       FairImportFile        *journal,
                                       const FairImportLine  *line,
                                       GError               **error);
gboolean        fair_import_plan_changes (const FairImportPlan *self);
gboolean        fair_import_plan_keeps (const FairImportPlan *self,
                                        const FairRecord     *record);
GArray         *fair_import_plan_list_additions (const FairImportPlan *self);
GPtrArray      *fair_import_plan_list_erased (const FairImportPlan *self);
void            fair_import_plan_report (const FairImportPlan *self,
                                         gint64                now_ms,
                                         const FairEraseSet   *erased,
                                         FairImportReport     *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairImportPlan, fair_import_plan_free)

G_END_DECLS

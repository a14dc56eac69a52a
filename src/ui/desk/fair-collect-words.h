/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found, collected and handed over, said in whole sentences. */
#pragma once

#include "collect/fair-collect.h"
#include "collect/fair-collect-preview.h"
#include "collect/fair-hand-over.h"
#include "collect/fair-laptops.h"
#include "collect/fair-import-undo.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

char *fair_collect_dup_counts (const FairCollectCounts *counts);
char *fair_collect_dup_title (const FairCollectFile *file);
char *fair_collect_dup_subtitle (const FairCollectFile *file);
char *fair_collect_dup_result (const FairCollectResult *result);
char *fair_collect_dup_report (const FairCollectResult *result);
char *fair_collect_dup_undone (const FairUndoReport *report);
char *fair_hand_over_dup_text (const FairHandOver *result);
char *fair_hand_over_dup_notes (const FairHandOver *result);
char *fair_laptop_dup_title (const FairLaptop *laptop);
char *fair_laptop_dup_text (const FairLaptop *laptop,
                            FairProgram      *program);
char *fair_laptop_dup_warnings (const FairLaptop *laptop);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups that may be of the same person, side by side: whether they are is for the coordinator to say. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-duplicates.h"
#include "desk/fair-person-edit.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_COMPARE_DIALOG (fair_compare_dialog_get_type ())
/*
 * Signal: edit (FairPersonEdit *edit, const char *said): they are joined, or said to be different people; the handler takes the edit.
 * When it is saved it calls adw_dialog_force_close(), and fair_compare_dialog_show_failure() when it is not.
 */
G_DECLARE_FINAL_TYPE (FairCompareDialog, fair_compare_dialog, FAIR, COMPARE_DIALOG, AdwDialog)

AdwDialog *fair_compare_dialog_new (FairBooth                *booth,
                                    const FairDuplicateGroup *group);
void       fair_compare_dialog_show_failure (FairCompareDialog *self,
                                             const char        *message);

G_END_DECLS

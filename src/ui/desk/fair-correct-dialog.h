/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrects what somebody answered, in the very form that visitors see, checked in the same way. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-person-edit.h"
#include "desk/fair-person-record.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_CORRECT_DIALOG (fair_correct_dialog_get_type ())
/*
 * Signal: edit (FairPersonEdit *edit, const char *said): exactly the answers that changed, which the handler takes. When they are saved it
 * calls adw_dialog_force_close(), and fair_correct_dialog_show_failure() when they are not.
 */
G_DECLARE_FINAL_TYPE (FairCorrectDialog, fair_correct_dialog, FAIR, CORRECT_DIALOG, AdwDialog)

AdwDialog *fair_correct_dialog_new (FairBooth              *booth,
                                    const FairPersonRecord *record);
void       fair_correct_dialog_show_failure (FairCorrectDialog *self,
                                             const char        *message);

G_END_DECLS

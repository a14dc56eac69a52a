/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what will be printed, and on which paper, and takes it to a printer or into a PDF. */
#pragma once

#include "booth/fair-booth.h"
#include "print/fair-paper.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PAPER_DIALOG (fair_paper_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairPaperDialog, fair_paper_dialog, FAIR, PAPER_DIALOG, AdwDialog)

AdwDialog *fair_paper_dialog_new_contact_list (FairBooth  *booth,
                                               GHashTable *ids);
AdwDialog *fair_paper_dialog_new_sign_in_sheet (FairBooth *booth);
AdwDialog *fair_paper_dialog_new_poster (FairBooth *booth);
AdwDialog *fair_paper_dialog_new_for_paper (FairBooth  *booth,
                                            FairPaper  *paper,
                                            const char *file_name);

G_END_DECLS

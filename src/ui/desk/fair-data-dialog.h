/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says where the sign-ups lie, how many there are, and what could not be read. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_DATA_DIALOG (fair_data_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairDataDialog, fair_data_dialog, FAIR, DATA_DIALOG, AdwDialog)

AdwDialog *fair_data_dialog_new (FairBooth *booth);

G_END_DECLS

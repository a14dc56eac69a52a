/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of a sign-up: each version, when it was made, on which laptop, and what changed in it; the newest first. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-person-details.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_HISTORY (fair_person_history_get_type ())
G_DECLARE_FINAL_TYPE (FairPersonHistory, fair_person_history, FAIR, PERSON_HISTORY, AdwBin)

GtkWidget *fair_person_history_new (void);
void       fair_person_history_set_details (FairPersonHistory       *self,
                                            FairBooth               *booth,
                                            const FairPersonDetails *details);

G_END_DECLS

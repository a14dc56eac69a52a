/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes to the desk from other laptops: news in the folder that is remembered, and files that are dropped. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_INCOMING (fair_incoming_get_type ())
G_DECLARE_FINAL_TYPE (FairIncoming, fair_incoming, FAIR, INCOMING, AdwBin)

void fair_incoming_watch (FairIncoming *self,
                          FairBooth    *booth,
                          GtkWidget    *drops);

G_END_DECLS

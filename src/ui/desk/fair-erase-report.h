/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody has to look at, or may look at, after people were erased. */
#pragma once

#include "store/change/fair-erase.h"
#include <adwaita.h>

G_BEGIN_DECLS

gboolean fair_erase_report_show (const FairEraseReport *report,
                                 GtkBox                *to);

G_END_DECLS

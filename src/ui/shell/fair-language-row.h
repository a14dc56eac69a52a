/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of the fair's first language among those of the pack, as a row. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

void fair_language_row_follow (AdwComboRow *row,
                               FairBooth   *booth);

G_END_DECLS

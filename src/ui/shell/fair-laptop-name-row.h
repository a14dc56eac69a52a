/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that shows what this laptop is called, and gives it another name. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

void fair_laptop_name_row_follow (AdwEntryRow *row,
                                  FairBooth   *booth);

G_END_DECLS

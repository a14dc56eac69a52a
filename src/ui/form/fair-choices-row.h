/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any number of a few choices, as chips that are on or off. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_CHOICES_ROW (fair_choices_row_get_type ())
G_DECLARE_FINAL_TYPE (FairChoicesRow, fair_choices_row, FAIR, CHOICES_ROW, FairFieldRow)

G_END_DECLS

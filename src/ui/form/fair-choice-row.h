/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of a few choices, in a drop-down. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_CHOICE_ROW (fair_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (FairChoiceRow, fair_choice_row, FAIR, CHOICE_ROW, FairFieldRow)

G_END_DECLS

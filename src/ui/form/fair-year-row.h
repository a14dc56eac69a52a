/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year: the likely ones are suggested, any other can be typed. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_YEAR_ROW (fair_year_row_get_type ())
G_DECLARE_FINAL_TYPE (FairYearRow, fair_year_row, FAIR, YEAR_ROW, FairFieldRow)

G_END_DECLS

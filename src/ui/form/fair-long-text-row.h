/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of several lines, which grows as it is written. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_LONG_TEXT_ROW (fair_long_text_row_get_type ())
G_DECLARE_FINAL_TYPE (FairLongTextRow, fair_long_text_row, FAIR, LONG_TEXT_ROW, FairFieldRow)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text: a name, an email address, a phone number. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_TEXT_ROW (fair_text_row_get_type ())
G_DECLARE_FINAL_TYPE (FairTextRow, fair_text_row, FAIR, TEXT_ROW, FairFieldRow)

G_END_DECLS

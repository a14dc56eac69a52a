/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text with a long list behind it: what fits is suggested while a person types, and anything else will do too. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_SUGGESTION_ROW (fair_suggestion_row_get_type ())
G_DECLARE_FINAL_TYPE (FairSuggestionRow, fair_suggestion_row, FAIR, SUGGESTION_ROW, FairFieldRow)

G_END_DECLS

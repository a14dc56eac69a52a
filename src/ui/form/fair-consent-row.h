/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A box to check, beside the full wording of what a person agrees to. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

#define FAIR_TYPE_CONSENT_ROW (fair_consent_row_get_type ())
G_DECLARE_FINAL_TYPE (FairConsentRow, fair_consent_row, FAIR, CONSENT_ROW, FairFieldRow)

G_END_DECLS

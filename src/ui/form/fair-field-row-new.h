/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the row of a field, by its kind. */
#pragma once

#include "form/fair-field-row.h"

G_BEGIN_DECLS

FairFieldRow *fair_field_row_new (FairField *field);

G_END_DECLS

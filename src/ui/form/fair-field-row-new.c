/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-field-row-new.h"

#include "form/fair-choice-row.h"
#include "form/fair-choices-row.h"
#include "form/fair-consent-row.h"
#include "form/fair-long-text-row.h"
#include "form/fair-suggestion-row.h"
#include "form/fair-text-row.h"
#include "form/fair-year-row.h"

static GType
get_row_type (FairFieldKind kind)
{
  switch (kind)
    {
    case FAIR_FIELD_LONG_TEXT:
      return FAIR_TYPE_LONG_TEXT_ROW;
    case FAIR_FIELD_YEAR:
      return FAIR_TYPE_YEAR_ROW;
    case FAIR_FIELD_CHOICE:
      return FAIR_TYPE_CHOICE_ROW;
    case FAIR_FIELD_CHOICES:
      return FAIR_TYPE_CHOICES_ROW;
    case FAIR_FIELD_SUGGESTION:
      return FAIR_TYPE_SUGGESTION_ROW;
    case FAIR_FIELD_CONSENT:
      return FAIR_TYPE_CONSENT_ROW;
    case FAIR_FIELD_TEXT:
    case FAIR_FIELD_EMAIL:
    case FAIR_FIELD_PHONE:
    default:
      return FAIR_TYPE_TEXT_ROW;
    }
}

/** Returns: (transfer floating): an empty row */
FairFieldRow *
fair_field_row_new (FairField *field)
{
  g_return_val_if_fail (FAIR_IS_FIELD (field), NULL);

  return g_object_new (get_row_type (fair_field_get_kind (field)), "field", field, NULL);
}

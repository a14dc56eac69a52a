/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the journal, decoded: a version of a sign-up, or the tombstone of one. */
#include "store/journal/fair-record.h"

/**
 * fair_record_clear:
 * @self: a record, or one of zeros
 *
 * Frees what was decoded; the line itself belongs to whoever read it.
 */
void
fair_record_clear (FairRecord *self)
{
  yyjson_doc_free (self->doc);
  *self = (FairRecord) { 0 };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the journal, decoded: a version of a sign-up, or the tombstone of one. */
#pragma once

#include "form/fair-answers.h"
#include "store/journal/fair-hlc.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_OP_PUT,
  FAIR_OP_ERASE,
  FAIR_OP_UNKNOWN, /* a line of a newer version: kept, never interpreted */
} FairOp;

/**
 * FairRecord:
 *
 * The strings are borrowed from the line that was decoded and are valid until the next line is read, or until the
 * record is cleared. @line is the line without its newline; @answers and @staff are values in @doc, @staff may be NULL.
 */
typedef struct
{
  FairOp op;
  const char *id;
  gint64 rev;
  const char *at;
  FairHlc hlc;
  const char *event;
  const char *form;
  const char *lang;
  yyjson_val *answers;
  yyjson_val *staff;
  yyjson_doc *doc;
  const char *line;
  gsize length;
  goffset offset;      /* of the line in its file, in bytes */
  guint64 line_number; /* from 1 */
} FairRecord;

/**
 * FairRecordFunc:
 * Returns: FALSE with @error set stops the reading.
 */
typedef gboolean (*FairRecordFunc) (const FairRecord *record,
                                    gpointer          user_data,
                                    GError          **error);

void fair_record_clear (FairRecord *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairRecord, fair_record_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one line of the journal is written and read: JSON whose last member is a checksum of all before it. */
#pragma once

#include "store/journal/fair-record.h"

G_BEGIN_DECLS

/** The version of the lines that are written here. */
#define FAIR_JOURNAL_VERSION 1
/** The longest id of a sign-up, in bytes. */
#define FAIR_ID_MAX 64
/** The highest `rev`: up to there every JSON reader has integers exactly (RFC 7493, 2.2). Nothing counts this far. */
#define FAIR_REV_MAX ((G_GINT64_CONSTANT (1) << 53) - 1)

gboolean fair_id_is_valid (const char *text,
                           gsize       length);

/** A version of a sign-up, about to be written. Everything is borrowed. */
typedef struct
{
  const char *id;
  gint64 rev;
  const char *at;
  const FairHlc *hlc;
  const char *event;
  const char *form;
  const char *lang;
  yyjson_mut_val *answers; /* an object */
  yyjson_mut_val *staff;   /* an object; NULL writes an empty one */
} FairPut;

gboolean fair_journal_line_encode_put (GString        *out,
                                       const FairPut  *put,
                                       GError        **error);
gboolean fair_journal_line_encode_erase (GString        *out,
                                         const char     *id,
                                         const FairHlc  *hlc,
                                         GError        **error);
gboolean fair_journal_line_check (const char *text,
                                  gsize       length);
gboolean fair_journal_line_decode (const char        *text,
                                   gsize              length,
                                   const yyjson_alc  *allocator,
                                   FairRecord        *record,
                                   GError           **error);

/** What a look at the beginning of a line tells. */
typedef struct
{
  FairOp op;
  char id[FAIR_ID_MAX + 1];
  gboolean first; /* a put of rev 1 */
} FairFrame;

gboolean fair_journal_line_scan (const char *text,
                                 gsize       length,
                                 FairFrame  *frame);

G_END_DECLS

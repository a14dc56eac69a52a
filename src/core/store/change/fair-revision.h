/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a further version of a sign-up is made of the one before it: what does not change is kept as it was. */
#pragma once

#include "store/journal/fair-record.h"

G_BEGIN_DECLS

/**
 * FairRevision:
 * @answers: (nullable): an object of answers that change; null takes one away
 * @staff: (nullable): the same for what staff noted
 *
 * What changes. Borrowed.
 */
typedef struct
{
  yyjson_mut_val *answers;
  yyjson_mut_val *staff;
} FairRevision;

gboolean fair_revision_differs (const FairRevision *revision,
                                const FairRecord   *record);
gboolean fair_revision_encode (GString             *out,
                               const FairRecord    *record,
                               const FairRevision  *revision,
                               FairHlc             *last,
                               gint64               now_ms,
                               const char          *device,
                               GError             **error);
void     fair_revision_make_hlc (FairHlc       *hlc,
                                 const FairHlc *before,
                                 FairHlc       *last,
                                 gint64         now_ms,
                                 const char    *device);
void     fair_revision_patch (yyjson_mut_doc *doc,
                              yyjson_mut_val *object,
                              yyjson_mut_val *changes);

G_END_DECLS

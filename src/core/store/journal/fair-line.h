/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the journal, as it is written and read: JSON whose last member is a checksum of all before it. Nothing else
 * knows how a line is framed.
 */
#pragma once

#include "form/fair-consent.h"
#include "base/fair-hlc.h"
#include "base/fair-id.h"

G_BEGIN_DECLS

/** The version of the lines that are written here. */
#define FAIR_LINE_VERSION 1
/** The highest `rev`: up to there every JSON reader has integers exactly (RFC 7493, 2.2). Nothing counts this far. */
#define FAIR_REV_MAX ((G_GINT64_CONSTANT (1) << 53) - 1)

/** Members of `staff`: into whom a sign-up was joined, and who were joined into one. */
#define FAIR_JOINED_INTO "joined_into"
#define FAIR_JOINED "joined"
/** And, where it is true: this is what somebody typed and left without signing up. */
#define FAIR_UNFINISHED "unfinished"
/** And those with what was noted about a visitor: a flag, a list of texts, and lines of text. */
#define FAIR_NOTE_STAR "star"
#define FAIR_NOTE_CHIPS "chips"
#define FAIR_NOTE_TEXT "note"

/** What a line does. */
typedef enum
{
  FAIR_OP_PUT,     /* a version of a sign-up */
  FAIR_OP_ERASE,   /* a tombstone */
  FAIR_OP_WORDING, /* what people agreed to, word for word */
  FAIR_OP_UNKNOWN, /* a line of a newer Fairbook: kept, never interpreted */
} FairOp;

/**
 * FairVersion:
 * @id: whose; of a wording the SHA-256 of its text
 * @at_ms: the same as @at, in milliseconds since 1970-01-01T00:00:00Z
 * @text: of a wording
 * @agreed: (nullable): to which wording, by the id of each field of consent
 * @staff: (nullable): what staff noted
 * @joined_into: (nullable): the id of the sign-up that staff have joined this one into
 * @answers: for fair_version_get_answers() alone
 * @line: without its newline, as a journal has it
 * @offset: of the line in its file, in bytes
 *
 * A line, decoded: one version of somebody's sign-up, their tombstone, or a wording. The strings and values are borrowed
 * from the line, and are valid as long as it is, or until the version is cleared.
 */
typedef struct
{
  FairOp op;
  const char *id;
  gint64 rev;
  const char *at;
  gint64 at_ms;
  FairHlc hlc;
  const char *event;
  const char *form;
  const char *lang;
  const char *text;
  const char *joined_into;
  yyjson_val *answers;
  yyjson_val *agreed;
  yyjson_val *staff;
  yyjson_doc *doc;
  const char *line;
  gsize length;
  goffset offset;
} FairVersion;

/**
 * FairVersionFunc:
 *
 * Returns: FALSE with @error set stops the reading.
 */
typedef gboolean (*FairVersionFunc) (const FairVersion *version,
                                     gpointer           user_data,
                                     GError           **error);

/** Returns: whether it is no sign-up, but what somebody typed and left */
static inline gboolean
fair_version_is_unfinished (const FairVersion *self)
{
  return yyjson_get_bool (yyjson_obj_get (self->staff, FAIR_UNFINISHED));
}

void        fair_version_clear (FairVersion *self);
yyjson_val *fair_version_get_answers (const FairVersion *self);

/**
 * FairDraft:
 * @consents: (array length=n_consents) (nullable): what the person agreed to
 * @id: (nullable): what the sign-up shall be known by, a UUID; NULL for a new one. Whoever tries again with the id of the
 *   first try never has two sign-ups, even if that was on the disk after all
 * @unfinished: whether the person left without signing up: see fair_version_is_unfinished()
 *
 * A sign-up that is about to be saved. Borrowed by the call that takes it.
 */
typedef struct
{
  const char *event;
  const char *form;
  const char *lang;
  const FairAnswers *answers;
  const FairConsent *consents;
  gsize n_consents;
  const char *id;
  gboolean unfinished;
} FairDraft;

gboolean fair_line_encode_draft (GString          *out,
                                 const FairDraft  *draft,
                                 const char       *id,
                                 gint64            now_ms,
                                 const FairHlc    *hlc,
                                 GError          **error);
gboolean fair_line_encode_tombstone (GString        *out,
                                     const char     *id,
                                     const FairHlc  *hlc,
                                     GError        **error);
gboolean fair_line_encode_wording (GString            *out,
                                   const FairConsent  *consent,
                                   GError            **error);
gboolean fair_line_encode_object (GString         *out,
                                  yyjson_mut_doc  *doc,
                                  GError         **error);

gboolean fair_line_decode (const char        *text,
                           gsize              length,
                           const yyjson_alc  *allocator,
                           FairVersion       *version,
                           GError           **error);
gboolean fair_line_glance (const char   *text,
                           gsize         length,
                           GStringChunk *scratch,
                           FairVersion  *version);
gboolean fair_line_decode_foreign (const char        *text,
                                   gsize              length,
                                   const yyjson_alc  *allocator,
                                   GStringChunk      *scratch,
                                   FairVersion       *version,
                                   GError           **error);
gboolean fair_line_is_blank (const char *text,
                             gsize       length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairVersion, fair_version_clear)

G_END_DECLS

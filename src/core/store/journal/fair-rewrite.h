/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replaces a file of lines as a whole, durably and at once: whatever happens, the old one is there or the new one.
 *
 *     rewrite = fair_rewrite_new (ops, path, kind, error);
 *     fair_rewrite_copy (rewrite, keeps, user_data, cancellable, error);
 *     fair_rewrite_add (rewrite, lines, length, error);
 *     fair_rewrite_commit (rewrite, error);
 *     fair_rewrite_free (rewrite);
 *
 * What is kept is copied byte for byte, whatever it is: a line of a newer Fairbook, a damaged one, one that is too long to be
 * read.
 */
#pragma once

#include "store/journal/fair-lines.h"

G_BEGIN_DECLS

typedef struct _FairRewrite FairRewrite;

/**
 * FairKeepFunc:
 *
 * Returns: whether the line stays
 */
typedef gboolean (*FairKeepFunc) (const FairLine *line,
                                  gpointer        user_data);

FairRewrite *fair_rewrite_new (const FairFileOps  *ops,
                               const char         *path,
                               FairLinesKind       kind,
                               GError            **error);
void         fair_rewrite_free (FairRewrite *self);
gboolean     fair_rewrite_copy (FairRewrite   *self,
                                FairKeepFunc   keeps,
                                gpointer       user_data,
                                GCancellable  *cancellable,
                                GError       **error);
gboolean     fair_rewrite_add (FairRewrite  *self,
                               const char   *bytes,
                               gsize         length,
                               GError      **error);
gboolean     fair_rewrite_commit (FairRewrite  *self,
                                  GError      **error);
gboolean     fair_rewrite_refuse (FairRewrite  *self,
                                  GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRewrite, fair_rewrite_free)

G_END_DECLS

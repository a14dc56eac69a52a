/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replaces a file of lines as a whole, durably and at once: whatever happens, the old one is there or the new one. */
#pragma once

#include "store/journal/fair-journal-reader.h"

G_BEGIN_DECLS

typedef struct _FairFileRewrite FairFileRewrite;

FairFileRewrite *fair_file_rewrite_new (const FairFileOps  *ops,
                                        const char         *path,
                                        GError            **error);
void             fair_file_rewrite_free (FairFileRewrite *self);

gboolean         fair_file_rewrite_next (FairFileRewrite  *self,
                                         FairRawLine      *line,
                                         GError          **error);
void             fair_file_rewrite_rewind (FairFileRewrite *self);
gboolean         fair_file_rewrite_keep (FairFileRewrite    *self,
                                         const FairRawLine  *line,
                                         GError            **error);
gboolean         fair_file_rewrite_add (FairFileRewrite  *self,
                                        const char       *bytes,
                                        gsize             length,
                                        GError          **error);
gboolean         fair_file_rewrite_copy (FairFileRewrite  *self,
                                         goffset           offset,
                                         gsize             length,
                                         GError          **error);
gboolean         fair_file_rewrite_leaves_tail (const FairFileRewrite *self);
void             fair_file_rewrite_set_changed (GError     **error,
                                                const char  *path);
gboolean         fair_file_rewrite_finish (FairFileRewrite  *self,
                                           GError          **error);
gboolean         fair_file_rewrite_commit (FairFileRewrite  *self,
                                           GError          **error);

void             fair_file_rewrite_sweep (const FairFileOps *ops,
                                          const char        *folder,
                                          const char *const *prefixes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairFileRewrite, fair_file_rewrite_free)

G_END_DECLS

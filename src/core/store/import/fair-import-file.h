/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file of sign-ups that is to be merged, line by line: another journal, or an export as JSON Lines. */
#pragma once

#include "base/fair-file-ops.h"
#include "store/journal/fair-record.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FairImportFile FairImportFile;

/**
 * FairImportLine:
 * @offset: where it begins in the file, in bytes
 * @length: its length there, in bytes, its newline not counted
 * @number: from 1
 * @record: (nullable): what it says; its `line` is as a journal has it. Valid until the next line is read
 * @refusal: (nullable): why it cannot be read, where @record is NULL
 */
typedef struct
{
  goffset offset;
  gsize length;
  guint64 number;
  const FairRecord *record;
  const GError *refusal;
} FairImportLine;

FairImportFile *fair_import_file_open (const FairFileOps  *ops,
                                       const char         *path,
                                       gboolean            is_journal,
                                       GError            **error);
void            fair_import_file_free (FairImportFile *self);
const char     *fair_import_file_get_path (const FairImportFile *self);
gboolean        fair_import_file_next (FairImportFile  *self,
                                       FairImportLine  *line,
                                       GError         **error);
gboolean        fair_import_file_reread (FairImportFile  *self,
                                         goffset          offset,
                                         gsize            length,
                                         GString         *text,
                                         FairRecord      *record,
                                         GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairImportFile, fair_import_file_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is that somebody hands over to be merged. */
#pragma once

#include "base/fair-file.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_IMPORT_JOURNAL, /* lines as a journal has them, perhaps damaged */
  FAIR_IMPORT_EXPORT,  /* sign-ups in JSON of another layout, or as a list has them */
  FAIR_IMPORT_ANSWERS, /* JSON for "fairctl add", or for others: nowhere in it is a sign-up as Fairbook keeps them */
  FAIR_IMPORT_DAMAGED, /* JSON of which nothing can be read */
  FAIR_IMPORT_OTHER,   /* something else altogether */
} FairImportKind;

gboolean fair_import_kind_open (const FairFileOps *ops,
                                const char        *path,
                                FairFile          *file,
                                goffset           *size,
                                FairImportKind    *kind,
                                char             **reason);
gboolean fair_import_kind_has_name (const char *name);
gboolean fair_import_kind_is_for_others (const FairFileOps *ops,
                                         const char        *path);

G_END_DECLS

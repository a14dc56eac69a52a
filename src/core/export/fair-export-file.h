/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that an export goes to: complete and on the disk under its name, or not there at all. */
#pragma once

#include "base/fair-file.h"

G_BEGIN_DECLS

#define FAIR_EXPORT_ERROR (fair_export_error_quark ())
GQuark fair_export_error_quark (void);

typedef enum
{
  FAIR_EXPORT_ERROR_FORM,
  FAIR_EXPORT_ERROR_WRITE,
  FAIR_EXPORT_ERROR_UNCERTAIN, /* the file is in place, but the disk did not confirm it */
  FAIR_EXPORT_ERROR_PERSON,    /* one person cannot be written in this format; all others can */
} FairExportError;

typedef struct _FairExportFile FairExportFile;

FairExportFile *fair_export_file_open (const FairFileOps  *ops,
                                       const char         *path,
                                       GError            **error);
FairExportFile *fair_export_file_open_folder (const FairFileOps  *ops,
                                              const char         *path,
                                              GError            **error);
FairExportFile *fair_export_file_new_for_descriptor (const FairFileOps *ops,
                                                     int                fd,
                                                     const char        *name);
gboolean        fair_export_file_write (FairExportFile  *self,
                                        const char      *data,
                                        gsize            length,
                                        GError         **error);
gboolean        fair_export_file_stays (const FairExportFile *self);
const char     *fair_export_file_get_path (const FairExportFile *self);
char           *fair_export_file_dup_spool_folder (const FairExportFile *self);
const char     *fair_export_file_hand_out (FairExportFile  *self,
                                           GError         **error);
gboolean        fair_export_file_add (FairExportFile  *self,
                                      const char      *name,
                                      const char      *data,
                                      gsize            length,
                                      GError         **error);
gboolean        fair_export_file_open_part (FairExportFile  *self,
                                            FairFile        *file,
                                            GError         **error);
gboolean        fair_export_file_commit (FairExportFile  *self,
                                         GError         **error);
void            fair_export_file_free (FairExportFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairExportFile, fair_export_file_free)

G_END_DECLS

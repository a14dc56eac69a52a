/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in staff.json: hashes of the PINs, wrong tries, and what has become of the PINs. */
#pragma once

#include "base/fair-file.h"
#include "kiosk/fair-staff.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define FAIR_STAFF_FILE_NAME "staff.json"

/**
 * FairStaffFile:
 * @hashes: by role: the hash of its PIN, or %NULL
 * @failed: how many tries were wrong since the last right one
 * @traces: of #FairStaffTrace, the oldest first; never changed in place
 * @others: (nullable): members that this version does not know, and keeps
 */
typedef struct
{
  char *hashes[FAIR_N_ROLES];
  guint failed;
  GPtrArray *traces;
  JsonObject *others;
} FairStaffFile;

FairStaffFile *fair_staff_file_new (void);
FairStaffFile *fair_staff_file_copy (const FairStaffFile *self);
void           fair_staff_file_free (FairStaffFile *self);
FairStaffFile *fair_staff_file_read (const FairFileOps *ops,
                                     const char        *path,
                                     GError           **error);
gboolean       fair_staff_file_write (const FairStaffFile *self,
                                      const FairFileOps   *ops,
                                      const char          *path,
                                      GError             **error);
void           fair_staff_file_set_hash (FairStaffFile *self,
                                         FairRole       role,
                                         const char    *hash);
void           fair_staff_file_add_trace (FairStaffFile     *self,
                                          gint64             at,
                                          FairStaffTraceKind what,
                                          FairRole           role);
void           fair_staff_file_lock (const FairFileOps *ops,
                                     const char        *data_folder,
                                     FairFile          *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStaffFile, fair_staff_file_free)

G_END_DECLS

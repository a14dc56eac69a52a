/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a content pack share. */
#pragma once

#include "base/fair-pack-folder.h"
#include "base/fair-pack-reader.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

FairPhoto  *fair_photo_read (FairPackReader *reader,
                             FairPackFolder *folder,
                             JsonObject     *object,
                             const char     *place);
const char *fair_pack_reader_get_color (FairPackReader *reader,
                                        JsonObject     *object,
                                        const char     *place,
                                        const char     *member);
gboolean    fair_program_read (FairProgram       *self,
                               FairPackFolder    *folder,
                               const char *const *languages,
                               GCancellable      *cancellable,
                               GError           **error);

G_END_DECLS

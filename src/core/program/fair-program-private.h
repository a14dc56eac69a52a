/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a content pack share. */
#pragma once

#include "base/fair-pack-folder.h"
#include "base/fair-pack-reader.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

/** Of each list in program.json. */
#define FAIR_PROGRAM_MAX_ENTRIES 500

FairPhoto  *fair_photo_read (FairPackReader *reader,
                             FairPackFolder *folder,
                             JsonObject     *object,
                             const char     *place);
const char *fair_pack_reader_get_color (FairPackReader *reader,
                                        JsonObject     *object,
                                        const char     *place,
                                        const char     *member);
const char *fair_pack_reader_get_url (FairPackReader *reader,
                                      JsonObject     *object,
                                      const char     *place,
                                      const char     *member,
                                      gboolean        required);
void        fair_program_read_take_home (FairProgram    *self,
                                         FairPackReader *reader,
                                         JsonObject     *root);
gboolean    fair_program_read (FairProgram       *self,
                               FairPackFolder    *folder,
                               const char *const *languages,
                               GCancellable      *cancellable,
                               GError           **error);
void        fair_open_day_free (FairOpenDay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairOpenDay, fair_open_day_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff note about a visitor with one tap, in the program's own words. */
#pragma once

#include "base/fair-pack-reader.h"

G_BEGIN_DECLS

const char *const *fair_note_chips_read (FairPackReader *reader,
                                         JsonObject     *root);
GStrv              fair_note_chips_list (const char *const *own);

G_END_DECLS

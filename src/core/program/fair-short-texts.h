/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of a program's own short texts, each on one line, such as what staff note with one tap. */
#pragma once

#include "base/fair-pack-reader.h"

G_BEGIN_DECLS

const char *const *fair_short_texts_read (FairPackReader *reader,
                                          JsonObject     *root,
                                          const char     *member,
                                          guint           max_texts,
                                          guint           max_length);

G_END_DECLS

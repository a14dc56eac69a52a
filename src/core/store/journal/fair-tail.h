/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a journal's file: where its last whole line ends, and the latest time stamp of its last lines. */
#pragma once

#include "base/fair-file.h"
#include "base/fair-hlc.h"

G_BEGIN_DECLS

gboolean fair_tail_find_end (const FairFile *file,
                             goffset         lower,
                             goffset         size,
                             goffset        *end);
gboolean fair_tail_observe (const FairFile *file,
                            goffset         lower,
                            goffset         end,
                            gint64          now_ms,
                            FairHlc        *last);

G_END_DECLS

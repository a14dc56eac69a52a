/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that keeps, byte for byte and with the reason, what could not be read. */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/** Its name, beside the journal. */
#define FAIR_QUARANTINE_NAME "quarantine.jsonl"

gboolean fair_quarantine_keep (const FairFileOps  *ops,
                               const FairClock    *clock,
                               const char         *folder,
                               const FairFile     *journal,
                               const GPtrArray    *bad_lines,
                               GError            **error);

G_END_DECLS

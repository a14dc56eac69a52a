/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a journal: where it really is, whatever links lead to it, and what a crash left in it. */
#pragma once

#include "base/fair-file-ops.h"

G_BEGIN_DECLS

/** The name of the journal in its folder. */
#define FAIR_JOURNAL_NAME "signups.jsonl"

void  fair_journal_sweep_folder (const FairFileOps *ops,
                                 const char        *folder);
char *fair_journal_resolve_folder (const char *folder,
                                   GError    **error);

G_END_DECLS

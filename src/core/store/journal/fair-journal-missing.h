/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of some lines a journal has lost that somebody else put in the place of the one that they were written to. */
#pragma once

#include "store/journal/fair-journal-reader.h"

G_BEGIN_DECLS

GString *fair_journal_find_missing (FairJournalReader  *reader,
                                    const char         *lines,
                                    gsize               length,
                                    GError            **error);

G_END_DECLS

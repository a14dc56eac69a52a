/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts on paper, one below the other. */
#pragma once

#include "print/fair-paper.h"

G_BEGIN_DECLS

#define FAIR_TYPE_STATISTICS_PAPER (fair_statistics_paper_get_type ())
G_DECLARE_FINAL_TYPE (FairStatisticsPaper, fair_statistics_paper, FAIR, STATISTICS_PAPER, FairPaper)

FairPaper *fair_statistics_paper_new (GPtrArray         *charts,
                                      const char        *color,
                                      const char *const *beneath);

G_END_DECLS

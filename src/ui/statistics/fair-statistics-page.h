/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics one looks at: who signed up and what visitors looked at, in charts, of all fairs or one; saved and printed. */
#pragma once

#include "booth/fair-booth.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_STATISTICS_PAGE (fair_statistics_page_get_type ())
G_DECLARE_FINAL_TYPE (FairStatisticsPage, fair_statistics_page, FAIR, STATISTICS_PAGE, AdwNavigationPage)

AdwNavigationPage *fair_statistics_page_new (FairBooth *booth);
void               fair_statistics_page_refresh (FairStatisticsPage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chips above the table of people, which count and narrow it: fair, day, school, interest, star, and who needs a look. */
#pragma once

#include "desk/fair-desk-model.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PEOPLE_FILTERS (fair_people_filters_get_type ())
/* Signal: changed: others are to be listed. */
G_DECLARE_FINAL_TYPE (FairPeopleFilters, fair_people_filters, FAIR, PEOPLE_FILTERS, AdwBin)

GtkWidget *fair_people_filters_new (FairDeskModel *model);
void       fair_people_filters_fill_query (FairPeopleFilters *self,
                                           FairPeopleQuery   *query);
gboolean   fair_people_filters_is_narrow (FairPeopleFilters *self);
gboolean   fair_people_filters_is_simple (FairPeopleFilters  *self,
                                          const char        **event,
                                          gboolean           *is_new);
void       fair_people_filters_clear (FairPeopleFilters *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days and hours of people: those of the fair where they were, by its time zone, else of this laptop. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GTimeZone *fair_time_zone_find (const char *name);

/** The time zone of each fair that names one. Once it is handed on nothing is added, and any thread may use it. */
typedef struct _FairTimeZones FairTimeZones;

FairTimeZones *fair_time_zones_new (void);
FairTimeZones *fair_time_zones_ref (FairTimeZones *self);
void           fair_time_zones_unref (FairTimeZones *self);
gboolean       fair_time_zones_add (FairTimeZones *self,
                                    const char    *event,
                                    const char    *name);
gboolean       fair_time_zones_has (const FairTimeZones *self,
                                    const char          *event);
const char    *fair_time_zones_get_name (const FairTimeZones *self,
                                         const char          *event);
const char    *fair_time_zones_get_unknown_own (void);
GDateTime     *fair_time_zones_get_local (const FairTimeZones *self,
                                          const char          *event,
                                          gint64               ms);
gint64         fair_time_zones_get_hour (const FairTimeZones *self,
                                         const char          *event,
                                         gint64               ms);
char          *fair_time_zones_localize (const FairTimeZones *self,
                                         const char          *event,
                                         const char          *at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairTimeZones, fair_time_zones_unref)

G_END_DECLS

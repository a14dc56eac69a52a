/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in charge of the window now: a visitor, a recruiter or the coordinator; and for how long. */
#pragma once

#include "kiosk/fair-staff.h"

G_BEGIN_DECLS

/* For how long a role stays unlocked while nobody does anything, in seconds. */
#define FAIR_ACCESS_SECONDS 300

#define FAIR_TYPE_ACCESS (fair_access_get_type ())
/* Properties, readable: role (a #FairRole as a uint), kiosk. Threading: main thread only. */
G_DECLARE_FINAL_TYPE (FairAccess, fair_access, FAIR, ACCESS, GObject)

FairAccess *fair_access_new (FairStaff       *staff,
                             const FairClock *clock);
FairStaff  *fair_access_get_staff (FairAccess *self);
FairRole    fair_access_get_role (FairAccess *self);
gboolean    fair_access_can_lock (FairAccess *self);
gboolean    fair_access_get_kiosk (FairAccess *self);
void        fair_access_set_kiosk (FairAccess *self,
                                   gboolean    kiosk);
void        fair_access_unlock (FairAccess *self,
                                FairRole    role);
void        fair_access_lock (FairAccess *self);
void        fair_access_touch (FairAccess *self);
void        fair_access_tick (FairAccess *self);

G_END_DECLS

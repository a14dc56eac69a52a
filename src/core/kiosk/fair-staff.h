/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what on this laptop: the PINs of the recruiter and the coordinator, and what keeps others from guessing them. */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file-ops.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/** How many wrong tries there are before somebody has to wait. */
#define FAIR_STAFF_FREE_TRIES 5
/** How long then, in seconds: it doubles with each further wrong try, and has an end. */
#define FAIR_STAFF_FIRST_WAIT 30
#define FAIR_STAFF_LONGEST_WAIT 3600
/** How long each try takes while none can be counted on the disk, in seconds. */
#define FAIR_STAFF_SLOW_PACE 5

/** From who may do least to who may do everything. */
typedef enum
{
  FAIR_ROLE_VISITOR,
  FAIR_ROLE_RECRUITER,
  FAIR_ROLE_COORDINATOR,
} FairRole;

#define FAIR_N_ROLES (FAIR_ROLE_COORDINATOR + 1)

#define FAIR_STAFF_ERROR (fair_staff_error_quark ())
GQuark fair_staff_error_quark (void);

/** Why nobody gets in, or a PIN is not set. What the disk refuses is a #GIOErrorEnum. */
typedef enum
{
  FAIR_STAFF_ERROR_WRONG,             /* it is nobody's PIN */
  FAIR_STAFF_ERROR_WAIT,              /* too many were wrong: see fair_staff_get_seconds_to_wait() */
  FAIR_STAFF_ERROR_DAMAGED,           /* staff.json cannot be understood: everything stays closed */
  FAIR_STAFF_ERROR_COORDINATOR_FIRST, /* a recruiter's PIN needs one of the coordinator */
  FAIR_STAFF_ERROR_SAME,              /* the other role has this PIN */
  FAIR_STAFF_ERROR_MEMORY,            /* there is too little memory to check a PIN */
} FairStaffError;

/** What has become of the PINs. */
typedef enum
{
  FAIR_STAFF_TRACE_SET,
  FAIR_STAFF_TRACE_CHANGED,
  FAIR_STAFF_TRACE_REMOVED,
  FAIR_STAFF_TRACE_FORGOTTEN,  /* fairctl forget-pins took all of them away */
  FAIR_STAFF_TRACE_LOCKED_OUT, /* so many tries were wrong that somebody has to wait */
} FairStaffTraceKind;

/**
 * FairStaffTrace:
 * @at: when, in milliseconds since 1970-01-01T00:00:00Z
 * @what: what
 * @role: whose PIN; %FAIR_ROLE_VISITOR if it was not one role's
 */
typedef struct
{
  gint64 at;
  FairStaffTraceKind what;
  FairRole role;
} FairStaffTrace;

#define FAIR_TYPE_STAFF (fair_staff_get_type ())
/**
 * FairStaff::changed:
 *
 * What the functions below say may have changed.
 *
 * Main thread only; what touches the disk or computes a hash does so in a thread, one at a time, in the order of the calls.
 */
G_DECLARE_FINAL_TYPE (FairStaff, fair_staff, FAIR, STAFF, GObject)

FairStaff       *fair_staff_new (const char        *data_folder,
                                 const FairFileOps *ops,
                                 const FairClock   *wall,
                                 const FairClock   *monotonic);
void             fair_staff_load_async (FairStaff           *self,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean         fair_staff_load_finish (FairStaff     *self,
                                         GAsyncResult  *result,
                                         GError       **error);

gboolean         fair_staff_is_protected (FairStaff *self);
gboolean         fair_staff_has_pin (FairStaff *self,
                                     FairRole   role);
guint            fair_staff_get_seconds_to_wait (FairStaff *self);
const GPtrArray *fair_staff_get_traces (FairStaff *self);

void             fair_staff_enter_async (FairStaff           *self,
                                         const char          *pin,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
FairRole         fair_staff_enter_finish (FairStaff     *self,
                                          GAsyncResult  *result,
                                          GError       **error);
void             fair_staff_set_pin_async (FairStaff           *self,
                                           FairRole             role,
                                           const char          *pin,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean         fair_staff_set_pin_finish (FairStaff     *self,
                                            GAsyncResult  *result,
                                            GError       **error);

gboolean         fair_staff_forget_pins (const char         *data_folder,
                                         const FairFileOps  *ops,
                                         const FairClock    *wall,
                                         guint              *n_forgotten,
                                         char              **aside,
                                         GError            **error);

G_END_DECLS

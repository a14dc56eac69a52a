/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kiosk is doing: one state machine of what visitors and staff do, and of how long nobody did anything. */
#pragma once

#include "base/fair-clock.h"
#include <glib-object.h>

G_BEGIN_DECLS

/** What the kiosk is doing. */
typedef enum
{
  FAIR_KIOSK_OFF,        /* there is no kiosk */
  FAIR_KIOSK_ATTRACT,    /* nobody is there: the attract loop */
  FAIR_KIOSK_LOOKING,    /* somebody looks around, or, without an attract loop, nobody is there */
  FAIR_KIOSK_FILLING_IN, /* there is something in the form */
  FAIR_KIOSK_SAVING,     /* a sign-up is being saved; nothing interrupts that */
  FAIR_KIOSK_SAVED,      /* the thank-you page */
  FAIR_KIOSK_WARNING,    /* nobody did anything for long: is anybody there? */
  FAIR_KIOSK_PAUSED,     /* the staff's card "Back in a moment" */
} FairKioskState;

#define FAIR_KIOSK_N_STATES (FAIR_KIOSK_PAUSED + 1)

/** What can happen to it. */
typedef enum
{
  FAIR_KIOSK_START,      /* kiosk mode begins */
  FAIR_KIOSK_INPUT,      /* a key, a touch, a scroll, a move of the pointer */
  FAIR_KIOSK_EDIT,       /* the form has something in it */
  FAIR_KIOSK_SUBMIT,     /* a sign-up begins to be saved */
  FAIR_KIOSK_STORED,     /* it is saved */
  FAIR_KIOSK_NOT_STORED, /* it is not; what was typed stays */
  FAIR_KIOSK_START_OVER, /* the visitor's "Start over" */
  FAIR_KIOSK_DONE,       /* the thank-you page's "Done" */
  FAIR_KIOSK_CORRECT,    /* its "Correct Something" */
  FAIR_KIOSK_KEEP,       /* nothing is corrected after all */
  FAIR_KIOSK_FRIEND,     /* its "Sign Up a Friend": somebody else's visit begins */
  FAIR_KIOSK_PAUSE,      /* the staff's "Pause" */
  FAIR_KIOSK_RESUME,     /* and its end */
  FAIR_KIOSK_END,        /* kiosk mode ends */
} FairKioskEvent;

#define FAIR_KIOSK_N_EVENTS (FAIR_KIOSK_END + 1)

/**
 * FairKioskTimes:
 * @looking: after how long without input somebody who looked around is warned, in seconds; 90
 * @filling_in: the same with something in the form; 60
 * @saved: how long the thank-you page stays without input, in seconds; 20
 * @warning: how long the warning counts down, in seconds; 20
 * @attract: whether there is an attract loop; %TRUE
 */
typedef struct
{
  guint looking;
  guint filling_in;
  guint saved;
  guint warning;
  gboolean attract;
} FairKioskTimes;

#define FAIR_TYPE_KIOSK (fair_kiosk_get_type ())
/**
 * FairKiosk:state: (type gint): a #FairKioskState
 * FairKiosk:seconds-left: what fair_kiosk_get_seconds_left() says
 *
 * Notified when they have changed, and once for each event and tick.
 *
 * FairKiosk::gone:
 *
 * The visitor has gone, and nobody whom they had with them is next: what made the pages easy for them to read (language, text size,
 * contrast) goes, just before all else does.
 *
 * FairKiosk::wipe:
 *
 * The visitor's traces must go now, whoever is next. The new state is known already, and is notified afterwards. Whatever is told
 * to the kiosk while the handlers run is not heard: pages that are taken away must not count as somebody who touches them.
 *
 * Main thread only. It has no timer: whoever shows the kiosk calls fair_kiosk_tick(), once or more in a second.
 */
G_DECLARE_FINAL_TYPE (FairKiosk, fair_kiosk, FAIR, KIOSK, GObject)

FairKiosk     *fair_kiosk_new (const FairClock *clock);
void           fair_kiosk_set_times (FairKiosk            *self,
                                     const FairKioskTimes *times);
void           fair_kiosk_handle (FairKiosk     *self,
                                  FairKioskEvent event);
void           fair_kiosk_tick (FairKiosk *self);
gboolean       fair_kiosk_is_correcting (FairKiosk *self);
FairKioskState fair_kiosk_get_state (FairKiosk *self);
guint          fair_kiosk_get_seconds_left (FairKiosk *self);
gint64         fair_kiosk_get_idle (FairKiosk *self);

G_END_DECLS

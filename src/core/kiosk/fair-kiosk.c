/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kiosk is doing: one state machine of what visitors and staff do, and of how long nobody did anything. */
#include "config.h"

#include "kiosk/fair-kiosk.h"

#define MS_PER_SECOND 1000

/* Where no page of its own is meant. */
enum
{
  STAY = FAIR_KIOSK_N_STATES, /* in the same state */
  BACK,                       /* in the state that the warning came from */
  HOME,                       /* where a visitor begins: the attract loop, or without one the pages, untouched */
};

typedef enum
{
  NOTHING, /* the event means nothing here */
  GO,      /* idle time begins anew, in whatever state is next */
  PASS_ON, /* the same, and the visitor's traces go, but not what the friend needs whom they have with them */
  WIPE,    /* the same, and all of the visitor's traces go */
  LATER,   /* it is remembered until the sign-up is saved; if it is not saved, what was typed is not lost either */
} Action;

typedef struct
{
  Action action;
  guint next;
} Step;

/* Nothing of what follows happens in a state for which nothing stands here. When time is up is not an event for others to send. */
#define TIME_IS_UP FAIR_KIOSK_N_EVENTS

static const Step steps[FAIR_KIOSK_N_STATES][FAIR_KIOSK_N_EVENTS + 1] = {
  [FAIR_KIOSK_OFF] = {
    [FAIR_KIOSK_START] = { WIPE, HOME },
  },
  [FAIR_KIOSK_ATTRACT] = {
    [FAIR_KIOSK_INPUT] = { GO, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_EDIT] = { GO, FAIR_KIOSK_FILLING_IN },
    [FAIR_KIOSK_SUBMIT] = { GO, FAIR_KIOSK_SAVING },
    [FAIR_KIOSK_START_OVER] = { WIPE, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_PAUSE] = { WIPE, FAIR_KIOSK_PAUSED },
    [FAIR_KIOSK_END] = { WIPE, FAIR_KIOSK_OFF },
  },
  [FAIR_KIOSK_LOOKING] = {
    [FAIR_KIOSK_INPUT] = { GO, STAY },
    [FAIR_KIOSK_EDIT] = { GO, FAIR_KIOSK_FILLING_IN },
    [FAIR_KIOSK_SUBMIT] = { GO, FAIR_KIOSK_SAVING },
    [FAIR_KIOSK_START_OVER] = { WIPE, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_PAUSE] = { WIPE, FAIR_KIOSK_PAUSED },
    [FAIR_KIOSK_END] = { WIPE, FAIR_KIOSK_OFF },
    [TIME_IS_UP] = { GO, FAIR_KIOSK_WARNING },
  },
  [FAIR_KIOSK_FILLING_IN] = {
    [FAIR_KIOSK_INPUT] = { GO, STAY },
    [FAIR_KIOSK_EDIT] = { GO, STAY },
    [FAIR_KIOSK_SUBMIT] = { GO, FAIR_KIOSK_SAVING },
    [FAIR_KIOSK_START_OVER] = { WIPE, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_KEEP] = { GO, FAIR_KIOSK_SAVED },
    [FAIR_KIOSK_PAUSE] = { WIPE, FAIR_KIOSK_PAUSED },
    [FAIR_KIOSK_END] = { WIPE, FAIR_KIOSK_OFF },
    [TIME_IS_UP] = { GO, FAIR_KIOSK_WARNING },
  },
  [FAIR_KIOSK_SAVING] = {
    [FAIR_KIOSK_STORED] = { GO, FAIR_KIOSK_SAVED },
    [FAIR_KIOSK_NOT_STORED] = { GO, FAIR_KIOSK_FILLING_IN },
    [FAIR_KIOSK_START_OVER] = { LATER, STAY },
    [FAIR_KIOSK_PAUSE] = { LATER, STAY },
    [FAIR_KIOSK_END] = { LATER, STAY },
  },
  [FAIR_KIOSK_SAVED] = {
    [FAIR_KIOSK_INPUT] = { GO, STAY },
    [FAIR_KIOSK_SUBMIT] = { GO, FAIR_KIOSK_SAVING },
    [FAIR_KIOSK_START_OVER] = { WIPE, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_DONE] = { WIPE, HOME },
    [FAIR_KIOSK_CORRECT] = { GO, FAIR_KIOSK_FILLING_IN },
    [FAIR_KIOSK_FRIEND] = { PASS_ON, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_PAUSE] = { WIPE, FAIR_KIOSK_PAUSED },
    [FAIR_KIOSK_END] = { WIPE, FAIR_KIOSK_OFF },
    [TIME_IS_UP] = { WIPE, HOME },
  },
  [FAIR_KIOSK_WARNING] = {
    [FAIR_KIOSK_INPUT] = { GO, BACK },
    [FAIR_KIOSK_EDIT] = { GO, FAIR_KIOSK_FILLING_IN },
    [FAIR_KIOSK_SUBMIT] = { GO, FAIR_KIOSK_SAVING },
    [FAIR_KIOSK_START_OVER] = { WIPE, FAIR_KIOSK_LOOKING },
    [FAIR_KIOSK_KEEP] = { GO, FAIR_KIOSK_SAVED },
    [FAIR_KIOSK_PAUSE] = { WIPE, FAIR_KIOSK_PAUSED },
    [FAIR_KIOSK_END] = { WIPE, FAIR_KIOSK_OFF },
    [TIME_IS_UP] = { WIPE, HOME },
  },
  [FAIR_KIOSK_PAUSED] = {
    [FAIR_KIOSK_RESUME] = { WIPE, HOME },
    [FAIR_KIOSK_END] = { WIPE, FAIR_KIOSK_OFF },
  },
};

struct _FairKiosk
{
  GObject parent_instance;

  const FairClock *clock;
  FairKioskTimes times;

  FairKioskState state;
  FairKioskState warned_in; /* where the warning came from */
  guint later;              /* what is to happen when the sign-up is saved, or NOTHING_LATER */
  gboolean correcting;      /* whether what is filled in is saved already, and shall be corrected */
  gboolean touched;         /* whether anybody did anything since the last wipe */
  gboolean wiping;

  gint64 looked;      /* what the clock said last, in ms */
  gint64 idle;        /* how long nobody did anything in this state, in ms */
  guint seconds_left; /* as it was notified */
};

/* The first event is never one that waits. */
#define NOTHING_LATER 0
G_STATIC_ASSERT (FAIR_KIOSK_START == NOTHING_LATER);

enum
{
  PROP_STATE = 1,
  PROP_SECONDS_LEFT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_GONE,
  SIGNAL_WIPE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FairKiosk, fair_kiosk, G_TYPE_OBJECT)

static void
fair_kiosk_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FairKiosk *self = FAIR_KIOSK (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_SECONDS_LEFT:
      g_value_set_uint (value, self->seconds_left);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fair_kiosk_class_init (FairKioskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fair_kiosk_get_property;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, FAIR_KIOSK_N_STATES - 1, FAIR_KIOSK_OFF, flags);
  properties[PROP_SECONDS_LEFT] = g_param_spec_uint ("seconds-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_WIPE] = g_signal_new ("wipe", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
fair_kiosk_init (FairKiosk *self)
{
  self->times = (FairKioskTimes) { .looking = 90, .filling_in = 60, .saved = 20, .warning = 20, .attract = TRUE };
}

/**
 * fair_kiosk_new:
 * @clock: (nullable): a clock that nobody sets, and that goes on while the laptop sleeps: %NULL for
 *   fair_clock_get_monotonic(); it must outlive the kiosk
 *
 * Returns: (transfer full): a kiosk that is off, with the times that #FairKioskTimes names
 */
FairKiosk *
fair_kiosk_new (const FairClock *clock)
{
  FairKiosk *self = g_object_new (FAIR_TYPE_KIOSK, NULL);

  self->clock = clock != NULL ? clock : fair_clock_get_monotonic ();
  self->looked = fair_clock_now (self->clock);
  return self;
}

/* In seconds; 0 where time is never up. Pages that nobody has touched hold nothing that could be wiped or warned of. */
static guint
get_limit (FairKiosk *self)
{
  switch (self->state)
    {
    case FAIR_KIOSK_LOOKING:
      return self->touched || self->times.attract ? self->times.looking : 0;
    case FAIR_KIOSK_FILLING_IN:
      return self->times.filling_in;
    case FAIR_KIOSK_SAVED:
      return self->times.saved;
    case FAIR_KIOSK_WARNING:
      return self->times.warning;
    case FAIR_KIOSK_OFF:
    case FAIR_KIOSK_ATTRACT:
    case FAIR_KIOSK_SAVING:
    case FAIR_KIOSK_PAUSED:
    default:
      return 0;
    }
}

static FairKioskState
resolve (FairKiosk *self,
         guint      next)
{
  if (next == STAY)
    return self->state;
  if (next == BACK)
    return self->warned_in;
  if (next == HOME)
    return self->times.attract ? FAIR_KIOSK_ATTRACT : FAIR_KIOSK_LOOKING;
  return (FairKioskState) next;
}

static void
enter_state (FairKiosk      *self,
             FairKioskState  state)
{
  if (state == self->state)
    return;
  if (state == FAIR_KIOSK_WARNING)
    self->warned_in = self->state;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Who has a friend with them has touched the pages: in the end what the friend was left goes, too. */
static void
wipe (FairKiosk *self,
      gboolean   gone)
{
  self->touched = !gone;
  self->wiping = TRUE;
  if (gone)
    g_signal_emit (self, signals[SIGNAL_GONE], 0);
  g_signal_emit (self, signals[SIGNAL_WIPE], 0);
  self->wiping = FALSE;
}

/* A correction ends as the sign-up did: saved, kept as it was, or with the visit. */
static void
follow_correction (FairKiosk *self,
                   guint      event)
{
  if (event == FAIR_KIOSK_CORRECT)
    self->correcting = TRUE;
  else if (self->state != FAIR_KIOSK_FILLING_IN && self->state != FAIR_KIOSK_SAVING && self->state != FAIR_KIOSK_WARNING)
    self->correcting = FALSE;
}

static void
take_step (FairKiosk *self,
           guint      event)
{
  const Step *step = &steps[self->state][event];

  if (step->action == NOTHING || (event == FAIR_KIOSK_KEEP && !self->correcting))
    return;
  if (step->action == LATER)
    {
      /* to end is more than to pause, and that more than to start over: as they stand among the events */
      self->later = MAX (self->later, event);
      return;
    }
  self->idle = 0;
  self->touched = TRUE;
  enter_state (self, resolve (self, step->next));
  follow_correction (self, event);
  if (step->action == WIPE || step->action == PASS_ON)
    wipe (self, step->action == WIPE);
}

/* What waited for a sign-up to be saved. If it was not, the visitor may try again, and whoever wanted it asks once more. */
static void
catch_up_with_later (FairKiosk *self)
{
  guint event = self->later;

  if (event == NOTHING_LATER || self->state == FAIR_KIOSK_SAVING)
    return;
  self->later = NOTHING_LATER;
  if (self->state == FAIR_KIOSK_SAVED)
    take_step (self, event);
}

/*
 * Time is added up from one look at the clock to the next, so that one which jumps back costs a moment, and no more. After a
 * long sleep all that has become due happens at once: nobody is warned who left long ago.
 */
static void
look_at_clock (FairKiosk *self)
{
  gint64 now = fair_clock_now (self->clock);
  guint limit;

  self->idle += MAX (now - self->looked, 0);
  self->looked = now;
  while ((limit = get_limit (self)) > 0 && self->idle >= (gint64) limit * MS_PER_SECOND)
    {
      gint64 rest = self->idle - (gint64) limit * MS_PER_SECOND;

      take_step (self, TIME_IS_UP);
      self->idle = rest;
    }
}

static void
tell_seconds_left (FairKiosk *self)
{
  guint left = fair_kiosk_get_seconds_left (self);

  if (left == self->seconds_left)
    return;
  self->seconds_left = left;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
}

static void
advance (FairKiosk            *self,
         const FairKioskEvent *event)
{
  if (self->wiping)
    return;
  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  look_at_clock (self);
  if (event != NULL)
    {
      take_step (self, *event);
      catch_up_with_later (self);
    }
  tell_seconds_left (self);
  g_object_thaw_notify (G_OBJECT (self));
  g_object_unref (self);
}

/**
 * fair_kiosk_set_times:
 * @self: a kiosk
 * @times: how long what takes; what takes 0 seconds never ends by itself
 *
 * Holds from now on, for the time that has already gone by too.
 */
void
fair_kiosk_set_times (FairKiosk            *self,
                      const FairKioskTimes *times)
{
  g_return_if_fail (FAIR_IS_KIOSK (self));

  self->times = *times;
  fair_kiosk_tick (self);
}

/**
 * fair_kiosk_handle:
 * @self: a kiosk
 * @event: what has happened
 *
 * First what has become due by the clock, then what @event means in the state that is reached then; in many it means nothing.
 * While a sign-up is being saved, starting over, pausing and ending wait until it is; if it is not saved, they are
 * forgotten, and what was typed stays.
 */
void
fair_kiosk_handle (FairKiosk      *self,
                   FairKioskEvent  event)
{
  g_return_if_fail (FAIR_IS_KIOSK (self));
  g_return_if_fail ((guint) event < FAIR_KIOSK_N_EVENTS);

  advance (self, &event);
}

/**
 * fair_kiosk_tick:
 * @self: a kiosk
 *
 * Looks at the clock, and does what has become due.
 */
void
fair_kiosk_tick (FairKiosk *self)
{
  g_return_if_fail (FAIR_IS_KIOSK (self));

  advance (self, NULL);
}

FairKioskState
fair_kiosk_get_state (FairKiosk *self)
{
  g_return_val_if_fail (FAIR_IS_KIOSK (self), FAIR_KIOSK_OFF);

  return self->state;
}

/** Returns: whether what is filled in, or being saved, is a correction of what the same visitor has signed up */
gboolean
fair_kiosk_is_correcting (FairKiosk *self)
{
  g_return_val_if_fail (FAIR_IS_KIOSK (self), FALSE);

  return self->correcting;
}

/**
 * fair_kiosk_get_seconds_left:
 * @self: a kiosk
 *
 * Returns: how long the warning or the thank-you page still stays if nobody does anything, in seconds, begun ones
 *   counted as whole, as of the last look at the clock; 0 in all other states
 */
guint
fair_kiosk_get_seconds_left (FairKiosk *self)
{
  gint64 left;

  g_return_val_if_fail (FAIR_IS_KIOSK (self), 0);

  if (self->state != FAIR_KIOSK_WARNING && self->state != FAIR_KIOSK_SAVED)
    return 0;
  left = (gint64) get_limit (self) * MS_PER_SECOND - self->idle;
  return left > 0 ? (guint) ((left + MS_PER_SECOND - 1) / MS_PER_SECOND) : 0;
}

/** Returns: for how long nobody has done anything in this state, as of the last look at the clock, in milliseconds */
gint64
fair_kiosk_get_idle (FairKiosk *self)
{
  g_return_val_if_fail (FAIR_IS_KIOSK (self), 0);

  return self->idle;
}

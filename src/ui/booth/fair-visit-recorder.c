/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-visit-recorder.h"

#include "booth/fair-booth.h"
#include "visits/fair-visits.h"

/* How long what was counted waits for more, in seconds: that much is lost in a crash. */
#define WAIT_SECONDS 60
#define MS_PER_SECOND 1000

struct _FairVisitRecorder
{
  GObject parent_instance;

  FairBooth *booth; /* owns this object; NULL when it is gone */
  const FairClock *wall;
  const FairClock *monotonic;
  FairVisitCounts *counts; /* that are on no disk yet */
  gboolean writing;
  gboolean again; /* whether somebody wants more to be written as soon as that is done */
  guint timer; /* until they are */

  char *page; /* in front, or NULL */
  char *last; /* the page that was opened last, or NULL: it is opened anew only after another one, or home, or for another visitor */
  gint64 since; /* by @monotonic */
  gint64 ms;    /* that @page was in front, and that were not counted yet */
};

G_DEFINE_FINAL_TYPE (FairVisitRecorder, fair_visit_recorder, G_TYPE_OBJECT)

static void
fair_visit_recorder_finalize (GObject *object)
{
  FairVisitRecorder *self = FAIR_VISIT_RECORDER (object);

  fair_visit_counts_free (self->counts);
  g_free (self->page);
  g_free (self->last);

  G_OBJECT_CLASS (fair_visit_recorder_parent_class)->finalize (object);
}

static void
fair_visit_recorder_class_init (FairVisitRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_visit_recorder_finalize;
}

static void
fair_visit_recorder_init (FairVisitRecorder *self)
{
  self->counts = fair_visit_counts_new ();
}

static gboolean
flush (gpointer data)
{
  FairVisitRecorder *self = data;

  self->timer = 0;
  fair_visit_recorder_flush (self);
  return G_SOURCE_REMOVE;
}

static void
flush_later (FairVisitRecorder *self)
{
  if (self->timer == 0 && self->booth != NULL)
    self->timer = g_timeout_add_seconds (WAIT_SECONDS, flush, self);
}

static void
add (FairVisitRecorder *self,
     FairVisitKind      kind,
     const char        *id,
     guint64            n)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  const char *event = fair_booth_get_event (self->booth);

  if (n == 0 || program == NULL || !g_settings_get_boolean (fair_booth_get_settings (self->booth), "count-visits"))
    return;
  fair_visit_counts_add (self->counts, fair_time_zones_get_hour (program->time_zones, event, fair_clock_now (self->wall)), event, kind,
                         id, n);
  flush_later (self);
}

/* Where no PIN is set nobody can tell. The desk is no page that is counted. */
static gboolean
is_staff (FairVisitRecorder *self)
{
  return fair_access_can_lock (fair_booth_get_access (self->booth));
}

/* Nobody reads who has done nothing for as long as after which the kiosk asks whether somebody is there. */
static void
count_time (FairVisitRecorder *self)
{
  gint64 limit = (gint64) g_settings_get_uint (fair_booth_get_settings (self->booth), "idle-seconds") * MS_PER_SECOND;
  FairKiosk *kiosk = fair_booth_get_kiosk (self->booth);
  FairKioskState state = fair_kiosk_get_state (kiosk);
  gint64 now = fair_clock_now (self->monotonic);
  gint64 ms = now - self->since - MAX (0, fair_kiosk_get_idle (kiosk) - limit);

  self->since = now;
  if (self->page == NULL || is_staff (self) || state == FAIR_KIOSK_WARNING || state == FAIR_KIOSK_ATTRACT || state == FAIR_KIOSK_PAUSED)
    return;
  self->ms += CLAMP (ms, 0, limit);
  add (self, FAIR_VISIT_PAGE_SECONDS, self->page, (guint64) (self->ms / MS_PER_SECOND));
  self->ms %= MS_PER_SECOND;
}

/* The pages go after this, and with them what was left on them: that is counted, too. The second that has begun is nobody's. */
static void
visit_ended (FairVisitRecorder *self)
{
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->last, g_free);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_idle_add (flush, self);
}

/**
 * fair_visit_recorder_new:
 * @booth: (not nullable): owns the recorder, and calls fair_visit_recorder_stop() when it goes; it has its kiosk
 * @wall: tells the hour
 * @monotonic: tells how long a page is in front
 *
 * Returns: (transfer full): counts from now on
 */
FairVisitRecorder *
fair_visit_recorder_new (FairBooth       *booth,
                         const FairClock *wall,
                         const FairClock *monotonic)
{
  FairVisitRecorder *self = g_object_new (FAIR_TYPE_VISIT_RECORDER, NULL);

  self->booth = booth;
  self->wall = wall;
  self->monotonic = monotonic;
  g_signal_connect_object (fair_booth_get_kiosk (booth), "wipe", G_CALLBACK (visit_ended), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fair_visit_recorder_show_page:
 * @page: (nullable): the id of the program's page that is open; NULL at home
 * @in_front: whether it can be seen, or something else is in its place
 *
 * To be called whenever either changes. In another language the same page is no other one.
 */
void
fair_visit_recorder_show_page (FairVisitRecorder *self,
                               const char        *page,
                               gboolean           in_front)
{
  g_return_if_fail (FAIR_IS_VISIT_RECORDER (self));

  if (self->booth == NULL)
    return;
  count_time (self);
  if (g_set_str (&self->page, in_front ? page : NULL))
    self->ms = MS_PER_SECOND / 2; /* so that what is left of it is rounded */
  if (in_front && g_set_str (&self->last, page) && page != NULL)
    fair_visit_recorder_count (self, FAIR_VISIT_PAGE_VIEWS, page);
}

/**
 * fair_visit_recorder_count:
 * @kind: what has happened
 * @id: to what
 *
 * Returns: whether it counts: staff who have unlocked something are no visitors. What becomes of a form always counts: that it was
 *   begun by a visitor is known.
 */
gboolean
fair_visit_recorder_count (FairVisitRecorder *self,
                           FairVisitKind      kind,
                           const char        *id)
{
  g_return_val_if_fail (FAIR_IS_VISIT_RECORDER (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (self->booth == NULL || (kind < FAIR_VISIT_LEFT_AT && is_staff (self)))
    return FALSE;
  add (self, kind, id, 1);
  return TRUE;
}

/** A second has passed, or some. */
void
fair_visit_recorder_tick (FairVisitRecorder *self)
{
  g_return_if_fail (FAIR_IS_VISIT_RECORDER (self));

  if (self->booth != NULL)
    count_time (self);
}

static void
written (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FairVisitRecorder) self = user_data;
  FairVisitCounts *counts;

  self->writing = FALSE;
  if (!fair_visits_add_finish (result, &counts, NULL))
    fair_visit_counts_add_all (self->counts, counts);
  if (self->again)
    fair_visit_recorder_flush (self);
  else if (!fair_visit_counts_is_empty (self->counts))
    flush_later (self);
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

/**
 * fair_visit_recorder_flush:
 *
 * Saves what was counted, in a thread; the program does not end before. What cannot be saved waits, and so does all while a sign-up is
 * being saved.
 */
void
fair_visit_recorder_flush (FairVisitRecorder *self)
{
  FairStore *store;

  g_return_if_fail (FAIR_IS_VISIT_RECORDER (self));

  self->again = self->writing;
  if (self->booth == NULL || self->writing || fair_visit_counts_is_empty (self->counts))
    return;
  store = fair_booth_get_store (self->booth);
  if (store == NULL || fair_kiosk_get_state (fair_booth_get_kiosk (self->booth)) == FAIR_KIOSK_SAVING)
    {
      flush_later (self);
      return;
    }
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  self->writing = TRUE;
  fair_visits_add_async (store, g_steal_pointer (&self->counts), written, g_object_ref (self));
  self->counts = fair_visit_counts_new ();
}

/** The booth goes: saves what was counted, and counts nothing any more. */
void
fair_visit_recorder_stop (FairVisitRecorder *self)
{
  g_return_if_fail (FAIR_IS_VISIT_RECORDER (self));

  fair_visit_recorder_flush (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->booth = NULL;
}

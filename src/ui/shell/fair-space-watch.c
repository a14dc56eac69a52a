/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-space-watch.h"


/* How long until the next measure, in seconds: as long as all is well, and while somebody is mending what is not. */
#define CALM_INTERVAL (3 * 60)
#define ALERT_INTERVAL 5

struct _FairSpaceWatch
{
  GObject parent_instance;

  FairStore *store; /* NULL once it was stopped */
  char *folder;
  gulong store_changed;
  guint timer;
  gboolean measuring;
  gboolean measure_again;

  FairSpaceLevel level;
  guint64 free;
  GError *error;
};

G_DEFINE_FINAL_TYPE (FairSpaceWatch, fair_space_watch, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
fair_space_watch_dispose (GObject *object)
{
  fair_space_watch_stop (FAIR_SPACE_WATCH (object));

  G_OBJECT_CLASS (fair_space_watch_parent_class)->dispose (object);
}

static void
fair_space_watch_finalize (GObject *object)
{
  FairSpaceWatch *self = FAIR_SPACE_WATCH (object);

  g_clear_error (&self->error);
  g_free (self->folder);

  G_OBJECT_CLASS (fair_space_watch_parent_class)->finalize (object);
}

static void
fair_space_watch_class_init (FairSpaceWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fair_space_watch_dispose;
  object_class->finalize = fair_space_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", FAIR_TYPE_SPACE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_space_watch_init (FairSpaceWatch *self)
{
}

static gboolean
is_same_error (const GError *one,
               const GError *other)
{
  return one == other || (one != NULL && other != NULL && one->code == other->code);
}

/* Takes what was measured, or why it could not be. */
static void
take_measure (FairSpaceWatch  *self,
              const FairSpace *space,
              GError          *error)
{
  FairSpaceLevel level = error == NULL ? fair_space_get_next_level (space, self->level) : self->level;
  gboolean same = is_same_error (error, self->error) && level == self->level && space->free == self->free;

  g_clear_error (&self->error);
  self->error = error;
  self->level = level;
  self->free = space->free;
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
timer_ran_out (gpointer data)
{
  FairSpaceWatch *self = data;

  self->timer = 0;
  fair_space_watch_measure (self);
  return G_SOURCE_REMOVE;
}

static void
measured (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FairSpaceWatch) self = user_data;
  FairSpace space = { .free = self->free };
  GError *error = NULL;
  gboolean is_calm;

  fair_space_measure_finish (result, &space, &error);
  take_measure (self, &space, error);
  self->measuring = FALSE;
  if (self->store == NULL)
    return;

  if (self->measure_again)
    {
      fair_space_watch_measure (self);
      return;
    }
  is_calm = self->error == NULL && self->level == FAIR_SPACE_ENOUGH;
  self->timer = g_timeout_add_seconds (is_calm ? CALM_INTERVAL : ALERT_INTERVAL, timer_ran_out, self);
}

/**
 * fair_space_watch_measure:
 *
 * Measures now, in a thread; once more afterwards if that is under way already, for it may have come too early.
 */
void
fair_space_watch_measure (FairSpaceWatch *self)
{
  g_return_if_fail (FAIR_IS_SPACE_WATCH (self));

  self->measure_again = self->measuring;
  if (self->measuring || self->store == NULL)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->measuring = TRUE;
  fair_space_measure_async (self->folder, NULL, measured, g_object_ref (self));
}

static gboolean
measure_when_idle (gpointer data)
{
  g_autoptr (FairSpaceWatch) self = g_weak_ref_get (data);

  if (self != NULL)
    fair_space_watch_measure (self);
  return G_SOURCE_REMOVE;
}

static void
free_weak_ref (gpointer data)
{
  GWeakRef *ref = data;

  g_weak_ref_clear (ref);
  g_free (ref);
}

static void
free_closure_data (gpointer  data,
                   GClosure *closure)
{
  free_weak_ref (data);
}

static gpointer
new_weak_ref (gpointer object)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, object);
  return ref;
}

/* Called in the thread that saved. */
static void
store_changed (FairStore *store,
               gpointer   data)
{
  g_autoptr (FairSpaceWatch) self = g_weak_ref_get (data);

  if (self != NULL)
    g_idle_add_full (G_PRIORITY_LOW, measure_when_idle, new_weak_ref (self), free_weak_ref);
}

/**
 * fair_space_watch_new:
 * @store: where sign-ups are saved
 *
 * Begins to measure at once.
 *
 * Returns: (transfer full): a watch that has found nothing wrong yet
 */
FairSpaceWatch *
fair_space_watch_new (FairStore *store)
{
  FairSpaceWatch *self;

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);

  self = g_object_new (FAIR_TYPE_SPACE_WATCH, NULL);
  self->store = g_object_ref (store);
  self->folder = g_path_get_dirname (fair_store_get_journal_path (store));
  self->store_changed = g_signal_connect_data (store, "changed", G_CALLBACK (store_changed), new_weak_ref (self),
                                               free_closure_data, G_CONNECT_DEFAULT);
  fair_space_watch_measure (self);
  return self;
}

/**
 * fair_space_watch_stop:
 *
 * Measures no more.
 */
void
fair_space_watch_stop (FairSpaceWatch *self)
{
  g_return_if_fail (FAIR_IS_SPACE_WATCH (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->store != NULL)
    g_signal_handler_disconnect (self->store, self->store_changed);
  g_clear_object (&self->store);
}

/** Returns: whether there was room enough when it could last be measured */
FairSpaceLevel
fair_space_watch_get_level (FairSpaceWatch *self)
{
  g_return_val_if_fail (FAIR_IS_SPACE_WATCH (self), FAIR_SPACE_ENOUGH);

  return self->level;
}

/** Returns: how much room there was when it could last be measured, in bytes */
guint64
fair_space_watch_get_free (FairSpaceWatch *self)
{
  g_return_val_if_fail (FAIR_IS_SPACE_WATCH (self), 0);

  return self->free;
}

/** Returns: (nullable): of fair_space_measure_finish(): why no sign-up can be saved now, however much room there is; NULL if one can */
const GError *
fair_space_watch_get_error (FairSpaceWatch *self)
{
  g_return_val_if_fail (FAIR_IS_SPACE_WATCH (self), NULL);

  return self->error;
}

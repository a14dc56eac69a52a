/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Follows a journal: reads what anybody appends to it, off the main thread, and hands it to the main loop in order.
 *
 * What this process appends is read by the thread that appended it, before it goes on: a few lines, still in memory. The
 * main loop finds it waiting when it hears that the sign-up is saved. Everything else (what other processes append, what
 * is long, a journal that was written anew) is read in a thread of its own.
 */
#include "store/index/fair-index-follower.h"

#include "base/fair-file-watch.h"
#include "store/fair-store-watch.h"

/* How much the thread that appended reads itself, in bytes. */
#define SHORT_READ (256 * 1024)

struct _FairIndexFollower
{
  gatomicrefcount references;
  FairStore *store;
  GMainContext *context;
  FairIndexFollowerFunc func;
  gpointer user_data;
  GCancellable *cancellable; /* cancelled when nothing is to be handed over any more */
  FairFileWatch *others; /* tells of what other processes append, or NULL */
  guint watch;

  gboolean queued; /* (atomic): whether a thread is about to catch up */
  GMutex mutex;          /* guards what follows; it is held for short reads, so that they are handed over in order */
  gboolean reading_long; /* whether a thread is reading without it, which alone uses @reading then */
  FairIndex *reading;
};

typedef struct
{
  FairIndexFollower *follower;
  FairIndexUpdate *update;
} Delivery;

static FairIndexFollower *
ref_follower (FairIndexFollower *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
unref_follower (gpointer data)
{
  FairIndexFollower *self = data;

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  fair_index_unref (self->reading);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_object_unref (self->store);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  FairIndexFollower *self = delivery->follower;

  if (!g_cancellable_is_cancelled (self->cancellable))
    self->func (g_steal_pointer (&delivery->update), self->user_data);
  return G_SOURCE_REMOVE;
}

static void
free_delivery (gpointer data)
{
  Delivery *delivery = data;

  g_clear_pointer (&delivery->update, fair_index_update_free);
  unref_follower (delivery->follower);
  g_free (delivery);
}

/* With the priority of a task's end, and attached before it: so it is handed over first. */
static void
hand_over (FairIndexFollower *self,
           FairIndexUpdate   *update)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Delivery *delivery = g_new (Delivery, 1);

  *delivery = (Delivery) { ref_follower (self), update };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "fair-index-follower");
  g_source_set_callback (source, deliver, delivery, free_delivery);
  g_source_attach (source, self->context);
}

typedef enum
{
  READ_ALL,
  READ_TOO_LONG, /* nothing was read: it is more than the limit */
  READ_FAILED,   /* it is tried again with the next change */
} Outcome;

static Outcome
read_on (FairIndexFollower *self,
         goffset            limit)
{
  g_autoptr (GError) error = NULL;
  FairIndexUpdate *update;
  FairIndex *replacement;

  if (!fair_index_read_update (self->reading, self->store, limit, &update, self->cancellable, &error))
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ? READ_TOO_LONG : READ_FAILED;
  if (update == NULL)
    return READ_ALL;
  replacement = fair_index_update_get_replacement (update);
  if (replacement != NULL)
    {
      fair_index_unref (self->reading);
      self->reading = fair_index_ref (replacement);
    }
  hand_over (self, update);
  return READ_ALL;
}

/* Reads what is long without keeping those waiting who append meanwhile; what they append is read after it. */
static void
catch_up (FairIndexFollower *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Outcome outcome = READ_ALL;

  g_atomic_int_set (&self->queued, FALSE);
  while (!self->reading_long && outcome != READ_FAILED && read_on (self, SHORT_READ) == READ_TOO_LONG)
    {
      self->reading_long = TRUE;
      g_mutex_unlock (&self->mutex);
      outcome = read_on (self, -1);
      g_mutex_lock (&self->mutex);
      self->reading_long = FALSE;
    }
}

static void
catch_up_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      self,
                    GCancellable *cancellable)
{
  catch_up (self);
  g_task_return_boolean (task, TRUE);
}

static void
start_thread (FairIndexFollower *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, NULL, NULL);

  g_task_set_source_tag (task, start_thread);
  g_task_set_task_data (task, ref_follower (self), unref_follower);
  g_task_run_in_thread (task, catch_up_in_thread);
}

/* Called in whatever thread appended. */
static void
store_changed (gpointer user_data)
{
  FairIndexFollower *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->reading_long && read_on (self, SHORT_READ) == READ_TOO_LONG)
    start_thread (self);
}

/**
 * fair_index_follower_catch_up:
 * @self: a follower
 *
 * Has a thread read what is new, or what fair_index_is_undecided() asks for. Threading: the main loop, which waits for
 * nobody.
 */
void
fair_index_follower_catch_up (FairIndexFollower *self)
{
  if (g_atomic_int_compare_and_exchange (&self->queued, FALSE, TRUE))
    start_thread (self);
}

static void
others_changed (gpointer user_data)
{
  fair_index_follower_catch_up (user_data);
}

/**
 * fair_index_follower_start:
 * @store: a store
 * @index: an index of it
 * @func: called with each update, in the order in which they must be applied, from the calling thread's main loop
 * @user_data: for @func
 *
 * Begins with what was appended since the index was loaded.
 *
 * Returns: (transfer full): a follower, ended with fair_index_follower_stop()
 */
FairIndexFollower *
fair_index_follower_start (FairStore             *store,
                           FairIndex             *index,
                           FairIndexFollowerFunc  func,
                           gpointer               user_data)
{
  FairIndexFollower *self = g_new0 (FairIndexFollower, 1);

  g_atomic_ref_count_init (&self->references);
  self->store = g_object_ref (store);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  self->reading = fair_index_ref (index);
  self->watch = fair_store_watch (store, store_changed, ref_follower (self), unref_follower);
  self->others = fair_file_watch_new (fair_store_get_journal_path (store), others_changed, self);
  fair_index_follower_catch_up (self);
  return self;
}

/**
 * fair_index_follower_stop:
 * @self: (transfer full): a follower
 *
 * Nothing is handed over any more. Threading: the thread that it was started in.
 */
void
fair_index_follower_stop (FairIndexFollower *self)
{
  g_cancellable_cancel (self->cancellable);
  fair_store_unwatch (self->store, self->watch);
  g_clear_pointer (&self->others, fair_file_watch_free);
  unref_follower (self);
}

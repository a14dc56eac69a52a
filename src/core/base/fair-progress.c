/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far something has got that is done in another thread, told in the main loop of whoever asked for it. */
#include "base/fair-progress.h"

/* How often it is told at most, in microseconds. */
#define INTERVAL (50 * 1000)
/* Before the callback of a GTask, whose priority is the default one: what is done is not under way any longer. */
#define PRIORITY (G_PRIORITY_DEFAULT - 1)

struct _FairProgress
{
  gatomicrefcount references;
  GMainContext *context;
  FairProgressFunc func;
  gpointer user_data;

  GMutex mutex; /* guards what follows */
  guint64 done;
  guint64 total;
  gint64 told;
  gboolean is_due;
};

/**
 * fair_progress_new:
 * @func: (nullable): is told, in the thread's default main context
 * @user_data: for @func
 *
 * Returns: (transfer full) (nullable): NULL if nobody wants to know, which all other functions take as well
 */
FairProgress *
fair_progress_new (FairProgressFunc func,
                   gpointer         user_data)
{
  FairProgress *self;

  if (func == NULL)
    return NULL;
  self = g_new0 (FairProgress, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  return self;
}

/** Threading: any. */
void
fair_progress_free (FairProgress *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
tell (gpointer user_data)
{
  FairProgress *self = user_data;
  guint64 done, total;

  g_mutex_lock (&self->mutex);
  done = MIN (self->done, self->total);
  total = self->total;
  self->is_due = FALSE;
  g_mutex_unlock (&self->mutex);
  self->func (done, total, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
make_due (FairProgress *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;

  if (self->is_due || (self->told != 0 && now - self->told < INTERVAL && self->done < self->total))
    return;
  self->told = now;
  self->is_due = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, PRIORITY);
  g_atomic_ref_count_inc (&self->references);
  g_source_set_callback (source, tell, self, (GDestroyNotify) fair_progress_free);
  g_source_attach (source, self->context);
}

/** There are @n more bytes to be done, before any of them is. Threading: any. */
void
fair_progress_expect (FairProgress *self,
                      guint64       n)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->total += n;
  g_mutex_unlock (&self->mutex);
}

/** @n more bytes are done. Threading: any. */
void
fair_progress_add (FairProgress *self,
                   guint64       n)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->done += n;
  make_due (self);
  g_mutex_unlock (&self->mutex);
}

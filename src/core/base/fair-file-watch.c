/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells a main loop within milliseconds that somebody has written to a file, or put another in its place.
 *
 * GFileMonitor tells of a change at once only if there was none for a tenth of a second: too late for a list that is to
 * show a sign-up with the next frame. What is watched is the folder, so that it does not matter which file has the name.
 */
#include "base/fair-file-watch.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/inotify.h>
#include <unistd.h>

/* How often at most it tells: twice in a frame of a display with 60 frames a second. */
#define INTERVAL (8 * G_TIME_SPAN_MILLISECOND)
#define CHANGES (IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)

struct _FairFileWatch
{
  char *name;
  FairFileWatchFunc func;
  gpointer user_data;
  int fd;
  GSource *source;
  GSource *later; /* tells of what came too soon after the last time, or NULL */
  gint64 told_at; /* in microseconds of monotonic time */
};

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
attach (GSource     *source,
        GSourceFunc  func,
        gpointer     data)
{
  g_source_set_callback (source, func, data, NULL);
  g_source_set_static_name (source, "fair-file-watch");
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
tell (FairFileWatch *self)
{
  self->told_at = g_get_monotonic_time ();
  self->func (self->user_data);
}

static gboolean
tell_later (gpointer data)
{
  FairFileWatch *self = data;

  g_clear_pointer (&self->later, g_source_unref);
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
tell_in_time (FairFileWatch *self)
{
  gint64 wait = self->told_at + INTERVAL - g_get_monotonic_time ();

  if (self->later != NULL)
    return;
  if (self->told_at == 0 || wait <= 0)
    {
      tell (self);
      return;
    }
  self->later = g_timeout_source_new ((guint) (wait / G_TIME_SPAN_MILLISECOND) + 1);
  attach (self->later, tell_later, self);
}

/* When there were more changes than the system keeps, one of them may have been of the file. */
static gboolean
is_meant (FairFileWatch              *self,
          const struct inotify_event *event)
{
  return (event->mask & IN_Q_OVERFLOW) != 0 || (event->len > 0 && g_str_equal (event->name, self->name));
}

/* Reads all there is. Returns whether any of it is about the file. */
static gboolean
read_events (FairFileWatch *self)
{
  _Alignas (struct inotify_event) char buffer[4096];
  gboolean meant = FALSE;
  gssize n;

  while ((n = read (self->fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    for (gssize at = 0; at < n;)
      {
        const struct inotify_event *event = (const struct inotify_event *) (const void *) (buffer + at);

        meant |= is_meant (self, event);
        at += (gssize) (sizeof *event + event->len);
      }
  return meant;
}

static gboolean
take_events (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  FairFileWatch *self = data;

  if (read_events (self))
    tell_in_time (self);
  return G_SOURCE_CONTINUE;
}

/**
 * fair_file_watch_new:
 * @path: a file, which need not be there; its folder must be
 * @func: called after each change, or once for several within milliseconds
 * @user_data: for @func
 *
 * Changes that the system cannot see, such as those that another computer makes on a network's disk, are not told of.
 *
 * Threading: one thread, which has a main loop.
 *
 * Returns: (transfer full) (nullable): the watch, or NULL if the system does not grant one
 */
FairFileWatch *
fair_file_watch_new (const char        *path,
                     FairFileWatchFunc  func,
                     gpointer           user_data)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  FairFileWatch *self;

  if (fd < 0 || inotify_add_watch (fd, folder, CHANGES | IN_ONLYDIR) < 0)
    {
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  self = g_new0 (FairFileWatch, 1);
  self->name = g_path_get_basename (path);
  self->func = func;
  self->user_data = user_data;
  self->fd = fd;
  self->source = g_unix_fd_source_new (fd, G_IO_IN);
  attach (self->source, G_SOURCE_FUNC (take_events), self);
  return self;
}

/**
 * fair_file_watch_free:
 * @self: (transfer full): a watch; nothing is told any more
 */
void
fair_file_watch_free (FairFileWatch *self)
{
  drop_source (&self->later);
  drop_source (&self->source);
  close (self->fd);
  g_free (self->name);
  g_free (self);
}

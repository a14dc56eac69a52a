/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-picture-loader.h"

#include "gallery/fair-picture-scale.h"
#include "program/fair-photo-file.h"

#include <glycin-gtk4.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* How many decoders run at once: each is a process of its own. */
#define MAX_RUNNING 2
/* How much is kept for pictures that come back: a screenful of thumbnails and a hero. */
#define MAX_CACHE_BYTES (24 * 1024 * 1024)

typedef struct
{
  GFile *file;
  int width;
  int height;
} Request;

typedef struct
{
  char *uri;
  GdkTexture *texture;
  gsize bytes;
} CacheEntry;

static GQueue waiting = G_QUEUE_INIT; /* of GTask, in the order in which they were asked for */
static GQueue pressing = G_QUEUE_INIT; /* likewise, of those that go before all that waits */
static guint n_running;
static guint starting; /* the idle source that starts what waits, or 0 */
static GQueue cache = G_QUEUE_INIT; /* of CacheEntry, the last used first */
static gsize cache_bytes;

static void start_soon (void);

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->file);
  g_free (request);
}

static void
cache_entry_free (CacheEntry *entry)
{
  cache_bytes -= entry->bytes;
  g_free (entry->uri);
  g_object_unref (entry->texture);
  g_free (entry);
}

static gboolean
is_large_enough (GdkTexture *texture,
                 int         width,
                 int         height)
{
  return gdk_texture_get_width (texture) >= width && gdk_texture_get_height (texture) >= height;
}

/* A cached picture serves if it is large enough, and not so large that it wastes memory where it will stay. */
static GdkTexture *
cache_look_up (const Request *request)
{
  g_autofree char *uri = g_file_get_uri (request->file);

  for (GList *l = cache.head; l != NULL; l = l->next)
    {
      CacheEntry *entry = l->data;

      if (g_str_equal (entry->uri, uri) && is_large_enough (entry->texture, request->width, request->height)
          && gdk_texture_get_width (entry->texture) <= 3 * request->width)
        {
          g_queue_unlink (&cache, l);
          g_queue_push_head_link (&cache, l);
          return g_object_ref (entry->texture);
        }
    }

  return NULL;
}

static void
cache_add (const Request *request,
           GdkTexture    *texture)
{
  CacheEntry *entry = g_new0 (CacheEntry, 1);

  entry->uri = g_file_get_uri (request->file);
  entry->texture = g_object_ref (texture);
  entry->bytes = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture) * 4;
  cache_bytes += entry->bytes;
  g_queue_push_head (&cache, entry);
  while (cache_bytes > MAX_CACHE_BYTES && cache.length > 1)
    cache_entry_free (g_queue_pop_tail (&cache));
}

static gboolean
is_anything_waiting (void)
{
  return !g_queue_is_empty (&pressing) || !g_queue_is_empty (&waiting);
}

/* What decoding used up goes back to the system once the last picture that was asked for is there. */
static void
give_memory_back (void)
{
#ifdef __GLIBC__
  if (n_running == 0 && !is_anything_waiting ())
    malloc_trim (0);
#endif
}

static void
finish (GTask      *task,
        GdkTexture *texture,
        GError     *error)
{
  n_running--;
  if (texture != NULL)
    {
      cache_add (g_task_get_task_data (task), texture);
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
  start_soon ();
  give_memory_back ();
}

static void
scale_in_thread (GTask        *scale_task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GlyFrame *frame = g_task_get_task_data (scale_task);
  GTask *task = source;
  const Request *request = g_task_get_task_data (task);
  g_autoptr (GdkTexture) texture = gly_gtk_frame_get_texture (frame);
  GError *error = NULL;

  if (!fair_photo_file_is_whole (request->file, &error))
    g_task_return_error (scale_task, error);
  else
    g_task_return_pointer (scale_task, fair_picture_scale_to_cover (texture, request->width, request->height), g_object_unref);
}

static void
scaled (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GdkTexture) texture = NULL;
  GError *error = NULL;

  texture = g_task_propagate_pointer (G_TASK (result), &error);
  finish (task, texture, error);
}

static void
frame_decoded (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) scale_task = NULL;
  GError *error = NULL;
  GlyFrame *frame = gly_image_next_frame_finish (GLY_IMAGE (source), result, &error);

  if (frame == NULL)
    {
      finish (task, NULL, error);
      return;
    }

  scale_task = g_task_new (task, NULL, scaled, g_object_ref (task));
  g_task_set_source_tag (scale_task, frame_decoded);
  g_task_set_task_data (scale_task, frame, g_object_unref);
  g_task_run_in_thread (scale_task, scale_in_thread);
}

static void
image_loaded (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GlyImage) image = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  image = gly_loader_load_finish (GLY_LOADER (source), result, &error);
  if (image == NULL)
    finish (task, NULL, error);
  else if (!fair_photo_file_check_size (gly_image_get_width (image), gly_image_get_height (image), &error))
    finish (task, NULL, error);
  else
    gly_image_next_frame_async (image, cancellable, frame_decoded, g_steal_pointer (&task));
}

static void
start (GTask *task)
{
  const Request *request = g_task_get_task_data (task);
  g_autoptr (GlyLoader) loader = gly_loader_new (request->file);

  n_running++;
  gly_loader_load_async (loader, g_task_get_cancellable (task), image_loaded, task);
}

static gboolean
start_next (gpointer user_data)
{
  starting = 0;
  while (n_running < MAX_RUNNING && is_anything_waiting ())
    {
      GTask *task = g_queue_pop_head (g_queue_is_empty (&pressing) ? &waiting : &pressing);

      if (g_task_return_error_if_cancelled (task))
        g_object_unref (task);
      else
        start (task);
    }

  return G_SOURCE_REMOVE;
}

/* At idle priority: what is on its way to the screen already is drawn first. */
static void
start_soon (void)
{
  if (starting == 0 && is_anything_waiting ())
    starting = g_idle_add (start_next, NULL);
}

/**
 * fair_picture_loader_load_async:
 * @width: in device pixels
 * @height: in device pixels
 * @is_pressing: whether it goes before those that were asked for earlier and are not
 *
 * Decodes @file in a sandboxed process and scales it in a thread so that it just covers @width x @height, in the order
 * in which pictures are asked for; one that is cancelled costs nothing. Main thread only.
 */
void
fair_picture_loader_load_async (GFile               *file,
                                int                  width,
                                int                  height,
                                gboolean             is_pressing,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);
  GdkTexture *texture;

  g_task_set_source_tag (task, fair_picture_loader_load_async);
  request->file = g_object_ref (file);
  request->width = width;
  request->height = height;
  g_task_set_task_data (task, request, request_free);

  texture = cache_look_up (request);
  if (texture != NULL)
    {
      g_task_return_pointer (task, texture, g_object_unref);
      return;
    }

  g_queue_push_tail (is_pressing ? &pressing : &waiting, g_steal_pointer (&task));
  start_soon ();
}

/**
 * fair_picture_loader_load_finish:
 *
 * Returns: (transfer full) (nullable): the picture, or NULL with @error set: no picture, an unknown format, cut off, too
 *   large, or cancelled; its message is for the log
 */
GdkTexture *
fair_picture_loader_load_finish (GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

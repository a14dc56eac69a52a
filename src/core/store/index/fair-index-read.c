/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an index comes from a journal, and follows what is appended to it or put in its place. */
#include "config.h"

#include "store/fair-store-private.h"
#include "store/index/fair-index-private.h"
#include <glib/gi18n-lib.h>
#include <malloc.h>

/* In bytes. */
#define LONG_JOURNAL (16 * 1024 * 1024)

struct _FairIndexUpdate
{
  GPtrArray *segments; /* of FairIndexSegment; NULL if the journal was replaced */
  goffset length;
  FairIndex *replacement;
};

/**
 * fair_index_update_free:
 * @self: (transfer full): an update
 */
void
fair_index_update_free (FairIndexUpdate *self)
{
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_pointer (&self->replacement, fair_index_unref);
  g_free (self);
}

/**
 * fair_index_update_get_replacement:
 * @self: an update
 *
 * Returns: (transfer none) (nullable): the index from which the next update is to be read, if it is another one
 */
FairIndex *
fair_index_update_get_replacement (FairIndexUpdate *self)
{
  return self->replacement;
}

/* As in every reading: a folder that cannot take the copies does not keep anybody from reading. Between two segments
 * whoever wants to sign up has a turn. */
static void
set_bad_lines_aside (FairStore       *store,
                     int              fd,
                     const GPtrArray *segments)
{
  gboolean kept = TRUE;

  for (guint i = 0; kept && i < segments->len; i++)
    {
      const FairIndexSegment *segment = g_ptr_array_index (segments, i);

      if (segment->bad_lines->len == 0)
        continue;
      g_mutex_lock (&store->mutex);
      kept = fair_journal_set_aside (store->journal, fd, (const FairBadLine *const *) segment->bad_lines->pdata,
                                     segment->bad_lines->len, NULL);
      g_mutex_unlock (&store->mutex);
      g_thread_yield ();
    }
}

static GPtrArray *
scan (FairIndex     *self,
      FairStore     *store,
      goffset        from,
      goffset        to,
      GCancellable  *cancellable,
      GError       **error)
{
  int fd = fair_journal_reader_get_fd (self->journal);
  GPtrArray *segments = fair_index_scan (self->ops, fd, from, to, self->path, self->names, cancellable, error);

  if (segments != NULL)
    set_bad_lines_aside (store, fd, segments);
  return segments;
}

static void
take_segments (FairIndex       *self,
               GPtrArray       *segments,
               goffset          length,
               FairIndexChange *change)
{
  for (guint i = 0; i < segments->len; i++)
    fair_index_take_segment (self, g_ptr_array_index (segments, i), change);
  fair_index_review_joined (self, change);
  self->n_bytes += (guint64) length;
}

/* Which file it is. */
static gboolean
identify (FairStore         *store,
          FairJournalReader *journal,
          struct stat       *status,
          GError           **error)
{
  if (store->ops->fstat (fair_journal_reader_get_fd (journal), status, store->ops->user_data) == 0)
    return TRUE;
  fair_store_error_set (error, fair_store_get_journal_path (store), _("The sign-ups could not be read"));
  return FALSE;
}

/* What the threads needed while they read is kept by the C library for more of the same, which will not come. */
static void
give_memory_back (goffset journal_length)
{
#ifdef __GLIBC__
  if (journal_length > LONG_JOURNAL)
    malloc_trim (0);
#endif
}

static FairIndex *
load_journal (FairStore           *store,
              FairJournalReader   *journal,
              const struct stat   *status,
              GCancellable        *cancellable,
              GError             **error)
{
  goffset end = fair_journal_reader_get_end (journal);
  g_autoptr (FairIndex) self = fair_index_new (store->ops, journal, fair_store_get_journal_path (store));
  g_autoptr (GPtrArray) segments = scan (self, store, 0, end, cancellable, error);

  if (segments == NULL)
    return NULL;
  self->device = status->st_dev;
  self->inode = status->st_ino;
  self->read_end = end;
  take_segments (self, segments, end, NULL);
  self->loading = FALSE;
  if (self->load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->load_error));
      return NULL;
    }
  g_clear_pointer (&segments, g_ptr_array_unref);
  give_memory_back (end);
  return g_steal_pointer (&self);
}

/**
 * fair_index_load:
 * @store: the store
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Reads the whole journal as it is at the beginning of the call. Lines that cannot be read are skipped, reported, and
 * copied to the quarantine, up to %FAIR_STORE_MAX_BAD_LINES of them in each mebibyte.
 *
 * Threading: any thread; blocks, and uses several threads.
 *
 * Returns: (transfer full): the index, whose owner is the thread that it is handed to, or NULL with @error set
 */
FairIndex *
fair_index_load (FairStore     *store,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (FairJournalReader) journal = NULL;
  struct stat status;

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);

  journal = fair_store_snapshot (store, error);
  if (journal == NULL || !identify (store, journal, &status, error))
    return NULL;
  return load_journal (store, g_steal_pointer (&journal), &status, cancellable, error);
}

static void
load_in_thread (GTask        *task,
                gpointer      store,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  FairIndex *self = fair_index_load (store, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) fair_index_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fair_index_load_async:
 * @store: the store
 * @cancellable: (nullable): stops it
 * @callback: called when the index is there, or cannot be had
 * @user_data: for @callback
 *
 * Does what fair_index_load() does, in a thread.
 */
void
fair_index_load_async (FairStore           *store,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_index_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * fair_index_load_finish:
 * @store: the store
 * @result: what the callback got
 * @error: as of fair_index_load()
 *
 * Returns: (transfer full): the index, or NULL with @error set
 */
FairIndex *
fair_index_load_finish (FairStore     *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static FairIndexUpdate *
read_replacement (FairStore          *store,
                  FairJournalReader  *journal,
                  const struct stat  *status,
                  GCancellable       *cancellable,
                  GError            **error)
{
  FairIndex *replacement = load_journal (store, journal, status, cancellable, error);
  FairIndexUpdate *update;

  if (replacement == NULL)
    return NULL;
  update = g_new0 (FairIndexUpdate, 1);
  update->replacement = replacement;
  return update;
}

static FairIndexUpdate *
read_appended (FairIndex     *self,
               FairStore     *store,
               goffset        end,
               GCancellable  *cancellable,
               GError       **error)
{
  GPtrArray *segments = scan (self, store, self->read_end, end, cancellable, error);
  FairIndexUpdate *update;

  if (segments == NULL)
    return NULL;
  update = g_new0 (FairIndexUpdate, 1);
  update->segments = segments;
  update->length = end - self->read_end;
  self->read_end = end;
  return update;
}

/**
 * fair_index_read_update:
 * @self: an index
 * @store: the store that it was loaded from
 * @limit: how much may be read, in bytes; -1 for anything
 * @update: (out) (nullable): what is new; NULL if nothing is
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_WOULD_BLOCK if it is more than @limit
 *
 * Reads what was appended to the journal since it was last read, or the whole journal if it was written anew or
 * fair_index_is_undecided(). The owner must apply every update, in the order in which they were read.
 *
 * Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_index_read_update (FairIndex        *self,
                        FairStore        *store,
                        goffset           limit,
                        FairIndexUpdate **update,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->reading);
  g_autoptr (FairJournalReader) journal = fair_store_snapshot (store, error);
  gboolean replaced;
  struct stat status;
  goffset end;

  *update = NULL;
  if (journal == NULL || !identify (store, journal, &status, error))
    return FALSE;
  end = fair_journal_reader_get_end (journal);
  replaced = status.st_dev != self->device || status.st_ino != self->inode || end < self->read_end ||
             fair_index_is_undecided (self);
  if (!replaced && end == self->read_end)
    return TRUE;
  if (limit >= 0 && (replaced ? end : end - self->read_end) > limit)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "there is too much to read");
      return FALSE;
    }
  *update = replaced ? read_replacement (store, g_steal_pointer (&journal), &status, cancellable, error)
                     : read_appended (self, store, end, cancellable, error);
  return *update != NULL;
}

/**
 * fair_index_apply:
 * @self: (inout): the index that the update was read from; becomes another one if the journal was replaced
 * @update: (transfer full): what is new
 * @change: takes what it changed, after what it says already
 *
 * Takes in an update. If fair_index_is_undecided() then, another one has to be read. Threading: the owner's; never
 * blocks.
 */
void
fair_index_apply (FairIndex       **self,
                  FairIndexUpdate  *update,
                  FairIndexChange  *change)
{
  g_autoptr (FairIndexUpdate) taken = update;

  if (update->replacement == NULL)
    {
      take_segments (*self, update->segments, update->length, change);
      return;
    }
  fair_index_unref (*self);
  *self = g_steal_pointer (&taken->replacement);
  g_array_set_size (change->added, 0);
  g_array_set_size (change->removed, 0);
  change->replaced = TRUE;
}

/**
 * fair_index_update:
 * @self: (inout): an index; becomes another one if the journal was replaced
 * @store: the store that it was loaded from
 * @change: takes what it changed, after what it says already
 * @cancellable: (nullable): stops it
 * @error: as of fair_index_read_update()
 *
 * Reads what is new, and applies it. Threading: the owner's; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_index_update (FairIndex       **self,
                   FairStore        *store,
                   FairIndexChange  *change,
                   GCancellable     *cancellable,
                   GError          **error)
{
  FairIndexUpdate *update;

  do
    {
      if (!fair_index_read_update (*self, store, -1, &update, cancellable, error))
        return FALSE;
      if (update != NULL)
        fair_index_apply (self, update, change);
    }
  while (fair_index_is_undecided (*self));
  return TRUE;
}

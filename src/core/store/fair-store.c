/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-ups of one data folder: opens them, and gives the turn at their journal. */
#include "store/fair-store-private.h"

#include "store/journal/fair-lock.h"

G_DEFINE_FINAL_TYPE (FairStore, fair_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
fair_store_finalize (GObject *object)
{
  FairStore *self = FAIR_STORE (object);

  g_clear_pointer (&self->journal, fair_journal_free);
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  g_hash_table_unref (self->wordings);
  fair_school_names_free (self->schools);
  g_free (self->data_folder);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (fair_store_parent_class)->finalize (object);
}

static void
fair_store_class_init (FairStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fair_store_init (FairStore *self)
{
  g_mutex_init (&self->mutex);
  self->wordings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->schools = fair_school_names_new (NULL, "medical_school");
}

/* Without the lock where the folder does not let itself be locked: nothing can be added there either. */
static void
open_device (FairStore *self)
{
  gboolean locked;

  if (fair_device_load (&self->device, self->ops, self->data_folder))
    return;
  locked = fair_journal_begin (self->journal, FAIR_LOCK_SHORT_PATIENCE, NULL);
  fair_device_make (&self->device, self->ops, self->clock, self->data_folder);
  if (locked)
    fair_journal_end (self->journal);
}

/**
 * fair_store_open:
 * @data_folder: the data folder; it is made if it is missing
 * @ops: (nullable): the file operations, NULL for the system's; they must outlive the store
 * @clock: (nullable): the clock, NULL for the system's; it must outlive the store
 * @error: %FAIR_STORE_ERROR: why there is no store
 *
 * Opens the sign-ups of a data folder, or begins an empty journal. Reads only the journal's end, so what it costs does
 * not depend on how many have signed up. A torn tail is put into quarantine: see fair_store_get_torn_tail(). A folder
 * that can only be read is opened too; adding fails there with %FAIR_STORE_ERROR_READ_ONLY.
 *
 * A process must not use a store that was opened before it was forked.
 *
 * Returns: (transfer full): the store, or NULL with @error set
 */
FairStore *
fair_store_open (const char         *data_folder,
                 const FairFileOps  *ops,
                 const FairClock    *clock,
                 GError            **error)
{
  g_autoptr (FairStore) self = g_object_new (FAIR_TYPE_STORE, NULL);
  g_autofree char *folder = g_build_filename (data_folder, "signups", NULL);
  const FairBadLine *tail;

  self->ops = ops != NULL ? ops : fair_file_ops_get_default ();
  self->clock = clock != NULL ? clock : fair_clock_get_default ();
  self->data_folder = g_strdup (data_folder);
  self->journal = fair_journal_open (folder, self->ops, self->clock, error);
  if (self->journal == NULL)
    return NULL;
  tail = self->journal->torn_tail;
  if (tail != NULL)
    self->torn_tail = fair_bad_line_new (tail->line_number, tail->offset, tail->length, tail->torn, tail->reason);
  self->torn_tail_kept = self->journal->torn_tail_kept;
  open_device (self);
  return g_steal_pointer (&self);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data_folder,
                GCancellable *cancellable)
{
  GError *error = NULL;
  FairStore *store = fair_store_open (data_folder, NULL, NULL, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fair_store_open_async:
 * @data_folder: the data folder
 * @cancellable: (nullable): gives up waiting
 * @callback: called when the store is open
 * @user_data: for @callback
 *
 * Does what fair_store_open() does, in a thread.
 */
void
fair_store_open_async (const char          *data_folder,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_store_open_async);
  g_task_set_task_data (task, g_strdup (data_folder), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * fair_store_open_finish:
 * @result: what the callback got
 * @error: as of fair_store_open()
 *
 * Returns: (transfer full): the store, or NULL with @error set
 */
FairStore *
fair_store_open_finish (GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fair_store_get_journal_path:
 * @self: the store
 *
 * Returns: (transfer none): the journal's file, to be named to people; only the store touches it
 */
const char *
fair_store_get_journal_path (FairStore *self)
{
  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  return self->journal->path;
}

/** Says what people fill in, before anybody reads the store: schools are one, and are found, by the names that @form suggests. */
void
fair_store_set_form (FairStore *self,
                     FairForm  *form)
{
  fair_school_names_free (self->schools);
  self->schools = fair_school_names_new (form, "medical_school");
}

/** Returns: (transfer none): what schools are called: see fair_store_set_form() */
FairSchoolNames *
fair_store_get_school_names (FairStore *self)
{
  return self->schools;
}

/** Returns: (transfer none): how the store reads and writes files */
const FairFileOps *
fair_store_get_ops (FairStore *self)
{
  return self->ops;
}

/**
 * fair_store_get_device_id:
 * @self: the store
 *
 * Returns: (transfer none): this laptop's id
 */
const char *
fair_store_get_device_id (FairStore *self)
{
  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  return self->device.id;
}

/**
 * fair_store_get_torn_tail:
 * @self: the store
 *
 * Returns: (transfer none) (nullable): the line that was torn when the store was opened, or NULL; it was never
 *   acknowledged
 */
const FairBadLine *
fair_store_get_torn_tail (FairStore *self)
{
  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  return self->torn_tail;
}

/**
 * fair_store_is_torn_tail_kept:
 * @self: the store
 *
 * Returns: whether the line that was torn when the store was opened was put into quarantine then; FALSE if that failed,
 *   and it is still at the journal's end
 */
gboolean
fair_store_is_torn_tail_kept (FairStore *self)
{
  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  return self->torn_tail_kept;
}

/**
 * fair_store_begin:
 * @self: the store
 * @error: %FAIR_STORE_ERROR: why nothing can be written now
 *
 * Takes the turn at the journal, among the threads of this process and among all others.
 *
 * Returns: (transfer full): the store in its turn, for fair_store_end(), or NULL with @error set
 */
FairTurn *
fair_store_begin (FairStore  *self,
                  GError    **error)
{
  g_mutex_lock (&self->mutex);
  if (!fair_journal_begin (self->journal, FAIR_LOCK_PATIENCE, error))
    {
      g_mutex_unlock (&self->mutex);
      return NULL;
    }
  if (!self->device.saved)
    fair_device_make (&self->device, self->ops, self->clock, self->data_folder);
  return self;
}

/** Ends what fair_store_begin() began, and says that the journal may have changed. */
void
fair_store_end (FairTurn *turn)
{
  fair_journal_end (turn->journal);
  g_mutex_unlock (&turn->mutex);
  g_signal_emit (turn, signals[CHANGED], 0);
}

/**
 * fair_store_snapshot:
 * @self: a store that is not in its turn
 * @file: (out caller-allocates): the journal, open for reading
 * @end: (out): how much of it there is now
 * @error: %FAIR_STORE_ERROR: why the journal cannot be read
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_snapshot (FairStore  *self,
                     FairFile   *file,
                     goffset    *end,
                     GError    **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return fair_journal_snapshot (self->journal, file, end, error);
}

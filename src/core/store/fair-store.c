/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-ups of one data folder: adds durably, reads what stands, says what had to be skipped. */
#include "store/fair-journal-line.h"
#include "store/fair-standing.h"
#include "store/fair-store-private.h"
#include "store/fair-store-watch.h"

/* How much is written at once when many are added, in bytes: a sync per batch, and others get their turn. */
#define BATCH_SIZE (1024 * 1024)

G_DEFINE_FINAL_TYPE (FairStore, fair_store, G_TYPE_OBJECT)

static void
fair_store_finalize (GObject *object)
{
  FairStore *self = FAIR_STORE (object);

  g_clear_pointer (&self->journal, fair_journal_free);
  g_clear_pointer (&self->torn_tail, fair_bad_line_free);
  g_free (self->data_folder);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (fair_store_parent_class)->finalize (object);
}

static void
fair_store_class_init (FairStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_store_finalize;
}

static void
fair_store_init (FairStore *self)
{
  g_mutex_init (&self->mutex);
}

/* Without the lock where the folder does not let itself be locked: nothing can be added there either. */
static void
open_device (FairStore *self)
{
  gboolean locked;

  if (fair_device_load (&self->device, self->ops, self->data_folder))
    return;
  locked = fair_journal_begin (self->journal, NULL);
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
  const FairBadLine *torn_tail;

  self->ops = ops != NULL ? ops : fair_file_ops_get_default ();
  self->clock = clock != NULL ? clock : fair_clock_get_default ();
  self->data_folder = g_strdup (data_folder);
  self->journal = fair_journal_open (folder, self->ops, self->clock, error);
  if (self->journal == NULL)
    return NULL;
  torn_tail = fair_journal_get_torn_tail (self->journal);
  if (torn_tail != NULL)
    self->torn_tail = fair_bad_line_copy (torn_tail);
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
 * fair_store_get_data_folder:
 * @self: the store
 *
 * Returns: (transfer none): the data folder
 */
const char *
fair_store_get_data_folder (FairStore *self)
{
  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  return self->data_folder;
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

  return fair_journal_get_path (self->journal);
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

/* Appends one draft's line to @lines. Returns its id, or NULL with @error set. */
static char *
encode_draft (FairStore        *self,
              const FairDraft  *draft,
              GString          *lines,
              GError          **error)
{
  FairHlc *hlc = fair_journal_get_last_hlc (self->journal);
  gint64 now = fair_clock_now (self->clock);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *at = fair_time_format_utc (now);
  FairPut put = { .id = id, .rev = 1, .at = at, .hlc = hlc, .event = draft->event, .form = draft->form,
                  .lang = draft->lang, .answers = fair_answers_peek_root (draft->answers) };

  fair_hlc_tick (hlc, now, self->device.id);
  if (!fair_journal_line_encode_put (lines, &put, error))
    return NULL;
  return g_steal_pointer (&id);
}

/*
 * Encodes drafts until there are enough for one batch, and appends them. What could be encoded before one that could
 * not is saved.
 */
static gboolean
append_batch (FairStore        *self,
              const FairDraft  *drafts,
              gsize             n_drafts,
              GPtrArray        *ids,
              GError          **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) refused = NULL;

  for (gsize i = 0; i < n_drafts && lines->len < BATCH_SIZE && refused == NULL; i++)
    {
      char *id = encode_draft (self, &drafts[i], lines, &refused);

      if (id != NULL)
        g_ptr_array_add (batch, id);
    }
  if (lines->len > 0 && !fair_journal_append (self->journal, lines->str, lines->len, error))
    return FALSE;
  g_ptr_array_extend_and_steal (ids, g_steal_pointer (&batch));
  if (refused == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/**
 * fair_store_begin:
 * @self: the store
 * @error: %FAIR_STORE_ERROR: why nothing can be written now
 *
 * Takes the turn at the journal, among the threads of this process and among all others. Ended with fair_store_end().
 *
 * Returns: FALSE with @error set, and without the turn
 */
gboolean
fair_store_begin (FairStore  *self,
                  GError    **error)
{
  g_mutex_lock (&self->mutex);
  if (!fair_journal_begin (self->journal, error))
    {
      g_mutex_unlock (&self->mutex);
      return FALSE;
    }
  if (!self->device.saved)
    fair_device_make (&self->device, self->ops, self->clock, self->data_folder);
  return TRUE;
}

/**
 * fair_store_end:
 * @self: a store after fair_store_begin()
 */
void
fair_store_end (FairStore *self)
{
  fair_journal_end (self->journal);
  g_mutex_unlock (&self->mutex);
  fair_store_tell_watchers (self);
}

static gboolean
add_batch (FairStore        *self,
           const FairDraft  *drafts,
           gsize             n_drafts,
           GPtrArray        *ids,
           GError          **error)
{
  gboolean done;

  if (!fair_store_begin (self, error))
    return FALSE;
  done = append_batch (self, drafts, n_drafts, ids, error);
  fair_store_end (self);
  return done;
}

/**
 * fair_store_add_many:
 * @self: the store
 * @drafts: (array length=n_drafts): what to save, in this order
 * @n_drafts: how many
 * @ids: (out) (transfer full): the ids of those that were saved, in the order of @drafts; set in any case
 * @error: as of fair_store_add(): why the first one that was not saved was not
 *
 * Saves many with one write and one sync for about a mebibyte of them. Each is whole in the journal, or absent. On
 * failure the first `g_strv_length (ids)` drafts are durable, and all others are not saved.
 *
 * Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_add_many (FairStore       *self,
                     const FairDraft *drafts,
                     gsize            n_drafts,
                     GStrv           *ids,
                     GError         **error)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  gboolean done = TRUE;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  while (done && saved->len < n_drafts)
    done = add_batch (self, drafts + saved->len, n_drafts - saved->len, saved, error);
  *ids = (GStrv) g_ptr_array_steal (saved, NULL);
  if (*ids == NULL)
    *ids = g_new0 (char *, 1);
  return done;
}

/**
 * fair_store_add:
 * @self: the store
 * @draft: what to save; its texts are valid UTF-8
 * @error: %FAIR_STORE_ERROR: why it was not saved; what to do is in its message
 *
 * Saves a sign-up. When it returns an id, the sign-up is on the disk: only then may anybody be told "Saved".
 *
 * Threading: any thread; blocks until the disk has confirmed.
 *
 * Returns: (transfer full): the new person's id, or NULL with @error set
 */
char *
fair_store_add (FairStore       *self,
                const FairDraft *draft,
                GError         **error)
{
  g_auto (GStrv) ids = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  if (!fair_store_add_many (self, draft, 1, &ids, error))
    return NULL;
  return g_strdup (ids[0]);
}

static FairDraft *
copy_draft (const FairDraft *draft)
{
  FairDraft *copy = g_new (FairDraft, 1);

  *copy = (FairDraft) { g_strdup (draft->event), g_strdup (draft->form), g_strdup (draft->lang),
                        fair_answers_copy (draft->answers) };
  return copy;
}

static void
free_draft (gpointer data)
{
  FairDraft *draft = data;

  g_free ((char *) draft->event);
  g_free ((char *) draft->form);
  g_free ((char *) draft->lang);
  fair_answers_unref ((FairAnswers *) draft->answers);
  g_free (draft);
}

static void
add_in_thread (GTask        *task,
               gpointer      source,
               gpointer      draft,
               GCancellable *cancellable)
{
  GError *error = NULL;
  char *id;

  if (g_task_return_error_if_cancelled (task))
    return;
  id = fair_store_add (source, draft, &error);
  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * fair_store_add_async:
 * @self: the store
 * @draft: what to save; it is copied
 * @cancellable: (nullable): keeps it from beginning; once begun it is finished
 * @callback: called when it is durable, or has failed
 * @user_data: for @callback
 *
 * Does what fair_store_add() does, in a thread. Nothing that was saved is ever reported as cancelled.
 */
void
fair_store_add_async (FairStore           *self,
                      const FairDraft     *draft,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fair_store_add_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, copy_draft (draft), free_draft);
  g_task_run_in_thread (task, add_in_thread);
}

/**
 * fair_store_add_finish:
 * @self: the store
 * @result: what the callback got
 * @error: as of fair_store_add()
 *
 * Returns: (transfer full): the new person's id, or NULL with @error set
 */
char *
fair_store_add_finish (FairStore    *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fair_store_snapshot:
 * @self: the store
 * @error: %FAIR_STORE_ERROR: why the journal cannot be read
 *
 * Returns: (transfer full): a reader of the journal as it is now, or NULL with @error set
 */
FairJournalReader *
fair_store_snapshot (FairStore  *self,
                     GError    **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return fair_journal_snapshot (self->journal, error);
}

/* Bad lines on their way into quarantine, some at a time. */
typedef struct
{
  FairStore *store;
  int fd;
  GPtrArray *lines;
  gboolean failed;
} SettingAside;

/* A folder that cannot take them, being full or read-only, does not keep anybody from reading. */
static void
set_lines_aside (SettingAside *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->store->mutex);

  if (self->lines->len > 0 && !self->failed)
    self->failed = !fair_journal_set_aside (self->store->journal, self->fd,
                                            (const FairBadLine *const *) self->lines->pdata, self->lines->len, NULL);
  g_ptr_array_set_size (self->lines, 0);
}

static void
collect_bad_line (const FairBadLine *line,
                  gpointer           user_data)
{
  SettingAside *self = user_data;

  g_ptr_array_add (self->lines, fair_bad_line_copy (line));
  if (self->lines->len >= FAIR_STORE_MAX_BAD_LINES)
    set_lines_aside (self);
}

/**
 * fair_store_foreach:
 * @self: the store
 * @func: takes each person's standing version, in the order of the journal; what it is given is valid during the call
 * @user_data: for @func
 * @report: (nullable): takes what the reading met; a fresh one
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED, or whatever @func set
 *
 * Reads the journal as it is at the beginning of the call, in constant memory; others may append or rewrite meanwhile.
 * Lines that cannot be read are skipped, reported, and copied to the quarantine if they are not there yet.
 *
 * Threading: any thread; @func is called in it. @func may use the store.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_store_foreach (FairStore       *self,
                    FairRecordFunc   func,
                    gpointer         user_data,
                    FairReadReport  *report,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr (FairJournalReader) reader = NULL;
  g_autoptr (FairReadReport) own_report = fair_read_report_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_bad_line_free);
  SettingAside setting_aside = { .store = self, .lines = lines };
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);

  reader = fair_store_snapshot (self, error);
  if (reader == NULL)
    return FALSE;
  setting_aside.fd = fair_journal_reader_get_fd (reader);
  done = fair_standing_foreach (reader, func, user_data, collect_bad_line, &setting_aside,
                                report != NULL ? report : own_report, cancellable, error);
  set_lines_aside (&setting_aside);
  return done;
}

/**
 * fair_store_find_line:
 * @self: the store
 * @id: a person's id
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, or why the journal could not be read
 *
 * Threading: any thread; reads the whole journal.
 *
 * Returns: (transfer full): the journal's line of the person's standing version, without its newline, or NULL with
 *   @error set
 */
char *
fair_store_find_line (FairStore    *self,
                      const char   *id,
                      GError      **error)
{
  g_autoptr (FairJournalReader) reader = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (self), NULL);

  reader = fair_store_snapshot (self, error);
  return reader != NULL ? fair_standing_find (reader, id, error) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a store: everybody who stands, or one of them. */
#include "store/fair-store-private.h"
#include "store/standing/fair-standing.h"

/* Bad lines on their way into quarantine, some at a time. */
typedef struct
{
  FairStore *store;
  int fd;
  GPtrArray *lines;
  GError *error; /* why they cannot be set aside */
} SettingAside;

/* A folder that cannot take them, being full or read-only, does not keep anybody from reading. */
static void
set_lines_aside (SettingAside *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->store->mutex);

  if (self->lines->len > 0 && self->error == NULL)
    fair_journal_set_aside (self->store->journal, self->fd, (const FairBadLine *const *) self->lines->pdata,
                            self->lines->len, &self->error);
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
  if (report == NULL)
    report = own_report;
  done = fair_standing_foreach (reader, func, user_data, collect_bad_line, &setting_aside, report, cancellable, error);
  set_lines_aside (&setting_aside);
  if (setting_aside.error != NULL)
    report->unkept = g_strdup (setting_aside.error->message);
  g_clear_error (&setting_aside.error);
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

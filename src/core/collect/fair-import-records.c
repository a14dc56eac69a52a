/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines each import added, so that it can be taken back.
 *
 * Imports are taken back from the last to the first: what an earlier one added, a later one may have had as well, without adding it
 * once more. So a record is begun before its import, and finished after it. One that was not finished is of an import of which
 * nobody knows what it added, if anything: that one and all before it stay.
 */
#include "config.h"

#include "collect/fair-import-records.h"

#include "base/fair-file.h"
#include "base/fair-json.h"
#include "store/fair-store-private.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "imports"
#define SUFFIX ".jsonl"
#define DIGITS 8
/* A mark in its line: two digits a byte, quotes, and the newline. */
#define MARK_LINE (2 * FAIR_LINE_MARK + 3)

void
fair_import_record_free (FairImportRecord *self)
{
  g_strfreev (self->files);
  g_free (self);
}

static char *
dup_folder (FairStore *store)
{
  return g_build_filename (store->data_folder, FOLDER, NULL);
}

static char *
dup_path (FairStore *store,
          guint64    number)
{
  g_autofree char *name = g_strdup_printf ("%0*" G_GUINT64_FORMAT SUFFIX, DIGITS, number);

  return g_build_filename (store->data_folder, FOLDER, name, NULL);
}

/**
 * fair_import_records_lock:
 * @store: the store
 * @error: %FAIR_STORE_ERROR: somebody else is collecting, or the folder cannot be made
 *
 * While it is held nobody else collects, or takes an import back. Threading: any thread; blocks.
 *
 * Returns: (transfer full): the lock, held until it is freed, or NULL with @error set
 */
FairLock *
fair_import_records_lock (FairStore  *store,
                          GError    **error)
{
  g_autofree char *folder = dup_folder (store);
  g_autoptr (FairLock) lock = fair_lock_new (store->ops, folder);

  return fair_lock_take (lock, FAIR_LOCK_PATIENCE, error) ? g_steal_pointer (&lock) : NULL;
}

/* Returns 0 for what is no record. */
static guint64
parse_name (const char *name)
{
  gsize n_digits = strspn (name, "0123456789");

  return n_digits >= DIGITS && g_str_equal (name + n_digits, SUFFIX) ? g_ascii_strtoull (name, NULL, 10) : 0;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint64 left = *(const guint64 *) a, right = *(const guint64 *) b;

  return (left < right) - (left > right);
}

/* Returns: (transfer full) (element-type guint64): the numbers of all that are there, the last import's first */
static GArray *
list_numbers (FairStore *store)
{
  g_autofree char *folder = dup_folder (store);
  g_auto (GStrv) names = store->ops->list (folder, store->ops->user_data);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      guint64 number = parse_name (*name);

      if (number > 0)
        g_array_append_val (numbers, number);
    }
  g_array_sort (numbers, compare_numbers);
  return numbers;
}

static gboolean
open_record (FairStore    *store,
             guint64       number,
             FairFile     *file,
             struct stat  *status)
{
  g_autofree char *path = dup_path (store, number);

  return fair_file_open (file, store->ops, path, O_RDONLY, status);
}

/* The first line, or NULL. */
static char *
read_head (const FairFile    *file,
           const struct stat *status)
{
  gsize length = (gsize) MIN (status->st_size, FAIR_JSON_MAX_LINE);
  g_autofree char *head = g_malloc0 (length + 1);
  char *newline;

  if (!fair_file_read (file, head, length, 0))
    return NULL;
  newline = memchr (head, '\n', length);
  if (newline == NULL)
    return NULL;
  *newline = '\0';
  return g_steal_pointer (&head);
}

static GStrv
read_files (yyjson_val *root)
{
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  yyjson_arr_iter names = yyjson_arr_iter_with (yyjson_obj_get (root, "files"));
  yyjson_val *name;

  while ((name = yyjson_arr_iter_next (&names)) != NULL)
    if (yyjson_is_str (name))
      g_strv_builder_add (files, yyjson_get_str (name));
  return g_strv_builder_end (files);
}

/* {"v":1,"at":"…","files":["…"],"new":1,"newer":0,"erased":0}; NULL if it is damaged, or was not finished. */
static FairImportRecord *
read_record (FairStore *store,
             guint64    number)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *head = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *root;
  FairImportRecord *record;
  struct stat status;
  gint64 at;

  if (!open_record (store, number, &file, &status) || (head = read_head (&file, &status)) == NULL)
    return NULL;
  doc = fair_json_read_line (head, strlen (head), NULL, NULL);
  root = yyjson_doc_get_root (doc);
  if (!yyjson_is_str (yyjson_obj_get (root, "at")) || !yyjson_is_uint (yyjson_obj_get (root, "new")) ||
      !fair_time_parse_utc (yyjson_get_str (yyjson_obj_get (root, "at")), &at))
    return NULL;
  record = g_new0 (FairImportRecord, 1);
  *record = (FairImportRecord) {
    .number = number, .at = at, .files = read_files (root), .n_new = yyjson_get_uint (yyjson_obj_get (root, "new")),
    .n_newer = yyjson_get_uint (yyjson_obj_get (root, "newer")), .n_erased = yyjson_get_uint (yyjson_obj_get (root, "erased")),
  };
  return record;
}

/**
 * fair_import_records_list:
 * @store: the store
 * @error: %FAIR_STORE_ERROR: why nobody knows
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full) (element-type FairImportRecord): the imports that can be taken back, one after the other, the last one
 *   first; or NULL with @error set
 */
GPtrArray *
fair_import_records_list (FairStore  *store,
                          GError    **error)
{
  g_autoptr (GArray) numbers = NULL;
  GPtrArray *records;

  g_return_val_if_fail (FAIR_IS_STORE (store), NULL);

  numbers = list_numbers (store);
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_import_record_free);
  for (guint i = 0; i < numbers->len; i++)
    {
      FairImportRecord *record = read_record (store, g_array_index (numbers, guint64, i));

      if (record == NULL)
        break;
      g_ptr_array_add (records, record);
    }
  return records;
}

static void
list_in_thread (GTask        *task,
                gpointer      source,
                gpointer      store,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *records = fair_import_records_list (store, &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/** As fair_import_records_list(), in a thread. */
void
fair_import_records_list_async (FairStore           *store,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FAIR_IS_STORE (store));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_import_records_list_async);
  g_task_set_task_data (task, g_object_ref (store), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

/** Returns: (transfer full) (element-type FairImportRecord): as of fair_import_records_list(), or NULL with @error set */
GPtrArray *
fair_import_records_list_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
append_mark (GString            *text,
             const FairLineMark *mark)
{
  g_string_append_c (text, '"');
  for (gsize i = 0; i < sizeof mark->bytes; i++)
    g_string_append_printf (text, "%02x", mark->bytes[i]);
  g_string_append (text, "\"\n");
}

static gboolean
write_record (FairStore               *store,
              const FairImportRecord  *record,
              const FairLineSet       *lines,
              GError                 **error)
{
  g_autofree char *path = dup_path (store, record->number), *at = fair_time_format_utc (record->at);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *files = yyjson_mut_arr (doc);
  g_autoptr (GString) text = NULL;
  GError *io_error = NULL;
  char *json;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", 1);
  yyjson_mut_obj_add_str (doc, root, "at", at);
  if (lines != NULL)
    {
      yyjson_mut_obj_add_val (doc, root, "files", files);
      for (char **file = record->files; *file != NULL; file++)
        yyjson_mut_arr_add_str (doc, files, *file);
      yyjson_mut_obj_add_uint (doc, root, "new", record->n_new);
      yyjson_mut_obj_add_uint (doc, root, "newer", record->n_newer);
      yyjson_mut_obj_add_uint (doc, root, "erased", record->n_erased);
    }
  json = yyjson_mut_write (doc, YYJSON_WRITE_NEWLINE_AT_END, NULL);
  text = g_string_new (json);
  free (json);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    append_mark (text, &g_array_index (lines, FairLineMark, i));
  return fair_file_replace (store->ops, path, text->str, text->len, &io_error) || fair_store_error_propagate (error, io_error);
}

/* Those that are too many, and what a crash left. What cannot be removed stays, and is no hindrance. */
static void
tidy (FairStore    *store,
      const GArray *numbers)
{
  g_autofree char *folder = dup_folder (store);

  fair_file_ops_sweep (store->ops, folder, "0");
  for (guint i = FAIR_IMPORT_RECORDS_MAX - 1; i < numbers->len; i++)
    {
      g_autofree char *path = dup_path (store, g_array_index (numbers, guint64, i));

      store->ops->unlink (path, store->ops->user_data);
    }
}

/**
 * fair_import_records_begin:
 * @store: the store, while fair_import_records_lock() is held
 * @record: gets its number, and the time
 * @error: %FAIR_STORE_ERROR: nothing must be imported then
 *
 * Says, durably, that an import begins. Threading: any thread; blocks.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_records_begin (FairStore         *store,
                           FairImportRecord  *record,
                           GError           **error)
{
  g_autoptr (GArray) numbers = list_numbers (store);

  record->number = numbers->len > 0 ? g_array_index (numbers, guint64, 0) + 1 : 1;
  record->at = fair_clock_now (store->clock);
  tidy (store, numbers);
  return write_record (store, record, NULL, error);
}

/**
 * fair_import_records_finish:
 * @store: the store
 * @record: what was begun, with what came of it
 * @lines: marks of the lines that were added and go when it is taken back
 * @error: %FAIR_STORE_ERROR: the import is made, and can not be taken back
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_records_finish (FairStore               *store,
                            const FairImportRecord  *record,
                            const FairLineSet       *lines,
                            GError                 **error)
{
  return write_record (store, record, lines, error);
}

/**
 * fair_import_records_remove:
 * @store: the store, while fair_import_records_lock() is held
 * @number: of an import that was not made, or was taken back
 * @error: %FAIR_STORE_ERROR
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_records_remove (FairStore  *store,
                            guint64     number,
                            GError    **error)
{
  g_autofree char *path = dup_path (store, number), *folder = dup_folder (store);
  GError *io_error = NULL;

  if (store->ops->unlink (path, store->ops->user_data) != 0)
    return fair_store_error_set (error, path, _("The file could not be removed"));
  return fair_file_ops_sync_folder (store->ops, folder, &io_error) || fair_store_error_propagate (error, io_error);
}

static gboolean
parse_mark (const char   *line,
            FairLineMark *mark)
{
  if (line[0] != '"' || line[MARK_LINE - 2] != '"' || line[MARK_LINE - 1] != '\n')
    return FALSE;
  for (gsize i = 0; i < sizeof mark->bytes; i++)
    {
      int high = g_ascii_xdigit_value (line[1 + 2 * i]), low = g_ascii_xdigit_value (line[2 + 2 * i]);

      if (high < 0 || low < 0)
        return FALSE;
      mark->bytes[i] = (guint8) (16 * high + low);
    }
  return TRUE;
}

static FairLineSet *
parse_marks (const char *at,
             const char *end)
{
  g_autoptr (GArray) lines = fair_line_set_new ();
  FairLineMark mark;

  for (; end - at >= MARK_LINE; at += MARK_LINE)
    {
      if (!parse_mark (at, &mark))
        return NULL;
      g_array_append_val (lines, mark);
    }
  if (at != end)
    return NULL;
  fair_line_set_finish (lines);
  return g_steal_pointer (&lines);
}

/**
 * fair_import_records_load_lines:
 * @store: the store
 * @number: of an import that was finished
 * @error: %FAIR_STORE_ERROR
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): marks of the lines that it added, or NULL with @error set
 */
FairLineSet *
fair_import_records_load_lines (FairStore  *store,
                                guint64     number,
                                GError    **error)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  g_autofree char *path = dup_path (store, number), *text = NULL;
  const char *newline = NULL;
  struct stat status;
  FairLineSet *lines;

  if (open_record (store, number, &file, &status))
    text = g_malloc ((gsize) status.st_size + 1);
  if (text == NULL || !fair_file_read (&file, text, (gsize) status.st_size, 0))
    {
      fair_store_error_set (error, path, _("The import could not be taken back"));
      return NULL;
    }
  newline = memchr (text, '\n', (gsize) status.st_size);
  lines = newline != NULL ? parse_marks (newline + 1, text + status.st_size) : NULL;
  if (lines == NULL)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                 _("The import could not be taken back: “%s”, where it stands what it added, is damaged. Nothing was changed."), path);
  return lines;
}

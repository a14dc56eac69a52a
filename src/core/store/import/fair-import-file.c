/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file of sign-ups that is to be merged, line by line: another journal, or an export as JSON Lines. */
#include "config.h"

#include "base/fair-json.h"
#include "store/erase/fair-line-parts.h"
#include "store/import/fair-import-file.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-journal-reader.h"
#include "store/journal/fair-journal-seal.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _FairImportFile
{
  const FairFileOps *ops;
  char *path;
  gboolean is_journal;
  FairJournalReader *reader;
  goffset size;
  goffset end; /* of what was read so far */
  guint64 n_lines;
  void *pool;
  yyjson_alc allocator;
  GString *tail;   /* what comes after the last newline */
  GString *sealed; /* the last line with its checksum, if it came without one */
  FairRecord record;
  GError *refusal;
};

static gboolean
refuse (GError    **error,
        const char *reason)
{
  g_set_error_literal (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, reason);
  return FALSE;
}

static void
set_changed_error (GError    **error,
                   const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
               _("“%s” changed while it was read. Nothing was imported; try again when nobody writes to it."), name);
}

static void
set_file_error (GError    **error,
                const char *path)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  if (saved_errno == ENODATA)
    {
      set_changed_error (error, path);
      return;
    }
  /* Translators: a file name, then the system's words. */
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
               _("“%s” could not be read: %s. Nothing was imported; copy the file to this laptop, then try again."),
               name, g_strerror (saved_errno));
}

static void
set_open_error (GError    **error,
                const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  if (errno == EISDIR || errno == ESPIPE)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
                 _("“%s” is not an ordinary file. Nothing was imported; name the file itself."), name);
  else
    set_file_error (error, path);
}

/**
 * fair_import_file_open:
 * @ops: the operations; they must outlive the file
 * @path: the file
 * @is_journal: whether it is the journal that is merged into: of that, only what it says of itself counts, no line that
 *   would have to be mended first
 * @error: %FAIR_STORE_ERROR_IO: why it cannot be read
 *
 * Opens an ordinary file; never waits for a pipe. What is appended to it from now on is not read.
 *
 * Threading: one thread at a time; blocks.
 *
 * Returns: (transfer full): the file, at its first line, or NULL with @error set
 */
FairImportFile *
fair_import_file_open (const FairFileOps  *ops,
                       const char         *path,
                       gboolean            is_journal,
                       GError            **error)
{
  gsize pool_size = yyjson_read_max_memory_usage (FAIR_JSON_MAX_LINE, YYJSON_READ_NOFLAG);
  FairJournalReader *reader = fair_journal_reader_open (ops, path, 0);
  FairImportFile *self;

  if (reader == NULL)
    {
      set_open_error (error, path);
      return NULL;
    }
  self = g_new0 (FairImportFile, 1);
  self->ops = ops;
  self->path = g_strdup (path);
  self->is_journal = is_journal;
  self->reader = reader;
  self->size = fair_journal_reader_get_end (reader);
  self->pool = g_malloc (pool_size);
  yyjson_alc_pool_init (&self->allocator, self->pool, pool_size);
  self->tail = g_string_new (NULL);
  self->sealed = g_string_new (NULL);
  return self;
}

static void
forget_line (FairImportFile *self)
{
  fair_record_clear (&self->record);
  self->record = (FairRecord) { 0 };
  g_clear_error (&self->refusal);
}

/**
 * fair_import_file_free:
 * @self: (transfer full): a file
 */
void
fair_import_file_free (FairImportFile *self)
{
  forget_line (self);
  fair_journal_reader_free (self->reader);
  g_string_free (self->tail, TRUE);
  g_string_free (self->sealed, TRUE);
  g_free (self->pool);
  g_free (self->path);
  g_free (self);
}

/**
 * fair_import_file_get_path:
 * @self: a file
 *
 * Returns: (transfer none): its path
 */
const char *
fair_import_file_get_path (const FairImportFile *self)
{
  return self->path;
}

/* A line of this version that came without a checksum gets one, for a journal has it. Any other stays as it is. */
static gboolean
seal (const char       **text,
      gsize             *length,
      const yyjson_alc  *allocator,
      GString           *sealed,
      GError           **error)
{
  g_autoptr (yyjson_doc) doc = fair_json_read_line (*text, *length, allocator, error);
  yyjson_val *root = yyjson_doc_get_root (doc);

  if (doc == NULL)
    return FALSE;
  if (yyjson_get_sint (yyjson_obj_get (root, "v")) != FAIR_JOURNAL_VERSION)
    return TRUE;
  if (yyjson_obj_get (root, "crc") != NULL)
    return refuse (error, _("the checksum “crc” is not where Fairbook writes it: another program changed the line"));
  g_string_truncate (sealed, 0);
  if (!fair_journal_seal (sealed, *text, *length, error))
    return FALSE;
  *text = sealed->str;
  *length = sealed->len;
  return TRUE;
}

static gboolean
check_record (const FairRecord *record,
              GError          **error)
{
  if (record->op == FAIR_OP_UNKNOWN)
    return TRUE;
  if (!fair_hlc_can_be_followed (&record->hlc))
    return refuse (error, _("its time stamp “hlc” is the last that there can be: nothing could ever correct it"));
  return TRUE;
}

static gboolean
decode_foreign (const char        *text,
                gsize              length,
                const yyjson_alc  *allocator,
                GString           *sealed,
                FairRecord        *record,
                GError           **error)
{
  if (!fair_journal_is_sealed (text, length) && !seal (&text, &length, allocator, sealed, error))
    return FALSE;
  if (!fair_journal_line_decode (text, length, allocator, record, error))
    return FALSE;
  if (check_record (record, error))
    return TRUE;
  fair_record_clear (record);
  *record = (FairRecord) { 0 };
  return FALSE;
}

static gboolean
decode (FairImportFile    *self,
        const FairRawLine *line,
        const yyjson_alc  *allocator,
        GString           *sealed,
        FairRecord        *record,
        GError           **error)
{
  const char *text = line->text;
  gsize length = line->length;

  if (text == NULL)
    return refuse (error, _("the line is longer than 64 KiB"));
  if (self->is_journal)
    return fair_journal_line_decode (text, length, allocator, record, error);
  fair_line_trim (&text, &length);
  return decode_foreign (text, length, allocator, sealed, record, error);
}

/* The end of the file without a newline: a whole line all the same, or what was cut off in the middle of one. */
static gboolean
read_tail (FairImportFile  *self,
           FairRawLine     *line,
           GError         **error)
{
  gsize length = (gsize) (self->size - self->end);

  if (length == 0)
    return FALSE;
  *line = (FairRawLine) { NULL, length, self->end, self->n_lines + 1 };
  self->end = self->size;
  if (length > FAIR_JSON_MAX_LINE)
    return TRUE;
  g_string_set_size (self->tail, length);
  line->text = self->tail->str;
  if (fair_file_ops_pread_exact (self->ops, fair_journal_reader_get_fd (self->reader), self->tail->str, length,
                                 line->offset))
    return TRUE;
  set_file_error (error, self->path);
  return FALSE;
}

static gboolean
read_raw (FairImportFile  *self,
          FairRawLine     *line,
          GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = NULL;

  if (fair_journal_reader_next (self->reader, line, &local_error))
    {
      self->end = line->offset + (goffset) line->length + 1;
      self->n_lines = line->number;
      return TRUE;
    }
  if (local_error == NULL)
    return !self->is_journal && read_tail (self, line, error);
  /* the reader's words are about the journal */
  name = g_filename_display_name (self->path);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO, _("“%s” could not be read. Nothing was imported. (%s)"),
               name, local_error->message);
  return FALSE;
}

static gboolean
is_blank (const FairRawLine *line)
{
  const char *text = line->text;
  gsize length = line->length;

  if (text == NULL)
    return FALSE;
  fair_line_trim (&text, &length);
  return length == 0;
}

/**
 * fair_import_file_next:
 * @self: a file
 * @line: (out caller-allocates): its next line
 * @error: %FAIR_STORE_ERROR_IO: why the file cannot be read on
 *
 * Reads the next line, as strictly as the journal's own are read. Blank lines are passed over. A line without a
 * checksum is taken if it is whole otherwise; one whose checksum is wrong is not.
 *
 * Returns: FALSE at the end, and with @error set on failure
 */
gboolean
fair_import_file_next (FairImportFile  *self,
                       FairImportLine  *line,
                       GError         **error)
{
  FairRawLine raw;

  forget_line (self);
  do
    {
      if (!read_raw (self, &raw, error))
        return FALSE;
    }
  while (is_blank (&raw));
  decode (self, &raw, &self->allocator, self->sealed, &self->record, &self->refusal);
  self->record.offset = raw.offset;
  self->record.line_number = raw.number;
  *line = (FairImportLine) { raw.offset, raw.length, raw.number, self->refusal == NULL ? &self->record : NULL,
                             self->refusal };
  return TRUE;
}

/**
 * fair_import_file_reread:
 * @self: a file
 * @offset: where a line begins, as #FairImportLine told it
 * @length: its length, as #FairImportLine told it
 * @text: takes the line as a journal has it, without a newline; what it held is gone
 * @record: (out caller-allocates): what the line says, to be cleared; its `line` is in @text
 * @error: %FAIR_STORE_ERROR_IO: why it cannot be read again
 *
 * Reads a line that was read before once more. The line that fair_import_file_next() gave last stays valid.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_file_reread (FairImportFile  *self,
                         goffset          offset,
                         gsize            length,
                         GString         *text,
                         FairRecord      *record,
                         GError         **error)
{
  g_autoptr (GString) raw = g_string_sized_new (length);

  if (!fair_file_ops_pread_exact (self->ops, fair_journal_reader_get_fd (self->reader), raw->str, length, offset))
    {
      set_file_error (error, self->path);
      return FALSE;
    }
  if (!decode (self, &(FairRawLine) { raw->str, length, offset, 0 }, NULL, text, record, NULL))
    {
      set_changed_error (error, self->path);
      return FALSE;
    }
  if (record->line != text->str)
    {
      g_string_truncate (text, 0);
      g_string_append_len (text, record->line, (gssize) record->length);
    }
  record->line = text->str;
  return TRUE;
}

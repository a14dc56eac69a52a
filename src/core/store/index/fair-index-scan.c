/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a stretch of a journal into rows of the index, with several threads at once.
 *
 * The stretch is cut into pieces of equal size. A line belongs to the piece that it begins in, so each piece can be read
 * without knowing the one before it; each thread takes the next piece that nobody has taken.
 */
#include "config.h"

#include "base/fair-clock.h"
#include "base/fair-json.h"
#include "base/fair-parallel.h"
#include "store/index/fair-index-scan.h"
#include "store/index/fair-index-text.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-read-report.h"
#include "store/journal/fair-store-error.h"
#include "store/standing/fair-joined.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE_SIZE (1024 * 1024)
#define BUFFER_SIZE (1 + PIECE_SIZE + FAIR_JSON_MAX_LINE + 1)
#define UUID_LENGTH 36
/* 48 bits: the years -2491 to 6429 */
#define MAX_AT ((G_GINT64_CONSTANT (1) << 47) - 1)
#define MIN_AT (-MAX_AT - 1)

/* What a row has room for. */
G_STATIC_ASSERT (FAIR_INDEX_TEXT_GROWTH * BUFFER_SIZE < 1 << 24);
G_STATIC_ASSERT (FAIR_INDEX_TEXT_GROWTH * FAIR_JSON_MAX_LINE < 1 << 20);
G_STATIC_ASSERT (FAIR_JSON_MAX_LINE < 1 << 17);

/* What the threads share. */
typedef struct
{
  const FairFileOps *ops;
  int fd;
  goffset from;
  goffset to;
  const char *name;
  FairIndexNames *names;
  GCancellable *cancellable;
  GPtrArray *segments; /* of FairIndexSegment, by piece; NULL until it is read */
  int next;
  GMutex mutex; /* guards @error */
  GError *error;
} Scan;

/* What one of them has for itself. */
typedef struct
{
  Scan *scan;
  FairIndexNameCache names;
  char *buffer;
  GString *school;
  void *pool;
  yyjson_alc allocator;

  FairIndexSegment *segment;
  GArray *rows;
  GString *text;
} Worker;

/**
 * fair_index_segment_free:
 * @self: (transfer full) (nullable): a segment
 */
void
fair_index_segment_free (FairIndexSegment *self)
{
  if (self == NULL)
    return;
  g_free (self->rows);
  g_free (self->text);
  g_array_unref (self->joins);
  g_ptr_array_unref (self->bad_lines);
  g_free (self);
}

/* Reads the bytes of a UUID as it is written here; any other id is hashed. */
static gboolean
read_uuid (const char *id,
           guint8     *key)
{
  gsize n = 0;

  if (strlen (id) != UUID_LENGTH)
    return FALSE;
  for (gsize i = 0; i < UUID_LENGTH; i++)
    {
      gboolean is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      gboolean is_letter = id[i] >= 'a' && id[i] <= 'f';

      if (is_hyphen ? id[i] != '-' : !is_letter && !g_ascii_isdigit (id[i]))
        return FALSE;
      if (is_hyphen)
        continue;
      key[n / 2] = (guint8) (key[n / 2] << 4 | (is_letter ? id[i] - 'a' + 10 : id[i] - '0'));
      n++;
    }
  return TRUE;
}

/**
 * fair_index_make_key:
 * @id: the id of a sign-up
 * @key: (out caller-allocates): what stands for it, %FAIR_INDEX_KEY_SIZE bytes
 *
 * Two ids have the same key only if they are the same: a UUID's key is the UUID, any other's is 128 bits of SHA-256.
 */
void
fair_index_make_key (const char *id,
                     guint8     *key)
{
  g_autoptr (GChecksum) checksum = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;

  if (read_uuid (id, key))
    return;
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) id, -1);
  g_checksum_get_digest (checksum, digest, &size);
  memcpy (key, digest, FAIR_INDEX_KEY_SIZE);
}

static gboolean
is_set (yyjson_val *value)
{
  return value != NULL && !yyjson_is_null (value) && !yyjson_is_false (value) &&
         !(yyjson_is_str (value) && yyjson_get_len (value) == 0) &&
         !(yyjson_is_int (value) && yyjson_get_sint (value) == 0);
}

static gboolean
is_marked (yyjson_val *staff)
{
  return is_set (yyjson_obj_get (staff, "mark")) || is_set (yyjson_obj_get (staff, "star"));
}

static void
fill_put (Worker           *self,
          const FairRecord *record,
          FairIndexRow     *row)
{
  gsize start = self->text->len;
  gsize name_length = fair_index_text_append (self->text, record->answers, self->school);
  yyjson_val *year = yyjson_obj_get (record->answers, "graduation_year");
  gint64 at = 0;

  fair_time_parse_utc (record->at, &at);
  row->at = CLAMP (at, MIN_AT, MAX_AT);
  row->year = yyjson_is_int (year) ? (guint64) CLAMP (yyjson_get_sint (year), 0, G_MAXUINT16) & 0xffff : 0;
  row->name_length = MIN (name_length, G_MAXUINT16) & 0xffff;
  row->text_start = start & 0xffffff;
  row->text_length = (self->text->len - start) & 0xfffff;
  row->marked = is_marked (record->staff);
  row->event = fair_index_name_cache_intern (&self->names, record->event);
  row->school = fair_index_name_cache_intern (&self->names, self->school->str);
}

static void
note_join (Worker           *self,
           const FairRecord *record)
{
  const char *target = fair_joined_get_target (record->staff);
  FairIndexJoin join = { .row = self->rows->len };

  if (target == NULL)
    return;
  join.id = fair_index_name_cache_intern (&self->names, record->id);
  join.target = fair_index_name_cache_intern (&self->names, target);
  g_array_append_val (self->segment->joins, join);
}

static void
take_record (Worker           *self,
             const FairRecord *record,
             goffset           offset)
{
  FairIndexRow row = { 0 };

  if (record->op == FAIR_OP_UNKNOWN)
    {
      self->segment->n_unknown++;
      return;
    }
  fair_index_make_key (record->id, row.key);
  row.offset = (guint64) offset & G_GUINT64_CONSTANT (0xfffffffffff);
  row.length = record->length & 0x1ffff;
  row.erased = record->op == FAIR_OP_ERASE;
  row.hlc_ms = (guint64) record->hlc.ms & G_GUINT64_CONSTANT (0xffffffffffff);
  row.hlc_counter = record->hlc.counter;
  row.device = fair_index_name_cache_intern (&self->names, record->hlc.device);
  if (record->op == FAIR_OP_PUT)
    {
      fill_put (self, record, &row);
      note_join (self, record);
      self->segment->n_puts++;
    }
  else
    self->segment->n_erased++;
  g_array_append_val (self->rows, row);
}

static void
take_bad_line (Worker     *self,
               goffset     offset,
               gsize       length,
               const char *reason)
{
  FairIndexSegment *segment = self->segment;

  segment->n_bad++;
  if (segment->bad_lines->len < FAIR_STORE_MAX_BAD_LINES)
    g_ptr_array_add (segment->bad_lines, fair_bad_line_new (segment->n_lines, offset, length, FALSE, reason));
}

static void
take_line (Worker     *self,
           const char *text,
           gsize       length,
           goffset     offset)
{
  g_auto (FairRecord) record = { 0 };
  g_autoptr (GError) why = NULL;

  self->segment->n_lines++;
  if (fair_journal_line_decode (text, length, &self->allocator, &record, &why))
    take_record (self, &record, offset);
  else
    take_bad_line (self, offset, length, why->message);
}

static gboolean
read_at (Worker  *self,
         goffset  offset,
         goffset  end,
         gsize   *length)
{
  Scan *scan = self->scan;

  *length = MIN (BUFFER_SIZE, (gsize) (end - offset));
  return fair_file_ops_pread_exact (scan->ops, scan->fd, self->buffer, *length, offset);
}

/* Where the line ends that @offset is in, its newline not counted; the end of the stretch if it has none. */
static gboolean
find_line_end (Worker  *self,
               goffset  offset,
               goffset *end)
{
  gsize length;

  for (*end = offset; read_at (self, *end, self->scan->to, &length) && length > 0; *end += (goffset) length)
    {
      const char *newline = memchr (self->buffer, '\n', length);

      if (newline == NULL)
        continue;
      *end += newline - self->buffer;
      return TRUE;
    }
  return *end == self->scan->to;
}

/* Takes all lines that begin in the piece and end in the buffer, which begins at @offset with @length bytes. Returns how
 * much of the buffer that was. */
static gsize
take_lines (Worker  *self,
            goffset  offset,
            gsize    start,
            gsize    length,
            goffset  piece_end)
{
  while (start < length && offset + (goffset) start < piece_end)
    {
      const char *line = self->buffer + start;
      const char *newline = memchr (line, '\n', length - start);

      if (newline == NULL)
        break;
      take_line (self, line, (gsize) (newline - line), offset + (goffset) start);
      start += (gsize) (newline - line) + 1;
    }
  return start;
}

/* Where the first line begins that begins in the piece: the byte before the piece is the buffer's first. */
static gsize
find_first_line (Worker *self,
                 gsize   length)
{
  const char *newline = memchr (self->buffer, '\n', length);

  return newline != NULL ? (gsize) (newline - self->buffer) + 1 : length;
}

static gboolean
read_piece (Worker  *self,
            goffset  from,
            goffset  piece_end)
{
  goffset offset = MAX (from - 1, 0);
  goffset line_end;
  gsize length;
  gsize start;

  if (!read_at (self, offset, MIN (self->scan->to, piece_end + FAIR_JSON_MAX_LINE + 1), &length))
    return FALSE;
  start = from == 0 ? 0 : find_first_line (self, length);
  start = take_lines (self, offset, start, length, piece_end);
  if (start >= length || offset + (goffset) start >= piece_end)
    return TRUE;
  offset += (goffset) start;
  if (!find_line_end (self, offset, &line_end))
    return FALSE;
  self->segment->n_lines++;
  take_bad_line (self, offset, (gsize) (line_end - offset), _("the line is longer than 64 KiB"));
  return TRUE;
}

static void
begin_segment (Worker *self)
{
  self->segment = g_new0 (FairIndexSegment, 1);
  self->segment->joins = g_array_new (FALSE, FALSE, sizeof (FairIndexJoin));
  self->segment->bad_lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_bad_line_free);
  g_array_set_size (self->rows, 0);
  g_string_truncate (self->text, 0);
}

/* Copies to blocks that are as long as is needed: there are many, and they stay. */
static FairIndexSegment *
end_segment (Worker *self)
{
  FairIndexSegment *segment = g_steal_pointer (&self->segment);

  segment->n_rows = self->rows->len;
  segment->rows = g_memdup2 (self->rows->data, self->rows->len * sizeof (FairIndexRow));
  segment->text_length = self->text->len;
  segment->text = g_malloc (segment->text_length + FAIR_INDEX_TEXT_PADDING);
  memcpy (segment->text, self->text->str, segment->text_length);
  memset (segment->text + segment->text_length, 0, FAIR_INDEX_TEXT_PADDING);
  return segment;
}

static void
fail (Scan   *scan,
      GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&scan->mutex);

  if (scan->error == NULL)
    scan->error = error;
  else
    g_error_free (error);
  g_atomic_int_set (&scan->next, (int) scan->segments->len);
}

static void
work_on_piece (Worker *self,
               guint   piece)
{
  Scan *scan = self->scan;
  goffset from = scan->from + (goffset) piece * PIECE_SIZE;
  GError *error = NULL;

  begin_segment (self);
  if (g_cancellable_set_error_if_cancelled (scan->cancellable, &error))
    fail (scan, error);
  else if (!read_piece (self, from, MIN (from + PIECE_SIZE, scan->to)))
    {
      fair_store_error_set (&error, scan->name, _("The sign-ups could not be read"));
      fail (scan, error);
    }
  scan->segments->pdata[piece] = end_segment (self);
}

static gpointer
work (gpointer data)
{
  Scan *scan = data;
  gsize pool_size = yyjson_read_max_memory_usage (FAIR_JSON_MAX_LINE, YYJSON_READ_NOFLAG);
  Worker self = { .scan = scan };
  guint piece;

  fair_index_name_cache_init (&self.names, scan->names);
  self.buffer = g_malloc (MIN (BUFFER_SIZE, (gsize) (scan->to - scan->from) + 1));
  self.school = g_string_new (NULL);
  self.pool = g_malloc (pool_size);
  yyjson_alc_pool_init (&self.allocator, self.pool, pool_size);
  self.rows = g_array_new (FALSE, FALSE, sizeof (FairIndexRow));
  self.text = g_string_new (NULL);

  while ((piece = (guint) g_atomic_int_add (&scan->next, 1)) < scan->segments->len)
    work_on_piece (&self, piece);

  g_string_free (self.text, TRUE);
  g_array_unref (self.rows);
  g_free (self.pool);
  g_string_free (self.school, TRUE);
  g_free (self.buffer);
  fair_index_name_cache_clear (&self.names);
  return NULL;
}

/**
 * fair_index_scan:
 * @ops: the file operations
 * @fd: the journal, open for reading
 * @from: where a line begins, in bytes
 * @to: where a line ends, in bytes
 * @name: the file's path, for errors
 * @names: takes the texts that rows have in common
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Decodes every line strictly, as fair_standing_foreach() does, each once.
 *
 * Threading: any thread; blocks, and uses several threads.
 *
 * Returns: (transfer full) (element-type FairIndexSegment): what was read, in the journal's order, or NULL with @error set
 */
GPtrArray *
fair_index_scan (const FairFileOps  *ops,
                 int                 fd,
                 goffset             from,
                 goffset             to,
                 const char         *name,
                 FairIndexNames     *names,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Scan scan = { .ops = ops, .fd = fd, .from = from, .to = to, .name = name, .names = names, .cancellable = cancellable };

  scan.segments = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_index_segment_free);
  g_ptr_array_set_size (scan.segments, (gint) ((to - from + PIECE_SIZE - 1) / PIECE_SIZE));
  g_mutex_init (&scan.mutex);
  fair_parallel_run (scan.segments->len, "fair-index", work, &scan);
  g_mutex_clear (&scan.mutex);
  if (scan.error == NULL)
    return scan.segments;
  g_ptr_array_unref (scan.segments);
  g_propagate_error (error, scan.error);
  return NULL;
}

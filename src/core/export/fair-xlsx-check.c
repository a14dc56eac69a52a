/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a spreadsheet that was just written holds all that was put into it.
 *
 * libxlsxwriter does not look at what writing its temporary files returns, so what comes of it is read back: checksums by libarchive, and
 * of each sheet how many rows and bytes it has. The other parts are small, and must be whole XML.
 */
#include "config.h"

#include "export/fair-xlsx-check.h"

#include "base/fair-parallel.h"
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define PIECE (256 * 1024)
#define SHEET "xl/worksheets/sheet%u.xml"
#define ROW "<row "
#define BEGIN "<sheetData>"
#define END "</sheetData>"
#define LAST "</worksheet>"
/* What of one piece is looked at again with the next: whatever is looked for is not longer. */
#define CARRY 15
/* More than what comes behind the rows. */
#define TAIL (64 * 1024)

G_STATIC_ASSERT (sizeof LAST - 1 <= CARRY);

typedef struct
{
  char bytes[CARRY + PIECE];
  gsize n_carried;
  FairXlsxExtent found;
  guint64 offset; /* of @bytes in the sheet */
  guint64 size;   /* of the sheet */
  guint64 begin;  /* of its rows; 0: not found yet */
  gboolean is_whole;
} Reading;

/* Of those that end behind what was carried: the others were counted with the piece before. */
static guint64
count (const Reading *self,
       gsize          length,
       const char    *mark)
{
  gsize mark_length = strlen (mark);
  const char *at = self->bytes, *end = self->bytes + length;
  guint64 n = 0;

  while ((at = memmem (at, (gsize) (end - at), mark, mark_length)) != NULL)
    {
      at += mark_length;
      if (at > self->bytes + self->n_carried)
        n++;
    }
  return n;
}

static void
take_piece (Reading *self,
            gsize    length)
{
  gsize last = strlen (LAST);
  const char *begin = self->begin == 0 ? memmem (self->bytes, length, BEGIN, strlen (BEGIN)) : NULL;
  const char *end = NULL;

  if (self->offset + length > self->size - MIN (self->size, TAIL))
    end = memmem (self->bytes, length, END, strlen (END));
  self->found.n_rows += count (self, length, ROW);
  if (begin != NULL)
    self->begin = self->offset + (guint64) (begin - self->bytes) + strlen (BEGIN);
  if (end != NULL && self->begin != 0)
    self->found.n_bytes = self->offset + (guint64) (end - self->bytes) - self->begin;
  self->is_whole = length >= last && memcmp (self->bytes + length - last, LAST, last) == 0;
  self->n_carried = MIN (length, CARRY);
  self->offset += length - self->n_carried;
  memmove (self->bytes, self->bytes + length - self->n_carried, self->n_carried);
}

static gboolean
check_sheet (struct archive       *zip,
             guint64               size,
             const FairXlsxExtent *expected)
{
  g_autofree Reading *self = g_new0 (Reading, 1);
  la_ssize_t n;

  self->size = size;
  while ((n = archive_read_data (zip, self->bytes + self->n_carried, PIECE)) > 0)
    take_piece (self, self->n_carried + (gsize) n);
  return n == 0 && self->is_whole && self->found.n_rows == expected->n_rows && self->found.n_bytes == expected->n_bytes;
}

static gboolean
check_part (struct archive *zip)
{
  static const GMarkupParser nothing = { NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&nothing, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_autofree char *bytes = g_malloc (PIECE);
  la_ssize_t n;

  while ((n = archive_read_data (zip, bytes, PIECE)) > 0)
    if (!g_markup_parse_context_parse (context, bytes, n, NULL))
      return FALSE;
  return n == 0 && g_markup_parse_context_end_parse (context, NULL);
}

/* What all threads have. */
typedef struct
{
  const char *path;
  const FairXlsxExtent *sheets;
  guint n_sheets;
  gint n_taken;   /* how many of the parts, from the first on, a thread has taken */
  gint n_damaged; /* or could not be read */
  GMutex mutex;
  GHashTable *missing; /* the names of parts that nobody has met yet; guarded by the mutex */
} Checking;

static gboolean
check_entry (Checking             *self,
             struct archive       *zip,
             struct archive_entry *entry)
{
  const char *name = archive_entry_pathname (entry);
  guint number = 0;

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->missing, name);
  g_mutex_unlock (&self->mutex);
  if (sscanf (name, SHEET, &number) != 1)
    return check_part (zip);
  return number >= 1 && number <= self->n_sheets && check_sheet (zip, (guint64) archive_entry_size (entry), &self->sheets[number - 1]);
}

/* Takes one part after the other, and passes over those that other threads have taken. */
static gpointer
check_some (gpointer data)
{
  Checking *self = data;
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;
  int mine = g_atomic_int_add (&self->n_taken, 1), result;

  /* by the directory at the file's end, as spreadsheets do */
  archive_read_support_format_zip_seekable (zip);
  result = archive_read_open_filename (zip, self->path, PIECE);
  for (int i = 0; result == ARCHIVE_OK && (result = archive_read_next_header (zip, &entry)) == ARCHIVE_OK; i++)
    if (i == mine)
      {
        if (!check_entry (self, zip, entry))
          g_atomic_int_inc (&self->n_damaged);
        mine = g_atomic_int_add (&self->n_taken, 1);
      }
  if (result != ARCHIVE_EOF)
    g_atomic_int_inc (&self->n_damaged);
  archive_read_free (zip);
  return NULL;
}

static GHashTable *
list_parts (guint n_sheets)
{
  static const char *const names[] = { "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                       "xl/styles.xml" };
  GHashTable *parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_add (parts, g_strdup (names[i]));
  for (guint i = 1; i <= n_sheets; i++)
    g_hash_table_add (parts, g_strdup_printf (SHEET, i));
  return parts;
}

/**
 * fair_xlsx_check:
 * @path: (type filename): a spreadsheet
 * @sheets: (array length=n_sheets): what its sheets must hold, in their order
 *
 * Reads a spreadsheet back, in constant memory, several of its sheets at a time. Blocks.
 *
 * Returns: whether it holds all of that, and every part of it is whole
 */
gboolean
fair_xlsx_check (const char           *path,
                 const FairXlsxExtent *sheets,
                 guint                 n_sheets)
{
  g_autoptr (GHashTable) missing = list_parts (n_sheets);
  Checking self = { .path = path, .sheets = sheets, .n_sheets = n_sheets, .missing = missing };

  g_mutex_init (&self.mutex);
  fair_parallel_run (n_sheets, "spreadsheet", check_some, &self);
  g_mutex_clear (&self.mutex);
  return self.n_damaged == 0 && g_hash_table_size (missing) == 0;
}

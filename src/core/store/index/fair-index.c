/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everybody who stands in a journal, kept compactly in memory to be searched, filtered and sorted. */
#include "store/index/fair-index-private.h"
#include "store/standing/fair-merge.h"
#include <string.h>

/* Texts shorter than this go together into blocks of BLOCK_SIZE; longer ones are blocks of their own. */
#define SHORT_TEXT (64 * 1024)
#define BLOCK_SIZE (256 * 1024)
#define NO_ROW G_MAXUINT32
/* How many rows ahead the table's memory is asked for. */
#define PREFETCH 8

/* An empty index of a file, about to be loaded. Takes @journal over. */
FairIndex *
fair_index_new (const FairFileOps *ops,
                FairJournalReader *journal,
                const char        *path)
{
  FairIndex *self = g_new0 (FairIndex, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->reading);
  self->ops = ops;
  self->journal = journal;
  self->path = g_strdup (path);
  self->names = fair_index_names_new ();
  self->pages = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->standing = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->report = fair_read_report_new ();
  self->joined = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->loading = TRUE;
  fair_index_table_init (&self->table);
  return self;
}

/**
 * fair_index_ref:
 * @self: an index
 *
 * Threading: any.
 *
 * Returns: (transfer full): @self
 */
FairIndex *
fair_index_ref (FairIndex *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * fair_index_unref:
 * @self: (transfer full): an index
 *
 * Threading: any.
 */
void
fair_index_unref (FairIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->joined);
  fair_index_table_clear (&self->table);
  fair_read_report_free (self->report);
  g_array_unref (self->standing);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->pages);
  fair_index_names_unref (self->names);
  fair_journal_reader_free (self->journal);
  g_mutex_clear (&self->reading);
  g_clear_error (&self->load_error);
  g_free (self->path);
  g_free (self);
}

/**
 * fair_index_change_init:
 * @self: what to initialize: nothing has changed
 */
void
fair_index_change_init (FairIndexChange *self)
{
  self->added = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->replaced = FALSE;
}

/**
 * fair_index_change_clear:
 * @self: a change
 */
void
fair_index_change_clear (FairIndexChange *self)
{
  g_clear_pointer (&self->added, g_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
}

static FairIndexRow *const *
get_pages (FairIndex *self)
{
  return (FairIndexRow *const *) self->pages->pdata;
}

static FairVersion
get_version (FairIndex          *self,
             const FairIndexRow *row)
{
  FairVersion version = { row->erased ? FAIR_OP_ERASE : FAIR_OP_PUT, { (gint64) row->hlc_ms, row->hlc_counter, "" } };

  g_strlcpy (version.hlc.device, fair_index_names_get (self->names, row->device), sizeof version.hlc.device);
  return version;
}

/* Two versions with the same time stamp: which one wins is in the journal, which only a thread may wait for. */
static int
compare_twins (FairIndex          *self,
               const FairIndexRow *row,
               const FairIndexRow *other)
{
  g_autofree char *line = NULL;
  g_autofree char *other_line = NULL;

  if (!self->loading)
    {
      g_atomic_int_set (&self->undecided, TRUE);
      return 0;
    }
  if (self->load_error == NULL)
    line = fair_index_read_line (self, row, &self->load_error);
  if (line != NULL)
    other_line = fair_index_read_line (self, other, &self->load_error);
  return other_line != NULL ? fair_merge_compare_twins (line, row->length, other_line, other->length) : 0;
}

static gboolean
wins (FairIndex          *self,
      const FairIndexRow *row,
      const FairIndexRow *other)
{
  FairVersion version = get_version (self, row);
  FairVersion other_version = get_version (self, other);
  int order = fair_merge_compare (&version, &other_version);

  if (order == 0 && !row->erased)
    order = compare_twins (self, row, other);
  return order > 0;
}

/* Changes whether a row stands. */
void
fair_index_set_standing (FairIndex       *self,
                         guint32          row,
                         gboolean         standing,
                         FairIndexChange *change)
{
  fair_index_set_bit ((guint64 *) (void *) self->standing->data, row, standing);
  self->n_standing += standing ? 1u : -1u;
  if (change != NULL)
    g_array_append_val (standing ? change->added : change->removed, row);
}

static guint32
append_row (FairIndex          *self,
            const FairIndexRow *row,
            guint32             block,
            guint32             text_shift)
{
  guint32 number = self->n_rows++;
  FairIndexRow *copy;

  if (number >> FAIR_INDEX_PAGE_BITS == self->pages->len)
    g_ptr_array_add (self->pages, g_new (FairIndexRow, FAIR_INDEX_PAGE_SIZE));
  copy = (FairIndexRow *) fair_index_page_row (get_pages (self), number);
  *copy = *row;
  copy->text_block = block & 0xfffff;
  copy->text_start = (row->text_start + text_shift) & 0xffffff;
  g_array_set_size (self->standing, (guint) fair_index_bits_length (self->n_rows));
  return number;
}

/* The first line of a person, a later version of one who stands, or a tombstone; anything else changes nothing. Returns
 * the row's number, or NO_ROW. */
static guint32
take_row (FairIndex          *self,
          const FairIndexRow *row,
          guint32             block,
          guint32             text_shift,
          FairIndexChange    *change)
{
  guint32 *slot = fair_index_table_find (&self->table, get_pages (self), row->key);
  guint32 number;

  if (*slot != 0)
    {
      if (!wins (self, row, fair_index_page_row (get_pages (self), *slot - 1)))
        return NO_ROW;
      g_hash_table_remove (self->joined, GUINT_TO_POINTER (*slot - 1));
      if (fair_index_is_standing (self, *slot - 1))
        fair_index_set_standing (self, *slot - 1, FALSE, change);
    }
  number = append_row (self, row, block, text_shift);
  fair_index_table_set (&self->table, slot, get_pages (self), number);
  if (!row->erased)
    fair_index_set_standing (self, number, TRUE, change);
  return number;
}

/* Gives a short text a place in the last block. Returns where. */
static guint32
place_short_text (FairIndex              *self,
                  const FairIndexSegment *segment)
{
  guint32 start;

  if (self->tail_length == 0 || self->tail_length + segment->text_length > BLOCK_SIZE)
    {
      g_ptr_array_add (self->blocks, g_malloc0 (BLOCK_SIZE + FAIR_INDEX_TEXT_PADDING));
      self->tail_length = 0;
    }
  start = (guint32) self->tail_length;
  memcpy ((char *) g_ptr_array_index (self->blocks, self->blocks->len - 1) + start, segment->text, segment->text_length);
  self->tail_length += segment->text_length;
  return start;
}

static guint32
place_text (FairIndex        *self,
            FairIndexSegment *segment)
{
  if (segment->text_length < SHORT_TEXT)
    return place_short_text (self, segment);
  g_ptr_array_add (self->blocks, g_steal_pointer (&segment->text));
  self->tail_length = 0;
  return 0;
}

static void
take_counts (FairIndex              *self,
             const FairIndexSegment *segment)
{
  FairReadReport *report = self->report;

  for (guint i = 0; i < segment->bad_lines->len; i++)
    {
      FairBadLine *line = g_ptr_array_index (segment->bad_lines, i);

      line->line_number += report->n_lines;
      fair_read_report_add_bad_line (report, line);
    }
  report->n_bad += segment->n_bad - segment->bad_lines->len;
  report->n_lines += segment->n_lines;
  report->n_erased += segment->n_erased;
  report->n_unknown += segment->n_unknown;
  self->n_puts += segment->n_puts;
}

/* Takes in what was read next. @change may be NULL; what it says of earlier segments is kept. */
void
fair_index_take_segment (FairIndex         *self,
                         FairIndexSegment  *segment,
                         FairIndexChange   *change)
{
  guint32 text_shift = place_text (self, segment);
  guint n_joins = 0;

  for (guint i = 0; i < segment->n_rows; i++)
    {
      guint32 row = take_row (self, &segment->rows[i], self->blocks->len - 1, text_shift, change);
      const FairIndexJoin *join = &g_array_index (segment->joins, FairIndexJoin, n_joins);

      if (i + PREFETCH < segment->n_rows)
        fair_index_table_prefetch (&self->table, segment->rows[i + PREFETCH].key);
      if (n_joins == segment->joins->len || join->row != i)
        continue;
      n_joins++;
      if (row != NO_ROW)
        g_hash_table_insert (self->joined, GUINT_TO_POINTER (row), g_memdup2 (join, sizeof *join));
    }
  g_clear_pointer (&segment->rows, g_free);
  take_counts (self, segment);
}

/**
 * fair_index_get_n_rows:
 * @self: an index
 *
 * Threading: the owner's.
 *
 * Returns: how many rows there are; some do not stand
 */
guint32
fair_index_get_n_rows (FairIndex *self)
{
  return self->n_rows;
}

/**
 * fair_index_get_n_standing:
 * @self: an index
 *
 * Threading: the owner's.
 *
 * Returns: how many people stand; whoever was joined into another of them does not count
 */
guint32
fair_index_get_n_standing (FairIndex *self)
{
  return self->n_standing;
}

/**
 * fair_index_make_report:
 * @self: an index
 *
 * Threading: the owner's.
 *
 * Returns: (transfer full): what the readings met so far, counted as fair_store_foreach() counts it
 */
FairReadReport *
fair_index_make_report (FairIndex *self)
{
  FairReadReport *report = fair_read_report_new ();

  for (guint i = 0; i < self->report->bad_lines->len; i++)
    fair_read_report_add_bad_line (report, g_ptr_array_index (self->report->bad_lines, i));
  report->n_bad = self->report->n_bad;
  report->n_lines = self->report->n_lines;
  report->n_erased = self->report->n_erased;
  report->n_unknown = self->report->n_unknown;
  report->n_standing = self->n_standing;
  report->n_joined = fair_index_count_joined (self);
  report->n_superseded = self->n_puts - self->n_standing - report->n_joined;
  report->n_bytes = self->n_bytes;
  return report;
}

/**
 * fair_index_get_row:
 * @self: an index
 * @row: the number of a row
 *
 * Threading: the owner's; what it returns may be read in any thread.
 *
 * Returns: (transfer none): the row, valid as long as @self
 */
const FairIndexRow *
fair_index_get_row (FairIndex *self,
                    guint32    row)
{
  g_return_val_if_fail (row < self->n_rows, NULL);

  return fair_index_page_row (get_pages (self), row);
}

/**
 * fair_index_is_standing:
 * @self: an index
 * @row: the number of a row
 *
 * Threading: the owner's.
 *
 * Returns: whether it is somebody's standing version
 */
gboolean
fair_index_is_standing (FairIndex *self,
                        guint32    row)
{
  g_return_val_if_fail (row < self->n_rows, FALSE);

  return fair_index_test_bit ((const guint64 *) (const void *) self->standing->data, row);
}

/* Finds the version of a person that wins, be it joined into another or not. */
gboolean
fair_index_find_winner (FairIndex  *self,
                        const char *id,
                        guint32    *row)
{
  guint8 key[FAIR_INDEX_KEY_SIZE];
  guint32 slot;

  fair_index_make_key (id, key);
  slot = *fair_index_table_find (&self->table, get_pages (self), key);
  *row = slot - 1;
  return slot != 0 && !fair_index_get_row (self, *row)->erased;
}

/**
 * fair_index_find:
 * @self: an index
 * @id: a person's id
 * @row: (out): the number of the row of their standing version
 *
 * Threading: the owner's.
 *
 * Returns: whether somebody of that id stands
 */
gboolean
fair_index_find (FairIndex  *self,
                 const char *id,
                 guint32    *row)
{
  return fair_index_find_winner (self, id, row) && fair_index_is_standing (self, *row);
}

/**
 * fair_index_read_line:
 * @self: an index
 * @row: one of its rows
 * @error: %FAIR_STORE_ERROR: why it could not be read
 *
 * Reads the line of a row from the journal that was indexed, even if another has taken its place since.
 *
 * Threading: any; blocks.
 *
 * Returns: (transfer full): the line, without its newline, or NULL with @error set
 */
char *
fair_index_read_line (FairIndex           *self,
                      const FairIndexRow  *row,
                      GError             **error)
{
  return fair_journal_reader_reread (self->journal, (goffset) row->offset, row->length, error);
}

/**
 * fair_index_is_undecided:
 * @self: an index
 *
 * Of two versions of one person that have the same time stamp the first is kept until both lines have been compared.
 * That is not for the owner's thread to do: fair_index_read_update() reads the whole journal anew, as soon as it is
 * called again, even if nothing else has happened.
 *
 * Threading: any.
 *
 * Returns: whether there are such
 */
gboolean
fair_index_is_undecided (FairIndex *self)
{
  return g_atomic_int_get (&self->undecided);
}

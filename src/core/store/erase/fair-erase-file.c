/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file that may have people who are to be erased: what it is, what of it must go, and how it goes. */
#include "config.h"

#include "store/erase/fair-erase-file.h"

#include "store/erase/fair-uuid-text.h"
#include "store/journal/fair-file-rewrite.h"
#include "store/journal/fair-store-error.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of a file tells of what kind it is, and how much of it is looked at at once, in bytes. */
#define HEAD_SIZE (64 * 1024)
#define BLOCK_SIZE (256 * 1024)
#define OVERLAP 128
/* Of more people than that nobody is asked whether they are in the journal. */
#define MAX_IDS 100000

/**
 * fair_erase_file_new:
 * @path: an ordinary file
 * @place: where it is
 *
 * Returns: (transfer full): a file of which nothing is known yet
 */
FairEraseFile *
fair_erase_file_new (const char     *path,
                     FairErasePlace  place)
{
  FairEraseFile *self = g_new0 (FairEraseFile, 1);

  self->path = g_strdup (path);
  self->place = place;
  return self;
}

/**
 * fair_erase_file_free:
 * @self: (transfer full): a file
 */
void
fair_erase_file_free (FairEraseFile *self)
{
  g_clear_pointer (&self->lines, fair_erase_lines_free);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_free (self->path);
  g_free (self);
}

static FairJournalReader *
open_file (const FairEraseFile  *self,
           const FairFileOps    *ops,
           GError              **error)
{
  FairJournalReader *reader = fair_journal_reader_open (ops, self->path, O_NOFOLLOW);

  if (reader == NULL)
    fair_store_error_set (error, self->path, _("Nobody was erased: a file could not be read"));
  return reader;
}

/**
 * fair_erase_file_learn:
 * @self: a file
 * @ops: the operations
 * @people: takes how they are called in it
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED: why it could not be read
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_file_learn (FairEraseFile      *self,
                       const FairFileOps  *ops,
                       FairEraseSet       *people,
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (FairJournalReader) reader = open_file (self, ops, error);

  return reader != NULL && fair_erase_lines_learn (reader, people, cancellable, error);
}

/* Compressed, or in an encoding in which nothing is looked for; beside the journal, whatever is no text. */
static gboolean
is_opaque (const FairEraseFile *self,
           const char          *head,
           gsize                length)
{
  static const char *const starts[] = { "\037\213", "PK\003\004", "BZh", "\3757zXZ", "(\265/\375", "7z\274\257",
                                        "\377\376", "\376\377" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length >= strlen (starts[i]) && memcmp (head, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return self->place == FAIR_ERASE_BESIDE && memchr (head, '\0', length) != NULL;
}

static void
add_ids (GHashTable *ids,
         const char *bytes,
         gsize       length)
{
  const char *end = bytes + length;

  while ((bytes = fair_uuid_text_find (bytes, end)) != NULL && g_hash_table_size (ids) <= MAX_IDS)
    {
      g_hash_table_add (ids, g_ascii_strdown (bytes, FAIR_UUID_LENGTH));
      bytes += FAIR_UUID_LENGTH;
    }
}

static gboolean
collect_ids (FairEraseFile     *self,
             const FairFileOps *ops,
             int                fd,
             gsize              length)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize done = 0; done < length; done += BLOCK_SIZE - OVERLAP)
    {
      gsize n = MIN (BLOCK_SIZE, length - done);

      if (!fair_file_ops_pread_exact (ops, fd, block, n, (goffset) done))
        return FALSE;
      add_ids (self->ids, block, n);
    }
  return TRUE;
}

/* A file without any line of a journal or a quarantine: what it says may go over several lines. */
static gboolean
look_at_other (FairEraseFile      *self,
               const FairFileOps  *ops,
               FairEraseSet       *people,
               FairJournalReader  *reader)
{
  int fd = fair_journal_reader_get_fd (reader);
  gsize length = (gsize) fair_journal_reader_get_end (reader);
  g_autofree char *head = g_malloc (HEAD_SIZE);
  gsize head_length = MIN (length, HEAD_SIZE);
  gboolean found;

  if (!fair_erase_set_mentions_range (people, FAIR_MENTION_CLEAR, ops, fd, 0, length, &found))
    return FALSE;
  if (found || self->lines->changes->len > 0)
    return collect_ids (self, ops, fd, length);
  if (!fair_file_ops_pread_exact (ops, fd, head, head_length, 0))
    return FALSE;
  self->is_opaque = is_opaque (self, head, head_length);
  return TRUE;
}

static gboolean
has_lines (const FairEraseFile *self)
{
  g_autofree char *name = g_path_get_basename (self->path);

  return self->place == FAIR_ERASE_JOURNAL || self->lines->n_sound > 0 ||
         (self->place == FAIR_ERASE_BESIDE && g_str_equal (name, "quarantine.jsonl"));
}

/**
 * fair_erase_file_look:
 * @self: a file
 * @ops: the operations
 * @people: who is to be erased, with all that they were ever called
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED: why it could not be read
 *
 * Finds out what of the file must go.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_file_look (FairEraseFile      *self,
                      const FairFileOps  *ops,
                      FairEraseSet       *people,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (FairJournalReader) reader = open_file (self, ops, error);

  if (reader == NULL)
    return FALSE;
  self->lines = fair_erase_lines_find (ops, reader, self->path, people, self->place == FAIR_ERASE_JOURNAL, cancellable,
                                       error);
  if (self->lines == NULL)
    return FALSE;
  if (has_lines (self) || look_at_other (self, ops, people, reader))
    return TRUE;
  fair_store_error_set (error, self->path, _("Nobody was erased: a file could not be read"));
  return FALSE;
}

/**
 * fair_erase_file_must_change:
 * @self: a file after fair_erase_file_look()
 *
 * Beside the journal, lines of it are cleaned, and what cannot be cleaned is removed where nobody else would be lost.
 * Elsewhere only what has sound lines of one of the people is touched.
 *
 * Returns: whether the file is going to be another one, or none
 */
gboolean
fair_erase_file_must_change (const FairEraseFile *self)
{
  if (self->lines == NULL)
    return FALSE;
  switch (self->place)
    {
    case FAIR_ERASE_JOURNAL:
      return self->lines->changes->len > self->lines->n_tombstones;
    case FAIR_ERASE_BESIDE:
      return self->ids != NULL ? self->is_removable : self->lines->changes->len > 0;
    case FAIR_ERASE_ELSEWHERE:
    default:
      return self->lines->n_theirs > 0;
    }
}

static gboolean
copy_line (FairFileRewrite        *rewrite,
           const FairRawLine      *line,
           const FairEraseChange  *change,
           GError                **error)
{
  if (change == NULL)
    return fair_file_rewrite_keep (rewrite, line, error);
  return change->replacement == NULL ||
         fair_file_rewrite_add (rewrite, change->replacement, change->length, error);
}

static gboolean
copy_tail (FairFileRewrite       *rewrite,
           const FairEraseLines  *lines,
           GError               **error)
{
  const FairEraseChange *change = fair_erase_lines_get_change (lines, lines->tail_number);

  return change != NULL ? copy_line (rewrite, NULL, change, error)
                        : fair_file_rewrite_copy (rewrite, lines->tail_offset, lines->tail_length, error);
}

static gboolean
copy_others (FairFileRewrite       *rewrite,
             const FairEraseLines  *lines,
             GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  while (fair_file_rewrite_next (rewrite, &line, &local_error))
    if (!copy_line (rewrite, &line, fair_erase_lines_get_change (lines, line.number), error))
      return FALSE;
  if (local_error == NULL)
    return copy_tail (rewrite, lines, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
remove_file (const FairEraseFile  *self,
             const FairFileOps    *ops,
             GError              **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) io_error = NULL;

  if (ops->unlink (self->path, ops->user_data) != 0 && errno != ENOENT)
    {
      fair_store_error_set (error, self->path, _("Nobody was erased: a file could not be removed"));
      return FALSE;
    }
  if (fair_file_ops_sync_folder (ops, folder, &io_error))
    return TRUE;
  fair_store_error_propagate (error, g_steal_pointer (&io_error));
  return FALSE;
}

/**
 * fair_erase_file_clean:
 * @self: a file that must change, and is not the journal
 * @ops: the operations
 * @error: %FAIR_STORE_ERROR: why it is as it was
 *
 * Rewrites it without the people, or removes it.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_erase_file_clean (const FairEraseFile  *self,
                       const FairFileOps    *ops,
                       GError              **error)
{
  g_autoptr (FairFileRewrite) rewrite = NULL;

  if (self->ids != NULL)
    return remove_file (self, ops, error);
  rewrite = fair_file_rewrite_new (ops, self->path, error);
  return rewrite != NULL && copy_others (rewrite, self->lines, error) && fair_file_rewrite_commit (rewrite, error);
}

/**
 * fair_erase_file_mentions:
 * @self: a file, cleaned
 * @ops: the operations
 * @people: who was erased
 *
 * Returns: whether some line gives the address, phone number or name of one of them; TRUE too if the file cannot be read
 */
gboolean
fair_erase_file_mentions (const FairEraseFile *self,
                          const FairFileOps   *ops,
                          const FairEraseSet  *people)
{
  const FairMentionKind kinds = FAIR_MENTION_CLEAR & ~FAIR_MENTION_ID;
  g_autoptr (FairJournalReader) reader = open_file (self, ops, NULL);
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;
  FairRawLine line;

  if (reader == NULL)
    return errno != ENOENT;
  while (!found && fair_journal_reader_next (reader, &line, &error))
    found = line.text != NULL && fair_erase_set_mentions (people, kinds, line.text, line.length);
  return found || error != NULL;
}

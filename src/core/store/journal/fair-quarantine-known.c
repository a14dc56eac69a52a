/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which bytes a quarantine's file holds already, remembered as long as nobody else writes to it.
 *
 * Bytes are told by their checksum, wherever they were: a rewrite of the journal moves its lines, and says nothing new.
 * What takes several entries is told by all of them together.
 */
#include "config.h"

#include "store/journal/fair-quarantine-known.h"

#include "base/fair-json.h"
#include "store/journal/fair-journal-reader.h"
#include "store/journal/fair-store-error.h"
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _FairQuarantineKnown
{
  GHashTable *prints; /* of gint64 */
  struct stat status; /* of the file that they are of */
  goffset end;        /* of what was read of it; 0 if nothing is known */
};

/* The entries of one line, as long as they follow each other. */
typedef struct
{
  GChecksum *checksum;
  goffset next; /* where the next one has to begin in the journal; -1 if there is none */
} Chain;

/**
 * fair_quarantine_known_new:
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): nothing is known yet
 */
FairQuarantineKnown *
fair_quarantine_known_new (void)
{
  FairQuarantineKnown *self = g_new0 (FairQuarantineKnown, 1);

  self->prints = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * fair_quarantine_known_free:
 * @self: (transfer full): what is known
 */
void
fair_quarantine_known_free (FairQuarantineKnown *self)
{
  g_hash_table_unref (self->prints);
  g_free (self);
}

/**
 * fair_quarantine_known_forget:
 * @self: what is known; nothing is, afterwards
 */
void
fair_quarantine_known_forget (FairQuarantineKnown *self)
{
  g_hash_table_remove_all (self->prints);
  self->end = 0;
}

/* The first 64 bits of a SHA-256. */
static gint64
get_print (GChecksum *checksum)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  gint64 print;

  g_checksum_get_digest (checksum, digest, &length);
  memcpy (&print, digest, sizeof print);
  return print;
}

/**
 * fair_quarantine_known_contains:
 * @self: what is known
 * @checksum: a SHA-256 of all bytes of a line; it is closed
 *
 * Returns: whether the file has these bytes
 */
gboolean
fair_quarantine_known_contains (FairQuarantineKnown *self,
                                GChecksum           *checksum)
{
  gint64 print = get_print (checksum);

  return g_hash_table_contains (self->prints, &print);
}

/**
 * fair_quarantine_known_add:
 * @self: what is known
 * @checksum: a SHA-256 of all bytes of a line that the file has now; it is closed
 */
void
fair_quarantine_known_add (FairQuarantineKnown *self,
                           GChecksum           *checksum)
{
  gint64 print = get_print (checksum);

  g_hash_table_add (self->prints, g_memdup2 (&print, sizeof print));
}

static void
finish_chain (FairQuarantineKnown *self,
              Chain               *chain)
{
  if (chain->checksum != NULL)
    fair_quarantine_known_add (self, chain->checksum);
  g_clear_pointer (&chain->checksum, g_checksum_free);
  chain->next = -1;
}

static void
take_bytes (FairQuarantineKnown *self,
            Chain               *chain,
            goffset              offset,
            const guchar        *bytes,
            gsize                length)
{
  if (offset != chain->next)
    finish_chain (self, chain);
  if (chain->checksum == NULL)
    chain->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (chain->checksum, bytes, (gssize) length);
  chain->next = length == FAIR_QUARANTINE_PIECE_SIZE ? offset + (goffset) length : -1;
}

/* Takes in an entry; a line that is none (torn by a crash, say) is passed over. */
static void
take_entry (FairQuarantineKnown *self,
            Chain               *chain,
            const FairRawLine   *line)
{
  g_autoptr (yyjson_doc) doc = line->text == NULL ? NULL : fair_json_read_line (line->text, line->length, NULL, NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);
  yyjson_val *offset = yyjson_obj_get (root, "offset");
  const char *base64 = yyjson_get_str (yyjson_obj_get (root, "bytes"));
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (base64 == NULL || !yyjson_is_int (offset))
    return;
  bytes = g_base64_decode (base64, &length);
  take_bytes (self, chain, yyjson_get_sint (offset), bytes, length);
}

static gboolean
read_entries (FairQuarantineKnown *self,
              FairJournalReader   *reader,
              GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  Chain chain = { NULL, -1 };
  FairRawLine line;

  while (fair_journal_reader_next (reader, &line, &local_error))
    take_entry (self, &chain, &line);
  finish_chain (self, &chain);
  if (local_error == NULL)
    return TRUE;
  fair_quarantine_known_forget (self);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_same_file (const struct stat *a,
              const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* It grows at its end only; whoever takes something out of it makes a new file. */
static gboolean
still_holds (const FairQuarantineKnown *self,
             const struct stat         *status,
             goffset                    end)
{
  if (self->end == 0 || !is_same_file (&self->status, status))
    return FALSE;
  return end > self->end || (end == self->end && status->st_mtim.tv_sec == self->status.st_mtim.tv_sec &&
                             status->st_mtim.tv_nsec == self->status.st_mtim.tv_nsec);
}

/**
 * fair_quarantine_known_update:
 * @self: what is known
 * @ops: the operations
 * @path: the quarantine's file
 * @status: what it is now
 * @end: how much of it counts, in bytes
 * @error: %FAIR_STORE_ERROR: why it cannot be read
 *
 * Takes in what others have written since fair_quarantine_known_confirm(); all of the file, if it is another one.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_quarantine_known_update (FairQuarantineKnown *self,
                              const FairFileOps   *ops,
                              const char          *path,
                              const struct stat   *status,
                              goffset              end,
                              GError             **error)
{
  g_autoptr (FairJournalReader) reader = NULL;
  struct stat opened;
  int fd;

  if (!still_holds (self, status, end))
    fair_quarantine_known_forget (self);
  if (self->end == end)
    return TRUE;
  fd = fair_file_ops_open_regular (ops, path, O_RDONLY, 0, &opened);
  if (fd < 0)
    {
      fair_store_error_set (error, path, _("What could not be read could not be set aside"));
      return FALSE;
    }
  reader = fair_journal_reader_new (ops, fd, end, path);
  fair_journal_reader_start_at (reader, self->end);
  return read_entries (self, reader, error);
}

/**
 * fair_quarantine_known_confirm:
 * @self: what is known, with fair_quarantine_known_add() of everything that was written meanwhile
 * @status: what the file is now, all of whose lines are whole
 *
 * From here on the next update goes on.
 */
void
fair_quarantine_known_confirm (FairQuarantineKnown *self,
                               const struct stat   *status)
{
  self->status = *status;
  self->end = status->st_size;
}

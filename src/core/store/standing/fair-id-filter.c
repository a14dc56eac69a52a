/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Remembers in a fixed amount of memory which ids were met, and is sometimes wrong in saying that one was.
 *
 * A Bloom filter (B. Bloom, 1970), in blocks: the bits of an id lie in one line of the processor's cache, so that a
 * look costs one miss.
 */
#include "config.h"

#include "store/standing/fair-id-filter.h"
#include <string.h>

/* A bit for each byte of the journal, within limits. 2^27 bits are 16 MiB: of a million people about one meets chance
 * neighbours there. */
#define MIN_BITS 16
#define MAX_BITS 27
#define BITS_PER_ID 4
/* A block of 2^9 bits */
#define BLOCK_SHIFT 9
#define BLOCK_WORDS ((1 << BLOCK_SHIFT) / 64)
#define BLOCK_BYTES (BLOCK_WORDS * sizeof (guint64))

struct _FairIdFilter
{
  guint64 *blocks;
  guint hash_shift; /* what is left of a hash is the number of a block */
};

/* An id is random already: mixing its bytes is enough, and ids chosen to collide cost memory only. */
static guint64
hash_id (const char *id)
{
  guint64 hash = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  gsize length = strlen (id);

  for (gsize i = 0; i < length; i += sizeof (guint64))
    {
      guint64 part = 0;

      memcpy (&part, id + i, MIN (sizeof part, length - i));
      hash = (hash ^ part) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
    }
  return hash;
}

/**
 * fair_id_hash:
 * @id: (type utf8): an id
 *
 * Returns: a #GHashFunc's answer, several times as quick as g_str_hash()
 */
guint
fair_id_hash (gconstpointer id)
{
  return (guint) hash_id (id);
}

/**
 * fair_id_filter_new:
 * @journal_size: in bytes; how many ids to expect
 *
 * Returns: (transfer full): a filter that has met no id
 */
FairIdFilter *
fair_id_filter_new (gsize journal_size)
{
  FairIdFilter *self = g_new (FairIdFilter, 1);
  guint bits = CLAMP (g_bit_storage (journal_size), MIN_BITS, MAX_BITS);

  self->blocks = g_aligned_alloc0 ((gsize) 1 << (bits - BLOCK_SHIFT), BLOCK_BYTES, BLOCK_BYTES);
  self->hash_shift = 64 - (bits - BLOCK_SHIFT);
  return self;
}

/**
 * fair_id_filter_free:
 * @self: (transfer full): a filter
 */
void
fair_id_filter_free (FairIdFilter *self)
{
  g_aligned_free (self->blocks);
  g_free (self);
}

static guint64 *
get_block (const FairIdFilter *self,
           guint64             hash)
{
  return self->blocks + (hash >> self->hash_shift) * BLOCK_WORDS;
}

/**
 * fair_id_filter_prefetch:
 * @self: a filter
 * @id: an id that will be added soon
 *
 * Asks for the memory that the id needs, so that it is there when the id is added.
 */
void
fair_id_filter_prefetch (const FairIdFilter *self,
                         const char         *id)
{
  __builtin_prefetch (get_block (self, hash_id (id)), 1);
}

/**
 * fair_id_filter_add:
 * @self: a filter
 * @id: an id
 *
 * Returns: whether it was met before; if it was, always TRUE
 */
gboolean
fair_id_filter_add (FairIdFilter *self,
                    const char   *id)
{
  guint64 hash = hash_id (id);
  guint64 *block = get_block (self, hash);
  gboolean was_met = TRUE;

  for (guint i = 0; i < BITS_PER_ID; i++, hash >>= BLOCK_SHIFT)
    {
      guint64 *word = &block[(hash >> 6) % BLOCK_WORDS];
      guint64 bit = G_GUINT64_CONSTANT (1) << (hash & 63);

      was_met = was_met && (*word & bit) != 0;
      *word |= bit;
    }
  return was_met;
}

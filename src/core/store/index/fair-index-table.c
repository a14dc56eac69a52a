/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the row of a person by their key: a hash table of row numbers, four bytes each. */
#include "store/index/fair-index-private.h"

#include <string.h>

#define FIRST_BITS 8
/* Full enough to grow: three quarters. */
#define IS_FULL(table) ((table)->n_used >= (3u << (table)->bits) / 4)

/**
 * fair_index_table_init:
 * @self: what to initialize
 */
void
fair_index_table_init (FairIndexTable *self)
{
  self->bits = FIRST_BITS;
  self->slots = g_new0 (guint32, (gsize) 1 << self->bits);
  self->n_used = 0;
  /* so that ids cannot be chosen to collide */
  self->seed = (guint64) g_random_int () << 32 | g_random_int ();
}

/**
 * fair_index_table_clear:
 * @self: a table
 */
void
fair_index_table_clear (FairIndexTable *self)
{
  g_clear_pointer (&self->slots, g_free);
}

/* Two rounds of multiplying and folding, keyed. */
static gsize
hash_key (const FairIndexTable *self,
          const guint8         *key)
{
  guint64 parts[2];
  guint64 hash;

  G_STATIC_ASSERT (sizeof parts == FAIR_INDEX_KEY_SIZE);
  memcpy (parts, key, sizeof parts);
  hash = (parts[0] ^ self->seed) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash ^= hash >> 32;
  hash = (hash ^ parts[1]) * (self->seed | 1);
  hash ^= hash >> 29;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return (gsize) (hash >> (64 - self->bits));
}

/**
 * fair_index_table_find:
 * @self: a table
 * @pages: the rows that it speaks of
 * @key: a key
 *
 * Returns: (transfer none): where the row of @key is (its number + 1), or a free slot for it; valid until the next change
 */
guint32 *
fair_index_table_find (FairIndexTable      *self,
                       FairIndexRow *const *pages,
                       const guint8        *key)
{
  gsize mask = ((gsize) 1 << self->bits) - 1;
  gsize i = hash_key (self, key);

  while (self->slots[i] != 0 &&
         memcmp (fair_index_page_row (pages, self->slots[i] - 1)->key, key, FAIR_INDEX_KEY_SIZE) != 0)
    i = (i + 1) & mask;
  return &self->slots[i];
}

/**
 * fair_index_table_prefetch:
 * @self: a table
 * @key: a key that will be looked for soon
 *
 * Asks the processor to fetch what will be needed: most of the time of a look-up is waiting for memory.
 */
void
fair_index_table_prefetch (const FairIndexTable *self,
                           const guint8         *key)
{
  __builtin_prefetch (&self->slots[hash_key (self, key)]);
}

static void
grow (FairIndexTable      *self,
      FairIndexRow *const *pages)
{
  g_autofree guint32 *old_slots = self->slots;
  gsize old_size = (gsize) 1 << self->bits;

  self->bits++;
  self->slots = g_new0 (guint32, (gsize) 1 << self->bits);
  for (gsize i = 0; i < old_size; i++)
    {
      if (old_slots[i] != 0)
        *fair_index_table_find (self, pages, fair_index_page_row (pages, old_slots[i] - 1)->key) = old_slots[i];
    }
}

/**
 * fair_index_table_set:
 * @self: a table
 * @slot: from fair_index_table_find() for the key of @row
 * @pages: the rows that it speaks of, @row among them
 * @row: the number of the row that the key is to lead to
 */
void
fair_index_table_set (FairIndexTable      *self,
                      guint32             *slot,
                      FairIndexRow *const *pages,
                      guint32              row)
{
  gboolean is_new = *slot == 0;

  *slot = row + 1;
  self->n_used += is_new;
  if (is_new && IS_FULL (self))
    grow (self, pages);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts that many records have in common (schools, fairs, laptops), each kept once and known by its number. */
#include "store/index/fair-index-names.h"

struct _FairIndexNames
{
  gatomicrefcount references;
  GMutex mutex;        /* guards what follows; a text once kept stays where it is */
  GPtrArray *texts;    /* of char, by number */
  GHashTable *numbers; /* number + 1 by text */
};

/**
 * fair_index_names_new:
 *
 * Threading: the names may be used from any thread.
 *
 * Returns: (transfer full): names, of which number 0 is the empty text
 */
FairIndexNames *
fair_index_names_new (void)
{
  FairIndexNames *self = g_new0 (FairIndexNames, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  fair_index_names_intern (self, "");
  return self;
}

/**
 * fair_index_names_ref:
 * @self: names
 *
 * Returns: (transfer full): @self
 */
FairIndexNames *
fair_index_names_ref (FairIndexNames *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * fair_index_names_unref:
 * @self: (transfer full): names
 */
void
fair_index_names_unref (FairIndexNames *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->texts);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * fair_index_names_intern:
 * @self: names
 * @text: a text
 *
 * Returns: the number of @text, which is kept if it was not
 */
guint32
fair_index_names_intern (FairIndexNames *self,
                         const char     *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text));
  char *copy;

  if (number > 0)
    return number - 1;
  copy = g_strdup (text);
  g_ptr_array_add (self->texts, copy);
  g_hash_table_insert (self->numbers, copy, GUINT_TO_POINTER (self->texts->len));
  return self->texts->len - 1;
}

/**
 * fair_index_names_find:
 * @self: names
 * @text: a text
 * @number: (out): its number
 *
 * Returns: whether @text is among the names
 */
gboolean
fair_index_names_find (FairIndexNames *self,
                       const char     *text,
                       guint32        *number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text));

  *number = found - 1;
  return found > 0;
}

/**
 * fair_index_names_get:
 * @self: names
 * @number: the number of one
 *
 * Returns: (transfer none): the text, valid as long as @self
 */
const char *
fair_index_names_get (FairIndexNames *self,
                      guint32         number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_ptr_array_index (self->texts, number);
}

/**
 * fair_index_names_list:
 * @self: names
 * @n_names: (out): how many there are now
 *
 * Returns: (transfer container) (array length=n_names): the texts by number, valid as long as @self
 */
const char **
fair_index_names_list (FairIndexNames *self,
                       guint32        *n_names)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *n_names = self->texts->len;
  return g_memdup2 (self->texts->pdata, self->texts->len * sizeof (char *));
}

/**
 * fair_index_name_cache_init:
 * @self: what to initialize
 * @names: the names that it stands before; they must outlive it
 */
void
fair_index_name_cache_init (FairIndexNameCache *self,
                            FairIndexNames     *names)
{
  self->names = names;
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * fair_index_name_cache_clear:
 * @self: a cache
 */
void
fair_index_name_cache_clear (FairIndexNameCache *self)
{
  g_clear_pointer (&self->known, g_hash_table_unref);
}

/**
 * fair_index_name_cache_intern:
 * @self: a cache
 * @text: a text
 *
 * Does what fair_index_names_intern() does. Threading: one thread at a time.
 *
 * Returns: the number of @text
 */
guint32
fair_index_name_cache_intern (FairIndexNameCache *self,
                              const char         *text)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->known, text));

  if (number == 0)
    {
      number = fair_index_names_intern (self->names, text) + 1;
      g_hash_table_insert (self->known, (char *) fair_index_names_get (self->names, number - 1), GUINT_TO_POINTER (number));
    }
  return number - 1;
}

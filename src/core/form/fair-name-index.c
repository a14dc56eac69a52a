/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of many things by their words: which words they are, and who has them. */
#include "config.h"
#include "form/fair-name-index-private.h"

#include "base/fair-text.h"
#include <string.h>

static void
clear_word (gpointer data)
{
  g_free (((FairNameWord *) data)->text);
}

/**
 * fair_name_index_new:
 *
 * Returns: (transfer full): an index without names
 */
FairNameIndex *
fair_name_index_new (void)
{
  FairNameIndex *self = g_new0 (FairNameIndex, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (FairNameWord));
  g_array_set_clear_func (self->words, clear_word);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_array_new (FALSE, FALSE, sizeof (FairName));
  self->spelled = g_array_new (FALSE, FALSE, sizeof (guint));
  self->whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * fair_name_index_free:
 * @self: (transfer full): an index
 */
void
fair_name_index_free (FairNameIndex *self)
{
  g_hash_table_unref (self->whole);
  g_array_unref (self->spelled);
  g_array_unref (self->names);
  g_hash_table_unref (self->ids);
  g_array_unref (self->words);
  g_free (self);
}

/* "SOM" is School of Medicine, as most are. */
static gboolean
is_small_word (const char *word)
{
  static const char *const small[] = { "of", "at", "in", "the", "and", "for", "de", "del", "la", "le", "les", "des", "du", "di",
                                       "da", "do", "dos", "das", "y", "e", "et", "und", "der", "fur", "som", NULL };

  return g_strv_contains (small, word);
}

/** A word in full, where what was typed is no beginning of it. */
const char *
fair_name_index_spell_out (const char *word)
{
  static const char *const pairs[][2] = {
    { "st", "saint" }, { "ste", "saint" }, { "sainte", "saint" }, { "mt", "mount" }, { "ft", "fort" },
    { "intl", "international" }, { "natl", "national" }, { "dept", "department" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_equal (word, pairs[i][0]))
      return pairs[i][1];
  return word;
}

static void
append_word (GPtrArray  *words,
             const char *word,
             gboolean   *after_initial)
{
  gboolean is_initial = g_utf8_strlen (word, -1) == 1 && g_ascii_isalpha (*word);

  if (is_initial && *after_initial)
    {
      char **last = (char **) &words->pdata[words->len - 1];
      char *longer = g_strconcat (*last, word, NULL);

      g_free (*last);
      *last = longer;
    }
  else
    g_ptr_array_add (words, g_strdup (word));
  *after_initial = is_initial;
}

/** The words of a name, folded; without "of" and the like, unless that is all there is; and with initials in one, so that
 * "A & M" is "A&M". */
GPtrArray *
fair_name_index_split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) all = fair_text_fold_words (text);
  gboolean after_initial = FALSE;

  for (guint i = 0; all[i] != NULL; i++)
    if (!is_small_word (all[i]))
      append_word (words, all[i], &after_initial);
  for (guint i = 0; words->len == 0 && all[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (all[i]));
  return words;
}

/** The words in their order: "Washington University" is not the University of Washington. */
char *
fair_name_index_make_key (GPtrArray *words)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (key, "%s ", fair_name_index_spell_out (words->pdata[i]));
  return g_string_free_and_steal (key);
}

static guint
intern (FairNameIndex *self,
        const char    *text)
{
  gpointer id;
  FairNameWord word = { NULL, 0, G_MAXUINT };

  if (g_hash_table_lookup_extended (self->ids, text, NULL, &id))
    return GPOINTER_TO_UINT (id);
  word.text = g_strdup (text);
  g_hash_table_insert (self->ids, word.text, GUINT_TO_POINTER (self->words->len));
  g_array_append_val (self->words, word);
  return self->words->len - 1;
}

static void
add_word (FairNameIndex *self,
          guint          thing,
          const char    *text)
{
  guint id = intern (self, fair_name_index_spell_out (text));
  FairNameWord *word = &g_array_index (self->words, FairNameWord, id);

  if (word->last != thing)
    word->n_things++;
  word->last = thing;
  g_array_append_val (self->spelled, id);
}

/**
 * fair_name_index_add:
 * @self: an index
 * @thing: the thing, by number: 0 first, and then the same or the next
 * @name: one of its names
 */
void
fair_name_index_add (FairNameIndex *self,
                     guint          thing,
                     const char    *name)
{
  g_autoptr (GPtrArray) words = fair_name_index_split (name);
  g_autofree char *key = fair_name_index_make_key (words);
  FairName entry = { thing, self->spelled->len, words->len };
  gpointer known;

  for (guint i = 0; i < words->len; i++)
    add_word (self, thing, words->pdata[i]);
  g_array_append_val (self->names, entry);
  self->n_things = thing + 1;
  if (!g_hash_table_lookup_extended (self->whole, key, NULL, &known))
    known = GUINT_TO_POINTER (thing + 1);
  g_hash_table_insert (self->whole, g_steal_pointer (&key),
                       GPOINTER_TO_UINT (known) == thing + 1 ? known : GUINT_TO_POINTER (0));
}

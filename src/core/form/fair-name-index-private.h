/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an index of names is made of, for the files that fill it and search it. */
#pragma once

#include "form/fair-name-index.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;
  guint n_things; /* how many have it in their names */
  guint last;     /* the last of them */
} FairNameWord;

typedef struct
{
  guint thing;
  guint first; /* in #FairNameIndex.spelled */
  guint n_words;
} FairName;

struct _FairNameIndex
{
  GArray *words;     /* of FairNameWord, each once */
  GHashTable *ids;   /* of a word's place in @words, by its text */
  GArray *names;     /* of FairName */
  GArray *spelled;   /* of guint: places in @words, name after name */
  GHashTable *whole; /* of a thing plus 1, or 0 where it is several, by the words of a name */
  guint n_things;
};

const char *fair_name_index_spell_out (const char *word);
GPtrArray  *fair_name_index_split (const char *text);
char       *fair_name_index_make_key (GPtrArray *words);

G_END_DECLS

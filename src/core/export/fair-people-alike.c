/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody of many has been there already, by a few texts of theirs, in little memory: at most 14 bytes a person. */
#include "export/fair-people-alike.h"

#include "base/fair-text.h"

/* FNV-1a with 64 bits (Fowler, Noll and Vo). Among a million people one pair in 37 million millions is taken for another. */
#define BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* A table is full when seven of eight places are taken, and the next one has half as many again. While it is filled both are there: so
 * there are many small ones. */
#define N_TABLES 64
#define LEAST_PLACES 64
#define FULL(n_places) ((n_places) / 8 * 7)

typedef struct
{
  guint64 *numbers; /* by what remains of each, or behind it; 0 for a place that nobody has */
  gsize n_places;
  gsize n_people;
} Table;

struct _FairPeopleAlike
{
  Table tables[N_TABLES];
  GString *folded; /* the texts of the person at hand, each with a zero behind it */
  guint n_texts;
};

static guint64 *
find_place (const Table *self,
            guint64      number)
{
  gsize i = number / N_TABLES % self->n_places;

  while (self->numbers[i] != 0 && self->numbers[i] != number)
    i = i + 1 < self->n_places ? i + 1 : 0;
  return &self->numbers[i];
}

static void
grow (Table *self)
{
  Table grown = { .n_places = self->n_places + self->n_places / 2, .n_people = self->n_people };

  grown.numbers = g_new0 (guint64, grown.n_places);
  for (gsize i = 0; i < self->n_places; i++)
    if (self->numbers[i] != 0)
      *find_place (&grown, self->numbers[i]) = self->numbers[i];
  g_free (self->numbers);
  *self = grown;
}

/** Returns: (transfer full): nobody yet */
FairPeopleAlike *
fair_people_alike_new (void)
{
  FairPeopleAlike *self = g_new0 (FairPeopleAlike, 1);

  for (gsize i = 0; i < N_TABLES; i++)
    self->tables[i] = (Table) { .numbers = g_new0 (guint64, LEAST_PLACES), .n_places = LEAST_PLACES };
  self->folded = g_string_new (NULL);
  return self;
}

/** Frees what fair_people_alike_new() returned. */
void
fair_people_alike_free (FairPeopleAlike *self)
{
  for (gsize i = 0; i < N_TABLES; i++)
    g_free (self->tables[i].numbers);
  g_string_free (self->folded, TRUE);
  g_free (self);
}

/** Begins a person. */
void
fair_people_alike_begin (FairPeopleAlike *self)
{
  g_string_truncate (self->folded, 0);
  self->n_texts = 0;
}

/** Takes one of a person's texts: UTF-8, @length bytes; case, marks and blanks around it make no difference. */
void
fair_people_alike_take (FairPeopleAlike *self,
                        const char      *text,
                        gsize            length)
{
  fair_text_fold_into (self->folded, text, length);
  g_string_append_c (self->folded, '\0');
  self->n_texts++;
}

/** Ends a person. Returns: whether one with the same texts was there before; one without any text is like nobody */
gboolean
fair_people_alike_end (FairPeopleAlike *self)
{
  guint64 number = BASIS, *place;
  Table *table;

  if (self->folded->len == self->n_texts)
    return FALSE;
  for (gsize i = 0; i < self->folded->len; i++)
    number = (number ^ (guchar) self->folded->str[i]) * PRIME;
  number = MAX (number, 1);
  table = &self->tables[number % N_TABLES];
  place = find_place (table, number);
  if (*place == number)
    return TRUE;
  *place = number;
  if (++table->n_people == FULL (table->n_places))
    grow (table);
  return FALSE;
}

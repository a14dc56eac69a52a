/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody of many has been there already, by a few texts of theirs, in little memory: at most 24 bytes a person. */
#include "export/fair-people-alike.h"

#include "base/fair-text.h"

/* FNV-1a with 64 bits (Fowler, Noll and Vo). Among a million people one pair in 37 million millions is taken for another. */
#define BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* A table is full when seven of eight places are taken, and the next one has half as many again: while it is filled both are there. */
#define LEAST_PLACES 1024
#define FULL(n_places) ((n_places) / 8 * 7)

struct _FairPeopleAlike
{
  guint64 *numbers; /* by what remains of each, or behind it; 0 for a place that nobody has */
  gsize n_places;
  gsize n_people;
  GString *folded; /* the texts of the person at hand, each with a zero behind it */
  guint n_texts;
};

static guint64 *
find_place (guint64 *numbers,
            gsize    n_places,
            guint64  number)
{
  gsize i = number % n_places;

  while (numbers[i] != 0 && numbers[i] != number)
    i = i + 1 < n_places ? i + 1 : 0;
  return &numbers[i];
}

static void
grow (FairPeopleAlike *self)
{
  gsize n_places = self->n_places + self->n_places / 2;
  guint64 *numbers = g_new0 (guint64, n_places);

  for (gsize i = 0; i < self->n_places; i++)
    if (self->numbers[i] != 0)
      *find_place (numbers, n_places, self->numbers[i]) = self->numbers[i];
  g_free (self->numbers);
  self->numbers = numbers;
  self->n_places = n_places;
}

/** Returns: (transfer full): nobody yet */
FairPeopleAlike *
fair_people_alike_new (void)
{
  FairPeopleAlike *self = g_new0 (FairPeopleAlike, 1);

  self->n_places = LEAST_PLACES;
  self->numbers = g_new0 (guint64, self->n_places);
  self->folded = g_string_new (NULL);
  return self;
}

/** Frees what fair_people_alike_new() returned. */
void
fair_people_alike_free (FairPeopleAlike *self)
{
  g_free (self->numbers);
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

  if (self->folded->len == self->n_texts)
    return FALSE;
  for (gsize i = 0; i < self->folded->len; i++)
    number = (number ^ (guchar) self->folded->str[i]) * PRIME;
  number = MAX (number, 1);
  place = find_place (self->numbers, self->n_places, number);
  if (*place == number)
    return TRUE;
  *place = number;
  if (++self->n_people == FULL (self->n_places))
    grow (self);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody of many has been there already, by a few texts of theirs, in little memory: at most 36 bytes a person. */
#include "export/fair-people-alike.h"

#include "base/fair-text.h"

/* FNV-1a with 64 bits (Fowler, Noll and Vo). Among a million people one pair in 37 million millions is taken for another. */
#define BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define PRIME G_GUINT64_CONSTANT (0x100000001b3)

struct _FairPeopleAlike
{
  GHashTable *seen; /* numbers in the place of pointers */
  GString *folded;  /* the texts of the person at hand, each with a zero behind it */
  guint n_texts;
};

G_STATIC_ASSERT (sizeof (gpointer) == sizeof (guint64));

static guint
hash_number (gconstpointer number)
{
  guint64 bits = (guint64) (gsize) number;

  return (guint) (bits ^ (bits >> 32));
}

/** Returns: (transfer full): nobody yet */
FairPeopleAlike *
fair_people_alike_new (void)
{
  FairPeopleAlike *self = g_new0 (FairPeopleAlike, 1);

  self->seen = g_hash_table_new (hash_number, NULL);
  self->folded = g_string_new (NULL);
  return self;
}

/** Frees what fair_people_alike_new() returned. */
void
fair_people_alike_free (FairPeopleAlike *self)
{
  g_hash_table_unref (self->seen);
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
  guint64 number = BASIS;

  if (self->folded->len == self->n_texts)
    return FALSE;
  for (gsize i = 0; i < self->folded->len; i++)
    number = (number ^ (guchar) self->folded->str[i]) * PRIME;
  return !g_hash_table_add (self->seen, (gpointer) (gsize) number);
}

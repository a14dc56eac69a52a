/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers of people, found in any text however they are written there. */
#include "store/erase/fair-phone-table.h"

#include <string.h>

/* What is shorter is no phone number, and what is longer neither, in digits; and how many at the end must be the same. */
#define MIN_PHONE 7
#define MAX_PHONE 20
#define SAME_PHONE 9

typedef struct
{
  char digits[MAX_PHONE + 1];
  gconstpointer person;
} Phone;

struct _FairPhoneTable
{
  GHashTable *phones; /* of GArray of Phone, by their last digits */
};

/**
 * fair_phone_table_new:
 *
 * Returns: (transfer full): no number yet
 */
FairPhoneTable *
fair_phone_table_new (void)
{
  FairPhoneTable *self = g_new (FairPhoneTable, 1);

  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * fair_phone_table_free:
 * @self: (transfer full): numbers
 */
void
fair_phone_table_free (FairPhoneTable *self)
{
  g_hash_table_unref (self->phones);
  g_free (self);
}

/* Only digits, as many as there is room for. */
static gsize
collect_digits (const char *text,
                char       *digits)
{
  gsize n = 0;

  for (; *text != '\0' && n <= MAX_PHONE; text++)
    if (g_ascii_isdigit (*text) && n++ < MAX_PHONE)
      digits[n - 1] = *text;
  digits[MIN (n, MAX_PHONE)] = '\0';
  return n;
}

/**
 * fair_phone_table_add:
 * @self: numbers
 * @person: whose it is; for fair_phone_table_is_in()
 * @number: a number as it was typed; what is too short or too long for one is left out
 */
void
fair_phone_table_add (FairPhoneTable *self,
                      gconstpointer   person,
                      const char     *number)
{
  Phone phone = { .person = person };
  gsize n = collect_digits (number, phone.digits);
  const char *last = phone.digits + n - MIN (n, MIN_PHONE);
  GArray *same;

  if (n < MIN_PHONE || n > MAX_PHONE)
    return;
  same = g_hash_table_lookup (self->phones, last);
  if (same == NULL)
    {
      same = g_array_new (FALSE, FALSE, sizeof (Phone));
      g_hash_table_insert (self->phones, g_strdup (last), same);
    }
  g_array_append_val (same, phone);
}

/* With or without the country's code in front: what both have must be the same. */
static gboolean
is_phone (const FairPhoneTable *self,
          const char           *digits,
          gsize                 n,
          FairPhoneFunc         func,
          gconstpointer         user_data)
{
  const GArray *same = g_hash_table_lookup (self->phones, digits + n - MIN_PHONE);

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const Phone *phone = &g_array_index (same, Phone, i);
      gsize length = strlen (phone->digits);
      gsize shorter = MIN (n, length);

      if ((n == length || shorter >= SAME_PHONE) &&
          memcmp (digits + n - shorter, phone->digits + length - shorter, shorter) == 0 &&
          func (phone->person, user_data))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_between_digits (char c)
{
  return c != '\0' && strchr (" ()-./", c) != NULL;
}

/**
 * fair_phone_table_is_in:
 * @self: numbers
 * @bytes: a text of whatever kind
 * @length: its length, in bytes
 * @func: (scope call): asked for each number that is found
 * @user_data: for @func
 *
 * Takes digits with what is written between those of one number; where anything else comes, another number begins.
 *
 * Returns: whether one of them is in it, for which @func said so
 */
gboolean
fair_phone_table_is_in (const FairPhoneTable *self,
                        const char           *bytes,
                        gsize                 length,
                        FairPhoneFunc         func,
                        gconstpointer         user_data)
{
  char digits[MAX_PHONE + 1];
  gsize n = 0;

  for (gsize i = 0; g_hash_table_size (self->phones) > 0 && i <= length; i++)
    {
      char c = i < length ? bytes[i] : '\n';

      if (g_ascii_isdigit (c) && n < MAX_PHONE)
        digits[n++] = c;
      else if (!g_ascii_isdigit (c) && !is_between_digits (c))
        {
          digits[n] = '\0';
          if (n >= MIN_PHONE && is_phone (self, digits, n, func, user_data))
            return TRUE;
          n = 0;
        }
    }
  return FALSE;
}

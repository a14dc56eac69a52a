/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a text mentions one of some people: by id, email address, full name or phone number, in whatever case, accents
 * or escapes; or, in what is left of a damaged line, by less.
 *
 * Of however many people: what is looked for is found by its first bytes in a table, so that the time that a text takes
 * depends on its length alone.
 */
#include "store/erase/fair-mention.h"

#include "store/erase/fair-mention-text.h"
#include "store/erase/fair-phone-table.h"
#include <string.h>

/* How many places the table has, and how many bytes the least sign has. */
#define N_PLACES 32768
#define MIN_SIGN 3
/* The two halves of a name belong together if they are this close, in bytes. */
#define NEAR 1024
/* A shorter question may be anybody's, and of a longer one the beginning will do, in bytes. */
#define MIN_QUESTION 16
#define MAX_QUESTION 160
/* A shorter id may be a word. */
#define MIN_TOKEN 20

/* By how many bytes a sign is found: by as many as it has. */
static const gsize start_lengths[] = { 12, 6, MIN_SIGN };

/* The members that tell people apart, as they begin when they are folded. */
static const char *const own_keys[] = { "\"given_name\":\"", "\"family_name\":\"", "\"email\":\"" };

typedef struct
{
  char *id;
  GPtrArray *values[G_N_ELEMENTS (own_keys)]; /* of utf8: folded, and the quote after them */
} Person;

/* A text by which people are known, folded. */
typedef struct
{
  FairMentionKind kind;
  char *text;
  gsize length;
  gsize lead; /* how many bytes come before those by which it is found */
  char *other; /* or NULL: @text alone says nothing, the two near each other do */
  GPtrArray *people; /* of Person, borrowed */
  guint next; /* of the same place, plus 1 */
} Sign;

struct _FairMention
{
  GHashTable *people; /* of Person, by id */
  GPtrArray *signs;
  GHashTable *known; /* the signs once more, by kind and texts */
  FairPhoneTable *phones;
  guint places[N_PLACES];
};

static void
free_sign (gpointer data)
{
  Sign *sign = data;

  g_ptr_array_unref (sign->people);
  g_free (sign->text);
  g_free (sign->other);
  g_free (sign);
}

static void
free_person (gpointer data)
{
  Person *person = data;

  for (gsize i = 0; i < G_N_ELEMENTS (own_keys); i++)
    g_ptr_array_unref (person->values[i]);
  g_free (person->id);
  g_free (person);
}

/* @length: one of start_lengths */
static guint
get_place (const char *text,
           gsize       length)
{
  guint64 start = 0;
  guint32 rest = 0;

  memcpy (&start, text, MIN (length, sizeof start));
  if (length > sizeof start)
    memcpy (&rest, text + sizeof start, length - sizeof start);
  return (guint) ((start ^ (guint64) rest << 29) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 40) % N_PLACES;
}

static gsize
get_start_length (gsize length)
{
  gsize i = 0;

  while (start_lengths[i] > length)
    i++;
  return start_lengths[i];
}

/* Many have the same key: the value is what they are found by. */
static gsize
get_lead (const char *text)
{
  const char *value = *text == '"' ? strstr (text, "\":\"") : NULL;
  gsize lead = value != NULL ? (gsize) (value + strlen ("\":\"") - text) : 0;

  return strlen (text + lead) < MIN_SIGN ? 0 : lead;
}

static Sign *
new_sign (FairMention     *self,
          FairMentionKind  kind,
          const char      *text,
          const char      *other)
{
  gsize lead = get_lead (text);
  guint *place = &self->places[get_place (text + lead, get_start_length (strlen (text + lead)))];
  Sign *sign = g_new (Sign, 1);

  *sign = (Sign) { kind, g_strdup (text), strlen (text), lead, g_strdup (other), g_ptr_array_new (), *place };
  g_ptr_array_add (self->signs, sign);
  *place = self->signs->len;
  return sign;
}

static void
add_sign (FairMention     *self,
          const Person    *person,
          FairMentionKind  kind,
          const char      *text,
          const char      *other)
{
  g_autofree char *known = g_strdup_printf ("%u %s %s", (guint) kind, text, other != NULL ? other : "");
  Sign *sign = g_hash_table_lookup (self->known, known);

  if (strlen (text) < MIN_SIGN)
    return;
  if (sign == NULL)
    {
      sign = new_sign (self, kind, text, other);
      g_hash_table_insert (self->known, g_steal_pointer (&known), sign);
    }
  if (!g_ptr_array_find (sign->people, person, NULL))
    g_ptr_array_add (sign->people, (gpointer) person);
}

/**
 * fair_mention_new:
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): nobody yet
 */
FairMention *
fair_mention_new (void)
{
  FairMention *self = g_new0 (FairMention, 1);

  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_person);
  self->signs = g_ptr_array_new_with_free_func (free_sign);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->phones = fair_phone_table_new ();
  return self;
}

/**
 * fair_mention_free:
 * @self: (transfer full): what to look for
 */
void
fair_mention_free (FairMention *self)
{
  fair_phone_table_free (self->phones);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->signs);
  g_hash_table_unref (self->people);
  g_free (self);
}

static char *
dup_folded_text (const char *text)
{
  GString *folded = fair_mention_text_fold (text, strlen (text));

  /* g_string_free() with FALSE hands its text over */
  return g_strchomp (g_strchug (g_string_free (folded, FALSE)));
}

/**
 * fair_mention_add_person:
 * @self: what to look for
 * @id: a person's id
 *
 * Of this person, the id alone is looked for until more is known.
 */
void
fair_mention_add_person (FairMention *self,
                         const char  *id)
{
  Person *person;
  g_autofree char *folded = dup_folded_text (id);
  g_autofree char *member = g_strdup_printf ("\"id\":\"%s\"", folded);

  if (g_hash_table_contains (self->people, id))
    return;
  person = g_new0 (Person, 1);
  person->id = g_strdup (id);
  for (gsize i = 0; i < G_N_ELEMENTS (own_keys); i++)
    person->values[i] = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->people, person->id, person);
  add_sign (self, person, FAIR_MENTION_ID, strlen (folded) < MIN_TOKEN ? member : folded, NULL);
}

static void
add_emails (FairMention  *self,
            const Person *person,
            yyjson_val   *answers)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (answers);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      const char *text = yyjson_get_str (yyjson_obj_iter_get_val (key));
      g_autofree char *folded = text != NULL && strchr (text, '@') != NULL ? dup_folded_text (text) : NULL;

      if (folded != NULL && strchr (folded, ' ') == NULL)
        add_sign (self, person, FAIR_MENTION_EMAIL, folded, NULL);
    }
}

/* The two names one after the other, as lists and letters have them, or each by itself in the same line of JSON. */
static void
add_full_name (FairMention  *self,
               const Person *person,
               const char   *first,
               const char   *last)
{
  static const char *const between[] = { " ", ", ", ",", ";", "\",\"", "\";\"" };
  g_autofree char *quoted_first = g_strdup_printf ("\"%s\"", first);
  g_autofree char *quoted_last = g_strdup_printf ("\"%s\"", last);

  for (gsize i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_autofree char *western = g_strconcat (first, between[i], last, NULL);
      g_autofree char *eastern = g_strconcat (last, between[i], first, NULL);

      add_sign (self, person, FAIR_MENTION_NAME, western, NULL);
      add_sign (self, person, FAIR_MENTION_NAME, eastern, NULL);
    }
  add_sign (self, person, FAIR_MENTION_NAME, quoted_first, quoted_last);
}

static void
add_member (FairMention  *self,
            const Person *person,
            const char   *key,
            const char   *value,
            const char   *end)
{
  g_autofree char *member = g_strdup_printf ("\"%s\":\"%s%s", key, value, end);

  add_sign (self, person, FAIR_MENTION_FRAGMENT, member, NULL);
}

/* One word may be anybody's, or no name at all: alone it counts only behind its own key. */
static void
add_only_name (FairMention  *self,
               const Person *person,
               const char   *key,
               const char   *name)
{
  if (name == NULL)
    return;
  add_member (self, person, key, name, "\"");
  if (strchr (name, ' ') != NULL)
    add_sign (self, person, FAIR_MENTION_NAME, name, NULL);
}

static char *
dup_folded (yyjson_val *answers,
            const char *field)
{
  const char *text = yyjson_get_str (yyjson_obj_get (answers, field));
  g_autofree char *folded = text != NULL ? dup_folded_text (text) : NULL;

  return folded != NULL && *folded != '\0' ? g_steal_pointer (&folded) : NULL;
}

static void
add_names (FairMention  *self,
           const Person *person,
           yyjson_val   *answers)
{
  g_autofree char *given = dup_folded (answers, "given_name");
  g_autofree char *preferred = dup_folded (answers, "preferred_name");
  g_autofree char *family = dup_folded (answers, "family_name");

  if (given != NULL && family != NULL)
    add_full_name (self, person, given, family);
  if (preferred != NULL && family != NULL)
    add_full_name (self, person, preferred, family);
  if (family != NULL)
    add_member (self, person, "family_name", family, "\"");
  if (given == NULL)
    add_only_name (self, person, "family_name", family);
  if (family == NULL)
    add_only_name (self, person, "given_name", given);
  if (given == NULL || family == NULL)
    add_only_name (self, person, "preferred_name", preferred);
}

static void
add_question (FairMention  *self,
              const Person *person,
              yyjson_val   *answers)
{
  g_autofree char *question = dup_folded (answers, "question");

  if (question == NULL || strlen (question) < MIN_QUESTION)
    return;
  if (strlen (question) > MAX_QUESTION)
    *g_utf8_find_prev_char (question, question + MAX_QUESTION) = '\0';
  add_member (self, person, "question", question, "");
}

/* What the person's own line may say behind each of the keys. */
static void
add_own_values (Person     *person,
                yyjson_val *answers)
{
  static const char *const fields[] = { "given_name", "family_name", "email" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = dup_folded (answers, fields[i]);

      if (value != NULL)
        g_ptr_array_add (person->values[i], g_strconcat (value, "\"", NULL));
    }
}

/**
 * fair_mention_add_answers:
 * @self: what to look for
 * @id: the id of a person who was added
 * @answers: (nullable): what the person answered, at whatever time
 *
 * Takes in the email addresses, the names, the phone number and the question in them.
 */
void
fair_mention_add_answers (FairMention *self,
                          const char  *id,
                          yyjson_val  *answers)
{
  Person *person = g_hash_table_lookup (self->people, id);
  const char *phone = yyjson_get_str (yyjson_obj_get (answers, "phone"));

  g_return_if_fail (person != NULL);

  add_emails (self, person, answers);
  add_names (self, person, answers);
  add_question (self, person, answers);
  if (phone != NULL)
    fair_phone_table_add (self->phones, person, phone);
  add_own_values (person, answers);
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

static gboolean
is_one_of (char        c,
           const char *characters)
{
  return c != '\0' && strchr (characters, c) != NULL;
}

/* Whether what surrounds a place is no part of the same word, or of the same address or id. */
static gboolean
stands_alone (const Sign    *sign,
              const GString *text,
              gsize          start)
{
  gsize end = start + sign->length;
  char before = start > 0 ? text->str[start - 1] : ' ';
  char after = end < text->len ? text->str[end] : ' ';

  if (*sign->text == '"')
    return TRUE;
  if (is_letter (before) || is_letter (after))
    return FALSE;
  if (sign->kind == FAIR_MENTION_NAME)
    return TRUE;
  return !is_one_of (before, "._+-") &&
         !(is_one_of (after, ".-") && end + 1 < text->len && is_letter (text->str[end + 1]));
}

static gboolean
is_near (const Sign    *sign,
         const GString *text,
         gsize          start)
{
  gsize from = start > NEAR ? start - NEAR : 0;
  gsize to = MIN (text->len, start + sign->length + NEAR);

  return memmem (text->str + from, to - from, sign->other, strlen (sign->other)) != NULL;
}

/* A value that the end of the text cuts off may be the person's. */
static gboolean
is_own_value (const GPtrArray *values,
              const char      *value,
              gsize            length)
{
  for (guint i = 0; i < values->len; i++)
    {
      const char *own = g_ptr_array_index (values, i);

      if (memcmp (own, value, MIN (strlen (own), length)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether nothing in the text says that it is about somebody else. */
static gboolean
agrees (const Person  *person,
        const GString *text)
{
  const char *end = text->str + text->len;

  for (gsize i = 0; i < G_N_ELEMENTS (own_keys); i++)
    {
      const char *at = text->str;
      gsize length = strlen (own_keys[i]);

      while ((at = memmem (at, (gsize) (end - at), own_keys[i], length)) != NULL)
        {
          at += length;
          if (!is_own_value (person->values[i], at, (gsize) (end - at)))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
agrees_any (const Sign    *sign,
            const GString *text)
{
  for (guint i = 0; i < sign->people->len; i++)
    if (agrees (g_ptr_array_index (sign->people, i), text))
      return TRUE;
  return FALSE;
}

static gboolean
is_sign_at (const Sign    *sign,
            const GString *text,
            gsize          start)
{
  return sign->length <= text->len - start && memcmp (text->str + start, sign->text, sign->length) == 0 &&
         stands_alone (sign, text, start) && (sign->other == NULL || is_near (sign, text, start)) &&
         (sign->kind != FAIR_MENTION_FRAGMENT || agrees_any (sign, text));
}

static gboolean
has_sign_at (const FairMention *self,
             FairMentionKind    kinds,
             const GString     *text,
             gsize              start,
             gsize              start_length)
{
  for (guint i = self->places[get_place (text->str + start, start_length)]; i > 0;)
    {
      const Sign *sign = g_ptr_array_index (self->signs, i - 1);

      if ((sign->kind & kinds) != 0 && sign->lead <= start && is_sign_at (sign, text, start - sign->lead))
        return TRUE;
      i = sign->next;
    }
  return FALSE;
}

static gboolean
has_sign (const FairMention *self,
          FairMentionKind    kinds,
          const GString     *text)
{
  for (gsize start = 0; start < text->len; start++)
    {
      /* what is within a word does not stand alone, whatever it is */
      if (start > 0 && text->str[start] != '"' && is_letter (text->str[start - 1]))
        continue;
      for (gsize i = 0; i < G_N_ELEMENTS (start_lengths); i++)
        if (start + start_lengths[i] <= text->len && has_sign_at (self, kinds, text, start, start_lengths[i]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
may_be_about (gconstpointer person,
              gconstpointer text)
{
  return agrees (person, text);
}

/**
 * fair_mention_is_in:
 * @self: what to look for
 * @kinds: what counts
 * @bytes: one line of whatever kind of file, damaged or not
 * @length: its length, in bytes
 *
 * Returns: whether the line mentions one of the people
 */
gboolean
fair_mention_is_in (const FairMention *self,
                    FairMentionKind    kinds,
                    const char        *bytes,
                    gsize              length)
{
  GString *text = fair_mention_text_fold (bytes, length);
  gboolean found = has_sign (self, kinds, text) ||
                   ((kinds & FAIR_MENTION_PHONE) != 0 &&
                    fair_phone_table_is_in (self->phones, bytes, length, may_be_about, text));

  g_string_free (text, TRUE);
  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text mentions a person: by id, by email address or by full name, in whatever case, accents or escapes. */
#include "store/fair-mention.h"

#include "base/fair-text.h"
#include <string.h>

/* A text by which the person is known, folded. */
typedef struct
{
  FairMentionKind kind;
  char *text;
  char *other; /* or NULL: @text alone says nothing, the two in one line do */
} Sign;

struct _FairMention
{
  GPtrArray *signs;
};

static void
free_sign (gpointer data)
{
  Sign *sign = data;

  g_free (sign->text);
  g_free (sign->other);
  g_free (sign);
}

static void
add_sign (FairMention     *self,
          FairMentionKind  kind,
          const char      *text,
          const char      *other)
{
  Sign *sign;

  for (guint i = 0; i < self->signs->len; i++)
    {
      sign = g_ptr_array_index (self->signs, i);
      if (sign->kind == kind && g_str_equal (sign->text, text) && g_strcmp0 (sign->other, other) == 0)
        return;
    }
  sign = g_new (Sign, 1);
  *sign = (Sign) { kind, g_strdup (text), g_strdup (other) };
  g_ptr_array_add (self->signs, sign);
}

/**
 * fair_mention_new:
 * @id: a person's id
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): what to look for: the id only, until more is known of the person
 */
FairMention *
fair_mention_new (const char *id)
{
  FairMention *self = g_new (FairMention, 1);
  g_autofree char *folded = fair_text_fold (id);

  self->signs = g_ptr_array_new_with_free_func (free_sign);
  add_sign (self, FAIR_MENTION_ID, folded, NULL);
  return self;
}

/**
 * fair_mention_free:
 * @self: (transfer full): what to look for
 */
void
fair_mention_free (FairMention *self)
{
  g_ptr_array_unref (self->signs);
  g_free (self);
}

static void
add_emails (FairMention *self,
            yyjson_val  *answers)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (answers);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      const char *text = yyjson_get_str (yyjson_obj_iter_get_val (key));
      g_autofree char *folded = text != NULL && strchr (text, '@') != NULL ? fair_text_fold (text) : NULL;

      if (folded != NULL && strchr (folded, ' ') == NULL)
        add_sign (self, FAIR_MENTION_EMAIL, folded, NULL);
    }
}

/* The two names one after the other, as lists and letters have them, or each by itself in the same line of JSON. */
static void
add_full_name (FairMention *self,
               const char  *first,
               const char  *last)
{
  static const char *const between[] = { " ", ", ", ",", ";", "\",\"", "\";\"" };
  g_autofree char *quoted_first = g_strdup_printf ("\"%s\"", first);
  g_autofree char *quoted_last = g_strdup_printf ("\"%s\"", last);

  for (gsize i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_autofree char *western = g_strconcat (first, between[i], last, NULL);
      g_autofree char *eastern = g_strconcat (last, between[i], first, NULL);

      add_sign (self, FAIR_MENTION_NAME, western, NULL);
      add_sign (self, FAIR_MENTION_NAME, eastern, NULL);
    }
  add_sign (self, FAIR_MENTION_NAME, quoted_first, quoted_last);
}

/* One word may be anybody's, or no name at all: alone it counts only where it is all that a value says. */
static void
add_only_name (FairMention *self,
               const char  *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

  add_sign (self, FAIR_MENTION_NAME, strchr (name, ' ') != NULL ? name : quoted, NULL);
}

static char *
dup_folded (yyjson_val *answers,
            const char *field)
{
  const char *text = yyjson_get_str (yyjson_obj_get (answers, field));
  g_autofree char *folded = text != NULL ? fair_text_fold (text) : NULL;

  return folded != NULL && *folded != '\0' ? g_steal_pointer (&folded) : NULL;
}

/**
 * fair_mention_add_answers:
 * @self: what to look for
 * @answers: (nullable): what the person answered, at whatever time
 *
 * Takes in the email addresses and the names in them.
 */
void
fair_mention_add_answers (FairMention *self,
                          yyjson_val  *answers)
{
  g_autofree char *given = dup_folded (answers, "given_name");
  g_autofree char *preferred = dup_folded (answers, "preferred_name");
  g_autofree char *family = dup_folded (answers, "family_name");

  add_emails (self, answers);
  if (given != NULL && family != NULL)
    add_full_name (self, given, family);
  if (preferred != NULL && family != NULL)
    add_full_name (self, preferred, family);
  if (given != NULL && family == NULL)
    add_only_name (self, given);
  if (given == NULL && family != NULL)
    add_only_name (self, family);
}

static int
parse_hex (const char *text,
           gsize       length)
{
  int number = 0;

  if (length < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      number = number << 4 | g_ascii_xdigit_value (text[i]);
    }
  return number;
}

/* \uXXXX, or two of them that make one character (RFC 8259, section 7). Returns how long that is, 0 if it is none. */
static gsize
unescape_unicode (GString    *out,
                  const char *text,
                  gsize       length)
{
  int first = length >= 6 ? parse_hex (text + 2, length - 2) : -1;
  int second = -1;

  if (first < 0)
    return 0;
  if (first >= 0xD800 && first < 0xDC00 && length >= 12 && text[6] == '\\' && text[7] == 'u')
    second = parse_hex (text + 8, length - 8);
  if (second >= 0xDC00 && second < 0xE000)
    {
      g_string_append_unichar (out, (gunichar) (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
      return 12;
    }
  g_string_append_unichar (out, g_unichar_validate ((gunichar) first) ? (gunichar) first : 0xFFFD);
  return 6;
}

/* Returns how long the escape at the beginning of @text is. */
static gsize
unescape_one (GString    *out,
              const char *text,
              gsize       length)
{
  gsize n = length > 1 && text[1] == 'u' ? unescape_unicode (out, text, length) : 0;

  if (n > 0)
    return n;
  if (length < 2)
    {
      g_string_append_c (out, *text);
      return 1;
    }
  g_string_append_c (out, strchr ("bfnrt", text[1]) != NULL ? ' ' : text[1]);
  return 2;
}

/* What the bytes say if they are JSON; a backslash elsewhere does little harm. */
static GString *
unescape (const char *bytes,
          gsize       length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *backslash = memchr (bytes, '\\', (gsize) (end - bytes));
      const char *stop = backslash != NULL ? backslash : end;

      g_string_append_len (out, bytes, (gssize) (stop - bytes));
      bytes = stop;
      if (bytes < end)
        bytes += unescape_one (out, bytes, (gsize) (end - bytes));
    }
  return out;
}

/* As fair_text_fold() does it, for the many lines that need no more. Returns FALSE if there is more to it. */
static gboolean
fold_ascii (GString *text)
{
  gsize n = 0;

  for (gsize i = 0; i < text->len; i++)
    {
      if ((guchar) text->str[i] >= 0x80)
        return FALSE;
    }
  for (gsize i = 0; i < text->len; i++)
    {
      char c = g_ascii_isspace (text->str[i]) || text->str[i] == '\v' ? ' ' : g_ascii_tolower (text->str[i]);

      if (c != ' ' || (n > 0 && text->str[n - 1] != ' '))
        text->str[n++] = c;
    }
  g_string_truncate (text, n);
  return TRUE;
}

static GString *
fold (const char *bytes,
      gsize       length)
{
  GString *text = unescape (bytes, length);
  g_autofree char *valid = NULL;

  if (fold_ascii (text))
    return text;
  valid = g_utf8_make_valid (text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return g_string_new_take (fair_text_fold (valid));
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
  gsize end = start + strlen (sign->text);
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
contains (const GString *text,
          const Sign    *sign)
{
  const char *start = text->str;
  const char *end = text->str + text->len;
  gsize length = strlen (sign->text);
  const char *found;

  while ((found = memmem (start, (gsize) (end - start), sign->text, length)) != NULL)
    {
      if (stands_alone (sign, text, (gsize) (found - text->str)))
        return sign->other == NULL || memmem (text->str, text->len, sign->other, strlen (sign->other)) != NULL;
      start = found + 1;
    }
  return FALSE;
}

/**
 * fair_mention_is_in:
 * @self: what to look for
 * @kinds: what counts
 * @bytes: one line of whatever kind of file, damaged or not
 * @length: its length, in bytes
 *
 * Returns: whether the line mentions the person
 */
gboolean
fair_mention_is_in (const FairMention *self,
                    FairMentionKind    kinds,
                    const char        *bytes,
                    gsize              length)
{
  GString *text = fold (bytes, length);
  gboolean found = FALSE;

  for (guint i = 0; !found && i < self->signs->len; i++)
    {
      const Sign *sign = g_ptr_array_index (self->signs, i);

      found = (sign->kind & kinds) != 0 && contains (text, sign);
    }
  g_string_free (text, TRUE);
  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line that a quarantine keeps, in one entry or in several that continue each other. */
#include "store/erase/fair-erase-entry.h"

#include "store/journal/fair-quarantine-known.h"
#include <string.h>

#define BYTES_KEY "\"bytes\":\""
#define OFFSET_KEY "\"offset\":"
/* What is longer is looked at in pieces. */
#define MAX_BYTES (16 * 1024 * 1024)

/**
 * fair_erase_entry_new:
 *
 * Returns: (transfer full): no entry yet
 */
FairEraseEntry *
fair_erase_entry_new (void)
{
  FairEraseEntry *self = g_new0 (FairEraseEntry, 1);

  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->bytes = g_byte_array_new ();
  return self;
}

/**
 * fair_erase_entry_free:
 * @self: (transfer full): entries
 */
void
fair_erase_entry_free (FairEraseEntry *self)
{
  fair_erase_entry_clear (self);
  g_array_unref (self->numbers);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/**
 * fair_erase_entry_clear:
 * @self: entries, which are forgotten
 */
void
fair_erase_entry_clear (FairEraseEntry *self)
{
  g_array_set_size (self->numbers, 0);
  g_byte_array_set_size (self->bytes, 0);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
}

/**
 * fair_erase_entry_is_empty:
 * @self: entries
 *
 * Returns: whether there is none
 */
gboolean
fair_erase_entry_is_empty (const FairEraseEntry *self)
{
  return self->numbers->len == 0;
}

/* Where the value of a member begins, in a line that may be torn; or NULL. */
static const char *
find_value (const FairRawLine *line,
            const char        *key)
{
  const char *found = memmem (line->text, line->length, key, strlen (key));

  return found != NULL ? found + strlen (key) : NULL;
}

static goffset
get_offset (const FairRawLine *line)
{
  const char *digits = find_value (line, OFFSET_KEY);
  const char *end = line->text + line->length;
  g_autofree char *text = digits != NULL ? g_strndup (digits, (gsize) (end - digits)) : NULL;

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * fair_erase_entry_continues:
 * @self: entries
 * @line: a line that is no journal's
 *
 * Returns: whether it keeps the bytes that follow those of the entries
 */
gboolean
fair_erase_entry_continues (const FairEraseEntry *self,
                            const FairRawLine    *line)
{
  return !fair_erase_entry_is_empty (self) && find_value (line, BYTES_KEY) != NULL &&
         get_offset (line) == self->next && self->bytes->len <= MAX_BYTES;
}

/**
 * fair_erase_entry_take:
 * @self: entries that @line continues, or none
 * @line: a line that is no journal's
 *
 * Takes in an entry of a quarantine, `{"v":1,…,"offset":4711,…,"bytes":"<base64>"}`, whole or torn.
 *
 * Returns: FALSE if it is none
 */
gboolean
fair_erase_entry_take (FairEraseEntry    *self,
                       const FairRawLine *line)
{
  const char *end = line->text + line->length;
  const char *base64 = find_value (line, BYTES_KEY);
  g_autofree char *text = base64 != NULL ? g_strndup (base64, (gsize) (end - base64)) : NULL;
  g_autofree guchar *bytes = NULL;
  gsize length = 0, n;

  if (text == NULL)
    return FALSE;
  n = strcspn (text, "\"");
  if (fair_erase_entry_is_empty (self))
    {
      self->before = g_strndup (line->text, (gsize) (base64 - line->text));
      self->after = g_strdup (text + n);
    }
  text[n] = '\0';
  bytes = g_base64_decode (text, &length);
  g_byte_array_append (self->bytes, bytes, (guint) length);
  g_array_append_val (self->numbers, line->number);
  self->next = get_offset (line) + (goffset) length;
  return TRUE;
}

/**
 * fair_erase_entry_rewrite:
 * @self: entries
 * @bytes: what is to be kept of the bytes
 * @length: how many
 *
 * Returns: (transfer full) (nullable): entries that keep no more than that, each with its newline; NULL for nothing
 */
char *
fair_erase_entry_rewrite (const FairEraseEntry *self,
                          const char           *bytes,
                          gsize                 length)
{
  GString *lines = g_string_new (NULL);

  for (gsize done = 0; done < length; done += FAIR_QUARANTINE_PIECE_SIZE)
    {
      g_autofree char *base64 = g_base64_encode ((const guchar *) bytes + done,
                                                 MIN (length - done, FAIR_QUARANTINE_PIECE_SIZE));

      g_string_append_printf (lines, "%s%s%s\n", self->before, base64, *self->after != '\0' ? self->after : "\"}");
    }
  return g_string_free (lines, length == 0);
}

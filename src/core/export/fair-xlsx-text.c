/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts as spreadsheets take them: in a cell, and as the name of a sheet.
 *
 * libxlsxwriter escapes what XML cannot hold up to U+001F, but for U+0000, which ends its texts. The rest is done here: ECMA-376, part 1,
 * 22.9.2.19. How long both may be is in Microsoft's specifications and limits of Excel.
 */
#include "config.h"

#include "export/fair-xlsx-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_UNITS 32767
#define MAX_NAME_UNITS 31
/* For the note at the end of a text that was cut, in whatever language. */
#define NOTE_UNITS 200
#define ESCAPE_UNITS 7

/* Of most texts one look is enough. */
static gboolean
is_plain (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '_' || text[i] == '\xEF' || text[i] == '\0')
      return FALSE;
  return length <= MAX_UNITS;
}

/* "_x000D_" means a character that XML cannot hold, so what looks like it must not. */
static gboolean
looks_escaped (const char *at,
               const char *end)
{
  if (end - at < ESCAPE_UNITS || at[0] != '_' || at[1] != 'x' || at[6] != '_')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (at[i]))
      return FALSE;
  return TRUE;
}

/* How many of UTF-16's units it has: that is what the limits are in. */
static guint
count_units (gunichar character)
{
  return character > 0xFFFF ? 2 : 1;
}

/* Appends what has room in @max_units, of which one that is escaped here takes as many as it is written with: libxlsxwriter counts so. */
static gboolean
append_escaped (GString    *out,
                const char *text,
                gsize       length,
                gsize       max_units)
{
  const char *end = text + length;
  gsize n_units = 0;

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      gboolean is_escaped = character == 0 || character == 0xFFFE || character == 0xFFFF || looks_escaped (text, end);

      n_units += is_escaped ? ESCAPE_UNITS : count_units (character);
      if (n_units > max_units)
        return FALSE;
      if (is_escaped)
        g_string_append_printf (out, "_x%04X_", character);
      else
        g_string_append_unichar (out, character);
    }
  return TRUE;
}

static gsize
count_all_units (const char *text,
                 gsize       length)
{
  gsize n_units = 0;

  for (const char *end = text + length; text < end; text = g_utf8_next_char (text))
    n_units += count_units (g_utf8_get_char (text));
  return n_units;
}

/**
 * fair_xlsx_text_append:
 * @text: @length bytes of UTF-8, zeros among them maybe
 *
 * Appends a text as libxlsxwriter wants it for a cell. One that no cell can hold says so at its end. Threading: any.
 */
void
fair_xlsx_text_append (GString    *out,
                       const char *text,
                       gsize       length)
{
  gsize start = out->len;

  if (is_plain (text, length))
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }
  if (append_escaped (out, text, length, MAX_UNITS))
    return;
  g_string_truncate (out, start);
  append_escaped (out, text, length, MAX_UNITS - NOTE_UNITS);
  /* Translators: what stands at the end of a cell of a spreadsheet, which holds no longer text. */
  g_string_append_printf (out, _("… [%zu characters in all: export as JSON to have the rest]"), count_all_units (text, length));
}

/* The first @max_units of @text, without what no name may have in it, or at its ends. */
static char *
clean_name (const char *text,
            gsize       max_units)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gsize n_units = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (character < 0x80 && strchr ("[]:*?/\\", (int) character) != NULL)
        character = '-';
      else if (g_unichar_iscntrl (character) || character == 0xFFFE || character == 0xFFFF)
        character = ' ';
      if (name->len == 0 && (character == ' ' || character == '\''))
        continue;
      n_units += count_units (character);
      if (n_units > max_units)
        break;
      g_string_append_unichar (name, character);
    }
  while (name->len > 0 && strchr (" '", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  return g_strdup (name->str);
}

/* Excel keeps "History" for itself, in whatever case. */
static gboolean
take_name (GHashTable *taken,
           const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed != NULL ? composed : name, -1);

  return *name != '\0' && !g_str_equal (folded, "history") && g_hash_table_add (taken, g_steal_pointer (&folded));
}

/**
 * fair_xlsx_text_make_sheet_name:
 * @taken: (element-type utf8): a set that owns its texts, of the names that sheets have in whatever case; the new one is added
 * @wanted: UTF-8
 *
 * Returns: (transfer full): a name for a sheet, as near to @wanted as a spreadsheet allows: with "(2)" behind it where there is one
 */
char *
fair_xlsx_text_make_sheet_name (GHashTable *taken,
                                const char *wanted)
{
  char *name = clean_name (wanted, MAX_NAME_UNITS);

  for (guint i = 2; !take_name (taken, name); i++)
    {
      g_autofree char *end = g_strdup_printf (" (%u)", i);
      g_autofree char *begin = clean_name (wanted, MAX_NAME_UNITS - strlen (end));

      g_free (name);
      name = g_strconcat (*begin != '\0' ? begin : "-", end, NULL);
    }
  return name;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file that somebody hands over is, told from its first bytes, so that it is said once what is wrong with it. */
#include "config.h"

#include "base/fair-file-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many lines with bytes that are no UTF-8 are an encoding; fewer may be damage. */
#define MIN_FOREIGN_LINES 3

/* Where each begins so: PNG, JPEG, GIF, TIFF, the box of HEIC and AVIF, WebP; RFC 1952, and the formats' own documents. */
static const struct
{
  FairFileKind kind;
  guint offset;
  const char *bytes;
  guint length;
} signatures[] = {
  { FAIR_FILE_UTF32, 0, "\xFF\xFE\0\0", 4 },
  { FAIR_FILE_UTF32, 0, "\0\0\xFE\xFF", 4 },
  { FAIR_FILE_UTF16, 0, "\xFF\xFE", 2 },
  { FAIR_FILE_UTF16, 0, "\xFE\xFF", 2 },
  { FAIR_FILE_COMPRESSED, 0, "\x1F\x8B", 2 },
  { FAIR_FILE_COMPRESSED, 0, "BZh", 3 },
  { FAIR_FILE_COMPRESSED, 0, "\xFD" "7zXZ\0", 6 },
  { FAIR_FILE_COMPRESSED, 0, "\x28\xB5\x2F\xFD", 4 },
  { FAIR_FILE_COMPRESSED, 0, "7z\xBC\xAF\x27\x1C", 6 },
  { FAIR_FILE_COMPRESSED, 0, "Rar!\x1A\x07", 6 },
  { FAIR_FILE_COMPRESSED, 0, "PK\5\6", 4 },
  { FAIR_FILE_DOCUMENT, 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8 },
  { FAIR_FILE_PDF, 0, "%PDF-", 5 },
  { FAIR_FILE_PICTURE, 0, "\x89PNG\r\n\x1A\n", 8 },
  { FAIR_FILE_PICTURE, 0, "\xFF\xD8\xFF", 3 },
  { FAIR_FILE_PICTURE, 0, "GIF8", 4 },
  { FAIR_FILE_PICTURE, 0, "II*\0", 4 },
  { FAIR_FILE_PICTURE, 0, "MM\0*", 4 },
  { FAIR_FILE_PICTURE, 4, "ftyp", 4 },
  { FAIR_FILE_PICTURE, 8, "WEBP", 4 },
  { FAIR_FILE_DATABASE, 0, "SQLite format 3\0", 16 },
  { FAIR_FILE_DOCUMENT, 0, "{\\rtf", 5 },
  { FAIR_FILE_PROGRAM, 0, "\x7F" "ELF", 4 },
};

static gboolean
has_bytes (const char *head,
           gsize       length,
           const char *bytes)
{
  return memmem (head, length, bytes, strlen (bytes)) != NULL;
}

/* Office documents are zip files too, and name their parts at the beginning. */
static FairFileKind
guess_zip (const char *head,
           gsize       length)
{
  if (has_bytes (head, length, "opendocument.spreadsheet") || has_bytes (head, length, "xl/"))
    return FAIR_FILE_SPREADSHEET;
  if (has_bytes (head, length, "mimetypeapplication/") || has_bytes (head, length, "[Content_Types].xml"))
    return FAIR_FILE_DOCUMENT;
  return FAIR_FILE_COMPRESSED;
}

/* What is two or four bytes wide begins, but for its mark, with characters of ASCII. */
static FairFileKind
guess_width (const char *head,
             gsize       length)
{
  guint zeros = 0;

  if (length < 8)
    return FAIR_FILE_LINES;
  for (guint i = 0; i < 8; i++)
    zeros |= head[i] == '\0' ? 1u << i : 0;
  if (zeros == 0xAA || zeros == 0x55)
    return FAIR_FILE_UTF16;
  return zeros == 0xEE || zeros == 0x77 ? FAIR_FILE_UTF32 : FAIR_FILE_LINES;
}

static FairFileKind
guess_binary (const char *head,
              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (length >= signatures[i].offset + signatures[i].length &&
        memcmp (head + signatures[i].offset, signatures[i].bytes, signatures[i].length) == 0)
      return signatures[i].kind;
  if (length >= 4 && memcmp (head, "PK\3\4", 4) == 0)
    return guess_zip (head, length);
  return guess_width (head, length);
}

/* What stands at the beginning of a line besides white space. */
static const char *
skip_blanks (const char *at,
             const char *end)
{
  while (at < end && (g_ascii_isspace (*at) || (end - at >= 3 && memcmp (at, "\xEF\xBB\xBF", 3) == 0)))
    at += g_ascii_isspace (*at) ? 1 : 3;
  return at;
}

static gboolean
starts_with (const char *at,
             const char *end,
             const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - at) >= length && g_ascii_strncasecmp (at, word, length) == 0;
}

static const char *
find_line_end (const char *at,
               const char *end)
{
  const char *newline = memchr (at, '\n', (gsize) (end - at));

  return newline != NULL ? newline : end;
}

static gboolean
is_ascii (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* Every character beyond ASCII in it is no UTF-8, line after line. */
static gboolean
is_code_page (const char *at,
              const char *end)
{
  guint n_foreign = 0;

  while (at < end)
    {
      const char *line_end = find_line_end (at, end);
      gsize length = (gsize) (line_end - at);

      if (!is_ascii (at, length))
        {
          if (g_utf8_validate_len (at, length, NULL) || memchr (at, '\0', length) != NULL)
            return FALSE;
          n_foreign++;
        }
      at = line_end + 1;
    }
  return n_foreign >= MIN_FOREIGN_LINES;
}

/* What follows a brace tells JSON from the programs and style sheets that begin lines with one, too. */
static gboolean
begins_object (const char *at,
               const char *end)
{
  const char *next = skip_blanks (at + 1, end);

  return *at == '{' && (next == end || *next == '"' || *next == '}');
}

static gboolean
has_object (const char *at,
            const char *end)
{
  while ((at = skip_blanks (at, end)) < end)
    {
      if (begins_object (at, end))
        return TRUE;
      at = find_line_end (at, end);
    }
  return FALSE;
}

static gboolean
is_readable (const char *at,
             const char *end)
{
  for (; at < end; at++)
    if (g_ascii_iscntrl (*at) && !g_ascii_isspace (*at))
      return FALSE;
  return TRUE;
}

/* Two lines at least, and the same separator in each. */
static gboolean
is_table (const char *at,
          const char *end)
{
  static const char separators[] = ",;\t|";
  gboolean found[4] = { TRUE, TRUE, TRUE, TRUE };
  guint n_lines = 0;

  for (; at < end; at = skip_blanks (at, end))
    {
      const char *line_end = find_line_end (at, end);

      for (guint i = 0; i < 4; i++)
        found[i] = found[i] && memchr (at, separators[i], (gsize) (line_end - at)) != NULL;
      if (++n_lines == 3)
        break;
      at = line_end;
    }
  return n_lines >= 2 && (found[0] || found[1] || found[2] || found[3]);
}

static gboolean
has_journal_line (const char *at,
                  const char *end)
{
  for (; at < end; at = find_line_end (at, end) + 1)
    if (starts_with (at, end, "{\"v\":"))
      return TRUE;
  return FALSE;
}

/* A value, not the name of a section as in [network]. */
static gboolean
begins_value (const char *at,
              const char *end)
{
  return (*at != '\0' && strchr ("{[\"]-0123456789", *at) != NULL) || starts_with (at, end, "true") || starts_with (at, end, "false") ||
         starts_with (at, end, "null");
}

/* One flipped bit makes of the first line's { a [: the others of a journal are not to be lost with it. */
static gboolean
is_json (const char *at,
         const char *end)
{
  const char *line_end = find_line_end (at, end);
  const char *next = skip_blanks (at + 1, line_end);

  if (*at == '[')
    return next == line_end || *next == '{' || (begins_value (next, line_end) && !has_journal_line (line_end, end));
  return line_end < end && next == line_end && begins_object (at, end);
}

static FairFileKind
guess_text (const char *at,
            const char *end)
{
  if (starts_with (at, end, "<!doctype html") || starts_with (at, end, "<html"))
    return FAIR_FILE_WEB_PAGE;
  if (*at == '<' && !has_object (at, end))
    return FAIR_FILE_XML;
  if (is_code_page (at, end))
    return FAIR_FILE_CODE_PAGE;
  if (is_json (at, end))
    return FAIR_FILE_JSON;
  if (has_object (at, end))
    return FAIR_FILE_LINES;
  if (!is_readable (at, end))
    return FAIR_FILE_BINARY;
  return is_table (at, end) ? FAIR_FILE_TABLE : FAIR_FILE_TEXT;
}

/**
 * fair_file_kind_guess:
 * @head: a file's first bytes: %FAIR_FILE_KIND_HEAD of them, or all there are
 * @length: how many
 *
 * Threading: any.
 *
 * Returns: what the file is
 */
FairFileKind
fair_file_kind_guess (const char *head,
                      gsize       length)
{
  const char *end, *text;
  FairFileKind kind;

  g_return_val_if_fail (head != NULL, FAIR_FILE_EMPTY);

  end = head + length;
  text = skip_blanks (head, end);
  kind = guess_binary (head, length);
  if (kind != FAIR_FILE_LINES)
    return kind;
  if (text == end)
    return length < FAIR_FILE_KIND_HEAD ? FAIR_FILE_EMPTY : FAIR_FILE_LINES;
  return guess_text (text, end);
}

/* NULL where what to do is for whoever asks to say. */
static const char *
get_remedy (FairFileKind kind)
{
  switch ((int) kind)
    {
    case FAIR_FILE_UTF16:
    case FAIR_FILE_UTF32:
    case FAIR_FILE_CODE_PAGE:
      return _("open it in a text editor, and save it with the encoding UTF-8");
    case FAIR_FILE_COMPRESSED:
      return _("unpack it, and take what was in it");
    default:
      return NULL;
    }
}

/**
 * fair_file_kind_explain:
 * @kind: what a file is, but for %FAIR_FILE_LINES
 * @remedy: what to take in its place, as half a sentence
 *
 * Returns: (transfer full): what it is and what to do, as half a sentence
 */
char *
fair_file_kind_explain (FairFileKind kind,
                        const char  *remedy)
{
  static const char *const words[] = {
    [FAIR_FILE_LINES] = N_("it is lines of JSON"),
    [FAIR_FILE_JSON] = N_("it is JSON in one piece: an array, or an object over several lines"),
    [FAIR_FILE_EMPTY] = N_("it is empty"),
    [FAIR_FILE_UTF16] = N_("it is text in UTF-16, not in UTF-8"),
    [FAIR_FILE_UTF32] = N_("it is text in UTF-32, not in UTF-8"),
    [FAIR_FILE_CODE_PAGE] = N_("it is text in an old encoding such as Latin-1 or Windows-1252, not in UTF-8"),
    [FAIR_FILE_TABLE] = N_("it is a table with separators between its values (CSV)"),
    [FAIR_FILE_SPREADSHEET] = N_("it is a spreadsheet"),
    [FAIR_FILE_DOCUMENT] = N_("it is an office document"),
    [FAIR_FILE_COMPRESSED] = N_("it is a compressed file"),
    [FAIR_FILE_PDF] = N_("it is a PDF document"),
    [FAIR_FILE_PICTURE] = N_("it is a picture"),
    [FAIR_FILE_WEB_PAGE] = N_("it is a web page, perhaps one that wanted a password where a file was to be downloaded"),
    [FAIR_FILE_XML] = N_("it is XML"),
    [FAIR_FILE_DATABASE] = N_("it is an SQLite database"),
    [FAIR_FILE_PROGRAM] = N_("it is a program"),
    [FAIR_FILE_BINARY] = N_("it is no text"),
    [FAIR_FILE_TEXT] = N_("it is a text without a single JSON object"),
  };
  const char *own = get_remedy (kind);

  /* Translators: what a file is; what to do about it. */
  return g_strdup_printf (_("%s; %s"), _(words[kind]), own != NULL ? own : remedy);
}

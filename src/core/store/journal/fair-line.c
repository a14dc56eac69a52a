/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the journal, as it is written and read: JSON whose last member is a checksum of all before it. */
#include "config.h"
#include "store/journal/fair-line.h"

#include "base/fair-clock.h"
#include "base/fair-json.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <libdeflate.h>
#include <string.h>

/* ,"crc":"01234567"} */
#define CRC_KEY ",\"crc\":\""
#define CRC_KEY_LENGTH (sizeof CRC_KEY - 1)
#define CRC_DIGITS 8
#define CRC_LENGTH (CRC_KEY_LENGTH + CRC_DIGITS + 2)

typedef enum
{
  CRC_RIGHT,
  CRC_WRONG,
  CRC_ABSENT,
} CrcState;

/**
 * fair_version_clear:
 * @self: a version, or one of zeros
 *
 * Frees what was decoded; the line itself belongs to whoever read it.
 */
void
fair_version_clear (FairVersion *self)
{
  yyjson_doc_free (self->doc);
  *self = (FairVersion) { 0 };
}

/**
 * fair_version_get_answers:
 * @self: a put
 *
 * The only way to what people answered.
 *
 * Returns: (transfer none): an object, by field id
 */
yyjson_val *
fair_version_get_answers (const FairVersion *self)
{
  return self->answers;
}

static gboolean
refuse (GError    **error,
        const char *reason)
{
  g_set_error_literal (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, reason);
  return FALSE;
}

static gboolean
refuse_member (GError    **error,
               const char *name)
{
  /* Translators: %s is the name of a member of a JSON object */
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE, _("“%s” is missing or not of its kind"), name);
  return FALSE;
}

/* Appends the object with the checksum as its last member. */
static void
append_with_crc (GString    *out,
                 const char *object,
                 gsize       length)
{
  guint32 crc = libdeflate_crc32 (0, object, length - 1);

  g_string_append_len (out, object, (gssize) length - 1);
  g_string_append_printf (out, CRC_KEY "%08x\"}", crc);
}

static gboolean
fits (gsize object_length)
{
  return object_length - 1 + CRC_LENGTH <= FAIR_JSON_MAX_LINE;
}

/**
 * fair_line_encode_object:
 * @out: where the line and its newline are appended
 * @doc: an object with the members of a line but for `crc`
 * @error: %FAIR_STORE_ERROR_TOO_LONG or %FAIR_STORE_ERROR_LINE (a text that is not valid UTF-8)
 *
 * Writes a line without spaces, and the CRC-32 (that of zlib, eight lower-case hexadecimal digits) of all bytes before
 * `,"crc"` as its last member.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_line_encode_object (GString         *out,
                         yyjson_mut_doc  *doc,
                         GError         **error)
{
  yyjson_write_err why;
  size_t length;
  char *json = yyjson_mut_write_opts (doc, YYJSON_WRITE_NOFLAG, NULL, &length, &why);
  gboolean done = json != NULL && fits (length);

  if (done)
    {
      append_with_crc (out, json, length);
      g_string_append_c (out, '\n');
    }
  else if (json == NULL)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                 /* Translators: %s is a technical reason, in English */
                 _("The answers cannot be written: one of them is not valid text. Type it again. (%s)"), why.msg);
  else
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG,
                 _("The answers and notes are too long: together they may take %d KiB. Shorten the longest one, then try "
                   "again. Nothing that was typed is lost."),
                 FAIR_JSON_MAX_LINE / 1024);
  free (json);
  return done;
}

/* Lower-case digits only: they are what is written, and so no flipped bit goes unseen. */
static gboolean
parse_hex (const char *text,
           guint32    *number)
{
  *number = 0;
  for (int i = 0; i < CRC_DIGITS; i++)
    {
      if (!g_ascii_isdigit (text[i]) && !(text[i] >= 'a' && text[i] <= 'f'))
        return FALSE;
      *number = *number << 4 | (guint32) g_ascii_xdigit_value (text[i]);
    }
  return TRUE;
}

static gboolean
has_crc_key (const char *text,
             gsize       length)
{
  return length > CRC_LENGTH && memcmp (text + length - CRC_LENGTH, CRC_KEY, CRC_KEY_LENGTH) == 0;
}

static CrcState
check_crc (const char *text,
           gsize       length)
{
  const char *suffix = text + length - CRC_LENGTH;
  guint32 written;

  if (!has_crc_key (text, length) || !parse_hex (suffix + CRC_KEY_LENGTH, &written) ||
      memcmp (suffix + CRC_LENGTH - 2, "\"}", 2) != 0)
    return CRC_ABSENT;
  return libdeflate_crc32 (0, text, length - CRC_LENGTH) == written ? CRC_RIGHT : CRC_WRONG;
}

static gboolean
get_id (yyjson_obj_iter *members,
        FairVersion     *version,
        GError         **error)
{
  yyjson_val *value = yyjson_obj_iter_get (members, "id");

  version->id = yyjson_get_str (value);
  return (version->id != NULL && fair_id_is_valid (version->id, yyjson_get_len (value))) || refuse_member (error, "id");
}

static gboolean
get_hlc (yyjson_obj_iter *members,
         FairVersion     *version,
         GError         **error)
{
  yyjson_val *value = yyjson_obj_iter_get (members, "hlc");

  return (yyjson_is_str (value) && fair_hlc_parse (yyjson_get_str (value), yyjson_get_len (value), &version->hlc)) ||
         refuse_member (error, "hlc");
}

static gboolean
get_text (yyjson_obj_iter *members,
          const char      *name,
          const char     **text,
          GError         **error)
{
  *text = yyjson_get_str (yyjson_obj_iter_get (members, name));
  return *text != NULL || refuse_member (error, name);
}

static gboolean
get_rev (yyjson_obj_iter *members,
         FairVersion     *version,
         GError         **error)
{
  yyjson_val *value = yyjson_obj_iter_get (members, "rev");

  /* what is not negative is read as unsigned */
  if (!yyjson_is_uint (value) || yyjson_get_uint (value) < 1)
    return refuse_member (error, "rev");
  if (yyjson_get_uint (value) > FAIR_REV_MAX)
    return refuse (error, _("its revision “rev” is too high"));
  version->rev = yyjson_get_sint (value);
  return TRUE;
}

static gboolean
get_object (yyjson_obj_iter *members,
            const char      *name,
            yyjson_val     **object,
            GError         **error)
{
  *object = yyjson_obj_iter_get (members, name);
  return *object == NULL || yyjson_is_obj (*object) || refuse_member (error, name);
}

/* The iterator finds each member at once as long as they are in the order in which they are written. */
static gboolean
decode_put (yyjson_obj_iter *members,
            FairVersion     *version,
            GError         **error)
{
  if (!get_id (members, version, error) || !get_rev (members, version, error) ||
      !get_text (members, "at", &version->at, error))
    return FALSE;
  if (!fair_time_parse_utc (version->at, &version->at_ms))
    return refuse_member (error, "at");
  if (!get_hlc (members, version, error) || !get_text (members, "event", &version->event, error) ||
      !get_text (members, "form", &version->form, error) || !get_text (members, "lang", &version->lang, error))
    return FALSE;
  version->answers = yyjson_obj_iter_get (members, "answers");
  if (!yyjson_is_obj (version->answers))
    return refuse_member (error, "answers");
  if (!get_object (members, "agreed", &version->agreed, error) || !get_object (members, "staff", &version->staff, error))
    return FALSE;
  version->joined_into = yyjson_get_str (yyjson_obj_get (version->staff, FAIR_JOINED_INTO));
  if (version->joined_into != NULL && *version->joined_into == '\0')
    version->joined_into = NULL;
  return TRUE;
}

static gboolean
decode_wording (yyjson_obj_iter *members,
                FairVersion     *version,
                GError         **error)
{
  g_autofree char *id = NULL;

  if (!get_id (members, version, error) || !get_text (members, "lang", &version->lang, error) ||
      !get_text (members, "text", &version->text, error))
    return FALSE;
  id = fair_wording_make_id (version->text);
  return g_str_equal (id, version->id) || refuse (error, _("its “id” is not the SHA-256 of its text"));
}

static gboolean
decode_object (yyjson_val *root,
               CrcState    crc,
               FairVersion *version,
               GError    **error)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (root);
  yyjson_val *number = yyjson_obj_iter_get (&members, "v");
  const char *op;

  if (!yyjson_is_int (number) || yyjson_get_sint (number) < 1)
    return refuse_member (error, "v");
  version->op = FAIR_OP_UNKNOWN;
  if (yyjson_get_sint (number) > FAIR_LINE_VERSION)
    return TRUE;
  if (crc == CRC_ABSENT)
    return refuse (error, _("the checksum “crc” at the end is missing: the line is not whole"));
  if (!get_text (&members, "op", &op, error))
    return FALSE;
  if (g_str_equal (op, "put"))
    {
      version->op = FAIR_OP_PUT;
      return decode_put (&members, version, error);
    }
  if (g_str_equal (op, "erase"))
    {
      version->op = FAIR_OP_ERASE;
      return get_id (&members, version, error) && get_hlc (&members, version, error);
    }
  if (g_str_equal (op, "wording"))
    {
      version->op = FAIR_OP_WORDING;
      return decode_wording (&members, version, error);
    }
  return TRUE;
}

static gboolean
decode_text (const char        *text,
             gsize              length,
             const yyjson_alc  *allocator,
             FairVersion       *version,
             GError           **error)
{
  CrcState crc;

  if (length == 0)
    return refuse (error, _("the line is empty"));
  if (length > FAIR_JSON_MAX_LINE)
    return refuse (error, _("the line is longer than 64 KiB"));
  crc = check_crc (text, length);
  if (crc == CRC_WRONG)
    return refuse (error, _("the checksum does not match: the line was damaged or changed"));
  version->doc = fair_json_read_line (text, length, allocator, error);
  if (version->doc == NULL)
    return FALSE;
  if (!yyjson_is_obj (yyjson_doc_get_root (version->doc)))
    return refuse (error, _("the line is not a JSON object"));
  return decode_object (yyjson_doc_get_root (version->doc), crc, version, error);
}

/**
 * fair_line_decode:
 * @text: a line without its newline; it need not end with NUL
 * @length: its length, in bytes
 * @allocator: (nullable): where the JSON is kept; it must outlive @version
 * @version: (out caller-allocates): what the line says; its strings live as long as it is not cleared. Its place in the
 *   file is the caller's to fill in. Cleared when FALSE is returned
 * @error: %FAIR_STORE_ERROR_LINE, or one of %FAIR_JSON_ERROR: why the line cannot be read, as half a sentence
 *
 * Reads a line strictly. A line of a newer version (whose checksum is right, or that has none) and an operation that
 * is not known (whose checksum is right) are %FAIR_OP_UNKNOWN, of which only the line itself is set.
 *
 * Threading: any.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_line_decode (const char        *text,
                  gsize              length,
                  const yyjson_alc  *allocator,
                  FairVersion       *version,
                  GError           **error)
{
  *version = (FairVersion) { .line = text, .length = length };
  if (decode_text (text, length, allocator, version, error))
    return TRUE;
  fair_version_clear (version);
  return FALSE;
}

static gboolean
skip (const char **at,
      const char  *end,
      const char  *text)
{
  gsize length = strlen (text);

  if ((gsize) (end - *at) < length || memcmp (*at, text, length) != 0)
    return FALSE;
  *at += length;
  return TRUE;
}

/* What is up to the next quotation mark, and this. */
static gboolean
take_quoted (const char **at,
             const char  *end,
             const char **text,
             gsize       *length)
{
  const char *quote = memchr (*at, '"', (gsize) (end - *at));

  if (quote == NULL)
    return FALSE;
  *text = *at;
  *length = (gsize) (quote - *at);
  *at = quote + 1;
  return TRUE;
}

static gboolean
skip_rev_and_at (const char **at,
                 const char  *end)
{
  const char *time;
  gsize length;

  if (!skip (at, end, ",\"rev\":"))
    return FALSE;
  while (*at < end && g_ascii_isdigit (**at))
    (*at)++;
  return skip (at, end, ",\"at\":\"") && take_quoted (at, end, &time, &length);
}

static gboolean
glance (const char   *text,
        gsize         length,
        GStringChunk *scratch,
        FairVersion  *version)
{
  static const char nothing_noted[] = "\"staff\":{}";
  const char *at = text, *end = text + length - CRC_LENGTH, *id, *hlc;
  gsize id_length, hlc_length;

  if (skip (&at, end, "{\"v\":1,\"op\":\"put\",\"id\":\""))
    version->op = FAIR_OP_PUT;
  else if (skip (&at, end, "{\"v\":1,\"op\":\"erase\",\"id\":\""))
    version->op = FAIR_OP_ERASE;
  else
    return FALSE;
  if (!take_quoted (&at, end, &id, &id_length) || !fair_id_is_valid (id, id_length))
    return FALSE;
  if (version->op == FAIR_OP_PUT &&
      (!skip_rev_and_at (&at, end) || memcmp (end - strlen (nothing_noted), nothing_noted, strlen (nothing_noted)) != 0))
    return FALSE;
  if (!skip (&at, end, ",\"hlc\":\"") || !take_quoted (&at, end, &hlc, &hlc_length) ||
      !fair_hlc_parse (hlc, hlc_length, &version->hlc))
    return FALSE;
  version->id = g_string_chunk_insert_len (scratch, id, (gssize) id_length);
  return TRUE;
}

/**
 * fair_line_glance:
 * @text: a line without its newline
 * @length: its length, in bytes
 * @scratch: keeps what @version borrows; it must outlive it
 * @version: (out caller-allocates): whose line it is, and its time stamp; nothing else
 *
 * Tells whose line it is without parsing it, if it is as Fairbook writes it, its checksum is right, and nothing is noted about
 * the person.
 *
 * Returns: FALSE if it is another line: fair_line_decode() is next
 */
gboolean
fair_line_glance (const char   *text,
                  gsize         length,
                  GStringChunk *scratch,
                  FairVersion  *version)
{
  *version = (FairVersion) { .line = text, .length = length };
  return length > CRC_LENGTH && glance (text, length, scratch, version) && check_crc (text, length) == CRC_RIGHT;
}

/* Takes away what mail programs and editors leave around lines: white space, a byte order mark. */
static void
trim (const char **text,
      gsize       *length)
{
  static const char mark[] = "\xEF\xBB\xBF";

  if (*length >= 3 && memcmp (*text, mark, 3) == 0)
    {
      *text += 3;
      *length -= 3;
    }
  for (; *length > 0 && g_ascii_isspace (**text); (*text)++)
    (*length)--;
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
}

/**
 * fair_line_is_blank:
 * @text: a line of another program
 * @length: its length, in bytes
 *
 * Returns: whether there is nothing in it but white space or a byte order mark
 */
gboolean
fair_line_is_blank (const char *text,
                    gsize       length)
{
  trim (&text, &length);
  return length == 0;
}

/* A line of this version that came without a checksum gets one, as a journal has it. Any other stays as it is. */
static gboolean
add_crc (const char       **text,
         gsize             *length,
         const yyjson_alc  *allocator,
         GStringChunk      *scratch,
         GError           **error)
{
  g_autoptr (yyjson_doc) doc = fair_json_read_line (*text, *length, allocator, error);
  g_autoptr (GString) line = g_string_new (NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);

  if (doc == NULL)
    return FALSE;
  if (yyjson_get_sint (yyjson_obj_get (root, "v")) != FAIR_LINE_VERSION)
    return TRUE;
  if (yyjson_obj_get (root, "crc") != NULL)
    return refuse (error, _("the checksum “crc” is not where Fairbook writes it: another program changed the line"));
  if (!fits (*length))
    return refuse (error, _("the line is longer than 64 KiB"));
  append_with_crc (line, *text, *length);
  *text = g_string_chunk_insert_len (scratch, line->str, (gssize) line->len);
  *length = line->len;
  return TRUE;
}

/**
 * fair_line_decode_foreign:
 * @text: a line of a file that is to be merged, without its newline
 * @length: its length, in bytes
 * @allocator: (nullable): as of fair_line_decode()
 * @scratch: keeps a line that had to be mended; it must outlive @version
 * @version: (out caller-allocates): as of fair_line_decode(); its line is as a journal has it
 * @error: as of fair_line_decode()
 *
 * Reads a line as strictly as the journal's own, but for what other programs leave: white space and a byte order mark
 * around it are passed over, and a line without a checksum gets one. A wrong checksum is refused, and so is the last time
 * stamp that there can be: nothing could ever correct it.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_line_decode_foreign (const char        *text,
                          gsize              length,
                          const yyjson_alc  *allocator,
                          GStringChunk      *scratch,
                          FairVersion       *version,
                          GError           **error)
{
  *version = (FairVersion) { 0 };
  trim (&text, &length);
  if (!has_crc_key (text, length) && !add_crc (&text, &length, allocator, scratch, error))
    return FALSE;
  if (!fair_line_decode (text, length, allocator, version, error))
    return FALSE;
  if ((version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE) || fair_hlc_can_be_followed (&version->hlc))
    return TRUE;
  fair_version_clear (version);
  return refuse (error, _("its time stamp “hlc” is the last that there can be: nothing could ever correct it"));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one line of the journal is written and read: JSON whose last member is a checksum of all before it. */
#include "config.h"

#include "base/fair-clock.h"
#include "base/fair-json.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

/* ,"crc":"01234567"} */
#define CRC_KEY ",\"crc\":\""
#define CRC_KEY_LENGTH (sizeof CRC_KEY - 1)
#define CRC_DIGITS 8
#define CRC_LENGTH (CRC_KEY_LENGTH + CRC_DIGITS + 2)

#define PUT_START "{\"v\":1,\"op\":\"put\",\"id\":\""
#define PUT_AFTER_ID "\",\"rev\":1,\"at\":\""
#define LATER_PUT_AFTER_ID "\",\"rev\":"
#define ERASE_START "{\"v\":1,\"op\":\"erase\",\"id\":\""
#define ERASE_AFTER_ID "\",\"hlc\":\""
#define UUID_LENGTH 36

typedef enum
{
  CRC_RIGHT,
  CRC_WRONG,
  CRC_ABSENT,
} CrcState;

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

static gboolean
refuse_length (GError **error)
{
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG,
               _("The answers are too long: together they may take %d KiB. Shorten the longest one, then try again. "
                 "Nothing that was typed is lost."),
               FAIR_JSON_MAX_LINE / 1024);
  return FALSE;
}

/* Writes the object with the checksum as its last member, and the newline. */
static gboolean
append_object (GString        *out,
               yyjson_mut_doc *doc,
               GError        **error)
{
  yyjson_write_err why;
  size_t length;
  char *json = yyjson_mut_write_opts (doc, YYJSON_WRITE_NOFLAG, NULL, &length, &why);
  gboolean fits = json != NULL && length - 1 + CRC_LENGTH <= FAIR_JSON_MAX_LINE;

  if (json == NULL)
    {
      /* Translators: %s is a technical reason, in English */
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                   _("The answers cannot be written: one of them is not valid text. Type it again. (%s)"), why.msg);
      return FALSE;
    }
  if (fits)
    {
      uLong crc = crc32 (crc32 (0, NULL, 0), (const Bytef *) json, (uInt) length - 1);

      g_string_append_len (out, json, (gssize) length - 1);
      g_string_append_printf (out, CRC_KEY "%08lx\"}\n", crc);
    }
  free (json);
  return fits || refuse_length (error);
}

static yyjson_mut_doc *
new_object (const char      *op,
            yyjson_mut_val **root)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, *root);
  yyjson_mut_obj_add_int (doc, *root, "v", FAIR_JOURNAL_VERSION);
  yyjson_mut_obj_add_str (doc, *root, "op", op);
  return doc;
}

/**
 * fair_journal_line_encode_put:
 * @out: where the line and its newline are appended
 * @put: the version of a sign-up
 * @error: %FAIR_STORE_ERROR_TOO_LONG or %FAIR_STORE_ERROR_LINE (a text that is not valid UTF-8)
 *
 * Writes a put as the design's journal has it: its members in their fixed order and without spaces, the CRC-32 (that
 * of zlib, eight lower-case hexadecimal digits) of all bytes before `,"crc"` as the last one.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_journal_line_encode_put (GString        *out,
                              const FairPut  *put,
                              GError        **error)
{
  yyjson_mut_val *root;
  g_autoptr (yyjson_mut_doc) doc = new_object ("put", &root);
  g_autofree char *hlc = fair_hlc_to_string (put->hlc);

  yyjson_mut_obj_add_str (doc, root, "id", put->id);
  yyjson_mut_obj_add_sint (doc, root, "rev", put->rev);
  yyjson_mut_obj_add_str (doc, root, "at", put->at);
  yyjson_mut_obj_add_str (doc, root, "hlc", hlc);
  yyjson_mut_obj_add_str (doc, root, "event", put->event);
  yyjson_mut_obj_add_str (doc, root, "form", put->form);
  yyjson_mut_obj_add_str (doc, root, "lang", put->lang);
  /* A value can be in one document only: it carries the link to its neighbour. */
  yyjson_mut_obj_add_val (doc, root, "answers", yyjson_mut_val_mut_copy (doc, put->answers));
  yyjson_mut_obj_add_val (doc, root, "staff",
                          put->staff != NULL ? yyjson_mut_val_mut_copy (doc, put->staff) : yyjson_mut_obj (doc));
  return append_object (out, doc, error);
}

/**
 * fair_journal_line_encode_erase:
 * @out: where the line and its newline are appended
 * @id: the person's id
 * @hlc: when they were erased
 * @error: as of fair_journal_line_encode_put()
 *
 * Writes a tombstone: it holds nothing personal.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_journal_line_encode_erase (GString        *out,
                                const char     *id,
                                const FairHlc  *hlc,
                                GError        **error)
{
  yyjson_mut_val *root;
  g_autoptr (yyjson_mut_doc) doc = new_object ("erase", &root);
  g_autofree char *time = fair_hlc_to_string (hlc);

  yyjson_mut_obj_add_str (doc, root, "id", id);
  yyjson_mut_obj_add_str (doc, root, "hlc", time);
  return append_object (out, doc, error);
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

static CrcState
check_crc (const char *text,
           gsize       length)
{
  const char *suffix = text + length - CRC_LENGTH;
  guint32 written;

  if (length <= CRC_LENGTH || memcmp (suffix, CRC_KEY, CRC_KEY_LENGTH) != 0 ||
      !parse_hex (suffix + CRC_KEY_LENGTH, &written) || memcmp (suffix + CRC_LENGTH - 2, "\"}", 2) != 0)
    return CRC_ABSENT;
  return crc32 (crc32 (0, NULL, 0), (const Bytef *) text, (uInt) (length - CRC_LENGTH)) == written
           ? CRC_RIGHT
           : CRC_WRONG;
}

/**
 * fair_journal_line_check:
 * @text: a line without its newline
 * @length: its length, in bytes
 *
 * Returns: whether it ends with the right checksum
 */
gboolean
fair_journal_line_check (const char *text,
                         gsize       length)
{
  return check_crc (text, length) == CRC_RIGHT;
}

/**
 * fair_id_is_valid:
 * @text: what may be an id; it need not end with NUL
 * @length: its length, in bytes
 *
 * Returns: whether a line may have it as its `id`
 */
gboolean
fair_id_is_valid (const char *text,
                  gsize       length)
{
  if (length == 0 || length > FAIR_ID_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
        return FALSE;
    }
  return TRUE;
}

static gboolean
get_id (yyjson_obj_iter *members,
        FairRecord      *record)
{
  yyjson_val *value = yyjson_obj_iter_get (members, "id");

  record->id = yyjson_get_str (value);
  return record->id != NULL && fair_id_is_valid (record->id, yyjson_get_len (value));
}

static gboolean
get_hlc (yyjson_obj_iter *members,
         FairRecord      *record)
{
  yyjson_val *value = yyjson_obj_iter_get (members, "hlc");

  return yyjson_is_str (value) && fair_hlc_parse (yyjson_get_str (value), yyjson_get_len (value), &record->hlc);
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
         FairRecord      *record,
         GError         **error)
{
  yyjson_val *value = yyjson_obj_iter_get (members, "rev");

  /* what is not negative is read as unsigned */
  if (!yyjson_is_uint (value) || yyjson_get_uint (value) < 1)
    return refuse_member (error, "rev");
  if (yyjson_get_uint (value) > FAIR_REV_MAX)
    return refuse (error, _("its revision “rev” is too high"));
  record->rev = yyjson_get_sint (value);
  return TRUE;
}

/* The iterator finds each member at once as long as they are in the order in which they are written. */
static gboolean
decode_put (yyjson_obj_iter *members,
            FairRecord      *record,
            GError         **error)
{
  if (!get_id (members, record))
    return refuse_member (error, "id");
  if (!get_rev (members, record, error))
    return FALSE;
  if (!get_text (members, "at", &record->at, error))
    return FALSE;
  if (!fair_time_parse_utc (record->at, NULL))
    return refuse_member (error, "at");
  if (!get_hlc (members, record))
    return refuse_member (error, "hlc");
  if (!get_text (members, "event", &record->event, error) || !get_text (members, "form", &record->form, error) ||
      !get_text (members, "lang", &record->lang, error))
    return FALSE;
  record->answers = yyjson_obj_iter_get (members, "answers");
  if (!yyjson_is_obj (record->answers))
    return refuse_member (error, "answers");
  record->staff = yyjson_obj_iter_get (members, "staff");
  return record->staff == NULL || yyjson_is_obj (record->staff) || refuse_member (error, "staff");
}

static gboolean
decode_erase (yyjson_obj_iter *members,
              FairRecord      *record,
              GError         **error)
{
  if (!get_id (members, record))
    return refuse_member (error, "id");
  return get_hlc (members, record) || refuse_member (error, "hlc");
}

static gboolean
decode_object (yyjson_val *root,
               CrcState    crc,
               FairRecord *record,
               GError    **error)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (root);
  yyjson_val *version = yyjson_obj_iter_get (&members, "v");
  const char *op;

  if (!yyjson_is_int (version) || yyjson_get_sint (version) < 1)
    return refuse_member (error, "v");
  record->op = FAIR_OP_UNKNOWN;
  if (yyjson_get_sint (version) > FAIR_JOURNAL_VERSION)
    return TRUE;
  if (crc == CRC_ABSENT)
    return refuse (error, _("the checksum “crc” at the end is missing: the line is not whole"));
  op = yyjson_get_str (yyjson_obj_iter_get (&members, "op"));
  if (op == NULL)
    return refuse_member (error, "op");
  if (g_str_equal (op, "put"))
    {
      record->op = FAIR_OP_PUT;
      return decode_put (&members, record, error);
    }
  if (g_str_equal (op, "erase"))
    {
      record->op = FAIR_OP_ERASE;
      return decode_erase (&members, record, error);
    }
  return TRUE;
}

static gboolean
decode_text (const char        *text,
             gsize              length,
             const yyjson_alc  *allocator,
             FairRecord        *record,
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
  record->doc = fair_json_read_line (text, length, allocator, error);
  if (record->doc == NULL)
    return FALSE;
  if (!yyjson_is_obj (yyjson_doc_get_root (record->doc)))
    return refuse (error, _("the line is not a JSON object"));
  return decode_object (yyjson_doc_get_root (record->doc), crc, record, error);
}

/**
 * fair_journal_line_decode:
 * @text: a line without its newline; it need not end with NUL
 * @length: its length, in bytes
 * @allocator: (nullable): where the JSON is kept; it must outlive @record
 * @record: (out caller-allocates): what the line says; its strings live as long as it is not cleared. Its place in the
 *   file is the caller's to fill in. Cleared when FALSE is returned
 * @error: %FAIR_STORE_ERROR_LINE, or one of %FAIR_JSON_ERROR: why the line cannot be read, as half a sentence
 *
 * Reads a line strictly. A line of a newer version (whose checksum is right, or that has none) and an operation that
 * is not known (whose checksum is right) are %FAIR_OP_UNKNOWN, of which only the line itself is set.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_journal_line_decode (const char        *text,
                          gsize              length,
                          const yyjson_alc  *allocator,
                          FairRecord        *record,
                          GError           **error)
{
  *record = (FairRecord) { .line = text, .length = length };
  if (decode_text (text, length, allocator, record, error))
    return TRUE;
  fair_record_clear (record);
  return FALSE;
}

/* A line that is written exactly as it is here: @start, an id of 36 characters, @after_id. */
static gboolean
scan_canonical (const char *text,
                gsize       length,
                const char *start,
                gsize       start_length,
                FairFrame  *frame)
{
  if (length < start_length + UUID_LENGTH + sizeof PUT_AFTER_ID || memcmp (text, start, start_length) != 0 ||
      !fair_id_is_valid (text + start_length, UUID_LENGTH))
    return FALSE;
  memcpy (frame->id, text + start_length, UUID_LENGTH);
  frame->id[UUID_LENGTH] = '\0';
  return TRUE;
}

static gboolean
scan_decoded (const char *text,
              gsize       length,
              FairFrame  *frame)
{
  g_auto (FairRecord) record = { 0 };

  if (!fair_journal_line_decode (text, length, NULL, &record, NULL))
    return FALSE;
  frame->op = record.op;
  frame->first = record.op == FAIR_OP_PUT && record.rev == 1;
  g_strlcpy (frame->id, record.id != NULL ? record.id : "", sizeof frame->id);
  return TRUE;
}

/**
 * fair_journal_line_scan:
 * @text: a line without its newline
 * @length: its length, in bytes
 * @frame: (out caller-allocates): whose line it is
 *
 * Tells whose line it is without parsing it, if it begins as lines are written here; any other line is decoded. The
 * answer is a hint for finding lines of the same person: only fair_journal_line_decode() says whether it is sound.
 *
 * Returns: FALSE if the line cannot be read
 */
gboolean
fair_journal_line_scan (const char *text,
                        gsize       length,
                        FairFrame  *frame)
{
  const char *after_id;

  if (scan_canonical (text, length, PUT_START, sizeof PUT_START - 1, frame))
    {
      after_id = text + sizeof PUT_START - 1 + UUID_LENGTH;
      frame->op = FAIR_OP_PUT;
      frame->first = memcmp (after_id, PUT_AFTER_ID, sizeof PUT_AFTER_ID - 1) == 0;
      if (frame->first || memcmp (after_id, LATER_PUT_AFTER_ID, sizeof LATER_PUT_AFTER_ID - 1) == 0)
        return TRUE;
    }
  else if (scan_canonical (text, length, ERASE_START, sizeof ERASE_START - 1, frame))
    {
      after_id = text + sizeof ERASE_START - 1 + UUID_LENGTH;
      frame->op = FAIR_OP_ERASE;
      frame->first = FALSE;
      if (memcmp (after_id, ERASE_AFTER_ID, sizeof ERASE_AFTER_ID - 1) == 0)
        return TRUE;
    }
  return scan_decoded (text, length, frame);
}

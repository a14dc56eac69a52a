/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one reader of JSON: strict (RFC 8259) and with one set of limits, whichever library holds the result. */
#include "config.h"
#include "base/fair-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Up to here a double has every whole number (IEEE 754). */
#define MAX_EXACT 9007199254740992.0
/* Up to so many members, comparing them with each other is quicker than sorting them. */
#define FEW_MEMBERS 24

G_DEFINE_QUARK (fair-json-error-quark, fair_json_error)

/* What is being read, for the words of an error. */
typedef struct
{
  const char *text;
  gsize length;
  const char *file_name; /* NULL for one line, whose file and line the caller knows */
} Source;

/* @byte counts from 0, as everywhere in here; people count from 1. */
static void
set_error (GError      **error,
           const Source *source,
           FairJsonError code,
           gsize         byte,
           const char   *message)
{
  size_t line = 0, column = 0, characters = 0;

  if (source->file_name == NULL)
    {
      /* Translators: where in a line a mistake is, and what it is. */
      g_set_error (error, FAIR_JSON_ERROR, code, _("byte %zu: %s"), byte + 1, message);
      return;
    }
  yyjson_locate_pos (source->text, source->length, byte, &line, &column, &characters);
  /* Translators: a file name, where in the file a mistake is, and what it is. */
  g_set_error (error, FAIR_JSON_ERROR, code, _("“%s”, line %zu, column %zu (byte %zu): %s"), source->file_name, line,
               column, byte + 1, message);
}

static const char *
skip_string (const char *p,
             const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    {
      if (*p == '\\')
        p++;
    }
  return p + 1;
}

/* Finds the @index-th value (keys count) of a text that is known to be JSON. Only after a mistake: it reads from the start. */
static gsize
locate_value (const Source *source,
              gsize         index)
{
  const char *end = source->text + source->length;
  const char *p = source->text;

  while (p < end)
    {
      if (strchr (" \t\r\n,:]}", *p) != NULL)
        {
          p++;
          continue;
        }
      if (index-- == 0)
        break;
      if (*p == '"')
        p = skip_string (p, end);
      else if (*p == '{' || *p == '[')
        p++;
      else
        while (p < end && strchr (" \t\r\n,:]}", *p) == NULL)
          p++;
    }
  return (gsize) (MIN (p, end) - source->text);
}

static int
compare_keys (const yyjson_val *a,
              const yyjson_val *b)
{
  size_t a_length = unsafe_yyjson_get_len ((void *) a);
  size_t b_length = unsafe_yyjson_get_len ((void *) b);

  if (a_length != b_length)
    return a_length < b_length ? -1 : 1;
  return memcmp (a->uni.str, b->uni.str, a_length);
}

static int
compare_keys_then_place (const void *a,
                         const void *b)
{
  const yyjson_val *first = *(const yyjson_val *const *) a;
  const yyjson_val *second = *(const yyjson_val *const *) b;
  int order = compare_keys (first, second);

  return order != 0 ? order : (first < second ? -1 : 1);
}

/* A bit for a key: two equal keys have the same, two others rarely do. */
static guint64
get_key_bit (const yyjson_val *key)
{
  const guchar *text = (const guchar *) key->uni.str;
  size_t length = unsafe_yyjson_get_len ((void *) key);
  guint mix = (guint) length * 7 + text[0] * 31u;

  if (length > 0)
    mix += text[length / 2] * 17u + text[length - 1] * 5u;
  return G_GUINT64_CONSTANT (1) << (mix & 63);
}

static yyjson_val *
find_duplicate_among_few (yyjson_val *object)
{
  yyjson_val *keys[FEW_MEMBERS];
  size_t size = unsafe_yyjson_get_len (object);
  yyjson_val *key = unsafe_yyjson_get_first (object);
  guint64 seen = 0;

  for (size_t i = 0; i < size; i++)
    {
      guint64 bit = get_key_bit (key);

      for (size_t j = 0; (seen & bit) != 0 && j < i; j++)
        {
          if (compare_keys (keys[j], key) == 0)
            return key;
        }
      seen |= bit;
      keys[i] = key;
      key = unsafe_yyjson_get_next (key + 1);
    }
  return NULL;
}

/* Sorting takes n log n whatever the keys are; a hash table could be made slow by keys chosen for it. */
static yyjson_val *
find_duplicate_among_many (yyjson_val *object)
{
  size_t size = unsafe_yyjson_get_len (object);
  g_autofree yyjson_val **keys = g_new (yyjson_val *, size);
  yyjson_val *key = unsafe_yyjson_get_first (object);
  yyjson_val *found = NULL;

  for (size_t i = 0; i < size; i++)
    {
      keys[i] = key;
      key = unsafe_yyjson_get_next (key + 1);
    }
  qsort (keys, size, sizeof *keys, compare_keys_then_place);
  for (size_t i = 1; i < size; i++)
    {
      if (compare_keys (keys[i - 1], keys[i]) == 0 && (found == NULL || keys[i] < found))
        found = keys[i];
    }
  return found;
}

static yyjson_val *
find_duplicate (yyjson_val *object)
{
  size_t size = unsafe_yyjson_get_len (object);

  if (size < 2)
    return NULL;
  return size <= FEW_MEMBERS ? find_duplicate_among_few (object) : find_duplicate_among_many (object);
}

static gboolean
refuse_value (const Source *source,
              yyjson_doc   *doc,
              yyjson_val   *value,
              FairJsonError code,
              const char   *message,
              GError      **error)
{
  set_error (error, source, code, locate_value (source, (gsize) (value - yyjson_doc_get_root (doc))), message);
  return FALSE;
}

static gboolean
refuse_duplicate (const Source *source,
                  yyjson_doc   *doc,
                  yyjson_val   *key,
                  GError      **error)
{
  g_autofree char *name = g_utf8_truncate_middle (key->uni.str, 60);
  g_autofree char *message = g_strdup_printf (_("“%s” is given twice; keep one of the two"), name);

  return refuse_value (source, doc, key, FAIR_JSON_ERROR_DUPLICATE, message, error);
}

static gboolean
refuse_depth (const Source *source,
              yyjson_doc   *doc,
              yyjson_val   *value,
              GError      **error)
{
  g_autofree char *message = g_strdup_printf (_("lists and objects are nested more than %d deep; make it flatter"),
                                              FAIR_JSON_MAX_DEPTH);

  return refuse_value (source, doc, value, FAIR_JSON_ERROR_DEPTH, message, error);
}

static gboolean
check_number (const Source *source,
              yyjson_doc   *doc,
              yyjson_val   *value,
              GError      **error)
{
  if (!yyjson_is_raw (value) && !(yyjson_is_uint (value) && yyjson_get_uint (value) > G_MAXINT64))
    return TRUE;
  return refuse_value (source, doc, value, FAIR_JSON_ERROR_NUMBER,
                       _("this number is too large to be kept exactly; put it in quotation marks"), error);
}

static gboolean
check_string (const Source *source,
              yyjson_doc   *doc,
              yyjson_val   *value,
              GError      **error)
{
  if (memchr (value->uni.str, '\0', unsafe_yyjson_get_len (value)) == NULL)
    return TRUE;
  return refuse_value (source, doc, value, FAIR_JSON_ERROR_NUL,
                       _("this text holds the character U+0000, which no file may; remove the \\u0000"), error);
}

/* @ends: where each open list or object ends, @depth of them; those that have ended by now go. */
static gboolean
check_container (const Source *source,
                 yyjson_doc   *doc,
                 yyjson_val   *value,
                 yyjson_val   *ends[FAIR_JSON_MAX_DEPTH],
                 gsize        *depth,
                 GError      **error)
{
  yyjson_val *duplicate = unsafe_yyjson_is_obj (value) ? find_duplicate (value) : NULL;

  while (*depth > 0 && value >= ends[*depth - 1])
    (*depth)--;
  if (*depth == FAIR_JSON_MAX_DEPTH)
    return refuse_depth (source, doc, value, error);
  ends[(*depth)++] = unsafe_yyjson_get_next (value);
  return duplicate == NULL || refuse_duplicate (source, doc, duplicate, error);
}

/*
 * yyjson keeps the values of a document in one block, in the order of the text: one pass over it meets all of them, and
 * a short stack of where each open list or object ends gives the nesting.
 */
static gboolean
check_values (const Source *source,
              yyjson_doc   *doc,
              GError      **error)
{
  yyjson_val *value = yyjson_doc_get_root (doc);
  yyjson_val *end = value + yyjson_doc_get_val_count (doc);
  yyjson_val *ends[FAIR_JSON_MAX_DEPTH];
  gsize depth = 0;
  /* A text without a backslash holds no U+0000: as a plain byte the parser has refused it. */
  gboolean has_escapes = memchr (source->text, '\\', source->length) != NULL;

  for (; value < end; value++)
    {
      yyjson_type type = unsafe_yyjson_get_type (value);

      if (type == YYJSON_TYPE_STR)
        {
          if (has_escapes && !check_string (source, doc, value, error))
            return FALSE;
        }
      else if (unsafe_yyjson_is_ctn (value) ? !check_container (source, doc, value, ends, &depth, error)
                                            : !check_number (source, doc, value, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
get_syntax_message (yyjson_read_code code)
{
  if (code == YYJSON_READ_ERROR_EMPTY_CONTENT || code == YYJSON_READ_ERROR_INVALID_PARAMETER)
    return _("there is nothing to read; write one JSON value");
  if (code == YYJSON_READ_ERROR_UNEXPECTED_CONTENT)
    return _("something follows the end of the JSON value; remove it");
  if (code == YYJSON_READ_ERROR_UNEXPECTED_END)
    return _("it ends too early; add the missing quotation mark, bracket or brace");
  if (code == YYJSON_READ_ERROR_INVALID_NUMBER)
    return _("this is no number as JSON writes it; write it like 12, -3 or 4.5");
  if (code == YYJSON_READ_ERROR_INVALID_STRING)
    return _("this text holds a control character or an unknown escape; write a line break as \\n and a backslash as \\\\");
  if (code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
    return _("there is not enough memory to read it; close other programs and try again");
  return _("this is not expected here; look for a missing or superfluous comma, quotation mark, bracket or brace");
}

static void
set_syntax_error (GError               **error,
                  const Source          *source,
                  const yyjson_read_err *problem)
{
  const char *bad = NULL;
  gsize bad_byte = 0;

  if (source->length >= 3 && memcmp (source->text, "\xEF\xBB\xBF", 3) == 0)
    {
      set_error (error, source, FAIR_JSON_ERROR_ENCODING, 0,
                 _("it starts with a byte order mark; save it as UTF-8 without one"));
      return;
    }
  if (g_utf8_validate_len (source->text, source->length, &bad) || (bad_byte = (gsize) (bad - source->text)) > problem->pos)
    set_error (error, source, FAIR_JSON_ERROR_SYNTAX, problem->pos, get_syntax_message (problem->code));
  else if (*bad == '\0')
    set_error (error, source, FAIR_JSON_ERROR_NUL, bad_byte, _("this is a zero byte, which no text holds; remove it"));
  else
    set_error (error, source, FAIR_JSON_ERROR_ENCODING, bad_byte, _("this is not valid UTF-8; save the text as UTF-8"));
}

static yyjson_doc *
read_source (const Source     *source,
             gsize             max_length,
             const yyjson_alc *allocator,
             GError          **error)
{
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_read_err problem = { 0 };

  if (source->length > max_length)
    {
      g_autofree char *limit = g_format_size_full (max_length, G_FORMAT_SIZE_IEC_UNITS);
      g_autofree char *message = g_strdup_printf (_("it is longer than %s; make it shorter"), limit);

      set_error (error, source, FAIR_JSON_ERROR_LENGTH, max_length, message);
      return NULL;
    }
  /* The parser promises not to write into its input: its parameter lacks the const for in-place reading, unused here. */
  doc = yyjson_read_opts ((char *) source->text, source->length, YYJSON_READ_BIGNUM_AS_RAW, allocator, &problem);
  if (doc == NULL && problem.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION && allocator != NULL)
    doc = yyjson_read_opts ((char *) source->text, source->length, YYJSON_READ_BIGNUM_AS_RAW, NULL, &problem);
  if (doc == NULL)
    {
      set_syntax_error (error, source, &problem);
      return NULL;
    }
  return check_values (source, doc, error) ? g_steal_pointer (&doc) : NULL;
}

/**
 * fair_json_read_line:
 * @text: one line of UTF-8, without its newline
 * @length: its length in bytes
 * @allocator: (nullable): where the document goes, such as a pool of
 *   `yyjson_read_max_memory_usage (FAIR_JSON_MAX_LINE, 0)` bytes that is used again for each line; where it has no
 *   room, the heap is used
 * @error: where a #FairJsonError goes: its message says at which byte (from 1), what, and how to mend it
 *
 * Reads one JSON value, strictly by RFC 8259: of at most %FAIR_JSON_MAX_LINE bytes, nested at most
 * %FAIR_JSON_MAX_DEPTH deep, without duplicate members, without U+0000, without numbers beyond 64-bit signed integers
 * and finite doubles, and with nothing behind it.
 *
 * Threading: any thread, several at once, each with its own @allocator.
 *
 * Returns: (transfer full) (nullable): the document
 */
yyjson_doc *
fair_json_read_line (const char       *text,
                     gsize             length,
                     const yyjson_alc *allocator,
                     GError          **error)
{
  const Source source = { text, length, NULL };

  g_return_val_if_fail (text != NULL, NULL);

  return read_source (&source, FAIR_JSON_MAX_LINE, allocator, error);
}

/**
 * fair_json_read_text:
 * @text: UTF-8
 * @length: its length in bytes
 * @max_length: how long it may be
 * @file_name: (nullable): the name for messages; without one they are as of fair_json_read_line()
 * @error: where a #FairJsonError goes: its message says in which file, line, column and byte (all from 1), what, and
 *   how to mend it
 *
 * Reads a text by the rules of fair_json_read_line(), but for its length.
 *
 * Returns: (transfer full) (nullable): the document
 */
yyjson_doc *
fair_json_read_text (const char *text,
                     gsize       length,
                     gsize       max_length,
                     const char *file_name,
                     GError    **error)
{
  const Source source = { text, length, file_name };

  g_return_val_if_fail (text != NULL, NULL);

  return read_source (&source, max_length, NULL, error);
}

/**
 * fair_json_is_whole:
 * @number: what was read
 *
 * Returns: whether it is an integer, as JSON Schema has it: 2027.0 is one (2020-12, section 6.1.1)
 */
gboolean
fair_json_is_whole (double number)
{
  double whole;

  return fabs (number) <= MAX_EXACT && fpclassify (modf (number, &whole)) == FP_ZERO;
}

/**
 * fair_json_get_integer:
 * @value: (nullable): what was read
 * @number: (out): the integer that it is, as fair_json_is_whole() has it
 *
 * Returns: FALSE if it is none
 */
gboolean
fair_json_get_integer (yyjson_val *value,
                       gint64     *number)
{
  if (yyjson_is_real (value) && fair_json_is_whole (yyjson_get_real (value)))
    *number = (gint64) yyjson_get_real (value);
  else if (yyjson_is_sint (value) || (yyjson_is_uint (value) && yyjson_get_uint (value) <= G_MAXINT64))
    *number = yyjson_get_sint (value);
  else
    return FALSE;
  return TRUE;
}

/**
 * fair_json_append:
 * @out: where it is appended, on one line
 * @value: what was read; its Unicode stays as it is
 *
 * Threading: any.
 */
void
fair_json_append (GString    *out,
                  yyjson_val *value)
{
  gsize length;
  g_autofree char *json = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, &length);

  if (json != NULL)
    g_string_append_len (out, json, (gssize) length);
}

/**
 * fair_json_parse_node:
 * @bytes: the contents of a file that a person authored
 * @file_name: the name for messages
 * @error: where a #FairJsonError goes, as in fair_json_read_text()
 *
 * Reads by the rules of fair_json_read_line(), up to %FAIR_JSON_MAX_FILE bytes.
 *
 * Returns: (transfer full) (nullable): the value
 */
JsonNode *
fair_json_parse_node (GBytes     *bytes,
                      const char *file_name,
                      GError    **error)
{
  g_autoptr (yyjson_doc) doc = NULL;
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length = 0;
  const char *text = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &length);
  doc = fair_json_read_text (text != NULL ? text : "", length, FAIR_JSON_MAX_FILE, file_name, error);
  if (doc == NULL)
    return NULL;
  parser = json_parser_new_immutable ();
  json_parser_set_strict (parser, TRUE);
  if (json_parser_load_from_data (parser, text, (gssize) length, &problem))
    return json_parser_steal_root (parser);
  g_set_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_SYNTAX, "“%s”: %s", file_name, problem->message);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of JSON: what it takes, and by which error, at which byte, it refuses the rest. */
#include "base/fair-json.h"

#include "test-util.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gsize length; /* 0: up to the terminating zero */
  int code;     /* -1: taken */
  int byte;     /* counted from 1 */
} Case;

static const Case cases[] = {
  { "object", "{\"a\":1,\"b\":[true,null,-2.5e3,\"\\u00e9\"]}", 0, -1, 0 },
  { "empty-object", "{}", 0, -1, 0 },
  { "scalar", "17", 0, -1, 0 },
  { "outer-space", " {\"a\" : 1}\r", 0, -1, 0 },
  { "empty-key", "{\"\":1,\"a\":2}", 0, -1, 0 },
  { "same-key-elsewhere", "{\"a\":{\"a\":1},\"b\":{\"a\":1}}", 0, -1, 0 },
  { "surrogates", "\"\\ud83d\\ude00\"", 0, -1, 0 },
  { "int64-max", "9223372036854775807", 0, -1, 0 },
  { "int64-min", "-9223372036854775808", 0, -1, 0 },
  { "double", "1.7976931348623157e308", 0, -1, 0 },
  { "backslash-u-escaped", "\"\\\\u0000\"", 0, -1, 0 },

  { "nothing", "", 0, FAIR_JSON_ERROR_SYNTAX, 1 },
  { "only-space", "   ", 0, FAIR_JSON_ERROR_SYNTAX, 1 },
  { "trailing-comma", "{\"a\":1,}", 0, FAIR_JSON_ERROR_SYNTAX, 7 },
  { "comment", "{} // x", 0, FAIR_JSON_ERROR_SYNTAX, 4 },
  { "two-values", "{} {}", 0, FAIR_JSON_ERROR_SYNTAX, 4 },
  { "cut", "{\"a\":", 0, FAIR_JSON_ERROR_SYNTAX, 6 },
  { "nan", "[NaN]", 0, FAIR_JSON_ERROR_SYNTAX, 2 },
  { "infinity", "-Infinity", 0, FAIR_JSON_ERROR_SYNTAX, 2 },
  { "leading-zero", "[01]", 0, FAIR_JSON_ERROR_SYNTAX, 2 },
  { "single-quotes", "{'a':1}", 0, FAIR_JSON_ERROR_SYNTAX, 2 },
  { "control", "\"a\tb\"", 0, FAIR_JSON_ERROR_SYNTAX, 3 },
  { "half-surrogate", "\"\\ud83d\"", 0, FAIR_JSON_ERROR_SYNTAX, 8 },

  { "bom", "\xEF\xBB\xBF{}", 0, FAIR_JSON_ERROR_ENCODING, 1 },
  { "latin1", "\"Zo\xEB\"", 0, FAIR_JSON_ERROR_ENCODING, 4 },
  { "overlong", "\"\xC0\xAF\"", 0, FAIR_JSON_ERROR_ENCODING, 2 },
  { "surrogate-bytes", "\"\xED\xA0\x80\"", 0, FAIR_JSON_ERROR_ENCODING, 2 },
  { "cut-character", "\"\xC3\"", 0, FAIR_JSON_ERROR_ENCODING, 2 },

  { "zero-byte", "\"a\0b\"", 5, FAIR_JSON_ERROR_NUL, 3 },
  { "zero-byte-outside", "{}\0", 3, FAIR_JSON_ERROR_NUL, 3 },
  { "zero-escape", "[1,\"a\\u0000b\"]", 0, FAIR_JSON_ERROR_NUL, 4 },
  { "zero-escape-key", "{\"x\":1,\"\\u0000\":2}", 0, FAIR_JSON_ERROR_NUL, 8 },

  { "duplicate", "{\"a\":1,\"b\":2,\"a\":3}", 0, FAIR_JSON_ERROR_DUPLICATE, 14 },
  { "duplicate-escaped", "{\"a\":1,\"\\u0061\":3}", 0, FAIR_JSON_ERROR_DUPLICATE, 8 },
  { "duplicate-deep", "[{\"x\":{\"k\":[],\"k\":0}}]", 0, FAIR_JSON_ERROR_DUPLICATE, 15 },
  { "duplicate-empty", "{\"\":1,\"\":2}", 0, FAIR_JSON_ERROR_DUPLICATE, 7 },

  { "int64-beyond", "[9223372036854775808]", 0, FAIR_JSON_ERROR_NUMBER, 2 },
  { "uint64-beyond", "{\"n\":18446744073709551616}", 0, FAIR_JSON_ERROR_NUMBER, 6 },
  { "int64-below", "[\"x\", -9223372036854775809]", 0, FAIR_JSON_ERROR_NUMBER, 7 },
  { "double-beyond", "[1,1e400]", 0, FAIR_JSON_ERROR_NUMBER, 4 },
};

static int
get_byte (const GError *error)
{
  const char *found = strstr (error->message, "byte ");

  g_assert_nonnull (found);
  return (int) g_ascii_strtoll (found + strlen ("byte "), NULL, 10);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  gsize length = test->length > 0 ? test->length : strlen (test->text);
  g_autofree char *exact = g_memdup2 (length > 0 ? test->text : "x", MAX (length, 1));
  g_autoptr (GError) line_error = NULL;
  g_autoptr (GError) text_error = NULL;
  g_autoptr (yyjson_doc) line = fair_json_read_line (exact, length, NULL, &line_error);
  g_autoptr (yyjson_doc) text = fair_json_read_text (exact, length, 1000, "a.json", &text_error);

  if (test->code < 0)
    {
      g_assert_no_error (line_error);
      g_assert_no_error (text_error);
      g_assert_nonnull (line);
      g_assert_nonnull (text);
      return;
    }
  g_assert_null (line);
  g_assert_null (text);
  g_assert_error (line_error, FAIR_JSON_ERROR, test->code);
  g_assert_error (text_error, FAIR_JSON_ERROR, test->code);
  g_assert_cmpint (get_byte (line_error), ==, test->byte);
  g_assert_cmpint (get_byte (text_error), ==, test->byte);
  g_assert_true (g_str_has_prefix (text_error->message, "“a.json”, line 1, column "));
}

static char *
make_nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  for (guint i = depth; i > 0; i--)
    g_string_append_c (text, (i - 1) % 2 == 0 ? ']' : '}');
  /* An object cannot hold nothing after its colon. */
  if (depth % 2 == 0)
    {
      char *hole = strstr (text->str, ":}");
      g_string_insert (text, hole - text->str + 1, "1");
    }
  return g_string_free_and_steal (text);
}

static void
test_depth (void)
{
  g_autofree char *deepest = make_nested (FAIR_JSON_MAX_DEPTH);
  g_autofree char *too_deep = make_nested (FAIR_JSON_MAX_DEPTH + 1);
  g_autofree char *bottomless = g_strnfill (60000, '[');
  g_autofree char *wide = g_strdup ("[[[]],[[]],[[],[],[]],{\"a\":[]},[]]");
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) taken = fair_json_read_line (deepest, strlen (deepest), NULL, &error);
  g_autoptr (yyjson_doc) also_taken = fair_json_read_line (wide, strlen (wide), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (taken);
  g_assert_nonnull (also_taken);
  g_assert_null (fair_json_read_line (too_deep, strlen (too_deep), NULL, &error));
  g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_DEPTH);
  /* 16 times `[{"a":` and then the list that is one too many */
  g_assert_cmpint (get_byte (error), ==, 16 * 6 + 1);
  g_clear_error (&error);
  g_assert_null (fair_json_read_line (bottomless, strlen (bottomless), NULL, &error));
  g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_SYNTAX);
}

static void
test_siblings_do_not_nest (void)
{
  GString *text = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, i % 2 == 0 ? "[[1],{}]," : "{\"a\":{\"b\":[]}},");
  g_string_append (text, "0]");
  doc = fair_json_read_line (text->str, text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (doc);
  g_string_free (text, TRUE);
}

static void
test_length (void)
{
  g_autofree char *text = g_strnfill (FAIR_JSON_MAX_LINE + 1, ' ');
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = NULL;

  text[0] = '1';
  doc = fair_json_read_line (text, FAIR_JSON_MAX_LINE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (doc);
  g_assert_null (fair_json_read_line (text, FAIR_JSON_MAX_LINE + 1, NULL, &error));
  g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_LENGTH);
  g_clear_error (&error);
  g_assert_null (fair_json_read_text (text, 11, 10, "a.json", &error));
  g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_LENGTH);
}

static GString *
make_many_members (guint n)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"key%u\":%u", i > 0 ? "," : "", i, i);
  return text;
}

/* Just below, at and above the number of members from which on duplicates are found in another way. */
static void
test_many_members (void)
{
  const guint counts[] = { 2, 23, 24, 25, 26, 100, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      GString *text = make_many_members (counts[i]);
      gsize length = text->len;
      g_autoptr (GError) error = NULL;
      g_autoptr (yyjson_doc) doc = NULL;

      g_string_append_c (text, '}');
      doc = fair_json_read_text (text->str, text->len, 100 * 1000 * 1000, "many.json", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (yyjson_obj_size (yyjson_doc_get_root (doc)), ==, counts[i]);

      g_string_truncate (text, length);
      g_string_append (text, ",\"key1\":0}");
      g_assert_null (fair_json_read_text (text->str, text->len, 100 * 1000 * 1000, "many.json", &error));
      g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_DUPLICATE);
      g_assert_cmpint (get_byte (error), ==, (int) length + 2);
      g_string_free (text, TRUE);
    }
}

/* Of several duplicates the first is named, as a person reads it. */
static void
test_first_duplicate (void)
{
  GString *text = make_many_members (100);
  gsize length = text->len;
  g_autoptr (GError) error = NULL;

  g_string_append (text, ",\"key7\":0,\"key1\":0,\"key99\":0}");
  g_assert_null (fair_json_read_line (text->str, text->len, NULL, &error));
  g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_DUPLICATE);
  g_assert_cmpint (get_byte (error), ==, (int) length + 2);
  g_string_free (text, TRUE);
}

static void
test_place_in_text (void)
{
  const char *text = "{\n  \"é\": 1,\n  \"é\": 2\n}\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_json_read_text (text, strlen (text), 1000, "pack/program.json", &error));
  g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_DUPLICATE);
  g_assert_true (g_str_has_prefix (error->message, "“pack/program.json”, line 3, column 3 (byte 16): “é”"));
}

static void
test_allocator (void)
{
  char small[64];
  g_autofree char *pool = g_malloc (yyjson_read_max_memory_usage (FAIR_JSON_MAX_LINE, 0));
  const char *text = "{\"a\":[1,2,3,4,5,6,7,8,9,10]}";
  yyjson_alc allocator;

  g_assert_true (yyjson_alc_pool_init (&allocator, pool, yyjson_read_max_memory_usage (FAIR_JSON_MAX_LINE, 0)));
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (yyjson_doc) doc = fair_json_read_line (text, strlen (text), &allocator, &error);

      g_assert_no_error (error);
      g_assert_nonnull (doc);
    }
  /* One without room is no reason to refuse a line. */
  if (yyjson_alc_pool_init (&allocator, small, sizeof small))
    {
      g_autoptr (yyjson_doc) doc = fair_json_read_line (text, strlen (text), &allocator, NULL);
      g_assert_nonnull (doc);
    }
}

static JsonNode *
parse (const char *text,
       GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return fair_json_parse_node (bytes, "form.json", error);
}

static void
test_parse_node (void)
{
  g_autofree char *long_text = g_strnfill (FAIR_JSON_MAX_FILE + 1, ' ');
  const struct
  {
    const char *text;
    int code;
  } refused[] = {
    { "{\"name\":\n nil}", FAIR_JSON_ERROR_SYNTAX },
    { "{\"a\":1,\"a\":2}", FAIR_JSON_ERROR_DUPLICATE },
    { "", FAIR_JSON_ERROR_SYNTAX },
    { long_text, FAIR_JSON_ERROR_LENGTH },
  };
  g_autoptr (JsonNode) node = parse ("{\"name\":\"Zoë\",\"n\":-3,\"d\":1.5}", NULL);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "name"), ==, "Zoë");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "n"), ==, -3);
  *long_text = '1';
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (refused[i].text, &error));
      g_assert_error (error, FAIR_JSON_ERROR, refused[i].code);
      g_assert_nonnull (strstr (error->message, "form.json"));
    }
}

/* Any change of one byte of a real line is either still JSON, or refused: never a crash, never a read beyond its end. */
static void
test_changed_bytes (void)
{
  const char *line = "{\"v\":1,\"at\":\"2026\",\"answers\":{\"name\":\"Zo\\u00eb \xC3\xA9\",\"n\":[1,-2.5e3,true,null]}}";
  gsize length = strlen (line);

  for (gsize i = 0; i < length; i++)
    {
      for (int byte = 0; byte < 256; byte++)
        {
          g_autofree char *changed = g_memdup2 (line, length);
          g_autoptr (GError) error = NULL;
          g_autoptr (yyjson_doc) doc = NULL;

          changed[i] = (char) byte;
          doc = fair_json_read_line (changed, length, NULL, &error);
          g_assert_true ((doc == NULL) == (error != NULL));
          if (error != NULL)
            g_assert_cmpint (get_byte (error), <=, (int) length + 1);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json/case/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/siblings-do-not-nest", test_siblings_do_not_nest);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/many-members", test_many_members);
  g_test_add_func ("/json/first-duplicate", test_first_duplicate);
  g_test_add_func ("/json/place-in-text", test_place_in_text);
  g_test_add_func ("/json/allocator", test_allocator);
  g_test_add_func ("/json/parse-node", test_parse_node);
  g_test_add_func ("/json/changed-bytes", test_changed_bytes);
  return g_test_run ();
}

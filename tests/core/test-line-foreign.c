/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines as other programs leave them: what is passed over, what is mended, and what is refused. */
#include "base/fair-json.h"
#include "store/journal/fair-line.h"
#include "test-store-util.h"
#include <string.h>
#include <zlib.h>

#define ID "2c8a7a1e-6f0d-4b52-9d0a-0d2f5f5a7b11"
#define PUT_HEAD "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":1,"
#define AT "\"at\":\"2026-11-22T15:04:05.123Z\","
#define HLC "\"hlc\":\"5-0-a\","
#define TEXTS "\"event\":\"\",\"form\":\"f@1\",\"lang\":\"en\","

/* @body with its checksum and the closing brace, without a newline. */
static char *
seal (const char *body)
{
  return g_strdup_printf ("%s,\"crc\":\"%08lx\"}", body, crc32 (0, (const Bytef *) body, (uInt) strlen (body)));
}

/* Decodes a line that comes from elsewhere. Returns it as a journal has it, or NULL. */
static char *
decode_foreign (const char *line,
                gsize       length,
                GError    **error)
{
  g_autoptr (GStringChunk) scratch = g_string_chunk_new (64);
  /* a block of its own: nothing beyond its end is looked at */
  g_autofree char *copy = g_memdup2 (line, MAX (length, 1));
  g_auto (FairVersion) version = { 0 };

  if (!fair_line_decode_foreign (copy, length, NULL, scratch, &version, error))
    {
      g_assert_null (version.doc);
      return NULL;
    }
  g_assert_true (version.op == FAIR_OP_UNKNOWN || version.id != NULL);
  return g_strndup (version.line, version.length);
}

/* White space, a byte order mark and a missing checksum do no harm: the line is what a journal would have. */
static void
test_foreign (void)
{
  static const char *const around[][2] = { { "", "" }, { "\xEF\xBB\xBF", "\r" }, { "  \t", " \t\r" },
                                           { "\xEF\xBB\xBF \n", "\n\f" } };
  static const char bare[] = PUT_HEAD AT HLC TEXTS "\"answers\":{},\"staff\":{}";
  g_autofree char *line = seal (bare);

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (around); i++)
    {
      const char *middle = i % 2 == 0 ? line : bare, *brace = i % 2 == 0 ? "" : "}";
      g_autofree char *text = g_strconcat (around[i / 2][0], middle, brace, around[i / 2][1], NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *decoded = decode_foreign (text, strlen (text), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (decoded, ==, line);
    }
}

/* What is not of this version stays as it came, and gets no checksum. */
static void
test_foreign_newer (void)
{
  static const char newer[] = "{\"v\":2,\"op\":\"put\",\"x\":[1.50]}";
  g_autofree char *sealed = seal ("{\"v\":2,\"op\":\"put\"");
  g_autofree char *first = decode_foreign (newer, strlen (newer), NULL);
  g_autofree char *second = decode_foreign (sealed, strlen (sealed), NULL);

  g_assert_cmpstr (first, ==, newer);
  g_assert_cmpstr (second, ==, sealed);
}

static void
assert_foreign_refused (const char *line,
                        const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *decoded = decode_foreign (line, strlen (line), &error);

  g_assert_null (decoded);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s”: %s", line, error->message);
}

static void
test_foreign_refused (void)
{
  g_autofree char *damaged = test_put_line (ID, 1, "5-0-a", "Ann");
  g_autofree char *last = test_put_line (ID, 1, "253402300799999-0-a", "Ann");
  g_autofree char *last_erasure = test_erase_line (ID, "253402300799999-0-a");
  g_autofree char *last_but_one = test_put_line (ID, 1, "253402300799998-4294967295-a", "Ann");
  g_autofree char *accepted = decode_foreign (last_but_one, strlen (last_but_one), NULL);

  damaged[60] ^= 1;
  assert_foreign_refused (damaged, "checksum does not match");
  assert_foreign_refused (last, "the last that there can be");
  assert_foreign_refused (last_erasure, "the last that there can be");
  g_assert_nonnull (accepted);
  assert_foreign_refused ("", "nothing to read");
  assert_foreign_refused ("  ", "nothing to read");
  assert_foreign_refused ("{\"v\":1,\"op\":\"erase\",\"crc\":\"00000000\",\"id\":\"a\",\"hlc\":\"5-0-a\"}",
                          "not where Fairbook writes it");
  assert_foreign_refused ("{\"v\":1,\"op\":\"erase\",\"id\":\"a\"}", "“hlc”");
  assert_foreign_refused ("{\"v\":1,\"op\":\"erase\",\"id\":\"a\",\"hlc\":\"5-0-a\"", "");
  assert_foreign_refused ("[]", "");
}

/* With its checksum it would be longer than a line may be: refused, and one byte less is not. */
static void
test_foreign_longest (void)
{
  g_autofree char *shortest = test_put_line (ID, 1, "5-0-a", "x");
  g_autofree char *name = g_strnfill (FAIR_JSON_MAX_LINE - strlen (shortest) + 2, 'x');
  g_autofree char *line = test_put_line (ID, 1, "5-0-a", name);
  int bare_length = FAIR_JSON_MAX_LINE - (int) strlen (",\"crc\":\"01234567\"}");
  g_autofree char *bare = g_strdup_printf ("%.*s}", bare_length, line);
  g_autofree char *longer = g_strconcat ("{ ", bare + 1, NULL);
  g_autofree char *decoded = decode_foreign (bare, strlen (bare), NULL);

  g_assert_cmpuint (strlen (line), ==, FAIR_JSON_MAX_LINE + 1);
  line[FAIR_JSON_MAX_LINE] = '\0';
  g_assert_cmpstr (decoded, ==, line);
  assert_foreign_refused (longer, "longer than 64 KiB");
}

static void
test_blank (void)
{
  static const char *const blank[] = { "", " ", "\t\r\n ", "\xEF\xBB\xBF", "\xEF\xBB\xBF \r" };
  static const char *const not_blank[] = { "x", " x ", "\xEF\xBB", "\xEF\xBB\xBF{}", "\xC2\xA0" };

  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (fair_line_is_blank (blank[i], strlen (blank[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (not_blank); i++)
    g_assert_false (fair_line_is_blank (not_blank[i], strlen (not_blank[i])));
  g_assert_false (fair_line_is_blank ("\0", 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/line-foreign/mended", test_foreign);
  g_test_add_func ("/line-foreign/newer", test_foreign_newer);
  g_test_add_func ("/line-foreign/refused", test_foreign_refused);
  g_test_add_func ("/line-foreign/longest", test_foreign_longest);
  g_test_add_func ("/line-foreign/blank", test_blank);

  return g_test_run ();
}

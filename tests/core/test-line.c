/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the journal: what is written, what is read or only glanced at, and every reason to refuse. */
#include "base/fair-json.h"
#include "store/journal/fair-line.h"
#include "store/journal/fair-store-error.h"
#include "test-store-util.h"
#include <string.h>
#include <zlib.h>

#define ID "2c8a7a1e-6f0d-4b52-9d0a-0d2f5f5a7b11"
#define PUT_HEAD "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":1,"
#define AT "\"at\":\"2026-11-22T15:04:05.123Z\","
#define HLC "\"hlc\":\"5-0-a\","
#define WORDING_HEAD "{\"v\":1,\"op\":\"wording\",\"id\":\""
#define TEXTS "\"event\":\"\",\"form\":\"f@1\",\"lang\":\"en\","

/* @body with its checksum and the closing brace, without a newline. */
static char *
seal (const char *body)
{
  return g_strdup_printf ("%s,\"crc\":\"%08lx\"}", body, crc32 (0, (const Bytef *) body, (uInt) strlen (body)));
}

static void
test_round_trip (void)
{
  g_autofree char *line = test_put_line (ID, 3, "1795366389333-4-c522dea509c45617", "O'Brien & Søn 🩺");
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_suffix (line, "\"}\n"));
  line[strlen (line) - 1] = '\0';
  g_assert_true (fair_line_decode (line, strlen (line), NULL, &version, &error));
  g_assert_no_error (error);
  g_assert_cmpint (version.op, ==, FAIR_OP_PUT);
  g_assert_cmpstr (version.id, ==, ID);
  g_assert_cmpint (version.rev, ==, 3);
  g_assert_cmpstr (version.at, ==, "2026-11-22T15:04:05.123Z");
  g_assert_cmpint (version.hlc.ms, ==, 1795366389333);
  g_assert_cmpuint (version.hlc.counter, ==, 4);
  g_assert_cmpstr (version.hlc.device, ==, "c522dea509c45617");
  g_assert_cmpstr (version.event, ==, "fair");
  g_assert_cmpstr (version.form, ==, "interest@1");
  g_assert_cmpstr (version.lang, ==, "en");
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (fair_version_get_answers (&version), "given_name")), ==,
                   "O'Brien & Søn 🩺");
  g_assert_cmpuint (yyjson_obj_size (version.staff), ==, 0);
  g_assert_null (version.agreed);
}

/* Whether a line is understood at a glance; then it is whose, and from when, the whole of it says. */
static gboolean
glance (const char *line,
        gsize       length)
{
  g_autoptr (GStringChunk) scratch = g_string_chunk_new (64);
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;
  FairVersion glanced;

  if (!fair_line_glance (line, length, scratch, &glanced))
    return FALSE;
  g_assert_true (fair_line_decode (line, length, NULL, &version, &error));
  g_assert_no_error (error);
  g_assert_cmpint (glanced.op, ==, version.op);
  g_assert_cmpstr (glanced.id, ==, version.id);
  g_assert_cmpint (fair_hlc_compare (&glanced.hlc, &version.hlc), ==, 0);
  g_assert_true (version.op == FAIR_OP_ERASE || yyjson_obj_size (version.staff) == 0);
  return TRUE;
}

static void
test_exact_bytes (void)
{
  g_autofree char *put = test_put_line (ID, 1, "5-0-a", "Ann");
  g_autofree char *erase = test_erase_line (ID, "6-0-a");
  g_autofree char *put_body = seal (PUT_HEAD AT HLC "\"event\":\"fair\",\"form\":\"interest@1\",\"lang\":\"en\","
                                    "\"answers\":{\"given_name\":\"Ann\"},\"staff\":{}");
  g_autofree char *erase_body = seal ("{\"v\":1,\"op\":\"erase\",\"id\":\"" ID "\",\"hlc\":\"6-0-a\"");
  g_autofree char *put_line = g_strconcat (put_body, "\n", NULL);
  g_autofree char *erase_line = g_strconcat (erase_body, "\n", NULL);

  g_assert_cmpstr (put, ==, put_line);
  g_assert_cmpstr (erase, ==, erase_line);
}

static void
assert_line (const GString *line,
             const char    *body)
{
  g_autofree char *sealed = seal (body);
  g_autofree char *expected = g_strconcat (sealed, "\n", NULL);

  g_assert_cmpstr (line->str, ==, expected);
}

#define YES_ID "8a798890fe93817163b10b5f7bd2ca4d25d84c52739a645a889c173eee7d9d3d"

/* A sign-up as it is first written, with and without what was agreed to, and the wording of that. */
static void
test_draft (void)
{
  const FairConsent consents[] = { { YES_ID, "consent", "en", "yes" }, { YES_ID, "news", "es", "yes" } };
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  FairDraft draft = { .event = "fair", .form = "f@1", .lang = "en", .answers = answers, .id = "ignored" };
  FairHlc hlc = { .ms = 5, .device = "a" };

  fair_answers_set_text (answers, "given_name", "Ann");
  g_assert_true (fair_line_encode_draft (out, &draft, ID, 1795359845123, &hlc, NULL));
  assert_line (out, PUT_HEAD AT HLC "\"event\":\"fair\",\"form\":\"f@1\",\"lang\":\"en\","
                    "\"answers\":{\"given_name\":\"Ann\"},\"staff\":{}");
  g_string_truncate (out, 0);
  draft.consents = consents;
  draft.n_consents = G_N_ELEMENTS (consents);
  g_assert_true (fair_line_encode_draft (out, &draft, ID, 1795359845123, &hlc, NULL));
  assert_line (out, PUT_HEAD AT HLC "\"event\":\"fair\",\"form\":\"f@1\",\"lang\":\"en\","
                    "\"answers\":{\"given_name\":\"Ann\"},\"agreed\":{\"consent\":\"" YES_ID "\","
                    "\"news\":\"" YES_ID "\"},\"staff\":{}");
  g_assert_true (glance (out->str, out->len - 1));
  g_string_truncate (out, 0);
  g_assert_true (fair_line_encode_wording (out, &consents[0], NULL));
  assert_line (out, "{\"v\":1,\"op\":\"wording\",\"id\":\"" YES_ID "\",\"lang\":\"en\",\"text\":\"yes\"");
}

static void
test_wording (void)
{
  static const char text[] = "Sí, \"quiero\"\n🩺";
  g_autofree char *id = fair_wording_make_id (text);
  const FairConsent consent = { id, "consent", "es", text };
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_line_encode_wording (line, &consent, NULL));
  g_assert_false (glance (line->str, line->len - 1));
  g_assert_true (fair_line_decode (line->str, line->len - 1, NULL, &version, &error));
  g_assert_no_error (error);
  g_assert_cmpint (version.op, ==, FAIR_OP_WORDING);
  g_assert_cmpstr (version.id, ==, id);
  g_assert_cmpstr (version.lang, ==, "es");
  g_assert_cmpstr (version.text, ==, consent.text);
}

/* No single flipped bit goes unseen. */
static void
test_every_bit (void)
{
  g_autofree char *line = test_put_line (ID, 1, "5-0-a", "Ann");
  gsize length = strlen (line) - 1;

  for (gsize i = 0; i < length * 8; i++)
    {
      g_auto (FairVersion) version = { 0 };
      g_autoptr (GError) error = NULL;

      line[i / 8] ^= (char) (1 << (i % 8));
      g_assert_false (fair_line_decode (line, length, NULL, &version, &error));
      g_assert_false (glance (line, length));
      g_assert_nonnull (error);
      g_assert_null (version.doc);
      line[i / 8] ^= (char) (1 << (i % 8));
    }
}

/* Each beginning of a line is refused, and nothing beyond its end is looked at: it has a block of its own. */
static void
refuse_every_beginning (const char *line)
{
  gsize length = strlen (line) - 1;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *copy = g_memdup2 (line, MAX (i, 1));
      g_auto (FairVersion) version = { 0 };

      g_assert_false (fair_line_decode (copy, i, NULL, &version, NULL));
      g_assert_false (glance (copy, i));
    }
}

static void
test_every_length (void)
{
  g_autofree char *first = test_put_line (ID, 1, "5-0-a", "Ann");
  g_autofree char *later = test_put_line (ID, 2, "5-0-a", "Ann");
  g_autofree char *erase = test_erase_line (ID, "5-0-a");

  refuse_every_beginning (first);
  refuse_every_beginning (later);
  refuse_every_beginning (erase);
}

/* Sealed bodies that are refused, and the word that names why. */
static void
test_members (void)
{
  static const char *const cases[][2] = {
    { "{\"op\":\"put\"", "“v”" },
    { "{\"v\":\"1\",\"op\":\"put\"", "“v”" },
    { "{\"v\":0,\"op\":\"put\"", "“v”" },
    { "{\"v\":1.5,\"op\":\"put\"", "“v”" },
    { "{\"v\":1", "“op”" },
    { "{\"v\":1,\"op\":7", "“op”" },
    { "{\"v\":1,\"op\":\"put\"", "“id”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"\"", "“id”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"../etc\"", "“id”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "“id”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\"", "“rev”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":0", "“rev”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":\"1\"", "“rev”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":-1", "“rev”" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":9007199254740992", "“rev” is too high" },
    { "{\"v\":1,\"op\":\"put\",\"id\":\"" ID "\",\"rev\":9223372036854775807", "“rev” is too high" },
    { PUT_HEAD HLC TEXTS "\"answers\":{}", "“at”" },
    { PUT_HEAD "\"at\":\"yesterday\"," HLC TEXTS "\"answers\":{}", "“at”" },
    { PUT_HEAD AT TEXTS "\"answers\":{}", "“hlc”" },
    { PUT_HEAD AT "\"hlc\":\"now\"," TEXTS "\"answers\":{}", "“hlc”" },
    { PUT_HEAD AT HLC "\"form\":\"f@1\",\"lang\":\"en\",\"answers\":{}", "“event”" },
    { PUT_HEAD AT HLC "\"event\":null,\"form\":\"f@1\",\"lang\":\"en\",\"answers\":{}", "“event”" },
    { PUT_HEAD AT HLC "\"event\":\"\",\"lang\":\"en\",\"answers\":{}", "“form”" },
    { PUT_HEAD AT HLC "\"event\":\"\",\"form\":\"f@1\",\"answers\":{}", "“lang”" },
    { PUT_HEAD AT HLC "\"event\":\"\",\"form\":\"f@1\",\"lang\":\"en\"", "“answers”" },
    { PUT_HEAD AT HLC TEXTS "\"answers\":[]", "“answers”" },
    { PUT_HEAD AT HLC TEXTS "\"answers\":{},\"agreed\":[]", "“agreed”" },
    { PUT_HEAD AT HLC TEXTS "\"answers\":{},\"staff\":[]", "“staff”" },
    { "{\"v\":1,\"op\":\"erase\",\"hlc\":\"5-0-a\"", "“id”" },
    { "{\"v\":1,\"op\":\"erase\",\"id\":\"" ID "\"", "“hlc”" },
    { "{\"v\":1,\"op\":\"wording\",\"lang\":\"en\",\"text\":\"yes\"", "“id”" },
    { WORDING_HEAD YES_ID "\",\"text\":\"yes\"", "“lang”" },
    { WORDING_HEAD YES_ID "\",\"lang\":\"en\"", "“text”" },
    { WORDING_HEAD YES_ID "\",\"lang\":\"en\",\"text\":\"yes \"", "not the SHA-256" },
    { WORDING_HEAD "8A798890FE93817163B10B5F7BD2CA4D25D84C52739A645A889C173EEE7D9D3D\","
                   "\"lang\":\"en\",\"text\":\"yes\"",
      "not the SHA-256" },
    { WORDING_HEAD ID "\",\"lang\":\"en\",\"text\":\"yes\"", "not the SHA-256" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = seal (cases[i][0]);
      g_auto (FairVersion) version = { 0 };
      g_autoptr (GError) error = NULL;

      if (fair_line_decode (line, strlen (line), NULL, &version, &error))
        g_error ("“%s” was read", line);
      g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
      if (strstr (error->message, cases[i][1]) == NULL)
        g_error ("“%s”: %s", line, error->message);
    }
}

static void
assert_refused (const char *text,
                gsize       length,
                GQuark      domain,
                int         code)
{
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_line_decode (text, length, NULL, &version, &error));
  g_assert_error (error, domain, code);
}

static void
assert_body_refused (const char *answers,
                     int         code)
{
  g_autofree char *body = g_strconcat (PUT_HEAD AT HLC TEXTS "\"answers\":", answers, NULL);
  g_autofree char *line = seal (body);

  assert_refused (line, strlen (line), FAIR_JSON_ERROR, code);
}

/* A checksum that is right does not make bad JSON good. */
static void
test_strict_json (void)
{
  g_autofree char *deep = g_strconcat ("{\"a\":", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
                                       "}", NULL);

  assert_body_refused (deep, FAIR_JSON_ERROR_DEPTH);
  assert_body_refused ("{\"a\":1,\"a\":2}", FAIR_JSON_ERROR_DUPLICATE);
  assert_body_refused ("{\"a\":\"b\\u0000c\"}", FAIR_JSON_ERROR_NUL);
  assert_body_refused ("{\"a\":\"\xff\"}", FAIR_JSON_ERROR_ENCODING);
  assert_body_refused ("{\"a\":1e999}", FAIR_JSON_ERROR_NUMBER);
  assert_body_refused ("{\"a\":9223372036854775808}", FAIR_JSON_ERROR_NUMBER);
  assert_body_refused ("{\"a\":1,}", FAIR_JSON_ERROR_SYNTAX);
  assert_body_refused ("{'a':1}", FAIR_JSON_ERROR_SYNTAX);
}

static void
test_shapes (void)
{
  g_autofree char *put = test_put_line (ID, 1, "5-0-a", "Ann");
  g_autofree char *spaced = g_strconcat (put, NULL);
  g_autofree char *early = seal ("{\"v\":1,\"crc\":\"00000000\",\"op\":\"erase\",\"id\":\"" ID "\",\"hlc\":\"5-0-a\"");
  g_autofree char *huge = g_strnfill (FAIR_JSON_MAX_LINE + 1, 'x');

  spaced[strlen (spaced) - 1] = ' ';
  assert_refused (spaced, strlen (spaced), FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  assert_refused ("", 0, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  assert_refused ("[]", 2, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  assert_refused ("{\"v\":1}", 7, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  assert_refused ("hello", 5, FAIR_JSON_ERROR, FAIR_JSON_ERROR_SYNTAX);
  assert_refused (huge, FAIR_JSON_MAX_LINE + 1, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  /* “crc” twice is a member twice */
  assert_refused (early, strlen (early), FAIR_JSON_ERROR, FAIR_JSON_ERROR_DUPLICATE);
}

static void
assert_unknown (const char *line)
{
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_line_decode (line, strlen (line), NULL, &version, &error));
  g_assert_no_error (error);
  g_assert_cmpint (version.op, ==, FAIR_OP_UNKNOWN);
  g_assert_true (version.line == line && version.length == strlen (line));
}

static void
test_newer (void)
{
  g_autofree char *sealed = seal ("{\"v\":2,\"op\":\"put\",\"id\":7");
  g_autofree char *other_op = seal ("{\"v\":1,\"op\":\"join\",\"ids\":[]");

  assert_unknown (sealed);
  assert_unknown (other_op);
  assert_unknown ("{\"v\":2,\"anything\":[1,2,3]}");
  assert_refused ("{\"v\":1,\"op\":\"join\"}", 19, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  sealed[1 + 4] = '3';
  assert_refused (sealed, strlen (sealed), FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
}

/* A line with a further member is read; so is one whose members are in another order, or have spaces between them. */
static void
test_other_writers (void)
{
  g_autofree char *line = seal ("{ \"op\":\"put\", \"v\":1, \"later\":[1], \"answers\":{\"x\":1}, \"lang\":\"en\","
                                " \"form\":\"f@1\", \"event\":\"e\", \"hlc\":\"5-0-a\","
                                " \"at\":\"2026-11-22T15:04:05Z\", \"rev\":2, \"id\":\"p-1\"");
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_line_decode (line, strlen (line), NULL, &version, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (version.id, ==, "p-1");
  g_assert_null (version.staff);
  g_assert_false (glance (line, strlen (line)));
}

/* Noted is in whom somebody was joined: whoever wants to know has to read the whole line. */
static void
test_glance_at_notes (void)
{
  static const char *const staff[] = { ",\"staff\":{\"joined_into\":\"b\"}", ",\"staff\":{},\"later\":1",
                                       ",\"later\":{}", "" };
  g_autofree char *noted = seal (PUT_HEAD AT HLC TEXTS "\"answers\":{},\"staff\":{}");

  g_assert_true (glance (noted, strlen (noted)));
  for (gsize i = 0; i < G_N_ELEMENTS (staff); i++)
    {
      g_autofree char *body = g_strconcat (PUT_HEAD AT HLC TEXTS "\"answers\":{\"a\":\"\\\"staff\\\":{}\"}",
                                           staff[i], NULL);
      g_autofree char *line = seal (body);
      g_auto (FairVersion) version = { 0 };

      g_assert_true (fair_line_decode (line, strlen (line), NULL, &version, NULL));
      g_assert_false (glance (line, strlen (line)));
    }
}

/* Up to four bytes beside each other: a checksum of 32 bits misses none of that. */
static void
damage (const char *line)
{
  gsize length = strlen (line);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *copy = g_memdup2 (line, length);
      gsize n = (gsize) g_test_rand_int_range (1, 5);
      gsize at = (gsize) g_test_rand_int_range (0, (int) (length - n));

      for (gsize j = 0; j < n; j++)
        copy[at + j] = (char) g_test_rand_int_range (0, 256);
      if (memcmp (copy, line, length) != 0)
        g_assert_false (glance (copy, length));
    }
}

/* Lines of every kind, and what becomes of them. */
static void
test_glance_at_damage (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "journal", "every-line-kind.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_glanced = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      n_glanced += glance (lines[i], strlen (lines[i]));
      damage (lines[i]);
    }
  /* four puts and a tombstone */
  g_assert_cmpuint (n_glanced, ==, 5);
}

static gboolean
encode (GString    *out,
        const char *event,
        const char *name,
        GError    **error)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };
  FairHlc hlc = { .ms = 5, .device = "a" };

  fair_answers_set_text (answers, "given_name", name);
  return fair_line_encode_draft (out, &draft, ID, 1795359845123, &hlc, error);
}

/* The longest line is exactly the limit; one byte more is refused, and nothing is written. */
static void
test_limit (void)
{
  g_autofree char *shortest = test_put_line (ID, 1, "5-0-a", "x");
  gsize room = FAIR_JSON_MAX_LINE - (strlen (shortest) - 1) + 1;
  g_autofree char *name = g_strnfill (room + 1, 'x');
  g_autoptr (GString) out = g_string_new ("before");
  g_autoptr (GError) error = NULL;
  g_auto (FairVersion) version = { 0 };

  g_assert_false (encode (out, "fair", name, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG);
  g_assert_cmpstr (out->str, ==, "before");

  name[room] = '\0';
  g_string_truncate (out, 0);
  g_assert_true (encode (out, "fair", name, NULL));
  g_assert_cmpuint (out->len, ==, FAIR_JSON_MAX_LINE + 1);
  g_assert_true (fair_line_decode (out->str, FAIR_JSON_MAX_LINE, NULL, &version, NULL));
  g_assert_true (glance (out->str, FAIR_JSON_MAX_LINE));
}

static void
test_invalid_text (void)
{
  const FairConsent consent = { YES_ID, "consent", "en", "\xff" };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (encode (out, "\xff", "Ann", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  g_clear_error (&error);
  g_assert_false (fair_line_encode_wording (out, &consent, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  g_assert_cmpuint (out->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/line/round-trip", test_round_trip);
  g_test_add_func ("/line/exact-bytes", test_exact_bytes);
  g_test_add_func ("/line/draft", test_draft);
  g_test_add_func ("/line/wording", test_wording);
  g_test_add_func ("/line/every-bit", test_every_bit);
  g_test_add_func ("/line/every-length", test_every_length);
  g_test_add_func ("/line/members", test_members);
  g_test_add_func ("/line/strict-json", test_strict_json);
  g_test_add_func ("/line/shapes", test_shapes);
  g_test_add_func ("/line/newer", test_newer);
  g_test_add_func ("/line/other-writers", test_other_writers);
  g_test_add_func ("/line/glance/notes", test_glance_at_notes);
  g_test_add_func ("/line/glance/damage", test_glance_at_damage);
  g_test_add_func ("/line/limit", test_limit);
  g_test_add_func ("/line/invalid-text", test_invalid_text);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the journal: what is written, what is read, and every reason to refuse. */
#include "base/fair-json.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-store-error.h"
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

static void
test_round_trip (void)
{
  g_autofree char *line = test_put_line (ID, 3, "1795366389333-4-c522dea509c45617", "O'Brien & Søn 🩺");
  g_auto (FairRecord) record = { 0 };
  g_autoptr (GError) error = NULL;
  FairFrame frame;

  g_assert_true (g_str_has_suffix (line, "\"}\n"));
  line[strlen (line) - 1] = '\0';
  g_assert_true (fair_journal_line_decode (line, strlen (line), NULL, &record, &error));
  g_assert_no_error (error);
  g_assert_cmpint (record.op, ==, FAIR_OP_PUT);
  g_assert_cmpstr (record.id, ==, ID);
  g_assert_cmpint (record.rev, ==, 3);
  g_assert_cmpstr (record.at, ==, "2026-11-22T15:04:05.123Z");
  g_assert_cmpint (record.hlc.ms, ==, 1795366389333);
  g_assert_cmpuint (record.hlc.counter, ==, 4);
  g_assert_cmpstr (record.hlc.device, ==, "c522dea509c45617");
  g_assert_cmpstr (record.event, ==, "fair");
  g_assert_cmpstr (record.form, ==, "interest@1");
  g_assert_cmpstr (record.lang, ==, "en");
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (record.answers, "given_name")), ==, "O'Brien & Søn 🩺");
  g_assert_cmpuint (yyjson_obj_size (record.staff), ==, 0);
  g_assert_true (fair_journal_line_scan (line, strlen (line), &frame));
  g_assert_cmpint (frame.op, ==, FAIR_OP_PUT);
  g_assert_cmpstr (frame.id, ==, ID);
  g_assert_false (frame.first);
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

/* No single flipped bit goes unseen. */
static void
test_every_bit (void)
{
  g_autofree char *line = test_put_line (ID, 1, "5-0-a", "Ann");
  gsize length = strlen (line) - 1;

  for (gsize i = 0; i < length * 8; i++)
    {
      g_auto (FairRecord) record = { 0 };
      g_autoptr (GError) error = NULL;

      line[i / 8] ^= (char) (1 << (i % 8));
      g_assert_false (fair_journal_line_decode (line, length, NULL, &record, &error));
      g_assert_nonnull (error);
      g_assert_null (record.doc);
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
      g_auto (FairRecord) record = { 0 };
      FairFrame frame;

      g_assert_false (fair_journal_line_decode (copy, i, NULL, &record, NULL));
      fair_journal_line_scan (copy, i, &frame);
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
    { PUT_HEAD AT HLC TEXTS "\"answers\":{},\"staff\":[]", "“staff”" },
    { "{\"v\":1,\"op\":\"erase\",\"hlc\":\"5-0-a\"", "“id”" },
    { "{\"v\":1,\"op\":\"erase\",\"id\":\"" ID "\"", "“hlc”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = seal (cases[i][0]);
      g_auto (FairRecord) record = { 0 };
      g_autoptr (GError) error = NULL;

      if (fair_journal_line_decode (line, strlen (line), NULL, &record, &error))
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
  g_auto (FairRecord) record = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_journal_line_decode (text, length, NULL, &record, &error));
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
test_frames (void)
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
  g_auto (FairRecord) record = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_journal_line_decode (line, strlen (line), NULL, &record, &error));
  g_assert_no_error (error);
  g_assert_cmpint (record.op, ==, FAIR_OP_UNKNOWN);
  g_assert_true (record.line == line && record.length == strlen (line));
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
  g_auto (FairRecord) record = { 0 };
  g_autoptr (GError) error = NULL;
  FairFrame frame;

  g_assert_true (fair_journal_line_decode (line, strlen (line), NULL, &record, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (record.id, ==, "p-1");
  g_assert_null (record.staff);
  g_assert_true (fair_journal_line_scan (line, strlen (line), &frame));
  g_assert_cmpstr (frame.id, ==, "p-1");
  g_assert_false (frame.first);
}

/* The longest line is exactly the limit; one byte more is refused, and nothing is written. */
static void
test_limit (void)
{
  g_autofree char *shortest = test_put_line (ID, 1, "5-0-a", "x");
  gsize room = FAIR_JSON_MAX_LINE - (strlen (shortest) - 1) + 1;
  g_autofree char *name = g_strnfill (room + 1, 'x');
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (GString) out = g_string_new ("before");
  g_autoptr (GError) error = NULL;
  g_auto (FairRecord) record = { 0 };
  FairHlc hlc = { .ms = 5, .device = "a" };
  FairPut put = { .id = ID, .rev = 1, .at = "2026-11-22T15:04:05.123Z", .hlc = &hlc, .event = "fair",
                  .form = "interest@1", .lang = "en", .answers = NULL };
  g_autofree char *longest = NULL;

  fair_answers_set_text (answers, "given_name", name);
  put.answers = fair_answers_peek_root (answers);
  g_assert_false (fair_journal_line_encode_put (out, &put, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG);
  g_assert_cmpstr (out->str, ==, "before");

  name[room] = '\0';
  longest = test_put_line (ID, 1, "5-0-a", name);
  g_assert_cmpuint (strlen (longest), ==, FAIR_JSON_MAX_LINE + 1);
  g_assert_true (fair_journal_line_decode (longest, FAIR_JSON_MAX_LINE, NULL, &record, NULL));
}

static void
test_invalid_text (void)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FairHlc hlc = { .ms = 5, .device = "a" };
  FairPut put = { .id = ID, .rev = 1, .at = "2026-11-22T15:04:05.123Z", .hlc = &hlc, .event = "\xff",
                  .form = "interest@1", .lang = "en", .answers = fair_answers_peek_root (answers) };

  g_assert_false (fair_journal_line_encode_put (out, &put, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE);
  g_assert_cmpuint (out->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal-line/round-trip", test_round_trip);
  g_test_add_func ("/journal-line/exact-bytes", test_exact_bytes);
  g_test_add_func ("/journal-line/every-bit", test_every_bit);
  g_test_add_func ("/journal-line/every-length", test_every_length);
  g_test_add_func ("/journal-line/members", test_members);
  g_test_add_func ("/journal-line/strict-json", test_strict_json);
  g_test_add_func ("/journal-line/frames", test_frames);
  g_test_add_func ("/journal-line/newer", test_newer);
  g_test_add_func ("/journal-line/other-writers", test_other_writers);
  g_test_add_func ("/journal-line/limit", test_limit);
  g_test_add_func ("/journal-line/invalid-text", test_invalid_text);

  return g_test_run ();
}

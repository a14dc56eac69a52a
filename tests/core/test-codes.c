/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes hold what was put into them, byte for byte: a reader of somebody else's says so. */
#include "takehome/fair-qr-code.h"

#include "test-code-reader.h"
#include <string.h>

static void
assert_read_back (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairQrCode) code = fair_qr_code_new (text, &error);
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  read = test_read_code (code);
  g_assert_cmpstr (read, ==, text);
}

static void
test_texts (void)
{
  static const char *const texts[] = {
    "1", "HTTPS://EXAMPLE.ORG/A", "https://example.org/a?b=c&d=%20#e", "mailto:o'neil+fair@example.org",
    "BEGIN:VCARD\r\nFN:Zoë O’Brien\r\n x\r\nEND:VCARD\r\n", "https://example.org/über/日本語", "مرحبا 🦊",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_read_back (texts[i]);
}

/* The longest that is allowed, of bytes that no mode makes shorter, and one more. */
static void
test_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (FAIR_QR_CODE_MAX_BYTES + 1, 'x');

  memcpy (text, "https://example.org/", strlen ("https://example.org/"));
  g_assert_null (fair_qr_code_new (text, &error));
  g_assert_error (error, FAIR_QR_CODE_ERROR, FAIR_QR_CODE_ERROR_TOO_LONG);
  g_assert_nonnull (strstr (error->message, "301"));
  g_assert_nonnull (strstr (error->message, "300"));
  text[FAIR_QR_CODE_MAX_BYTES] = '\0';
  assert_read_back (text);
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_qr_code_new ("", &error));
  g_assert_error (error, FAIR_QR_CODE_ERROR, FAIR_QR_CODE_ERROR_NOTHING);
}

/* The first two bits of the format (ISO/IEC 18004, section 7.9) are 00 for M, and 10 after they were masked. */
static void
test_error_correction (void)
{
  static const char *const texts[] = { "1", "https://example.org/a/longer/address/than/that" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FairQrCode) code = fair_qr_code_new (texts[i], NULL);

      g_assert_true (fair_qr_code_is_dark (code, 0, 8));
      g_assert_false (fair_qr_code_is_dark (code, 1, 8));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/texts", test_texts);
  g_test_add_func ("/codes/limit", test_limit);
  g_test_add_func ("/codes/nothing", test_nothing);
  g_test_add_func ("/codes/error-correction", test_error_correction);
  return g_test_run ();
}

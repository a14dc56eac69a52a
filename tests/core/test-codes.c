/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes hold what was put into them, byte for byte: a reader of somebody else's says so. */
#include "takehome/fair-qr-code.h"

#include "base/fair-paths.h"
#include "program/fair-program.h"
#include "test-code-reader.h"
#include "test-util.h"
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

static void
element_seen (GMarkupParseContext *context,
              const char          *name,
              const char         **attribute_names,
              const char         **attribute_values,
              gpointer             user_data,
              GError             **error)
{
  guint *n_links = user_data;

  for (guint i = 0; attribute_names[i] != NULL; i++)
    if (g_str_equal (attribute_names[i], "href"))
      {
        assert_read_back (attribute_values[i]);
        (*n_links)++;
      }
}

/* The links in the texts of a page, as they are pressed there. */
static void
read_back_links (FairPage *page,
                 guint    *n_links)
{
  static const GMarkupParser parser = { .start_element = element_seen };

  for (guint i = 0; i < page->blocks->len; i++)
    {
      const FairBlock *block = page->blocks->pdata[i];
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, n_links, NULL);
      g_autofree char *markup = g_strdup_printf ("<markup>%s</markup>", block->markup != NULL ? block->markup : "");

      g_assert_true (g_markup_parse_context_parse (context, markup, -1, NULL));
    }
}

/* All that a visitor can take home of a program; how many codes that were. */
static guint
read_back_program (FairProgram *program)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (program->pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (program->pages, i);

      read_back_links (page, &n);
    }
  for (guint i = 0; i < program->links->len; i++, n++)
    assert_read_back (((FairLink *) program->links->pdata[i])->url);
  for (guint i = 0; i < program->open_days->len; i++, n++)
    assert_read_back (((FairOpenDay *) program->open_days->pdata[i])->calendar_entry);
  for (guint i = 0; i < program->albums->len; i++)
    if (((FairAlbum *) program->albums->pdata[i])->url != NULL)
      {
        assert_read_back (((FairAlbum *) program->albums->pdata[i])->url);
        n++;
      }
  if (program->contact_card != NULL)
    {
      assert_read_back (program->contact_card);
      n++;
    }
  return n;
}

static FairProgram *
load (const char *folder)
{
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (folder, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (program->problems->len, ==, 0);
  return program;
}

static void
test_built_in (void)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (FairProgram) program = load (folder);

  g_test_message ("%u codes", read_back_program (program));
}

/* A pack that has all there is to take home, in more than one script. */
static void
test_pack (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "take-home", NULL);
  g_autoptr (FairProgram) program = load (folder);

  g_assert_cmpuint (program->open_days->len, ==, 3);
  g_assert_cmpuint (read_back_program (program), ==, 9);
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
  g_test_add_func ("/codes/built-in", test_built_in);
  g_test_add_func ("/codes/pack", test_pack);
  return g_test_run ();
}

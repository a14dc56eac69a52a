/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts in several languages: which one a person gets, and what an author is told; and how texts are folded. */
#include "base/fair-json.h"
#include "base/fair-localized.h"
#include "base/fair-text.h"

#include <string.h>

typedef struct
{
  const char *json;
  const char *fallback;
  const char *language;
  const char *expected; /* NULL: refused */
} Case;

static const Case cases[] = {
  { "\"Hello\"", NULL, "es", "Hello" },
  { "\"Hello\"", NULL, NULL, "Hello" },
  { "\"\"", NULL, "en", "" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "es", "Hola" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "ES", "Hola" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "es-MX", "Hola" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "es_MX.UTF-8", "Hola" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "es_MX.UTF-8@euro", "Hola" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\",\"es-MX\":\"Qué onda\"}", NULL, "es-MX", "Qué onda" },
  { "{\"en\":\"Hello\",\"pt-BR\":\"Oi\"}", NULL, "pt", "Oi" },
  { "{\"en\":\"Hello\",\"pt-BR\":\"Oi\"}", NULL, "pt-PT", "Oi" },
  { "{\"en\":\"Hello\",\"zh-Hant\":\"您好\"}", NULL, "zh-Hant-TW", "您好" },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "fr", "Hello" },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", NULL, "fr", "Hola" },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", "en", "fr", "Hello" },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", "en", NULL, "Hello" },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", "en", "es", "Hola" },
  { "{\"es\":\"Hola\"}", "en", "en", "Hola" },
  { "{\"est\":\"Tere\",\"en\":\"Hello\"}", "en", "es", "Hello" },
  { "{\"en\":\"Hello\"}", NULL, "", "Hello" },
  { "{}", NULL, "en", NULL },
  { "3", NULL, "en", NULL },
  { "null", NULL, "en", NULL },
  { "[\"en\"]", NULL, "en", NULL },
  { "{\"en\":3}", NULL, "en", NULL },
  { "{\"en\":null}", NULL, "en", NULL },
  { "{\"english language\":\"Hello\"}", NULL, "en", NULL },
  { "{\"\":\"Hello\"}", NULL, "en", NULL },
  { "{\"e\":\"Hello\"}", NULL, "en", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (FairLocalized) text = NULL;

      g_test_message ("%s for %s", cases[i].json, cases[i].language);
      text = fair_localized_new_from_node_with_fallback (node, cases[i].fallback, &error);
      if (cases[i].expected == NULL)
        {
          g_assert_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_TYPE);
          g_assert_null (text);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (fair_localized_get (text, cases[i].language), ==, cases[i].expected);
    }
  g_assert_null (fair_localized_get (NULL, "en"));
}

static void
test_has_language (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL);
  g_autoptr (FairLocalized) both = fair_localized_new_from_node (node, NULL);
  g_autoptr (FairLocalized) any = fair_localized_new ("MD");

  g_assert_true (fair_localized_has_language (both, "es"));
  g_assert_false (fair_localized_has_language (both, "fr"));
  g_assert_true (fair_localized_has_language (any, "fr"));
}

static void
test_references (void)
{
  FairLocalized *text = fair_localized_new ("Hello");
  FairLocalized *same = fair_localized_ref (text);

  fair_localized_unref (text);
  g_assert_cmpstr (fair_localized_get (same, NULL), ==, "Hello");
  fair_localized_unref (same);
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } folds[] = {
    { "Zoë", "zoe" },
    { "ZOE\xCC\x88", "zoe" },
    { "  Søn \t\n Łódź ", "son lodz" },
    { "Straße", "strasse" },
    { "İstanbul", "istanbul" },
    { "O’Brien", "o'brien" },
    { "Ærø", "aero" },
    { "Μαΐου", "μαιου" },
    { "Йога", "иога" },
    { "ﬁne", "fine" },
    { "東京", "東京" },
    { "🙂", "🙂" },
    { "", "" },
    { "\u00a0", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *folded = fair_text_fold (folds[i].text);
      g_assert_cmpstr (folded, ==, folds[i].expected);
    }
}

static void
test_trim (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } trims[] = {
    { "", "" }, { " ", "" }, { "a", "a" }, { " a b\n", "a b" }, { "\u00a0\u3000名\u200b\ufeff", "名" }, { "🙂 ", "🙂" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (trims); i++)
    {
      g_autofree char *trimmed = fair_text_trim (trims[i].text);
      g_assert_cmpstr (trimmed, ==, trims[i].expected);
      g_assert_cmpint (fair_text_is_blank (trims[i].text), ==, *trims[i].expected == '\0');
    }
  g_assert_true (fair_text_is_blank (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/localized/cases", test_cases);
  g_test_add_func ("/localized/has-language", test_has_language);
  g_test_add_func ("/localized/references", test_references);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/trim", test_trim);
  return g_test_run ();
}

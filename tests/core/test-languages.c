/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts in several languages: which one a person gets, and what an author is told; and how texts are folded. */
#include "base/fair-language.h"
#include "base/fair-pack-reader.h"

#include <string.h>

typedef struct
{
  const char *offered;
  const char *wanted;
  const char *expected; /* NULL: none serves */
} Lookup;

static const Lookup lookups[] = {
  { "en es", "es", "es" },
  { "en es", "ES", "es" },
  { "en ES", "es", "ES" },
  { "en es", "es-MX", "es" },
  { "en es", "es_MX", "es" },
  { "en es", "es_MX.UTF-8", "es" },
  { "en es", "es_MX.UTF-8@euro", "es" },
  { "en es", "es@euro", "es" },
  { "en es es-MX", "es_MX", "es-MX" },
  { "en pt-BR", "pt_BR", "pt-BR" },
  { "en pt-BR", "pt_BR.UTF-8", "pt-BR" },
  { "en pt-br", "pt_BR", "pt-br" },
  { "en pt-BR", "pt", "pt-BR" },
  { "en pt-BR", "pt_PT", "pt-BR" },
  { "en pt-BR pt", "pt_PT", "pt" },
  { "en zh-CN", "zh_CN", "zh-CN" },
  { "en zh-Hant zh-Hans", "zh_CN", "zh-Hans" },
  { "en zh-Hans zh-Hant", "zh_TW.UTF-8", "zh-Hant" },
  { "en zh-Hans zh-Hant", "zh-HK", "zh-Hant" },
  { "en zh-TW zh-CN", "zh-Hans", "zh-CN" },
  { "en zh", "zh_CN", "zh" },
  { "en zh-Hant", "zh-Hant-TW", "zh-Hant" },
  { "en zh-Hant", "zh-Hant-CN-x-private1-private2", "zh-Hant" },
  { "en-x-ours", "en-x-theirs", "en-x-ours" },
  { "en es", "fr es en", "es" },
  { "en es", "fr_CH fr es_MX es en", "es" },
  { "en es", "en_US es", "en" },
  { "en es", "fr", NULL },
  { "en est", "es", NULL },
  { "en es", "e", NULL },
  { "en es", "C", NULL },
  { "en es", "POSIX C.UTF-8", NULL },
  { "en es", "- _ . @", NULL },
  { "en es", "", NULL },
};

static void
test_lookup (void)
{
  const char *const nothing[] = { NULL };
  const char *const empty[] = { "", NULL };
  const char *const english[] = { "en", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    {
      g_auto (GStrv) offered = g_strsplit (lookups[i].offered, " ", -1);
      g_auto (GStrv) wanted = g_strsplit (lookups[i].wanted, " ", -1);

      g_test_message ("%s of %s", lookups[i].wanted, lookups[i].offered);
      g_assert_cmpstr (fair_language_lookup ((const char *const *) offered, (const char *const *) wanted), ==,
                       lookups[i].expected);
    }
  g_assert_null (fair_language_lookup (english, nothing));
  g_assert_null (fair_language_lookup (english, empty));
  g_assert_null (fair_language_lookup (nothing, english));
}

typedef struct
{
  const char *json;
  const char *first;
  const char *wanted;
  const char *expected; /* NULL: refused */
  const char *language; /* that it is in */
  guint n_problems;
} Case;

static const Case cases[] = {
  { "\"Hello\"", NULL, "es", "Hello", "und", 0 },
  { "\"Hello\"", NULL, NULL, "Hello", "und", 0 },
  { "\"Hello\"", "en", "es", "Hello", "en", 0 },
  { "\"\"", NULL, "en", NULL, NULL, 1 },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "es", "Hola", "es", 0 },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "es_MX.UTF-8", "Hola", "es", 0 },
  { "{\"en\":\"Hello\",\"es\":\"Hola\",\"es-MX\":\"Qué onda\"}", NULL, "es-MX", "Qué onda", "es-MX", 0 },
  { "{\"en\":\"Hello\",\"pt-BR\":\"Oi\"}", NULL, "pt", "Oi", "pt-BR", 0 },
  { "{\"en\":\"Hello\",\"es\":\"Hola\"}", NULL, "fr", "Hello", "en", 0 },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", NULL, "fr", "Hola", "es", 0 },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", NULL, NULL, "Hola", "es", 0 },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", "en", "fr en", "Hello", "en", 0 },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", "en", "en", "Hello", "en", 0 },
  { "{\"es\":\"Hola\",\"en\":\"Hello\"}", "en", "es en", "Hola", "es", 0 },
  { "{\"es\":\"Hola\"}", "en", "en", "Hola", "es", 1 },
  { "{\"est\":\"Tere\",\"en\":\"Hello\"}", "en", "es en", "Hello", "en", 0 },
  { "{\"en-GB\":\"Hello\"}", "en", "es en", "Hello", "en-GB", 0 },
  /* A mistake in one language is told, whatever language is wanted, and hides no other. */
  { "{\"en\":\"Hello\",\"es\":\" \"}", "en", "en", "Hello", "en", 1 },
  { "{\"en\":\"Hello\",\"es\":\" \"}", "en", "es en", "Hello", "en", 1 },
  { "{\"en\":\"Hello\",\"es\":3,\"x y\":\"?\"}", "en", "fr en", "Hello", "en", 2 },
  { "{\"en\":null,\"es\":\"Hola\"}", "en", "en", "Hola", "es", 1 },
  { "{}", NULL, "en", NULL, NULL, 1 },
  { "3", NULL, "en", NULL, NULL, 1 },
  { "[\"en\"]", NULL, "en", NULL, NULL, 1 },
  { "{\"en\":3}", NULL, "en", NULL, NULL, 1 },
  { "{\"en\":null}", NULL, "en", NULL, NULL, 1 },
  { "{\"english language\":\"Hello\"}", NULL, "en", NULL, NULL, 1 },
  { "{\"\":\"Hello\"}", NULL, "en", NULL, NULL, 1 },
  { "{\"e\":\"Hello\"}", NULL, "en", NULL, NULL, 1 },
  { "null", NULL, "en", NULL, NULL, 1 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"text\":%s}", cases[i].json);
      g_autoptr (JsonNode) node = json_from_string (json, NULL);
      g_auto (GStrv) wanted = cases[i].wanted != NULL ? g_strsplit (cases[i].wanted, " ", -1) : NULL;
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      FairPackReader reader = { .problems = problems, .file = "program.json", .languages = (const char *const *) wanted,
                                .first_language = cases[i].first };
      const char *language = NULL;

      g_test_message ("%s for %s", cases[i].json, cases[i].wanted);
      g_assert_cmpstr (fair_pack_reader_get_text_and_language (&reader, json_node_get_object (node), NULL, "text", TRUE,
                                                               &language),
                       ==, cases[i].expected);
      g_assert_cmpstr (language, ==, cases[i].language);
      g_assert_cmpuint (problems->len, ==, cases[i].n_problems);
      for (guint j = 0; j < problems->len; j++)
        g_assert_cmpstr (((FairPackProblem *) g_ptr_array_index (problems, j))->place, ==, "text");
    }
}

/* As they are called by those who speak them. */
static void
test_names (void)
{
  static const char *const names[][2] = {
    { "en", "English" }, { "es", "Español" }, { "pt-BR", "Português (Brasil)" }, { "ar", "العربية" }, { "zh-Hans", "中文（简体）" },
    { "xx", "Xx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = fair_language_dup_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/languages/lookup", test_lookup);
  g_test_add_func ("/languages/cases", test_cases);
  g_test_add_func ("/languages/names", test_names);
  return g_test_run ();
}

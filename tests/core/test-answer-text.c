/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as text in each style, those that no form would take among them. */
#include "base/fair-pack-problem.h"
#include "base/fair-paths.h"
#include "form/fair-answer-text.h"
#include "form/fair-form.h"
#include "test-util.h"

#include <string.h>

static const struct
{
  const char *field;
  const char *answer;
  const char *texts[3]; /* by FairAnswerStyle, in Spanish; NULL: as the one before */
} cases[] = {
  { "given_name", "\"O'Brien & Søn\"", { "O'Brien & Søn" } },
  { "given_name", "null", { "" } },
  { "given_name", "7", { "7" } },
  { "given_name", "-1.5", { "-1.5" } },
  { "given_name", "[\"a\",\"b\"]", { "a;b", "a; b" } },
  { "given_name", "[]", { "" } },
  { "degree", "\"MBBS\"", { "MBBS", "MBBS o MBChB" } },
  { "degree", "\"PhD\"", { "PhD" } },
  { "graduation_year", "2027", { "2027" } },
  { "graduation_year", "2027.0", { "2027" } },
  { "graduation_year", "2027.5", { "2027.5" } },
  { "graduation_year", "-0.0", { "0" } },
  { "graduation_year", "1e300", { "1e300" } },
  { "graduation_year", "18446744073709551615", { "18446744073709551615" } },
  { "interests", "[\"advocacy\",\"?\"]", { "advocacy;?", "Defensa de la infancia; ?" } },
  { "interests", "\"advocacy\"", { "advocacy", "Defensa de la infancia" } },
  { "interests", "[\"a;b\",\"advocacy\"]", { "[\"a;b\",\"advocacy\"]" } },
  { "interests", "[\"advocacy\",1]", { "[\"advocacy\",1]" } },
  { "interests", "[\"\"]", { "[\"\"]" } },
  { "interests", "[\"[\"]", { "[\"[\"]" } },
  { "consent", "true", { "true", NULL, "Yes" } },
  { "consent", "false", { "false", NULL, "No" } },
  { "consent", "{\"a\":[1]}", { "{\"a\":[1]}" } },
};

static FairForm *
load_builtin (void)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();

  return test_load_form (folder, "es", problems, NULL);
}

static void
test_styles (void)
{
  g_autoptr (FairForm) form = load_builtin ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      yyjson_doc *doc = yyjson_read (cases[i].answer, strlen (cases[i].answer), YYJSON_READ_NOFLAG);
      FairField *field = fair_form_find_field (form, cases[i].field);
      const char *expected = NULL;

      for (int style = FAIR_ANSWER_CODES; style <= FAIR_ANSWER_WORDS; style++)
        {
          g_autoptr (GString) text = g_string_new ("|");

          expected = cases[i].texts[style] != NULL ? cases[i].texts[style] : expected;
          fair_answer_text_append (text, field, yyjson_doc_get_root (doc), (FairAnswerStyle) style);
          g_assert_cmpstr (text->str + 1, ==, expected);
        }
      yyjson_doc_free (doc);
    }
}

static void
test_none (void)
{
  g_autoptr (FairForm) form = load_builtin ();
  g_autoptr (GString) text = g_string_new (NULL);

  fair_answer_text_append (text, fair_form_get_field (form, 0), NULL, FAIR_ANSWER_WORDS);
  g_assert_cmpstr (text->str, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer-text/styles", test_styles);
  g_test_add_func ("/answer-text/none", test_none);
  return g_test_run ();
}

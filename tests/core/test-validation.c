/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers against the built-in form: what is refused, what is advised, what is taken, and what is stored of it. */
#include "form/fair-validation.h"

#include "base/fair-paths.h"
#include "form/fair-field-check.h"
#include "test-util.h"
#include <string.h>

#define REST "\"family_name\":\"Brien\",\"consent\":true,\"email\":\"zoe@school.edu\""

typedef struct
{
  const char *name;
  const char *answers;
  const char *field;   /* NULL: nothing is wrong */
  FairProblemKind kind;
  const char *message; /* a part of it */
  const char *suggestion;
} Case;

static const Case cases[] = {
  { "least", "{" REST "}", NULL, 0, NULL, NULL },
  { "given-only", "{\"given_name\":\"Sukarno\",\"consent\":true,\"email\":\"a@b.edu\"}", NULL, 0, NULL, NULL },
  { "emoji", "{" REST ",\"given_name\":\"🙂\"}", NULL, 0, NULL, NULL },
  { "any-script", "{" REST ",\"given_name\":\"김\",\"preferred_name\":\"ʻOkina d’Ñ & <b> O'B\"}", NULL, 0, NULL, NULL },
  { "single-letter", "{" REST ",\"given_name\":\"U\"}", NULL, 0, NULL, NULL },
  { "unknown-member", "{" REST ",\"x\":{\"y\":[1]}}", NULL, 0, NULL, NULL },
  { "null-is-absent", "{" REST ",\"graduation_year\":null,\"interests\":null}", NULL, 0, NULL, NULL },
  { "blank-is-absent", "{" REST ",\"phone\":\" \",\"question\":\"\"}", NULL, 0, NULL, NULL },
  { "no-interests", "{" REST ",\"interests\":[]}", NULL, 0, NULL, NULL },
  { "all", "{" REST ",\"degree\":\"other\",\"graduation_year\":2027,\"interests\":[\"research\",\"advocacy\"],"
           "\"phone\":\"+1 (617) 555-0100 x12\",\"aamc_id\":\"12345678\",\"medical_school\":\"Elsewhere\"}",
    NULL, 0, NULL, NULL },

  { "no-name", "{\"email\":\"a@b.edu\",\"consent\":true}", "given_name", FAIR_PROBLEM_MISSING, "first or a last name", NULL },
  { "blank-names", "{\"given_name\":\" \",\"family_name\":\"\\u200b\",\"email\":\"a@b.edu\",\"consent\":true}", "given_name",
    FAIR_PROBLEM_MISSING, "first or a last name", NULL },
  { "filler-name", "{\"given_name\":\"\\u3164\",\"family_name\":\"\\u2800\\u034f\",\"email\":\"a@b.edu\",\"consent\":true}",
    "given_name", FAIR_PROBLEM_MISSING, "first or a last name", NULL },
  { "invisible-email", "{\"family_name\":\"\\u3164\",\"given_name\":\"B\",\"consent\":true,\"email\":\"\\u200d\"}", "email",
    FAIR_PROBLEM_MISSING, "name@school.edu", NULL },
  { "email-with-invisible", "{\"family_name\":\"B\",\"consent\":true,\"email\":\"\\u202azoe@exam\\u00adple.org\\u202c\"}", NULL, 0,
    NULL, NULL },
  { "control-name", "{\"given_name\":\"\\u0007\",\"email\":\"a@b.edu\",\"consent\":true}", "given_name", FAIR_PROBLEM_MISSING,
    "first or a last name", NULL },
  { "number-name", "{\"given_name\":7,\"email\":\"a@b.edu\",\"consent\":true}", "given_name", FAIR_PROBLEM_INVALID, "text", NULL },
  { "no-email", "{\"family_name\":\"B\",\"consent\":true}", "email", FAIR_PROBLEM_MISSING, "name@school.edu", NULL },
  { "bad-email", "{\"family_name\":\"B\",\"consent\":true,\"email\":\"nobody\"}", "email", FAIR_PROBLEM_INVALID, "name@school.edu", NULL },
  { "typo-email", "{\"family_name\":\"B\",\"consent\":true,\"email\":\" zoe@gmial.com \"}", "email", FAIR_PROBLEM_ADVICE,
    "Did you mean zoe@gmail.com?", "zoe@gmail.com" },
  { "comma-email", "{\"family_name\":\"B\",\"consent\":true,\"email\":\"zoe@gmail,com\"}", "email", FAIR_PROBLEM_INVALID,
    "name@school.edu", "zoe@gmail.com" },
  { "no-consent", "{\"family_name\":\"B\",\"email\":\"a@b.edu\"}", "consent", FAIR_PROBLEM_MISSING, "Please agree", NULL },
  { "refused-consent", "{\"family_name\":\"B\",\"email\":\"a@b.edu\",\"consent\":false}", "consent", FAIR_PROBLEM_MISSING,
    "Please agree", NULL },
  { "text-consent", "{\"family_name\":\"B\",\"email\":\"a@b.edu\",\"consent\":\"true\"}", "consent", FAIR_PROBLEM_INVALID, "true or false", NULL },
  { "number-consent", "{\"family_name\":\"B\",\"email\":\"a@b.edu\",\"consent\":1}", "consent", FAIR_PROBLEM_INVALID, "true or false", NULL },

  { "text-year", "{" REST ",\"graduation_year\":\"2027\"}", "graduation_year", FAIR_PROBLEM_INVALID, "whole number", NULL },
  { "blank-year", "{" REST ",\"graduation_year\":\"\"}", NULL, 0, NULL, NULL },
  { "real-whole-year", "{" REST ",\"graduation_year\":2027.0}", NULL, 0, NULL, NULL },
  { "exponent-year", "{" REST ",\"graduation_year\":2.027e3}", NULL, 0, NULL, NULL },
  { "huge-year", "{" REST ",\"graduation_year\":1e300}", "graduation_year", FAIR_PROBLEM_INVALID, "whole number", NULL },
  { "real-year", "{" REST ",\"graduation_year\":2027.5}", "graduation_year", FAIR_PROBLEM_INVALID, "whole number", NULL },
  { "early-year", "{" REST ",\"graduation_year\":1949}", "graduation_year", FAIR_PROBLEM_INVALID, "from 1950 to 2100", NULL },
  { "late-year", "{" REST ",\"graduation_year\":2101}", "graduation_year", FAIR_PROBLEM_INVALID, "from 1950 to 2100", NULL },
  { "negative-year", "{" REST ",\"graduation_year\":-9223372036854775808}", "graduation_year", FAIR_PROBLEM_INVALID, "from 1950", NULL },

  { "unknown-degree", "{" REST ",\"degree\":\"PhD\"}", "degree", FAIR_PROBLEM_INVALID, "MD, DO, MBBS, other", NULL },
  { "degree-case", "{" REST ",\"degree\":\"md\"}", "degree", FAIR_PROBLEM_INVALID, "MD, DO, MBBS, other", NULL },
  { "degree-list", "{" REST ",\"degree\":[\"MD\"]}", "degree", FAIR_PROBLEM_INVALID, "one of the choices", NULL },
  { "blank-degree", "{" REST ",\"degree\":\"\"}", NULL, 0, NULL, NULL },
  { "blank-interests", "{" REST ",\"interests\":\"\"}", NULL, 0, NULL, NULL },
  { "empty-phone", "{" REST ",\"phone\":[]}", NULL, 0, NULL, NULL },
  { "unknown-interest", "{" REST ",\"interests\":[\"research\",\"golf\"]}", "interests", FAIR_PROBLEM_INVALID, "“golf”", NULL },
  { "twice", "{" REST ",\"interests\":[\"research\",\"research\"]}", "interests", FAIR_PROBLEM_INVALID, "twice", NULL },
  { "interest-text", "{" REST ",\"interests\":\"research\"}", "interests", FAIR_PROBLEM_INVALID, "list", NULL },
  { "interest-number", "{" REST ",\"interests\":[1]}", "interests", FAIR_PROBLEM_INVALID, "list", NULL },

  { "phone-word", "{" REST ",\"phone\":\"+1 617 555 0100 (cell)\"}", NULL, 0, NULL, NULL },
  { "phone-link", "{" REST ",\"phone\":\"tel:+16175550100\"}", NULL, 0, NULL, NULL },
  { "phone-wide", "{" REST ",\"phone\":\"（０３）１２３４ー５６７８\"}", NULL, 0, NULL, NULL },
  { "phone-minus", "{" REST ",\"phone\":\"617−555−0100\"}", NULL, 0, NULL, NULL },
  { "phone-link-with-parameters", "{" REST ",\"phone\":\"tel:+1-617-555-0199;ext=12;phone-context=example.com\"}", NULL, 0, NULL, NULL },
  { "phone-two", "{" REST ",\"phone\":\"+1 617 555 0100 / p:6175550101,,1#\"}", "phone", FAIR_PROBLEM_ADVICE, "5 to 20 digits", NULL },
  { "phone-words-only", "{" REST ",\"phone\":\"call me\"}", "phone", FAIR_PROBLEM_ADVICE, "5 to 20 digits", NULL },
  { "phone-short", "{" REST ",\"phone\":\"1234\"}", "phone", FAIR_PROBLEM_ADVICE, "5 to 20 digits", NULL },
  { "phone-long", "{" REST ",\"phone\":\"123456789012345678901\"}", "phone", FAIR_PROBLEM_ADVICE, "5 to 20 digits", NULL },
  { "phone-number", "{" REST ",\"phone\":16175550100}", "phone", FAIR_PROBLEM_INVALID, "text", NULL },
  { "phone-extension", "{" REST ",\"phone\":\"617.555.0100, Ext. 7\"}", NULL, 0, NULL, NULL },
  { "phone-dashes", "{" REST ",\"phone\":\"617–555‑0100\"}", NULL, 0, NULL, NULL },
  { "phone-arabic", "{" REST ",\"phone\":\"٠١٢٣٤٥٦\"}", NULL, 0, NULL, NULL },

  { "aamc-hint", "{" REST ",\"aamc_id\":\"1234567\"}", "aamc_id", FAIR_PROBLEM_ADVICE, "8 digits", NULL },
  { "aamc-newline", "{" REST ",\"aamc_id\":\"12345678\\n9\"}", "aamc_id", FAIR_PROBLEM_ADVICE, "8 digits", NULL },
  { "aamc-number", "{" REST ",\"aamc_id\":12345678}", "aamc_id", FAIR_PROBLEM_INVALID, "text", NULL },
};

static FairForm *form;

static FairForm *
load_builtin (const char *language)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  FairForm *loaded = test_load_form (folder, language, problems, &error);

  g_assert_no_error (error);
  return loaded;
}

static FairAnswers *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  FairAnswers *answers = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  return answers;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (FairAnswers) answers = parse (test->answers);
  g_autoptr (GPtrArray) problems = fair_form_check (form, answers);
  g_autoptr (GError) error = NULL;
  gboolean accepted = fair_form_accept (form, answers, &error);
  const FairProblem *problem = NULL;

  g_assert_cmpuint (problems->len, ==, test->field == NULL ? 0 : 1);
  if (test->field == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (accepted);
      return;
    }
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->field, ==, test->field);
  g_assert_cmpint (problem->kind, ==, test->kind);
  g_assert_nonnull (strstr (problem->message, test->message));
  g_assert_cmpstr (problem->suggestion, ==, test->suggestion);
  g_assert_cmpint (accepted, ==, problem->kind == FAIR_PROBLEM_ADVICE);
  if (!accepted)
    {
      g_autofree char *expected = g_strdup_printf ("%s: %s", problem->field, problem->message);

      g_assert_error (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_ANSWERS);
      g_assert_cmpstr (error->message, ==, expected);
    }
}

static void
test_all_at_once (void)
{
  g_autoptr (FairAnswers) answers = parse ("{\"graduation_year\":\"x\",\"aamc_id\":\"1\"}");
  g_autoptr (GPtrArray) problems = fair_form_check (form, answers);
  g_autoptr (GError) error = NULL;
  const char *fields[] = { "given_name", "email", "graduation_year", "aamc_id", "consent" };
  g_autoptr (GString) expected = g_string_new (NULL);

  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const FairProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpstr (problem->field, ==, fields[i]);
      if (problem->kind == FAIR_PROBLEM_ADVICE)
        continue;
      g_assert_true (g_str_has_suffix (problem->message, "."));
      g_string_append_printf (expected, "%s%s: %s", i > 0 ? " " : "", problem->field, problem->message);
    }
  g_assert_false (fair_form_accept (form, answers, &error));
  g_assert_cmpstr (error->message, ==, expected->str);
}

/* While it is filled in, a name that is still empty is no reason to complain. */
static void
test_one_field (void)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (FairProblem) email = fair_form_check_field (form, fair_form_find_field (form, "email"), answers);

  g_assert_null (fair_form_check_field (form, fair_form_find_field (form, "given_name"), answers));
  g_assert_cmpint (email->kind, ==, FAIR_PROBLEM_MISSING);
}

static void
test_language (void)
{
  g_autoptr (FairForm) spanish = load_builtin ("es_MX.UTF-8");
  g_autoptr (FairAnswers) answers = parse ("{" REST ",\"aamc_id\":\"1\"}");
  g_autoptr (GPtrArray) problems = fair_form_check (spanish, answers);

  g_assert_nonnull (strstr (((FairProblem *) g_ptr_array_index (problems, 0))->message, "cifras"));
}

/* Characters are counted as a person counts letters, not bytes; a letter and its accent are one when stored. */
static void
test_length (void)
{
  const guint counts[] = { 200, 201 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (FairAnswers) answers = parse ("{" REST "}");
      g_autoptr (GPtrArray) problems = NULL;
      GString *name = g_string_new ("  ");

      for (guint j = 0; j < counts[i]; j++)
        g_string_append (name, "e\xCC\x88");
      fair_answers_set_text (answers, "given_name", name->str);
      g_string_free (name, TRUE);
      problems = fair_form_check (form, answers);
      g_assert_cmpuint (problems->len, ==, counts[i] == 200 ? 0 : 1);
      if (problems->len > 0)
        g_assert_nonnull (strstr (((FairProblem *) g_ptr_array_index (problems, 0))->message, "201"));
    }
}

static void
test_normalize (void)
{
  static const struct
  {
    const char *answers;
    const char *expected;
  } pairs[] = {
    { "{\"given_name\":\"  Zoe\\u0308 \\n\"}", "{\"given_name\":\"Zoë\"}" },
    { "{\"given_name\":\"mc  DONALD\"}", "{\"given_name\":\"mc  DONALD\"}" },
    { "{\"email\":\" Zoe@Gmail.COM\\t\"}", "{\"email\":\"Zoe@Gmail.COM\"}" },
    { "{\"question\":\"a\\n\\nb \\u0000\"}", NULL },
    { "{\"question\":\"a\\n\\nb \"}", "{\"question\":\"a\\n\\nb\"}" },
    { "{\"phone\":\"\",\"degree\":null,\"given_name\":\" \"}", "{}" },
    { "{\"degree\":\"\",\"graduation_year\":\" \",\"interests\":\"\",\"consent\":\"\",\"phone\":[]}", "{}" },
    { "{\"interests\":[\"\"],\"contact_for\":[null,\" \",[]]}", "{}" },
    { "{\"interests\":[\"\",\"research\",null,\"advocacy\",\"\\u2800\"]}", "{\"interests\":[\"research\",\"advocacy\"]}" },
    { "{\"interests\":[],\"given_name\":\"\\u3164\",\"family_name\":\"\\u2800\",\"email\":\"\\u200d\"}", "{}" },
    { "{\"consent\":false}", "{\"consent\":false}" },
    { "{\"graduation_year\":2027.0}", "{\"graduation_year\":2027}" },
    { "{\"graduation_year\":2027.5}", "{\"graduation_year\":2027.5}" },
    { "{\"given_name\":\"Maria\\nAna\"}", "{\"given_name\":\"Maria Ana\"}" },
    { "{\"medical_school\":\"A\\r\\n\\r\\nB\\tC\\u2028D\\u0085E\"}", "{\"medical_school\":\"A B C D E\"}" },
    { "{\"email\":\"\\u200ezoe@exam\\u200dple.org\\n\"}", "{\"email\":\"zoe@example.org\"}" },
    { "{\"phone\":\"tel:617\\u00ad−555\\n0100\\u2060 (cell)\"}", "{\"phone\":\"tel:617−555 0100 (cell)\"}" },
    { "{\"aamc_id\":\"\\u200b123\\u200d45\\u20606\\u00ad78\\ufeff\"}", "{\"aamc_id\":\"12345678\"}" },
    { "{\"aamc_id\":\"\\ufffc\",\"given_name\":\"\\ud834\\udd59\"}", "{}" },
    { "{\"family_name\":\"می\\u200cخواهم\"}", "{\"family_name\":\"می\u200cخواهم\"}" },
    { "{\"x\":\" y \",\"z\":null}", "{\"x\":\" y \",\"z\":null}" },
    { "{\"degree\":\" MD\",\"interests\":[\"a \"]}", "{\"degree\":\" MD\",\"interests\":[\"a \"]}" },
    { "{\"given_name\":7,\"family_name\":\"👩🏽‍⚕️\"}", "{\"given_name\":7,\"family_name\":\"👩🏽‍⚕️\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (FairAnswers) answers = fair_answers_new_from_json (pairs[i].answers, strlen (pairs[i].answers), NULL);
      g_autoptr (FairAnswers) normalized = NULL;
      g_autoptr (FairAnswers) again = NULL;
      g_autofree char *json = NULL;
      g_autofree char *json_again = NULL;

      if (pairs[i].expected == NULL)
        {
          g_assert_null (answers);
          continue;
        }
      normalized = fair_form_normalize (form, answers);
      again = fair_form_normalize (form, normalized);
      json = test_dup_answers (normalized);
      json_again = test_dup_answers (again);
      g_assert_cmpstr (json, ==, pairs[i].expected);
      g_assert_cmpstr (json_again, ==, json);
    }
}

static FairForm *
load_text (const char *properties,
           const char *more)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *json = g_strdup_printf (
    "{\"title\":\"F\",\"x-fairbook\":{\"id\":\"f\",\"version\":1,\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},"
    "\"properties\":{%s}%s}",
    properties, more);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairForm *loaded = NULL;

  g_free (test_folder_write (folder, "form.json", json));
  loaded = test_load_form (folder->path, NULL, problems, NULL);
  g_assert_cmpuint (problems->len, ==, 0);
  return loaded;
}

#define FIELD(id, schema, hints) \
  "\"" id "\":{" schema ",\"title\":\"" id "\",\"x-fairbook\":{\"section\":\"s\"," hints "}}"

static void
assert_messages (FairForm   *other,
                 const char *json,
                 const char *expected)
{
  g_autoptr (FairAnswers) answers = parse (json);
  g_autoptr (GError) error = NULL;

  fair_form_accept (other, answers, &error);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, expected);
}

static void
test_other_limits (void)
{
  g_autoptr (FairForm) other = load_text (
    FIELD ("code", "\"type\":\"string\",\"minLength\":2,\"pattern\":\"^[a-z]*$\"", "\"kind\":\"text\"") ","
    FIELD ("few", "\"type\":\"array\",\"maxItems\":1,\"items\":{\"enum\":[\"a\",\"b\"]}", "\"kind\":\"choices\"") ","
    FIELD ("more", "\"type\":\"string\"", "\"kind\":\"long_text\",\"relevant\":{\"few\":{\"contains\":\"a\"}}"),
    ",\"required\":[\"more\",\"few\"]");

  assert_messages (other, "{\"few\":[\"b\"],\"code\":\"ab\"}", NULL);
  assert_messages (other, "{\"few\":[\"b\"],\"code\":\"a\"}", "code: Please enter at least 2 characters.");
  assert_messages (other, "{\"few\":[\"b\"],\"code\":\"AB\"}",
                   "code: This does not have the form that is asked for; please check it.");
  assert_messages (other, "{\"few\":[\"b\"],\"code\":\"ab\\nc\"}",
                   "code: This does not have the form that is asked for; please check it.");
  assert_messages (other, "{\"few\":[\"a\",\"b\"],\"more\":\"x\"}", "few: Choose at most 1.");
  assert_messages (other, "{}", "few: Choose at least one for “few”.");
  /* Asked for only where it is relevant; yet what is there must be right. */
  assert_messages (other, "{\"few\":[\"a\"]}", "more: Fill in “more”.");
  assert_messages (other, "{\"few\":[\"b\"],\"more\":7}", "more: “more” must be a text, in quotation marks.");
}

/* A refusal is said before advice. */
static void
test_refusal_first (void)
{
  g_autoptr (FairForm) other = load_text (FIELD ("call", "\"type\":\"string\",\"pattern\":\"^[0-9]*$\"", "\"kind\":\"phone\""), "");

  assert_messages (other, "{\"call\":\"1\"}", NULL);
  assert_messages (other, "{\"call\":\"x\"}", "call: This does not have the form that is asked for; please check it.");
}

static void
test_other_group (void)
{
  g_autoptr (FairForm) other = load_text (FIELD ("a", "\"type\":\"string\"", "\"kind\":\"text\"") ","
                                          FIELD ("b", "\"type\":\"string\"", "\"kind\":\"text\"") ","
                                          FIELD ("c", "\"type\":\"string\"", "\"kind\":\"text\""),
                                          ",\"anyOf\":[{\"required\":[\"b\",\"c\"]},{\"required\":[\"a\"]}]");

  assert_messages (other, "{\"a\":\"x\"}", NULL);
  assert_messages (other, "{\"b\":\"x\",\"c\":\"x\"}", NULL);
  assert_messages (other, "{}", "b: Fill in at least one of these: b + c, a.");
  assert_messages (other, "{\"b\":\"x\"}", "c: Fill in at least one of these: b + c, a.");
}

/* What is missing is said where it can be seen, and names nothing that is not asked for. */
static void
test_hidden_in_group (void)
{
  g_autoptr (FairForm) other = load_text (
    FIELD ("by", "\"type\":\"string\"", "\"kind\":\"text\"") ","
    FIELD ("a", "\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"by\":{\"const\":\"a\"}}") ","
    FIELD ("b", "\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"by\":{\"enum\":[\"b\",\"bc\"]}}") ","
    FIELD ("c", "\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"by\":{\"const\":\"bc\"}}"),
    ",\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]},{\"required\":[\"c\"]}]");

  assert_messages (other, "{}", NULL);
  assert_messages (other, "{\"by\":\"a\"}", "a: Fill in “a”.");
  assert_messages (other, "{\"by\":\"b\"}", "b: Fill in “b”.");
  assert_messages (other, "{\"by\":\"bc\"}", "b: Fill in at least one of these: b, c.");
  assert_messages (other, "{\"by\":\"bc\",\"c\":\"x\"}", NULL);
}

/* A group of which a part is not asked for cannot be filled in, and is not asked for. */
static void
test_half_hidden_in_group (void)
{
  g_autoptr (FairForm) other = load_text (
    FIELD ("a", "\"type\":\"string\"", "\"kind\":\"text\"") ","
    FIELD ("b", "\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"d\":{\"const\":\"x\"}}") ","
    FIELD ("c", "\"type\":\"string\"", "\"kind\":\"text\"") ","
    FIELD ("d", "\"type\":\"string\"", "\"kind\":\"text\""),
    ",\"anyOf\":[{\"required\":[\"a\",\"b\"]},{\"required\":[\"c\"]}]");

  assert_messages (other, "{\"a\":\"x\"}", "c: Fill in “c”.");
  assert_messages (other, "{\"d\":\"x\"}", "a: Fill in at least one of these: a + b, c.");
  assert_messages (other, "{\"d\":\"x\",\"a\":\"x\"}", "b: Fill in at least one of these: a + b, c.");
}

/* What may be left out does not depend on what has been answered. */
static void
test_optional (void)
{
  g_autoptr (FairForm) other = load_text (
    FIELD ("a", "\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"d\":{\"const\":\"x\"}}") ","
    FIELD ("b", "\"type\":\"string\"", "\"kind\":\"text\"") ","
    FIELD ("c", "\"type\":\"string\"", "\"kind\":\"text\"") ","
    FIELD ("d", "\"type\":\"string\"", "\"kind\":\"text\""),
    ",\"required\":[\"c\"],\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]");

  for (guint i = 0; i < fair_form_get_n_fields (other); i++)
    {
      FairField *field = fair_form_get_field (other, i);

      g_assert_cmpint (fair_form_is_optional (other, field), ==, g_str_equal (fair_field_get_id (field), "d"));
    }
}

/* Each letter up to well behind the first that are composed, with an accent behind it and without, as GLib composes it. */
static void
test_composed (void)
{
  FairField *field = fair_form_find_field (form, "question");

  for (gunichar c = 'A'; c < 0x600; c++)
    for (int accent = 0; accent < 2; accent++)
      {
        gunichar letters[] = { 'x', c, accent == 0 ? 'y' : 0x301, 'z' };
        g_autofree char *text = g_ucs4_to_utf8 (letters, G_N_ELEMENTS (letters), NULL, NULL, NULL);
        g_autofree char *expected = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
        g_autofree char *normalized = fair_field_normalize_text (field, text);

        g_assert_cmpstr (normalized, ==, expected);
      }
}

int
main (int    argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  form = load_builtin ("en");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/validation/case/", cases[i].name, NULL);
      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/validation/all-at-once", test_all_at_once);
  g_test_add_func ("/validation/one-field", test_one_field);
  g_test_add_func ("/validation/language", test_language);
  g_test_add_func ("/validation/composed", test_composed);
  g_test_add_func ("/validation/length", test_length);
  g_test_add_func ("/validation/normalize", test_normalize);
  g_test_add_func ("/validation/other-limits", test_other_limits);
  g_test_add_func ("/validation/refusal-first", test_refusal_first);
  g_test_add_func ("/validation/other-group", test_other_group);
  g_test_add_func ("/validation/hidden-in-group", test_hidden_in_group);
  g_test_add_func ("/validation/half-hidden-in-group", test_half_hidden_in_group);
  g_test_add_func ("/validation/optional", test_optional);
  status = g_test_run ();
  g_object_unref (form);
  return status;
}

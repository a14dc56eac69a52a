/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one person answered: kept as it came, read by type, written again without loss. */
#include "form/fair-answers.h"

#include "base/fair-json.h"
#include "test-util.h"
#include <string.h>

static FairAnswers *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  FairAnswers *answers = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  return answers;
}

static void
assert_json (const FairAnswers *answers,
             const char        *expected)
{
  g_autofree char *json = test_dup_answers (answers);
  g_assert_cmpstr (json, ==, expected);
}

static void
test_empty (void)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (FairAnswers) nulls = parse ("{\"a\":null}");

  g_assert_true (fair_answers_is_empty (answers));
  g_assert_true (fair_answers_is_empty (nulls));
  assert_json (answers, "{}");
}

static void
test_set (void)
{
  const char *codes[] = { "research", "advocacy", NULL };
  const char *none[] = { NULL };
  g_autoptr (FairAnswers) answers = fair_answers_new ();

  fair_answers_set_text (answers, "family_name", "O'Brien & Søn");
  fair_answers_set_integer (answers, "graduation_year", 2027);
  fair_answers_set_codes (answers, "interests", codes);
  fair_answers_set_flag (answers, "consent", TRUE);
  assert_json (answers, "{\"family_name\":\"O'Brien & Søn\",\"graduation_year\":2027,"
                        "\"interests\":[\"research\",\"advocacy\"],\"consent\":true}");

  fair_answers_set_text (answers, "family_name", "名");
  fair_answers_set_integer (answers, "graduation_year", -1);
  fair_answers_set_flag (answers, "consent", FALSE);
  assert_json (answers, "{\"family_name\":\"名\",\"graduation_year\":-1,"
                        "\"interests\":[\"research\",\"advocacy\"],\"consent\":false}");

  fair_answers_set_text (answers, "family_name", " \t\u00a0");
  fair_answers_set_codes (answers, "interests", none);
  fair_answers_unset (answers, "consent");
  fair_answers_unset (answers, "never-there");
  assert_json (answers, "{\"graduation_year\":-1}");
  fair_answers_set_text (answers, "phone", NULL);
  fair_answers_set_codes (answers, "contact_for", NULL);
  assert_json (answers, "{\"graduation_year\":-1}");
}

static void
test_types (void)
{
  g_autoptr (FairAnswers) answers = parse ("{\"s\":\"2027\",\"i\":2027,\"d\":2027.5,\"b\":true,\"n\":null,"
                                           "\"a\":[\"x\",1,\"y\"],\"o\":{\"x\":1}}");
  g_auto (GStrv) codes = fair_answers_dup_codes (answers, "a");
  g_auto (GStrv) none = fair_answers_dup_codes (answers, "s");
  gint64 value = 0;

  g_assert_cmpstr (fair_answers_get_text (answers, "s"), ==, "2027");
  g_assert_null (fair_answers_get_text (answers, "i"));
  g_assert_true (fair_answers_get_integer (answers, "i", &value));
  g_assert_cmpint (value, ==, 2027);
  g_assert_true (fair_answers_get_integer (answers, "i", NULL));
  g_assert_false (fair_answers_get_integer (answers, "s", &value));
  g_assert_false (fair_answers_get_integer (answers, "d", &value));
  g_assert_true (fair_answers_get_flag (answers, "b"));
  g_assert_false (fair_answers_get_flag (answers, "s"));
  g_assert_cmpstrv (codes, ((const char *[]) { "x", "y", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (fair_answers_has (answers, "o"));
  g_assert_false (fair_answers_has (answers, "n"));
  g_assert_false (fair_answers_has (answers, "absent"));
}

/* Members that no form knows come back as they went in, in their order. */
static void
test_round_trip (void)
{
  const char *json = "{\"x\":{\"deep\":[1,{\"y\":null}]},\"email\":\"a@b.co\",\"n\":-0.5,\"big\":9223372036854775807,"
                     "\"quote\":\"\\\"\\\\\\n\",\"emoji\":\"👩🏽‍⚕️\",\"null\":null}";
  g_autoptr (FairAnswers) answers = parse (json);
  g_autoptr (FairAnswers) copy = fair_answers_copy (answers);

  assert_json (answers, json);
  fair_answers_set_text (answers, "email", "c@d.co");
  assert_json (copy, json);
}

static void
test_from_value (void)
{
  const char *json = "{\"answers\":{\"given_name\":\"Zoë\"},\"other\":[]}";
  yyjson_doc *doc = fair_json_read_line (json, strlen (json), NULL, NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (yyjson_obj_get (root, "answers"));

  g_assert_null (fair_answers_new_from_value (yyjson_obj_get (root, "other")));
  g_assert_null (fair_answers_new_from_value (NULL));
  yyjson_doc_free (doc);
  assert_json (answers, "{\"given_name\":\"Zoë\"}");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json;
    int code;
  } refused[] = {
    { "[]", FAIR_JSON_ERROR_TYPE },
    { "\"a\"", FAIR_JSON_ERROR_TYPE },
    { "null", FAIR_JSON_ERROR_TYPE },
    { "{", FAIR_JSON_ERROR_SYNTAX },
    { "{\"a\":1,\"a\":2}", FAIR_JSON_ERROR_DUPLICATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fair_answers_new_from_json (refused[i].json, strlen (refused[i].json), &error));
      g_assert_error (error, FAIR_JSON_ERROR, refused[i].code);
    }
}

static void
test_person_name (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } names[] = {
    { "{\"given_name\":\"Zoë\",\"family_name\":\"O'Brien & Søn\"}", "Zoë O'Brien & Søn" },
    { "{\"given_name\":\"Zoë\",\"preferred_name\":\"Zo\",\"family_name\":\"Brien\"}", "Zo Brien" },
    { "{\"given_name\":\" Sukarno \"}", "Sukarno" },
    { "{\"family_name\":\"Teller\"}", "Teller" },
    { "{\"given_name\":\"\",\"preferred_name\":\" \",\"family_name\":\"名\"}", "名" },
    { "{\"preferred_name\":\"🙂\"}", "🙂" },
    { "{\"given_name\":7}", "" },
    { "{}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FairAnswers) answers = parse (names[i].json);
      g_autofree char *name = fair_answers_dup_person_name (answers);

      g_assert_cmpstr (name, ==, names[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/empty", test_empty);
  g_test_add_func ("/answers/set", test_set);
  g_test_add_func ("/answers/types", test_types);
  g_test_add_func ("/answers/round-trip", test_round_trip);
  g_test_add_func ("/answers/from-value", test_from_value);
  g_test_add_func ("/answers/refused", test_refused);
  g_test_add_func ("/answers/person-name", test_person_name);
  return g_test_run ();
}

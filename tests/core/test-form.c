/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms: read from JSON Schema with hints; each mistake is told by its place, and the rest still works. */
#include "form/fair-form.h"

#include "base/fair-paths.h"
#include "test-util.h"
#include <string.h>

static FairForm *
load_text_in (TestFolder *folder,
              const char *language,
              const char *json,
              GPtrArray  *problems,
              GError    **error)
{
  g_free (test_folder_write (folder, "form.json", json));
  return test_load_form (folder->path, language, problems, error);
}

static FairForm *
load_text (TestFolder *folder,
           const char *json,
           GPtrArray  *problems,
           GError    **error)
{
  return load_text_in (folder, NULL, json, problems, error);
}

static char *
make_form (const char *properties,
           const char *more)
{
  return g_strdup_printf ("{\"type\":\"object\",\"title\":\"Form\",\"x-fairbook\":{\"id\":\"f\",\"version\":2,\"sections\":"
                          "[{\"id\":\"s\",\"title\":\"S\"},{\"id\":\"t\",\"title\":\"T\",\"description\":\"D\"}]},"
                          "\"properties\":{%s}%s}",
                          properties, more);
}

static FairForm *
load_builtin (const char *language)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  FairForm *form = test_load_form (folder, language, problems, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = fair_pack_problem_to_string (g_ptr_array_index (problems, i));
      g_test_message ("%s", line);
    }
  g_assert_cmpuint (problems->len, ==, 0);
  return form;
}

static void
test_builtin (void)
{
  static const struct
  {
    const char *id;
    FairFieldKind kind;
    gboolean required;
  } fields[] = {
    { "given_name", FAIR_FIELD_TEXT, FALSE },       { "family_name", FAIR_FIELD_TEXT, FALSE },
    { "preferred_name", FAIR_FIELD_TEXT, FALSE },   { "email", FAIR_FIELD_EMAIL, TRUE },
    { "phone", FAIR_FIELD_PHONE, FALSE },           { "medical_school", FAIR_FIELD_SUGGESTION, FALSE },
    { "degree", FAIR_FIELD_CHOICE, FALSE },         { "graduation_year", FAIR_FIELD_YEAR, FALSE },
    { "aamc_id", FAIR_FIELD_TEXT, FALSE },          { "interests", FAIR_FIELD_CHOICES, FALSE },
    { "question", FAIR_FIELD_LONG_TEXT, FALSE },    { "contact_for", FAIR_FIELD_CHOICES, FALSE },
    { "consent", FAIR_FIELD_CONSENT, TRUE },
  };
  g_autoptr (FairForm) form = load_builtin ("en");
  g_autoptr (FairForm) spanish = load_builtin ("es");
  g_autoptr (FairAnswers) nothing = fair_answers_new ();

  g_assert_cmpuint (fair_form_get_n_fields (form), ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      FairField *field = fair_form_find_field (form, fields[i].id);

      g_assert_nonnull (field);
      g_assert_cmpint (fair_field_get_kind (field), ==, fields[i].kind);
      g_assert_cmpint (fair_form_is_required (form, field, nothing), ==, fields[i].required);
      g_assert_cmpstr (fair_field_get_title (field), !=, fair_field_get_id (field));
      g_assert_cmpstr (fair_field_get_title (fair_form_find_field (spanish, fields[i].id)), !=, fair_field_get_id (field));
    }
  g_assert_nonnull (fair_field_get_wording (fair_form_find_field (form, "consent")));
  g_assert_cmpstr (fair_field_get_wording_language (fair_form_find_field (form, "consent")), ==, "en");
  g_assert_cmpstr (fair_field_get_wording_language (fair_form_find_field (spanish, "consent")), ==, "es");
  g_assert_null (fair_field_get_wording_language (fair_form_find_field (form, "email")));
  g_assert_cmpstr (fair_form_get_language (form), ==, "en");
  g_assert_cmpstr (fair_form_get_language (spanish), ==, "es");
  g_assert_nonnull (fair_field_get_wording_id (fair_form_find_field (form, "consent")));
  g_assert_true (g_str_has_prefix (fair_form_get_version_tag (form), "interest@"));
}

static void
test_builtin_schools (void)
{
  g_autoptr (FairForm) form = load_builtin (NULL);
  FairField *field = fair_form_find_field (form, "medical_school");
  g_autoptr (GPtrArray) found = fair_field_match_suggestions (field, "harv", 5);

  g_assert_cmpuint (found->len, >=, 1);
  g_assert_nonnull (strstr (((FairSuggestion *) g_ptr_array_index (found, 0))->name, "Harvard"));
}

static void
test_details (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = make_form (
    "\"late\":{\"type\":\"string\",\"title\":\"L\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"t\",\"order\":1}},"
    "\"second\":{\"type\":\"string\",\"maxLength\":7,\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":2,"
    "\"title\":{\"en\":\"Two\",\"es\":\"Dos\"},\"help\":\"H\",\"purpose\":\"nickname\",\"pair\":\"first\"}},"
    "\"first\":{\"type\":\"integer\",\"minimum\":1990,\"maximum\":2040,\"title\":\"Y\","
    "\"x-fairbook\":{\"kind\":\"year\",\"section\":\"s\",\"order\":1,\"from\":-1,\"to\":3}},"
    "\"degree\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"MD\",\"title\":\"Doctor\"},{\"const\":\"x\"}],\"title\":\"D\","
    "\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\",\"order\":3,\"choices\":{\"MD\":{\"es\":\"Médico\"}}}},"
    "\"many\":{\"type\":\"array\",\"items\":{\"enum\":[\"a\",\"b\"]},\"title\":\"M\","
    "\"x-fairbook\":{\"kind\":\"choices\",\"section\":\"s\",\"order\":4}}",
    ",\"required\":[\"first\"]");
  g_autoptr (FairForm) form = load_text_in (folder, "es", json, problems, &error);
  const char *order[] = { "first", "second", "degree", "many", "late" };
  FairField *second = NULL;
  gint64 minimum = 0, maximum = 0;
  int from = 0, to = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (fair_form_get_version_tag (form), ==, "f@2");
  g_assert_cmpstr (fair_form_get_title (form), ==, "Form");
  g_assert_null (fair_form_get_intro (form));
  g_assert_cmpuint (fair_form_get_n_sections (form), ==, 2);
  g_assert_cmpstr (fair_form_get_section (form, 1)->description, ==, "D");
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (fair_field_get_id (fair_form_get_field (form, i)), ==, order[i]);

  second = fair_form_find_field (form, "second");
  g_assert_cmpstr (fair_field_get_title (second), ==, "Dos");
  g_assert_cmpstr (fair_field_get_help (second), ==, "H");
  g_assert_cmpstr (fair_field_get_pair (second), ==, "first");
  g_assert_cmpstr (fair_field_get_purpose (second), ==, "nickname");
  g_assert_cmpuint (fair_field_get_max_length (second), ==, 7);
  fair_field_get_range (fair_form_find_field (form, "first"), &minimum, &maximum);
  fair_field_get_suggested_years (fair_form_find_field (form, "first"), &from, &to);
  g_assert_cmpint (minimum, ==, 1990);
  g_assert_cmpint (maximum, ==, 2040);
  g_assert_cmpint (from, ==, -1);
  g_assert_cmpint (to, ==, 3);
  g_assert_cmpstr (fair_field_get_choice_title (fair_form_find_field (form, "degree"), "MD"), ==, "Médico");
  g_assert_cmpstr (fair_field_get_choice_title (fair_form_find_field (form, "degree"), "x"), ==, "x");
  g_assert_cmpstr (fair_field_get_choice_title (fair_form_find_field (form, "degree"), "?"), ==, "?");
  g_assert_cmpuint (fair_field_get_n_choices (fair_form_find_field (form, "many")), ==, 2);
  g_assert_null (fair_form_find_field (form, "absent"));
}

/* Which language a wording really is in, whichever was asked for. */
static void
test_wording_language (void)
{
  static const struct
  {
    const char *hints;
    const char *language;
    const char *wording;
    const char *is_in;
  } wordings[] = {
    { "\"wording\":{\"en\":\"I agree\",\"pt-BR\":\"Concordo\"}", "pt_BR.UTF-8", "Concordo", "pt-BR" },
    { "\"wording\":{\"en\":\"I agree\",\"pt-BR\":\"Concordo\"}", "fr", "I agree", "en" },
    { "\"wording\":\"I agree\"", "fr", "I agree", "und" },
    { "\"title\":{\"en\":\"Consent\",\"fr\":\"Accord\"}", "fr_CA", "Accord", "fr" },
  };
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    {
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autofree char *field = g_strdup_printf ("\"c\":{\"type\":\"boolean\",\"title\":\"C\",\"x-fairbook\":"
                                                "{\"kind\":\"consent\",\"section\":\"s\",%s}}",
                                                wordings[i].hints);
      g_autofree char *json = make_form (field, "");
      g_autoptr (FairForm) form = load_text_in (folder, wordings[i].language, json, problems, NULL);
      FairField *consent = fair_form_find_field (form, "c");

      g_assert_cmpstr (fair_field_get_wording (consent), ==, wordings[i].wording);
      g_assert_cmpstr (fair_field_get_wording_language (consent), ==, wordings[i].is_in);
    }
}

#define GOOD "\"good\":{\"type\":\"string\",\"title\":\"G\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}}"
#define FIELD(schema, hints) GOOD ",\"x\":{" schema ",\"title\":\"X\",\"x-fairbook\":{" hints ",\"section\":\"s\"}}"
#define PLACE "properties.x"
#define HINTS "properties.x.x-fairbook"

typedef struct
{
  const char *properties;
  const char *more;
  const char *place;
  gboolean is_kept; /* whether the field "x" is there all the same */
} Mistake;

static const Mistake mistakes[] = {
  { FIELD ("\"type\":\"string\"", "\"kind\":\"letter\""), "", HINTS ".kind", FALSE },
  { FIELD ("\"type\":\"string\"", "\"order\":1"), "", HINTS ".kind", FALSE },
  { GOOD ",\"x\":{\"type\":\"string\",\"title\":\"X\"}", "", HINTS, FALSE },
  { GOOD ",\"x\":true", "", PLACE, FALSE },
  { GOOD ",\"X y\":{\"type\":\"string\",\"x-fairbook\":{\"kind\":\"text\"}}", "", "properties.X y", FALSE },
  { FIELD ("\"type\":\"integer\"", "\"kind\":\"text\""), "", PLACE ".type", TRUE },
  { FIELD ("\"a\":1", "\"kind\":\"text\""), "", PLACE ".type", TRUE },
  { FIELD ("\"type\":\"string\",\"maxLength\":0", "\"kind\":\"text\""), "", PLACE ".maxLength", TRUE },
  { FIELD ("\"type\":\"string\",\"maxLength\":1000000", "\"kind\":\"text\""), "", PLACE ".maxLength", TRUE },
  { FIELD ("\"type\":\"string\",\"maxLength\":\"7\"", "\"kind\":\"text\""), "", PLACE ".maxLength", TRUE },
  { FIELD ("\"type\":\"string\",\"maxLength\":3,\"minLength\":4", "\"kind\":\"text\""), "", PLACE ".minLength", TRUE },
  { FIELD ("\"type\":\"string\",\"pattern\":\"(\"", "\"kind\":\"text\""), "", PLACE ".pattern", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"hint\":{\"pattern\":\"(\",\"message\":\"m\"}"), "", HINTS ".hint.pattern", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"hint\":{\"pattern\":\"a\"}"), "", HINTS ".hint.message", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"help\":7"), "", HINTS ".help", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"pair\":\"none\""), "", HINTS ".pair", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"none\":{\"const\":1}}"), "", HINTS ".relevant", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":{\"good\":{\"is\":1}}"), "", HINTS ".relevant.good", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"text\",\"relevant\":[]"), "", HINTS ".relevant", TRUE },
  { FIELD ("\"type\":\"integer\",\"minimum\":2000,\"maximum\":1999", "\"kind\":\"year\""), "", PLACE ".maximum", TRUE },
  { FIELD ("\"type\":\"integer\"", "\"kind\":\"year\",\"from\":5,\"to\":4"), "", HINTS ".to", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"choice\""), "", PLACE ".oneOf", FALSE },
  { FIELD ("\"type\":\"string\",\"oneOf\":[{\"const\":\"a\"},{\"const\":\"a\"}]", "\"kind\":\"choice\""), "", PLACE ".oneOf[1]", TRUE },
  { FIELD ("\"type\":\"string\",\"enum\":[\"a\",\"b\",\"a\"]", "\"kind\":\"choice\""), "", PLACE ".enum[2]", TRUE },
  { FIELD ("\"type\":\"string\",\"oneOf\":[{\"const\":\"a\",\"title\":\"MD\"},{\"const\":\"b\",\"title\":\" MD\u200b\"}]",
           "\"kind\":\"choice\""), "", PLACE ".oneOf[1]", TRUE },
  { FIELD ("\"type\":\"string\",\"oneOf\":[{\"const\":\"a\",\"title\":\"b\"},{\"const\":\"b\"}]", "\"kind\":\"choice\""), "",
    PLACE ".oneOf[1]", TRUE },
  { FIELD ("\"type\":\"string\",\"enum\":[\"a\",\"b\"]",
           "\"kind\":\"choice\",\"choices\":{\"a\":{\"en\":\"A\",\"es\":\"O\"},\"b\":{\"en\":\"B\",\"es\":\"O\"}}"), "",
    HINTS ".choices.b", TRUE },
  { FIELD ("\"type\":\"string\",\"oneOf\":[{\"const\":\"a\"},{\"const\":1}]", "\"kind\":\"choice\""), "", PLACE ".oneOf[1].const", TRUE },
  { FIELD ("\"type\":\"string\",\"oneOf\":[{\"const\":\"a\"}]", "\"kind\":\"choice\",\"choices\":{\"b\":\"B\"}"), "", HINTS ".choices.b", TRUE },
  { FIELD ("\"type\":\"array\"", "\"kind\":\"choices\""), "", PLACE ".items", FALSE },
  { FIELD ("\"type\":\"boolean\"", "\"kind\":\"consent\""), "", HINTS ".wording", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"suggestion\",\"suggestions\":\"none.json\""), "", HINTS ".suggestions", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"suggestion\",\"suggestions\":\"../s.json\""), "", HINTS ".suggestions", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"suggestion\",\"suggestions\":\"/etc/passwd\""), "", HINTS ".suggestions", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"suggestion\",\"suggestions\":\"outside.json\""), "", HINTS ".suggestions", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"suggestion\",\"suggestions\":\"list.json\""), "", "suggestions[1].name", TRUE },
  { FIELD ("\"type\":\"string\"", "\"kind\":\"suggestion\",\"suggestions\":\"broken.json\""), "", NULL, TRUE },
  { GOOD ",\"x\":{\"type\":\"string\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}}", "", PLACE ".title", TRUE },
  { GOOD ",\"x\":{\"type\":\"string\",\"title\":\"X\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"u\"}}", "", PLACE ".x-fairbook.section", TRUE },
  { GOOD, ",\"required\":[\"none\"]", "required", FALSE },
  { GOOD, ",\"required\":[7]", "required[0]", FALSE },
  { GOOD, ",\"anyOf\":[{\"required\":[\"none\"]}]", "anyOf[0]", FALSE },
  { GOOD, ",\"anyOf\":[{}]", "anyOf[0].required", FALSE },
  { GOOD, ",\"anyOf\":{}", "anyOf", FALSE },
};

static void
test_mistakes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  g_free (test_folder_write (folder, "list.json", "{\"format\":1,\"suggestions\":[{\"name\":\"A\"},{\"aliases\":[\"b\"]}]}"));
  g_free (test_folder_write (folder, "broken.json", "{"));
  test_folder_link (folder, "outside.json", "/etc/passwd");
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *json = make_form (mistakes[i].properties, mistakes[i].more);
      g_autoptr (FairForm) form = load_text (folder, json, problems, &error);
      const FairPackProblem *problem = NULL;

      g_test_message ("%s %s", mistakes[i].properties, mistakes[i].more);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 1);
      problem = g_ptr_array_index (problems, 0);
      g_assert_cmpstr (problem->place, ==, mistakes[i].place);
      g_assert_nonnull (fair_form_find_field (form, "good"));
      g_assert_cmpint (fair_form_find_field (form, "x") != NULL, ==, mistakes[i].is_kept);
    }
}

static void
test_unusable (void)
{
  static const char *const texts[] = {
    "", "[]", "{}", "{\"properties\":{}}", "{\"x-fairbook\":{\"id\":\"f\",\"version\":1}}",
    "{\"x-fairbook\":{\"id\":\"f\"},\"properties\":{" GOOD "}}",
    "{\"x-fairbook\":{\"version\":1},\"properties\":{" GOOD "}}",
    "{\"x-fairbook\":{\"id\":\"f\",\"version\":\"1\"},\"properties\":{" GOOD "}}",
    "{\"x-fairbook\":{\"id\":\"f\",\"version\":1},\"properties\":{\"x\":{}}}",
    "{\"x-fairbook\":{\"id\":\"f\",\"version\":1},\"properties\":{" GOOD "},\"title\":\"a\",\"title\":\"b\"}",
  };
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autoptr (GError) error = NULL;

      g_assert_null (load_text (folder, texts[i], problems, &error));
      g_assert_error (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "form.json"));
    }
}

static void
test_absent (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (test_load_form (folder->path, NULL, problems, &error));
  g_assert_error (error, FAIR_FORM_ERROR, FAIR_FORM_ERROR_INVALID);
}

static void
test_relevance (void)
{
  static const struct
  {
    const char *rule;
    const char *answers;
    gboolean is_relevant;
  } rules[] = {
    { "{\"good\":{\"const\":\"a\"}}", "{\"good\":\"a\"}", TRUE },
    { "{\"good\":{\"const\":\"a\"}}", "{\"good\":\"b\"}", FALSE },
    { "{\"good\":{\"const\":\"a\"}}", "{}", FALSE },
    { "{\"good\":{\"const\":2027}}", "{\"good\":2027}", TRUE },
    { "{\"good\":{\"const\":2027}}", "{\"good\":\"2027\"}", FALSE },
    { "{\"good\":{\"const\":true}}", "{\"good\":true}", TRUE },
    { "{\"good\":{\"const\":true}}", "{\"good\":false}", FALSE },
    { "{\"good\":{\"enum\":[\"a\",\"b\"]}}", "{\"good\":\"b\"}", TRUE },
    { "{\"good\":{\"enum\":[\"a\",\"b\"]}}", "{\"good\":[\"b\"]}", FALSE },
    { "{\"good\":{\"contains\":\"b\"}}", "{\"good\":[\"a\",\"b\"]}", TRUE },
    { "{\"good\":{\"contains\":\"b\"}}", "{\"good\":[\"a\"]}", FALSE },
    { "{\"good\":{\"contains\":\"b\"}}", "{\"good\":\"b\"}", FALSE },
    { "{\"good\":{\"const\":\"a\"},\"x\":{\"const\":\"b\"}}", "{\"good\":\"a\",\"x\":\"b\"}", TRUE },
    { "{\"good\":{\"const\":\"a\"},\"x\":{\"const\":\"b\"}}", "{\"good\":\"a\",\"x\":\"c\"}", FALSE },
    { "{}", "{}", TRUE },
  };
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *properties = g_strdup_printf (
        GOOD ",\"x\":{\"type\":\"string\",\"title\":\"X\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"relevant\":%s}}",
        rules[i].rule);
      g_autofree char *json = make_form (properties, ",\"required\":[\"x\"]");
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autoptr (FairForm) form = load_text (folder, json, problems, NULL);
      g_autoptr (FairAnswers) answers = fair_answers_new_from_json (rules[i].answers, strlen (rules[i].answers), NULL);
      FairField *field = fair_form_find_field (form, "x");

      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpint (fair_form_is_relevant (form, field, answers), ==, rules[i].is_relevant);
      g_assert_cmpint (fair_form_is_required (form, field, answers), ==, rules[i].is_relevant);
    }
}

/* What a field is for: its purpose, or else its id, or else its kind. */
static void
test_purposes (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairForm) builtin = load_builtin ("en");
  g_autofree char *json = make_form (
    "\"email\":{\"type\":\"string\",\"title\":\"E\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"purpose\":\"nickname\"}},"
    "\"phone\":{\"type\":\"string\",\"title\":\"P\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}},"
    "\"mail\":{\"type\":\"string\",\"format\":\"email\",\"title\":\"M\",\"x-fairbook\":{\"kind\":\"email\",\"section\":\"s\"}},"
    "\"call\":{\"type\":\"string\",\"title\":\"C\",\"x-fairbook\":{\"kind\":\"phone\",\"section\":\"s\"}},"
    "\"hospital\":{\"type\":\"string\",\"title\":\"H\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"purpose\":\"organization\"}},"
    "\"medical_school\":{\"type\":\"string\",\"title\":\"S\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\"}}", "");
  g_autoptr (FairForm) form = load_text (folder, json, problems, &error);
  static const char *const expected[][2] = {
    { "nickname", "email" }, { "email", "mail" }, { "phone", "phone" }, { "organization", "hospital" },
    { "bday", NULL }, { "given-name", NULL }, { "something", NULL },
  };

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      FairField *field = fair_form_find_field_for (form, expected[i][0]);

      g_assert_cmpstr (field != NULL ? fair_field_get_id (field) : NULL, ==, expected[i][1]);
    }
  g_assert_cmpstr (fair_field_get_id (fair_form_find_field_for (builtin, "organization")), ==, "medical_school");
  g_assert_cmpstr (fair_field_get_id (fair_form_find_field_for (builtin, "interests")), ==, "interests");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/builtin", test_builtin);
  g_test_add_func ("/form/builtin-schools", test_builtin_schools);
  g_test_add_func ("/form/details", test_details);
  g_test_add_func ("/form/wording-language", test_wording_language);
  g_test_add_func ("/form/mistakes", test_mistakes);
  g_test_add_func ("/form/unusable", test_unusable);
  g_test_add_func ("/form/absent", test_absent);
  g_test_add_func ("/form/relevance", test_relevance);
  g_test_add_func ("/form/purposes", test_purposes);
  return g_test_run ();
}

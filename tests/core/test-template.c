/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of messages: what they make of what people answered, and what is said about mistakes in them. */
#include "base/fair-json.h"
#include "program/fair-template.h"
#include "test-util.h"

#include <string.h>

#define HEAD "Subject: S\n\n"

static const char *const languages[] = { "en", "es", "pt-BR", NULL };

static FairForm *
load_form (const char *language)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  FairForm *form = test_load_form (g_getenv ("FAIRBOOK_BUILTIN_DIR"), language, problems, &error);

  g_assert_no_error (error);
  return form;
}

static FairTemplate *
parse (const char *text,
       FairForm   *form,
       GPtrArray  *problems)
{
  FairPackReader reader = { .problems = problems, .file = "letter.txt" };

  return fair_template_parse (text, strlen (text), form, languages, &reader);
}

static char *
fill_in (const char *text,
         const char *lang,
         const char *json,
         gboolean    is_subject)
{
  g_autoptr (FairForm) form = load_form (lang);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (FairTemplate) template = parse (text, form, problems);
  g_autoptr (yyjson_doc) doc = yyjson_read (json, strlen (json), 0);
  const FairTemplateData data = {
    .answers = yyjson_doc_get_root (doc), .form = form, .lang = lang, .name = "Zoë", .program = "MGfC", .fair = "",
  };

  if (template == NULL)
    g_error ("%s", fair_pack_problem_to_string (problems->pdata[0]));
  return is_subject ? fair_template_render_subject (template, &data) : fair_template_render_body (template, &data);
}

static void
assert_body (const char *body,
             const char *json,
             const char *expected)
{
  g_autofree char *text = g_strconcat (HEAD, body, NULL);
  g_autofree char *found = fill_in (text, "en", json, FALSE);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_values (void)
{
  const char *json = "{\"given_name\":\"Ann\",\"degree\":\"MBBS\",\"graduation_year\":2027,\"interests\":[\"research\",\"gone\"],\"question\":\" \"}";

  assert_body ("{{given_name}} {{ family_name }}{{name}}|{{program}}|{{fair}}|", json, "Ann Zoë|MGfC||");
  assert_body ("{{degree}} {{graduation_year}} {{interests}}", json, "MBBS or MBChB 2027 Research; gone");
  assert_body ("{ } {a} }} \303\251", json, "{ } {a} }} \303\251");
  assert_body ("", json, "");
}

static void
test_sections (void)
{
  const char *json = "{\"degree\":\"MD\",\"interests\":[\"research\",\"advocacy\"],\"question\":\"Why?\",\"phone\":\"  \",\"consent\":true}";

  assert_body ("{{#interests.research}}R{{/}}{{#interests.education}}E{{/}}{{^interests.education}}e{{/}}", json, "Re");
  assert_body ("{{#degree.MD}}M{{else}}m{{/}}{{^degree.DO}}d{{else}}D{{/}}", json, "Md");
  assert_body ("{{#question}}{{question}}{{/question}}{{#phone}}P{{else}}p{{/}}{{^aamc_id}}a{{/}}{{#consent}}c{{/}}", json, "Why?pac");
  assert_body ("{{#lang.en}}en{{/}}{{#lang.es}}es{{/}}{{#fair}}f{{else}}-{{/}}{{#name}}n{{/}}", json, "en-n");
  assert_body ("{{#question}}a{{#interests.research}}b{{^degree}}c{{else}}d{{/}}e{{/}}f{{/}}{{! a note }}g", json, "abdefg");
}

static void
test_lines (void)
{
  const char *json = "{\"question\":\"Why?\"}";

  assert_body ("a\n{{#question}}\nb\n {{else}} \nc\n{{/}}\nd\n", json, "a\nb\nd\n");
  assert_body ("a\r\n\t{{^question}}\r\nb\r\n{{/}}\r\nd", json, "a\nd");
  assert_body ("{{! note }}\n{{question}}\n{{#question}} x\n{{/}}", json, "Why?\n x\n");
  assert_body ("{{#question}}{{#name}}\na\n{{/}}{{/}}\nb", json, "\na\n\nb");
}

static void
test_language (void)
{
  const char *text = "Subject:  {{degree}}  \n\n{{interests}}{{#lang.es}} sí{{/}}{{#lang.en}} yes{{/}}";
  const char *json = "{\"degree\":\"other\",\"interests\":[\"research\",\"advocacy\"]}";
  g_autofree char *body = fill_in (text, "es", json, FALSE);
  g_autofree char *subject = fill_in (text, "es", json, TRUE);

  g_assert_cmpstr (body, ==, "Investigación; Defensa de la infancia sí");
  g_assert_cmpstr (subject, ==, "Otro");
}

/* What people answered is never a part of the template, and a subject stays on its line. */
static void
test_injection (void)
{
  const char *json = "{\"question\":\"{{name}}{{#interests}}\\r\\nBcc: x@y.z\\u0085\\u2028{{/}}\"}";
  g_autofree char *subject = fill_in ("subject: {{question}}!\n\n", "en", json, TRUE);

  assert_body ("{{question}}", json, "{{name}}{{#interests}}\r\nBcc: x@y.z\302\205\342\200\250{{/}}");
  g_assert_cmpstr (subject, ==, "{{name}}{{#interests}} Bcc: x@y.z {{/}}!");
}

typedef struct
{
  const char *text;
  const char *problems;
} Mistake;

static const Mistake mistakes[] = {
  { "", "line 1, column 1: the first line" },
  { "Hello", "line 1, column 1: the first line" },
  { "Subject: x", "line 1, column 1: an empty line" },
  { "Subject: x\nHello\n", "line 2, column 1: an empty line" },
  { "Subject:  \n\nx", "line 1, column 1: the subject is empty" },
  { "Subject: é {{nmae}}\n\n", "line 1, column 12: there is no “nmae”; perhaps you mean name" },
  { HEAD "a\né{{email_adress}}", "line 4, column 2: there is no “email_adress”; write one of name, program, fair, lang, given_name" },
  { HEAD "{{}}", "line 3, column 1: there is no “”; write one of" },
  { HEAD "{{#interests.reserch}}{{/}}", "line 3, column 1: there is no “reserch”; perhaps you mean research" },
  { HEAD "{{#interests.x}}{{/}}", "line 3, column 1: there is no “x”; write one of primary_care, advocacy" },
  { HEAD "{{interests.research}}", "line 3, column 1: “interests.research” is no answer, but a question: write {{#interests.research}}" },
  { HEAD "{{#question.x}}{{/}}", "line 3, column 1: “question” has no choices" },
  { HEAD "{{#name.x}}{{/}}", "line 3, column 1: “name.x” has no choices" },
  { HEAD "{{#lang.fr}}{{/}}", "line 3, column 1: there is no “fr”; write one of en, es, pt-BR" },
  { HEAD "{{#lang}}{{/}}", "line 3, column 1: “lang” needs a language" },
  { HEAD "{{name\n}}", "line 3, column 1: “{{” is not closed" },
  { HEAD "a {{#name}}\n{{^phone}}{{/}}", "line 3, column 3: the section “name” is never closed" },
  { HEAD "a{{/}}", "line 3, column 2: no section is open" },
  { HEAD "{{else}}", "line 3, column 1: {{else}} stands in no section" },
  { HEAD "{{#name}}{{else}}{{else}}{{/}}", "line 3, column 18: this section has an {{else}} already" },
  { HEAD "{{#name}}{{/phone}}", "line 3, column 10: the section that is open here is “name”" },
  { "Subject: {{#name}}x\n\n{{/}}", "line 1, column 10: the section “name” is never closed" },
};

static void
test_mistakes (void)
{
  g_autoptr (FairForm) form = load_form ("en");

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autofree char *found = NULL;

      g_test_message ("%s", mistakes[i].text);
      g_assert_null (parse (mistakes[i].text, form, problems));
      g_assert_cmpuint (problems->len, >=, 1);
      found = fair_pack_problem_to_string (problems->pdata[0]);
      g_test_message ("%s", found);
      g_assert_true (g_str_has_prefix (found, "letter.txt: "));
      g_assert_true (g_str_has_prefix (found + strlen ("letter.txt: "), mistakes[i].problems));
    }
}

/* All are told at once. */
static void
test_several_mistakes (void)
{
  g_autoptr (FairForm) form = load_form ("en");
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();

  g_assert_null (parse ("Subject: {{a}}\n\n{{b}}{{#c}}{{/d}}", form, problems));
  g_assert_cmpuint (problems->len, ==, 4);
}

static void
test_depth (void)
{
  g_autoptr (FairForm) form = load_form ("en");

  for (guint depth = 20; depth <= 21; depth++)
    {
      g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
      g_autoptr (GString) text = g_string_new (HEAD);
      g_autoptr (FairTemplate) template = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append (text, "{{#name}}");
      for (guint i = 0; i < depth; i++)
        g_string_append (text, "{{/}}");
      template = parse (text->str, form, problems);
      g_assert_true ((template != NULL) == (depth == 20));
      g_assert_true ((problems->len > 0) == (depth > 20));
    }
}

static void
test_encoding (void)
{
  g_autoptr (FairForm) form = load_form ("en");
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairPackReader reader = { .problems = problems, .file = "letter.txt" };

  g_assert_null (fair_template_parse (HEAD "\377", strlen (HEAD) + 1, form, NULL, &reader));
  g_assert_null (fair_template_parse (HEAD "\0x", strlen (HEAD) + 2, form, NULL, &reader));
  g_assert_cmpuint (problems->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/values", test_values);
  g_test_add_func ("/template/sections", test_sections);
  g_test_add_func ("/template/lines", test_lines);
  g_test_add_func ("/template/language", test_language);
  g_test_add_func ("/template/injection", test_injection);
  g_test_add_func ("/template/mistakes", test_mistakes);
  g_test_add_func ("/template/several-mistakes", test_several_mistakes);
  g_test_add_func ("/template/depth", test_depth);
  g_test_add_func ("/template/encoding", test_encoding);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as a mention of a person, and what does not. */
#include "store/erase/fair-mention.h"
#include "test-util.h"
#include <string.h>

#define ID "00000000-0000-4000-8000-0000000000ff"
#define ANA "{\"given_name\":\"Ána María\",\"preferred_name\":\"Nina\",\"family_name\":\"O'Brien\",\"email\":\"Ana.M@b.edu\"}"
#define NICK "{\"given_name\":\"Ana \\\"Nin\\\"\",\"family_name\":\"Ng\",\"email\":\"n@b.edu\"}"
#define ONE_NAME "{\"family_name\":\"Ng\",\"other_mail\":\"ng@c.edu\"}"
#define FULL "{\"given_name\":\"Ana\",\"family_name\":\"Ng\",\"email\":\"n@b.edu\",\"phone\":\"+1 (555) 010-4477\",\"question\":\"Is there a kayak for beginners?\"}"
#define WHOLE_NAME "{\"given_name\":\"李 小龙\"}"

typedef struct
{
  const char *name;
  const char *answers;
  const char *text;
  gboolean expected;
} Case;

static const Case cases[] = {
  { "id", ANA, "x " ID " y", TRUE },
  { "id-upper", ANA, "00000000-0000-4000-8000-0000000000FF", TRUE },
  { "id-longer", ANA, ID "0", FALSE },
  { "id-prefix", ANA, "a-" ID, FALSE },
  { "email", ANA, "ana.m@b.edu", TRUE },
  { "email-case", ANA, "<ANA.M@B.EDU>", TRUE },
  { "email-in-sentence", ANA, "Write to ana.m@b.edu.", TRUE },
  { "email-escaped", ANA, "\"ana.m\\u0040b.edu\"", TRUE },
  { "email-of-another", ANA, "diana.m@b.edu x.ana.m@b.edu ana.m@b.edu.mx ana.m@b.education", FALSE },
  { "name", ANA, "Ána María O'Brien", TRUE },
  { "name-plain", ANA, "ana maria o'brien", TRUE },
  { "name-decomposed", ANA, "A\u0301na Mari\u0301a O\u2019Brien", TRUE },
  { "name-escaped", ANA, "\\u00C1na Mar\\u00eda O'Brien", TRUE },
  { "name-reversed", ANA, "O'Brien, Ana   Maria", TRUE },
  { "name-csv", ANA, "1,\"Ána María\",\"O'Brien\",x", TRUE },
  { "name-json", ANA, "{\"family_name\":\"O'Brien\",\"x\":1,\"given_name\":\"Ána María\"}", TRUE },
  { "name-preferred", ANA, "Nina O'Brien", TRUE },
  { "name-half", ANA, "{\"given_name\":\"Ana Maria\",\"family_name\":\"Other\"}", FALSE },
  { "name-apart", ANA, "Nina Other, Jo O'Brien", FALSE },
  { "name-part-of-longer", ANA, "Giannina O'Brien. Nina O'Brienly", FALSE },
  { "name-with-quotes", NICK, "{\"given_name\":\"Ana \\\"Nin\\\"\",\"family_name\":\"Ng\"}", TRUE },
  { "invalid-utf8", ANA, "\xff\xfe ana.m@b.edu \x80", TRUE },
  { "one-name", ONE_NAME, "{\"family_name\":\"Ng\"}", TRUE },
  { "one-name-in-text", ONE_NAME, "Springfield Ng, ngng", FALSE },
  { "one-name-behind-another-key", ONE_NAME, "{\"lang\":\"ng\",\"school\":\"Ng\"}", FALSE },
  { "one-name-spaced", ONE_NAME, "\"Family\\u005fName\" : \"NG\"", TRUE },
  { "one-name-of-another", ONE_NAME, "\"given_name\":\"Bo\",\"family_name\":\"Ng\"", FALSE },
  { "family-name-in-fragment", FULL, "_name\":\"x\",\"family_name\":\"Ng\",\"degree\":", TRUE },
  { "family-name-of-another", FULL, "\"family_name\":\"Ng\",\"email\":\"bo@b.edu\"", FALSE },
  { "family-name-and-torn-email", FULL, "\"family_name\":\"Ng\",\"email\":\"n@b", TRUE },
  { "given-name-in-fragment", FULL, "\"given_name\":\"Ana\"", FALSE },
  { "phone", FULL, "call 1.555.010.4477 now", TRUE },
  { "phone-without-country", FULL, "(555) 010 4477", TRUE },
  { "phone-with-code", FULL, "00 1 555 010 44 77", TRUE },
  { "phone-of-another", FULL, "+1 555 010 4478; 15550104", FALSE },
  { "phone-of-a-namesake", FULL, "\"given_name\":\"Bo\",\"phone\":\"+1 555 010 4477\"", FALSE },
  { "question", FULL, "\"question\":\"is there a KAYAK for beginners?\",", TRUE },
  { "question-elsewhere", FULL, "Is there a kayak for beginners?", FALSE },
  { "any-email", ONE_NAME, "ng@c.edu", TRUE },
  { "whole-name", WHOLE_NAME, "李 小龙", TRUE },
  { "whole-name-within", WHOLE_NAME, "大李 小龙", FALSE },
  { "surrogates", "{\"email\":\"😀@b.edu\"}", "\\ud83d\\ude00@b.edu", TRUE },
  { "lone-surrogate", ANA, "\\ud83d\\", FALSE },
  { "torn-escape", ANA, "\\u00", FALSE },
  { "nothing", ANA, "", FALSE },
  { "nothing-known", "{}", "x", FALSE },
  { "no-texts", "{\"given_name\":7,\"family_name\":\" \",\"email\":null}", "{\"a\":\"\",\"b\":7}", FALSE },
  { "not-an-address", "{\"question\":\"see you @ noon\"}", "see you @ noon", FALSE },
};

static FairMention *
make (const char *answers)
{
  yyjson_doc *doc = yyjson_read (answers, strlen (answers), YYJSON_READ_NOFLAG);
  FairMention *mention = fair_mention_new ();

  g_assert_nonnull (doc);
  fair_mention_add_person (mention, ID);
  fair_mention_add_answers (mention, ID, yyjson_doc_get_root (doc));
  yyjson_doc_free (doc);
  return mention;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (FairMention) mention = make (one->answers);

  g_assert_true (fair_mention_is_in (mention, FAIR_MENTION_ANY, one->text, strlen (one->text)) == one->expected);
}

static void
test_kinds (void)
{
  g_autoptr (FairMention) mention = make (ANA);
  const FairMentionKind personal = FAIR_MENTION_EMAIL | FAIR_MENTION_NAME;

  g_assert_false (fair_mention_is_in (mention, personal, ID, strlen (ID)));
  g_assert_true (fair_mention_is_in (mention, personal, "ana.m@b.edu", 11));
  g_assert_false (fair_mention_is_in (mention, FAIR_MENTION_NAME, "ana.m@b.edu", 11));
}

static void
test_binary (void)
{
  static const char bytes[] = "\0\0ana.m@b.edu\0\0";
  g_autoptr (FairMention) mention = make (ANA);

  g_assert_true (fair_mention_is_in (mention, FAIR_MENTION_ANY, bytes, sizeof bytes));
  g_assert_true (fair_mention_is_in (mention, FAIR_MENTION_ANY, "\0\xff ana.m@b.edu", 14));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/mention/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/mention/kinds", test_kinds);
  g_test_add_func ("/mention/binary", test_binary);

  return g_test_run ();
}

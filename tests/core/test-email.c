/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Email addresses: which are taken, which are advised against, which are refused, and what is suggested in their place. */
#include "form/fair-email.h"

#include "test-util.h"
#include <gio/gio.h>
#include <locale.h>
#include <string.h>

typedef struct
{
  const char *address;
  FairEmailVerdict verdict;
  const char *suggestion;
} Case;

static const Case cases[] = {
  { "name@school.edu", FAIR_EMAIL_GOOD, NULL },
  { "a@b.co", FAIR_EMAIL_GOOD, NULL },
  { "zoe.o'brien+fair@mgh.harvard.edu", FAIR_EMAIL_GOOD, NULL },
  { "ZOE@GMAIL.COM", FAIR_EMAIL_GOOD, NULL },
  { "I@ICLOUD.COM", FAIR_EMAIL_GOOD, NULL },
  { "zoë@bücher.example", FAIR_EMAIL_GOOD, NULL },
  { "用户@例子.广告", FAIR_EMAIL_GOOD, NULL },
  { "x@xn--bcher-kva.example", FAIR_EMAIL_GOOD, NULL },
  { "a..b.@docomo.ne.jp", FAIR_EMAIL_GOOD, NULL },
  { "a@b-c.d1.museum", FAIR_EMAIL_GOOD, NULL },

  /* In the list of common domains, and near to another that is. */
  { "a@mail.com", FAIR_EMAIL_GOOD, NULL },
  { "a@ymail.com", FAIR_EMAIL_GOOD, NULL },
  { "a@email.com", FAIR_EMAIL_GOOD, NULL },
  { "a@gmx.net", FAIR_EMAIL_GOOD, NULL },
  { "a@me.com", FAIR_EMAIL_GOOD, NULL },
  { "a@yahoo.co.uk", FAIR_EMAIL_GOOD, NULL },
  { "a@outlook.de", FAIR_EMAIL_GOOD, NULL },
  /* Short, or of an institution. */
  { "a@bu.edu", FAIR_EMAIL_GOOD, NULL },
  { "a@mit.edu", FAIR_EMAIL_GOOD, NULL },
  { "a@gmail.edu", FAIR_EMAIL_GOOD, NULL },
  { "a@ucl.ac.uk", FAIR_EMAIL_GOOD, NULL },
  { "a@aol.org", FAIR_EMAIL_GOOD, NULL },
  { "a@love.com", FAIR_EMAIL_GOOD, NULL },
  { "a@e-mail.com", FAIR_EMAIL_GOOD, NULL },
  { "a@emaill.com", FAIR_EMAIL_GOOD, NULL },
  { "a@hotmail.be", FAIR_EMAIL_GOOD, NULL },
  { "a@yahoo.co.jp", FAIR_EMAIL_GOOD, NULL },
  { "a@yahoo.com.ph", FAIR_EMAIL_GOOD, NULL },
  { "a@company.co", FAIR_EMAIL_GOOD, NULL },
  { "a@example.cm", FAIR_EMAIL_GOOD, NULL },

  { "zoe@gmial.com", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "zoe@gmai.com", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "zoe@gmaill.com", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "Zoe@Gnail.com", FAIR_EMAIL_UNUSUAL, "Zoe@gmail.com" },
  { "zoe@gmail.con", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "zoe@gmail.co", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "zoe@gmail.cm", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "zoe@gmial.con", FAIR_EMAIL_UNUSUAL, "zoe@gmail.com" },
  { "zoe@hotmial.com", FAIR_EMAIL_UNUSUAL, "zoe@hotmail.com" },
  { "zoe@yaho.com", FAIR_EMAIL_UNUSUAL, "zoe@yahoo.com" },
  { "zoe@outlok.com", FAIR_EMAIL_UNUSUAL, "zoe@outlook.com" },
  { "zoe@icluod.com", FAIR_EMAIL_UNUSUAL, "zoe@icloud.com" },
  { "zoe@comcast.nte", FAIR_EMAIL_UNUSUAL, "zoe@comcast.net" },
  { "zoe@hospital.con", FAIR_EMAIL_UNUSUAL, "zoe@hospital.com" },
  { "zoe@school.eud", FAIR_EMAIL_UNUSUAL, "zoe@school.edu" },
  { "zoe@charity.ogr", FAIR_EMAIL_UNUSUAL, "zoe@charity.org" },

  { "zoe@gmail,com", FAIR_EMAIL_BAD, "zoe@gmail.com" },
  { "zoe@gmial,com", FAIR_EMAIL_BAD, "zoe@gmail.com" },
  { "zoe@gmail", FAIR_EMAIL_BAD, "zoe@gmail.com" },
  { "zoe@gmail.com.", FAIR_EMAIL_BAD, "zoe@gmail.com" },
  { "zoe@gmail..com", FAIR_EMAIL_BAD, "zoe@gmail.com" },
  { "zoe@school.edu,", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "zoe @school.edu", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "mailto:zoe@school.edu", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "<zoe@school.edu>", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "zoe＠school。edu", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "ｚｏｅ＠ｓｃｈｏｏｌ．ｅｄｕ", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "zoe@ｓｃｈｏｏｌ.edu", FAIR_EMAIL_BAD, "zoe@school.edu" },
  { "zoe@school․edu", FAIR_EMAIL_BAD, "zoe@school.edu" },

  { "", FAIR_EMAIL_BAD, NULL },
  { "@", FAIR_EMAIL_BAD, NULL },
  { "zoe", FAIR_EMAIL_BAD, NULL },
  { "zoe@", FAIR_EMAIL_BAD, NULL },
  { "@school.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe@school", FAIR_EMAIL_BAD, NULL },
  { "a@b@school.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe(at)school.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe@192.168.0.1", FAIR_EMAIL_BAD, NULL },
  { "zoe@[192.168.0.1]", FAIR_EMAIL_BAD, NULL },
  { "zoe@-school.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe@school-.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe@sch_ool.edu", FAIR_EMAIL_BAD, NULL },
  { "\"zoe\"@school.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe\x01@school.edu", FAIR_EMAIL_BAD, NULL },
  { "zoe;bob@school.edu", FAIR_EMAIL_BAD, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *suggestion = NULL;
      FairEmailVerdict verdict = fair_email_check (cases[i].address, &suggestion);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (verdict, ==, cases[i].verdict);
      g_assert_cmpstr (suggestion, ==, cases[i].suggestion);
    }
}

/* What is suggested is always taken, so that nobody is sent from one suggestion to the next. */
static void
test_suggestions_are_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *suggestion = NULL;

      if (cases[i].suggestion == NULL)
        continue;
      g_assert_cmpint (fair_email_check (cases[i].suggestion, &suggestion), ==, FAIR_EMAIL_GOOD);
      g_assert_null (suggestion);
    }
}

static void
assert_verdict (gsize            local,
                gsize            label,
                guint            n_labels,
                FairEmailVerdict expected)
{
  g_autofree char *name = g_strnfill (local, 'a');
  g_autofree char *part = g_strnfill (label, 'b');
  g_autofree char *suggestion = NULL;
  GString *address = g_string_new (name);

  g_string_append_c (address, '@');
  for (guint i = 0; i < n_labels; i++)
    g_string_append_printf (address, "%s.", part);
  g_string_append (address, "edu");
  g_assert_cmpint (fair_email_check (address->str, &suggestion), ==, expected);
  g_string_free (address, TRUE);
}

static void
test_lengths (void)
{
  assert_verdict (64, 10, 1, FAIR_EMAIL_GOOD);
  assert_verdict (65, 10, 1, FAIR_EMAIL_BAD);
  assert_verdict (10, 63, 1, FAIR_EMAIL_GOOD);
  assert_verdict (10, 64, 1, FAIR_EMAIL_BAD);
  /* 58 + 1 + 3 * 64 + 3 bytes are 254 */
  assert_verdict (58, 63, 3, FAIR_EMAIL_GOOD);
  assert_verdict (59, 63, 3, FAIR_EMAIL_BAD);
  assert_verdict (10, 10, 5000, FAIR_EMAIL_BAD);
}

/* How Turkish writes letters, made from its source: no laptop that tests need have it. */
static gboolean
take_turkish (TestFolder *folder)
{
  g_autofree char *source = test_folder_write (folder, "source", "LC_CTYPE\ncopy \"tr_TR\"\nEND LC_CTYPE\n");
  g_autofree char *path = g_build_filename (folder->path, "tr_TR.UTF-8", NULL);
  g_autoptr (GSubprocess) localedef = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                                                        "localedef", "-c", "-i", source, "-f", "UTF-8", path, NULL);

  if (localedef == NULL || !g_subprocess_wait (localedef, NULL, NULL))
    return FALSE;
  g_setenv ("LOCPATH", folder->path, TRUE);
  return setlocale (LC_CTYPE, "tr_TR.UTF-8") != NULL;
}

/* An address is technical text: its capital I has no dot, whatever the laptop's language. */
static void
test_turkish (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  if (take_turkish (folder))
    test_cases ();
  else
    g_test_skip ("no locale can be made here");
  setlocale (LC_CTYPE, "C.UTF-8");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/email/cases", test_cases);
  g_test_add_func ("/email/suggestions-are-good", test_suggestions_are_good);
  g_test_add_func ("/email/lengths", test_lengths);
  g_test_add_func ("/email/turkish", test_turkish);
  return g_test_run ();
}

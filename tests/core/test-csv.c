/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of comma-separated values: a table of texts and what must be written for them. */
#include "export/fair-csv.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *plain;
  const char *guarded;
} Case;

static const Case cases[] = {
  { "empty", "", "", "" },
  { "word", "Søn", "Søn", "Søn" },
  { "spaces", "  two  words ", "  two  words ", "  two  words " },
  { "comma", "Doe, Jane", "\"Doe, Jane\"", "\"Doe, Jane\"" },
  { "quotes", "Jane \"JJ\" Doe", "\"Jane \"\"JJ\"\" Doe\"", "\"Jane \"\"JJ\"\" Doe\"" },
  { "only-quote", "\"", "\"\"\"\"", "\"\"\"\"" },
  { "quotes-at-ends", "\"x\"", "\"\"\"x\"\"\"", "\"\"\"x\"\"\"" },
  { "newline", "one\ntwo", "\"one\ntwo\"", "\"one\ntwo\"" },
  { "carriage-return", "one\rtwo", "\"one\rtwo\"", "\"one\rtwo\"" },
  { "crlf", "one\r\ntwo\r\n", "\"one\r\ntwo\r\n\"", "\"one\r\ntwo\r\n\"" },
  { "apostrophe", "O'Brien", "O'Brien", "O'Brien" },
  { "emoji", "👩🏽‍⚕️", "👩🏽‍⚕️", "👩🏽‍⚕️" },
  { "right-to-left", "ليلى حداد", "ليلى حداد", "ليلى حداد" },
  { "direction-mark", "\342\200\217=1", "\342\200\217=1", "\342\200\217=1" },
  { "equals", "=1+1", "=1+1", "'=1+1" },
  { "equals-quoted", "=HYPERLINK(\"x\",\"y\")", "\"=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
    "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
  { "phone", "+1 617 555 0100", "+1 617 555 0100", "'+1 617 555 0100" },
  { "minus", "-2", "-2", "'-2" },
  { "at", "@jane", "@jane", "'@jane" },
  { "tab", "\t=1", "\t=1", "'\t=1" },
  { "starts-with-cr", "\r=1", "\"\r=1\"", "\"'\r=1\"" },
  { "starts-with-lf", "\n=1", "\"\n=1\"", "\"'\n=1\"" },
  { "wide-equals", "＝1", "＝1", "'＝1" },
  { "wide-at", "＠x", "＠x", "'＠x" },
  { "other-wide-letter", "Ａ=1", "Ａ=1", "Ａ=1" },
  { "behind-blanks", "  =1", "  =1", "'  =1" },
  { "behind-wide-blanks", "\302\240\343\200\200+1", "\302\240\343\200\200+1", "'\302\240\343\200\200+1" },
  { "behind-control", "\v@x", "\v@x", "'\v@x" },
  { "blank-and-tab", " \tx", " \tx", "' \tx" },
  { "blanks-only", "  \302\240", "  \302\240", "  \302\240" },
  { "blanks-and-word", " a=1", " a=1", " a=1" },
  { "wide-plus", "＋1", "＋1", "'＋1" },
  { "wide-minus", "－1", "－1", "'－1" },
  { "formula-inside", "a=1", "a=1", "a=1" },
  { "semicolon", "a;b", "a;b", "a;b" },
};

static void
check (const char *text,
       gboolean    guard,
       const char *expected)
{
  g_autoptr (GString) out = g_string_new ("<");

  fair_csv_append_cell (out, text, strlen (text), guard);
  g_assert_cmpstr (out->str + 1, ==, expected);
  g_assert_cmpint (out->str[0], ==, '<');
}

static void
test_cell (gconstpointer data)
{
  const Case *given = data;

  check (given->text, FALSE, given->plain);
  check (given->text, TRUE, given->guarded);
}

static void
test_length (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  fair_csv_append_cell (out, "ab,\"c", 2, FALSE);
  g_assert_cmpstr (out->str, ==, "ab");
  fair_csv_append_cell (out, "=x", 0, TRUE);
  g_assert_cmpstr (out->str, ==, "ab");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/cell/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_cell);
    }
  g_test_add_func ("/csv/length", test_length);
  return g_test_run ();
}

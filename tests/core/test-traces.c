/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which bytes count as a trace of a person, and which do not: whole ids and addresses, and nothing else. */
#include "base/fair-traces.h"
#include <string.h>

#define ID "00000000-0000-4000-8000-0000000000ff"
#define OTHER "00000000-0000-4000-8000-0000000000fe"
#define ADDRESS "Ana.O'M@b.edu"

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* "i" and "a": an id, an address of the person; "I": it is a member `id`; "o", "O", "x": others' */
} Case;

static const Case cases[] = {
  { "id", "x " ID " y", "i" },
  { "id-upper", "00000000-0000-4000-8000-0000000000FF", "i" },
  { "id-longer", ID "0", "" },
  { "id-prefix", "a-" ID, "" },
  { "id-member", "{\"id\":\"" ID "\",", "iI" },
  { "id-member-spaced", "\"id\": \"" ID "\"", "iI" },
  { "id-of-another", "\"joined\":[\"" OTHER "\"]", "o" },
  { "id-member-of-another", "\"id\":\"" OTHER "\",\"joined\":[\"" ID "\"]", "ioO" },
  { "id-both", "\"id\":\"" OTHER "\"}{\"id\":\"" ID "\"", "iIoO" },
  { "id-damaged", "\"id\":\"00000000-0000-4000!8000-0000000000ff\"", "" },
  { "id-no-uuid", "\"id\":\"00000000-0000-4000-8000-0000000000fg\"", "" },
  { "id-short", "\"id\":\"en\"", "iI" },
  { "id-short-elsewhere", "\"lang\":\"en\", en", "" },
  { "id-short-of-another", "\"id\":\"de\"", "oO" },
  { "id-torn", "\"id\":\"" ID, "i" },
  { "time-stamp", "\"hlc\":\"1795359845123-0-5f0e9c1a2b7d4e38\",\"crc\":\"f942ddb1\"", "" },
  { "email", "ana.o'm@b.edu", "a" },
  { "email-case", "<ANA.O'M@B.EDU>", "a" },
  { "email-in-sentence", "Write to ana.o'm@b.edu.", "a" },
  { "email-in-quotes", "'ana.o'm@b.edu'", "a" },
  { "email-in-table", "|ana.o'm@b.edu|, to=ana.o'm@b.edu&", "a" },
  { "email-csv", "\"Ana\",\"ana.o'm@b.edu\",\r\n", "a" },
  { "email-of-another", "diana.o'm@b.edu x.ana.o'm@b.edu ana.o'm@b.edu.mx ana.o'm@b.education", "x" },
  { "email-escaped", "\"ana.o'm\\u0040b.edu\"", "" },
  { "email-not-ascii", "\303\251ana.o'm@b.edu", "x" },
  { "email-folded", "\303\211@b.edu", "a" },
  { "form", "\"form\":\"interest@1\"", "" },
  { "no-address", "see you @ noon, @b.edu, ana@", "" },
  { "invalid-utf8", "\377\376 ana.o'm@b.edu \200", "a" },
  { "name", "Ana O'M", "" },
  { "nothing", "", "" },
};

static FairTraces *
make (void)
{
  FairTraces *traces = fair_traces_new ();

  fair_traces_add_id (traces, ID);
  fair_traces_add_id (traces, "en");
  fair_traces_add_address (traces, ADDRESS);
  fair_traces_add_address (traces, "\303\251@B.edu");
  return traces;
}

static char *
describe (const FairTrace *found)
{
  return g_strconcat (found->id != NULL ? "i" : "", found->is_own_id ? "I" : "", found->has_address ? "a" : "",
                      *found->other != '\0' ? "o" : "", found->is_own_other ? "O" : "",
                      found->has_other_address ? "x" : "", NULL);
}

static char *
search (FairTraces *traces,
        const char *bytes,
        gsize       length,
        gsize       piece)
{
  fair_traces_begin (traces);
  for (gsize done = 0; done < length; done += piece)
    fair_traces_feed (traces, bytes + done, MIN (piece, length - done));
  fair_traces_finish (traces);
  return describe (&traces->found);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (FairTraces) traces = make ();
  g_autofree char *found = search (traces, one->text, strlen (one->text), 1000);

  g_assert_cmpstr (found, ==, one->expected);
}

/* Wherever in a long text it is, between whatever pieces, it is found; and a longer word is never taken for it. */
static void
test_windows (void)
{
  const gsize window = 256 * 1024;
  g_autoptr (FairTraces) traces = make ();
  g_autofree char *text = g_strnfill (3 * window, 'x');
  static const Case words[] = { { "id", " " ID " ", "i" }, { "email", " " ADDRESS " ", "a" }, { "longer", " " ID "y", "" },
                                { "of-another", " z" ADDRESS " ", "x" }, { "member", "\"id\":\"en\" ", "iI" } };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    for (gsize at = window - 1100; at < window + 100; at += at < window - 60 ? 101 : 1)
      {
        gsize length = strlen (words[i].text);
        g_autofree char *found = NULL, *kept = g_strndup (text + at, length);

        memcpy (text + at, words[i].text, length);
        found = search (traces, text, 3 * window, window);
        g_assert_cmpstr (found, ==, words[i].expected);
        memcpy (text + at, kept, length);
      }
}

/* Any bytes, in whatever pieces they come: the same is found. */
static void
test_pieces (void)
{
  static const char letters[] = "'\"@. -\\x0e:id";
  const gsize length = 600 * 1024;
  g_autofree char *bytes = g_malloc (length);

  for (int i = 0; i < 20; i++)
    {
      g_autoptr (FairTraces) traces = make ();
      g_autofree char *whole = NULL, *found = NULL;

      for (gsize j = 0; j < length; j++)
        bytes[j] = j % 1000 < 990 ? 'x' : letters[g_test_rand_int_range (0, sizeof letters)];
      whole = search (traces, bytes, length, length);
      found = search (traces, bytes, length, (gsize) g_test_rand_int_range (1000, 300000));
      g_assert_cmpstr (found, ==, whole);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/traces/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/traces/windows", test_windows);
  g_test_add_func ("/traces/pieces", test_pieces);

  return g_test_run ();
}

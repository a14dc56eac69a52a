/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching: which sign-ups a typed text finds. */
#include "base/fair-json.h"
#include "store/standing/fair-search.h"

#include <string.h>

#define ANSWERS "{\"given_name\":\"Zoë\",\"family_name\":\"O’Brien-Søn\",\"email\":\"zoe@example.org\"," \
                "\"graduation_year\":2027,\"interests\":[\"global_health\",\"neonatology\"],\"consent\":true," \
                "\"question\":\"Does the\\n\\tNICU rotate?\"}"

typedef struct
{
  const char *typed;
  gboolean found;
} Case;

static const Case cases[] = {
  { "", TRUE },
  { "   ", TRUE },
  { "zoe", TRUE },
  { "ZOË", TRUE },
  { "Zoé", TRUE },
  { "o'brien", TRUE },
  { "OBRIEN", TRUE },
  { "o’brien–søn", TRUE },
  { "briensøn", TRUE },
  { "son", TRUE },
  { "SØN", TRUE },
  { "brien zoe", TRUE },
  { "zoe brian", FALSE },
  { "2027", TRUE },
  { "2028", FALSE },
  { "neonat", TRUE },
  { "nicu  rotate?", TRUE },
  { "the\tnicu", TRUE },
  { "example.org 2027", TRUE },
  { "global health", TRUE },
  { "org2027", FALSE },
  { "true", FALSE },
  { "given_name", FALSE },
};

static void
test_match (gconstpointer data)
{
  const Case *given = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = fair_json_read_line (ANSWERS, strlen (ANSWERS), NULL, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = fair_search_split (given->typed);

  g_assert_no_error (error);
  text = fair_search_dup_text (yyjson_doc_get_root (doc));
  g_assert_cmpint (fair_search_match ((const char *const *) words, text), ==, given->found);
}

static void
test_nothing_to_search (void)
{
  g_autofree char *text = fair_search_dup_text (NULL);
  g_auto (GStrv) words = fair_search_split ("x");

  g_assert_cmpstr (text, ==, "");
  g_assert_false (fair_search_match ((const char *const *) words, text));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/search/match/%u", i);

      g_test_add_data_func (path, &cases[i], test_match);
    }
  g_test_add_func ("/search/nothing", test_nothing_to_search);
  return g_test_run ();
}

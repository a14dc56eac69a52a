/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long list to type into: what is suggested for what people type, in which order, and which one a typed name is. */
#include "form/fair-suggestions.h"

#include "base/fair-edits.h"
#include "base/fair-paths.h"
#include "form/fair-form.h"
#include "test-util.h"

#include <string.h>

static FairSuggestions *
make_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_suggestion_free);
  const char *bu[] = { "BU", "BUSM", NULL };
  const char *nyu[] = { "NYU", "Langone", NULL };

  g_ptr_array_add (list, fair_suggestion_new ("Boston University Chobanian & Avedisian School of Medicine", "US MD", bu));
  g_ptr_array_add (list, fair_suggestion_new ("New York University Grossman School of Medicine", "US MD", nyu));
  g_ptr_array_add (list, fair_suggestion_new ("University at Buffalo Jacobs School of Medicine", "US MD", NULL));
  g_ptr_array_add (list, fair_suggestion_new ("Universität Zürich", "Switzerland", NULL));
  g_ptr_array_add (list, fair_suggestion_new ("St. George's University", "Grenada", (const char *[]) { "SGU", NULL }));
  g_ptr_array_add (list, fair_suggestion_new ("東京大学", "Japan", (const char *[]) { "University of Tokyo", NULL }));
  return fair_suggestions_new (list);
}

static void
test_small_list (void)
{
  static const struct
  {
    const char *typed;
    const char *names; /* the beginning of each name found, in order */
  } searches[] = {
    { "bos", "Boston" },
    { "BU", "Boston|University at" },
    { "busm", "Boston" },
    { "univ", "Universität|University at|St. George|Boston|New York|東京" },
    { "zurich", "Universität" },
    { "ZÜR", "Universität" },
    { "avedisian boston", "Boston" },
    { "chobanian & ave", "Boston" },
    { "st georges", "St. George" },
    { "st. george’s", "St. George" },
    { "Saint George", "St. George" },
    { "george s", "St. George" },
    { "東京", "東京" },
    { "tokyo univ", "東京" },
    { "chobanain", "Boston" },
    { "bostn", "Boston" },
    { "bst", "" },
    { "boston langone", "Boston|New York" },
    { "of", "" },
    { "at", "" },
    { "", "" },
    { " & ", "" },
  };
  g_autoptr (FairSuggestions) list = make_list ();

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GPtrArray) found = fair_suggestions_match (list, searches[i].typed, 10);
      g_auto (GStrv) names = g_strsplit (searches[i].names, "|", -1);

      g_test_message ("%s", searches[i].typed);
      for (guint j = 0; j < MIN (found->len, g_strv_length (names)); j++)
        g_assert_true (g_str_has_prefix (((FairSuggestion *) found->pdata[j])->name, names[j]));
      g_assert_cmpuint (found->len, ==, g_strv_length (names));
    }
}

static void
test_limit (void)
{
  g_autoptr (FairSuggestions) list = make_list ();
  g_autoptr (GPtrArray) two = fair_suggestions_match (list, "u", 2);
  g_autoptr (GPtrArray) none = fair_suggestions_match (list, "u", 0);

  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_empty_list (void)
{
  g_autoptr (FairSuggestions) list = fair_suggestions_new (g_ptr_array_new ());
  g_autoptr (GPtrArray) found = fair_suggestions_match (list, "boston", 9);

  g_assert_cmpuint (found->len, ==, 0);
  g_assert_null (fair_suggestions_find (list, "boston"));
}

static FairForm *
load_form (void)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  FairForm *form = test_load_form (folder, NULL, problems, NULL);

  g_assert_nonnull (form);
  return form;
}

typedef struct
{
  const char *typed;
  const char *name; /* a part of it; NULL: none */
} Pair;

/* What comes first of the built-in list. */
static const Pair first[] = {
  { "Mt Sinai", "Icahn" },
  { "Saint George's University", "St. George's University" },
  { "University of Illinois at Chicago", "University of Illinois" },
  { "Emory Medical School", "Emory University" },
  { "Texas AM", "Texas A&M" },
  { "Texas A & M", "Texas A&M" },
  { "harvard", "Harvard" },
  { "Harvrd", "Harvard" },
  { "Harvard Medcal Scool", "Harvard" },
  { "medicine of school harvard", "Harvard" },
  { "john hopkins", "Johns Hopkins" },
  { "columbia p&s", "Columbia University" },
  { "UC San Fransisco", "San Francisco" },
  { "Washington University St Louis", "Washington University" },
  { "Royal College of Surgeons in Ireland", "RCSI University" },
  { "queens university belfast", "Queen's University Belfast" },
  { "Univeristy of Cincinati", "Cincinnati" },
  { "hahnemann", "Drexel" },
  { "Medical College of Virginia", "Virginia Commonwealth" },
  { "uni heidelberg", "Heidelberg" },
  { "Zuerich", "Zürich" },
  { "Sainte Louis University", "Saint Louis" },
  { "Ste Louis", "Saint Louis" },
  { "Ft Worth TCU", "Texas Christian" },
  { "Stonybrook", "Stony Brook" },
  { "SUNY Stonybrook", "Stony Brook" },
  { "UC SF", "San Francisco" },
  { "U.C.S.F.", "San Francisco" },
  { "Mc Gill", "McGill" },
  { "Cincinatti", "Cincinnati" },
  { "Univ of Mich", "University of Michigan" },
  { "U of Mich", "University of Michigan" },
  { "univ. calif. los angeles", "Los Angeles" },
  { "Miami", "University of Miami" },
  { "Cape Town", "University of Cape Town" },
  { "Melbourne", "University of Melbourne" },
  { "Bowman Gray", "Wake Forest" },
  { "Dartmouth Medical School", "Geisel" },
  { "UMDNJ Robert Wood Johnson", "Robert Wood Johnson" },
  { "Galvston", "University of Texas Medical Branch" },
  { "Медицинский Унивеситет София", "Sofia" },
  { "서울대힉교", "Seoul National" },
  { "Nowhere College", NULL },
  { "university of", "University of" },
};

static void
test_built_in_list (void)
{
  g_autoptr (FairForm) form = load_form ();
  FairField *field = fair_form_find_field (form, "medical_school");

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    {
      g_autoptr (GPtrArray) found = fair_field_match_suggestions (field, first[i].typed, 6);

      g_test_message ("%s: %s", first[i].typed, found->len > 0 ? ((FairSuggestion *) found->pdata[0])->name : "none");
      if (first[i].name == NULL)
        g_assert_cmpuint (found->len, ==, 0);
      else
        g_assert_nonnull (strstr (((FairSuggestion *) found->pdata[0])->name, first[i].name));
    }
}

static const Pair identities[] = {
  { "Harvard Medical School", "Harvard" },
  { "harvard medical school ", "Harvard" },
  { "Harvard Univ", "Harvard" },
  { "Emory Medical School", "Emory" },
  { "Emory", "Emory" },
  { "Mt. Sinai", "Icahn" },
  { "Mount Sinai School of Medicine", "Icahn" },
  { "St George's University", "St. George's University School" },
  { "St. George’s Univ.", "St. George's University School" },
  { "St George's, University of London", "City St George's" },
  { "UIC", "Illinois" },
  { "University of Illinois at Chicago", "Illinois" },
  { "University of Washington", "University of Washington" },
  { "Washington University", "Washington University" },
  { "Boston Univ.", "Boston University" },
  { "University of Michigan", "University of Michigan" },
  { "Univeristy of Cincinati", "Cincinnati" },
  { "Queen's University", "Queen's University School" },
  { "Queens University Belfast", "Belfast" },
  { "UC SF", "San Francisco" },
  { "Univ of Mich", NULL },
  { "Sainte Louis Univ.", "Saint Louis" },
  { "Bowman Gray", "Wake Forest" },
  { "Medical College of Pennsylvania", "Drexel" },
  { "hahnemann", "Drexel" },
  { "Mt Sinai, New York", "Icahn" },
  { "NYU", "NYU Grossman School" },
  { "St. George's, London", "City St George's" },
  { "", NULL },
  { "-", NULL },
  { "H", NULL },
  { "Penn", NULL },
  { "Georgia", NULL },
  { "St. John's", NULL },
  { "UC", NULL },
  { "Melbourne Medical", "University of Melbourne" },
  { "University of York", NULL },
  { "University of London", NULL },
  { "Smith College", NULL },
  { "University of Michigan Flint", NULL },
  { "Indiana University of Pennsylvania", NULL },
  { "Oxford Brookes University", NULL },
  { "University", NULL },
  { "Medical School", NULL },
  { "Chicago", NULL },
  { "Boston", NULL },
  { "Wisconsin", NULL },
  { "South Carolina", NULL },
  { "Michigan State University", NULL },
  { "Emory Hospital of Nowhere", NULL },
  { "University of Kent", NULL },
  { "University of Gambia", NULL },
  { "University of Salford", NULL },
  { "University of Victoria", NULL },
  { "Mandalay", NULL },
  { "Linz", NULL },
  { "Bari", NULL },
  { "Oran", NULL },
  { "Iraq", NULL },
  { "Sidney", NULL },
  { "University of San Diego", NULL },
  { "University of Dayton", NULL },
  { "University of Denver", NULL },
  { "University of Tampa", NULL },
  { "University of Richmond", NULL },
  { "University of Haifa", NULL },
  { "University of Lincoln", NULL },
  { "University of Winnipeg", NULL },
  { "University of Windsor", NULL },
  { "Univ. of Windsor", NULL },
  { "Windsor University", "Windsor University" },
  { "University of Drexel", NULL },
  { "De La Salle", NULL },
  { "De La Salle Medical and Health Sciences Institute", "De La Salle" },
  { "Manipal", NULL },
  { "KMC Manipal", "Manipal" },
  { "Yale SOM", "Yale" },
  { "Emory University SOM", "Emory" },
  { "CUNY SOM", "City University of New York" },
  { "SOM", NULL },
  { "Standford", "Stanford" },
  { "Standford University", "Stanford" },
  { "Standford SOM", "Stanford" },
  { "Harvrad", "Harvard" },
  { "Emory Universtiy School of Medicine", "Emory" },

  { "An Invented College", NULL },
};

static void
test_identities (void)
{
  g_autoptr (FairForm) form = load_form ();
  FairField *field = fair_form_find_field (form, "medical_school");

  for (gsize i = 0; i < G_N_ELEMENTS (identities); i++)
    {
      const FairSuggestion *found = fair_field_find_suggestion (field, identities[i].typed);

      g_test_message ("%s: %s", identities[i].typed, found != NULL ? found->name : "none");
      g_assert_cmpint (found != NULL, ==, identities[i].name != NULL);
      g_assert_true (found == NULL || strstr (found->name, identities[i].name) != NULL);
    }
}

static JsonArray *
load_schools (JsonParser *parser)
{
  g_autofree char *folder = fair_paths_get_builtin_program ();
  g_autofree char *path = g_build_filename (folder, "schools.json", NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "suggestions");
}

/* Each is what its own name says, and comes first, also in capitals and without a space too many. */
static void
test_own_names (void)
{
  g_autoptr (FairForm) form = load_form ();
  FairField *field = fair_form_find_field (form, "medical_school");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *schools = load_schools (parser);

  for (guint i = 0; i < json_array_get_length (schools); i++)
    {
      const char *name = json_object_get_string_member (json_array_get_object_element (schools, i), "name");
      g_autofree char *loud = g_utf8_strup (name, -1);
      const FairSuggestion *found = fair_field_find_suggestion (field, loud);
      g_autoptr (GPtrArray) offered = fair_field_match_suggestions (field, name, 1);

      g_test_message ("%s", name);
      g_assert_nonnull (found);
      g_assert_cmpstr (found->name, ==, name);
      g_assert_cmpstr (((FairSuggestion *) offered->pdata[0])->name, ==, name);
    }
}

static void
test_edits (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    guint n_edits;
  } pairs[] = {
    { "", "", 0 }, { "a", "", 1 }, { "gmail", "gmail", 0 }, { "gmial", "gmail", 1 }, { "gmal", "gmail", 1 },
    { "gmaill", "gmail", 1 }, { "gmsil", "gmail", 1 }, { "bufallo", "buffalo", 2 }, { "emory", "rush", 5 },
    { "москва", "масква", 1 }, { "москва", "москв", 1 }, { "서울대학교", "서울대힉교", 1 }, { "東京", "京東", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (guint most = 0; most < 7; most++)
      {
        guint n_edits = 99;

        g_assert_cmpint (fair_edits_are_few (pairs[i].a, pairs[i].b, most, &n_edits), ==, pairs[i].n_edits <= most);
        g_assert_true (pairs[i].n_edits > most || n_edits == pairs[i].n_edits);
        g_assert_cmpint (fair_edits_are_few (pairs[i].b, pairs[i].a, most, NULL), ==, pairs[i].n_edits <= most);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/suggestions/small-list", test_small_list);
  g_test_add_func ("/suggestions/limit", test_limit);
  g_test_add_func ("/suggestions/empty-list", test_empty_list);
  g_test_add_func ("/suggestions/built-in-list", test_built_in_list);
  g_test_add_func ("/suggestions/identities", test_identities);
  g_test_add_func ("/suggestions/own-names", test_own_names);
  g_test_add_func ("/suggestions/edits", test_edits);
  return g_test_run ();
}

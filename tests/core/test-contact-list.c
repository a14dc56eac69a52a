/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on a list of contacts, in which order, and what it says of them. */
#include "desk/fair-contact-list.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

typedef struct
{
  TestFolder *folder;
  FairStore *store;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->store = test_store_open (self->folder->path);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->store);
  test_folder_free (self->folder);
}

static char *
add (Fixture    *self,
     const char *event,
     gboolean    unfinished,
     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers, .unfinished = unfinished };
  char *id = fair_store_add (self->store, &draft, &error);

  g_assert_no_error (error);
  return id;
}

static FairContactList *
load (Fixture    *self,
      GHashTable *ids,
      const char *language)
{
  g_autoptr (GError) error = NULL;
  FairContactList *list = fair_contact_list_load (self->store, NULL, ids, language, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static void
expect_names (Fixture    *self,
              const char *language,
              const char *wanted)
{
  g_autoptr (FairContactList) list = load (self, NULL, language);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->people->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "; " : "", ((FairContact *) list->people->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, wanted);
}

/* By the family name, else by the one there is; as dictionaries of the language have it. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  g_free (add (self, "", FALSE, "{\"family_name\":\"Zorn\",\"given_name\":\"Bo\"}"));
  g_free (add (self, "", FALSE, "{\"family_name\":\"Öberg\",\"given_name\":\"Åsa\",\"preferred_name\":\"Åse\"}"));
  g_free (add (self, "", FALSE, "{\"family_name\":\"zorn\",\"given_name\":\"Al\",\"preferred_name\":\"Al\"}"));
  g_free (add (self, "", FALSE, "{\"given_name\":\"Prince\"}"));
  g_free (add (self, "", FALSE, "{\"preferred_name\":\"Ace\"}"));
  g_free (add (self, "", FALSE, "{\"email\":\"a@example.org\"}"));
  g_free (add (self, "", TRUE, "{\"family_name\":\"Left\"}"));
  expect_names (self, "en", "Ace; (no name); Öberg, Åsa (Åse); Prince; zorn, Al; Zorn, Bo");
  expect_names (self, "sv", "Ace; (no name); Prince; zorn, Al; Zorn, Bo; Öberg, Åsa (Åse)");
}

static void
test_texts (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *id = add (self, "spring", FALSE,
                             "{\"family_name\":\" O\\nBrien\",\"email\":\"z@example.org\",\"phone\":\"+1 2\",\"medical_school\":\"Köln\","
                             "\"graduation_year\":2027,\"interests\":[\"a\",\"b\"]}");
  g_autoptr (FairContactList) list = load (self, NULL, "en");
  const FairContact *contact = list->people->pdata[0];

  g_assert_cmpstr (contact->name, ==, "O Brien");
  g_assert_cmpstr (contact->studies, ==, "Köln · 2027");
  g_assert_cmpstr (contact->email, ==, "z@example.org");
  g_assert_cmpstr (contact->phone, ==, "+1 2");
  g_assert_cmpstr (contact->interests, ==, "a; b");
  g_assert_false (contact->starred);
  g_assert_cmpstr (list->event, ==, "spring");
}

static char *
make_form (void)
{
  static const char *const fields[][2] = {
    { "nom", "family-name" }, { "prenom", "given-name" }, { "courriel", "email" },
    { "mobile", "phone" },    { "fac", "organization" },  { "gouts", "interests" },
  };
  GString *form = g_string_new ("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"T\",\"type\":\"object\","
                                "\"x-fairbook\":{\"id\":\"t\",\"version\":1,\"title\":\"T\",\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},"
                                "\"properties\":{");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (form, "%s\"%s\":{\"type\":\"string\",\"title\":\"T\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\","
                            "\"purpose\":\"%s\",\"title\":{\"en\":\"T\"}}}", i > 0 ? "," : "", fields[i][0], fields[i][1]);
  g_string_append (form, "}}");
  return g_string_free (form, FALSE);
}

/* Whatever a form calls its fields, they are found by what they are for. */
static void
test_other_form (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *id = add (self, "", FALSE,
                             "{\"nom\":\"Roy\",\"prenom\":\"Zoé\",\"courriel\":\"z@example.org\",\"mobile\":\"+33 1\","
                             "\"fac\":\"Lyon\",\"gouts\":\"a\",\"email\":\"none\"}");
  g_autofree char *text = make_form ();
  g_autofree char *path = test_folder_write (self->folder, "form.json", text);
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FairForm) form = test_load_form (self->folder->path, "en", problems, &error);
  g_autoptr (FairContactList) list = fair_contact_list_load (self->store, form, NULL, "en", NULL, &error);
  const FairContact *contact;

  g_assert_no_error (error);
  contact = list->people->pdata[0];
  g_assert_cmpstr (contact->name, ==, "Roy, Zoé");
  g_assert_cmpstr (contact->studies, ==, "Lyon");
  g_assert_cmpstr (contact->email, ==, "z@example.org");
  g_assert_cmpstr (contact->phone, ==, "+33 1");
  g_assert_cmpstr (contact->interests, ==, "a");
}

/* Only those who are wanted; and the fair is told where it is the one of all of them. */
static void
test_some (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *ann = add (self, "spring", FALSE, "{\"given_name\":\"Ann\"}");
  g_autofree char *bo = add (self, "autumn", FALSE, "{\"given_name\":\"Bo\"}");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (FairContactList) nobody = load (self, ids, "en");
  g_autoptr (FairContactList) all = load (self, NULL, "en");
  g_autoptr (FairContactList) one = NULL;

  g_assert_cmpuint (nobody->people->len, ==, 0);
  g_assert_cmpuint (all->people->len, ==, 2);
  g_assert_null (all->event);
  g_hash_table_add (ids, bo);
  one = load (self, ids, "en");
  g_assert_cmpuint (one->people->len, ==, 1);
  g_assert_cmpstr (one->event, ==, "autumn");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/contact-list/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/contact-list/texts", Fixture, NULL, set_up, test_texts, tear_down);
  g_test_add ("/contact-list/other-form", Fixture, NULL, set_up, test_other_form, tear_down);
  g_test_add ("/contact-list/some", Fixture, NULL, set_up, test_some, tear_down);
  return g_test_run ();
}

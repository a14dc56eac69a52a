/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may have signed up twice: by address whatever its case, or by name and school; and who is not told of. */
#include "store/change/fair-correct.h"
#include "store/change/fair-join.h"
#include "desk/fair-duplicates.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

/* Answers without what is NULL. */
typedef struct
{
  const char *given;
  const char *family;
  const char *email;
  const char *school;
} Signing;

static char *
sign_up (FairStore     *store,
         const Signing *signing)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (GError) error = NULL;
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
  char *id;

  if (signing->given != NULL)
    fair_answers_set_text (answers, "given_name", signing->given);
  if (signing->family != NULL)
    fair_answers_set_text (answers, "family_name", signing->family);
  if (signing->email != NULL)
    fair_answers_set_text (answers, "email", signing->email);
  if (signing->school != NULL)
    fair_answers_set_text (answers, "medical_school", signing->school);
  id = fair_store_add (store, &draft, &error);
  g_assert_no_error (error);
  return id;
}

/* Groups as "email:0,2 name:1,3": the numbers are those of the sign-ups. */
static char *
describe (FairStore *store,
          GPtrArray *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = fair_store_find_duplicates (store, NULL, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < groups->len; i++)
    {
      const FairDuplicateGroup *group = g_ptr_array_index (groups, i);

      g_string_append_printf (text, "%s%s:", i > 0 ? " " : "", group->reason == FAIR_DUPLICATE_EMAIL ? "email" : "name");
      for (guint j = 0; j < group->people->len; j++)
        {
          const FairDuplicatePerson *person = g_ptr_array_index (group->people, j);
          guint number;

          g_assert_true (g_ptr_array_find_with_equal_func (ids, person->id, g_str_equal, &number));
          g_string_append_printf (text, "%s%u", j > 0 ? "," : "", number);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_groups (const Signing *signings,
               gsize          n,
               const char    *expected)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *found = NULL;

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (ids, sign_up (store, &signings[i]));
  found = describe (store, ids);
  g_assert_cmpstr (found, ==, expected);
}

#define ASSERT_GROUPS(expected, ...) \
  assert_groups ((const Signing[]) { __VA_ARGS__ }, G_N_ELEMENTS (((const Signing[]) { __VA_ARGS__ })), expected)

static void
test_email (void)
{
  ASSERT_GROUPS ("email:0,1", { "A", NULL, "ann@example.org", NULL }, { "B", NULL, " Ann@Example.ORG ", NULL });
  ASSERT_GROUPS ("email:0,2,3", { "A", NULL, "x@y.z", NULL }, { "B", NULL, "y@y.z", NULL }, { "C", NULL, "X@y.z", NULL },
                 { "D", NULL, "x@Y.z", NULL });
  /* an accent makes another address */
  ASSERT_GROUPS ("", { "A", NULL, "jose@example.org", NULL }, { "B", NULL, "josé@example.org", NULL });
  ASSERT_GROUPS ("", { "A", NULL, NULL, NULL }, { "A", NULL, "", NULL }, { "A", NULL, " ", NULL }, { "A", NULL, " ", NULL });
}

static void
test_name (void)
{
  ASSERT_GROUPS ("name:0,1", { "José", "MUÑOZ", NULL, "Łódź" }, { "jose", " Munoz", NULL, "lodz " });
  ASSERT_GROUPS ("name:0,1", { "Ann Lee", NULL, NULL, "X" }, { NULL, "Ann  Lee", "a@b.c", "x" });
  ASSERT_GROUPS ("name:0,1,2", { "Jo", "Smith-Jones", NULL, "X" }, { "Jo", "Smith Jones", NULL, "X" },
                 { "Jo", "SmithJones", NULL, "X" });
  ASSERT_GROUPS ("", { "Ann", "Lee", NULL, "X" }, { "Ann", "Lee", NULL, "Y" }, { "Ann", "Lee", NULL, NULL },
                 { "Ann", "Lee", NULL, NULL });
  ASSERT_GROUPS ("", { NULL, NULL, NULL, "X" }, { NULL, NULL, NULL, "X" });
  /* words do not run into each other */
  ASSERT_GROUPS ("", { "Ann", "Lee X", NULL, "Y" }, { "Ann", "Lee", NULL, "X Y" });
}

/* The same people twice, by both, are told of once; others who share the name make another group. */
static void
test_both (void)
{
  ASSERT_GROUPS ("email:0,1", { "Ann", "Lee", "a@b.c", "X" }, { "Ann", "Lee", "A@b.c", "X" });
  ASSERT_GROUPS ("email:0,1 name:0,1,2", { "Ann", "Lee", "a@b.c", "X" }, { "Ann", "Lee", "A@b.c", "X" },
                 { "ann", "lee", "other@b.c", "x" });
  ASSERT_GROUPS ("email:0,2 email:1,3", { "A", NULL, "a@b.c", NULL }, { "B", NULL, "b@b.c", NULL },
                 { "C", NULL, "a@b.c", NULL }, { "D", NULL, "b@b.c", NULL });
}

/* Who was joined is told of no longer, until the join is taken back. */
static void
test_joined (void)
{
  static const Signing ann = { "Ann", "Lee", "a@b.c", "X" };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *after = NULL;

  for (int i = 0; i < 2; i++)
    g_ptr_array_add (ids, sign_up (store, &ann));
  before = describe (store, ids);
  g_assert_cmpstr (before, ==, "email:0,1");
  g_assert_true (fair_store_join (store, ids->pdata[0], ids->pdata[1], NULL));
  joined = describe (store, ids);
  g_assert_cmpstr (joined, ==, "");
  g_assert_true (fair_store_unjoin (store, ids->pdata[1], NULL));
  after = describe (store, ids);
  g_assert_cmpstr (after, ==, "email:0,1");
}

/* Notes of @of that it is not the same person as the others. */
static void
part (FairStore  *store,
      GPtrArray  *ids,
      guint       of,
      const char *list)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"" FAIR_DISTINCT_FROM "\":%s}", list);
  g_autoptr (FairAnswers) patch = fair_answers_new_from_json (json, strlen (json), &error);

  fair_store_set_staff (store, ids->pdata[of], patch, &error);
  g_assert_no_error (error);
}

/* Of whom somebody has said that they are two people: it takes one of them to say so, but all pairs to be said. */
static void
test_distinct (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *one = NULL, *other = NULL, *all = NULL, *none = NULL, *odd = NULL;
  g_autofree char *first = NULL, *second = NULL;

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (ids, sign_up (store, &(Signing) { "A", NULL, "a@b.c", NULL }));
  first = g_strdup_printf ("[7,\"%s\"]", (char *) ids->pdata[0]);
  second = g_strdup_printf ("[\"%s\",\"%s\"]", (char *) ids->pdata[0], (char *) ids->pdata[1]);

  part (store, ids, 1, first);
  one = describe (store, ids);
  g_assert_cmpstr (one, ==, "email:0,2,1"); /* in the order of the lines that stand */
  part (store, ids, 2, second);
  all = describe (store, ids);
  g_assert_cmpstr (all, ==, "");
  part (store, ids, 2, "null");
  none = describe (store, ids);
  g_assert_cmpstr (none, ==, "email:0,1,2");
  part (store, ids, 2, "{\"a\":1}");
  odd = describe (store, ids);
  g_assert_cmpstr (odd, ==, "email:0,1,2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duplicates/email", test_email);
  g_test_add_func ("/duplicates/name", test_name);
  g_test_add_func ("/duplicates/both", test_both);
  g_test_add_func ("/duplicates/distinct", test_distinct);
  g_test_add_func ("/duplicates/joined", test_joined);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is needed to show people, and to be rid of several: answers in words, the form of their version, who was joined into them. */
#include "desk/fair-erase-people.h"
#include "desk/fair-erase-plan.h"
#include "desk/fair-person-answers.h"
#include "desk/fair-person-details.h"
#include "form/fair-form-archive.h"
#include "store/change/fair-join.h"
#include "test-store-util.h"
#include "test-util.h"

#include <string.h>

#define MISSING "00000000-0000-4000-8000-00000000000f"

typedef struct
{
  TestFolder *folder;
  FairStore *store;
  FairForm *old; /* version 1; kept */
  FairForm *today;
} Fixture;

static FairForm *
make_form (int         version,
           const char *properties)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"title\":\"F\",\"x-fairbook\":{\"id\":\"interest\",\"version\":%d,\"sections\":[{\"id\":\"you\",\"title\":"
                                           "\"You\"},{\"id\":\"us\",\"title\":\"Us\"}]},\"properties\":{%s}}",
                                           version, properties);
  FairForm *form;

  g_free (test_folder_write (folder, "form.json", json));
  form = test_load_form (folder->path, "en", problems, &error);
  g_assert_no_error (error);
  return form;
}

#define TEXT(id, title, section, order, kind)                                                                                      \
  "\"" id "\":{\"type\":\"string\",\"title\":\"" title "\",\"x-fairbook\":{\"kind\":\"" kind "\",\"section\":\"" section "\",\"order\":" order "}}"

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = test_folder_new ();
  self->store = test_store_open (self->folder->path);
  self->old = make_form (1, TEXT ("question", "Anything else?", "us", "1", "long_text") "," TEXT ("given_name", "First name", "you", "1", "text"));
  self->today = make_form (2, TEXT ("given_name", "Given name", "you", "1", "text"));
  g_assert_true (fair_form_archive_keep (self->folder->path, self->old, &error));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->today);
  g_object_unref (self->old);
  g_object_unref (self->store);
  test_folder_free (self->folder);
}

static char *
sign_up (Fixture    *self,
         const char *form,
         const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = "spring", .form = form, .lang = "en", .answers = answers };
  char *id = fair_store_add (self->store, &draft, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
load (Fixture           *self,
      const char *const *ids)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *people = fair_person_details_load (self->store, ids, self->today, self->folder->path, NULL, &error);

  g_assert_no_error (error);
  return people;
}

static char *
tell (const FairPersonDetails *details)
{
  g_autoptr (GPtrArray) answers = fair_person_list_answers (fair_person_record_get_standing (details->record), details->form);

  return fair_person_answers_to_text (answers);
}

/* In the order and the words of the form that asked; what it does not know comes last, as a person reads it. */
static void
test_answers (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *id = sign_up (self, "interest@1",
                                 "{\"x\":[\"a\",true,{\"b\":1}],\"question\":\"one\\ntwo\",\"none\":null,\"empty\":\" \",\"n\":7,"
                                 "\"given_name\":\"<b>Zo\u00eb</b>\"}");
  g_autoptr (GPtrArray) people = load (self, (const char *const[]) { id, NULL });
  const FairPersonDetails *details = people->pdata[0];
  g_autofree char *text = tell (details), *name = fair_person_record_dup_name (details->record);

  g_assert_true (details->is_own_form);
  g_assert_cmpstr (text, ==, "First name: <b>Zo\u00eb</b>\nAnything else?:\none\ntwo\nx: a; Yes; {\"b\":1}\nn: 7\n");
  g_assert_cmpstr (name, ==, "<b>Zo\u00eb</b>");
}

/* A form that nobody has kept: the one of today says what it can. */
static void
test_no_form (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *id = sign_up (self, "other@9", "{\"question\":\"Why?\",\"given_name\":\"Bo\"}");
  g_autoptr (GPtrArray) people = load (self, (const char *const[]) { id, NULL });
  const FairPersonDetails *details = people->pdata[0];
  g_autofree char *text = tell (details);

  g_assert_false (details->is_own_form);
  g_assert_true (details->form == self->today);
  g_assert_cmpstr (text, ==, "Given name: Bo\nquestion: Why?\n");
}

static void
test_several (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ann = sign_up (self, "interest@2", "{\"given_name\":\"Ann\"}");
  g_autofree char *bo = sign_up (self, "interest@1", "{\"given_name\":\"Bo\"}");
  g_autofree char *cy = sign_up (self, "interest@1", "{\"given_name\":\"Cy\"}");
  g_autoptr (GPtrArray) people = NULL;
  const FairPersonDetails *first;
  g_autofree char *joined = NULL;

  g_assert_true (fair_store_join (self->store, ann, bo, &error));
  people = load (self, (const char *const[]) { ann, MISSING, cy, NULL });
  first = people->pdata[0];
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpuint (first->joined->len, ==, 1);
  joined = fair_person_record_dup_name (first->joined->pdata[0]);
  g_assert_cmpstr (joined, ==, "Bo");
  g_assert_true (first->form == self->today && first->is_own_form);
  g_assert_null (fair_person_details_load (self->store, (const char *const[]) { MISSING, NULL }, self->today, self->folder->path, NULL,
                                           &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

/* Who goes is told before: in the order of the journal, and how many sign-ups go along. */
static void
test_erase_plan (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ann = sign_up (self, "interest@2", "{\"given_name\":\"Ann\"}");
  g_autofree char *bo = sign_up (self, "interest@2", "{\"given_name\":\"Bo\"}");
  g_autofree char *cy = sign_up (self, "interest@2", "{\"given_name\":\"Cy\"}");
  g_autofree char *di = sign_up (self, "interest@2", "{\"email\":\"d@i.org\"}");
  g_autoptr (GPtrArray) people = NULL;
  const FairErasePerson *person;

  g_assert_true (fair_store_join (self->store, cy, bo, &error));
  people = fair_erase_plan_make (self->store, (const char *const[]) { MISSING, di, cy, NULL }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 2);
  person = people->pdata[0];
  g_assert_cmpstr (person->id, ==, di);
  g_assert_cmpstr (person->name, ==, "");
  g_assert_cmpstr (person->event, ==, "spring");
  person = people->pdata[1];
  g_assert_cmpstr (person->name, ==, "Cy");
  g_assert_cmpuint (person->n_joined, ==, 1);
}

/* Who was joined into somebody goes along, once; who is gone already is gone. */
static void
test_erase (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ann = sign_up (self, "interest@2", "{\"given_name\":\"Ann\",\"email\":\"a@b.cd\"}");
  g_autofree char *bo = sign_up (self, "interest@2", "{\"given_name\":\"Bo\"}");
  g_autofree char *cy = sign_up (self, "interest@2", "{\"given_name\":\"Cy\",\"email\":\"a@b.cd\"}");
  g_autofree char *di = sign_up (self, "interest@2", "{\"given_name\":\"Di\"}");
  g_autofree char *path = test_folder_write (self->folder, "copy.txt", "a@b.cd");
  g_autoptr (FairEraseOutcome) outcome = NULL;
  g_autoptr (GPtrArray) people = NULL;

  g_assert_true (fair_store_join (self->store, ann, bo, &error));
  outcome = fair_erase_people (self->store, (const char *const[]) { ann, bo, MISSING, cy, NULL }, NULL);
  g_assert_no_error (outcome->error);
  g_assert_cmpuint (outcome->n_done, ==, 4);
  g_assert_cmpuint (outcome->report->erased->len, ==, 3);
  g_assert_cmpuint (outcome->report->others->len, ==, 0); /* Cy is gone as well */
  g_assert_cmpuint (outcome->report->files->len, ==, 1);
  g_assert_cmpstr (outcome->report->files->pdata[0], ==, path);
  people = load (self, (const char *const[]) { di, NULL });
  g_assert_cmpuint (people->len, ==, 1);
}

static void
test_erase_cancelled (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *ann = sign_up (self, "interest@2", "{\"given_name\":\"Ann\"}");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FairEraseOutcome) outcome = NULL;
  g_autoptr (GPtrArray) people = NULL;

  g_cancellable_cancel (cancellable);
  outcome = fair_erase_people (self->store, (const char *const[]) { ann, NULL }, cancellable);
  g_assert_error (outcome->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (outcome->n_done, ==, 0);
  people = load (self, (const char *const[]) { ann, NULL });
  g_assert_cmpuint (people->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/person-details/answers", Fixture, NULL, set_up, test_answers, tear_down);
  g_test_add ("/person-details/no-form", Fixture, NULL, set_up, test_no_form, tear_down);
  g_test_add ("/person-details/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/person-details/erase-plan", Fixture, NULL, set_up, test_erase_plan, tear_down);
  g_test_add ("/person-details/erase", Fixture, NULL, set_up, test_erase, tear_down);
  g_test_add ("/person-details/erase-cancelled", Fixture, NULL, set_up, test_erase_cancelled, tear_down);
  return g_test_run ();
}

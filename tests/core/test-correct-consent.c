/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a correction makes of the consents that a person gave: in whose words, and from when on. */
#include "store/change/fair-correct.h"
#include "store/people/fair-people-read.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define JOURNAL "signups/signups.jsonl"

static FairAnswers *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  FairAnswers *answers = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  return answers;
}

static gint64
correct (FairStore   *store,
         const char  *id,
         const char  *changes,
         FairForm    *form)
{
  g_autoptr (FairAnswers) answers = parse (changes);
  g_autoptr (GError) error = NULL;
  gint64 rev = fair_store_correct (store, id, answers, form, NULL, &error);

  g_assert_no_error (error);
  return rev;
}

/* Two consents, the second of which need not be given. */
#define CONSENTS \
  "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"T\",\"type\":\"object\"," \
  "\"x-fairbook\":{\"id\":\"t\",\"version\":1,\"title\":\"T\",\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]}," \
  "\"properties\":{" \
  "\"name\":{\"type\":\"string\",\"title\":\"N\"," \
  "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":1,\"title\":\"N\"}}," \
  "\"keep\":{\"type\":\"boolean\",\"const\":true,\"title\":\"K\"," \
  "\"x-fairbook\":{\"kind\":\"consent\",\"section\":\"s\",\"order\":2,\"title\":\"K\"," \
  "\"wording\":\"Keep it.\"}}," \
  "\"call\":{\"type\":\"boolean\",\"const\":true,\"title\":\"C\"," \
  "\"x-fairbook\":{\"kind\":\"consent\",\"section\":\"s\",\"order\":3,\"title\":\"C\"," \
  "\"wording\":\"%s\"}}},\"required\":[\"keep\"]}"

static FairForm *
load_consents (const char *wording)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *json = g_strdup_printf (CONSENTS, wording);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  FairForm *form = NULL;

  g_free (test_folder_write (folder, "form.json", json));
  form = test_load_form (folder->path, NULL, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return form;
}

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (; (text = strstr (text, what)) != NULL; text++)
    n++;
  return n;
}

/* What is agreed to by a correction is known in the words of now, and what was agreed to before in those of then. */
static void
test_agreed (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, JOURNAL, "");
  g_autoptr (FairForm) form = load_consents ("Call me."), later = load_consents ("Call me, too.");
  g_autoptr (FairAnswers) answers = parse ("{\"name\":\"Ann\",\"keep\":true}");
  g_autoptr (GArray) consents = fair_form_list_consents (form, answers);
  FairDraft draft = { .event = "", .form = "t@1", .lang = "en", .answers = answers, .n_consents = 1,
                      .consents = (const FairConsent *) (const void *) consents->data };
  g_autofree char *keep = fair_wording_make_id ("Keep it."), *call = fair_wording_make_id ("Call me.");
  g_autofree char *both = g_strdup_printf ("\"agreed\":{\"keep\":\"%s\",\"call\":\"%s\"}", keep, call);
  g_autofree char *one = g_strdup_printf ("\"agreed\":{\"keep\":\"%s\"}", keep);
  g_autofree char *id = NULL, *text = NULL, *line = NULL, *last = NULL;
  g_autoptr (FairStore) store = test_store_open (folder->path);
  g_autoptr (GError) error = NULL;

  id = fair_store_add (store, &draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (correct (store, id, "{\"keep\":true,\"call\":true}", form), ==, 2);
  line = fair_store_find_line (store, id, &error);
  g_assert_nonnull (strstr (line, both));
  /* the pack's words have changed since */
  g_assert_cmpint (correct (store, id, "{\"name\":\"Zoë\",\"call\":true}", later), ==, 3);
  g_assert_cmpint (correct (store, id, "{\"call\":null}", later), ==, 4);
  last = fair_store_find_line (store, id, &error);
  g_assert_nonnull (strstr (last, one));
  text = test_read (path);
  g_assert_cmpuint (count (text, "\"op\":\"wording\""), ==, 2);
  g_assert_cmpuint (count (text, both), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/correct-consent/agreed", test_agreed);
  return g_test_run ();
}

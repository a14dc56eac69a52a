/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Do I have everything?": each laptop, what came of it, by which clock, and when it was collected from. */
#include "collect/fair-laptops.h"

#include "collect/fair-collect.h"
#include "store/change/fair-erase.h"
#include "store/change/fair-join.h"
#include "test-store-util.h"
#include "test-util.h"
#include <string.h>

#define OWN "5f0e9c1a2b7d4e38"
/* 2026-11-22T15:04:05.123Z: when all of them signed up, by the clock on the wall */
#define AT G_GINT64_CONSTANT (1795359845123)

typedef struct
{
  TestFolder *folder;
  TestClock clock;
  FairStore *store;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *data_folder = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = test_folder_new ();
  g_free (test_folder_write (self->folder, "data/device.json", "{\"v\":1,\"id\":\"" OWN "\",\"name\":\"Hall 1\"}\n"));
  data_folder = test_folder_path (self->folder, "data");
  test_clock_init (&self->clock, AT);
  self->store = fair_store_open (data_folder, NULL, &self->clock.clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  test_store_close (&self->store);
  test_folder_free (self->folder);
}

static void
collect (Fixture    *self,
         const char *name,
         const char *text)
{
  g_autofree char *path = test_folder_write (self->folder, name, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCollectResult) result =
    fair_collect (self->store, (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static GPtrArray *
load (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *laptops = fair_laptops_load (self->store, NULL, &error);

  g_assert_no_error (error);
  return laptops;
}

static const FairLaptop *
find (const GPtrArray *laptops,
      const char      *device)
{
  for (guint i = 0; i < laptops->len; i++)
    if (g_str_equal (((FairLaptop *) laptops->pdata[i])->device, device))
      return laptops->pdata[i];
  g_assert_not_reached ();
}

static char *
put (const char *id,
     gint64      rev,
     gint64      ms,
     const char *device)
{
  g_autofree char *hlc = g_strdup_printf ("%" G_GINT64_FORMAT "-0-%s", ms, device);

  return test_put_line (id, rev, hlc, id);
}

static void
test_nobody (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GPtrArray) laptops = load (self);
  const FairLaptop *own = laptops->pdata[0];

  g_assert_cmpuint (laptops->len, ==, 1);
  g_assert_true (own->is_own);
  g_assert_cmpstr (own->name, ==, "Hall 1");
  g_assert_cmpuint (own->n_people, ==, 0);
  g_assert_cmpint (own->first, ==, 0);
  g_assert_cmpuint (g_strv_length (own->events), ==, 0);
}

/* Who was corrected on another laptop has signed up where they did; who is joined or erased counts nowhere. */
static void
test_people (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *a = put ("a", 1, AT, "second"), *b = put ("b", 1, AT + 5, "second"), *c = put ("c", 1, AT + 9, "second");
  g_autofree char *a2 = put ("a", 2, AT + 20, "third"), *d = put ("d", 1, AT + 30, "third");
  g_autofree char *second = g_strconcat (a, b, c, NULL), *third = g_strconcat (a, a2, d, NULL), *ann = NULL;
  g_autoptr (GPtrArray) laptops = NULL;
  const FairLaptop *own, *two, *three;

  ann = test_store_add (self->store, "Ann");
  collect (self, "stick/Hall 2 (second).jsonl", second);
  collect (self, "stick/Hall 3 (third).jsonl", third);
  collect (self, "stick/Hall 4 (fourth).jsonl", "");
  g_assert_true (fair_store_erase (self->store, "b", NULL, NULL));
  g_assert_true (fair_store_join (self->store, ann, "c", NULL));
  laptops = load (self);
  g_assert_cmpuint (laptops->len, ==, 4);
  own = laptops->pdata[0];
  two = laptops->pdata[1];
  three = laptops->pdata[2];
  g_assert_cmpuint (own->n_people, ==, 1);
  g_assert_cmpstr (own->events[0], ==, "fair");
  g_assert_cmpint (own->collected, ==, 0);
  g_assert_cmpstr (two->name, ==, "Hall 2");
  g_assert_cmpuint (two->n_people, ==, 1);
  g_assert_cmpint (two->first, ==, AT);
  g_assert_cmpint (two->collected, ==, AT);
  g_assert_cmpuint (two->n_collected, ==, 3);
  g_assert_cmpstr (two->file, ==, "Hall 2 (second).jsonl");
  g_assert_cmpstr (three->name, ==, "Hall 3");
  g_assert_cmpuint (three->n_people, ==, 1);
  g_assert_cmpint (three->first, ==, AT + 20);
  g_assert_cmpint (three->last, ==, AT + 30);
  g_assert_cmpstr (((FairLaptop *) laptops->pdata[3])->name, ==, "Hall 4");
  g_assert_cmpuint (((FairLaptop *) laptops->pdata[3])->n_lines, ==, 0);
}

static void
test_clocks (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *ahead = put ("a", 1, AT + 2 * FAIR_HLC_MAX_AHEAD, "ahead"), *behind = put ("b", 1, 5, "behind");
  g_autofree char *set_back = put ("c", 1, AT + FAIR_LAPTOP_SET_BACK + 1, "set-back");
  g_autofree char *right = put ("d", 1, AT + FAIR_LAPTOP_SET_BACK, "right");
  g_autofree char *corrected = put ("d", 2, AT + 2 * FAIR_LAPTOP_SET_BACK, "right");
  g_autofree char *lines = g_strconcat (ahead, behind, set_back, right, NULL);
  g_autoptr (GPtrArray) laptops = NULL;

  collect (self, "hall.jsonl", lines);
  collect (self, "later.jsonl", corrected);
  laptops = load (self);
  g_assert_cmpuint (find (laptops, "ahead")->n_ahead, ==, 1);
  g_assert_cmpuint (find (laptops, "behind")->n_behind, ==, 1);
  g_assert_cmpuint (find (laptops, "behind")->n_ahead, ==, 0);
  g_assert_cmpuint (find (laptops, "set-back")->n_set_back, ==, 1);
  g_assert_cmpuint (find (laptops, "set-back")->n_ahead, ==, 0);
  g_assert_cmpuint (find (laptops, "right")->n_set_back, ==, 0);
}

static void
test_unfinished (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "other", .form = "interest@1", .lang = "en", .answers = answers, .unfinished = TRUE };
  g_autoptr (GPtrArray) laptops = NULL;
  const FairLaptop *own;

  fair_answers_set_text (answers, "given_name", "Half");
  g_free (fair_store_add (self->store, &draft, NULL));
  g_free (test_store_add (self->store, "Ann"));
  laptops = load (self);
  own = laptops->pdata[0];
  g_assert_cmpuint (own->n_people, ==, 1);
  g_assert_cmpuint (own->n_unfinished, ==, 1);
  g_assert_cmpuint (g_strv_length (own->events), ==, 2);
}

static void
test_async (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) laptops = NULL;
  g_autoptr (GError) error = NULL;

  fair_laptops_load_async (self->store, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  laptops = fair_laptops_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (laptops->len, ==, 1);
}

#define ADD(path, func) g_test_add ("/laptops/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  test_prefer_memory ();
  g_test_init (&argc, &argv, NULL);

  ADD ("nobody", test_nobody);
  ADD ("people", test_people);
  ADD ("clocks", test_clocks);
  ADD ("unfinished", test_unfinished);
  ADD ("async", test_async);

  return g_test_run ();
}

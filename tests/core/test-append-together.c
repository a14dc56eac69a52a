/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several processes append at once: while the disk confirms what one has written, others write behind it. Whatever comes
 * of it, what was acknowledged is there exactly once, and everybody else is told the truth.
 */
#include "store/erase/fair-erase.h"
#include "test-store-util.h"
#include "test-util.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct _Fixture Fixture;

struct _Fixture
{
  TestFolder *folder;
  FairFileOps ops; /* of @store */
  FairStore *store;
  FairStore *other; /* as another process has it */
  char *old_id;     /* of Old, who has signed up before */
  void (*meanwhile) (Fixture *self); /* while the disk confirms what @store has written; or NULL */
  gboolean sync_fails;
  guint n_renewed;  /* how often a byte was written again, at any place but the end */
  gboolean renewing_fails;
};

static int
sync_meanwhile (int fd, gpointer data)
{
  Fixture *self = data;
  void (*meanwhile) (Fixture *) = self->meanwhile;
  gboolean fails = self->sync_fails;

  self->meanwhile = NULL;
  self->sync_fails = FALSE;
  if (meanwhile != NULL)
    meanwhile (self);
  if (!fails)
    return fdatasync (fd);
  errno = EIO;
  return -1;
}

static gssize
renew (int fd, const void *buffer, gsize length, goffset offset, gpointer data)
{
  Fixture *self = data;

  self->n_renewed++;
  errno = EIO;
  return self->renewing_fails ? -1 : pwrite (fd, buffer, length, offset);
}

static FairStore *
open_store (Fixture           *self,
            const FairFileOps *ops)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (self->folder->path, ops, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_folder_new ();
  self->ops = *fair_file_ops_get_default ();
  self->ops.fdatasync = sync_meanwhile;
  self->ops.pwrite = renew;
  self->ops.user_data = self;
  self->store = open_store (self, &self->ops);
  self->other = open_store (self, NULL);
  self->old_id = test_store_add (self->store, "Old");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->store);
  g_object_unref (self->other);
  g_free (self->old_id);
  test_folder_free (self->folder);
}

static void
add_bo (Fixture *self)
{
  g_free (test_store_add (self->other, "Bo"));
}

static void
erase_old (Fixture *self)
{
  g_autoptr (FairEraseReport) report = fair_erase_report_new ();
  g_autoptr (GError) error = NULL;

  fair_store_erase (self->other, self->old_id, report, &error);
  g_assert_no_error (error);
}

static void
look (Fixture *self)
{
  g_autofree char *names = test_store_dump (self->other, NULL);

  g_assert_cmpstr (names, ==, "Old Ann");
}

static void
expect_journal (Fixture    *self,
                const char *names)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autofree char *dump = test_store_dump (self->other, report);

  g_assert_cmpstr (dump, ==, names);
  g_assert_cmpuint (report->n_bad, ==, 0);
}

/* Ann's sign-up is not confirmed, and its error says what has become of it. */
static void
add_ann_in_vain (Fixture    *self,
                 const char *outcome)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  self->sync_fails = TRUE;
  id = test_store_try_add (self->store, "Ann", &error);
  g_assert_null (id);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN);
  g_assert_nonnull (strstr (error->message, outcome));
}

/* Nobody waits for the disk of another. */
static void
test_behind (Fixture       *self,
             gconstpointer  data)
{
  self->meanwhile = add_bo;
  g_free (test_store_add (self->store, "Ann"));
  expect_journal (self, "Old Ann Bo");
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Old Ann Bo Cy");
}

/* What the disk did not confirm cannot be taken back from under somebody else. */
static void
test_behind_failed (Fixture       *self,
                    gconstpointer  data)
{
  self->meanwhile = add_bo;
  add_ann_in_vain (self, "It may or may not have been kept.");
  expect_journal (self, "Old Ann Bo");
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Old Ann Bo Cy");
}

/* Whoever tries again with the id of the first try is one person, whatever had become of that. */
static void
test_tried_again (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers,
                      .id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301" };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  fair_answers_set_text (answers, "given_name", "Ann");
  self->meanwhile = add_bo;
  self->sync_fails = TRUE;
  g_assert_null (fair_store_add (self->store, &draft, &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_UNCERTAIN);
  g_clear_error (&error);

  id = fair_store_add (self->store, &draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, draft.id);
  expect_journal (self, "Old Bo Ann");
}

/* Nobody is behind it: it goes, and whoever has seen it meanwhile goes on from where it was. */
static void
test_seen_failed (Fixture       *self,
                  gconstpointer  data)
{
  self->meanwhile = look;
  add_ann_in_vain (self, "It was not saved.");
  expect_journal (self, "Old");
  g_free (test_store_add (self->other, "Bo"));
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Old Bo Cy");
}

/* The journal is written anew before the disk has confirmed: the new one has what was written into the old one. */
static void
test_rewritten (Fixture       *self,
                gconstpointer  data)
{
  self->meanwhile = erase_old;
  g_free (test_store_add (self->store, "Ann"));
  expect_journal (self, "Ann");
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Ann Cy");
}

static void
test_rewritten_failed (Fixture       *self,
                       gconstpointer  data)
{
  self->meanwhile = erase_old;
  add_ann_in_vain (self, "It may or may not have been kept.");
  expect_journal (self, "Ann");
  g_free (test_store_add (self->store, "Cy"));
  expect_journal (self, "Ann Cy");
}

/* Makes the journal end where a block of the disk does. */
static void
fill_block (Fixture *self)
{
  g_autofree char *path = test_folder_path (self->folder, "signups/signups.jsonl");
  g_autofree char *before = test_read (path), *after = NULL, *name = NULL;
  gsize length;

  g_free (test_store_add (self->other, "A"));
  after = test_read (path);
  length = 2 * strlen (after) - strlen (before) - 1;
  name = g_strnfill (512 - length % 512, 'A');
  g_free (test_store_add (self->other, name));
}

/* Nobody who has just opened the file knows whether the newline before a block is on the disk. */
static void
test_block (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (FairStore) fresh = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  fill_block (self);
  g_assert_cmpuint (self->n_renewed, ==, 0);
  before = test_store_dump (self->other, NULL);
  fresh = open_store (self, &self->ops);
  self->renewing_fails = TRUE;
  g_assert_null (test_store_try_add (fresh, "Bo", &error));
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
  after = test_store_dump (self->other, NULL);
  g_assert_cmpstr (after, ==, before);
  g_clear_pointer (&after, g_free);

  self->renewing_fails = FALSE;
  g_free (test_store_add (fresh, "Bo"));
  g_free (test_store_add (fresh, "Cy"));
  g_assert_cmpuint (self->n_renewed, ==, 2);
  g_free (g_steal_pointer (&before));
  before = test_store_dump (self->other, NULL);
  g_assert_true (g_str_has_suffix (before, " Bo Cy"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (Fixture *, gconstpointer); } tests[] = {
    { "/append-together/behind", test_behind },
    { "/append-together/behind-failed", test_behind_failed },
    { "/append-together/tried-again", test_tried_again },
    { "/append-together/seen-failed", test_seen_failed },
    { "/append-together/rewritten", test_rewritten },
    { "/append-together/rewritten-failed", test_rewritten_failed },
    { "/append-together/block", test_block },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}

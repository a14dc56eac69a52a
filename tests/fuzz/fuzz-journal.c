/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole journal, any bytes: the store opens, reads, adds, and what could be read before can be read after. */
#include "fuzz.h"

#include "fuzz-folder.h"
#include "store/people/fair-people-read.h"

static gboolean
count (const FairVersion *version,
       gpointer           n,
       GError           **error)
{
  g_assert_nonnull (version->id);
  (*(guint *) n)++;
  return TRUE;
}

static FairStore *
open_store (const char *folder)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (folder, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static guint
read_all (FairStore      *store,
          FairReadReport *report)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (fair_store_foreach (store, count, &n, report, NULL, &error));
  g_assert_no_error (error);
  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = fuzz_folder_write ("data/signups/signups.jsonl", data, size);
  g_autofree char *folder = g_build_filename (fuzz_folder_get (), "data", NULL);
  g_autoptr (FairStore) store = open_store (folder);
  g_autoptr (FairStore) again = NULL;
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  g_autoptr (FairReadReport) report_again = fair_read_report_new ();
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
  g_autofree char *id = NULL;
  guint n = read_all (store, report);

  /* A clock at the very end of time may leave no later time stamp for the next sign-up; it must say so, then. */
  id = fair_store_add (store, &draft, NULL);
  again = open_store (folder);
  g_assert_cmpuint (read_all (again, report_again), ==, n + (id != NULL ? 1 : 0));
  g_assert_cmpuint (report_again->bad_lines->len, ==, report->bad_lines->len);
  fuzz_folder_remove ("data/signups/quarantine.jsonl");
  return 0;
}

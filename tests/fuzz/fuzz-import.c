/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file to import, any bytes: who was here stays unless erased, and a second import of the same changes nothing. */
#include "fuzz.h"

#include "fuzz-folder.h"
#include "import/fair-import-files.h"
#include "store/people/fair-people-read.h"

static void
import (FairStore        *store,
        const char       *path,
        FairImportReport *report)
{
  const char *const files[] = { path, NULL };
  g_autoptr (GError) error = NULL;

  /* what is no file of sign-ups at all is refused as a whole */
  if (!fair_import_files (store, files, report, NULL, &error))
    g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO);
}

static gboolean
count (const FairVersion *version,
       gpointer           n,
       GError           **error)
{
  (*(guint *) n)++;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = fuzz_folder_write ("other.jsonl", data, size);
  g_autofree char *folder = g_build_filename (fuzz_folder_get (), "data", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "fair", .form = "interest@1", .lang = "en", .answers = answers };
  g_autofree char *id = NULL;
  g_autoptr (FairImportReport) first = fair_import_report_new ();
  g_autoptr (FairImportReport) second = fair_import_report_new ();
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  guint n = 0;

  fuzz_folder_remove ("data");
  store = fair_store_open (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  id = fair_store_add (store, &draft, &error);
  g_assert_no_error (error);
  import (store, path, first);
  import (store, path, second);
  g_assert_cmpuint (second->n_new + second->n_newer + second->n_erased + second->n_unknown, ==, 0);
  g_assert_cmpuint (second->n_refused, ==, first->n_refused);
  g_assert_true (fair_store_foreach (store, count, &n, report, NULL, &error));
  g_assert_no_error (error);
  /* nobody can know the random id of who was here before, so as to erase them */
  g_assert_cmpuint (n + report->n_joined, ==, 1 + first->n_new);
  g_assert_cmpuint (report->bad_lines->len, ==, 0);
  return 0;
}

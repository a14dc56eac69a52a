/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paper-maker FOLDER LANGUAGE: prints all that Fairbook prints, in a language, as PDFs for Letter and A4 into a folder, for test_paper.py.
 * The people and the program are those of FAIRBOOK_DATA_DIR.
 */
#include "config.h"

#include "base/fair-paths.h"
#include "booth/fair-interface-language.h"
#include "desk/fair-contact-list.h"
#include "print/fair-contact-list-paper.h"
#include "print/fair-paper-pdf.h"
#include "print/fair-poster-paper.h"
#include "print/fair-print.h"
#include "print/fair-sign-in-sheet-paper.h"
#include "test-store-util.h"
#include "ui-test.h"

#define EVENT "sample-spring"

static void
save (FairPaper  *paper,
      const char *folder,
      const char *name,
      const char *size)
{
  g_autoptr (GtkPageSetup) setup = fair_print_make_page_setup (paper, size);
  g_autofree char *file_name = g_strdup_printf ("%s-%s.pdf", name, size);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, file_name, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fair_paper_save_pdf_async (paper, setup, NULL, file, NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  fair_paper_save_pdf_finish (result, &error);
  g_assert_no_error (error);
}

static void
save_both (FairPaper  *paper,
           const char *folder,
           const char *name)
{
  save (paper, folder, name, GTK_PAPER_NAME_LETTER);
  save (paper, folder, name, GTK_PAPER_NAME_A4);
  g_object_unref (paper);
}

static FairProgram *
load_program (const char *data_folder,
              const char *language)
{
  g_autofree char *folder = g_build_filename (data_folder, "program", NULL);
  g_autoptr (GError) error = NULL;
  FairProgram *program = fair_program_load (folder, (const char *const[]) { language, NULL }, NULL, &error);

  g_assert_no_error (error);
  return program;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *data_folder = fair_paths_get_data_folder ();
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairProgram) program = NULL;
  g_autoptr (GError) error = NULL;
  FairContactList *list;

  ui_test_init (&argc, &argv);
  fair_interface_language_init ();
  fair_interface_language_use (argv[2]);
  store = test_store_open (data_folder);
  program = load_program (data_folder, argv[2]);
  list = fair_contact_list_load (store, program->form, NULL, argv[2], NULL, &error);
  g_assert_no_error (error);
  save_both (fair_contact_list_paper_new (program, list), argv[1], "contact-list");
  save_both (fair_sign_in_sheet_paper_new (program, EVENT), argv[1], "sign-in-sheet");
  save_both (fair_poster_paper_new (program, EVENT), argv[1], "poster");
  return 0;
}

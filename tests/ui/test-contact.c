/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to reach the program is on the page on applying, word for word, and nothing is where the pack has nothing. */
#include "config.h"

#include "contact/fair-contact.h"
#include "program/fair-program-view.h"
#include "test-util.h"
#include "ui-test.h"

static gboolean
shows (GtkWidget  *root,
       const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

/* A pack of two pages, with these further members. */
static FairProgram *
load_with_contact (TestFolder *folder,
                   const char *members)
{
  g_autofree char *form = test_folder_write (folder, "form.json", "{}");
  g_autofree char *first = test_folder_write (folder, "pages/about.en.md", "A\n");
  g_autofree char *second = test_folder_write (folder, "pages/applying.en.md", "B\n");
  g_autofree char *json = g_strdup_printf ("{\"format\":1,\"id\":\"p\",\"name\":\"P\",\"languages\":[\"en\"],"
                                           "\"pages\":[{\"id\":\"applying\",\"title\":\"Applying\"},"
                                           "{\"id\":\"about\",\"title\":\"About\"}]%s}", members);
  g_autoptr (GError) error = NULL;
  FairProgram *program = NULL;

  g_free (test_folder_write (folder, "program.json", json));
  program = fair_program_load (folder->path, NULL, NULL, &error);
  g_assert_no_error (error);
  return program;
}

static void
test_contact (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = load_with_contact (
    folder, ",\"contact\":{\"email\":\"o'neil+fair@x.edu\",\"phone\":\"+1 <617>\",\"website\":\"https://x.edu/a?b&c\"},"
            "\"links\":[{\"id\":\"l\",\"title\":\"R & D\",\"url\":\"http://y.edu\"}]");
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_PROGRAM_VIEW, NULL));
  FairProgramView *view = FAIR_PROGRAM_VIEW (widget);
  GtkWidget *contact = ui_test_find (widget, FAIR_TYPE_CONTACT, 0);

  fair_program_view_set_program (view, program);
  fair_program_view_open_page (view, "about");
  g_assert_false (gtk_widget_get_visible (contact));
  fair_program_view_open_page (view, "applying");
  g_assert_true (gtk_widget_get_visible (contact));
  g_assert_true (shows (contact, "\u200eo'neil+fair@x.edu"));
  g_assert_true (shows (contact, "\u200e+1 <617>"));
  g_assert_true (shows (contact, "\u200ex.edu/a?b&c"));
  g_assert_true (shows (contact, "R & D"));
  g_assert_true (shows (contact, "\u200ey.edu"));
}

static void
test_no_contact (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (FairProgram) program = load_with_contact (folder, ",\"contact\":{}");
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (FAIR_TYPE_PROGRAM_VIEW, NULL));
  FairProgramView *view = FAIR_PROGRAM_VIEW (widget);

  fair_program_view_set_program (view, program);
  fair_program_view_open_page (view, "applying");
  g_assert_false (gtk_widget_get_visible (ui_test_find (widget, FAIR_TYPE_CONTACT, 0)));
}

/* Without a page on applying it is the last one. */
static void
test_last_page (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  guint n_pages = g_list_model_get_n_items (program->pages);
  g_autoptr (FairPage) applying = g_list_model_get_item (program->pages, n_pages - 1);
  g_autoptr (FairPage) last = g_list_model_get_item (program->pages, n_pages - 2);

  g_assert_true (fair_program_find_contact_page (program) == applying);
  g_list_store_remove (G_LIST_STORE (program->pages), n_pages - 1);
  g_assert_true (fair_program_find_contact_page (program) == last);
  g_list_store_remove_all (G_LIST_STORE (program->pages));
  g_assert_null (fair_program_find_contact_page (program));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/contact/shown", test_contact);
  g_test_add_func ("/contact/none", test_no_contact);
  g_test_add_func ("/contact/last-page", test_last_page);
  return g_test_run ();
}

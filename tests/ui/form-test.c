/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form-test.h"

#include "form/fair-consent-row.h"
#include "test-util.h"

/* A form of which nothing is complained. */
FairForm *
form_test_new_form (const char *json)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  FairForm *form = NULL;

  g_free (test_folder_write (folder, "form.json", json));
  form = test_load_form (folder->path, NULL, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return form;
}

/* Replaces the text of a row's entry or text view. */
void
form_test_type (FairFieldRow *row,
                const char   *text)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (row), GTK_TYPE_ENTRY, 0);
  GtkWidget *view = ui_test_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, 0);

  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

void
form_test_fill (GtkWidget  *root,
                const char *field,
                const char *text)
{
  FairFormView *view = FAIR_FORM_VIEW (ui_test_find (root, FAIR_TYPE_FORM_VIEW, 0));

  form_test_type (fair_form_view_find_row (view, field), text);
}

void
form_test_agree (GtkWidget *root)
{
  GtkWidget *row = ui_test_find (root, FAIR_TYPE_CONSENT_ROW, 0);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_test_find (row, GTK_TYPE_CHECK_BUTTON, 0)), TRUE);
}

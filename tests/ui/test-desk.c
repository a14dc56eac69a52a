/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the staff open beside the sign-ups: where they are and how many, and what each export is for. */
#include "config.h"

#include "desk/fair-data-dialog.h"
#include "desk/fair-export-dialog.h"
#include "export/fair-export-format.h"
#include "test-util.h"
#include "ui-test.h"
#include <string.h>

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWidget *window;
} Fixture;

static gboolean
is_loaded (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
set_up (Fixture      *fixture,
        gconstpointer unused)
{
  fixture->folder = ui_test_make_data_folder ();
  fixture->booth = fair_booth_new (NULL);
  fair_booth_load (fixture->booth);
  ui_test_wait (is_loaded, fixture->booth);

  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  adw_window_set_content (ADW_WINDOW (fixture->window), adw_bin_new ());
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_mapped, fixture->window);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->booth);
  test_folder_free (fixture->folder);
}

static void
sign_somebody_up (FairStore *store)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  FairDraft draft = { .event = "", .form = "interest@1", .lang = "en", .answers = answers };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  fair_answers_set_text (answers, "given_name", "Zoë");
  id = fair_store_add (store, &draft, &error);
  g_assert_no_error (error);
}

static gboolean
has_counted (gpointer row)
{
  return strstr (adw_action_row_get_subtitle (row), "1 ") != NULL;
}

/* A journal with somebody in it is read, and only counted. */
static void
test_counts_people (Fixture      *fixture,
                    gconstpointer unused)
{
  AdwDialog *dialog;

  sign_somebody_up (fair_booth_get_store (fixture->booth));
  dialog = fair_data_dialog_new (fixture->booth);
  adw_dialog_present (dialog, fixture->window);
  ui_test_wait (has_counted, ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, 1));
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;

  return FALSE;
}

/* Each format of the core is a row, in its order, and says what it is for when it is chosen. */
static void
test_offers_formats (Fixture      *fixture,
                     gconstpointer unused)
{
  AdwDialog *dialog = fair_export_dialog_new (fixture->booth);
  GtkWidget *formats;
  GListModel *titles;
  guint n;

  adw_dialog_present (dialog, fixture->window);
  ui_test_wait (is_mapped, dialog);
  formats = ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, 0);
  g_assert_true (says (GTK_WIDGET (dialog), "Opens in Excel"));
  titles = adw_combo_row_get_model (ADW_COMBO_ROW (formats));
  for (n = 0; fair_export_formats[n].name != NULL; n++)
    {
      g_autoptr (GtkStringObject) title = g_list_model_get_item (titles, n);

      g_assert_cmpstr (gtk_string_object_get_string (title), ==, fair_export_formats[n].title);
      adw_combo_row_set_selected (ADW_COMBO_ROW (formats), n);
      g_assert_true (says (GTK_WIDGET (dialog), fair_export_formats[n].purpose));
      /* JSON Lines leave out who was erased or joined: whoever wants to merge laptops is told what to take instead. */
      if (g_str_equal (fair_export_formats[n].name, "jsonl"))
        g_assert_true (says (GTK_WIDGET (dialog), "copy the journal instead"));
      g_assert_true (gtk_widget_get_visible (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, 0)) ==
                     ((fair_export_formats[n].flags & FAIR_EXPORT_HAS_NOBODY) == 0));
      g_assert_true (gtk_widget_get_visible (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, 1)) ==
                     ((fair_export_formats[n].flags & FAIR_EXPORT_HAS_LISTS) != 0));
      g_assert_true (gtk_widget_get_visible (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, 2)) ==
                     ((fair_export_formats[n].flags & FAIR_EXPORT_HAS_STAFF) != 0));
    }
  g_assert_cmpuint (g_list_model_get_n_items (titles), ==, n);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  g_test_add ("/desk/counts-people", Fixture, NULL, set_up, test_counts_people, tear_down);
  g_test_add ("/desk/offers-formats", Fixture, NULL, set_up, test_offers_formats, tear_down);
  return g_test_run ();
}

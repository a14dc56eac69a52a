/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that exports: whom it offers, what it says of what was exported, and what of it can be taken back. */
#include "config.h"

#include "desk/fair-desk.h"
#include "desk/fair-desk-export.h"
#include "desk/fair-export-dialog.h"
#include "desk/fair-filter-chip.h"
#include "desk/fair-last-export-row.h"
#include "export/fair-exporter.h"
#include "test-store-util.h"
#include "ui-test.h"

#include <string.h>

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  GtkWidget *dialog;
  const char *text; /* what is waited for */
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static char *
add (Fixture    *self,
     const char *event,
     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };
  char *id = fair_store_add (fair_booth_get_store (self->booth), &draft, &error);

  g_assert_no_error (error);
  return id;
}

static FairDeskModel *
get_model (Fixture *self)
{
  return fair_desk_get_model (FAIR_DESK (self->desk));
}

static guint
count_listed (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fair_desk_model_get_people (get_model (self))));
}

static gboolean
is_reviewed (gpointer data)
{
  const FairReview *review = fair_desk_model_get_review (get_model (data));

  return review != NULL && review->n_people == 4 && count_listed (data) == 4;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *ann = NULL, *bo = NULL, *cy = NULL, *di = NULL;

  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  ann = add (self, "sample-spring", "{\"given_name\":\"Ann\",\"family_name\":\"Zimmer\",\"email\":\"ann@example.org\"}");
  bo = add (self, "sample-spring", "{\"given_name\":\"Bo\",\"family_name\":\"Yang\",\"email\":\"bo@example.org\"}");
  cy = add (self, "sample-autumn", "{\"given_name\":\"Cy\",\"family_name\":\"Abel\",\"email\":\"cy@example.org\"}");
  di = add (self, "sample-spring", "{\"given_name\":\"Di\",\"family_name\":\"<Noaddress>\"}");
  self->desk = fair_desk_new (self->booth);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 1200, 700);
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  gtk_window_present (self->window);
  ui_test_wait (is_reviewed, self);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  FairStore *store = fair_booth_get_store (self->booth);

  g_clear_object (&self->dialog);
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  gtk_window_destroy (self->window);
  g_clear_object (&self->booth);
  ui_test_wait_gone (&store);
  test_folder_free (self->folder);
}

static gboolean
is_open (gpointer data)
{
  Fixture *self = data;

  g_set_object (&self->dialog, GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window))));
  return self->dialog != NULL && gtk_widget_get_mapped (self->dialog);
}

static void
open_dialog (Fixture *self)
{
  fair_desk_export (FAIR_DESK (self->desk));
  ui_test_wait (is_open, self);
}

/* A window that is destroyed while a dialog goes would never let go of that. */
static void
await_gone (Fixture *self)
{
  gpointer dialog = self->dialog;

  g_object_add_weak_pointer (dialog, &dialog);
  g_clear_object (&self->dialog);
  ui_test_wait_gone (&dialog);
}

static void
close_dialog (Fixture *self)
{
  adw_dialog_force_close (ADW_DIALOG (self->dialog));
  await_gone (self);
}

static AdwComboRow *
get_row (Fixture *self,
         guint    nth)
{
  return ADW_COMBO_ROW (ui_test_find (self->dialog, ADW_TYPE_COMBO_ROW, nth));
}

/* All choices of who, a comma between them, a star before the one that is chosen. */
static char *
list_who (Fixture *self)
{
  AdwComboRow *row = get_row (self, 1);
  GtkStringList *list = GTK_STRING_LIST (adw_combo_row_get_model (row));
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (all, "%s%s%s", i > 0 ? ", " : "", adw_combo_row_get_selected (row) == i ? "*" : "",
                            gtk_string_list_get_string (list, i));
  return g_string_free (all, FALSE);
}

static gboolean
offers (gpointer data)
{
  Fixture *self = data;
  g_autofree char *all = list_who (self);

  return g_str_equal (all, self->text);
}

static void
expect_who (Fixture    *self,
            const char *text)
{
  open_dialog (self);
  self->text = text;
  ui_test_wait (offers, self);
}

static gboolean
wants_new (Fixture *self)
{
  return adw_switch_row_get_active (ADW_SWITCH_ROW (ui_test_find (self->dialog, ADW_TYPE_SWITCH_ROW, 0)));
}

static gboolean
finds_one (gpointer self)
{
  return count_listed (self) == 1;
}

/* Only who is a choice is offered, and what the coordinator has before them is chosen. */
static void
test_who (Fixture       *self,
          gconstpointer  data)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (fair_desk_model_get_selection (get_model (self)));
  GtkWidget *search = ui_test_find (self->desk, GTK_TYPE_SEARCH_ENTRY, 0), *fair = ui_test_find (self->desk, FAIR_TYPE_FILTER_CHIP, 0);

  expect_who (self, "*Everybody · 4, Sample fair (spring) · 3, Sample fair (fall) · 1");
  close_dialog (self);
  gtk_selection_model_select_range (selection, 0, 2, TRUE);
  expect_who (self, "*Selected · 2, Everybody · 4, Sample fair (spring) · 3, Sample fair (fall) · 1");
  close_dialog (self);
  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (search), "yang");
  ui_test_wait (finds_one, self);
  expect_who (self, "*Shown at the Desk · 1, Everybody · 4, Sample fair (spring) · 3, Sample fair (fall) · 1");
  close_dialog (self);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  fair_filter_chip_set_value (FAIR_FILTER_CHIP (fair), "sample-autumn");
  expect_who (self, "Everybody · 4, Sample fair (spring) · 3, *Sample fair (fall) · 1");
  g_assert_false (wants_new (self));
  close_dialog (self);
}

static gboolean
says (gpointer data)
{
  Fixture *self = data;
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (self->dialog, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), self->text) != NULL)
      return TRUE;
  return FALSE;
}

static void
expect (Fixture    *self,
        const char *text)
{
  self->text = text;
  ui_test_wait (says, self);
}

static gboolean
is_announced (gpointer self)
{
  return ui_test_count_announced (((Fixture *) self)->text) > 0;
}

static void
expect_announced (Fixture    *self,
                  const char *text)
{
  self->text = text;
  ui_test_wait (is_announced, self);
}

static void
choose_format (Fixture    *self,
               const char *name,
               const char *preset)
{
  adw_combo_row_set_selected (get_row (self, 0), (guint) (fair_export_format_find (name, preset) - fair_export_formats));
}

static char *
export_to (Fixture    *self,
           const char *name)
{
  char *path = g_build_filename (self->folder->path, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  fair_export_dialog_export (FAIR_EXPORT_DIALOG (self->dialog), file);
  return path;
}

static GtkWidget *
find_button (Fixture    *self,
             const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (self->dialog, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  return NULL;
}

static void
press (Fixture    *self,
       const char *label)
{
  GtkWidget *button = find_button (self, label);

  g_assert_true (button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_fresh (Fixture *self,
           guint    n)
{
  const FairReview *review = fair_desk_model_get_review (get_model (self));

  return review->fresh != NULL && g_hash_table_size (review->fresh) == n;
}

static gboolean
has_none_fresh (gpointer self)
{
  return has_fresh (self, 0);
}

static gboolean
has_one_fresh (gpointer self)
{
  return has_fresh (self, 1);
}

static guint
count_exports (Fixture *self)
{
  g_autoptr (FairExported) exported = fair_exported_load (fair_booth_get_store (self->booth));
  g_autoptr (GArray) list = fair_exported_list (exported);

  return list->len;
}

static gboolean
has_no_export (gpointer self)
{
  return count_exports (self) == 0;
}

static gboolean
has_export (gpointer self)
{
  return count_exports (self) == 1;
}

/* What was exported is said there, taken back there, and put back; the desk counts who is new at once. */
static void
test_last_export (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = NULL, *eve = NULL;
  GtkWidget *row;

  open_dialog (self);
  row = ui_test_find (self->dialog, FAIR_TYPE_LAST_EXPORT_ROW, 0);
  g_assert_false (gtk_widget_get_visible (row));
  choose_format (self, "csv", "plain");
  path = export_to (self, "all.csv");
  expect (self, "4 sign-ups are in all.csv.");
  ui_test_wait (has_none_fresh, self);
  close_dialog (self);
  open_dialog (self);
  expect (self, "Plain CSV · 4 people · today, ");
  press (self, "_Take Back");
  ui_test_wait (has_no_export, self);
  expect_announced (self, "Taken back: who left with it alone counts as new again");
  press (self, "_Undo");
  ui_test_wait (has_export, self);
  expect (self, "Plain CSV · 4 people · today, ");
  ui_test_wait (has_none_fresh, self);
  close_dialog (self);
  eve = add (self, "sample-spring", "{\"given_name\":\"Eve\"}");
  ui_test_wait (has_one_fresh, self);
}

/* A selection is what leaves, and who else is there stays new. */
static void
test_selection (Fixture       *self,
                gconstpointer  data)
{
  FairPeopleSelection *selection = fair_desk_model_get_selection (get_model (self));
  g_autofree char *path = NULL, *text = NULL;
  g_auto (GStrv) ids = NULL, lines = NULL;

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, 2, TRUE);
  ids = fair_people_selection_dup_ids (selection);
  open_dialog (self);
  choose_format (self, "jsonl", NULL);
  expect (self, "They still count as new afterwards");
  path = export_to (self, "two.jsonl");
  expect (self, "2 sign-ups are in two.jsonl.");
  text = test_read (path);
  lines = g_strsplit (text, "\n", 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (strstr (text, ids[0]) != NULL && strstr (text, ids[1]) != NULL);
}

static char *
dup_stage (Fixture    *self,
           const char *name)
{
  g_autofree char *journal = test_read (fair_store_get_journal_path (fair_booth_get_store (self->booth)));
  g_auto (GStrv) lines = g_strsplit (journal, "\n", 0);
  char *stage = g_strdup ("");

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], name) != NULL)
      g_set_str (&stage, strstr (lines[i], "\"stage\":\"contacted\"") != NULL ? "contacted" : "");
  return stage;
}

static gboolean
is_contacted (gpointer self)
{
  g_autofree char *ann = dup_stage (self, "Ann"), *di = dup_stage (self, "Noaddress");

  return g_str_equal (ann, "contacted") && *di == '\0';
}

static gboolean
is_not_contacted (gpointer self)
{
  g_autofree char *ann = dup_stage (self, "Ann"), *bo = dup_stage (self, "Bo"), *cy = dup_stage (self, "Cy");

  return *ann == '\0' && *bo == '\0' && *cy == '\0';
}

static gboolean
has_named (gpointer data)
{
  ((Fixture *) data)->text = "Di <Noaddress>";
  return says (data);
}

/* A folder of drafts: who is in it is noted as contacted at a press, and taken back; who is not is named, and a press away. */
static void
test_drafts (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = NULL, *selected = NULL;
  GtkWidget *row;

  open_dialog (self);
  choose_format (self, "drafts", NULL);
  path = export_to (self, "drafts");
  expect (self, "3 sign-ups are in drafts.");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  ui_test_wait (has_named, self);
  press (self, "_Note as Contacted");
  ui_test_wait (is_contacted, self);
  expect_announced (self, "Noted: 3 people were written to");
  press (self, "_Undo");
  ui_test_wait (is_not_contacted, self);
  expect_announced (self, "Taken back: nothing is noted of it");
  for (guint i = 0; (row = ui_test_find (self->dialog, ADW_TYPE_ACTION_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Di <Noaddress>"))
      break;
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  await_gone (self);
  selected = fair_people_selection_dup_only_id (fair_desk_model_get_selection (get_model (self)));
  g_assert_nonnull (selected);
}

/* A mistake in a text is named with its place, and what was chosen still is. */
static void
test_template (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *template = test_folder_write (self->folder, "letter.txt", "Subject: Hello\n\nDear {{nmae}},\n"), *path = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (template);

  open_dialog (self);
  choose_format (self, "drafts", NULL);
  expect (self, "own");
  fair_export_dialog_set_template (FAIR_EXPORT_DIALOG (self->dialog), file);
  expect (self, "letter.txt");
  path = export_to (self, "drafts");
  expect (self, "letter.txt: line 3, column 6:");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (adw_combo_row_get_selected (get_row (self, 0)) ==
                 (guint) (fair_export_format_find ("drafts", NULL) - fair_export_formats));
  g_assert_true (gtk_widget_get_mapped (find_button (self, "_Export…")));
}

/* A disk that is full says so where one looks, and the dialog is as it was. */
static void
test_full_disk (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  open_dialog (self);
  choose_format (self, "json", NULL);
  fair_export_dialog_export (FAIR_EXPORT_DIALOG (self->dialog), full);
  expect (self, "the disk is full");
  g_assert_true (gtk_widget_get_mapped (find_button (self, "_Export…")));
  g_assert_cmpuint (count_exports (self), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  g_test_add ("/export-dialog/who", Fixture, NULL, set_up, test_who, tear_down);
  g_test_add ("/export-dialog/last-export", Fixture, NULL, set_up, test_last_export, tear_down);
  g_test_add ("/export-dialog/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/export-dialog/drafts", Fixture, NULL, set_up, test_drafts, tear_down);
  g_test_add ("/export-dialog/template", Fixture, NULL, set_up, test_template, tear_down);
  g_test_add ("/export-dialog/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  return g_test_run ();
}

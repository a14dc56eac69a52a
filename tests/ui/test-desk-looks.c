/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a coordinator sees, on a small screen and on a laptop's, with large text, in both directions: nothing is too wide or too high
 * for where it is, as libadwaita itself says, and what counts is in sight. */
#include "config.h"

#include "desk/fair-collect-dialog.h"
#include "desk/fair-compare-dialog.h"
#include "desk/fair-correct-dialog.h"
#include "desk/fair-desk.h"
#include "desk/fair-desk-model.h"
#include "desk/fair-erase-dialog.h"
#include "desk/fair-export-dialog.h"
#include "desk/fair-hand-over-dialog.h"
#include "desk/fair-laptops-dialog.h"
#include "desk/fair-person-pane.h"
#include "people-test.h"
#include "print/fair-paper-dialog.h"
#include "shell/fair-preferences.h"

#include <string.h>

#define HALL_2 "aaaaaaaaaaaaaaaa"
#define HALL_3 "bbbbbbbbbbbbbbbb"
/* Where nobody can write, be it root. */
#define READ_ONLY "/proc/self"

/* How large the window and the text are, and where one begins to read. */
typedef struct
{
  int width;
  int height;
  int percent;
  GtkTextDirection direction;
} Size;

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  char *stick;
  const char *text; /* what is waited for */
  char *ids[24];
  guint n_people;
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static void
add (Fixture    *self,
     const char *form,
     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = "sample-autumn", .form = form, .lang = "en", .answers = answers };

  g_assert_no_error (error);
  self->ids[self->n_people] = fair_store_add (fair_booth_get_store (self->booth), &draft, &error);
  self->n_people++;
  g_assert_no_error (error);
}

static const char *const people[] = {
  "{\"given_name\":\"Ann\",\"family_name\":\"Zimmer\",\"graduation_year\":2028,\"degree\":\"MD\",\"email\":\"ann@example.org\","
  "\"medical_school\":\"Tufts University\",\"interests\":[\"global_health\"],\"consent\":true}",
  "{\"given_name\":\"Bartholomäus-Maximilian\",\"family_name\":\"Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh\","
  "\"email\":\"bartholomaeus.maximilian.wolfeschlegelsteinhausenbergerdorff@department.of.medicine.example.org\",\"phone\":\"+1 617 555 0100\","
  "\"medical_school\":\"University of California, San Francisco, School of Medicine and Health Sciences\",\"degree\":\"MBBS\","
  "\"graduation_year\":2027,\"interests\":[\"primary_care\",\"global_health\",\"research\",\"neonatology\",\"critical_care\"],"
  "\"question\":\"What is a typical week on the wards like, and how do residents choose their clinic? I would love to know whether there is "
  "time for research in global health.\",\"consent\":true}",
  "{\"given_name\":\"محمد\",\"family_name\":\"العلي\",\"email\":\"twice@example.org\",\"degree\":\"MD\",\"medical_school\":\"Boston University\","
  "\"interests\":[\"research\",\"education\"],\"graduation_year\":2028,\"consent\":true}",
  "{\"given_name\":\"Mohammed\",\"family_name\":\"Al-Ali\",\"email\":\"twice@example.org\",\"degree\":\"MD\",\"graduation_year\":2029,"
  "\"medical_school\":\"Boston University\",\"consent\":true}",
  "{\"given_name\":\"美玲\",\"family_name\":\"李\",\"email\":\"li@gmial.com\",\"degree\":\"DO\",\"medical_school\":\"Ballyfarnon College\","
  "\"graduation_year\":2027,\"interests\":[\"education\"],\"consent\":true}",
  NULL,
};

static void
add_people (Fixture *self)
{
  for (guint i = 0; people[i] != NULL; i++)
    add (self, "interest@1", people[i]);
  add (self, "another@7", "{\"given_name\":\"Older\",\"family_name\":\"Form\",\"email\":\"old@example.org\",\"shoe_size\":\"44\"}");
}

/* A correction, and a note: who they are about has a history. */
static void
write_about (Fixture *self)
{
  g_autoptr (FairPersonEdit) edit = fair_person_edit_new (), reverse = NULL;
  g_autoptr (FairAnswers) note = fair_answers_new (), answers = fair_answers_new ();
  g_autoptr (GError) error = NULL;

  fair_answers_set_text (answers, "given_name", "Ann-Sophie");
  fair_answers_set_flag (note, "star", TRUE);
  fair_answers_set_text (note, "note", "Loved the clinic story. Send the global health page, and the date of the open day in January.");
  fair_person_edit_correct (edit, self->ids[1], answers, fair_booth_get_program (self->booth)->form);
  fair_person_edit_note (edit, self->ids[1], note);
  reverse = fair_person_edit_apply (edit, fair_booth_get_store (self->booth), &error);
  g_assert_no_error (error);
}

static void
fill_stick (Fixture *self)
{
  g_autofree char *bo = test_put_line ("00000000-0000-4000-8000-00000000000a", 1, "1600000000005-0-" HALL_2, "Bo");
  g_autofree char *cy = test_put_line ("00000000-0000-4000-8000-00000000000b", 1, "1600000900007-0-" HALL_3, "Cy");
  g_autofree char *damaged = g_strconcat (bo, "damaged\n{\"v\":1}\n", NULL);

  g_free (test_folder_write (self->folder, "stick/Hall 2 with a long name by the stairs (" HALL_2 ").jsonl", damaged));
  g_free (test_folder_write (self->folder, "stick/Hall 3 (" HALL_3 ").jsonl", cy));
  g_free (test_folder_write (self->folder, "stick/anyone’s very long list of people of another program.jsonl", "{\"name\":\"x\"}\n"));
  g_free (test_folder_write (self->folder, "stick/photo.jpg", "x"));
  self->stick = test_folder_path (self->folder, "stick");
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const Size *size = data;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-xft-dpi", 96 * 1024 * size->percent / 100, NULL);
  gtk_widget_set_default_direction (size->direction);
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  g_settings_reset (fair_booth_get_settings (self->booth), "desk-sort");
  g_settings_reset (fair_booth_get_settings (self->booth), "desk-columns");
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  fill_stick (self);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, size->width, size->height);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  FairStore *store = fair_booth_get_store (self->booth);

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  gtk_window_destroy (self->window);
  g_clear_object (&self->booth);
  ui_test_wait_gone (&store);
  for (guint i = 0; i < self->n_people; i++)
    g_free (self->ids[i]);
  g_free (self->stick);
  test_folder_free (self->folder);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static gboolean
count_frame (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       frames)
{
  --*(guint *) frames;
  return *(guint *) frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer frames)
{
  return *(guint *) frames == 0;
}

/* All that is too large for its place is said by libadwaita while it is laid out; where another breakpoint comes in that takes more than
 * one frame. */
static void
look (Fixture    *self,
      const char *name)
{
  guint frames = 4;

  g_test_message ("%s", name);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), count_frame, &frames, NULL);
  ui_test_wait (is_zero, &frames);
}

static gboolean
shows_text (gpointer data)
{
  Fixture *self = data;

  return ui_test_find_text (GTK_WIDGET (self->window), self->text) != NULL;
}

static void
expect (Fixture    *self,
        const char *text)
{
  self->text = text;
  ui_test_wait (shows_text, self);
}

static void
open_desk (Fixture *self)
{
  self->desk = fair_desk_new (self->booth);
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  gtk_window_present (self->window);
}

static FairDeskModel *
get_model (Fixture *self)
{
  return fair_desk_get_model (FAIR_DESK (self->desk));
}

static GtkSelectionModel *
get_selection (Fixture *self)
{
  return GTK_SELECTION_MODEL (fair_desk_model_get_selection (get_model (self)));
}

static gboolean
is_reviewed (gpointer data)
{
  Fixture *self = data;
  const FairReview *review = fair_desk_model_get_review (get_model (self));

  return review != NULL && review->n_people == self->n_people &&
         g_list_model_get_n_items (G_LIST_MODEL (get_selection (self))) == self->n_people;
}

/* That a widget is as wide as what it is in, at most. */
static void
check_inside (GtkWidget *widget,
              GtkWidget *parent)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, parent, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (parent));
}

/* All columns that there are fit in beside each other, whether the pane is open or not; how narrow they may become they say themselves. */
static void
check_table (Fixture *self)
{
  GtkWidget *view = ui_test_find (self->desk, GTK_TYPE_COLUMN_VIEW, 0);

  check_inside (view, gtk_widget_get_parent (view));
  g_assert_cmpfloat (gtk_adjustment_get_upper (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view))), <=, gtk_widget_get_width (view));
}

/* The stack of a widget's states, each of which is shown without what leads to it. */
static void
look_at_states (Fixture           *self,
                GtkWidget         *root,
                const char        *prefix,
                const char *const *states)
{
  GtkStack *stack = NULL;

  for (guint i = 0; stack == NULL || gtk_stack_get_child_by_name (stack, states[0]) == NULL; i++)
    stack = GTK_STACK (ui_test_find (root, GTK_TYPE_STACK, i));
  for (guint i = 0; states[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (prefix, "-", states[i], NULL);

      gtk_stack_set_visible_child_name (stack, states[i]);
      look (self, name);
    }
}

static void
look_at_empty_desk (Fixture *self)
{
  static const char *const states[] = { "loading", "failed", "nothing", "empty", NULL };

  open_desk (self);
  expect (self, "Nobody Has Signed Up Yet");
  look_at_states (self, self->desk, "desk", states);
}

static void
show_pane (Fixture *self,
           gboolean shows)
{
  adw_overlay_split_view_set_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (ui_test_find (self->desk, ADW_TYPE_OVERLAY_SPLIT_VIEW, 0)), shows);
}

static gboolean
shows_person (gpointer data)
{
  Fixture *self = data;
  const FairPersonRecord *record = people_test_get_record (self->desk);

  return record != NULL && g_str_equal (fair_person_record_get_standing (record)->id, self->text);
}

static void
select_person (Fixture *self,
               guint    nth)
{
  guint position;

  g_assert_true (fair_people_list_find (fair_desk_model_get_people (get_model (self)), self->ids[nth], &position));
  gtk_selection_model_select_item (get_selection (self), position, TRUE);
  self->text = self->ids[nth];
  ui_test_wait (shows_person, self);
}

static void
scroll_pane (Fixture *self,
             double   share)
{
  GtkWidget *pane = ui_test_find (self->desk, FAIR_TYPE_PERSON_PANE, 0);
  GtkWidget *scrolled = NULL;
  GtkAdjustment *adjustment;

  for (guint i = 0; scrolled == NULL || !gtk_widget_get_mapped (scrolled); i++)
    scrolled = ui_test_find (pane, GTK_TYPE_SCROLLED_WINDOW, i);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_set_value (adjustment, share * gtk_adjustment_get_upper (adjustment));
}

static void
look_at_people (Fixture *self)
{
  show_pane (self, FALSE);
  look (self, "list");
  check_table (self);
  show_pane (self, TRUE);
  look (self, "nobody");
  check_table (self);
  gtk_selection_model_select_all (get_selection (self));
  look (self, "several");
  select_person (self, 0);
  look (self, "short");
  select_person (self, 2);
  look (self, "twin");
  select_person (self, 5);
  scroll_pane (self, 0.3);
  look (self, "older");
  select_person (self, 1);
  look (self, "long");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_test_find (self->desk, ADW_TYPE_EXPANDER_ROW, 0)), TRUE);
  look (self, "long-history");
  scroll_pane (self, 0.5);
  look (self, "long-middle");
  scroll_pane (self, 1);
  look (self, "long-end");
  scroll_pane (self, 0);
}

static void
look_at_dialog (Fixture    *self,
                AdwDialog  *dialog,
                const char *awaited,
                const char *name)
{
  adw_dialog_present (dialog, self->desk);
  expect (self, awaited);
  look (self, name);
  adw_dialog_force_close (dialog);
}

static void
look_at_person_dialogs (Fixture *self)
{
  const FairReview *review;
  const char *one[] = { self->ids[1], NULL }, *several[] = { self->ids[0], self->ids[1], self->ids[2], NULL };
  AdwDialog *dialog = fair_correct_dialog_new (self->booth, people_test_get_record (self->desk));

  fair_correct_dialog_show_failure (FAIR_CORRECT_DIALOG (dialog), "The disk is full: delete something, and save again.");
  look_at_dialog (self, dialog, "The disk is full", "correct");
  ui_test_wait (is_reviewed, self);
  review = fair_desk_model_get_review (get_model (self));
  g_assert_cmpuint (review->groups->len, ==, 1);
  look_at_dialog (self, fair_compare_dialog_new (self->booth, review->groups->pdata[0]), "Keep this one", "compare");
  look_at_dialog (self, fair_erase_dialog_new (self->booth, one), "What Goes", "erase");
  look_at_dialog (self, fair_erase_dialog_new (self->booth, several), "What Goes", "erase-several");
  dialog = fair_erase_dialog_new (self->booth, one);
  adw_dialog_present (dialog, self->desk);
  expect (self, "What Goes");
  look_at_states (self, GTK_WIDGET (dialog), "erase", (const char *const[]) { "working", NULL });
  adw_dialog_force_close (dialog);
}

static void
look_at_hand_over (Fixture *self)
{
  AdwDialog *dialog = fair_hand_over_dialog_new (self->booth);

  adw_dialog_present (dialog, self->desk);
  look_at_states (self, GTK_WIDGET (dialog), "hand", (const char *const[]) { "working", "choose", NULL });
  fair_hand_over_dialog_hand_over (FAIR_HAND_OVER_DIALOG (dialog), READ_ONLY);
  expect (self, READ_ONLY);
  look (self, "hand-failed");
  fair_hand_over_dialog_hand_over (FAIR_HAND_OVER_DIALOG (dialog), self->stick);
  expect (self, "the stick may be pulled out");
  look (self, "hand-done");
  adw_dialog_force_close (dialog);
}

static void
press (GtkWidget  *root,
       const char *label)
{
  for (guint i = 0; i < ui_test_count (root, GTK_TYPE_BUTTON); i++)
    {
      GtkWidget *button = ui_test_find (root, GTK_TYPE_BUTTON, i);

      if (ui_test_find_text (button, label) == NULL)
        continue;
      g_signal_emit_by_name (button, "clicked");
      return;
    }
  g_assert_not_reached ();
}

static void
look_at_collecting (Fixture *self)
{
  AdwDialog *dialog = fair_collect_dialog_new (self->booth);

  adw_dialog_present (dialog, self->desk);
  look_at_states (self, GTK_WIDGET (dialog), "collect", (const char *const[]) { "choose", "working", NULL });
  fair_collect_dialog_look (FAIR_COLLECT_DIALOG (dialog), (const char *[]) { self->stick, NULL });
  expect (self, "What Was Found");
  look (self, "collect-preview");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_EXPANDER_ROW, 0)), TRUE);
  look (self, "collect-refused");
  press (GTK_WIDGET (dialog), "Collect");
  expect (self, "2 people came");
  look (self, "collect-done");
  adw_dialog_force_close (dialog);
  self->n_people += 2;
}

/* Each format has rows of its own. */
static void
look_at_exporting (Fixture *self)
{
  AdwDialog *dialog = fair_export_dialog_new (self->booth);
  g_autofree char *path = test_folder_path (self->folder, "Applicants of the spring fair in the hall by the stairs.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwComboRow *formats;

  adw_dialog_present (dialog, self->desk);
  expect (self, "Format");
  formats = ADW_COMBO_ROW (ui_test_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, 0));
  for (guint i = 0; i < g_list_model_get_n_items (adw_combo_row_get_model (formats)); i++)
    {
      g_autofree char *name = g_strdup_printf ("export-%u", i);

      adw_combo_row_set_selected (formats, i);
      look (self, name);
    }
  adw_combo_row_set_selected (formats, 0);
  look_at_states (self, GTK_WIDGET (dialog), "export", (const char *const[]) { "working", "choose", NULL });
  fair_export_dialog_export (FAIR_EXPORT_DIALOG (dialog), file);
  expect (self, "Applicants of the spring fair");
  look (self, "export-done");
  adw_dialog_force_close (dialog);
}

static void
look_at_paper (Fixture *self)
{
  look_at_dialog (self, fair_paper_dialog_new_contact_list (self->booth, NULL), "Save as PDF", "print-contact-list");
  look_at_dialog (self, fair_paper_dialog_new_sign_in_sheet (self->booth), "Save as PDF", "print-sign-in-sheet");
  look_at_dialog (self, fair_paper_dialog_new_poster (self->booth), "Save as PDF", "print-poster");
}

static void
look_at_the_rest (Fixture *self)
{
  look_at_dialog (self, fair_laptops_dialog_new (self->booth), "(this laptop)", "laptops");
  look_at_dialog (self, fair_preferences_new (self->booth), "This Laptop", "preferences");
  show_pane (self, FALSE);
  gtk_selection_model_select_all (get_selection (self));
  look (self, "several");
  gtk_selection_model_unselect_all (get_selection (self));
  select_person (self, 0);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  expect (self, "Starred 1 person");
  look (self, "toast");
}

static void
test_looks (Fixture       *self,
            gconstpointer  data)
{
  look_at_empty_desk (self);
  add_people (self);
  write_about (self);
  ui_test_wait (is_reviewed, self);
  look_at_people (self);
  look_at_person_dialogs (self);
  look_at_hand_over (self);
  look_at_collecting (self);
  look_at_exporting (self);
  look_at_paper (self);
  look_at_the_rest (self);
}

int
main (int   argc,
      char *argv[])
{
  static const Size phone = { 360, 640, 200, GTK_TEXT_DIR_LTR };
  static const Size phone_rtl = { 360, 640, 200, GTK_TEXT_DIR_RTL };
  static const Size laptop = { 1366, 768, 200, GTK_TEXT_DIR_LTR };
  static const Size laptop_rtl = { 1366, 768, 100, GTK_TEXT_DIR_RTL };

  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  ui_test_style ();
  g_test_add ("/desk-looks/phone", Fixture, &phone, set_up, test_looks, tear_down);
  g_test_add ("/desk-looks/phone-right-to-left", Fixture, &phone_rtl, set_up, test_looks, tear_down);
  g_test_add ("/desk-looks/laptop", Fixture, &laptop, set_up, test_looks, tear_down);
  g_test_add ("/desk-looks/laptop-right-to-left", Fixture, &laptop_rtl, set_up, test_looks, tear_down);
  return g_test_run ();
}

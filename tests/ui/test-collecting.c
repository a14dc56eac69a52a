/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bringing together, in the window: nothing is written before the coordinator has seen what there is, and said so; what is in the way is
 * told; the folder that is remembered is looked at, and what is dropped is taken.
 */
#include "config.h"

#include "desk/fair-collect-dialog.h"
#include "desk/fair-hand-over-dialog.h"
#include "desk/fair-incoming.h"
#include "desk/fair-laptops-dialog.h"
#include "test-store-util.h"
#include "ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define ID_A "00000000-0000-4000-8000-00000000000a"
#define ID_B "00000000-0000-4000-8000-00000000000b"
#define ID_C "00000000-0000-4000-8000-00000000000c"
#define HALL_2 "aaaaaaaaaaaaaaaa"
#define HALL_3 "bbbbbbbbbbbbbbbb"
/* Where nobody can write, be it root. */
#define READ_ONLY "/proc/self"

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  AdwDialog *dialog;
  char *stick;      /* two laptops’ files, with a line that is damaged, and a picture */
  const char *text; /* what is waited for */
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static void
fill_stick (Fixture *self)
{
  g_autofree char *ann = test_put_line (ID_A, 1, "1600000000005-0-" HALL_2, "Ann");
  g_autofree char *bo = test_put_line (ID_B, 1, "1600000000006-0-" HALL_2, "Bo");
  g_autofree char *cy = test_put_line (ID_C, 1, "1600000000007-0-" HALL_3, "Cy");
  g_autofree char *hall_2 = g_strconcat (ann, bo, "damaged\n", NULL);

  g_free (test_folder_write (self->folder, "stick/Hall 2 (" HALL_2 ").jsonl", hall_2));
  g_free (test_folder_write (self->folder, "stick/Hall 3 (" HALL_3 ").jsonl", cy));
  g_free (test_folder_write (self->folder, "stick/photo.jpg", "x"));
  self->stick = test_folder_path (self->folder, "stick");
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = ui_test_make_data_folder ();
  fill_stick (self);
  self->booth = fair_booth_new (NULL);
  g_settings_reset (fair_booth_get_settings (self->booth), "collect-folder");
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 900, 700);
  adw_window_set_content (ADW_WINDOW (self->window), adw_bin_new ());
  gtk_window_present (self->window);
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
  g_free (self->stick);
  test_folder_free (self->folder);
}

static void
present (Fixture   *self,
         AdwDialog *dialog)
{
  self->dialog = dialog;
  adw_dialog_present (dialog, adw_window_get_content (ADW_WINDOW (self->window)));
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

static GtkWidget *
find_button (Fixture    *self,
             const char *label)
{
  for (guint i = 0; i < ui_test_count (GTK_WIDGET (self->dialog), GTK_TYPE_BUTTON); i++)
    {
      GtkWidget *button = ui_test_find (GTK_WIDGET (self->dialog), GTK_TYPE_BUTTON, i);

      if (ui_test_find_text (button, label) != NULL)
        return button;
    }
  g_assert_not_reached ();
}

static void
press (Fixture    *self,
       const char *label)
{
  g_signal_emit_by_name (find_button (self, label), "clicked");
}

/* What stands in the journal of this laptop. */
static char *
read_journal (Fixture *self)
{
  g_autofree char *path = g_build_filename (fair_booth_get_data_folder (self->booth), "signups", "signups.jsonl", NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    text = g_strdup ("");
  return text;
}

static gboolean
has_journal (Fixture    *self,
             const char *text)
{
  g_autofree char *journal = read_journal (self);

  return strstr (journal, text) != NULL;
}

static void
look_at (Fixture    *self,
         const char *path)
{
  const char *paths[] = { path, NULL };

  present (self, fair_collect_dialog_new (self->booth));
  fair_collect_dialog_look (FAIR_COLLECT_DIALOG (self->dialog), paths);
}

static gboolean
has_focus (gpointer data)
{
  Fixture *self = data;
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL && GTK_IS_BUTTON (focus) && ui_test_find_text (focus, self->text) != NULL;
}

/* Whatever page comes, the keyboard is at what is most likely to be pressed. */
static void
test_keyboard (Fixture       *self,
               gconstpointer  data)
{
  AdwDialog *dialog = fair_collect_dialog_new (self->booth);

  fair_collect_dialog_look (FAIR_COLLECT_DIALOG (dialog), (const char *[]) { self->stick, NULL });
  present (self, dialog);
  expect (self, "What Was Found");
  self->text = "Collect";
  ui_test_wait (has_focus, self);
  press (self, "Choose Others…");
  self->text = "Choose Folder…";
  ui_test_wait (has_focus, self);
  fair_collect_dialog_look (FAIR_COLLECT_DIALOG (dialog), (const char *[]) { self->stick, NULL });
  expect (self, "What Was Found");
  press (self, "Collect");
  expect (self, "3 people came");
  self->text = "Done";
  ui_test_wait (has_focus, self);
}

/* What each file has is said, and why a line is refused; and nothing is done about it. */
static void
test_preview (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *before = read_journal (self), *after = NULL;

  look_at (self, self->stick);
  expect (self, "3 new · 1 line refused");
  expect (self, "2 new · 1 line refused");
  expect (self, "1 new");
  expect (self, "Hall 3");
  expect (self, "photo.jpg");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ui_test_find (GTK_WIDGET (self->dialog), ADW_TYPE_EXPANDER_ROW, 0)), TRUE);
  expect (self, "Line 3");
  adw_dialog_force_close (self->dialog);
  after = read_journal (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_collect (Fixture       *self,
              gconstpointer  data)
{
  look_at (self, self->stick);
  expect (self, "What Was Found");
  press (self, "Collect");
  expect (self, "3 people came");
  g_assert_true (has_journal (self, "Ann") && has_journal (self, "Cy"));
  press (self, "Take It Back");
  expect (self, "3 people are gone again");
  g_assert_false (has_journal (self, "Ann") || has_journal (self, "Cy"));
}

/* Whoever is wrong about the place is told, and may choose another one. */
static void
test_nothing_there (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *gone = test_folder_path (self->folder, "gone");

  look_at (self, gone);
  expect (self, "not there");
  g_assert_false (gtk_widget_get_sensitive (find_button (self, "Collect")));
  g_assert_cmpint (g_mkdir (gone, 0700), ==, 0);
  fair_collect_dialog_look (FAIR_COLLECT_DIALOG (self->dialog), (const char *[]) { gone, NULL });
  expect (self, "No file of sign-ups is there.");
  g_assert_false (has_journal (self, "put"));
}

/* What there is no news in cannot be collected again. */
static void
test_twice (Fixture       *self,
            gconstpointer  data)
{
  look_at (self, self->stick);
  expect (self, "What Was Found");
  press (self, "Collect");
  expect (self, "3 people came");
  adw_dialog_force_close (self->dialog);
  look_at (self, self->stick);
  expect (self, "3 the same");
  g_assert_false (gtk_widget_get_sensitive (find_button (self, "Collect")));
}

static gboolean
is_remembered (gpointer data)
{
  Fixture *self = data;
  g_autofree char *folder = g_settings_get_string (fair_booth_get_settings (self->booth), "collect-folder");

  return g_str_equal (folder, self->text);
}

static void
test_remember (Fixture       *self,
               gconstpointer  data)
{
  AdwSwitchRow *row;

  look_at (self, self->stick);
  expect (self, "What Was Found");
  row = ADW_SWITCH_ROW (ui_test_find (GTK_WIDGET (self->dialog), ADW_TYPE_SWITCH_ROW, 0));
  adw_switch_row_set_active (row, TRUE);
  self->text = self->stick;
  g_assert_true (is_remembered (self));
  adw_switch_row_set_active (row, FALSE);
  self->text = "";
  g_assert_true (is_remembered (self));
}

static FairIncoming *
watch (Fixture *self)
{
  GtkWidget *incoming = g_object_new (FAIR_TYPE_INCOMING, NULL);

  adw_window_set_content (ADW_WINDOW (self->window), incoming);
  fair_incoming_watch (FAIR_INCOMING (incoming), self->booth, incoming);
  return FAIR_INCOMING (incoming);
}

/* The folder that is remembered is looked at, and its news told; they are shown before anything is done. */
static void
test_banner (Fixture       *self,
             gconstpointer  data)
{
  g_settings_set_string (fair_booth_get_settings (self->booth), "collect-folder", self->stick);
  watch (self);
  expect (self, "2 laptops have something new.");
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (self->window), ADW_TYPE_BANNER, 0), "button-clicked");
  expect (self, "3 new · 1 line refused");
  g_assert_false (has_journal (self, "Ann"));
  adw_dialog_force_close (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

static GtkEventController *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }
  g_assert_not_reached ();
}

/* Files that are dropped are looked at; what is on no disk is not taken. */
static void
test_dropped (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (self->stick, "Hall 3 (" HALL_3 ").jsonl", NULL);
  g_autoptr (GFile) away = g_file_new_for_uri ("https://example.org/signups.jsonl");
  GtkEventController *target = find_drop_target (GTK_WIDGET (watch (self)));
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&away, 1));
  g_signal_emit_by_name (target, "drop", &value, 0.0, 0.0, &taken);
  g_assert_false (taken);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  g_signal_emit_by_name (target, "drop", &value, 0.0, 0.0, &taken);
  g_assert_true (taken);
  expect (self, "Hall 3");
  expect (self, "1 new");
  adw_dialog_force_close (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

static void
hand_over (Fixture    *self,
           const char *folder)
{
  fair_hand_over_dialog_hand_over (FAIR_HAND_OVER_DIALOG (self->dialog), folder);
}

/* Where nothing can be written, it says so, and another place may be chosen. */
static void
test_hand_over (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *gone = test_folder_path (self->folder, "gone");
  g_autofree char *id = test_store_add (fair_booth_get_store (self->booth), "Dee");

  present (self, fair_hand_over_dialog_new (self->booth));
  hand_over (self, gone);
  expect (self, "gone");
  expect (self, "Choose Folder…");
  self->text = "Choose Folder…";
  ui_test_wait (has_focus, self);
  hand_over (self, READ_ONLY);
  expect (self, READ_ONLY);
  expect (self, "Nothing Was Handed Over");
  expect (self, "Choose Folder…");
  hand_over (self, self->stick);
  expect (self, "1 sign-up is in");
  expect (self, "the stick may be pulled out");
}

static void
test_laptops (Fixture       *self,
              gconstpointer  data)
{
  look_at (self, self->stick);
  expect (self, "What Was Found");
  press (self, "Collect");
  expect (self, "3 people came");
  adw_dialog_force_close (self->dialog);
  present (self, fair_laptops_dialog_new (self->booth));
  expect (self, "(this laptop)");
  expect (self, "3 sign-ups are here");
  expect (self, "Hall 2");
  expect (self, "from “Hall 3 (" HALL_3 ").jsonl”");
}

/* Whose clock was wrong is said in the laptop's row, and marked. */
static void
test_clocks (Fixture       *self,
             gconstpointer  data)
{
  gint64 ahead_ms = fair_clock_now (fair_clock_get_default ()) + 3 * FAIR_HLC_MAX_AHEAD;
  g_autofree char *stamp = g_strdup_printf ("%" G_GINT64_FORMAT "-0-ahead", ahead_ms), *ahead = test_put_line (ID_A, 1, stamp, "Ann");
  g_autofree char *behind = test_put_line (ID_B, 1, "5-0-behind", "Bo"), *lines = g_strconcat (ahead, behind, NULL);
  g_autofree char *path = test_folder_write (self->folder, "clocks/hall.jsonl", lines);
  g_autofree char *folder = g_path_get_dirname (path);
  guint n_marked = 0;
  GtkWidget *image;

  look_at (self, folder);
  expect (self, "What Was Found");
  press (self, "Collect");
  expect (self, "2 people came");
  adw_dialog_force_close (self->dialog);
  present (self, fair_laptops_dialog_new (self->booth));
  expect (self, "1 line from a clock that was ahead");
  expect (self, "1 line from a clock that was not set");
  for (guint i = 0; (image = ui_test_find (GTK_WIDGET (self->dialog), GTK_TYPE_IMAGE, i)) != NULL; i++)
    n_marked += g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (image)), "dialog-warning-symbolic") == 0 &&
                gtk_widget_get_tooltip_text (image) != NULL;
  g_assert_cmpuint (n_marked, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);

  g_test_add ("/collecting/preview", Fixture, NULL, set_up, test_preview, tear_down);
  g_test_add ("/collecting/keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  g_test_add ("/collecting/collect", Fixture, NULL, set_up, test_collect, tear_down);
  g_test_add ("/collecting/nothing-there", Fixture, NULL, set_up, test_nothing_there, tear_down);
  g_test_add ("/collecting/twice", Fixture, NULL, set_up, test_twice, tear_down);
  g_test_add ("/collecting/remember", Fixture, NULL, set_up, test_remember, tear_down);
  g_test_add ("/collecting/banner", Fixture, NULL, set_up, test_banner, tear_down);
  g_test_add ("/collecting/dropped", Fixture, NULL, set_up, test_dropped, tear_down);
  g_test_add ("/collecting/hand-over", Fixture, NULL, set_up, test_hand_over, tear_down);
  g_test_add ("/collecting/laptops", Fixture, NULL, set_up, test_laptops, tear_down);
  g_test_add ("/collecting/clocks", Fixture, NULL, set_up, test_clocks, tear_down);

  return g_test_run ();
}

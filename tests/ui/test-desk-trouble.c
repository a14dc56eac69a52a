/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk when something is in the way: a full disk, or more people than can be changed at once. */
#include "config.h"

#include "collect/fair-collect.h"
#include "desk/fair-correct-dialog.h"
#include "desk/fair-desk.h"
#include "desk/fair-desk-model.h"
#include "form-test.h"
#include "people-test.h"
#include "store/change/fair-correct.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define NAME "Cy"
/* With whom is there already: one more than can be changed at once. */
#define MANY 1000

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  const char *text; /* what is waited for */
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static FairStore *
get_store (Fixture *self)
{
  return fair_booth_get_store (self->booth);
}

static GtkSelectionModel *
get_model (Fixture *self)
{
  return GTK_SELECTION_MODEL (fair_desk_model_get_selection (fair_desk_get_model (FAIR_DESK (self->desk))));
}

static gboolean
has_one (gpointer self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (self))) == 1;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  g_free (test_store_add (get_store (self), NAME));
  self->desk = fair_desk_new (self->booth);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 1200, 700);
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  gtk_window_present (self->window);
  ui_test_wait_active (self->window);
  ui_test_wait (has_one, self);
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
  test_folder_free (self->folder);
}

static guint
count_lines (Fixture    *self,
             const char *part)
{
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (fair_store_get_journal_path (get_store (self)), &text, NULL, NULL));
  for (const char *at = text; (at = strstr (at, part)) != NULL; at++)
    n++;
  return n;
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static GtkWidget *
get_dialog (Fixture *self)
{
  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
dialog_says (gpointer data)
{
  Fixture *self = data;

  return get_dialog (self) != NULL && says (get_dialog (self), self->text);
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  g_assert_not_reached ();
}

static gboolean
has_no_dialog (gpointer self)
{
  return get_dialog (self) == NULL;
}

static gboolean
can_take_back (gpointer self)
{
  return fair_desk_model_can_undo (fair_desk_get_model (FAIR_DESK (((Fixture *) self)->desk)));
}

static gboolean
cannot_take_back (gpointer self)
{
  return !can_take_back (self);
}

static const FairPersonRecord *
get_record (Fixture *self)
{
  return people_test_get_record (self->desk);
}

static gboolean
is_starred (gpointer self)
{
  const FairPersonRecord *record = get_record (self);

  return record != NULL && yyjson_get_bool (yyjson_obj_get (fair_person_record_get_standing (record)->staff, FAIR_NOTE_STAR));
}

static gboolean
has_three_versions (gpointer self)
{
  return get_record (self) != NULL && get_record (self)->versions->len == 3;
}

static gboolean
is_refused (gpointer self)
{
  return ui_test_count_announced ("Nothing was changed: this has been changed again meanwhile") > 0;
}

/* A star that the disk has no room for is told of in a dialog; what could not be taken back can be, when there is room again. */
static void
test_full_disk (Fixture       *self,
                gconstpointer  data)
{
  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  limit_file_size (0);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  self->text = "Nothing Was Changed";
  ui_test_wait (dialog_says, self);
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  ui_test_wait (has_no_dialog, self);
  ui_test_wait (cannot_take_back, self);
  g_assert_cmpuint (count_lines (self, "\"star\""), ==, 0);

  limit_file_size (RLIM_INFINITY);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  ui_test_wait (is_starred, self);
  limit_file_size (0);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (dialog_says, self);
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  limit_file_size (RLIM_INFINITY);
  g_assert_true (is_starred (self));
  ui_test_wait (can_take_back, self);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (has_three_versions, self);
  g_assert_false (is_starred (self));
}

/* What another program has changed since is not taken back with it; why not is said in passing. */
static void
test_changed_since (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (FairAnswers) patch = fair_answers_new ();
  g_autoptr (GError) error = NULL;

  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  ui_test_wait (is_starred, self);
  fair_answers_set_text (patch, FAIR_NOTE_STAR, "bright");
  fair_store_set_staff (get_store (self), fair_person_record_get_standing (get_record (self))->id, patch, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (is_refused, self);
  ui_test_wait (cannot_take_back, self);
  g_assert_cmpuint (count_lines (self, "\"star\":\"bright\""), ==, 1);
}

/* Whoever is quick takes back what is being saved, and not what was before. */
static void
test_quick_undo (Fixture       *self,
                 gconstpointer  data)
{
  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  gtk_widget_activate_action_variant (self->desk, "desk.star", NULL);
  gtk_widget_activate_action_variant (self->desk, "desk.undo", NULL);
  ui_test_wait (has_three_versions, self);
  g_assert_false (is_starred (self));
}

static gboolean
shows_person (gpointer self)
{
  return get_record (self) != NULL;
}

static gboolean
is_correcting (gpointer data)
{
  return FAIR_IS_CORRECT_DIALOG (get_dialog (data)) && gtk_widget_get_mapped (get_dialog (data));
}

static gboolean
says_why_not (gpointer self)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (get_dialog (self), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_has_css_class (label, "error") && gtk_widget_get_mapped (label))
      return *gtk_label_get_text (GTK_LABEL (label)) != '\0';
  return FALSE;
}

/* A correction that the disk has no room for: the dialog says why, what was typed stays in it, and can be saved when there is room. */
static void
test_full_disk_correcting (Fixture       *self,
                           gconstpointer  data)
{
  gtk_selection_model_select_item (get_model (self), 0, TRUE);
  ui_test_wait (shows_person, self);
  g_signal_emit_by_name (find_button (self->desk, "Cor_rect…"), "clicked");
  ui_test_wait (is_correcting, self);
  form_test_fill (get_dialog (self), "given_name", "Cynthia");
  limit_file_size (0);
  g_signal_emit_by_name (find_button (get_dialog (self), "_Save"), "clicked");
  ui_test_wait (says_why_not, self);
  limit_file_size (RLIM_INFINITY);
  g_signal_emit_by_name (find_button (get_dialog (self), "_Save"), "clicked");
  ui_test_wait (has_no_dialog, self);
  g_assert_cmpuint (count_lines (self, "Cynthia"), ==, 1);
}

static gboolean
has_many (gpointer self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (self))) == MANY + 1;
}

static GtkWidget *
get_bar (Fixture *self)
{
  return gtk_widget_get_ancestor (find_button (self->desk, "_Erase…"), ADW_TYPE_WRAP_BOX);
}

static gboolean
can_activate (Fixture    *self,
              const char *label)
{
  return gtk_widget_is_sensitive (find_button (get_bar (self), label));
}

static gboolean
has_too_many (gpointer data)
{
  return says (get_bar (data), "select at most 1000 to star or erase them") ||
         says (get_bar (data), "select at most 1,000 to star or erase them");
}

/* More than can be changed at once: what to do is said, and nothing can be pressed by which some would be changed. */
static void
test_too_many (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (FairCollectResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i), *hlc = g_strdup_printf ("1600000000%03u-0-hall", i);
      g_autofree char *line = test_put_line (id, 1, hlc, id);

      g_string_append (lines, line);
    }
  path = test_folder_write (self->folder, "many/hall.jsonl", lines->str);
  result = fair_collect (fair_booth_get_store (self->booth), (const char *const[]) { path, NULL }, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ui_test_wait (has_many, self);
  gtk_selection_model_select_all (get_model (self));
  ui_test_wait (has_too_many, self);
  g_assert_false (can_activate (self, "_Star"));
  g_assert_false (can_activate (self, "_Erase…"));
  gtk_selection_model_unselect_item (get_model (self), 0);
  g_assert_false (has_too_many (self));
  g_assert_true (can_activate (self, "_Star"));
  g_assert_true (says (get_bar (self), "1,000 people are selected") || says (get_bar (self), "1000 people are selected"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  signal (SIGXFSZ, SIG_IGN); /* a write that is too much is to fail, not to kill */
  g_test_add ("/desk-trouble/changed-since", Fixture, NULL, set_up, test_changed_since, tear_down);
  g_test_add ("/desk-trouble/quick-undo", Fixture, NULL, set_up, test_quick_undo, tear_down);
  g_test_add ("/desk-trouble/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/desk-trouble/full-disk-correcting", Fixture, NULL, set_up, test_full_disk_correcting, tear_down);
  g_test_add ("/desk-trouble/too-many", Fixture, NULL, set_up, test_too_many, tear_down);
  return g_test_run ();
}

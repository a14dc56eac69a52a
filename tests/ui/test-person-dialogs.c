/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator does to people, in dialogs: correct exactly what changed, say who is whom, erase after being asked. */
#include "config.h"

#include "desk/fair-compare-dialog.h"
#include "desk/fair-correct-dialog.h"
#include "desk/fair-erase-dialog.h"
#include "desk/fair-person-record.h"
#include "form-test.h"
#include "store/change/fair-join.h"
#include "test-util.h"
#include "ui-test.h"

#include <string.h>

#define ZOE                                                                                                                        \
  "{\"later\":[1],\"given_name\":\"Zo\u00eb\",\"family_name\":\"O'Brien & S\u00f8n\",\"email\":\"zoe@example.org\",\"phone\":\"+1 617 555 0100\","        \
  "\"degree\":\"no such code\",\"consent\":true}"
#define ZOE_AGAIN "{\"given_name\":\"Zoe\",\"email\":\"Zoe@example.org\",\"consent\":true}"
#define LEFT "{\"given_name\":\"Z\",\"email\":\"zoe@example.org\"}"

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  FairStore *store;
  GtkWidget *window;
  AdwDialog *dialog;
  char *zoe;
  char *again;
  char *left; /* unfinished */
  FairPersonEdit *edit; /* that was emitted last */
  char *said;
  GStrv erased;
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

static char *
sign_up (Fixture    *self,
         const char *json,
         gboolean    unfinished)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = "", .form = "interest@1", .lang = "en", .answers = answers, .unfinished = unfinished };
  char *id = fair_store_add (self->store, &draft, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture      *self,
        gconstpointer unused)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);
  ui_test_wait (is_loaded, self->booth);
  self->store = g_object_ref (fair_booth_get_store (self->booth));
  self->zoe = sign_up (self, ZOE, FALSE);
  self->again = sign_up (self, ZOE_AGAIN, FALSE);
  self->left = sign_up (self, LEFT, TRUE);

  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  adw_window_set_content (ADW_WINDOW (self->window), adw_bin_new ());
  gtk_window_present (GTK_WINDOW (self->window));
  ui_test_wait (is_mapped, self->window);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture      *self,
           gconstpointer unused)
{
  FairStore *store = self->store;

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  g_clear_object (&self->dialog);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_pointer (&self->edit, fair_person_edit_free);
  g_free (self->said);
  g_strfreev (self->erased);
  g_free (self->zoe);
  g_free (self->again);
  g_free (self->left);
  g_object_unref (self->store);
  g_object_unref (self->booth);
  ui_test_wait_gone (&store);
  test_folder_free (self->folder);
}

static void
take_edit (Fixture        *self,
           FairPersonEdit *edit,
           const char     *said)
{
  g_clear_pointer (&self->edit, fair_person_edit_free);
  self->edit = edit;
  g_set_str (&self->said, said);
}

static void
present (Fixture   *self,
         AdwDialog *dialog)
{
  self->dialog = g_object_ref_sink (dialog);
  if (!FAIR_IS_ERASE_DIALOG (dialog))
    g_signal_connect_swapped (dialog, "edit", G_CALLBACK (take_edit), self);
  adw_dialog_present (dialog, self->window);
  ui_test_wait (is_mapped, dialog);
}

/* As whoever owns the dialog does. */
static void
apply (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonEdit) reverse = NULL;

  g_assert_nonnull (self->edit);
  reverse = fair_person_edit_apply (self->edit, self->store, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->edit, fair_person_edit_free);
}

static gboolean
says (Fixture    *self,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (GTK_WIDGET (self->dialog), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_mapped (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

static const char *awaited;

static gboolean
says_awaited (gpointer self)
{
  return says (self, awaited);
}

static void
wait_for (Fixture    *self,
          const char *text)
{
  awaited = text;
  ui_test_wait (says_awaited, self);
}

static GtkWidget *
find_labelled (Fixture    *self,
               GType       type,
               const char *label,
               guint       nth)
{
  GtkWidget *widget;

  for (guint i = 0; (widget = ui_test_find (GTK_WIDGET (self->dialog), type, i)) != NULL; i++)
    {
      g_autofree char *text = NULL;

      g_object_get (widget, "label", &text, NULL);
      if (g_strcmp0 (text, label) == 0 && nth-- == 0)
        return widget;
    }
  g_assert_not_reached ();
}

static void
click (Fixture    *self,
       const char *label)
{
  GtkWidget *button = find_labelled (self, GTK_TYPE_BUTTON, label, 0);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_closed (gpointer dialog)
{
  return gtk_widget_get_root (dialog) == NULL;
}

static void
correct (Fixture    *self,
         const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = fair_person_record_load (self->store, id, NULL, &error);

  g_assert_no_error (error);
  present (self, fair_correct_dialog_new (self->booth, record));
}

static char *
dup_answers (Fixture    *self,
             const char *id,
             gboolean   *unfinished)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = fair_person_record_load (self->store, id, NULL, &error);
  const FairVersion *version;

  g_assert_no_error (error);
  version = fair_person_record_get_standing (record);
  *unfinished = fair_version_is_unfinished (version);
  return yyjson_val_write (fair_version_get_answers (version), YYJSON_WRITE_NOFLAG, NULL);
}

/* What changed, and nothing else: neither what the form does not know, nor what it cannot show. */
static void
test_correct (Fixture      *self,
              gconstpointer unused)
{
  g_autofree char *answers = NULL;
  gboolean unfinished;

  correct (self, self->zoe);
  form_test_fill (GTK_WIDGET (self->dialog), "email", "zoe@example.net");
  form_test_fill (GTK_WIDGET (self->dialog), "phone", "");
  click (self, "_Save");
  g_assert_cmpstr (self->said, ==, "Corrected Zo\u00eb O'Brien & S\u00f8n");
  apply (self);
  answers = dup_answers (self, self->zoe, &unfinished);
  g_assert_cmpstr (answers, ==,
                   "{\"later\":[1],\"given_name\":\"Zo\u00eb\",\"family_name\":\"O'Brien & S\u00f8n\",\"email\":\"zoe@example.net\","
                   "\"degree\":\"no such code\",\"consent\":true}");
}

/* It stays open, with what was typed, until somebody has seen to it. */
static void
test_correct_fails (Fixture      *self,
                    gconstpointer unused)
{
  correct (self, self->zoe);
  form_test_fill (GTK_WIDGET (self->dialog), "email", "zoe@");
  click (self, "_Save");
  g_assert_null (self->edit);
  wait_for (self, "Please look again at: Email");

  form_test_fill (GTK_WIDGET (self->dialog), "email", "zoe@example.net");
  click (self, "_Save");
  g_assert_nonnull (self->edit);
  g_assert_false (gtk_widget_is_sensitive (find_labelled (self, GTK_TYPE_BUTTON, "_Save", 0)));
  fair_correct_dialog_show_failure (FAIR_CORRECT_DIALOG (self->dialog), "The disk is full.");
  wait_for (self, "The disk is full.");
  click (self, "_Save");
}

static void
test_correct_closes (Fixture      *self,
                     gconstpointer unused)
{
  AdwDialog *question;

  correct (self, self->zoe);
  form_test_fill (GTK_WIDGET (self->dialog), "email", "zoe@example.net");
  adw_dialog_close (self->dialog);
  question = adw_window_get_visible_dialog (ADW_WINDOW (self->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (question)), ==, "keep");
  g_signal_emit_by_name (question, "response", "keep");
  g_assert_false (is_closed (self->dialog));

  form_test_fill (GTK_WIDGET (self->dialog), "email", "zoe@example.org");
  adw_dialog_close (self->dialog);
  ui_test_wait (is_closed, self->dialog);
  g_assert_null (self->edit);
}

/* What was left counts as a sign-up as soon as it is whole. */
static void
test_correct_completes (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *half = NULL, *whole = NULL;
  gboolean unfinished;

  correct (self, self->left);
  form_test_fill (GTK_WIDGET (self->dialog), "family_name", "Y");
  click (self, "_Save");
  apply (self);
  half = dup_answers (self, self->left, &unfinished);
  g_assert_true (unfinished);
  adw_dialog_force_close (self->dialog);
  ui_test_wait (is_closed, self->dialog);
  g_clear_object (&self->dialog);

  correct (self, self->left);
  form_test_agree (GTK_WIDGET (self->dialog));
  click (self, "_Save");
  g_assert_cmpstr (self->said, ==, "Corrected Z Y, who has signed up now");
  apply (self);
  whole = dup_answers (self, self->left, &unfinished);
  g_assert_false (unfinished);
}

static GPtrArray *
find_groups (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = fair_store_find_duplicates (self->store, NULL, NULL, &error);

  g_assert_no_error (error);
  return groups;
}

static void
compare (Fixture *self)
{
  g_autoptr (GPtrArray) groups = find_groups (self);

  g_assert_cmpuint (groups->len, ==, 1);
  present (self, fair_compare_dialog_new (self->booth, groups->pdata[0]));
  wait_for (self, "Keep this one");
}

/* What differs says so; what one leaves out, or writes in other capitals, does not. */
static void
test_compare (Fixture      *self,
              gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = NULL;

  compare (self);
  g_assert_true (says (self, "First name \u00b7 different"));
  g_assert_true (says (self, "Last name"));
  g_assert_false (says (self, "Last name \u00b7"));
  g_assert_true (says (self, "Email"));
  g_assert_false (says (self, "Email \u00b7"));
  g_assert_true (says (self, "Left unfinished"));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_labelled (self, GTK_TYPE_CHECK_BUTTON, "Keep this one", 0))));
  g_assert_false (gtk_widget_get_sensitive (find_labelled (self, GTK_TYPE_CHECK_BUTTON, "Keep this one", 2)));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_labelled (self, GTK_TYPE_CHECK_BUTTON, "One of them", 2)), FALSE);
  click (self, "_Same Person");
  g_assert_cmpstr (self->said, ==, "Joined 2 sign-ups of Zo\u00eb O'Brien & S\u00f8n");
  apply (self);
  record = fair_person_record_load (self->store, self->zoe, NULL, &error);
  g_assert_cmpuint (record->joined->len, ==, 1);
  g_assert_cmpstr (record->joined->pdata[0], ==, self->again);
}

/* Nobody is asked twice. */
static void
test_different (Fixture      *self,
                gconstpointer unused)
{
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (FairPersonEdit) edit = NULL, reverse = NULL;
  g_autoptr (GError) error = NULL;

  compare (self);
  click (self, "_Different People");
  g_assert_cmpstr (self->said, ==, "Zo\u00eb O'Brien & S\u00f8n: different people");
  fair_compare_dialog_show_failure (FAIR_COMPARE_DIALOG (self->dialog), "The disk is full.");
  g_assert_true (says (self, "The disk is full."));
  click (self, "_Different People");
  edit = g_steal_pointer (&self->edit);
  reverse = fair_person_edit_apply (edit, self->store, &error);
  g_assert_no_error (error);
  groups = find_groups (self);
  g_assert_cmpuint (groups->len, ==, 0);
  g_ptr_array_unref (groups);
  fair_person_edit_free (fair_person_edit_apply (reverse, self->store, &error));
  groups = find_groups (self);
  g_assert_cmpuint (groups->len, ==, 1);
}

static void
test_nothing_chosen (Fixture      *self,
                     gconstpointer unused)
{
  compare (self);
  for (guint i = 0; i < 3; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (find_labelled (self, GTK_TYPE_CHECK_BUTTON, "One of them", i)), FALSE);
  click (self, "_Same Person");
  g_assert_true (says (self, "at least one other"));
  click (self, "_Different People");
  g_assert_true (says (self, "at least two"));
  g_assert_null (self->edit);
}

static void
take_erased (Fixture *self,
             GStrv    ids)
{
  self->erased = g_strdupv (ids);
}

static gboolean
has_erased (gpointer self)
{
  return ((Fixture *) self)->erased != NULL;
}

/* It says what goes and what stays, and "Cancel" is at hand; then it says what was left. */
static void
test_erase (Fixture      *self,
            gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = test_folder_write (self->folder, "list.csv", "x,zoe@example.org\n");
  g_autoptr (FairPersonRecord) record = NULL;

  g_assert_true (fair_store_join (self->store, self->zoe, self->again, &error));
  present (self, fair_erase_dialog_new (self->booth, (const char *const[]) { self->zoe, NULL }));
  g_signal_connect_swapped (self->dialog, "erased", G_CALLBACK (take_erased), self);
  wait_for (self, "Erase Zo\u00eb O'Brien & S\u00f8n?");
  g_assert_true (says (self, "with 1 joined sign-up"));
  g_assert_true (says (self, "What Stays"));
  g_assert_true (adw_dialog_get_default_widget (self->dialog) == find_labelled (self, GTK_TYPE_BUTTON, "_Cancel", 0));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == find_labelled (self, GTK_TYPE_BUTTON, "_Cancel", 0));

  click (self, "_Erase for Good");
  ui_test_wait (has_erased, self);
  g_assert_true (g_strv_contains ((const char *const *) self->erased, self->zoe));
  g_assert_true (g_strv_contains ((const char *const *) self->erased, self->again));
  wait_for (self, "list.csv");
  g_assert_true (says (self, "They occur in 1 other sign-up"));
  wait_for (self, "Z");
  g_assert_cmpuint (ui_test_count_announced ("Erased 1 Person"), ==, 1);
  record = fair_person_record_load (self->store, self->zoe, NULL, &error);
  g_assert_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND);
}

static void
test_erase_cancelled (Fixture      *self,
                      gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = NULL;

  present (self, fair_erase_dialog_new (self->booth, (const char *const[]) { self->zoe, self->again, NULL }));
  wait_for (self, "Erase 2 people?");
  click (self, "_Cancel");
  ui_test_wait (is_closed, self->dialog);
  record = fair_person_record_load (self->store, self->zoe, NULL, &error);
  g_assert_no_error (error);
}

static void
test_erase_nobody (Fixture      *self,
                   gconstpointer unused)
{
  present (self, fair_erase_dialog_new (self->booth, (const char *const[]) { "00000000-0000-4000-8000-00000000000f", NULL }));
  wait_for (self, "They have been erased meanwhile.");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/person-dialogs/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("correct", test_correct);
  ADD ("correct-fails", test_correct_fails);
  ADD ("correct-closes", test_correct_closes);
  ADD ("correct-completes", test_correct_completes);
  ADD ("compare", test_compare);
  ADD ("different", test_different);
  ADD ("nothing-chosen", test_nothing_chosen);
  ADD ("erase", test_erase);
  ADD ("erase-cancelled", test_erase_cancelled);
  ADD ("erase-nobody", test_erase_nobody);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person beside the list: what is shown of them, what staff do there, and that nothing that was typed is lost. */
#include "config.h"

#include "desk/fair-person-pane.h"
#include "store/change/fair-correct.h"
#include "store/change/fair-erase.h"
#include "store/change/fair-join.h"
#include "test-util.h"
#include "ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define ZOE                                                                                                                        \
  "{\"later\":[\"a\",\"b\"],\"given_name\":\"<b>Zo\u00eb</b>\",\"family_name\":\"O'Brien & S\u00f8n\",\"email\":\"zoe@example.org\","                  \
  "\"degree\":\"MBBS\",\"interests\":[\"primary_care\"],\"question\":\"one\\ntwo\",\"consent\":true}"
#define BO "{\"given_name\":\"Bo\",\"email\":\"zoe@example.org\"}"

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  FairStore *store;
  GtkWidget *window;
  FairPersonPane *pane;
  char *zoe;
  char *bo;
  FairPersonEdit *edit; /* that was emitted last */
  char *said;
  guint n_edits;
} Fixture;

static gboolean
is_loaded (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static char *
sign_up (Fixture    *self,
         const char *form,
         const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  g_autoptr (GArray) consents = fair_form_list_consents (fair_booth_get_program (self->booth)->form, answers);
  FairDraft draft = { .event = "autumn", .form = form, .lang = "en", .answers = answers,
                      .consents = (FairConsent *) consents->data, .n_consents = consents->len };
  char *id = fair_store_add (self->store, &draft, &error);

  g_assert_no_error (error);
  return id;
}

static void
take_edit (Fixture        *self,
           FairPersonEdit *edit,
           const char     *said)
{
  g_clear_pointer (&self->edit, fair_person_edit_free);
  self->edit = edit;
  g_set_str (&self->said, said);
  self->n_edits++;
}

static void
take_copied (Fixture    *self,
             const char *said)
{
  g_set_str (&self->said, said);
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
  self->zoe = sign_up (self, fair_form_get_version_tag (fair_booth_get_program (self->booth)->form), ZOE);
  self->bo = sign_up (self, "other@9", BO);

  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 420, 700);
  self->pane = FAIR_PERSON_PANE (fair_person_pane_new (self->booth));
  g_signal_connect_swapped (self->pane, "edit", G_CALLBACK (take_edit), self);
  g_signal_connect_swapped (self->pane, "copied", G_CALLBACK (take_copied), self);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->pane));
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture      *self,
           gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_pointer (&self->edit, fair_person_edit_free);
  g_free (self->said);
  g_free (self->zoe);
  g_free (self->bo);
  g_object_unref (self->store);
  g_object_unref (self->booth);
  test_folder_free (self->folder);
}

static gboolean
says (Fixture    *self,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (GTK_WIDGET (self->pane), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_is_visible (label) && gtk_widget_get_mapped (label) && strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
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

static gboolean
has_record (gpointer data)
{
  Fixture *self = data;
  const FairPersonRecord *record = fair_person_pane_get_record (self->pane);

  return record != NULL && g_strcmp0 (fair_person_record_get_standing (record)->id, awaited) == 0;
}

static void
show (Fixture    *self,
      const char *id)
{
  fair_person_pane_set_person (self->pane, id);
  awaited = id;
  ui_test_wait (has_record, self);
}

static guint awaited_versions;

static gboolean
has_versions (gpointer data)
{
  const FairPersonRecord *record = fair_person_pane_get_record (((Fixture *) data)->pane);

  return record != NULL && record->versions->len == awaited_versions;
}

static void
reload (Fixture *self,
        guint    versions)
{
  fair_person_pane_reload (self->pane);
  awaited_versions = versions;
  ui_test_wait (has_versions, self);
}

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

static void
note (Fixture    *self,
      const char *id,
      const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) patch = fair_answers_new_from_json (json, strlen (json), &error);

  g_assert_no_error (error);
  fair_store_set_staff (self->store, id, patch, &error);
  g_assert_no_error (error);
}

static void
assert_staff (Fixture    *self,
              const char *id,
              const char *member,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairPersonRecord) record = fair_person_record_load (self->store, id, NULL, &error);
  g_autofree char *found = NULL;
  yyjson_val *value;

  g_assert_no_error (error);
  value = yyjson_obj_get (fair_person_record_get_standing (record)->staff, member);
  found = value != NULL ? yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL) : NULL;
  g_assert_cmpstr (found, ==, expected);
}

static GtkTextBuffer *
get_note (Fixture *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_test_find (GTK_WIDGET (self->pane), GTK_TYPE_TEXT_VIEW, 0)));
}

static void
type_note (Fixture    *self,
           const char *text)
{
  gtk_text_buffer_set_text (get_note (self), text, -1);
}

static void
assert_note (Fixture    *self,
             const char *text)
{
  g_autofree char *typed = NULL;

  g_object_get (get_note (self), "text", &typed, NULL);
  g_assert_cmpstr (typed, ==, text);
}

static GtkWidget *
find_button (Fixture    *self,
             const char *name)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (GTK_WIDGET (self->pane), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), name) == 0 || g_strcmp0 (gtk_widget_get_tooltip_text (button), name) == 0)
      return button;
  g_assert_not_reached ();
}

/* In the words of the form, in its order; what it does not know at the end; nothing as markup. */
static void
test_shows (Fixture      *self,
            gconstpointer unused)
{
  wait_for (self, "Nobody Is Selected");
  show (self, self->zoe);
  g_assert_true (says (self, "<b>Zo\u00eb</b> O'Brien & S\u00f8n"));
  g_assert_true (says (self, "one\ntwo"));
  g_assert_true (says (self, "MBBS"));
  g_assert_true (says (self, "a; b"));
  g_assert_true (says (self, "Other Answers"));
  g_assert_true (says (self, fair_field_get_wording (fair_form_find_field (fair_booth_get_program (self->booth)->form, "consent"))));
  g_assert_false (says (self, "Left unfinished"));
  g_assert_false (says (self, "Asked with"));
  g_assert_true (says (self, "1 version"));
  show (self, self->bo);
  g_assert_true (says (self, "Asked with a form that this laptop does not have (other@9)"));
  fair_person_pane_set_person (self->pane, NULL);
  wait_for (self, "Nobody Is Selected");
}

/* A form that the pack had when they signed up, and has no more. */
static void
test_own_form (Fixture      *self,
               gconstpointer unused)
{
  g_autofree char *path = test_folder_write (self->folder, "forms/other@9.json",
                                             "{\"title\":\"F\",\"x-fairbook\":{\"id\":\"other\",\"version\":9},\"properties\":{\"given_name\":"
                                             "{\"type\":\"string\",\"title\":\"What are <you> called?\",\"x-fairbook\":{\"kind\":\"text\","
                                             "\"section\":\"form\"}}}}");

  show (self, self->bo);
  g_assert_true (says (self, "What are <you> called?"));
  g_assert_true (says (self, "Asked with an earlier form (other@9)."));
}

/* However long a word is, and in whatever size: the pane needs no more than a phone is wide. */
static void
test_long (Fixture      *self,
           gconstpointer unused)
{
  g_autofree char *word = g_strnfill (2000, 'W');
  g_autofree char *json = g_strdup_printf ("{\"given_name\":\"%s\",\"question\":\"%s\",\"%.500s\":\"%s\"}", word, word, word, word);
  g_autofree char *id = sign_up (self, "other@9", json);
  int minimum;

  show (self, id);
  gtk_widget_measure (GTK_WIDGET (self->pane), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* Where the window leads out of itself, an address can be written to. */
static void
test_write (Fixture      *self,
            gconstpointer unused)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("open-link", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) target = NULL;
  GtkWidget *button;

  show (self, self->zoe);
  button = find_button (self, "Write to zoe@example.org");
  g_assert_false (gtk_widget_get_visible (button));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (group));
  g_assert_true (gtk_widget_get_visible (button));
  target = g_variant_ref_sink (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)));
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "mailto:zoe@example.org");
}

/* What cannot be read can be tried again. */
static void
test_fails (Fixture      *self,
            gconstpointer unused)
{
  g_autofree char *journal = test_folder_path (self->folder, "signups/signups.jsonl");
  g_autofree char *aside = test_folder_path (self->folder, "aside");

  g_assert_cmpint (rename (journal, aside), ==, 0);
  g_assert_cmpint (g_mkdir (journal, 0700), ==, 0);
  fair_person_pane_set_person (self->pane, self->bo);
  wait_for (self, "This Person Could Not Be Read");
  g_assert_cmpint (g_rmdir (journal), ==, 0);
  g_assert_cmpint (rename (aside, journal), ==, 0);
  g_signal_emit_by_name (find_button (self, "_Try Again"), "clicked");
  wait_for (self, "Asked with");
}

static void
test_newest_wins (Fixture      *self,
                  gconstpointer unused)
{
  for (guint i = 0; i < 20; i++)
    fair_person_pane_set_person (self->pane, i % 2 == 0 ? self->zoe : self->bo);
  awaited = self->bo;
  ui_test_wait (has_record, self);
  wait_for (self, "Bo");
}

static void
test_star (Fixture      *self,
           gconstpointer unused)
{
  GtkToggleButton *star = GTK_TOGGLE_BUTTON (ui_test_find (GTK_WIDGET (self->pane), GTK_TYPE_TOGGLE_BUTTON, 0));

  show (self, self->bo);
  gtk_toggle_button_set_active (star, TRUE);
  g_assert_cmpstr (self->said, ==, "Starred Bo");
  apply (self);
  assert_staff (self, self->bo, "star", "true");
  reload (self, 2);
  g_assert_cmpuint (self->n_edits, ==, 1); /* what is read is nobody's doing */
  g_assert_true (gtk_toggle_button_get_active (star));

  /* what could not be saved is shown as it is */
  gtk_toggle_button_set_active (star, FALSE);
  g_assert_cmpstr (self->said, ==, "Took the star from Bo");
  fair_person_pane_show_failure (self->pane, self->bo, "The disk is full.");
  g_assert_true (gtk_toggle_button_get_active (star));
  g_assert_true (says (self, "The disk is full."));
  g_assert_cmpuint (self->n_edits, ==, 2);
}

static void
test_chips_and_stage (Fixture      *self,
                      gconstpointer unused)
{
  GtkWidget *chip;
  AdwComboRow *stage;

  note (self, self->bo, "{\"chips\":[\"Kayaks\",\"Great talk\"],\"stage\":\"elsewhere\"}");
  show (self, self->bo);
  stage = ADW_COMBO_ROW (ui_test_find (GTK_WIDGET (self->pane), ADW_TYPE_COMBO_ROW, 0));
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (stage)), ==, "elsewhere");
  g_assert_cmpuint (self->n_edits, ==, 0);

  chip = find_button (self, "Wants a call");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  g_assert_cmpstr (self->said, ==, "Bo: noted “Wants a call”");
  apply (self);
  assert_staff (self, self->bo, "chips", "[\"Kayaks\",\"Great talk\",\"Wants a call\"]");
  reload (self, 3);
  g_assert_true (find_button (self, "Wants a call") == chip);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (self, "Kayaks")), FALSE);
  apply (self);
  assert_staff (self, self->bo, "chips", "[\"Great talk\",\"Wants a call\"]");

  adw_combo_row_set_selected (stage, 1);
  g_assert_cmpstr (self->said, ==, "Bo stands at “Contacted”");
  apply (self);
  assert_staff (self, self->bo, "stage", "\"contacted\"");
}

/* Saved when somebody else is selected; nothing is handed over twice, or without need. */
static void
test_note (Fixture      *self,
           gconstpointer unused)
{
  show (self, self->bo);
  type_note (self, "Loves\nrowing \n");
  show (self, self->zoe);
  assert_note (self, "");
  g_assert_cmpuint (self->n_edits, ==, 1);
  g_assert_cmpstr (self->said, ==, "Changed the note on Bo");
  apply (self);
  assert_staff (self, self->bo, "note", "\"Loves\\nrowing\"");
  assert_staff (self, self->zoe, "note", NULL);
  show (self, self->bo);
  assert_note (self, "Loves\nrowing");
  fair_person_pane_flush (self->pane);
  fair_person_pane_set_person (self->pane, NULL);
  g_assert_cmpuint (self->n_edits, ==, 1);

  show (self, self->bo);
  type_note (self, " ");
  fair_person_pane_flush (self->pane);
  fair_person_pane_flush (self->pane);
  g_assert_cmpuint (self->n_edits, ==, 2);
  apply (self);
  assert_staff (self, self->bo, "note", NULL);
}

/* What is being typed outlives whatever else happens to the person. */
static void
test_note_stays (Fixture      *self,
                 gconstpointer unused)
{
  show (self, self->bo);
  type_note (self, "half a sent");
  note (self, self->bo, "{\"star\":true}");
  reload (self, 2);
  assert_note (self, "half a sent");
  note (self, self->bo, "{\"note\":\"from elsewhere\"}");
  reload (self, 3);
  assert_note (self, "half a sent");

  /* handed over, and not there yet */
  fair_person_pane_flush (self->pane);
  note (self, self->bo, "{\"star\":false}");
  reload (self, 4);
  assert_note (self, "half a sent");
  apply (self);
  reload (self, 5);
  g_assert_cmpuint (self->n_edits, ==, 1);

  /* undone */
  note (self, self->bo, "{\"note\":\"from elsewhere\"}");
  reload (self, 6);
  assert_note (self, "from elsewhere");
}

static void
test_note_fails (Fixture      *self,
                 gconstpointer unused)
{
  show (self, self->bo);
  type_note (self, "precious");
  show (self, self->zoe);
  fair_person_pane_show_failure (self->pane, self->bo, "The disk is full.");
  g_assert_false (says (self, "The disk is full."));
  assert_note (self, "");
  show (self, self->bo);
  assert_note (self, "precious");
  g_assert_true (says (self, "This note has not been saved yet."));
  fair_person_pane_flush (self->pane);
  g_assert_cmpuint (self->n_edits, ==, 2);

  fair_person_pane_show_failure (self->pane, self->bo, "The disk is full.");
  g_assert_true (says (self, "The disk is full."));
  fair_person_pane_flush (self->pane);
  g_assert_cmpuint (self->n_edits, ==, 3);
  apply (self);
  assert_staff (self, self->bo, "note", "\"precious\"");
}

static void
test_copy (Fixture      *self,
           gconstpointer unused)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->pane));
  g_auto (GValue) value = G_VALUE_INIT;

  show (self, self->zoe);
  g_signal_emit_by_name (find_button (self, "Copy Email"), "clicked");
  g_assert_cmpstr (self->said, ==, "Copied Email");
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, "zoe@example.org");

  g_signal_emit_by_name (find_button (self, "Cop_y All"), "clicked");
  g_assert_cmpstr (self->said, ==, "Copied all answers");
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  g_assert_nonnull (strstr (g_value_get_string (&value), "<b>Zo\u00eb</b> O'Brien & S\u00f8n\n"));
  g_assert_nonnull (strstr (g_value_get_string (&value), ":\none\ntwo\n"));
}

/* The focus stays at the answer that it is at, even when that is another one. */
static void
test_keeps_focus (Fixture      *self,
                  gconstpointer unused)
{
  const char *changes = "{\"email\":\"bo@example.org\"}";
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (changes, strlen (changes), NULL);
  g_autoptr (GError) error = NULL;

  show (self, self->bo);
  gtk_widget_grab_focus (find_button (self, "Copy Email"));
  fair_store_correct (self->store, self->bo, answers, NULL, NULL, &error);
  g_assert_no_error (error);
  reload (self, 2);
  g_assert_true (says (self, "bo@example.org"));
  g_assert_true (says (self, "2 versions"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == find_button (self, "Copy Email"));
}

static void
take_group (Fixture                  *self,
            const FairDuplicateGroup *group)
{
  g_set_str (&self->said, ((FairDuplicatePerson *) group->people->pdata[0])->id);
}

static void
test_joined (Fixture      *self,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = fair_store_find_duplicates (self->store, NULL, NULL, &error);

  g_signal_connect_swapped (self->pane, "compare", G_CALLBACK (take_group), self);
  show (self, self->zoe);
  fair_person_pane_set_duplicates (self->pane, groups->pdata[0]);
  wait_for (self, "1 sign-up may be of the same person");
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (self->pane), ADW_TYPE_ACTION_ROW, 0), "activated");
  g_assert_cmpstr (self->said, ==, self->zoe);

  g_assert_true (fair_store_join (self->store, self->zoe, self->bo, &error));
  fair_person_pane_set_duplicates (self->pane, NULL);
  reload (self, 2);
  g_assert_false (says (self, "may be of the same person"));
  g_assert_true (says (self, "Joined Sign-Ups"));
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (self->pane), ADW_TYPE_BUTTON_ROW, 0), "activated");
  g_assert_cmpstr (self->said, ==, "Separated Bo");
  apply (self);
  reload (self, 3);
  g_assert_false (says (self, "Joined Sign-Ups"));
}

static void
test_gone (Fixture      *self,
           gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  show (self, self->bo);
  g_assert_true (fair_store_erase (self->store, self->bo, NULL, &error));
  fair_person_pane_reload (self->pane);
  wait_for (self, "This person has been erased meanwhile.");
  g_assert_null (fair_person_pane_get_record (self->pane));
  show (self, self->zoe);
  wait_for (self, "one\ntwo");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/person-pane/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shows", test_shows);
  ADD ("own-form", test_own_form);
  ADD ("long", test_long);
  ADD ("write", test_write);
  ADD ("fails", test_fails);
  ADD ("newest-wins", test_newest_wins);
  ADD ("star", test_star);
  ADD ("chips-and-stage", test_chips_and_stage);
  ADD ("note", test_note);
  ADD ("note-stays", test_note_stays);
  ADD ("note-fails", test_note_fails);
  ADD ("copy", test_copy);
  ADD ("keeps-focus", test_keeps_focus);
  ADD ("joined", test_joined);
  ADD ("gone", test_gone);
  return g_test_run ();
}

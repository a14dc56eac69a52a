/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the form: each kind gives the answer that was typed or chosen, and shows what is wrong with it. */
#include "config.h"

#include "form-test.h"
#include "form/fair-field-row-new.h"
#include "form/fair-suggestion-popover.h"
#include "test-util.h"

typedef struct
{
  FairProgram *program;
  FairFieldRow *row;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer field)
{
  FairForm *form;

  fixture->program = ui_test_load_program ();
  form = fixture->program->form;
  fixture->row = fair_field_row_new (fair_form_find_field (form, field));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->row));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer field)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->program);
}

static void
assert_answer (FairFieldRow *row,
               const char   *expected)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autofree char *json = NULL;

  fair_field_row_save_answer (row, answers);
  json = test_dup_answers (answers);
  g_assert_cmpstr (json, ==, expected);
  g_assert_true (fair_field_row_is_filled (row) == !g_str_equal (expected, "{}"));
}

static void
test_text (Fixture      *fixture,
           gconstpointer field)
{
  assert_answer (fixture->row, "{}");
  form_test_type (fixture->row, "O'Brien & Søn <b>");
  assert_answer (fixture->row, "{\"family_name\":\"O'Brien & Søn <b>\"}");
  form_test_type (fixture->row, "  ");
  assert_answer (fixture->row, "{}");
}

/* What is pasted into one line is on one line at once. */
static void
test_one_line (Fixture      *fixture,
               gconstpointer field)
{
  GtkEditable *entry = GTK_EDITABLE (ui_test_find (GTK_WIDGET (fixture->row), GTK_TYPE_ENTRY, 0));
  int position = 5;

  form_test_type (fixture->row, "Maria\r\nAna\u2028Luz\xC2\x85 Sol");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Maria Ana Luz Sol");
  gtk_editable_insert_text (entry, "\nJosé\n", -1, &position);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Maria José  Ana Luz Sol");
  g_assert_cmpint (position, ==, 11);
}

static void
test_long_text (Fixture      *fixture,
                gconstpointer field)
{
  form_test_type (fixture->row, "Two\nlines & <i>more</i>");
  assert_answer (fixture->row, "{\"question\":\"Two\\nlines & <i>more</i>\"}");
}

static gboolean
has_visible_label (GtkWidget  *root,
                   const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_get_visible (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return TRUE;

  return FALSE;
}

/* A row shows the answer that it is given, and gives it back as it was; none empties it. */
static void
test_loaded (Fixture      *fixture,
             gconstpointer field)
{
  static const char *const answers[] = {
    "{\"family_name\":\"O'Brien & Søn <b>\"}", "{\"question\":\"Two\\nlines & <i>more</i>\"}", "{\"graduation_year\":2027}",
    "{\"graduation_year\":\"20x7\"}", "{\"degree\":\"MBBS\"}", "{\"interests\":[\"advocacy\",\"research\"]}", "{\"consent\":true}",
    "{\"medical_school\":\"A school of no list\"}", "{\"phone\":\"+1 (617) 555-0100\"}",
  };
  g_autoptr (FairAnswers) none = fair_answers_new ();

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (FairAnswers) loaded = fair_answers_new_from_json (answers[i], strlen (answers[i]), NULL);

      if (!fair_answers_has (loaded, field))
        continue;
      fair_field_row_load_answer (fixture->row, loaded);
      assert_answer (fixture->row, answers[i]);
      fair_field_row_load_answer (fixture->row, none);
      assert_answer (fixture->row, "{}");
    }
}

/* A code that is no choice any more is not shown, and does no harm. */
static void
test_loaded_unknown (Fixture      *fixture,
                     gconstpointer field)
{
  const char *json = "{\"degree\":\"PhD\",\"interests\":[\"surgery\",7],\"consent\":\"yes\",\"graduation_year\":[]}";
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), NULL);

  fair_field_row_load_answer (fixture->row, answers);
  assert_answer (fixture->row, "{}");
}

static void
test_room_left (Fixture      *fixture,
                gconstpointer field)
{
  g_autofree char *short_text = g_strnfill (1899, 'a');
  g_autofree char *long_text = g_strnfill (1995, 'a');

  form_test_type (fixture->row, short_text);
  g_assert_false (has_visible_label (GTK_WIDGET (fixture->row), "Room for"));
  form_test_type (fixture->row, long_text);
  g_assert_true (has_visible_label (GTK_WIDGET (fixture->row), "Room for 5 more characters"));
}

static void
test_year (Fixture      *fixture,
           gconstpointer field)
{
  form_test_type (fixture->row, " 2027 ");
  assert_answer (fixture->row, "{\"graduation_year\":2027}");
  form_test_type (fixture->row, "٢٠٢٧");
  assert_answer (fixture->row, "{\"graduation_year\":2027}");
  form_test_type (fixture->row, "");
  assert_answer (fixture->row, "{}");
}

/* What is no year is still an answer, and one that is refused. */
static void
test_no_year (Fixture      *fixture,
              gconstpointer field)
{
  static const char *const texts[] = { "soon", "20277777777777777777777", "-5", "2027.5" };
  FairForm *form = fixture->program->form;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (FairAnswers) answers = fair_answers_new ();
      FairProblem *problem;

      form_test_type (fixture->row, texts[i]);
      fair_field_row_save_answer (fixture->row, answers);
      problem = fair_form_check_field (form, fair_field_row_get_field (fixture->row), answers);
      g_assert_nonnull (problem);
      g_assert_cmpint (problem->kind, ==, FAIR_PROBLEM_INVALID);
      g_assert_nonnull (strstr (problem->message, "Enter a year from"));
      fair_problem_free (problem);
    }
}

static void
test_choice (Fixture      *fixture,
             gconstpointer field)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (fixture->row), GTK_TYPE_DROP_DOWN, 0));

  assert_answer (fixture->row, "{}");
  gtk_drop_down_set_selected (drop_down, 3);
  assert_answer (fixture->row, "{\"degree\":\"MBBS\"}");
  gtk_drop_down_set_selected (drop_down, 0);
  assert_answer (fixture->row, "{}");
}

/* What has the focus says which field it is first, and then what is chosen in it. */
static void
test_choice_is_named (Fixture      *fixture,
                      gconstpointer field)
{
  GtkWidget *drop_down = ui_test_find (GTK_WIDGET (fixture->row), GTK_TYPE_DROP_DOWN, 0);
  GtkAccessible *button = GTK_ACCESSIBLE (ui_test_find (drop_down, GTK_TYPE_TOGGLE_BUTTON, 0));

  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, "Degree");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Degree");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Choose…");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "MD");
}

static void
test_choices (Fixture      *fixture,
              gconstpointer field)
{
  GtkWidget *row = GTK_WIDGET (fixture->row);
  GtkWidget *first = ui_test_find (row, GTK_TYPE_TOGGLE_BUTTON, 0);
  GtkWidget *third = ui_test_find (row, GTK_TYPE_TOGGLE_BUTTON, 2);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (third), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
  assert_answer (fixture->row, "{\"interests\":[\"primary_care\",\"global_health\"]}");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (first), GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
}

static void
test_consent (Fixture      *fixture,
              gconstpointer field)
{
  assert_answer (fixture->row, "{}");
  form_test_agree (fixture->window);
  assert_answer (fixture->row, "{\"consent\":true}");
  g_assert_true (has_visible_label (GTK_WIDGET (fixture->row), "I may ask the program to correct or remove it"));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_suggestion (Fixture      *fixture,
                 gconstpointer field)
{
  GtkWidget *row = GTK_WIDGET (fixture->row);
  FairSuggestionPopover *suggestions = FAIR_SUGGESTION_POPOVER (ui_test_find (row, FAIR_TYPE_SUGGESTION_POPOVER, 0));

  ui_test_wait (is_mapped, row);
  form_test_type (fixture->row, "ucsf");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (suggestions)));
  g_assert_cmpint (fair_suggestion_popover_press_key (suggestions, GDK_KEY_Down), ==, GDK_EVENT_STOP);
  g_assert_cmpint (fair_suggestion_popover_press_key (suggestions, GDK_KEY_Return), ==, GDK_EVENT_STOP);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (suggestions)));
  assert_answer (fixture->row, "{\"medical_school\":\"University of California, San Francisco, School of Medicine\"}");
}

/* Anything else will do too: Enter without a choice from the list leaves what was typed. */
static void
test_other_school (Fixture      *fixture,
                   gconstpointer field)
{
  GtkWidget *row = GTK_WIDGET (fixture->row);
  FairSuggestionPopover *suggestions = FAIR_SUGGESTION_POPOVER (ui_test_find (row, FAIR_TYPE_SUGGESTION_POPOVER, 0));

  ui_test_wait (is_mapped, row);
  form_test_type (fixture->row, "univ");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (suggestions)));
  g_assert_cmpint (fair_suggestion_popover_press_key (suggestions, GDK_KEY_Return), ==, GDK_EVENT_PROPAGATE);
  g_assert_cmpint (fair_suggestion_popover_press_key (suggestions, GDK_KEY_Escape), ==, GDK_EVENT_STOP);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (suggestions)));
  assert_answer (fixture->row, "{\"medical_school\":\"univ\"}");
}

static void
test_problem (Fixture      *fixture,
              gconstpointer field)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (ui_test_find (GTK_WIDGET (fixture->row), GTK_TYPE_ENTRY, 0));
  FairProblem problem = { FAIR_PROBLEM_INVALID, (char *) "email", (char *) "No <such> & address", NULL };

  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Email");
  fair_field_row_set_problem (fixture->row, &problem);
  g_assert_true (has_visible_label (GTK_WIDGET (fixture->row), "No <such> & address"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "error"));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_test_accessible_has_relation (entry, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE));

  fair_field_row_set_problem (fixture->row, NULL);
  g_assert_false (has_visible_label (GTK_WIDGET (fixture->row), "No <such> & address"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "error"));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
}

static void
test_suggested_email (Fixture      *fixture,
                      gconstpointer field)
{
  FairProblem problem = { FAIR_PROBLEM_ADVICE, (char *) "email", (char *) "Did you mean b?", (char *) "zoe@gmail.com" };

  form_test_type (fixture->row, "zoe@gmial.com");
  fair_field_row_set_problem (fixture->row, &problem);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "error"));
  fair_field_row_take_suggestion (fixture->row);
  assert_answer (fixture->row, "{\"email\":\"zoe@gmail.com\"}");
}

/* Nothing that a visitor types is checked, completed or learnt by the system. */
static void
test_input_hints (Fixture      *fixture,
                  gconstpointer field)
{
  GtkEntry *entry = GTK_ENTRY (ui_test_find (GTK_WIDGET (fixture->row), GTK_TYPE_ENTRY, 0));
  GtkInputHints hints = gtk_entry_get_input_hints (entry);

  g_assert_true (hints & GTK_INPUT_HINT_PRIVATE);
  g_assert_true (hints & GTK_INPUT_HINT_NO_SPELLCHECK);
  g_assert_true (hints & GTK_INPUT_HINT_NO_EMOJI);
  g_assert_cmpint (gtk_entry_get_input_purpose (entry), ==, GTK_INPUT_PURPOSE_PHONE);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    const char *field;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/rows/text", "family_name", test_text },
    { "/rows/one-line", "family_name", test_one_line },
    { "/rows/long-text", "question", test_long_text },
    { "/rows/room-left", "question", test_room_left },
    { "/rows/year", "graduation_year", test_year },
    { "/rows/no-year", "graduation_year", test_no_year },
    { "/rows/choice", "degree", test_choice },
    { "/rows/choice-is-named", "degree", test_choice_is_named },
    { "/rows/choices", "interests", test_choices },
    { "/rows/consent", "consent", test_consent },
    { "/rows/suggestion", "medical_school", test_suggestion },
    { "/rows/other-school", "medical_school", test_other_school },
    { "/rows/problem", "email", test_problem },
    { "/rows/suggested-email", "email", test_suggested_email },
    { "/rows/loaded/family_name", "family_name", test_loaded },
    { "/rows/loaded/question", "question", test_loaded },
    { "/rows/loaded/graduation_year", "graduation_year", test_loaded },
    { "/rows/loaded/degree", "degree", test_loaded },
    { "/rows/loaded/interests", "interests", test_loaded },
    { "/rows/loaded/consent", "consent", test_loaded },
    { "/rows/loaded/medical_school", "medical_school", test_loaded },
    { "/rows/loaded/phone", "phone", test_loaded },
    { "/rows/loaded-unknown/degree", "degree", test_loaded_unknown },
    { "/rows/loaded-unknown/interests", "interests", test_loaded_unknown },
    { "/rows/loaded-unknown/consent", "consent", test_loaded_unknown },
    { "/rows/loaded-unknown/graduation_year", "graduation_year", test_loaded_unknown },
    { "/rows/input-hints", "phone", test_input_hints },
  };

  ui_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].field, set_up, tests[i].test, tear_down);
  return g_test_run ();
}

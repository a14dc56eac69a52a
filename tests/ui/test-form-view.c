/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form as one goes: when something is said, what is missing, what is not asked for. */
#include "config.h"

#include "form-test.h"
#include "form/fair-choice-row.h"

#define SKIPPING_FORM \
  "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"T\",\"type\":\"object\"," \
  "\"x-fairbook\":{\"id\":\"t\",\"version\":1,\"title\":\"T\",\"sections\":[{\"id\":\"s\",\"title\":\"S\"}," \
  "{\"id\":\"only\",\"title\":\"Only\"}]}," \
  "\"properties\":{" \
  "\"degree\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"MD\",\"title\":\"MD\"},{\"const\":\"other\",\"title\":\"Other\"}]," \
  "\"title\":\"Degree\",\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\",\"order\":1,\"title\":\"Degree\"}}," \
  "\"which\":{\"type\":\"string\",\"title\":\"Which\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"only\",\"order\":2," \
  "\"title\":\"Which\",\"relevant\":{\"degree\":{\"const\":\"other\"}}}}}," \
  "\"required\":[\"which\"]}"

/* Of a phone number and an address one is needed, and only those with a phone are asked for the first. */
#define HIDDEN_FIRST_FORM \
  "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"T\",\"type\":\"object\"," \
  "\"x-fairbook\":{\"id\":\"t\",\"version\":1,\"title\":\"T\",\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]}," \
  "\"properties\":{" \
  "\"by\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"phone\",\"title\":\"Phone\"},{\"const\":\"email\",\"title\":\"Email\"}]," \
  "\"title\":\"By\",\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\",\"order\":1,\"title\":\"By\"}}," \
  "\"phone\":{\"type\":\"string\",\"title\":\"Phone\",\"x-fairbook\":{\"kind\":\"phone\",\"section\":\"s\",\"order\":2," \
  "\"title\":\"Phone\",\"relevant\":{\"by\":{\"const\":\"phone\"}}}}," \
  "\"email\":{\"type\":\"string\",\"title\":\"Email\",\"x-fairbook\":{\"kind\":\"email\",\"section\":\"s\",\"order\":3," \
  "\"title\":\"Email\"}}}," \
  "\"anyOf\":[{\"required\":[\"phone\"]},{\"required\":[\"email\"]}]}"

typedef struct
{
  FairProgram *program;
  GtkWidget *window;
  FairFormView *view;
} Fixture;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->program = ui_test_load_program ();
  fixture->view = FAIR_FORM_VIEW (fair_form_view_new (fixture->program->form));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_test_wait (is_mapped, fixture->view);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->program);
}

static FairFieldRow *
row (Fixture    *fixture,
     const char *field)
{
  return fair_form_view_find_row (fixture->view, field);
}

static void
go_to (Fixture    *fixture,
       const char *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (row (fixture, field)));
}

static gboolean
has_focus (Fixture    *fixture,
           const char *field)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (row (fixture, field)));
}

/* Nobody is interrupted: it is said when the field is left, and taken back as soon as it is mended. */
static void
test_judged_when_left (Fixture      *fixture,
                       gconstpointer data)
{
  FairFieldRow *email = row (fixture, "email");

  go_to (fixture, "email");
  form_test_type (email, "zoe");
  g_assert_null (fair_field_row_get_message (email));
  go_to (fixture, "phone");
  g_assert_nonnull (fair_field_row_get_message (email));
  go_to (fixture, "email");
  form_test_type (email, "zoe@school.edu");
  g_assert_null (fair_field_row_get_message (email));
}

static void
test_suggestion_is_taken (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (FairAnswers) answers = NULL;

  go_to (fixture, "email");
  form_test_type (row (fixture, "email"), "zoe@gmial.com");
  go_to (fixture, "phone");
  g_assert_cmpstr (fair_field_row_get_message (row (fixture, "email")), ==, "Did you mean zoe@gmail.com?");
  fair_field_row_take_suggestion (row (fixture, "email"));
  g_assert_null (fair_field_row_get_message (row (fixture, "email")));
  answers = fair_form_view_dup_answers (fixture->view);
  g_assert_cmpstr (fair_answers_get_text (answers, "email"), ==, "zoe@gmail.com");
}

static void
test_missing_is_said_late (Fixture      *fixture,
                           gconstpointer data)
{
  go_to (fixture, "given_name");
  go_to (fixture, "email");
  go_to (fixture, "phone");
  g_assert_null (fair_field_row_get_message (row (fixture, "given_name")));
  g_assert_null (fair_field_row_get_message (row (fixture, "email")));

  g_assert_false (fair_form_view_judge_all (fixture->view));
  g_assert_nonnull (fair_field_row_get_message (row (fixture, "given_name")));
  g_assert_nonnull (fair_field_row_get_message (row (fixture, "email")));
  g_assert_null (fair_field_row_get_message (row (fixture, "phone")));
  g_assert_true (has_focus (fixture, "given_name"));
}

/* Either name will do, so filling in one takes back what was said at the other. */
static void
test_one_name (Fixture      *fixture,
               gconstpointer data)
{
  fair_form_view_judge_all (fixture->view);
  form_test_type (row (fixture, "family_name"), "Søn");
  g_assert_null (fair_field_row_get_message (row (fixture, "given_name")));
}

static void
test_missing_fields (Fixture      *fixture,
                     gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  g_autofree char *at_first = fair_form_view_dup_missing_fields (fixture->view);
  g_autofree char *with_email = NULL;
  g_autofree char *with_all = NULL;

  g_assert_cmpstr (at_first, ==, "Still needed: First name, Email, Consent");
  form_test_fill (view, "email", "zoe@school.edu");
  form_test_fill (view, "given_name", "Zoë");
  with_email = fair_form_view_dup_missing_fields (fixture->view);
  g_assert_cmpstr (with_email, ==, "Still needed: Consent");
  form_test_agree (view);
  g_assert_null (fair_form_view_dup_missing_fields (fixture->view));
  form_test_fill (view, "email", "zoe@school,edu");
  with_all = fair_form_view_dup_missing_fields (fixture->view);
  g_assert_cmpstr (with_all, ==, "Please look again at: Email");
  fair_form_view_focus_missing_field (fixture->view);
  g_assert_true (has_focus (fixture, "email"));
}

static const char *
title_of (FairFieldRow *of)
{
  return gtk_label_get_label (GTK_LABEL (ui_test_find (GTK_WIDGET (of), GTK_TYPE_LABEL, 0)));
}

static GtkAccessible *
input_of (FairFieldRow *of)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (of), GTK_TYPE_ENTRY, 0);

  return GTK_ACCESSIBLE (entry != NULL ? entry : ui_test_find (GTK_WIDGET (of), GTK_TYPE_CHECK_BUTTON, 0));
}

/* How much is needed is said at the head, for the eye and for the ear; each of it has its mark, and all else has none. */
static void
test_needed (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_cmpstr (fair_form_view_get_needed (fixture->view), ==,
                   "3 answers are needed, marked with *; the rest is up to you.\nEnter at least a first or a last name.");
  g_assert_cmpstr (title_of (row (fixture, "given_name")), ==, "First name\302\240*");
  g_assert_cmpstr (title_of (row (fixture, "family_name")), ==, "Last name\302\240*");
  g_assert_cmpstr (title_of (row (fixture, "email")), ==, "Email\302\240*");
  g_assert_cmpstr (title_of (row (fixture, "phone")), ==, "Phone");
  g_assert_cmpstr (title_of (row (fixture, "consent")), ==, "Consent\302\240*");
  gtk_test_accessible_assert_property (input_of (row (fixture, "email")), GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE);
  gtk_test_accessible_assert_property (input_of (row (fixture, "consent")), GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE);
  gtk_test_accessible_assert_property (input_of (row (fixture, "phone")), GTK_ACCESSIBLE_PROPERTY_REQUIRED, FALSE);
  /* either will do */
  gtk_test_accessible_assert_property (input_of (row (fixture, "given_name")), GTK_ACCESSIBLE_PROPERTY_REQUIRED, FALSE);
}

static gboolean
is_calling (FairFieldRow *of)
{
  return gtk_widget_has_css_class (GTK_WIDGET (of), "calling");
}

static gboolean
calls_no_more (gpointer of)
{
  return !is_calling (of);
}

/* Each press is answered: the first of what is missing calls, for the eye and for the ear, where one is there already too. */
static void
test_every_press_is_answered (Fixture      *fixture,
                              gconstpointer data)
{
  const char *said = "3 answers are missing or wrong. Enter at least a first or a last name.";
  guint before = ui_test_count_announced (said);

  for (guint i = 1; i <= 3; i++)
    {
      g_assert_false (fair_form_view_judge_all (fixture->view));
      g_assert_true (has_focus (fixture, "given_name"));
      g_assert_true (is_calling (row (fixture, "given_name")));
      g_assert_cmpuint (ui_test_count_announced (said), ==, before + i);
      ui_test_wait (calls_no_more, row (fixture, "given_name"));
    }
  form_test_fill (GTK_WIDGET (fixture->view), "given_name", "Zoë");
  form_test_agree (GTK_WIDGET (fixture->view));
  g_assert_false (fair_form_view_judge_all (fixture->view));
  g_assert_true (is_calling (row (fixture, "email")));
  g_assert_cmpuint (ui_test_count_announced ("1 answer is missing or wrong."), >=, 1);
}

/* Enter leads from one mistake to the next, and round, until there is none. */
static void
test_next_mistake (Fixture      *fixture,
                   gconstpointer data)
{
  fair_form_view_judge_all (fixture->view);
  form_test_fill (GTK_WIDGET (fixture->view), "given_name", "Zoë");
  g_signal_emit_by_name (row (fixture, "given_name"), "entered");
  g_assert_true (has_focus (fixture, "email"));
  g_signal_emit_by_name (row (fixture, "email"), "entered");
  g_assert_true (has_focus (fixture, "consent"));
  form_test_agree (GTK_WIDGET (fixture->view));
  g_signal_emit_by_name (row (fixture, "consent"), "entered");
  g_assert_true (has_focus (fixture, "email"));
  form_test_fill (GTK_WIDGET (fixture->view), "email", "zoe@school.edu");
  g_signal_emit_by_name (row (fixture, "email"), "entered");
  g_assert_true (has_focus (fixture, "phone"));
}

static void
count_submit (FairFormView *view,
              guint        *count)
{
  (*count)++;
}

static void
test_enter (Fixture      *fixture,
            gconstpointer data)
{
  guint submitted = 0;

  g_signal_connect (fixture->view, "submit", G_CALLBACK (count_submit), &submitted);
  go_to (fixture, "given_name");
  g_signal_emit_by_name (row (fixture, "given_name"), "entered");
  g_assert_true (has_focus (fixture, "family_name"));
  g_assert_cmpuint (submitted, ==, 0);
  g_signal_emit_by_name (row (fixture, "consent"), "entered");
  g_assert_cmpuint (submitted, ==, 1);
}

static void
test_fits_a_phone (Fixture      *fixture,
                   gconstpointer data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
}

static void
test_skip_logic (void)
{
  g_autoptr (FairForm) form = form_test_new_form (SKIPPING_FORM);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (fair_form_view_new (form));
  FairFormView *view = FAIR_FORM_VIEW (widget);
  GtkDropDown *degree = GTK_DROP_DOWN (ui_test_find (widget, GTK_TYPE_DROP_DOWN, 0));
  GtkWidget *which = GTK_WIDGET (fair_form_view_find_row (view, "which"));
  g_autoptr (FairAnswers) with = NULL;
  g_autoptr (FairAnswers) without = NULL;

  g_assert_false (gtk_widget_get_visible (which));
  g_assert_cmpstr (fair_form_view_get_needed (view), ==, "All of it is up to you.");
  g_assert_true (fair_form_view_judge_all (view));
  gtk_drop_down_set_selected (degree, 2);
  g_assert_true (gtk_widget_get_visible (which));
  g_assert_cmpstr (fair_form_view_get_needed (view), ==, "1 answer is needed, marked with *; the rest is up to you.");
  gtk_test_accessible_assert_property (input_of (FAIR_FIELD_ROW (which)), GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE);
  g_assert_false (fair_form_view_judge_all (view));
  form_test_fill (widget, "which", "PhD");
  with = fair_form_view_dup_answers (view);
  g_assert_cmpstr (fair_answers_get_text (with, "which"), ==, "PhD");

  gtk_drop_down_set_selected (degree, 1);
  g_assert_false (gtk_widget_get_visible (which));
  without = fair_form_view_dup_answers (view);
  g_assert_false (fair_answers_has (without, "which"));
}

/* Goes round once from where the focus is, as a key does, and says where it stopped. */
static GPtrArray *
walk (Fixture         *fixture,
      GtkDirectionType direction)
{
  GPtrArray *stops = g_ptr_array_new ();
  GtkWidget *stop = gtk_root_get_focus (GTK_ROOT (fixture->window));

  do
    {
      g_ptr_array_add (stops, stop);
      g_assert_cmpuint (stops->len, <, 200);
      g_signal_emit_by_name (fixture->window, "move-focus", direction);
      stop = gtk_root_get_focus (GTK_ROOT (fixture->window));
    }
  while (stop != stops->pdata[0]);
  return stops;
}

/* Tab goes by where things are. */
static gboolean
has_place (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

/* Shift+Tab leaves every row backwards, as Tab leaves it forwards: whatever its kind. */
static void
test_both_ways (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) forwards = NULL;
  g_autoptr (GPtrArray) backwards = NULL;

  ui_test_wait (has_place, row (fixture, "consent"));
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  go_to (fixture, "given_name");
  forwards = walk (fixture, GTK_DIR_TAB_FORWARD);
  backwards = walk (fixture, GTK_DIR_TAB_BACKWARD);
  g_assert_cmpuint (forwards->len, >, fair_form_get_n_fields (fixture->program->form));
  g_assert_cmpuint (backwards->len, ==, forwards->len);
  for (guint i = 1; i < forwards->len; i++)
    g_assert_true (backwards->pdata[i] == forwards->pdata[forwards->len - i]);
}

/* What is missing leads to a row that shows, whichever of several is hidden. */
static void
test_hidden_first (void)
{
  g_autoptr (FairForm) form = form_test_new_form (HIDDEN_FIRST_FORM);
  GtkWidget *window = gtk_window_new ();
  FairFormView *view = FAIR_FORM_VIEW (fair_form_view_new (form));
  Fixture fixture = { NULL, window, view };
  GtkDropDown *by = GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (view), GTK_TYPE_DROP_DOWN, 0));

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait (is_mapped, view);
  g_assert_cmpstr (title_of (row (&fixture, "phone")), ==, "Phone\302\240*");
  g_assert_cmpstr (title_of (row (&fixture, "email")), ==, "Email\302\240*");
  g_assert_cmpstr (fair_form_view_get_needed (view), ==, "1 answer is needed, marked with *; the rest is up to you.");
  go_to (&fixture, "by");
  g_assert_false (fair_form_view_judge_all (view));
  g_assert_nonnull (fair_field_row_get_message (row (&fixture, "email")));
  g_assert_true (has_focus (&fixture, "email"));
  gtk_drop_down_set_selected (by, 1);
  g_assert_false (fair_form_view_judge_all (view));
  g_assert_null (fair_field_row_get_message (row (&fixture, "email")));
  g_assert_true (has_focus (&fixture, "phone"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/form/judged-when-left", test_judged_when_left },
    { "/form/suggestion-is-taken", test_suggestion_is_taken },
    { "/form/missing-is-said-late", test_missing_is_said_late },
    { "/form/one-name", test_one_name },
    { "/form/missing-fields", test_missing_fields },
    { "/form/needed", test_needed },
    { "/form/every-press-is-answered", test_every_press_is_answered },
    { "/form/next-mistake", test_next_mistake },
    { "/form/enter", test_enter },
    { "/form/fits-a-phone", test_fits_a_phone },
    { "/form/both-ways", test_both_ways },
  };

  ui_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/form/skip-logic", test_skip_logic);
  g_test_add_func ("/form/hidden-first", test_hidden_first);
  return g_test_run ();
}

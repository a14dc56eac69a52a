/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-form-view.h"

#include "booth/fair-announce.h"
#include "form/fair-field-row-new.h"
#include "form/fair-field-rows.h"
#include "form/fair-form-scroller.h"
#include "form/fair-form-section.h"
#include "form/fair-missing-fields.h"

struct _FairFormView
{
  AdwBin parent_instance;

  FairForm *form;
  GPtrArray *rows;     /* of FairFieldRow, in the form's order */
  GPtrArray *sections; /* of FairFormSectionView */
  GPtrArray *left;     /* of FairFieldRow: left while the pointer is down, not judged yet */
  FairFieldRow *reached; /* in @rows; where the focus is */
  gboolean pointer_down;
  gboolean submitted;

  FairFormScroller *scroller;
  GtkBox *column;
  GtkWidget *staff_note;
  GtkLabel *title;
  GtkLabel *intro;
  GtkLabel *needed;
  GtkLabel *notice;
};

G_DEFINE_FINAL_TYPE (FairFormView, fair_form_view, ADW_TYPE_BIN)

enum
{
  CHANGED,
  SUBMIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const FairProblem *
find_problem (GPtrArray    *problems,
              FairFieldRow *row)
{
  const char *id = fair_field_get_id (fair_field_row_get_field (row));

  for (guint i = 0; i < problems->len; i++)
    {
      const FairProblem *problem = problems->pdata[i];

      if (g_str_equal (problem->field, id))
        return problem;
    }

  return NULL;
}

static GPtrArray *
check (FairFormView *self)
{
  g_autoptr (FairAnswers) answers = fair_form_view_dup_answers (self);

  return fair_form_check (self->form, answers);
}

/* Nobody is told that something is missing before they have said that they are done. Returns whether something new is said. */
static gboolean
judge (FairFormView *self,
       FairFieldRow *row,
       GPtrArray    *problems)
{
  const FairProblem *problem = find_problem (problems, row);

  if (problem != NULL && problem->kind == FAIR_PROBLEM_MISSING && !self->submitted)
    problem = NULL;
  return fair_field_row_set_problem (row, problem);
}

/* For whoever listens rather than looks. */
static void
judge_aloud (FairFormView *self,
             FairFieldRow *row,
             GPtrArray    *problems)
{
  if (judge (self, row, problems))
    fair_announce (GTK_WIDGET (self), fair_field_row_get_message (row), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
staff_note_reached (FairFormView *self)
{
  fair_form_scroller_go_to_top (self->scroller);
}

/* A message takes room. While the pointer is down nothing may move, or the click would miss what it was meant for. */
static void
settle (FairFormView *self)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (self->pointer_down)
    return;

  problems = check (self);
  for (guint i = 0; i < self->left->len; i++)
    {
      judge_aloud (self, self->left->pdata[i], problems);
      fair_field_row_set_reached (self->left->pdata[i], self->left->pdata[i] == self->reached);
    }
  g_ptr_array_set_size (self->left, 0);

  if (self->reached == NULL)
    return;
  fair_field_row_set_reached (self->reached, TRUE);
  fair_form_scroller_show_reached (self->scroller);
}

static void
row_reached (FairFormView *self,
             FairFieldRow *row)
{
  if (self->reached == row)
    return;
  if (self->reached != NULL) /* it was left while the window was not active */
    g_ptr_array_add (self->left, self->reached);
  self->reached = row;
  fair_form_scroller_set_reached (self->scroller, GTK_WIDGET (row));
  settle (self);
}

static void
row_left (FairFormView *self,
          FairFieldRow *row)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* whoever goes to another window and comes back is where they were: nothing is judged, and nothing moves */
  if (GTK_IS_WINDOW (root) && !gtk_window_is_active (GTK_WINDOW (root)))
    return;
  if (self->reached == row)
    {
      self->reached = NULL;
      fair_form_scroller_set_reached (self->scroller, NULL);
    }
  if (!g_ptr_array_find (self->left, row, NULL))
    g_ptr_array_add (self->left, row);
  settle (self);
}

static gboolean
settle_when_idle (gpointer data)
{
  settle (data);
  return G_SOURCE_REMOVE;
}

static gboolean
pointer_event (FairFormView *self,
               GdkEvent     *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      self->pointer_down = TRUE;
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      self->pointer_down = FALSE;
      /* After what the release is for. */
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_when_idle, g_object_ref (self), g_object_unref);
      break;
    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
mark_needed (FairFormView      *self,
             FairFieldRow      *row,
             const FairAnswers *answers)
{
  FairField *field = fair_field_row_get_field (row);

  fair_field_row_set_needed (row, !fair_form_is_optional (self->form, field), fair_form_is_required (self->form, field, answers));
}

/* What appears does so softly, where motion is welcome; where one is stays in its place. */
static void
show_if_asked (FairFormView      *self,
               FairFieldRow      *row,
               const FairAnswers *answers)
{
  gboolean asked = fair_form_is_relevant (self->form, fair_field_row_get_field (row), answers);

  if (gtk_widget_get_visible (GTK_WIDGET (row)) == asked)
    return;
  fair_form_scroller_hold (self->scroller);
  gtk_widget_set_visible (GTK_WIDGET (row), asked);
  mark_needed (self, row, answers);
  if (asked)
    gtk_widget_add_css_class (GTK_WIDGET (row), "appearing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "appearing");
}

static void
show_relevant (FairFormView *self)
{
  g_autoptr (FairAnswers) answers = fair_form_view_dup_answers (self);
  g_autofree char *needed = fair_missing_fields_describe_needed (self->form, answers);

  for (guint i = 0; i < self->rows->len; i++)
    show_if_asked (self, self->rows->pdata[i], answers);
  for (guint i = 0; i < self->sections->len; i++)
    fair_form_section_view_update (self->sections->pdata[i]);
  gtk_label_set_label (self->needed, needed);
}

/* What is wrong is taken back as soon as it is mended; what is being typed for the first time is left alone. */
static void
row_changed (FairFormView *self,
             FairFieldRow *row)
{
  g_autoptr (GPtrArray) problems = NULL;

  show_relevant (self);
  problems = check (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (fair_field_row_has_problem (self->rows->pdata[i]))
      judge_aloud (self, self->rows->pdata[i], problems);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Who mends a form goes from one mistake to the next. */
static void
row_entered (FairFormView *self,
             FairFieldRow *row)
{
  FairFieldRow *next = NULL;
  guint index;

  if (g_ptr_array_find (self->rows, row, &index))
    next = fair_field_rows_find_wrong (self->rows, index + 1);
  if (next == NULL || next == row)
    next = fair_field_rows_find_visible (self->rows, index + 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  else
    g_signal_emit (self, signals[SUBMIT], 0);
}

static void
add_rows (FairFormView *self)
{
  g_autoptr (FairAnswers) nothing = fair_answers_new ();

  for (guint i = 0; i < fair_form_get_n_fields (self->form); i++)
    {
      FairFieldRow *row = fair_field_row_new (fair_form_get_field (self->form, i));

      g_ptr_array_add (self->rows, g_object_ref_sink (row));
      mark_needed (self, row, nothing);
      g_signal_connect_object (row, "changed", G_CALLBACK (row_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "reached", G_CALLBACK (row_reached), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "left", G_CALLBACK (row_left), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "entered", G_CALLBACK (row_entered), self, G_CONNECT_SWAPPED);
    }
}

static void
add_sections (FairFormView *self)
{
  for (guint i = 0; i < fair_form_get_n_sections (self->form); i++)
    {
      GtkWidget *section = fair_form_section_view_new (fair_form_get_section (self->form, i), self->rows);

      g_ptr_array_add (self->sections, section);
      gtk_box_append (self->column, section);
    }
}

static void
fair_form_view_dispose (GObject *object)
{
  FairFormView *self = FAIR_FORM_VIEW (object);

  self->pointer_down = TRUE; /* nothing is judged any more */
  adw_bin_set_child (ADW_BIN (self), NULL); /* or AdwBin would take it out a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_FORM_VIEW);

  G_OBJECT_CLASS (fair_form_view_parent_class)->dispose (object);
}

static void
fair_form_view_finalize (GObject *object)
{
  FairFormView *self = FAIR_FORM_VIEW (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->left, g_ptr_array_unref);

  G_OBJECT_CLASS (fair_form_view_parent_class)->finalize (object);
}

static void
fair_form_view_class_init (FairFormViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_form_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_form_view_finalize;

  signals[CHANGED] = g_signal_new ("changed", FAIR_TYPE_FORM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SUBMIT] = g_signal_new ("submit", FAIR_TYPE_FORM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (FAIR_TYPE_FORM_SCROLLER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-form-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FairFormView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FairFormView, column);
  gtk_widget_class_bind_template_child (widget_class, FairFormView, staff_note);
  gtk_widget_class_bind_template_child (widget_class, FairFormView, title);
  gtk_widget_class_bind_template_child (widget_class, FairFormView, intro);
  gtk_widget_class_bind_template_child (widget_class, FairFormView, needed);
  gtk_widget_class_bind_template_child (widget_class, FairFormView, notice);
  gtk_widget_class_bind_template_callback (widget_class, pointer_event);
  gtk_widget_class_bind_template_callback (widget_class, staff_note_reached);
}

static void
fair_form_view_init (FairFormView *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->sections = g_ptr_array_new ();
  self->left = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_or_hide (GtkLabel   *label,
              const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/** Returns: (transfer floating): an empty form */
GtkWidget *
fair_form_view_new (FairForm *form)
{
  FairFormView *self;

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);

  self = g_object_new (FAIR_TYPE_FORM_VIEW, NULL);
  self->form = g_object_ref (form);

  gtk_label_set_label (self->title, fair_form_get_title (form));
  show_or_hide (self->intro, fair_form_get_intro (form));
  show_or_hide (self->notice, fair_form_get_notice (form));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->column), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->needed, self->notice, NULL, -1);
  add_rows (self);
  add_sections (self);
  show_relevant (self);

  return GTK_WIDGET (self);
}

/**
 * fair_form_view_set_head:
 * @title: what it is called
 * @intro: what to know before it is filled in
 *
 * Says something else at its head than the form does.
 */
void
fair_form_view_set_head (FairFormView *self,
                         const char   *title,
                         const char   *intro)
{
  g_return_if_fail (FAIR_IS_FORM_VIEW (self));

  gtk_label_set_label (self->title, title);
  show_or_hide (self->intro, intro);
}

FairForm *
fair_form_view_get_form (FairFormView *self)
{
  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), NULL);

  return self->form;
}

/** Returns: (transfer full): what has been answered so far, without what the other answers make irrelevant */
FairAnswers *
fair_form_view_dup_answers (FairFormView *self)
{
  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), NULL);

  return fair_field_rows_dup_answers (self->rows, self->form);
}

/**
 * fair_form_view_load_answers:
 * @answers: (transfer none): what the form is to show; answers that it has no field for are left out
 *
 * Fills the form in as if somebody had typed it. Nothing is judged.
 */
void
fair_form_view_load_answers (FairFormView      *self,
                             const FairAnswers *answers)
{
  g_return_if_fail (FAIR_IS_FORM_VIEW (self));
  g_return_if_fail (answers != NULL);

  for (guint i = 0; i < self->rows->len; i++)
    fair_field_row_load_answer (self->rows->pdata[i], answers);
}

/**
 * fair_form_view_carry_over:
 * @from: the same form, in another language
 *
 * Takes over all that was typed and chosen, what is not asked for now included, and says again what was said to be wrong with it.
 */
void
fair_form_view_carry_over (FairFormView *self,
                           FairFormView *from)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();
  g_autoptr (GPtrArray) problems = NULL;

  g_return_if_fail (FAIR_IS_FORM_VIEW (self));
  g_return_if_fail (FAIR_IS_FORM_VIEW (from));

  for (guint i = 0; i < from->rows->len; i++)
    fair_field_row_save_answer (from->rows->pdata[i], answers);
  fair_form_view_load_answers (self, answers);
  self->submitted = from->submitted;
  problems = check (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      FairFieldRow *row = fair_form_view_find_row (from, fair_field_get_id (fair_field_row_get_field (self->rows->pdata[i])));

      if (row != NULL && fair_field_row_has_problem (row))
        judge (self, self->rows->pdata[i], problems);
    }
}

/** Returns: how many fields have an answer, right or wrong */
guint
fair_form_view_count_filled (FairFormView *self)
{
  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), 0);

  return fair_field_rows_count_filled (self->rows);
}

/** Returns: (transfer none) (nullable): the row of the field with the id @field */
FairFieldRow *
fair_form_view_find_row (FairFormView *self,
                         const char   *field)
{
  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), NULL);

  return fair_field_rows_find (self->rows, field);
}

/** Returns: (transfer full) (nullable): what is missing, or else wrong, before it can be saved; NULL where nothing is */
char *
fair_form_view_dup_missing_fields (FairFormView *self)
{
  g_autoptr (GPtrArray) problems = NULL;

  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), NULL);

  problems = check (self);
  return fair_missing_fields_describe (self->form, problems);
}

/* The first row that keeps the answers from being saved. */
static FairFieldRow *
find_first_refused (FairFormView *self,
                    GPtrArray    *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FairProblem *problem = problems->pdata[i];

      if (problem->kind != FAIR_PROBLEM_ADVICE)
        return fair_form_view_find_row (self, problem->field);
    }

  return NULL;
}

/** Leads to the first field that is still to be filled in or mended. */
void
fair_form_view_focus_missing_field (FairFormView *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  FairFieldRow *row;

  g_return_if_fail (FAIR_IS_FORM_VIEW (self));

  problems = check (self);
  row = find_first_refused (self, problems);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
fair_form_view_focus_first (FairFormView *self)
{
  FairFieldRow *row;

  g_return_if_fail (FAIR_IS_FORM_VIEW (self));

  row = fair_field_rows_find_visible (self->rows, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* How many there are, and what it is with the first, to which the focus goes. */
static void
call (FairFormView *self,
      FairFieldRow *row,
      GPtrArray    *problems)
{
  g_autofree char *count = fair_missing_fields_describe_count (problems);
  g_autofree char *text = g_strjoin (" ", count, fair_field_row_get_message (row), NULL);

  fair_field_row_call (row);
  fair_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * fair_form_view_judge_all:
 *
 * Judges every field, says what is wrong at each, and leads to the first that is, each time it is asked.
 *
 * Returns: whether the answers may be saved
 */
gboolean
fair_form_view_judge_all (FairFormView *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  FairFieldRow *row;

  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), FALSE);

  self->submitted = TRUE;
  problems = check (self);
  for (guint i = 0; i < self->rows->len; i++)
    judge (self, self->rows->pdata[i], problems);

  row = find_first_refused (self, problems);
  if (row != NULL)
    call (self, row, problems);
  return row == NULL;
}

/** Returns: (transfer none): what is said at the form's head about what is needed */
const char *
fair_form_view_get_needed (FairFormView *self)
{
  g_return_val_if_fail (FAIR_IS_FORM_VIEW (self), NULL);

  return gtk_label_get_label (self->needed);
}

/**
 * fair_form_view_set_staff_note:
 * @visible: whether staff are reminded that no fair is chosen
 */
void
fair_form_view_set_staff_note (FairFormView *self,
                               gboolean      visible)
{
  g_return_if_fail (FAIR_IS_FORM_VIEW (self));

  gtk_widget_set_visible (self->staff_note, visible);
}

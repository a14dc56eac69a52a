/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-field-row.h"

#include <adwaita.h>

/* How long a row that calls looks as if it did. */
#define CALLING_MS 900

typedef struct
{
  FairField *field;
  GtkWidget *input; /* what has the keyboard's focus and is read out */
  gboolean has_problem;
  gboolean is_needed;
  gboolean is_reached;
  guint calling; /* a timer */
  char *suggestion;

  GtkWidget *inner;
  GtkBox *head;
  GtkLabel *title;
  AdwBin *control_bin;
  GtkWidget *suggestion_button;
  GtkWidget *message_box;
  GtkImage *message_icon;
  GtkLabel *message;
  GtkLabel *help;
  GtkLabel *note;
} FairFieldRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FairFieldRow, fair_field_row, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FIELD,
  N_PROPS,
};

enum
{
  CHANGED,
  REACHED,
  LEFT,
  ENTERED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static FairFieldRowPrivate *
get_private (FairFieldRow *self)
{
  return fair_field_row_get_instance_private (self);
}

/* A click on the title, or beside what is small, means the control. */
static void
clicked (FairFieldRow *self)
{
  FairFieldRowPrivate *priv = get_private (self);

  if (GTK_IS_EDITABLE (priv->input) || GTK_IS_TEXT_VIEW (priv->input))
    gtk_widget_grab_focus (priv->input);
  else if (GTK_IS_DROP_DOWN (priv->input))
    gtk_widget_activate (priv->input);
}

static void
reached (FairFieldRow *self)
{
  g_signal_emit (self, signals[REACHED], 0);
}

static void
left (FairFieldRow *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
suggestion_clicked (FairFieldRow *self)
{
  fair_field_row_take_suggestion (self);
}

static gboolean
fair_field_row_grab_focus (GtkWidget *widget)
{
  FairFieldRowPrivate *priv = get_private (FAIR_FIELD_ROW (widget));

  return priv->input != NULL && gtk_widget_grab_focus (priv->input);
}

/* Not GtkWidget's own way: going backwards, that ends at grab_focus(), which leads to the control again, and nobody would ever
 * get out. */
static gboolean
fair_field_row_focus (GtkWidget       *widget,
                      GtkDirectionType direction)
{
  return gtk_widget_child_focus (get_private (FAIR_FIELD_ROW (widget))->inner, direction);
}

/* The problem stands where the help stood, so that what is below mostly stays where it is. */
static void
show_help (FairFieldRow *self)
{
  FairFieldRowPrivate *priv = get_private (self);
  gboolean has_help = *gtk_label_get_label (priv->help) != '\0';
  gboolean wanted = priv->is_reached || !gtk_widget_has_css_class (GTK_WIDGET (self), "quiet");

  gtk_widget_set_visible (GTK_WIDGET (priv->help), has_help && wanted && !priv->has_problem);
}

static void
show_texts (FairFieldRow *self)
{
  FairFieldRowPrivate *priv = get_private (self);
  const char *help = fair_field_get_help (priv->field);

  gtk_label_set_label (priv->title, fair_field_get_title (priv->field));
  gtk_label_set_label (priv->help, help != NULL ? help : "");
  show_help (self);
}

static void
fair_field_row_constructed (GObject *object)
{
  G_OBJECT_CLASS (fair_field_row_parent_class)->constructed (object);
  show_texts (FAIR_FIELD_ROW (object));
}

static void
fair_field_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FairFieldRowPrivate *priv = get_private (FAIR_FIELD_ROW (object));

  switch (prop_id)
    {
    case PROP_FIELD:
      priv->field = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_field_row_dispose (GObject *object)
{
  FairFieldRowPrivate *priv = get_private (FAIR_FIELD_ROW (object));
  GtkWidget *child;

  priv->input = NULL;
  g_clear_handle_id (&priv->calling, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_FIELD_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&priv->field);
  g_clear_pointer (&priv->suggestion, g_free);

  G_OBJECT_CLASS (fair_field_row_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_FIELD] = g_param_spec_object ("field", NULL, NULL, FAIR_TYPE_FIELD, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, FAIR_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-field-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, inner);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, head);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, title);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, control_bin);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, suggestion_button);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, message_box);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, message_icon);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, message);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, help);
  gtk_widget_class_bind_template_child_private (widget_class, FairFieldRow, note);
  gtk_widget_class_bind_template_callback (widget_class, clicked);
  gtk_widget_class_bind_template_callback (widget_class, reached);
  gtk_widget_class_bind_template_callback (widget_class, left);
  gtk_widget_class_bind_template_callback (widget_class, suggestion_clicked);
}

static void
fair_field_row_class_init (FairFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = fair_field_row_constructed;
  object_class->set_property = fair_field_row_set_property;
  object_class->dispose = fair_field_row_dispose;
  widget_class->grab_focus = fair_field_row_grab_focus;
  widget_class->focus = fair_field_row_focus;

  install_properties (object_class);
  signals[CHANGED] = new_signal ("changed");
  signals[REACHED] = new_signal ("reached");
  signals[LEFT] = new_signal ("left");
  signals[ENTERED] = new_signal ("entered");
  gtk_widget_class_set_css_name (widget_class, "fieldrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
  bind_template (widget_class);
}

static void
fair_field_row_init (FairFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FairField *
fair_field_row_get_field (FairFieldRow *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD_ROW (self), NULL);

  return get_private (self)->field;
}

/**
 * fair_field_row_set_needed:
 * @needed: whether it may not be left out, or is one of several of which at least one is needed: there is a mark for the eye
 * @required: whether it may not be left out, which a screen reader says
 */
void
fair_field_row_set_needed (FairFieldRow *self,
                           gboolean      needed,
                           gboolean      required)
{
  FairFieldRowPrivate *priv;
  g_autofree char *title = NULL;

  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  priv = get_private (self);
  priv->is_needed = needed;
  title = g_strconcat (fair_field_get_title (priv->field), needed ? "\302\240*" : NULL, NULL);
  gtk_label_set_label (priv->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->input), GTK_ACCESSIBLE_PROPERTY_REQUIRED, required, -1);
}

gboolean
fair_field_row_is_needed (FairFieldRow *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD_ROW (self), FALSE);

  return get_private (self)->is_needed;
}

/**
 * fair_field_row_set_title_visible:
 * @visible: FALSE where the heading above says the same
 */
void
fair_field_row_set_title_visible (FairFieldRow *self,
                                  gboolean      visible)
{
  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (get_private (self)->title), visible);
}

/**
 * fair_field_row_save_answer:
 * @answers: takes the answer, if there is one
 */
void
fair_field_row_save_answer (FairFieldRow *self,
                            FairAnswers  *answers)
{
  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  FAIR_FIELD_ROW_GET_CLASS (self)->save_answer (self, answers);
}

/**
 * fair_field_row_load_answer:
 * @answers: has the answer that the row is to show, or none. What the field has no place for (a code that is no choice, say) is not shown
 */
void
fair_field_row_load_answer (FairFieldRow      *self,
                            const FairAnswers *answers)
{
  g_return_if_fail (FAIR_IS_FIELD_ROW (self));
  g_return_if_fail (answers != NULL);

  FAIR_FIELD_ROW_GET_CLASS (self)->load_answer (self, answers);
}

gboolean
fair_field_row_is_filled (FairFieldRow *self)
{
  g_autoptr (FairAnswers) answers = fair_answers_new ();

  g_return_val_if_fail (FAIR_IS_FIELD_ROW (self), FALSE);

  fair_field_row_save_answer (self, answers);
  return !fair_answers_is_empty (answers);
}

static void
mark_input (FairFieldRowPrivate *priv,
            gboolean             invalid)
{
  GtkAccessible *input = GTK_ACCESSIBLE (priv->input);

  gtk_accessible_update_state (input, GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (invalid)
    gtk_accessible_update_relation (input, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, priv->message, NULL, -1);
  else
    gtk_accessible_reset_relation (input, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
}

static void
set_class (FairFieldRow *self,
           const char   *name,
           gboolean      on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
show_message (FairFieldRow      *self,
              const FairProblem *problem,
              gboolean           is_error)
{
  FairFieldRowPrivate *priv = get_private (self);

  gtk_label_set_label (priv->message, problem != NULL ? problem->message : "");
  gtk_image_set_from_icon_name (priv->message_icon, is_error ? "dialog-error-symbolic" : "dialog-information-symbolic");
  gtk_widget_set_visible (priv->message_box, problem != NULL);
  show_help (self);
  gtk_widget_set_visible (priv->suggestion_button, problem != NULL && problem->suggestion != NULL);
}

/**
 * fair_field_row_set_problem:
 * @problem: (nullable): what to say; NULL takes back what was said
 *
 * Shows a problem at the field.
 *
 * Returns: whether it is another than was shown
 */
gboolean
fair_field_row_set_problem (FairFieldRow      *self,
                            const FairProblem *problem)
{
  FairFieldRowPrivate *priv;
  gboolean is_error = problem != NULL && problem->kind != FAIR_PROBLEM_ADVICE;
  gboolean is_news;

  g_return_val_if_fail (FAIR_IS_FIELD_ROW (self), FALSE);

  priv = get_private (self);
  is_news = problem != NULL && g_strcmp0 (gtk_label_get_label (priv->message), problem->message) != 0;
  priv->has_problem = problem != NULL;
  g_set_str (&priv->suggestion, problem != NULL ? problem->suggestion : NULL);
  show_message (self, problem, is_error);
  set_class (self, "error", is_error);
  set_class (self, "advice", problem != NULL && !is_error);
  mark_input (priv, is_error);
  return is_news;
}

static void
call_over (gpointer data)
{
  FairFieldRow *self = data;

  get_private (self)->calling = 0;
  set_class (self, "calling", FALSE);
}

/**
 * fair_field_row_call:
 *
 * Draws the eye to the row for a moment, and the focus for good.
 */
void
fair_field_row_call (FairFieldRow *self)
{
  FairFieldRowPrivate *priv;

  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  priv = get_private (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  set_class (self, "calling", TRUE);
  g_clear_handle_id (&priv->calling, g_source_remove);
  priv->calling = g_timeout_add_once (CALLING_MS, call_over, self);
}

/**
 * fair_field_row_set_reached:
 * @reached: whether the person is at this field: rows of the class "quiet" show their help only then
 */
void
fair_field_row_set_reached (FairFieldRow *self,
                            gboolean      reached)
{
  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  get_private (self)->is_reached = reached;
  show_help (self);
}

gboolean
fair_field_row_has_problem (FairFieldRow *self)
{
  g_return_val_if_fail (FAIR_IS_FIELD_ROW (self), FALSE);

  return get_private (self)->has_problem;
}

/** Returns: (nullable): the problem that is shown, as it is shown */
const char *
fair_field_row_get_message (FairFieldRow *self)
{
  FairFieldRowPrivate *priv;

  g_return_val_if_fail (FAIR_IS_FIELD_ROW (self), NULL);

  priv = get_private (self);
  return priv->has_problem ? gtk_label_get_label (priv->message) : NULL;
}

/**
 * fair_field_row_take_suggestion:
 *
 * Makes the suggestion that is shown the answer; does nothing where there is none.
 */
void
fair_field_row_take_suggestion (FairFieldRow *self)
{
  FairFieldRowPrivate *priv;
  g_autoptr (FairAnswers) answers = fair_answers_new ();

  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  priv = get_private (self);
  if (priv->suggestion == NULL)
    return;

  fair_answers_set_text (answers, fair_field_get_id (priv->field), priv->suggestion);
  /* The button goes away with the suggestion: the focus first. */
  gtk_widget_grab_focus (priv->input);
  fair_field_row_load_answer (self, answers);
}

/**
 * fair_field_row_set_control:
 * @widget: (transfer floating): what stands below the title
 * @control: @widget, or what of it takes the focus; it is named for a screen reader by the field's texts
 */
void
fair_field_row_set_control (FairFieldRow *self,
                            GtkWidget    *widget,
                            GtkWidget    *control)
{
  FairFieldRowPrivate *priv;
  GtkAccessible *accessible = GTK_ACCESSIBLE (control);
  const char *help;

  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  priv = get_private (self);
  priv->input = control;
  adw_bin_set_child (priv->control_bin, widget);

  help = fair_field_get_help (priv->field);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, fair_field_get_title (priv->field), -1);
  if (help != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help, -1);
}

/**
 * fair_field_row_add_suffix:
 * @suffix: (transfer floating): what stands at the end of the row
 */
void
fair_field_row_add_suffix (FairFieldRow *self,
                           GtkWidget    *suffix)
{
  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  gtk_box_append (get_private (self)->head, suffix);
}

/**
 * fair_field_row_set_note:
 * @note: (nullable): a short remark below the control
 */
void
fair_field_row_set_note (FairFieldRow *self,
                         const char   *note)
{
  FairFieldRowPrivate *priv;

  g_return_if_fail (FAIR_IS_FIELD_ROW (self));

  priv = get_private (self);
  gtk_label_set_label (priv->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->note), note != NULL);
}

void
fair_field_row_emit_changed (FairFieldRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
fair_field_row_emit_entered (FairFieldRow *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

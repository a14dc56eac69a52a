/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-sign-up-page.h"

#include "booth/fair-announce.h"
#include "form/fair-form-view.h"
#include "form/fair-form-visit.h"
#include "form/fair-leavings.h"
#include "form/fair-no-form.h"
#include "form/fair-save-notice.h"
#include "form/fair-sign-up-draft.h"
#include "form/fair-sign-up-saver.h"
#include "form/fair-thank-you.h"
#include "layout/fair-arrival.h"

#include <glib/gi18n-lib.h>

/* From how many filled fields on somebody is asked before they are emptied. */
#define WORTH_ASKING 3
/* How long saving may take before something is said about it, in seconds: a disk that wakes up is quicker. */
#define LONG_SAVING 4

struct _FairSignUpPage
{
  AdwBin parent_instance;

  FairBooth *booth;
  FairFormView *form; /* NULL where the pack has no form */
  FairFormVisit *visit; /* of @form; NULL while something is corrected */
  FairSignUpSaver *saver;
  char *thanked; /* how whoever has signed up is called, while they are thanked */
  char *failure; /* why it was not saved, while that is said */
  gboolean correcting; /* whether the form has what is saved already */
  gboolean close_when_saved;
  guint long_timer;

  GtkStack *states;
  AdwBin *form_bin;
  FairSaveNotice *notice;
  GtkWidget *left_button;
  GtkLabel *left_text;
  GtkWidget *start_over_button;
  GtkWidget *keep_button;
  GtkWidget *submit_button;
  GtkLabel *submit_label;
  GtkStack *submit_stack;
  FairThankYou *thank_you;
  AdwStatusPage *none_page;
};

G_DEFINE_FINAL_TYPE (FairSignUpPage, fair_sign_up_page, ADW_TYPE_BIN)

static gboolean
is_kiosk (FairSignUpPage *self)
{
  return fair_access_get_kiosk (fair_booth_get_access (self->booth));
}

static void
tell (FairSignUpPage *self,
      FairKioskEvent  event)
{
  fair_kiosk_handle (fair_booth_get_kiosk (self->booth), event);
}

static void
update_bar (FairSignUpPage *self)
{
  g_autofree char *left = fair_form_view_dup_missing_fields (self->form);

  gtk_label_set_label (self->left_text, left != NULL ? left : _("That is all we need."));
  gtk_widget_set_can_target (self->left_button, left != NULL);
  gtk_widget_set_focusable (self->left_button, left != NULL);
  /* in kiosk mode the window has a larger one, which asks nothing */
  gtk_widget_set_visible (self->start_over_button, fair_form_view_count_filled (self->form) > 0 && !self->correcting && !is_kiosk (self));
}

static void
form_changed (FairSignUpPage *self)
{
  update_bar (self);
  tell (self, FAIR_KIOSK_EDIT);
}

static void
hide_notice (FairSignUpPage *self)
{
  g_clear_pointer (&self->failure, g_free);
  fair_save_notice_hide (self->notice);
}

static void
show_failure (FairSignUpPage *self,
              const char     *reason)
{
  g_set_str (&self->failure, reason);
  fair_save_notice_show_failure (self->notice, reason);
}

static gboolean
saving_takes_long (gpointer data)
{
  FairSignUpPage *self = data;

  self->long_timer = 0;
  fair_save_notice_show_waiting (self->notice);
  return G_SOURCE_REMOVE;
}

static void
set_saving (FairSignUpPage *self,
            gboolean        saving)
{
  /* What has the focus is about to be unable to keep it. */
  if (saving)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form_bin), !saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-up.submit", !saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-up.start-over", !saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-up.keep", !saving);
  gtk_stack_set_visible_child_name (self->submit_stack, saving ? "spinner" : "label");
  hide_notice (self);
  g_clear_handle_id (&self->long_timer, g_source_remove);
  if (saving)
    self->long_timer = g_timeout_add_seconds (LONG_SAVING, saving_takes_long, self);
}

static void
show_staff_note (FairSignUpPage *self)
{
  gboolean can_choose = fair_access_get_role (fair_booth_get_access (self->booth)) == FAIR_ROLE_COORDINATOR && !is_kiosk (self);

  if (self->form != NULL)
    fair_form_view_set_staff_note (self->form, can_choose && *fair_booth_get_event (self->booth) == '\0' &&
                                                 fair_booth_get_program (self->booth)->events->len > 1);
}

static gboolean
is_showing (FairSignUpPage *self,
            const char     *state)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->states), state) == 0;
}

static void submit (FairSignUpPage *self);

static void
show_what_is_done (FairSignUpPage *self)
{
  const char *label = self->correcting ? _("Save Changes") : _("Sign Up");

  gtk_label_set_label (self->submit_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->submit_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->keep_button, self->correcting);
  if (self->correcting)
    fair_form_view_set_head (self->form, _("Correct Something"),
                             _("Change what you like. All else stays as you signed it up."));
}

/* Of a correction that is left nothing is kept, so its form does not say so. */
static FairForm *
dup_form (FairSignUpPage *self)
{
  return self->correcting ? g_object_ref (fair_booth_get_program (self->booth)->form) : fair_sign_up_draft_dup_form (self->booth);
}

/* A fresh form for each visitor: new widgets have nothing to undo and nothing to suggest. */
static void
build_form (FairSignUpPage *self,
            gboolean        correcting)
{
  g_autoptr (FairForm) form = NULL;

  self->correcting = correcting;
  form = dup_form (self);
  self->form = FAIR_FORM_VIEW (fair_form_view_new (form));
  g_clear_object (&self->visit);
  if (!correcting)
    self->visit = fair_form_visit_new (fair_booth_get_visits (self->booth), self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "submit", G_CALLBACK (submit), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  show_staff_note (self);
  show_what_is_done (self);
  hide_notice (self);
  update_bar (self);
}

static void
start_afresh (FairSignUpPage *self)
{
  build_form (self, FALSE);
  fair_leavings_clear (GTK_WIDGET (self));
}

/* What is corrected is saved already. */
static void
leave_form (FairSignUpPage *self)
{
  if (self->form == NULL || self->correcting || fair_sign_up_saver_is_saving (self->saver))
    return;
  fair_form_visit_leave (self->visit);
  fair_sign_up_draft_keep_unfinished (self->booth, self->form);
}

static void
keeping_changed (FairSignUpPage *self)
{
  if (self->form != NULL && !self->correcting && !fair_sign_up_saver_is_saving (self->saver) &&
      fair_form_view_count_filled (self->form) == 0)
    build_form (self, FALSE);
}

/* Takes @name. */
static void
thank (FairSignUpPage *self,
       char           *name)
{
  g_free (self->thanked);
  self->thanked = name;
  gtk_stack_set_visible_child_name (self->states, "thanks");
  fair_thank_you_start (self->thank_you, name);
}

static void
saved (FairSignUpPage *self)
{
  set_saving (self, FALSE);
  if (self->visit != NULL)
    fair_form_visit_finish (self->visit);
  thank (self, fair_answers_dup_first_name (fair_sign_up_saver_get_saved (self->saver)));
  start_afresh (self);
  tell (self, FAIR_KIOSK_STORED);
  if (self->close_when_saved)
    gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
not_saved (FairSignUpPage *self,
           const char     *reason)
{
  set_saving (self, FALSE);
  self->close_when_saved = FALSE;
  show_failure (self, reason);
  gtk_widget_grab_focus (self->submit_button);
  tell (self, FAIR_KIOSK_NOT_STORED);
}

/* Nobody comes back who was erased, and nothing of them stays on the screen. */
static void
erased (FairSignUpPage *self)
{
  set_saving (self, FALSE);
  self->close_when_saved = FALSE;
  start_afresh (self);
  fair_save_notice_show_erased (self->notice);
  gtk_widget_grab_focus (self->submit_button);
  tell (self, FAIR_KIOSK_NOT_STORED);
}

static void
submit (FairSignUpPage *self)
{
  g_autoptr (FairAnswers) answers = NULL;

  if (self->form == NULL || fair_sign_up_saver_is_saving (self->saver) || !is_showing (self, "form"))
    return;
  hide_notice (self);
  if (!fair_form_view_judge_all (self->form))
    return;

  answers = fair_form_view_dup_answers (self->form);
  set_saving (self, TRUE);
  fair_sign_up_saver_save (self->saver, fair_form_view_get_form (self->form), answers);
  tell (self, FAIR_KIOSK_SUBMIT);
}

static void
submit_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  submit (FAIR_SIGN_UP_PAGE (widget));
}

static void
begin (FairSignUpPage *self)
{
  const char *notice = fair_form_get_notice (fair_form_view_get_form (self->form));
  g_autofree char *text = g_strjoin (" ", fair_form_view_get_needed (self->form), notice, NULL);

  fair_form_view_focus_first (self->form);
  fair_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
start_over (FairSignUpPage *self)
{
  leave_form (self);
  fair_sign_up_saver_forget (self->saver);
  start_afresh (self);
  begin (self);
}

static void
start_over_answered (AdwAlertDialog *dialog,
                     const char     *response,
                     FairSignUpPage *self)
{
  if (g_str_equal (response, "start-over"))
    start_over (self);
}

static void
ask_to_start_over (FairSignUpPage *self)
{
  gboolean keeps = fair_form_get_notice (fair_form_view_get_form (self->form)) != NULL;
  AdwDialog *dialog = adw_alert_dialog_new (_("Start Over?"), keeps ? _("What was typed goes from the screen; it is kept as it is.")
                                                                    : _("What was typed will be forgotten; nothing of it was saved."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Keep Typing"), "start-over", _("_Start Over"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "start-over", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (start_over_answered), self, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
start_over_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  FairSignUpPage *self = FAIR_SIGN_UP_PAGE (widget);

  if (self->form == NULL || self->correcting)
    return;
  if (fair_form_view_count_filled (self->form) >= WORTH_ASKING)
    ask_to_start_over (self);
  else
    start_over (self);
}

static void
left_clicked (FairSignUpPage *self)
{
  fair_form_view_focus_missing_field (self->form);
}

static void
thanked (FairSignUpPage *self)
{
  tell (self, FAIR_KIOSK_DONE);
}

/* The form again, with what is saved in it. */
static void
correct (FairSignUpPage *self)
{
  build_form (self, TRUE);
  fair_form_view_load_answers (self->form, fair_sign_up_saver_get_saved (self->saver));
  gtk_stack_set_visible_child_name (self->states, "form");
  tell (self, FAIR_KIOSK_CORRECT);
  fair_form_view_focus_first (self->form);
  fair_announce (GTK_WIDGET (self), _("Change what you like. All else stays as you signed it up."),
                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
keep_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairSignUpPage *self = FAIR_SIGN_UP_PAGE (widget);

  if (!self->correcting || !is_showing (self, "form"))
    return;
  start_afresh (self);
  thank (self, g_strdup (self->thanked));
  tell (self, FAIR_KIOSK_KEEP);
}

/* This page goes with whoever signed up on it; the window has another one for the next. */
static void
friend_comes (FairSignUpPage *self)
{
  g_autoptr (GtkWidget) window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  tell (self, FAIR_KIOSK_FRIEND);
  gtk_widget_activate_action (window, "win.show", "s", "sign-up");
}

static void
show_seconds_left (FairSignUpPage *self)
{
  fair_thank_you_set_seconds_left (self->thank_you, fair_kiosk_get_seconds_left (fair_booth_get_kiosk (self->booth)));
}

static void
show_program (FairSignUpPage *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  FairForm *form = program != NULL ? program->form : NULL;
  g_autofree char *problems = NULL;

  fair_thank_you_set_program (self->thank_you, program);
  if (form != NULL)
    {
      build_form (self, FALSE);
      gtk_stack_set_visible_child_name (self->states, "form");
      return;
    }

  problems = program != NULL ? fair_no_form_describe (program) : NULL;
  adw_status_page_set_description (self->none_page, problems);
  gtk_stack_set_visible_child_name (self->states, "none");
}

/* Whoever comes to an empty form wants to type. */
static void
arrived (GtkWidget *widget)
{
  FairSignUpPage *self = FAIR_SIGN_UP_PAGE (widget);

  if (self->form != NULL && !fair_sign_up_saver_is_saving (self->saver) &&
      fair_form_view_count_filled (self->form) == 0 && is_showing (self, "form"))
    begin (self);
}

/* A failure must be seen: the window stays until the sign-up is saved, and goes then. */
static gboolean
close_requested (FairSignUpPage *self)
{
  self->close_when_saved = fair_sign_up_saver_is_saving (self->saver);
  return self->close_when_saved;
}

static void
fair_sign_up_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fair_sign_up_page_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "close-request", G_CALLBACK (close_requested), widget,
                           G_CONNECT_SWAPPED);
}

static void
fair_sign_up_page_unroot (GtkWidget *widget)
{
  leave_form (FAIR_SIGN_UP_PAGE (widget));
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), close_requested, widget);
  GTK_WIDGET_CLASS (fair_sign_up_page_parent_class)->unroot (widget);
}

static void
fair_sign_up_page_dispose (GObject *object)
{
  FairSignUpPage *self = FAIR_SIGN_UP_PAGE (object);

  self->form = NULL;
  g_clear_handle_id (&self->long_timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_SIGN_UP_PAGE);
  g_clear_object (&self->saver);
  g_clear_object (&self->visit);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_sign_up_page_parent_class)->dispose (object);
}

static void
fair_sign_up_page_finalize (GObject *object)
{
  FairSignUpPage *self = FAIR_SIGN_UP_PAGE (object);

  g_clear_pointer (&self->thanked, g_free);
  g_clear_pointer (&self->failure, g_free);

  G_OBJECT_CLASS (fair_sign_up_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-sign-up-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, states);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, form_bin);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, notice);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, left_button);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, left_text);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, start_over_button);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, keep_button);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, submit_button);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, submit_label);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, submit_stack);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, thank_you);
  gtk_widget_class_bind_template_child (widget_class, FairSignUpPage, none_page);
  gtk_widget_class_bind_template_callback (widget_class, left_clicked);
  gtk_widget_class_bind_template_callback (widget_class, thanked);
  gtk_widget_class_bind_template_callback (widget_class, correct);
  gtk_widget_class_bind_template_callback (widget_class, friend_comes);
}

static void
fair_sign_up_page_class_init (FairSignUpPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fair_sign_up_page_dispose;
  object_class->finalize = fair_sign_up_page_finalize;
  widget_class->root = fair_sign_up_page_root;
  widget_class->unroot = fair_sign_up_page_unroot;

  g_type_ensure (FAIR_TYPE_SAVE_NOTICE);
  g_type_ensure (FAIR_TYPE_THANK_YOU);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "sign-up.submit", NULL, submit_activated);
  gtk_widget_class_install_action (widget_class, "sign-up.start-over", NULL, start_over_activated);
  gtk_widget_class_install_action (widget_class, "sign-up.keep", NULL, keep_activated);
}

static void
fair_sign_up_page_init (FairSignUpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fair_arrival_watch (GTK_WIDGET (self), arrived);
}

/**
 * fair_sign_up_page_new:
 * @booth: where the form comes from and the sign-ups go to
 *
 * Returns: (transfer floating): the page, with an empty form
 */
GtkWidget *
fair_sign_up_page_new (FairBooth *booth)
{
  FairSignUpPage *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_SIGN_UP_PAGE, NULL);
  self->booth = g_object_ref (booth);
  self->saver = fair_sign_up_saver_new (booth);
  g_signal_connect_object (self->saver, "saved", G_CALLBACK (saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saver, "failed", G_CALLBACK (not_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saver, "erased", G_CALLBACK (erased), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::event", G_CALLBACK (show_staff_note), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_access (booth), "notify::role", G_CALLBACK (show_staff_note), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_settings (booth), "changed::keep-unfinished", G_CALLBACK (keeping_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_kiosk (booth), "notify::seconds-left", G_CALLBACK (show_seconds_left), self,
                           G_CONNECT_SWAPPED);
  show_program (self);

  return GTK_WIDGET (self);
}

/**
 * fair_sign_up_page_carry_over:
 * @from: the same page in another language
 *
 * Goes on where the visitor is: what was typed, what was said about it, and the thanks. Where a sign-up could not be saved, or is
 * saved already, it keeps its id, so that trying again or correcting it does not make another.
 */
void
fair_sign_up_page_carry_over (FairSignUpPage *self,
                              FairSignUpPage *from)
{
  g_return_if_fail (FAIR_IS_SIGN_UP_PAGE (self));
  g_return_if_fail (FAIR_IS_SIGN_UP_PAGE (from));

  if (self->form == NULL || from->form == NULL)
    return;

  if (from->correcting)
    build_form (self, TRUE);
  /* what is filled in here is nothing that somebody begins */
  g_clear_object (&self->visit);
  fair_form_view_carry_over (self->form, from->form);
  if (from->visit != NULL)
    {
      self->visit = fair_form_visit_new (fair_booth_get_visits (self->booth), self->form);
      fair_form_visit_carry_over (self->visit, from->visit);
    }
  g_set_str (&self->thanked, from->thanked);
  fair_sign_up_saver_carry_over (self->saver, from->saver);
  if (from->failure != NULL)
    show_failure (self, from->failure);
  if (is_showing (from, "thanks"))
    thank (self, g_strdup (from->thanked));
  /* it goes, but nobody has left it unfinished */
  from->form = NULL;
}

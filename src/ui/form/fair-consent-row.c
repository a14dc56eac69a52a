/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-consent-row.h"

struct _FairConsentRow
{
  FairFieldRow parent_instance;

  GtkCheckButton *check;
};

G_DEFINE_FINAL_TYPE (FairConsentRow, fair_consent_row, FAIR_TYPE_FIELD_ROW)

static void
fair_consent_row_save_answer (FairFieldRow *row,
                              FairAnswers  *answers)
{
  if (gtk_check_button_get_active (FAIR_CONSENT_ROW (row)->check))
    fair_answers_set_flag (answers, fair_field_get_id (fair_field_row_get_field (row)), TRUE);
}

static void
fair_consent_row_load_answer (FairFieldRow      *row,
                              const FairAnswers *answers)
{
  gtk_check_button_set_active (FAIR_CONSENT_ROW (row)->check,
                               fair_answers_get_flag (answers, fair_field_get_id (fair_field_row_get_field (row))));
}

/* Enter agrees, and Enter once more is done with it; the space bar takes it back. */
static gboolean
key_pressed (FairConsentRow *self,
             guint           key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  if (gtk_check_button_get_active (self->check))
    fair_field_row_emit_entered (FAIR_FIELD_ROW (self));
  else
    gtk_check_button_set_active (self->check, TRUE);
  return GDK_EVENT_STOP;
}

static GtkWidget *
new_wording (FairFieldRow *row)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", fair_field_get_wording (fair_field_row_get_field (row)),
                       "wrap", TRUE,
                       "xalign", 0.0F,
                       "css-classes", (const char *const[]) { "consent-wording", NULL },
                       NULL);
}

static void
fair_consent_row_constructed (GObject *object)
{
  FairConsentRow *self = FAIR_CONSENT_ROW (object);
  FairFieldRow *row = FAIR_FIELD_ROW (object);
  GtkWidget *wording;
  GtkEventController *keys = gtk_event_controller_key_new ();

  G_OBJECT_CLASS (fair_consent_row_parent_class)->constructed (object);

  wording = new_wording (row);
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_child (self->check, wording);
  /* The box stands beside the first line, however many there are. */
  gtk_widget_set_valign (gtk_widget_get_first_child (GTK_WIDGET (self->check)), GTK_ALIGN_START);
  fair_field_row_set_control (row, GTK_WIDGET (self->check), GTK_WIDGET (self->check));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (GTK_LABEL (wording)), -1);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->check), keys);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (fair_field_row_emit_changed), self);
}

static void
fair_consent_row_class_init (FairConsentRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = fair_consent_row_constructed;
  FAIR_FIELD_ROW_CLASS (klass)->save_answer = fair_consent_row_save_answer;
  FAIR_FIELD_ROW_CLASS (klass)->load_answer = fair_consent_row_load_answer;
}

static void
fair_consent_row_init (FairConsentRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
}

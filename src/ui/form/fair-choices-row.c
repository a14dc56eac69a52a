/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-choices-row.h"

#include <adwaita.h>

struct _FairChoicesRow
{
  FairFieldRow parent_instance;

  GPtrArray *chips; /* of GtkToggleButton, in the order of the field's choices */
};

G_DEFINE_FINAL_TYPE (FairChoicesRow, fair_choices_row, FAIR_TYPE_FIELD_ROW)

static void
fair_choices_row_save_answer (FairFieldRow *row,
                              FairAnswers  *answers)
{
  FairChoicesRow *self = FAIR_CHOICES_ROW (row);
  FairField *field = fair_field_row_get_field (row);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_auto (GStrv) chosen = NULL;

  for (guint i = 0; i < self->chips->len; i++)
    if (gtk_toggle_button_get_active (self->chips->pdata[i]))
      g_strv_builder_add (codes, fair_field_get_choice (field, i)->code);
  chosen = g_strv_builder_end (codes);
  fair_answers_set_codes (answers, fair_field_get_id (field), (const char *const *) chosen);
}

static void
fair_choices_row_load_answer (FairFieldRow      *row,
                              const FairAnswers *answers)
{
  FairChoicesRow *self = FAIR_CHOICES_ROW (row);
  FairField *field = fair_field_row_get_field (row);
  g_auto (GStrv) codes = fair_answers_dup_codes (answers, fair_field_get_id (field));

  for (guint i = 0; i < self->chips->len; i++)
    gtk_toggle_button_set_active (self->chips->pdata[i],
                                  g_strv_contains ((const char *const *) codes, fair_field_get_choice (field, i)->code));
}

static gboolean
fair_choices_row_grab_focus (GtkWidget *widget)
{
  FairChoicesRow *self = FAIR_CHOICES_ROW (widget);

  return self->chips->len > 0 && gtk_widget_grab_focus (self->chips->pdata[0]);
}

static void
add_chip (FairChoicesRow *self,
          AdwWrapBox     *box,
          const char     *title)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (title);
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (chip)));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (chip, "chip");
  adw_wrap_box_append (box, chip);
  g_ptr_array_add (self->chips, chip);
  g_signal_connect_swapped (chip, "toggled", G_CALLBACK (fair_field_row_emit_changed), self);
}

static void
fair_choices_row_constructed (GObject *object)
{
  FairChoicesRow *self = FAIR_CHOICES_ROW (object);
  FairFieldRow *row = FAIR_FIELD_ROW (object);
  FairField *field = fair_field_row_get_field (row);
  GtkWidget *box;

  G_OBJECT_CLASS (fair_choices_row_parent_class)->constructed (object);

  box = g_object_new (ADW_TYPE_WRAP_BOX,
                      "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                      "child-spacing", 8,
                      "line-spacing", 8,
                      NULL);
  gtk_widget_add_css_class (box, "field-chips");
  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    add_chip (self, ADW_WRAP_BOX (box), fair_field_get_choice (field, i)->title);
  fair_field_row_set_control (row, box, box);
}

static void
fair_choices_row_finalize (GObject *object)
{
  g_clear_pointer (&FAIR_CHOICES_ROW (object)->chips, g_ptr_array_unref);

  G_OBJECT_CLASS (fair_choices_row_parent_class)->finalize (object);
}

static void
fair_choices_row_class_init (FairChoicesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fair_choices_row_constructed;
  object_class->finalize = fair_choices_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = fair_choices_row_grab_focus;
  FAIR_FIELD_ROW_CLASS (klass)->save_answer = fair_choices_row_save_answer;
  FAIR_FIELD_ROW_CLASS (klass)->load_answer = fair_choices_row_load_answer;
}

static void
fair_choices_row_init (FairChoicesRow *self)
{
  self->chips = g_ptr_array_new ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-choice-row.h"

#include <glib/gi18n-lib.h>

struct _FairChoiceRow
{
  FairFieldRow parent_instance;

  GtkDropDown *drop_down; /* its first item stands for no answer */
};

G_DEFINE_FINAL_TYPE (FairChoiceRow, fair_choice_row, FAIR_TYPE_FIELD_ROW)

static void
fair_choice_row_save_answer (FairFieldRow *row,
                             FairAnswers  *answers)
{
  FairField *field = fair_field_row_get_field (row);
  guint selected = gtk_drop_down_get_selected (FAIR_CHOICE_ROW (row)->drop_down);

  if (selected > 0 && selected != GTK_INVALID_LIST_POSITION)
    fair_answers_set_text (answers, fair_field_get_id (field), fair_field_get_choice (field, selected - 1)->code);
}

static void
fair_choice_row_load_answer (FairFieldRow      *row,
                             const FairAnswers *answers)
{
  FairField *field = fair_field_row_get_field (row);
  const char *code = fair_answers_get_text (answers, fair_field_get_id (field));
  guint selected = 0;

  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    if (g_strcmp0 (fair_field_get_choice (field, i)->code, code) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (FAIR_CHOICE_ROW (row)->drop_down, selected);
}

static GListModel *
new_model (FairFieldRow *row)
{
  FairField *field = fair_field_row_get_field (row);
  GtkStringList *model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, _("Choose…"));
  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    gtk_string_list_append (model, fair_field_get_choice (field, i)->title);
  return G_LIST_MODEL (model);
}

/* A drop-down is named by what is chosen in it, and so is the button in it, which has the focus. Both shall be named by the
 * field; the choice is the button's description, which a screen reader says after the name. */
static void
name_button (FairChoiceRow *self)
{
  FairFieldRow *row = FAIR_FIELD_ROW (self);
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->drop_down);
  GtkAccessible *button = GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->drop_down)));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (button,
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fair_field_get_title (fair_field_row_get_field (row)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_string_object_get_string (chosen),
                                  -1);
}

static void
selected_changed (FairChoiceRow *self)
{
  name_button (self);
  if (gtk_drop_down_get_selected (self->drop_down) > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->drop_down), "empty");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->drop_down), "empty");
  fair_field_row_emit_changed (FAIR_FIELD_ROW (self));
}

static void
fair_choice_row_constructed (GObject *object)
{
  FairChoiceRow *self = FAIR_CHOICE_ROW (object);
  FairFieldRow *row = FAIR_FIELD_ROW (object);

  G_OBJECT_CLASS (fair_choice_row_parent_class)->constructed (object);

  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (new_model (row), NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->drop_down), "empty");
  fair_field_row_set_control (row, GTK_WIDGET (self->drop_down), GTK_WIDGET (self->drop_down));
  name_button (self);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (selected_changed), self);
}

static void
fair_choice_row_class_init (FairChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = fair_choice_row_constructed;
  FAIR_FIELD_ROW_CLASS (klass)->save_answer = fair_choice_row_save_answer;
  FAIR_FIELD_ROW_CLASS (klass)->load_answer = fair_choice_row_load_answer;
}

static void
fair_choice_row_init (FairChoiceRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-text-row.h"

#include "form/fair-field-entry.h"

struct _FairTextRow
{
  FairFieldRow parent_instance;

  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (FairTextRow, fair_text_row, FAIR_TYPE_FIELD_ROW)

static void
fair_text_row_save_answer (FairFieldRow *row,
                           FairAnswers  *answers)
{
  fair_answers_set_text (answers, fair_field_get_id (fair_field_row_get_field (row)),
                         gtk_editable_get_text (GTK_EDITABLE (FAIR_TEXT_ROW (row)->entry)));
}

static void
fair_text_row_load_answer (FairFieldRow      *row,
                           const FairAnswers *answers)
{
  fair_field_entry_set_text (FAIR_TEXT_ROW (row)->entry,
                             fair_answers_get_text (answers, fair_field_get_id (fair_field_row_get_field (row))));
}

static void
fair_text_row_constructed (GObject *object)
{
  FairTextRow *self = FAIR_TEXT_ROW (object);
  FairFieldRow *row = FAIR_FIELD_ROW (object);

  G_OBJECT_CLASS (fair_text_row_parent_class)->constructed (object);

  self->entry = fair_field_entry_new (fair_field_row_get_field (row));
  fair_field_row_set_control (row, GTK_WIDGET (self->entry), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (fair_field_row_emit_changed), row);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (fair_field_row_emit_entered), row);
}

static void
fair_text_row_class_init (FairTextRowClass *klass)
{
  FairFieldRowClass *row_class = FAIR_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = fair_text_row_constructed;
  row_class->save_answer = fair_text_row_save_answer;
  row_class->load_answer = fair_text_row_load_answer;
}

static void
fair_text_row_init (FairTextRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "quiet");
}

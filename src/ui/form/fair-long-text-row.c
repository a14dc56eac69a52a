/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-long-text-row.h"

#include <glib/gi18n-lib.h>

/* From how many characters left on it is worth saying. */
#define NEAR_LIMIT 100

struct _FairLongTextRow
{
  FairFieldRow parent_instance;

  GtkTextBuffer *buffer; /* of the view */
};

G_DEFINE_FINAL_TYPE (FairLongTextRow, fair_long_text_row, FAIR_TYPE_FIELD_ROW)

static char *
dup_text (FairLongTextRow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
fair_long_text_row_save_answer (FairFieldRow *row,
                                FairAnswers  *answers)
{
  g_autofree char *text = dup_text (FAIR_LONG_TEXT_ROW (row));

  fair_answers_set_text (answers, fair_field_get_id (fair_field_row_get_field (row)), text);
}

static void
fair_long_text_row_load_answer (FairFieldRow      *row,
                                const FairAnswers *answers)
{
  const char *text = fair_answers_get_text (answers, fair_field_get_id (fair_field_row_get_field (row)));

  gtk_text_buffer_set_text (FAIR_LONG_TEXT_ROW (row)->buffer, text != NULL ? text : "", -1);
}

static void
show_room_left (FairLongTextRow *self)
{
  int limit = (int) fair_field_get_max_length (fair_field_row_get_field (FAIR_FIELD_ROW (self)));
  int left = limit - gtk_text_buffer_get_char_count (self->buffer);
  g_autofree char *note = NULL;

  if (limit > 0 && left >= 0 && left <= NEAR_LIMIT)
    note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Room for %d more character", "Room for %d more characters",
                                         (gulong) left),
                            left);
  fair_field_row_set_note (FAIR_FIELD_ROW (self), note);
}

static void
text_changed (FairLongTextRow *self)
{
  show_room_left (self);
  fair_field_row_emit_changed (FAIR_FIELD_ROW (self));
}

static void
fair_long_text_row_constructed (GObject *object)
{
  FairLongTextRow *self = FAIR_LONG_TEXT_ROW (object);
  GtkWidget *view, *scroller;

  G_OBJECT_CLASS (fair_long_text_row_parent_class)->constructed (object);

  view = g_object_new (GTK_TYPE_TEXT_VIEW,
                       "accepts-tab", FALSE,
                       "wrap-mode", GTK_WRAP_WORD_CHAR,
                       "input-hints", FAIR_FIELD_INPUT_HINTS,
                       NULL);
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                           "hscrollbar-policy", GTK_POLICY_NEVER,
                           "min-content-height", 72,
                           "max-content-height", 240,
                           "propagate-natural-height", TRUE,
                           "child", view,
                           NULL);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  fair_field_row_set_control (FAIR_FIELD_ROW (self), scroller, view);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (text_changed), self, G_CONNECT_SWAPPED);
}

static void
fair_long_text_row_class_init (FairLongTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = fair_long_text_row_constructed;
  FAIR_FIELD_ROW_CLASS (klass)->save_answer = fair_long_text_row_save_answer;
  FAIR_FIELD_ROW_CLASS (klass)->load_answer = fair_long_text_row_load_answer;
}

static void
fair_long_text_row_init (FairLongTextRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
}

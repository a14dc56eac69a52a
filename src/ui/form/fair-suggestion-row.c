/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-suggestion-row.h"

#include "base/fair-text.h"
#include "form/fair-field-entry.h"
#include "form/fair-suggestion-popover.h"

#include <glib/gi18n-lib.h>

/* What can be read at a glance. */
#define MAX_SUGGESTIONS 6

struct _FairSuggestionRow
{
  FairFieldRow parent_instance;

  GtkEntry *entry;
  GtkWidget *known; /* the mark of a name that is on the list */
  FairSuggestionPopover *suggestions;
  gboolean taking;
};

G_DEFINE_FINAL_TYPE (FairSuggestionRow, fair_suggestion_row, FAIR_TYPE_FIELD_ROW)

static const char *
get_typed (FairSuggestionRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
fair_suggestion_row_save_answer (FairFieldRow *row,
                                 FairAnswers  *answers)
{
  fair_answers_set_text (answers, fair_field_get_id (fair_field_row_get_field (row)),
                         get_typed (FAIR_SUGGESTION_ROW (row)));
}

static void
take (FairSuggestionRow *self,
      const char        *text)
{
  self->taking = TRUE;
  fair_field_entry_set_text (self->entry, text);
  self->taking = FALSE;
}

static void
fair_suggestion_row_load_answer (FairFieldRow      *row,
                                 const FairAnswers *answers)
{
  take (FAIR_SUGGESTION_ROW (row), fair_answers_get_text (answers, fair_field_get_id (fair_field_row_get_field (row))));
}

static gboolean
is_known (FairSuggestionRow *self)
{
  const FairSuggestion *suggestion = fair_field_find_suggestion (fair_field_row_get_field (FAIR_FIELD_ROW (self)),
                                                                 get_typed (self));
  g_autofree char *typed = fair_text_fold (get_typed (self));
  g_autofree char *name = suggestion != NULL ? fair_text_fold (suggestion->name) : NULL;

  return g_strcmp0 (name, typed) == 0;
}

static void
show_suggestions (FairSuggestionRow *self)
{
  g_autoptr (GPtrArray) found = fair_field_match_suggestions (fair_field_row_get_field (FAIR_FIELD_ROW (self)),
                                                              get_typed (self), MAX_SUGGESTIONS);

  fair_suggestion_popover_clear (self->suggestions);
  for (guint i = 0; i < found->len; i++)
    {
      const FairSuggestion *suggestion = found->pdata[i];

      fair_suggestion_popover_add (self->suggestions, suggestion->name, suggestion->region);
    }
  fair_suggestion_popover_show (self->suggestions);
}

static void
text_changed (FairSuggestionRow *self)
{
  gboolean known = is_known (self);

  gtk_widget_set_visible (self->known, known);
  if (known || self->taking)
    gtk_popover_popdown (GTK_POPOVER (self->suggestions));
  else
    show_suggestions (self);
  fair_field_row_emit_changed (FAIR_FIELD_ROW (self));
}

static GtkWidget *
new_known_mark (void)
{
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_add_css_class (mark, "success");
  gtk_widget_set_visible (mark, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("On the list"), -1);
  return mark;
}

static void
fair_suggestion_row_constructed (GObject *object)
{
  FairSuggestionRow *self = FAIR_SUGGESTION_ROW (object);
  FairFieldRow *row = FAIR_FIELD_ROW (object);

  G_OBJECT_CLASS (fair_suggestion_row_parent_class)->constructed (object);

  self->entry = fair_field_entry_new (fair_field_row_get_field (row));
  self->known = new_known_mark ();
  fair_field_row_set_control (row, GTK_WIDGET (self->entry), GTK_WIDGET (self->entry));
  fair_field_row_add_suffix (row, self->known);
  self->suggestions = fair_suggestion_popover_new (GTK_WIDGET (self), self->entry);

  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (text_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (fair_field_row_emit_entered), self);
  g_signal_connect_swapped (self->suggestions, "wanted", G_CALLBACK (show_suggestions), self);
  g_signal_connect_swapped (self->suggestions, "taken", G_CALLBACK (take), self);
}

static void
fair_suggestion_row_dispose (GObject *object)
{
  FairSuggestionRow *self = FAIR_SUGGESTION_ROW (object);

  g_clear_pointer ((GtkWidget **) &self->suggestions, gtk_widget_unparent);

  G_OBJECT_CLASS (fair_suggestion_row_parent_class)->dispose (object);
}

static void
fair_suggestion_row_class_init (FairSuggestionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FairFieldRowClass *row_class = FAIR_FIELD_ROW_CLASS (klass);

  object_class->constructed = fair_suggestion_row_constructed;
  object_class->dispose = fair_suggestion_row_dispose;
  row_class->save_answer = fair_suggestion_row_save_answer;
  row_class->load_answer = fair_suggestion_row_load_answer;
}

static void
fair_suggestion_row_init (FairSuggestionRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "quiet");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-year-row.h"

#include "form/fair-field-entry.h"
#include "form/fair-suggestion-popover.h"

#include <glib/gi18n-lib.h>

/* More digits than any year has, and fewer than would not fit into an integer. */
#define MAX_DIGITS 9

struct _FairYearRow
{
  FairFieldRow parent_instance;

  GtkEntry *entry;
  FairSuggestionPopover *suggestions;
  gboolean taking;
};

G_DEFINE_FINAL_TYPE (FairYearRow, fair_year_row, FAIR_TYPE_FIELD_ROW)

/* The digits of any script count. */
static gboolean
parse_year (const char *text,
            gint64     *year)
{
  guint n_digits = 0;

  *year = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        continue;
      if (!g_unichar_isdigit (c) || ++n_digits > MAX_DIGITS)
        return FALSE;
      *year = *year * 10 + g_unichar_digit_value (c);
    }

  return n_digits > 0;
}

/* What is no year goes out as it was typed: it is refused with the words on which years there are. */
static void
fair_year_row_save_answer (FairFieldRow *row,
                           FairAnswers  *answers)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (FAIR_YEAR_ROW (row)->entry));
  FairField *field = fair_field_row_get_field (row);
  gint64 year;

  if (parse_year (text, &year))
    fair_answers_set_integer (answers, fair_field_get_id (field), year);
  else
    fair_answers_set_text (answers, fair_field_get_id (field), text);
}

static void
take (FairYearRow *self,
      const char  *text)
{
  self->taking = TRUE;
  fair_field_entry_set_text (self->entry, text);
  self->taking = FALSE;
}

static void
fair_year_row_load_answer (FairFieldRow      *row,
                           const FairAnswers *answers)
{
  const char *id = fair_field_get_id (fair_field_row_get_field (row));
  gint64 year;
  g_autofree char *digits = fair_answers_get_integer (answers, id, &year) ? g_strdup_printf ("%" G_GINT64_FORMAT, year) : NULL;

  take (FAIR_YEAR_ROW (row), digits != NULL ? digits : fair_answers_get_text (answers, id));
}

/* Those of the likely years that begin with what is typed. */
static void
fill_suggestions (FairYearRow *self,
             const char  *typed)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int current = g_date_time_get_year (now);
  int from, to;

  fair_field_get_suggested_years (fair_field_row_get_field (FAIR_FIELD_ROW (self)), &from, &to);
  fair_suggestion_popover_clear (self->suggestions);
  for (int year = current + from; year <= current + to; year++)
    {
      g_autofree char *text = g_strdup_printf ("%d", year);

      if (g_str_has_prefix (text, typed) && !g_str_equal (text, typed))
        fair_suggestion_popover_add (self->suggestions, text, NULL);
    }
}

static void
show_all (FairYearRow *self)
{
  fill_suggestions (self, "");
  fair_suggestion_popover_show (self->suggestions);
}

static void
button_clicked (FairYearRow *self)
{
  gboolean was_open = gtk_widget_get_visible (GTK_WIDGET (self->suggestions));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (was_open)
    gtk_popover_popdown (GTK_POPOVER (self->suggestions));
  else
    show_all (self);
}

static void
text_changed (FairYearRow *self)
{
  fill_suggestions (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (self->taking)
    gtk_popover_popdown (GTK_POPOVER (self->suggestions));
  else
    fair_suggestion_popover_show (self->suggestions);
  fair_field_row_emit_changed (FAIR_FIELD_ROW (self));
}

/* Only for pointers: with keys, the arrow down does the same. */
static GtkWidget *
new_button (FairYearRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("pan-down-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-button");
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Choose a Year"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (button_clicked), self);
  return button;
}

static void
fair_year_row_constructed (GObject *object)
{
  FairYearRow *self = FAIR_YEAR_ROW (object);
  FairFieldRow *row = FAIR_FIELD_ROW (object);

  G_OBJECT_CLASS (fair_year_row_parent_class)->constructed (object);

  self->entry = fair_field_entry_new (fair_field_row_get_field (row));
  fair_field_row_set_control (row, GTK_WIDGET (self->entry), GTK_WIDGET (self->entry));
  fair_field_row_add_suffix (row, new_button (self));
  self->suggestions = fair_suggestion_popover_new (GTK_WIDGET (self), self->entry);

  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (text_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (fair_field_row_emit_entered), self);
  g_signal_connect_swapped (self->suggestions, "wanted", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (self->suggestions, "taken", G_CALLBACK (take), self);
}

static void
fair_year_row_dispose (GObject *object)
{
  FairYearRow *self = FAIR_YEAR_ROW (object);

  g_clear_pointer ((GtkWidget **) &self->suggestions, gtk_widget_unparent);

  G_OBJECT_CLASS (fair_year_row_parent_class)->dispose (object);
}

static void
fair_year_row_class_init (FairYearRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FairFieldRowClass *row_class = FAIR_FIELD_ROW_CLASS (klass);

  object_class->constructed = fair_year_row_constructed;
  object_class->dispose = fair_year_row_dispose;
  row_class->save_answer = fair_year_row_save_answer;
  row_class->load_answer = fair_year_row_load_answer;
}

static void
fair_year_row_init (FairYearRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "quiet");
}

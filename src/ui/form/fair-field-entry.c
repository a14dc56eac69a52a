/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-field-entry.h"

#include "base/fair-text.h"
#include "form/fair-field-row.h"

static GtkInputPurpose
get_purpose (FairField *field)
{
  const char *purpose = fair_field_get_purpose (field);

  switch (fair_field_get_kind (field))
    {
    case FAIR_FIELD_EMAIL:
      return GTK_INPUT_PURPOSE_EMAIL;
    case FAIR_FIELD_PHONE:
      return GTK_INPUT_PURPOSE_PHONE;
    case FAIR_FIELD_YEAR:
      return GTK_INPUT_PURPOSE_DIGITS;
    case FAIR_FIELD_TEXT:
    case FAIR_FIELD_LONG_TEXT:
    case FAIR_FIELD_CHOICE:
    case FAIR_FIELD_CHOICES:
    case FAIR_FIELD_SUGGESTION:
    case FAIR_FIELD_CONSENT:
    default:
      break;
    }
  if (purpose != NULL && (g_str_has_suffix (purpose, "name")))
    return GTK_INPUT_PURPOSE_NAME;
  return GTK_INPUT_PURPOSE_FREE_FORM;
}

/* What is pasted with line breaks stands there as it will be stored. */
static void
text_inserted (GtkEditable *editable,
               const char  *text,
               int          length,
               int         *position)
{
  g_autofree char *given = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  g_autofree char *line = fair_text_one_line (given);

  if (g_str_equal (line, given))
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  gtk_editable_insert_text (editable, line, -1, position);
}

/**
 * fair_field_entry_new:
 * @field: what is entered
 *
 * Returns: (transfer floating): an entry
 */
GtkEntry *
fair_field_entry_new (FairField *field)
{
  GtkEntry *entry = g_object_new (GTK_TYPE_ENTRY,
                                  "has-frame", FALSE,
                                  "hexpand", TRUE,
                                  "width-chars", 8,
                                  "input-hints", FAIR_FIELD_INPUT_HINTS,
                                  "input-purpose", get_purpose (field),
                                  NULL);

  g_signal_connect (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "insert-text", G_CALLBACK (text_inserted), NULL);
  return entry;
}

/**
 * fair_field_entry_set_text:
 * @text: (nullable): NULL for none
 *
 * Replaces the text, and puts the cursor behind it.
 */
void
fair_field_entry_set_text (GtkEntry   *entry,
                           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contact as a vCard, for the address book of a phone. */
#include "config.h"
#include "takehome/fair-contact-card.h"

#include "takehome/fair-content-line.h"

/* What RFC 2426 wants of a name in any case: here it is the family name of somebody who has no other. */
static void
append_name (GString    *out,
             const char *name)
{
  g_autofree char *escaped = fair_content_text_escape (name);
  g_autofree char *parts = g_strconcat (escaped, ";;;;", NULL);

  fair_content_line_append (out, "N", parts);
}

/**
 * fair_contact_card_to_text:
 *
 * Writes a vCard 3.0 (RFC 2426), the version that the cameras of all phones take for a contact; one of version 4.0 (RFC 6350)
 * would say the same in as many bytes.
 *
 * Returns: (transfer full): the card
 */
char *
fair_contact_card_to_text (const FairContactCard *self)
{
  GString *out = g_string_new (NULL);

  fair_content_line_append (out, "BEGIN", "VCARD");
  fair_content_line_append (out, "VERSION", "3.0");
  append_name (out, self->name);
  fair_content_line_append_text (out, "FN", self->name);
  fair_content_line_append_text (out, "ORG", self->organization);
  fair_content_line_append_text (out, "EMAIL", self->email);
  fair_content_line_append_text (out, "TEL", self->phone);
  /* An address is no text: commas in it stay as they are. */
  if (self->website != NULL)
    fair_content_line_append (out, "URL", self->website);
  fair_content_line_append (out, "END", "VCARD");
  return g_string_free_and_steal (out);
}

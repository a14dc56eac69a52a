/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who is written to: at which address, and under which name. */
#include "config.h"

#include "export/fair-recipient.h"

#include "base/fair-text.h"
#include "export/fair-export-file.h"
#include "form/fair-email.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * fair_recipient_find_fields:
 * @fields: (out caller-allocates): of @form, as long as it lives
 * @error: %FAIR_EXPORT_ERROR_FORM, if none asks for an address
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_recipient_find_fields (FairForm             *form,
                            FairRecipientFields  *fields,
                            GError              **error)
{
  *fields = (FairRecipientFields) {
    .address = fair_form_find_field_for (form, "email"),
    .given = fair_form_find_field_for (form, "given-name"),
    .family = fair_form_find_field_for (form, "family-name"),
    .preferred = fair_form_find_field_for (form, "nickname"),
  };
  if (fields->address == NULL)
    g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM,
                 _("The program’s form does not ask for an email address, so nobody can be written to. Export as a spreadsheet instead."));
  return fields->address != NULL;
}

static gboolean
refuse (const char  *reason,
        GError     **error)
{
  g_set_error_literal (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_PERSON, reason);
  return FALSE;
}

/* The letters of other languages travel as ASCII in a domain (RFC 5891), which every mail program takes. */
static char *
dup_ascii_domain (const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *domain = g_hostname_to_ascii (at + 1);

  return g_strdup_printf ("%.*s@%s", (int) (at - address), address, domain != NULL ? domain : at + 1);
}

static gboolean
take_address (FairRecipient  *self,
              const char     *typed,
              GError        **error)
{
  g_autofree char *visible = typed != NULL ? fair_text_strip_invisible (typed) : g_strdup ("");
  g_autofree char *address = fair_text_trim (visible);
  g_autofree char *suggestion = NULL;

  if (*address == '\0')
    return refuse (_("there is no email address; write to them in another way"), error);
  if (fair_email_check (address, &suggestion) == FAIR_EMAIL_BAD)
    return refuse (_("the email address is none that mail can be sent to; correct it, then export again"), error);
  self->address = dup_ascii_domain (address);
  return TRUE;
}

/* (nullable): what was typed */
static const char *
get_text (const FairVersion *version,
          FairField         *field)
{
  return field != NULL ? yyjson_get_str (yyjson_obj_get (fair_version_get_answers (version), fair_field_get_id (field))) : NULL;
}

/* By the ids that the names have as a rule, whatever the form calls them. */
static void
take_names (FairRecipient *self,
            const char    *preferred)
{
  g_autoptr (FairAnswers) names = fair_answers_new ();

  fair_answers_set_text (names, "given_name", self->given);
  fair_answers_set_text (names, "family_name", self->family);
  fair_answers_set_text (names, "preferred_name", preferred);
  self->greeting = fair_answers_dup_first_name (names);
  self->name = fair_answers_dup_person_name (names);
}

/**
 * fair_recipient_init:
 * @self: what to fill
 * @fields: of fair_recipient_find_fields()
 * @program: (nullable): which has the names of fairs; it must outlive @self
 * @version: whose sign-up; it must outlive @self
 * @error: %FAIR_EXPORT_ERROR_PERSON: why nobody can write to them, without any of their details
 *
 * Threading: any.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_recipient_init (FairRecipient              *self,
                     const FairRecipientFields  *fields,
                     FairProgram                *program,
                     const FairVersion          *version,
                     GError                    **error)
{
  *self = (FairRecipient) {
    .given = get_text (version, fields->given),
    .family = get_text (version, fields->family),
    .fair = fair_program_get_event_name (program, version->event),
  };
  if (!take_address (self, get_text (version, fields->address), error))
    return FALSE;
  take_names (self, get_text (version, fields->preferred));
  return TRUE;
}

/** Frees what fair_recipient_init() filled in. */
void
fair_recipient_clear (FairRecipient *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->greeting, g_free);
  g_clear_pointer (&self->name, g_free);
}

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
 * fair_recipient_find_field:
 * @error: %FAIR_EXPORT_ERROR_FORM, if there is none
 *
 * Returns: (transfer none) (nullable): the field that asks for the email address: the first of them
 */
FairField *
fair_recipient_find_field (FairForm  *form,
                           GError   **error)
{
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    if (fair_field_get_kind (fair_form_get_field (form, i)) == FAIR_FIELD_EMAIL)
      return fair_form_get_field (form, i);
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM,
               _("The program’s form does not ask for an email address, so nobody can be written to. Export as a spreadsheet instead."));
  return NULL;
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

static const char *
get_fair (FairProgram       *program,
          const FairVersion *version)
{
  const FairEvent *event = program != NULL ? fair_program_find_event (program, version->event) : NULL;

  return event != NULL ? event->name : version->event;
}

/**
 * fair_recipient_init:
 * @self: what to fill
 * @field: of fair_recipient_find_field()
 * @program: (nullable): which has the names of fairs; it must outlive @self
 * @version: whose sign-up; it must outlive @self
 * @error: %FAIR_EXPORT_ERROR_PERSON: why nobody can write to them, without any of their details
 *
 * Threading: any.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_recipient_init (FairRecipient      *self,
                     FairField          *field,
                     FairProgram        *program,
                     const FairVersion  *version,
                     GError            **error)
{
  yyjson_val *values = fair_version_get_answers (version);
  g_autoptr (FairAnswers) answers = NULL;

  *self = (FairRecipient) { .fair = get_fair (program, version) };
  if (!take_address (self, yyjson_get_str (yyjson_obj_get (values, fair_field_get_id (field))), error))
    return FALSE;
  answers = fair_answers_new_from_value (values);
  self->greeting = fair_answers_dup_first_name (answers);
  self->name = fair_answers_dup_person_name (answers);
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

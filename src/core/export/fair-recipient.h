/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who is written to: at which address, and under which name. */
#pragma once

#include "form/fair-form.h"
#include "program/fair-program.h"
#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/**
 * FairRecipientFields:
 * @address: the field that asks for the email address
 * @given, @family, @preferred: (nullable): those that ask for names
 */
typedef struct
{
  FairField *address;
  FairField *given;
  FairField *family;
  FairField *preferred;
} FairRecipientFields;

/**
 * FairRecipient:
 * @address: an email address, its domain in ASCII
 * @greeting: how they are addressed: the preferred or given name, else the family name; may be empty
 * @name: the whole name; may be empty
 * @given, @family: (nullable): these names, as they were typed
 * @fair: the name of the fair where they signed up; may be empty
 */
typedef struct
{
  char *address;
  char *greeting;
  char *name;
  const char *given;
  const char *family;
  const char *fair;
} FairRecipient;

gboolean fair_recipient_find_fields (FairForm            *form,
                                     FairRecipientFields *fields,
                                     GError             **error);
gboolean fair_recipient_init (FairRecipient             *self,
                              const FairRecipientFields *fields,
                              FairProgram               *program,
                              const FairVersion         *version,
                              GError                   **error);
void     fair_recipient_clear (FairRecipient *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairRecipient, fair_recipient_clear)

G_END_DECLS

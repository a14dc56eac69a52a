/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who is written to: at which address, and under which name. */
#pragma once

#include "form/fair-form.h"
#include "program/fair-program.h"
#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/**
 * FairRecipient:
 * @address: an email address, its domain in ASCII
 * @greeting: how they are addressed: the preferred or given name, else the family name; may be empty
 * @name: the whole name; may be empty
 * @fair: the name of the fair where they signed up; may be empty
 */
typedef struct
{
  char *address;
  char *greeting;
  char *name;
  const char *fair;
} FairRecipient;

FairField *fair_recipient_find_field (FairForm *form,
                                      GError  **error);
gboolean   fair_recipient_init (FairRecipient     *self,
                                FairField         *field,
                                FairProgram       *program,
                                const FairVersion *version,
                                GError           **error);
void       fair_recipient_clear (FairRecipient *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairRecipient, fair_recipient_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contact as a vCard, for the address book of a phone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairContactCard:
 * @name: under what name it stands in the address book
 * @organization: (nullable): to whom it belongs
 * @email: (nullable): an email address
 * @phone: (nullable): a phone number, as people write it
 * @website: (nullable): an http or https address
 */
typedef struct
{
  const char *name;
  const char *organization;
  const char *email;
  const char *phone;
  const char *website;
} FairContactCard;

char *fair_contact_card_to_text (const FairContactCard *self);

G_END_DECLS

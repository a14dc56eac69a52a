/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message that is not sent yet, as a file that mail programs open. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairDraftMessage:
 * @from_name: (nullable): whose the sender's address is
 * @from_address: (nullable): the sender's address; without it the mail program knows its own
 * @to_name: (nullable): whose the address is
 * @to_address: an email address
 * @subject: the subject
 * @body: the text
 * @date: when it was written
 *
 * All in UTF-8. Names and the subject may hold whatever somebody typed. Borrowed.
 */
typedef struct
{
  const char *from_name;
  const char *from_address;
  const char *to_name;
  const char *to_address;
  const char *subject;
  const char *body;
  GDateTime *date;
} FairDraftMessage;

GBytes *fair_draft_message_to_bytes (const FairDraftMessage *self);

G_END_DECLS

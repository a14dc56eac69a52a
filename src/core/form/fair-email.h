/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text is an email address, and what address a person may have meant. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAIR_EMAIL_GOOD,
  FAIR_EMAIL_UNUSUAL, /* an address, but it looks like a slip of the finger */
  FAIR_EMAIL_BAD,
} FairEmailVerdict;

FairEmailVerdict fair_email_check (const char *address,
                                   char      **suggestion);

G_END_DECLS

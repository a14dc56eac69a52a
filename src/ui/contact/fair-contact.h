/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to reach the program, and its links: addresses that visitors can write down. */
#pragma once

#include "program/fair-program.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_CONTACT (fair_contact_get_type ())
G_DECLARE_FINAL_TYPE (FairContact, fair_contact, FAIR, CONTACT, GtkBox)

void fair_contact_set_program (FairContact *self,
                               FairProgram *program);

G_END_DECLS

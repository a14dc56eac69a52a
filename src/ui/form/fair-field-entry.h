/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frameless entry of the form's rows, which holds one line, and keeps nothing of what was typed for the next visitor. */
#pragma once

#include "form/fair-field.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkEntry *fair_field_entry_new (FairField *field);
void      fair_field_entry_set_text (GtkEntry   *entry,
                                     const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody agreed to, word for word, when, and in which language. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-person-record.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

void fair_person_agreed_add (GtkBox                 *to,
                             FairBooth              *booth,
                             const FairPersonRecord *record);

G_END_DECLS

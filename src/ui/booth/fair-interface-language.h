/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language that the interface speaks, of Fairbook and of GTK: widgets that are made from now on are in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void               fair_interface_language_init (void);
GStrv              fair_interface_language_list (void);
const char *const *fair_interface_language_get_system (void);
const char        *fair_interface_language_get (void);
void               fair_interface_language_use (const char *tag);

G_END_DECLS

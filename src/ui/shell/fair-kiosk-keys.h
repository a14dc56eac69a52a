/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which keys and buttons a visitor has while the laptop stands alone: those for moving about and for typing, and no other. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** The chord of the staff, as gtk_accelerator_parse() reads it: the staff corner for those who use no pointer. */
#define FAIR_KIOSK_CHORD "<Control><Shift>k"

gboolean fair_kiosk_keys_is_chord (GdkEvent *event);
gboolean fair_kiosk_keys_allow (GdkEvent *event);

G_END_DECLS

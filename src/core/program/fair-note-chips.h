/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff note about a visitor with one tap. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GStrv fair_note_chips_list (const char *const *own);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of keys that do something. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *fair_shortcuts_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has Tab go through the open list of a row as it does through any other list. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void fair_combo_list_follow_tab (AdwComboRow *row);

G_END_DECLS

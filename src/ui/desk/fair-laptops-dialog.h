/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says whether everything is there: each laptop that was ever seen, what came of it, and when it was last collected from. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *fair_laptops_dialog_new (FairBooth *booth);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the staff menu and the application's keys do. */
#pragma once

#include "shell/fair-application.h"

G_BEGIN_DECLS

void fair_application_add_actions (FairApplication *self);

G_END_DECLS

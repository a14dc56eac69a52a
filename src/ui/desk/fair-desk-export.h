/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports whom the coordinator has before them at the desk. */
#pragma once

#include "desk/fair-desk.h"

G_BEGIN_DECLS

void fair_desk_export (FairDesk *desk);

G_END_DECLS

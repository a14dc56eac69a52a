/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say where a pack has no form. */
#pragma once

#include "program/fair-program.h"

G_BEGIN_DECLS

char *fair_no_form_describe (FairProgram *program);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store is recorded doing. */
#pragma once

#include "crash-scene.h"

G_BEGIN_DECLS

/** Ends with one that has no name. */
extern const CrashScenario crash_adding_scenarios[];
extern const CrashScenario crash_changing_scenarios[];

G_END_DECLS

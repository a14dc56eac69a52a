/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store is recorded doing. */
#pragma once

#include "crash-scene.h"

G_BEGIN_DECLS

/** Ends with one that has no name. */
extern const CrashScenario crash_adding_scenarios[];
extern const CrashScenario crash_changing_scenarios[];
extern const CrashScenario crash_together_scenarios[];

void     crash_prepare_people (CrashScene *scene);
void     crash_prepare_import (CrashScene *scene);
gboolean crash_erase (CrashScene *scene);
gboolean crash_import (CrashScene *scene);

G_END_DECLS

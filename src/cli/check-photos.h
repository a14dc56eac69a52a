/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes the photos of a content pack, as the window will, to find those that cannot be shown. */
#pragma once

#include "program/fair-program.h"

G_BEGIN_DECLS

gboolean cli_check_photos (FairProgram *program,
                           GPtrArray   *problems,
                           GError     **error);

G_END_DECLS

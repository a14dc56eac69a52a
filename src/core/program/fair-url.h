/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a content pack may lead. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_url_is_allowed (const char *url);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a file that is made of what people are called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fair_file_name_make_safe (const char *text,
                                const char *otherwise);

G_END_DECLS

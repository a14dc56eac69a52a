/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours as they are written in a language, whatever the system's locale is (Unicode CLDR, through ICU). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fair_local_time_format_day (GDateTime  *time,
                                  const char *language);
char *fair_local_time_format_hour (GDateTime  *time,
                                   const char *language);
char *fair_local_time_format_moment (GDateTime  *time,
                                     const char *language);

G_END_DECLS

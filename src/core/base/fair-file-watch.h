/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a main loop within milliseconds that somebody has written to a file, or put another in its place. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FairFileWatch FairFileWatch;

/** Called from the main loop of the thread that began to watch. */
typedef void (*FairFileWatchFunc) (gpointer user_data);

FairFileWatch *fair_file_watch_new (const char        *path,
                                    FairFileWatchFunc  func,
                                    gpointer           user_data);
void           fair_file_watch_free (FairFileWatch *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes the window easier for one visitor to see and to read, on top of what the system's own settings do: larger text,
 * strong contrast, no motion. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In percent of the system's text size, the smallest first; it ends with 0. */
extern const guint fair_comfort_text_sizes[];

#define FAIR_TYPE_COMFORT (fair_comfort_get_type ())
/* Properties, readable and writable: text-size (one of the above), strong-contrast, still; readable: changed.
 * Threading: main thread only. Nothing is set before there is a display, and nothing is left set when it is gone. */
G_DECLARE_FINAL_TYPE (FairComfort, fair_comfort, FAIR, COMFORT, GObject)

FairComfort *fair_comfort_new (void);
guint        fair_comfort_get_text_size (FairComfort *self);
void         fair_comfort_set_text_size (FairComfort *self,
                                         guint        percent);
gboolean     fair_comfort_get_strong_contrast (FairComfort *self);
void         fair_comfort_set_strong_contrast (FairComfort *self,
                                               gboolean     strong);
gboolean     fair_comfort_get_still (FairComfort *self);
void         fair_comfort_set_still (FairComfort *self,
                                     gboolean     still);
gboolean     fair_comfort_get_changed (FairComfort *self);
void         fair_comfort_reset (FairComfort *self);
char        *fair_comfort_dup_description (FairComfort *self);

G_END_DECLS

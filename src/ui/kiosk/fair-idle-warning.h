/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a visitor who has not moved for a while whether to wait for them, and counts down to starting over. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_IDLE_WARNING (fair_idle_warning_get_type ())
/* Signal: continued: the button, or Escape. It neither counts nor closes by itself: the window tells it the seconds, and
 * takes it away with adw_dialog_force_close(). */
G_DECLARE_FINAL_TYPE (FairIdleWarning, fair_idle_warning, FAIR, IDLE_WARNING, AdwDialog)

GtkWidget *fair_idle_warning_new (void);
void       fair_idle_warning_set_seconds (FairIdleWarning *self,
                                          guint            seconds);
void       fair_idle_warning_set_typed (FairIdleWarning *self,
                                        gboolean         typed,
                                        gboolean         kept);
void       fair_idle_warning_set_correcting (FairIdleWarning *self);

G_END_DECLS

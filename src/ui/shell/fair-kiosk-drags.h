/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean fair_kiosk_drags_refuse (GdkEvent *event, gboolean *held);

G_END_DECLS

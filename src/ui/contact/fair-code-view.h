/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a QR code, dark on light in every style, large enough for the camera of a phone. */
#pragma once

#include "takehome/fair-qr-code.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FAIR_TYPE_CODE_VIEW (fair_code_view_get_type ())
G_DECLARE_FINAL_TYPE (FairCodeView, fair_code_view, FAIR, CODE_VIEW, GtkWidget)

void fair_code_view_set_code (FairCodeView *self,
                              FairQrCode   *code,
                              const char   *words);

G_END_DECLS

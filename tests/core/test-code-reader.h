/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads QR codes out of pictures, with the library zbar: what is written with one library is read with another. */
#pragma once

#include "takehome/fair-qr-code.h"

G_BEGIN_DECLS

char *test_read_picture (const guint8 *gray,
                         guint         width,
                         guint         height);
char *test_read_code (const FairQrCode *code);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a QR code, for visitors to take along on their phones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a code holds at most, in bytes of UTF-8: more makes its modules too small for a phone that is held before a screen. */
#define FAIR_QR_CODE_MAX_BYTES 300
/** How many modules must be left light on each side of a code (ISO/IEC 18004). */
#define FAIR_QR_CODE_QUIET_ZONE 4

#define FAIR_QR_CODE_ERROR (fair_qr_code_error_quark ())
GQuark fair_qr_code_error_quark (void);

typedef enum
{
  FAIR_QR_CODE_ERROR_TOO_LONG,
  FAIR_QR_CODE_ERROR_NOTHING,
  FAIR_QR_CODE_ERROR_FAILED,
} FairQrCodeError;

/** Immutable once made; any thread may use it. */
typedef struct _FairQrCode FairQrCode;

FairQrCode *fair_qr_code_new (const char *text,
                              GError    **error);
FairQrCode *fair_qr_code_ref (FairQrCode *self);
void        fair_qr_code_unref (FairQrCode *self);
guint       fair_qr_code_get_size (const FairQrCode *self);
gboolean    fair_qr_code_is_dark (const FairQrCode *self,
                                  guint             column,
                                  guint             row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairQrCode, fair_qr_code_unref)

G_END_DECLS

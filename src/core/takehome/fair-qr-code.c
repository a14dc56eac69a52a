/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a QR code, for visitors to take along on their phones. */
#include "config.h"
#include "takehome/fair-qr-code.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

/* The number of UTF-8 among AIM's Extended Channel Interpretations. */
#define ECI_UTF_8 26

struct _FairQrCode
{
  QRcode *code;
};

G_DEFINE_QUARK (fair-qr-code-error-quark, fair_qr_code_error)

static gboolean
fits (const char *text,
      GError    **error)
{
  gsize length = strlen (text);

  if (length > FAIR_QR_CODE_MAX_BYTES)
    g_set_error (error, FAIR_QR_CODE_ERROR, FAIR_QR_CODE_ERROR_TOO_LONG,
                 _("it takes %u bytes, and the code that visitors take home holds %d; shorten it"),
                 (guint) length, FAIR_QR_CODE_MAX_BYTES);
  else if (length == 0)
    g_set_error_literal (error, FAIR_QR_CODE_ERROR, FAIR_QR_CODE_ERROR_NOTHING, _("there is nothing to make a code of"));
  return length > 0 && length <= FAIR_QR_CODE_MAX_BYTES;
}

/* Says of a text that it is UTF-8, in two bytes more: some readers guess, and take “Zoë” for Japanese. What is ASCII means the
 * same to all, and to those, too, that know of no such remark. */
static QRcode *
encode (const char *text)
{
  QRinput *input = NULL;
  QRcode *code = NULL;

  if (g_str_is_ascii (text))
    return QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, TRUE);
  input = QRinput_new2 (0, QR_ECLEVEL_M);
  if (input == NULL)
    return NULL;
  if (QRinput_appendECIheader (input, ECI_UTF_8) == 0 &&
      QRinput_append (input, QR_MODE_8, (int) strlen (text), (const unsigned char *) text) == 0)
    code = QRcode_encodeInput (input);
  QRinput_free (input);
  return code;
}

/**
 * fair_qr_code_new:
 * @text: a text in UTF-8
 * @error: where a #FairQrCodeError goes
 *
 * Makes a QR code of the smallest version that holds @text, with the error correction M: 15 % of it may be unreadable.
 *
 * Threading: one thread at a time; libqrencode is not built with locks everywhere.
 *
 * Returns: (transfer full) (nullable): the code
 */
FairQrCode *
fair_qr_code_new (const char *text,
                  GError    **error)
{
  FairQrCode *self = NULL;
  QRcode *code = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!fits (text, error))
    return NULL;
  code = encode (text);
  if (code == NULL)
    {
      g_set_error (error, FAIR_QR_CODE_ERROR, FAIR_QR_CODE_ERROR_FAILED, _("no code could be made of it: %s"), g_strerror (errno));
      return NULL;
    }
  self = g_atomic_rc_box_new (FairQrCode);
  self->code = code;
  return self;
}

/** Returns: (transfer full): @self */
FairQrCode *
fair_qr_code_ref (FairQrCode *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FairQrCode *self = data;

  QRcode_free (self->code);
}

void
fair_qr_code_unref (FairQrCode *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/** Returns: how many modules it has each way, without the quiet zone */
guint
fair_qr_code_get_size (const FairQrCode *self)
{
  return (guint) self->code->width;
}

/**
 * fair_qr_code_is_dark:
 * @column: from the left, whatever the direction of the text around it, below fair_qr_code_get_size()
 * @row: from the top
 *
 * Returns: whether that module is dark
 */
gboolean
fair_qr_code_is_dark (const FairQrCode *self,
                      guint             column,
                      guint             row)
{
  guint size = fair_qr_code_get_size (self);

  g_return_val_if_fail (column < size && row < size, FALSE);

  return (self->code->data[row * size + column] & 1) != 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what an export writes and sends it on in large pieces, so that memory stays constant. */
#include "export/fair-export-sink.h"

#define PIECE (256 * 1024)

/**
 * fair_export_sink_init:
 * @self: to be released with fair_export_sink_clear()
 * @stream: (transfer none): where everything goes; stays open, and must outlive @self
 * @cancellable: (nullable) (transfer none):
 */
void
fair_export_sink_init (FairExportSink *self,
                       GOutputStream  *stream,
                       GCancellable   *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  self->buffer = g_string_sized_new (PIECE + PIECE / 2);
  self->stream = stream;
  self->cancellable = cancellable;
}

/**
 * fair_export_sink_clear:
 *
 * Releases what @self holds; what was not sent on is gone.
 */
void
fair_export_sink_clear (FairExportSink *self)
{
  if (self->buffer != NULL)
    g_string_free (self->buffer, TRUE);
  self->buffer = NULL;
}

static gboolean
send_all (FairExportSink  *self,
          GError         **error)
{
  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, self->cancellable, error))
    return FALSE;
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/**
 * fair_export_sink_drain:
 * @error: as the stream gave it, %G_IO_ERROR_CANCELLED and %G_IO_ERROR_BROKEN_PIPE among them
 *
 * Sends the buffer on if it is worth a write. Blocks.
 *
 * Returns: FALSE if the stream refused
 */
gboolean
fair_export_sink_drain (FairExportSink  *self,
                        GError         **error)
{
  return self->buffer->len < PIECE || send_all (self, error);
}

/**
 * fair_export_sink_finish:
 * @error: as for fair_export_sink_drain()
 *
 * Sends on everything that is left. Blocks.
 *
 * Returns: FALSE if the stream refused
 */
gboolean
fair_export_sink_finish (FairExportSink  *self,
                         GError         **error)
{
  return send_all (self, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what an export writes and sends it on in large pieces, so that memory stays constant. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairExportSink:
 * @buffer: what has not been sent on yet; formats append to it
 *
 * Threading: used by one thread at a time.
 */
typedef struct
{
  GString *buffer;
  GOutputStream *stream;
  GCancellable *cancellable;
} FairExportSink;

void     fair_export_sink_init (FairExportSink *self,
                                GOutputStream  *stream,
                                GCancellable   *cancellable);
void     fair_export_sink_clear (FairExportSink *self);
gboolean fair_export_sink_drain (FairExportSink  *self,
                                 GError         **error);
gboolean fair_export_sink_finish (FairExportSink  *self,
                                  GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairExportSink, fair_export_sink_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An output stream on a descriptor that writes through FairFileOps, so that a test can make it fail. */
#pragma once

#include "base/fair-file-ops.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_TYPE_FILE_STREAM (fair_file_stream_get_type ())
G_DECLARE_FINAL_TYPE (FairFileStream, fair_file_stream, FAIR, FILE_STREAM, GOutputStream)

GOutputStream *fair_file_stream_new (const FairFileOps *ops,
                                     int                fd,
                                     const char        *name);

G_END_DECLS

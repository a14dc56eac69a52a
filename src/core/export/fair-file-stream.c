/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An output stream on a descriptor that writes through FairFileOps, so that a test can make it fail. */
#include "config.h"

#include "export/fair-file-stream.h"

#include <glib/gi18n-lib.h>

struct _FairFileStream
{
  GOutputStream parent_instance;

  const FairFileOps *ops;
  int fd;
  char *name;
};

G_DEFINE_FINAL_TYPE (FairFileStream, fair_file_stream, G_TYPE_OUTPUT_STREAM)

static gssize
fair_file_stream_write (GOutputStream  *stream,
                        const void     *data,
                        gsize           length,
                        GCancellable   *cancellable,
                        GError        **error)
{
  FairFileStream *self = FAIR_FILE_STREAM (stream);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  if (fair_file_ops_write_all (self->ops, self->fd, data, length))
    return (gssize) length;
  fair_file_ops_set_error (error, self->name, _("The export could not be written"));
  return -1;
}

static void
fair_file_stream_finalize (GObject *object)
{
  FairFileStream *self = FAIR_FILE_STREAM (object);

  g_free (self->name);
  G_OBJECT_CLASS (fair_file_stream_parent_class)->finalize (object);
}

static void
fair_file_stream_class_init (FairFileStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_file_stream_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = fair_file_stream_write;
}

static void
fair_file_stream_init (FairFileStream *self)
{
  self->fd = -1;
}

/**
 * fair_file_stream_new:
 * @ops: (transfer none): must outlive the stream
 * @fd: stays open when the stream is closed
 * @name: (type filename): what errors call the file
 *
 * Returns: (transfer full): a stream that writes to @fd; its errors are those of fair_file_ops_set_error()
 */
GOutputStream *
fair_file_stream_new (const FairFileOps *ops,
                      int                fd,
                      const char        *name)
{
  FairFileStream *self = g_object_new (FAIR_TYPE_FILE_STREAM, NULL);

  self->ops = ops;
  self->fd = fd;
  self->name = g_strdup (name);
  return G_OUTPUT_STREAM (self);
}

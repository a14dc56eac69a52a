/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the store, and what errors of files become among them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAIR_STORE_ERROR (fair_store_error_quark ())
GQuark fair_store_error_quark (void);

/** Why the store could not do what was asked. */
typedef enum
{
  FAIR_STORE_ERROR_IO,        /* the folder or the disk refused; nothing was saved */
  FAIR_STORE_ERROR_FULL,      /* no room on the disk; nothing was saved */
  FAIR_STORE_ERROR_READ_ONLY, /* the folder may not be written to; nothing was saved */
  FAIR_STORE_ERROR_UNCERTAIN, /* the disk did not confirm the write: not acknowledged */
  FAIR_STORE_ERROR_TOO_LONG,  /* the answers are longer than a line may be */
  FAIR_STORE_ERROR_NOT_FOUND, /* there is nobody of that id */
  FAIR_STORE_ERROR_LINE,      /* a line of a journal is damaged, or not one of a journal */
  FAIR_STORE_ERROR_JOIN,      /* two sign-ups cannot be joined, or one is not joined; nothing was changed */
  FAIR_STORE_ERROR_CHANGED,   /* somebody has changed again what was to be taken back; nothing was changed */
  FAIR_STORE_ERROR_BUSY,      /* another program has been writing all the time; nothing was saved */
} FairStoreError;

gboolean fair_store_error_set (GError    **error,
                               const char *path,
                               const char *doing);
gboolean fair_store_error_propagate (GError **error,
                                     GError  *io_error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file of lines: decodes them on all processors, and hands them out in their order. The one loop of its kind. */
#pragma once

#include "base/fair-file.h"
#include "store/journal/fair-line.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairLine:
 * @text: (nullable): without its newline; NULL if it is longer than a line may be
 * @length: its length, in bytes
 * @offset: where it begins in the file, in bytes
 * @number: from 1, counted from where the reading began
 * @version: what it says, if @error is NULL and the lines are decoded
 * @error: (nullable): why it cannot be read, as half a sentence
 * @mapped: (nullable): the bytes that #FairLines.map made of it
 *
 * Valid during the call that it is handed to.
 */
typedef struct
{
  const char *text;
  gsize length;
  goffset offset;
  guint64 number;
  FairVersion version;
  GError *error;
  gconstpointer mapped;
} FairLine;

/**
 * FairLineFunc:
 *
 * Returns: FALSE with @error set stops the reading.
 */
typedef gboolean (*FairLineFunc) (const FairLine *line,
                                  gpointer        user_data,
                                  GError        **error);

/** How lines are taken. */
typedef enum
{
  FAIR_LINES_JOURNAL, /* strictly as Fairbook writes them; bytes behind the last newline are no line */
  FAIR_LINES_GLANCED, /* likewise, but all that they say when they are handed out is whose they are, when they were made, and,
                         of those that fair_line_glance() cannot tell, @event and @joined_into */
  FAIR_LINES_FOREIGN, /* as other programs leave them, too: see fair_line_decode_foreign(); the last may lack its newline */
  FAIR_LINES_RAW,     /* not decoded */
} FairLinesKind;

/**
 * FairLines:
 * @file: an open file
 * @kind: how its lines are taken
 * @from: where the reading begins, at the beginning of a line, in bytes
 * @end: where it ends; what is appended later is not seen
 * @only: (nullable): an id: lines in which it does not occur need not be handed out
 * @map: (nullable): called with each line in any thread, before it is handed out, to make something of it and append that to
 *   @made, which is empty; returns whether it did
 * @map_data: for @map
 *
 * What is to be read. Borrowed.
 */
typedef struct
{
  const FairFile *file;
  FairLinesKind kind;
  goffset from;
  goffset end;
  const char *only;
  gboolean (*map) (const FairLine *line,
                   GString        *made,
                   gpointer        map_data);
  gpointer map_data;
} FairLines;

gboolean fair_lines_foreach (const FairLines  *self,
                             FairLineFunc      func,
                             gpointer          user_data,
                             GCancellable     *cancellable,
                             GError          **error);
char    *fair_lines_reread (const FairFile  *file,
                            goffset          offset,
                            gsize            length,
                            GError         **error);

G_END_DECLS

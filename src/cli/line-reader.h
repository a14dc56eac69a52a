/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads lines from a descriptor that may be a pipe or a terminal, and tells when the next one has not arrived yet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LINE_READY,
  LINE_TOO_LONG, /* skipped up to its newline */
  LINE_PENDING,  /* nothing complete has arrived yet */
  LINE_END,
  LINE_FAILED,   /* see errno */
} LineState;

/**
 * LineReader:
 * @line: the line, without its newline and a carriage return before it; valid until the next call
 * @number: of @line, from 1
 */
typedef struct
{
  const char *line;
  gsize length;
  guint64 number;

  int fd;
  char *buffer;
  gsize start;
  gsize end;
  gsize searched; /* up to here there is no newline */
  gboolean ended;
  gboolean skipping;
} LineReader;

void      line_reader_init (LineReader *self,
                            int         fd);
void      line_reader_clear (LineReader *self);
gboolean  line_reader_peek (LineReader  *self,
                            const char **text,
                            gsize       *length);
LineState line_reader_next (LineReader *self,
                            gboolean    may_wait);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LineReader, line_reader_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads lines from a descriptor that may be a pipe or a terminal, and tells when the next one has not arrived yet. */
#include "line-reader.h"

#include "base/fair-json.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define CAPACITY (512 * 1024)

/**
 * line_reader_init:
 * @fd: stays open, and must outlive @self
 */
void
line_reader_init (LineReader *self,
                  int         fd)
{
  memset (self, 0, sizeof *self);
  self->fd = fd;
  self->buffer = g_malloc (CAPACITY);
  /* While a batch is being synced, more of a fast producer's lines should find room. Where it cannot be, it is slower. */
  fcntl (fd, F_SETPIPE_SZ, CAPACITY);
}

/**
 * line_reader_clear:
 *
 * Releases what @self holds.
 */
void
line_reader_clear (LineReader *self)
{
  g_clear_pointer (&self->buffer, g_free);
}

static gboolean
has_input (LineReader *self)
{
  struct pollfd wait = { .fd = self->fd, .events = POLLIN };

  return poll (&wait, 1, 0) > 0;
}

static void
make_room (LineReader *self)
{
  memmove (self->buffer, self->buffer + self->start, self->end - self->start);
  self->end -= self->start;
  self->searched -= self->start;
  self->start = 0;
}

static gboolean
fill (LineReader *self)
{
  gssize n;

  make_room (self);
  do
    n = read (self->fd, self->buffer + self->end, CAPACITY - self->end);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return FALSE;
  self->ended = n == 0;
  self->end += (gsize) n;
  return TRUE;
}

/* Forgets the part of a line that is longer than any line may be. */
static void
skip_if_too_long (LineReader *self)
{
  if (!self->skipping && self->end - self->start <= FAIR_JSON_MAX_LINE + 1)
    return;
  self->skipping = TRUE;
  self->start = self->searched = self->end;
}

static LineState
take_line (LineReader *self,
           gsize       end,
           gsize       next)
{
  gboolean skipped = self->skipping;

  self->line = self->buffer + self->start;
  self->length = end - self->start;
  self->start = self->searched = next;
  self->number++;
  self->skipping = FALSE;
  if (skipped)
    return LINE_TOO_LONG;
  if (self->length > 0 && self->line[self->length - 1] == '\r')
    self->length--;
  return LINE_READY;
}

/**
 * line_reader_peek:
 * @text: (out): what has arrived so far, from where the next line begins; waits until there is something
 * @length: (out): its length; 0 at the end
 *
 * Returns: FALSE with `errno` set
 */
gboolean
line_reader_peek (LineReader  *self,
                  const char **text,
                  gsize       *length)
{
  if (self->start == self->end && !self->ended && !fill (self))
    return FALSE;
  *text = self->buffer + self->start;
  *length = self->end - self->start;
  return TRUE;
}

/**
 * line_reader_next:
 * @may_wait: whether to wait for input; otherwise %LINE_PENDING says that none is there
 *
 * Reads the next line. A last line needs no newline. Lines longer than %FAIR_JSON_MAX_LINE are either %LINE_TOO_LONG
 * or given as they are: memory stays bounded. Blocks if @may_wait.
 */
LineState
line_reader_next (LineReader *self,
                  gboolean    may_wait)
{
  for (;;)
    {
      const char *from = self->buffer + self->searched;
      const char *newline = memchr (from, '\n', self->end - self->searched);

      if (newline != NULL)
        return take_line (self, (gsize) (newline - self->buffer), (gsize) (newline - self->buffer) + 1);
      self->searched = self->end;
      skip_if_too_long (self);
      if (self->ended)
        return self->start < self->end || self->skipping ? take_line (self, self->end, self->end) : LINE_END;
      if (!may_wait && !has_input (self))
        return LINE_PENDING;
      if (!fill (self))
        return LINE_FAILED;
    }
}

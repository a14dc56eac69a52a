/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a file is an older copy of a journal, so that nothing is lost if the journal takes its place.
 *
 * Mostly it is the journal's beginning, byte for byte. Where people were erased or merged since, the journal was rewritten: then
 * each line of the file has to be somewhere in it, or to be of somebody who was erased. Those must not stay in a copy either.
 */
#include "collect/fair-older-copy.h"

#include "collect/fair-line-set.h"
#include <string.h>

#define JOURNAL 0
#define PIECE (256 * 1024)

struct _FairOlderCopy
{
  const FairPeople *people;
  goffset end;        /* how much of the journal counts */
  FairLineSet *lines; /* (nullable): of the journal, once they are needed */
  gboolean is_older;
};

/** @people: a table whose first file is the journal, of which @end bytes were read; it must outlive the result. Returns: (transfer
 * full): what can be asked of several files */
FairOlderCopy *
fair_older_copy_new (const FairPeople *people,
                     goffset           end)
{
  FairOlderCopy *self = g_new0 (FairOlderCopy, 1);

  self->people = people;
  self->end = end;
  return self;
}

void
fair_older_copy_free (FairOlderCopy *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self);
}

/* What cannot be read is no beginning. */
static gboolean
is_beginning (FairOlderCopy  *self,
              const FairFile *file,
              goffset         size)
{
  g_autofree char *theirs = g_malloc (PIECE), *ours = g_malloc (PIECE);

  if (size > self->end)
    return FALSE;
  for (goffset at = 0; at < size; at += PIECE)
    {
      gsize length = (gsize) MIN (size - at, PIECE);

      if (!fair_file_read (file, theirs, length, at) ||
          !fair_file_read (&self->people->sources[JOURNAL].file, ours, length, at) || memcmp (theirs, ours, length) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_mark (const FairLine *line,
           gpointer        user_data,
           GError        **error)
{
  FairOlderCopy *self = user_data;
  FairLineMark mark;

  if (line->text == NULL)
    return TRUE;
  mark = fair_line_mark (line->text, line->length);
  g_array_append_val (self->lines, mark);
  return TRUE;
}

static gboolean
load_lines (FairOlderCopy  *self,
            GCancellable   *cancellable,
            GError        **error)
{
  const FairLines lines = { .file = &self->people->sources[JOURNAL].file, .kind = FAIR_LINES_RAW, .end = self->end };

  if (self->lines != NULL)
    return TRUE;
  self->lines = fair_line_set_new ();
  if (!fair_lines_foreach (&lines, take_mark, self, cancellable, error))
    return FALSE;
  fair_line_set_finish (self->lines);
  return TRUE;
}

static gboolean
look_at_line (const FairLine *line,
              gpointer        user_data,
              GError        **error)
{
  FairOlderCopy *self = user_data;
  const FairPerson *person;

  if (line->text != NULL && fair_line_set_has (self->lines, line->text, line->length))
    return TRUE;
  person = line->error == NULL && line->version.op == FAIR_OP_PUT ? fair_people_find (self->people, line->version.id) : NULL;
  if (person == NULL || !person->erased)
    self->is_older = FALSE;
  return TRUE;
}

/**
 * fair_older_copy_is:
 * @file: an open file
 * @size: how long it is, in bytes
 * @is_older: (out): whether nothing is in it that the journal lacks
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_older_copy_is (FairOlderCopy   *self,
                    const FairFile  *file,
                    goffset          size,
                    gboolean        *is_older,
                    GCancellable    *cancellable,
                    GError         **error)
{
  const FairLines lines = { .file = file, .kind = FAIR_LINES_FOREIGN, .end = size };

  self->is_older = TRUE;
  if (!is_beginning (self, file, size) &&
      (!load_lines (self, cancellable, error) || !fair_lines_foreach (&lines, look_at_line, self, cancellable, error)))
    return FALSE;
  *is_older = self->is_older;
  return TRUE;
}

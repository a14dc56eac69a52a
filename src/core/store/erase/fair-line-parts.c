/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line that is not as Fairbook writes it is made of: what others put around it, and sound lines within it. */
#include "store/erase/fair-line-parts.h"

#include "base/fair-json.h"
#include "store/journal/fair-journal-line.h"
#include <string.h>

#define BOM "\357\273\277"
/* How a line begins, and how it ends before the digits of its checksum. */
#define START "{\"v\":"
#define CRC_KEY ",\"crc\":\""
#define CRC_REST_LENGTH 10 /* eight digits, "} */
/* How many bytes are summed up in looking for sound lines: bytes that only look like lines must not take for ever. */
#define MAX_SUMMED (64 * 1024 * 1024)

/**
 * fair_line_trim:
 * @text: (inout): where a line begins
 * @length: (inout): its length, in bytes
 *
 * What mail programs and editors put around a line, a byte order mark included, is no part of it.
 */
void
fair_line_trim (const char **text,
                gsize       *length)
{
  if (*length >= strlen (BOM) && memcmp (*text, BOM, strlen (BOM)) == 0)
    {
      *text += strlen (BOM);
      *length -= strlen (BOM);
    }
  while (*length > 0 && strchr (" \t\r", (*text)[*length - 1]) != NULL && (*text)[*length - 1] != '\0')
    (*length)--;
  while (*length > 0 && strchr (" \t", **text) != NULL && **text != '\0')
    {
      (*text)++;
      (*length)--;
    }
}

static const char *
find (const char *text,
      const char *end,
      const char *what)
{
  return text < end ? memmem (text, (gsize) (end - text), what, strlen (what)) : NULL;
}

/* How long the sound line is that begins here; 0 if none does. */
static gsize
measure_sound_line (const char *text,
                    const char *end,
                    gsize      *summed)
{
  const char *last = text + MIN ((gsize) (end - text), FAIR_JSON_MAX_LINE);
  const char *key = text;

  while (*summed < MAX_SUMMED && (key = find (key, last, CRC_KEY)) != NULL)
    {
      gsize length = (gsize) (key - text) + strlen (CRC_KEY) + CRC_REST_LENGTH;
      FairFrame frame;

      *summed += length;
      if (text + length <= end && text[length - 1] == '}' && fair_journal_line_check (text, length) &&
          fair_journal_line_scan (text, length, &frame))
        return length;
      key++;
    }
  return 0;
}

static void
add_part (GArray     *parts,
          const char *from,
          const char *to,
          gboolean    sound)
{
  FairLinePart part = { from, (gsize) (to - from), sound };

  if (from < to)
    g_array_append_val (parts, part);
}

/**
 * fair_line_split:
 * @bytes: a line that cannot be read
 * @length: its length, in bytes
 *
 * Where the newline between two lines was damaged, either of them may be sound; and where neither is, each of them is
 * still somebody's. So bytes are split where a line begins, and where a sound one ends.
 *
 * Returns: (transfer full) (element-type FairLinePart): the parts, in their order; together they are @bytes
 */
GArray *
fair_line_split (const char *bytes,
                 gsize       length)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (FairLinePart));
  const char *end = bytes + length;
  const char *from = bytes;
  const char *start;
  gsize summed = 0;

  for (start = find (bytes, end, START); start != NULL; start = find (start, end, START))
    {
      gsize sound = measure_sound_line (start, end, &summed);

      add_part (parts, from, start, FALSE);
      add_part (parts, start, start + sound, TRUE);
      from = start + sound;
      start = sound > 0 ? from : start + 1;
    }
  add_part (parts, from, end, FALSE);
  return parts;
}

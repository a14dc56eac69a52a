/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hybrid logical clock: time stamps that order versions made on laptops whose clocks disagree. */
#include "base/fair-hlc.h"
#include <string.h>

/* 9999-12-31T23:59:59.999Z: no clock says more, and nothing can overflow above it */
#define MAX_MS G_GINT64_CONSTANT (253402300799999)
/* what is made here says less, so that something can come after it */
#define MAX_OWN_MS (MAX_MS - 1)

/* Reads a decimal number without leading zeros, at most @max, and the '-' after it. */
static gboolean
take_number (const char **text,
             const char  *end,
             gint64       max,
             gint64      *number)
{
  const char *start = *text;

  *number = 0;
  for (; *text < end && g_ascii_isdigit (**text); (*text)++)
    {
      *number = *number * 10 + (**text - '0');
      if (*number > max)
        return FALSE;
    }
  if (*text == start || (*start == '0' && *text - start > 1) || *text == end || **text != '-')
    return FALSE;
  (*text)++;
  return TRUE;
}

/**
 * fair_hlc_is_device:
 * @text: a device's id
 * @length: its length, in bytes
 *
 * Returns: whether it is one that a time stamp may carry: 1 to %FAIR_DEVICE_MAX of `[A-Za-z0-9._-]`
 */
gboolean
fair_hlc_is_device (const char *text,
                    gsize       length)
{
  if (length == 0 || length > FAIR_DEVICE_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '.' && text[i] != '_' && text[i] != '-')
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_hlc_parse:
 * @text: `<milliseconds>-<counter>-<device>`, the numbers decimal and without leading zeros
 * @length: its length, in bytes
 * @hlc: (out caller-allocates): the time stamp; undefined when FALSE is returned
 *
 * Returns: FALSE if @text is not such a time stamp
 */
gboolean
fair_hlc_parse (const char *text,
                gsize       length,
                FairHlc    *hlc)
{
  const char *end = text + length;
  gint64 counter;

  if (!take_number (&text, end, MAX_MS, &hlc->ms) || !take_number (&text, end, G_MAXUINT32, &counter) ||
      !fair_hlc_is_device (text, (gsize) (end - text)))
    return FALSE;
  hlc->counter = (guint32) counter;
  memcpy (hlc->device, text, (gsize) (end - text));
  hlc->device[end - text] = '\0';
  return TRUE;
}

/**
 * fair_hlc_to_string:
 * @self: a time stamp
 *
 * Returns: (transfer full): its text, as fair_hlc_parse() reads it
 */
char *
fair_hlc_to_string (const FairHlc *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%u-%s", self->ms, self->counter, self->device);
}

static int
compare_times (const FairHlc *a,
               const FairHlc *b)
{
  if (a->ms != b->ms)
    return a->ms < b->ms ? -1 : 1;
  return (a->counter > b->counter) - (a->counter < b->counter);
}

/**
 * fair_hlc_compare:
 * @a: a time stamp
 * @b: another
 *
 * A total order: by time, then counter, then device, as numbers, numbers and bytes.
 *
 * Returns: less than, equal to or greater than 0 as @a comes before, is, or comes after @b
 */
int
fair_hlc_compare (const FairHlc *a,
                  const FairHlc *b)
{
  int order = compare_times (a, b);

  return order != 0 ? order : strcmp (a->device, b->device);
}

/**
 * fair_hlc_tick:
 * @last: (inout): the latest time stamp that was made or seen here; becomes the new one
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 * @device: this laptop's id
 *
 * Makes the next time stamp: it is later than @last, whatever the clock says, and something can come after it (unless
 * nothing can after @last).
 */
void
fair_hlc_tick (FairHlc    *last,
               gint64      now_ms,
               const char *device)
{
  now_ms = MIN (now_ms, MAX_OWN_MS);
  if (now_ms > last->ms)
    {
      last->ms = now_ms;
      last->counter = 0;
    }
  else if (last->counter < G_MAXUINT32)
    last->counter++;
  else
    {
      last->ms++;
      last->counter = 0;
    }
  g_strlcpy (last->device, device, sizeof last->device);
}

/**
 * fair_hlc_observe:
 * @last: (inout): the latest time stamp that was made or seen here
 * @seen: one that was met
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 *
 * Takes in a time stamp, so that whatever is made here next comes after it. One that is more than
 * %FAIR_HLC_MAX_AHEAD ahead of the clock is passed over: a laptop that takes this year for 2106 infects nobody; so is one
 * that nothing can follow. Whoever
 * makes a further version of a sign-up takes in the time stamp of the version before it by himself.
 */
void
fair_hlc_observe (FairHlc       *last,
                  const FairHlc *seen,
                  gint64         now_ms)
{
  if (!fair_hlc_is_ahead (seen, now_ms) && fair_hlc_can_be_followed (seen) && compare_times (seen, last) > 0)
    *last = *seen;
}

/**
 * fair_hlc_is_ahead:
 * @self: a time stamp
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: whether it was made by a clock that is more than %FAIR_HLC_MAX_AHEAD ahead of this one
 */
gboolean
fair_hlc_is_ahead (const FairHlc *self,
                   gint64         now_ms)
{
  return self->ms > now_ms && self->ms - FAIR_HLC_MAX_AHEAD > now_ms;
}

/**
 * fair_hlc_is_behind:
 * @self: a time stamp
 *
 * Returns: whether it was made by a clock that was never set: it says that it was before %FAIR_HLC_EARLIEST
 */
gboolean
fair_hlc_is_behind (const FairHlc *self)
{
  return self->ms < FAIR_HLC_EARLIEST;
}

/**
 * fair_hlc_can_be_followed:
 * @self: a time stamp
 *
 * Returns: FALSE in the last millisecond that a time stamp can say: what has it could not be corrected for ever
 */
gboolean
fair_hlc_can_be_followed (const FairHlc *self)
{
  return self->ms < MAX_MS;
}

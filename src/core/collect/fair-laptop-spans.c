/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which laptops have made lines, how many, from when to when, and by which clocks. */
#include "collect/fair-laptop-spans.h"

#include "base/fair-laptop-file.h"
#include <string.h>

/** Returns: (transfer full): no laptops yet */
FairLaptopSpans *
fair_laptop_spans_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

/** Returns: (transfer none): what there is of a laptop, from now on if need be: then without lines and times */
FairLaptopSpan *
fair_laptop_spans_get (FairLaptopSpans *self,
                       const char      *device)
{
  FairLaptopSpan *span = g_hash_table_lookup (self, device);

  if (span != NULL)
    return span;
  span = g_new0 (FairLaptopSpan, 1);
  g_strlcpy (span->device, device, sizeof span->device);
  g_hash_table_insert (self, span->device, span);
  return span;
}

/** Takes in a version, decoded in full, or a tombstone; it is @now, in milliseconds. Returns: (transfer none) (nullable): whose it
 * is; NULL for another line, which nobody has made at any time */
FairLaptopSpan *
fair_laptop_spans_add (FairLaptopSpans   *self,
                       const FairVersion *version,
                       gint64             now)
{
  const FairHlc *hlc = &version->hlc;
  FairLaptopSpan *span;

  if (version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE)
    return NULL;
  span = fair_laptop_spans_get (self, hlc->device);

  span->first = span->n_lines == 0 ? hlc->ms : MIN (span->first, hlc->ms);
  span->last = MAX (span->last, hlc->ms);
  span->n_lines++;
  span->n_sign_ups += version->op == FAIR_OP_PUT && version->rev == 1 && !fair_version_is_unfinished (version);
  /* whose own clock was never set cannot tell who is ahead */
  span->n_ahead += now >= FAIR_HLC_EARLIEST && fair_hlc_is_ahead (hlc, now);
  span->n_behind += fair_hlc_is_behind (hlc);
  return span;
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const FairLaptopSpan *left = *(FairLaptopSpan *const *) a, *right = *(FairLaptopSpan *const *) b;

  if (left->n_lines != right->n_lines)
    return left->n_lines > right->n_lines ? -1 : 1;
  return strcmp (left->device, right->device);
}

/** Returns: (transfer container) (element-type FairLaptopSpan): all of them, those with the most lines first */
GPtrArray *
fair_laptop_spans_list (FairLaptopSpans *self)
{
  GPtrArray *spans = g_hash_table_get_values_as_ptr_array (self);

  g_ptr_array_sort (spans, compare_spans);
  return spans;
}

/**
 * fair_laptop_spans_find_owner:
 * @path: (type filename): the file in which they have made lines
 * @name: (out) (transfer full) (nullable): what that laptop is called, if the file's name tells
 *
 * Whose journal a file is: the one's whom its name is of, if it was handed over; else of the laptop that has made most of it.
 *
 * Returns: (transfer full) (nullable): the laptop's id
 */
char *
fair_laptop_spans_find_owner (FairLaptopSpans *self,
                              const char      *path,
                              char           **name)
{
  g_autoptr (GPtrArray) spans = fair_laptop_spans_list (self);
  g_autofree char *file_name = g_path_get_basename (path), *part = NULL;

  *name = NULL;
  if (!fair_laptop_file_parse_name (file_name, name, &part))
    return spans->len > 0 ? g_strdup (((FairLaptopSpan *) spans->pdata[0])->device) : NULL;
  for (guint i = 0; i < spans->len; i++)
    if (fair_laptop_file_is_of (part, ((FairLaptopSpan *) spans->pdata[i])->device))
      return g_strdup (((FairLaptopSpan *) spans->pdata[i])->device);
  return g_steal_pointer (&part);
}

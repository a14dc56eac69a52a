/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gallery/fair-justified-rows.h"

#include <math.h>

/* A last row with too few pictures to fill the width is not blown up beyond this. */
#define MAX_STRETCH 1.35

static double
row_height (const double *sums, /* sums[i]: of the aspects before i */
            guint         first,
            guint         end,
            double        width,
            double        spacing)
{
  double room = width - (end - first - 1) * spacing;

  return MAX (room, 1) / (sums[end] - sums[first]);
}

/* How far a row is from the height that was asked for, on a scale on which half and double are equally far. */
static double
row_cost (double   height,
          double   target,
          gboolean last)
{
  double off = log (height / target);

  /* The last row may stay short of the right edge, which costs little. */
  if (last && off > 0)
    return 0.25 * MIN (off, 1) * MIN (off, 1);

  return off * off;
}

static double *
sum_aspects (const double *aspects,
             guint         n_aspects)
{
  double *sums = g_new (double, n_aspects + 1);

  sums[0] = 0;
  for (guint i = 0; i < n_aspects; i++)
    sums[i + 1] = sums[i] + CLAMP (aspects[i], 0.2, 5.0);

  return sums;
}

/**
 * fair_justified_rows:
 * @aspects: width / height of each picture
 * @width: to fill, in pixels
 * @target_height: the height that rows come close to, in pixels
 * @spacing: between pictures, in pixels
 *
 * Chooses the breaks that make the sum of all rows' deviations smallest, as TeX breaks a paragraph into lines
 * (Knuth and Plass, "Breaking Paragraphs into Lines", 1981), so that no row sticks out.
 *
 * Returns: (transfer full) (element-type FairJustifiedRow): the rows, from the top
 */
GArray *
fair_justified_rows (const double *aspects,
                     guint         n_aspects,
                     double        width,
                     double        target_height,
                     double        spacing)
{
  g_autofree double *sums = sum_aspects (aspects, n_aspects);
  g_autofree double *best = g_new0 (double, n_aspects + 1);
  g_autofree guint *previous = g_new0 (guint, n_aspects + 1);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FairJustifiedRow));

  for (guint end = 1; end <= n_aspects; end++)
    {
      best[end] = G_MAXDOUBLE;
      for (guint first = end; first-- > 0;)
        {
          double height = row_height (sums, first, end, width, spacing);
          double cost = best[first] + row_cost (height, target_height, end == n_aspects);

          if (cost < best[end])
            {
              best[end] = cost;
              previous[end] = first;
            }
          if (height < target_height / 3)
            break;
        }
    }

  for (guint end = n_aspects; end > 0; end = previous[end])
    {
      FairJustifiedRow row = { .first = previous[end], .count = end - previous[end] };

      row.height = row_height (sums, row.first, end, width, spacing);
      if (end == n_aspects)
        row.height = MIN (row.height, target_height * MAX_STRETCH);
      g_array_prepend_val (rows, row);
    }

  return rows;
}

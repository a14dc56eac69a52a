/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks a run of pictures into rows that fill the width without cropping any of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** One row: the pictures from @first on, @count of them, all @height high. */
typedef struct
{
  guint first;
  guint count;
  double height;
} FairJustifiedRow;

GArray *fair_justified_rows (const double *aspects,
                             guint         n_aspects,
                             double        width,
                             double        target_height,
                             double        spacing);

G_END_DECLS

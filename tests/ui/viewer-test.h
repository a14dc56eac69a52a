/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several tests of the photo viewer need: the front with the community on it, in a window, without motion. */
#pragma once

#include "booth/fair-booth.h"
#include "gallery/fair-photo-stage.h"
#include "ui-test.h"

G_BEGIN_DECLS

typedef struct
{
  FairBooth *booth;
  GtkWidget *front;
  GtkWidget *window;
} ViewerTest;

void             viewer_test_set_up (ViewerTest    *fixture,
                                     gconstpointer  data);
void             viewer_test_present (ViewerTest *fixture,
                                      int         width,
                                      int         height);
void             viewer_test_tear_down (ViewerTest    *fixture,
                                        gconstpointer  data);
void             viewer_test_animate (gboolean enable);
FairPhotoTile   *viewer_test_get_tile (ViewerTest *fixture,
                                       guint       position);
FairPhotoViewer *viewer_test_get_viewer (ViewerTest *fixture);
void             viewer_test_press (FairPhotoTile *tile);
gboolean         viewer_test_is_settled (gpointer fixture);

G_END_DECLS

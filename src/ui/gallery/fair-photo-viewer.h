/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One photo as large as the window, with its caption; keys, buttons and swipes lead to its neighbours, and back. */
#pragma once

#include "booth/fair-comfort.h"
#include "gallery/fair-photo-tile.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PHOTO_VIEWER (fair_photo_viewer_get_type ())
/* Property: open (boolean, readable: whether a photo is open, or opening). Signal: close: the visitor wants to go back */
G_DECLARE_FINAL_TYPE (FairPhotoViewer, fair_photo_viewer, FAIR, PHOTO_VIEWER, AdwBreakpointBin)

void     fair_photo_viewer_open (FairPhotoViewer *self,
                                 GListModel      *photos,
                                 guint            position,
                                 FairPhotoTile   *tile);
void     fair_photo_viewer_close (FairPhotoViewer *self,
                                  FairPhotoTile   *tile);
void     fair_photo_viewer_dismiss (FairPhotoViewer *self);
gboolean fair_photo_viewer_is_open (FairPhotoViewer *self);
guint    fair_photo_viewer_get_position (FairPhotoViewer *self);
void     fair_photo_viewer_set_link (FairPhotoViewer *self,
                                     const char      *title,
                                     const char      *link);
void     fair_photo_viewer_set_comfort (FairPhotoViewer *self,
                                        FairComfort     *comfort);
void     fair_photo_viewer_set_window_controls (FairPhotoViewer *self,
                                                gboolean         shown);

G_END_DECLS

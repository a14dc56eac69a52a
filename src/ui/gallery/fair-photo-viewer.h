/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One photo as large as the window allows, with its caption; keys, buttons and swipes lead to its neighbours. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PHOTO_VIEWER (fair_photo_viewer_get_type ())
G_DECLARE_FINAL_TYPE (FairPhotoViewer, fair_photo_viewer, FAIR, PHOTO_VIEWER, AdwBin)

void fair_photo_viewer_set_photos (FairPhotoViewer *self,
                                   GListModel      *photos);
void fair_photo_viewer_show (FairPhotoViewer *self,
                             guint            position);
guint fair_photo_viewer_get_position (FairPhotoViewer *self);

G_END_DECLS

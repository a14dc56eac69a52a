/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole window for one photo: over all that it shows otherwise, which steps back while a photo is open. */
#pragma once

#include "gallery/fair-photo-viewer.h"

G_BEGIN_DECLS

#define FAIR_TYPE_PHOTO_STAGE (fair_photo_stage_get_type ())
G_DECLARE_FINAL_TYPE (FairPhotoStage, fair_photo_stage, FAIR, PHOTO_STAGE, AdwBin)

GtkWidget       *fair_photo_stage_new (GtkWidget *behind);
FairPhotoViewer *fair_photo_stage_get_viewer (FairPhotoStage *self);
void             fair_photo_stage_dismiss (FairPhotoStage *self);

G_END_DECLS

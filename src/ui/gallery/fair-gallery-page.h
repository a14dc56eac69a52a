/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The community: a grid of photos by album. One that is pressed opens on the FairPhotoStage that the page is on. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_GALLERY_PAGE (fair_gallery_page_get_type ())
G_DECLARE_FINAL_TYPE (FairGalleryPage, fair_gallery_page, FAIR, GALLERY_PAGE, AdwBin)

GtkWidget *fair_gallery_page_new (FairBooth *booth);
gboolean   fair_gallery_page_open_photo (FairGalleryPage *self,
                                         const char      *id,
                                         const char      *album);
void       fair_gallery_page_carry_over (FairGalleryPage *self,
                                         FairGalleryPage *from);

G_END_DECLS

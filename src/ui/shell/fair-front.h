/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor sees of the window: the header bar, and the program, its community and the sign-up below it, in every width. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_FRONT (fair_front_get_type ())
/* Property: deep (boolean, readable: whether there is a way back from what is shown). Its buttons are the window's actions. */
G_DECLARE_FINAL_TYPE (FairFront, fair_front, FAIR, FRONT, AdwBreakpointBin)

GtkWidget *fair_front_new (FairBooth  *booth,
                           GMenuModel *staff_menu);
void       fair_front_set_banners (FairFront *self,
                                   GtkWidget *banners);
void       fair_front_show_program (FairFront *self);
void       fair_front_carry_over (FairFront *self,
                                  FairFront *from);
void       fair_front_focus_language (FairFront *self);
void       fair_front_show_view (FairFront  *self,
                                 const char *name);
void       fair_front_open_page (FairFront  *self,
                                 const char *id);
void       fair_front_open_photo (FairFront  *self,
                                  const char *id,
                                  const char *album);
void       fair_front_search (FairFront *self);
void       fair_front_go_back (FairFront *self);
gboolean   fair_front_is_deep (FairFront *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-up page: the pack's form, its saving, and the thank-you that makes way for the next visitor. */
#pragma once

#include "booth/fair-booth.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_SIGN_UP_PAGE (fair_sign_up_page_get_type ())
G_DECLARE_FINAL_TYPE (FairSignUpPage, fair_sign_up_page, FAIR, SIGN_UP_PAGE, AdwBin)

GtkWidget *fair_sign_up_page_new (FairBooth *booth);
void       fair_sign_up_page_carry_over (FairSignUpPage *self,
                                         FairSignUpPage *from);

G_END_DECLS

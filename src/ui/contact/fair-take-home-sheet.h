/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet with which a link, a contact or a date leaves on a visitor's own phone: its QR code, and the same in plain words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_TAKE_HOME_SHEET (fair_take_home_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FairTakeHomeSheet, fair_take_home_sheet, FAIR, TAKE_HOME_SHEET, AdwDialog)

void fair_take_home_sheet_present (GtkWidget  *from,
                                   const char *title,
                                   const char *text,
                                   const char *words);
void fair_take_home_sheet_present_link (GtkWidget  *from,
                                        const char *title,
                                        const char *url);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for words in the program's pages and photos while somebody types, and leads to what they choose. */
#pragma once

#include "program/fair-program-search.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_SEARCH_DIALOG (fair_search_dialog_get_type ())
/* Signals: page-found (id of a page, index of the block where it was found), photo-found (id of a photo); it is closed then */
G_DECLARE_FINAL_TYPE (FairSearchDialog, fair_search_dialog, FAIR, SEARCH_DIALOG, AdwDialog)

AdwDialog  *fair_search_dialog_new (FairProgramSearch *search,
                                    const char        *typed);
const char *fair_search_dialog_get_text (FairSearchDialog *self);

G_END_DECLS

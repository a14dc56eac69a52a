/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a paper to a printer, through GTK's print dialog, which also prints into a file. */
#pragma once

#include "print/fair-paper.h"

G_BEGIN_DECLS

GtkPageSetup *fair_print_make_page_setup (FairPaper  *paper,
                                          const char *size);
void          fair_print_async (FairPaper           *paper,
                                GtkPageSetup        *setup,
                                GtkWindow           *parent,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
gboolean      fair_print_finish (GAsyncResult  *result,
                                 GError       **error);

G_END_DECLS

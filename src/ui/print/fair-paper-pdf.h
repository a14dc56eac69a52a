/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a paper into a PDF file, without a printer. */
#pragma once

#include "print/fair-paper.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

void     fair_paper_save_pdf_async (FairPaper           *paper,
                                    GtkPageSetup        *setup,
                                    FairStore           *store,
                                    GFile               *file,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean fair_paper_save_pdf_finish (GAsyncResult  *result,
                                     GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms that people were asked with, as they were then: one file for each version of a form, in the data folder. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

gboolean  fair_form_archive_keep (const char  *data_folder,
                                  FairForm    *form,
                                  GError     **error);
void      fair_form_archive_keep_async (const char          *data_folder,
                                        FairForm            *form,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean  fair_form_archive_keep_finish (GAsyncResult  *result,
                                         GError       **error);
FairForm *fair_form_archive_find (const char *data_folder,
                                  const char *tag,
                                  const char *language);

G_END_DECLS

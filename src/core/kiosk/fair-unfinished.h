/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody typed and left without signing up, where staff want that kept: what becomes of it. */
#pragma once

#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

FairAnswers *fair_unfinished_take (FairForm          *form,
                                   const FairAnswers *typed);
gint64       fair_unfinished_settle (FairStore   *store,
                                     const char  *id,
                                     FairForm    *form,
                                     GError     **error);
gboolean     fair_unfinished_check_join (FairStore   *store,
                                         const char  *keep,
                                         const char  *other,
                                         GError     **error);

G_END_DECLS

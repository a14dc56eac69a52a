/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes a sign-up that is there: its answers, or what staff noted about it. */
#pragma once

#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

gint64   fair_store_correct (FairStore          *self,
                             const char         *id,
                             const FairAnswers  *changes,
                             FairForm           *form,
                             gboolean           *changed,
                             GError            **error);
gint64   fair_store_set_staff (FairStore          *self,
                               const char         *id,
                               const FairAnswers  *patch,
                               GError            **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes a sign-up that is there, its answers or what staff noted about it, in a further version: the rest stays as it was. */
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
gint64   fair_store_take_back (FairStore          *self,
                               const char         *id,
                               const char         *member,
                               const FairAnswers  *before,
                               const FairAnswers  *after,
                               GError            **error);

gboolean fair_store_encode_change_in_turn (FairStore          *self,
                                           GString            *lines,
                                           const FairVersion  *version,
                                           const char         *member,
                                           yyjson_mut_val     *changes,
                                           yyjson_mut_val     *agreed,
                                           GError            **error);
void     fair_store_make_hlc_in_turn (FairStore     *self,
                                      const FairHlc *before,
                                      FairHlc       *hlc);

G_END_DECLS

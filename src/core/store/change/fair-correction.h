/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a further version of a sign-up is made of the one before it: what does not change is kept as it was. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

gboolean fair_correction_differs (const FairVersion *version,
                                  yyjson_mut_val    *answers,
                                  yyjson_mut_val    *staff);
gboolean fair_correction_encode (FairStore          *store,
                                 GString            *out,
                                 const FairVersion  *version,
                                 yyjson_mut_val     *answers,
                                 yyjson_mut_val     *staff,
                                 GError            **error);
void     fair_correction_make_hlc (FairStore     *store,
                                   const FairHlc *before,
                                   FairHlc       *hlc);

G_END_DECLS

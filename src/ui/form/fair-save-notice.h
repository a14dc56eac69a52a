/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says beside the Sign Up button that a sign-up is not saved, or not yet: why, what to do, and that nothing typed is lost. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_SAVE_NOTICE (fair_save_notice_get_type ())
/* Property "narrow": whether the button goes below the words. Its button activates "sign-up.submit". */
G_DECLARE_FINAL_TYPE (FairSaveNotice, fair_save_notice, FAIR, SAVE_NOTICE, AdwBin)

void fair_save_notice_hide (FairSaveNotice *self);
void fair_save_notice_show_waiting (FairSaveNotice *self);
void fair_save_notice_show_failure (FairSaveNotice *self,
                                    const char     *reason);
void fair_save_notice_show_erased (FairSaveNotice *self);

G_END_DECLS

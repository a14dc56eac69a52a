/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk says of people, in the coordinator's language: when, at which fair, who, and what staff noted. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-person-answers.h"
#include "desk/fair-person-record.h"

G_BEGIN_DECLS

char *fair_person_words_dup_moment (FairBooth  *booth,
                                    const char *event,
                                    gint64      ms);
char *fair_person_words_dup_event (FairBooth  *booth,
                                   const char *event);
char *fair_person_words_dup_fair (FairBooth  *booth,
                                  const char *event);
char *fair_person_words_dup_name (const FairPersonRecord *record);
char *fair_person_words_dup_beneath (FairBooth         *booth,
                                     const FairVersion *version);
char *fair_person_words_dup_change (FairBooth              *booth,
                                    FairForm               *form,
                                    const FairPersonChange *change);
char *fair_person_words_dup_shown (const FairPersonAnswer *answer);
char *fair_person_words_join (const char *const *parts);

G_END_DECLS

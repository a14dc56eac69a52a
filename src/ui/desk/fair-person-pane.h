/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person beside the list: what they answered, what they agreed to, what staff noted, and what has become of it. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-duplicates.h"
#include "desk/fair-person-edit.h"
#include "desk/fair-person-record.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_PANE (fair_person_pane_get_type ())
/*
 * It changes nothing by itself. Signals:
 * - edit (FairPersonEdit *edit, const char *said): what is to be changed, which the handler takes, and what it is in a few words, such as
 *   “Starred Zoë”. Whoever has made it calls fair_person_pane_reload(), or fair_person_pane_show_failure() if it was not saved
 * - correct, erase: somebody wants to; of whom says fair_person_pane_get_record()
 * - compare (const FairDuplicateGroup *group): the possible duplicates are to be looked at side by side
 * - copied (const char *said): something is in the clipboard
 */
G_DECLARE_FINAL_TYPE (FairPersonPane, fair_person_pane, FAIR, PERSON_PANE, AdwBin)

GtkWidget  *fair_person_pane_new (FairBooth *booth);
void        fair_person_pane_set_person (FairPersonPane *self,
                                         const char     *id);
void        fair_person_pane_set_several (FairPersonPane *self);
const char *fair_person_pane_get_person (FairPersonPane *self);
const FairPersonRecord *fair_person_pane_get_record (FairPersonPane *self);
void        fair_person_pane_reload (FairPersonPane *self);
void        fair_person_pane_set_duplicates (FairPersonPane           *self,
                                             const FairDuplicateGroup *group);
void        fair_person_pane_show_failure (FairPersonPane *self,
                                           const char     *id,
                                           const char     *message);
void        fair_person_pane_flush (FairPersonPane *self);

G_END_DECLS

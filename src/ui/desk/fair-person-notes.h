/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff note of somebody at the desk: where they stand, remarks with one click, and lines of text. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-person-edit.h"
#include "desk/fair-person-record.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_TYPE_PERSON_NOTES (fair_person_notes_get_type ())
/* Signal: edit (FairPersonEdit *edit, const char *said): as of #FairPersonPane */
G_DECLARE_FINAL_TYPE (FairPersonNotes, fair_person_notes, FAIR, PERSON_NOTES, AdwBin)

GtkWidget *fair_person_notes_new (void);
void       fair_person_notes_set_record (FairPersonNotes        *self,
                                         FairBooth              *booth,
                                         const FairPersonRecord *record);
void       fair_person_notes_flush (FairPersonNotes *self);
void       fair_person_notes_show_failure (FairPersonNotes *self,
                                           const char      *id,
                                           const char      *message);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the coordinator's desk share: everybody, who of them is selected, the review, and changes with their undo. */
#pragma once

#include "booth/fair-booth.h"
#include "desk/fair-people-selection.h"
#include "desk/fair-person-edit.h"
#include "desk/fair-review.h"

G_BEGIN_DECLS

/** How many people are changed at once at most: each change of somebody reads the journal, and of very many it would keep everything else
 * waiting for hours. */
#define FAIR_DESK_MOST_AT_ONCE 1000U

#define FAIR_TYPE_DESK_MODEL (fair_desk_model_get_type ())
/*
 * Properties, readable: review (a pointer), can-undo, can-redo.
 * Signals:
 * - edited (const char *said, gboolean differs): a change was made and saved; how one would say it, and whether it made a difference
 * - failed (const char *id, const char *message): one was not; whose it was to be first, and why
 * - refused (const char *message): one was not taken back, or made again, and never can be; why not, in one line
 * - touched: the journal has changed, by whomever
 * Threading: the main thread.
 */
G_DECLARE_FINAL_TYPE (FairDeskModel, fair_desk_model, FAIR, DESK_MODEL, GObject)

FairDeskModel       *fair_desk_model_new (FairBooth *booth);
FairBooth           *fair_desk_model_get_booth (FairDeskModel *self);
FairPeopleList      *fair_desk_model_get_people (FairDeskModel *self);
FairPeopleSelection *fair_desk_model_get_selection (FairDeskModel *self);
const FairReview    *fair_desk_model_get_review (FairDeskModel *self);
void                 fair_desk_model_look_again (FairDeskModel *self);
char                *fair_desk_model_dup_progress (FairDeskModel *self,
                                                   double        *part);
void                 fair_desk_model_edit (FairDeskModel  *self,
                                           FairPersonEdit *edit,
                                           const char     *said);
gboolean             fair_desk_model_can_undo (FairDeskModel *self);
gboolean             fair_desk_model_can_redo (FairDeskModel *self);
void                 fair_desk_model_undo (FairDeskModel *self);
void                 fair_desk_model_redo (FairDeskModel *self);

G_END_DECLS

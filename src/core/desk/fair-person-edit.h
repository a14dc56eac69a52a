/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change that the coordinator makes to people, and the change that takes it back. */
#pragma once

#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/** What is to be changed, of one or of several people. Threading: one thread at a time. */
typedef struct _FairPersonEdit FairPersonEdit;

FairPersonEdit *fair_person_edit_new (void);
void            fair_person_edit_free (FairPersonEdit *self);
void            fair_person_edit_correct (FairPersonEdit    *self,
                                          const char        *id,
                                          const FairAnswers *changes,
                                          FairForm          *form);
void            fair_person_edit_note (FairPersonEdit    *self,
                                       const char        *id,
                                       const FairAnswers *patch);
void            fair_person_edit_advance (FairPersonEdit  *self,
                                          const char      *id,
                                          const GPtrArray *stages,
                                          const char      *stage);
void            fair_person_edit_join (FairPersonEdit *self,
                                       const char     *keep,
                                       const char     *other);
void            fair_person_edit_unjoin (FairPersonEdit *self,
                                         const char     *keep,
                                         const char     *other);
const char     *fair_person_edit_get_first_id (const FairPersonEdit *self);
gboolean        fair_person_edit_is_empty (const FairPersonEdit *self);

FairPersonEdit *fair_person_edit_apply (FairPersonEdit  *self,
                                        FairStore       *store,
                                        GError         **error);
void            fair_person_edit_apply_async (FairPersonEdit      *self,
                                              FairStore           *store,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
FairPersonEdit *fair_person_edit_apply_finish (GAsyncResult *result,
                                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPersonEdit, fair_person_edit_free)

G_END_DECLS

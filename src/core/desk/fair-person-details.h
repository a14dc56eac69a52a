/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is needed to show people: their records, the form that each was asked with, and who was joined into them. */
#pragma once

#include "desk/fair-person-record.h"
#include "form/fair-form.h"

G_BEGIN_DECLS

/**
 * FairPersonDetails:
 * @record: all that there is of the person
 * @form: (nullable): the form that they were asked with, else the one of today
 * @is_own_form: whether @form is of the version that they were asked with
 * @joined: (element-type FairPersonRecord): the sign-ups that were joined into this one, as far as they are still there
 *
 * Never changes.
 */
typedef struct
{
  FairPersonRecord *record;
  FairForm *form;
  gboolean is_own_form;
  GPtrArray *joined;
} FairPersonDetails;

void       fair_person_details_free (FairPersonDetails *self);
char      *fair_person_record_dup_name (const FairPersonRecord *self);
GPtrArray *fair_person_details_load (FairStore          *store,
                                     const char *const  *ids,
                                     FairForm           *today,
                                     const char         *data_folder,
                                     GCancellable       *cancellable,
                                     GError            **error);
void       fair_person_details_load_async (FairStore           *store,
                                           const char *const   *ids,
                                           FairForm            *today,
                                           const char          *data_folder,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray *fair_person_details_load_finish (GAsyncResult  *result,
                                            GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPersonDetails, fair_person_details_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of contacts on paper says of people, in words and in the order of their names. */
#pragma once

#include "form/fair-form.h"
#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * FairContact:
 * @name: the family name, the given one, and the preferred one behind it where it is another
 * @studies: school, degree and year
 * @interests: what they are interested in
 * @starred: whether staff have marked them
 *
 * One person. Each text is on one line; "" for what nobody has answered.
 */
typedef struct
{
  char *name;
  char *studies;
  char *email;
  char *phone;
  char *interests;
  gboolean starred;
  /*< private >*/
  char *family; /* what they are sorted by, the given name behind it */
  char *given;
} FairContact;

/**
 * FairContactList:
 * @people: (element-type FairContact): those who signed up, by family name, then by given name
 * @event: (nullable): the id of the fair, if all of them are from one; "" if none of them chose any
 *
 * Never changes; may be used from any thread.
 */
typedef struct
{
  GPtrArray *people;
  char *event;
} FairContactList;

void             fair_contact_list_free (FairContactList *self);
FairContactList *fair_contact_list_load (FairStore     *store,
                                         FairForm      *form,
                                         GHashTable    *ids,
                                         const char    *language,
                                         GCancellable  *cancellable,
                                         GError       **error);
void             fair_contact_list_load_async (FairStore           *store,
                                               FairForm            *form,
                                               GHashTable          *ids,
                                               const char          *language,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
FairContactList *fair_contact_list_load_finish (GAsyncResult  *result,
                                                GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairContactList, fair_contact_list_free)

G_END_DECLS

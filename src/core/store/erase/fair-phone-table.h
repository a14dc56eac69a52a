/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers of people, found in any text however they are written there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FairPhoneTable FairPhoneTable;

/**
 * FairPhoneFunc:
 *
 * Returns: whether the text may be about that person
 */
typedef gboolean (*FairPhoneFunc) (gconstpointer person,
                                   gconstpointer user_data);

FairPhoneTable *fair_phone_table_new (void);
void            fair_phone_table_free (FairPhoneTable *self);
void            fair_phone_table_add (FairPhoneTable *self,
                                      gconstpointer   person,
                                      const char     *number);
gboolean        fair_phone_table_is_in (const FairPhoneTable *self,
                                        const char           *bytes,
                                        gsize                 length,
                                        FairPhoneFunc         func,
                                        gconstpointer         user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPhoneTable, fair_phone_table_free)

G_END_DECLS

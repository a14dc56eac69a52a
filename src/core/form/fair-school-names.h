/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One name for each medical school, in whatever way people typed it: what counts, compares and searches schools asks here. */
#pragma once

#include "form/fair-form.h"

G_BEGIN_DECLS

/**
 * FairSchoolNames:
 *
 * What has been told of each text so far. May be used from any thread.
 */
typedef struct _FairSchoolNames FairSchoolNames;

FairSchoolNames *fair_school_names_new (FairForm   *form,
                                        const char *field);
void             fair_school_names_free (FairSchoolNames *self);
const char      *fair_school_names_get (FairSchoolNames *self,
                                        const char      *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSchoolNames, fair_school_names_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody of many has been there already, by a few texts of theirs, in little memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Remembers of each person a number alone. Threading: one thread at a time. */
typedef struct _FairPeopleAlike FairPeopleAlike;

FairPeopleAlike *fair_people_alike_new (void);
void             fair_people_alike_free (FairPeopleAlike *self);
void             fair_people_alike_begin (FairPeopleAlike *self);
void             fair_people_alike_take (FairPeopleAlike *self,
                                         const char      *text,
                                         gsize            length);
gboolean         fair_people_alike_end (FairPeopleAlike *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPeopleAlike, fair_people_alike_free)

G_END_DECLS

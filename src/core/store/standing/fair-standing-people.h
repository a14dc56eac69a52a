/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of whom a journal has more than one line, and which of their lines wins. */
#pragma once

#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-journal-reader.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairStandingPerson:
 * @erased: whether there is a tombstone
 * @found: whether there is a version; what follows is about the one that wins
 * @hlc: its time stamp
 * @offset: where its line begins, in bytes
 * @length: how long its line is, in bytes, its newline not counted
 * @joined_into: (nullable): whom staff have joined the person into
 *
 * What is known of one person.
 */
typedef struct
{
  char id[FAIR_ID_MAX + 1];
  gboolean erased;
  gboolean found;
  FairHlc hlc;
  goffset offset;
  gsize length;
  char *joined_into;
} FairStandingPerson;

void     fair_standing_person_clear (FairStandingPerson *self);
gboolean fair_standing_person_meet (FairStandingPerson       *self,
                                    const FairJournalReader  *reader,
                                    const FairRecord         *record,
                                    goffset                   offset,
                                    GError                  **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairStandingPerson, fair_standing_person_clear)

typedef struct _FairStandingPeople FairStandingPeople;

FairStandingPeople *fair_standing_people_new (FairJournalReader  *reader,
                                              GCancellable       *cancellable,
                                              GError            **error);
void                fair_standing_people_free (FairStandingPeople *self);
gboolean            fair_standing_people_stands (const FairStandingPeople *self,
                                                 const FairRecord         *record);
gboolean            fair_standing_people_is_hidden (const FairStandingPeople *self,
                                                    const char               *id);
GPtrArray          *fair_standing_people_list_joined (const FairStandingPeople *self,
                                                      const char               *id);
const char         *fair_standing_people_get_keeper (const FairStandingPeople *self,
                                                     const char               *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStandingPeople, fair_standing_people_free)

G_END_DECLS

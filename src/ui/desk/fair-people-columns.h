/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of people: what each shows and is sorted by. */
#pragma once

#include "booth/fair-booth.h"
#include "store/people/fair-people-query.h"
#include "store/journal/fair-line.h"

G_BEGIN_DECLS

/**
 * FairPeopleColumn:
 * @id: what the settings know it by
 * @title: untranslated
 * @sort: what it is sorted by
 * @greatest_first: whether the greatest come first where one begins to sort by it
 * @width: how wide it is at first, in sp: pixels where text has its usual size
 * @expands: whether it takes the room that is left
 * @dup_text: what it shows of somebody; NULL for the marks: see #FairPersonCell
 */
typedef struct
{
  const char *id;
  const char *title;
  FairPeopleSort sort;
  gboolean greatest_first;
  int width;
  gboolean expands;
  char *(*dup_text) (FairBooth         *booth,
                     const FairVersion *version);
} FairPeopleColumn;

/** Ends with one without an id. Of several for which there is no room the later ones give way. */
extern const FairPeopleColumn fair_people_columns[];

const FairPeopleColumn *fair_people_columns_find (const char *id);
const FairPeopleColumn *fair_people_columns_get_sorted (GSettings *settings,
                                                        gboolean  *descending);
void                    fair_people_columns_set_sorted (GSettings              *settings,
                                                        const FairPeopleColumn *column,
                                                        gboolean                descending);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk with three people on it. */
#pragma once

#include "desk/fair-desk-model.h"
#include "desk/fair-desk.h"
#include "desk/fair-person-record.h"
#include "test-store-util.h"
#include "ui-test.h"

G_BEGIN_DECLS

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  const char *names; /* what is waited for */
} PeopleTest;

void                     people_test_add          (PeopleTest *self,
                                                   const char *event,
                                                   const char *json);
GtkWidget               *people_test_get_view     (PeopleTest *self);
GtkSelectionModel       *people_test_get_model    (PeopleTest *self);
void                     people_test_expect       (PeopleTest *self,
                                                   const char *names);
void                     people_test_open_desk_in (PeopleTest *self,
                                                   int width);
void                     people_test_open_desk    (PeopleTest *self);
void                     people_test_set_up       (PeopleTest *self,
                                                   gconstpointer data);
void                     people_test_tear_down    (PeopleTest *self,
                                                   gconstpointer data);
GtkColumnViewColumn     *people_test_find_column  (PeopleTest *self,
                                                   const char *id);
void                     people_test_type         (PeopleTest *self,
                                                   const char *text);
void                     people_test_sort         (PeopleTest *self,
                                                   const char *column,
                                                   GtkSortType order);
const char              *people_test_get_state    (PeopleTest *self);
gboolean                 people_test_finds_nobody (gpointer self);
gboolean                 people_test_has_fairs    (gpointer self);
const FairPersonRecord  *people_test_get_record   (GtkWidget *desk);

G_END_DECLS

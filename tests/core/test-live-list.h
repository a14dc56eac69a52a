/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store on a disk that can be made to fail or to wait, and the live list of its people. */
#pragma once

#include "base/fair-clock.h"
#include "base/fair-file-ops.h"
#include "store/people/fair-people-list.h"
#include "test-util.h"

#define TIMEOUT_SECONDS 30
/* How often the main loop turns before a patient disk gives anything. */
#define TURNS 1000

/* The system's operations, none of which may be called in the main thread while the disk is @strict; and a clock. */
typedef struct
{
  FairFileOps ops;
  FairClock clock;
  guint n_ticks; /* (atomic) */
  GThread *main_thread;
  gboolean strict;   /* (atomic) */
  gboolean failing;  /* (atomic): whether nothing can be read */
  gboolean patient;  /* (atomic): whether reading waits until the main loop has turned often enough */
  guint n_turns;     /* (atomic) */
  guint n_reads;     /* (atomic) */
  gsize n_bytes;     /* (atomic): how much was read, but for single lines, */
  gsize most_bytes;  /* (atomic): and how much may be before reading waits; 0 for any number */
} Disk;

typedef struct
{
  TestFolder *folder;
  Disk disk;
  FairStore *store;
  FairPeopleList *list;
  GString *changes; /* "position-removed+added " for each signal */
  GPtrArray *ids;   /* of char: whom the signals have told of */
} LiveList;

#define WAIT_UNTIL(condition)                                                         \
  G_STMT_START                                                                        \
  {                                                                                   \
    guint timeout = g_timeout_add_seconds (TIMEOUT_SECONDS, live_list_give_up, NULL); \
    while (!(condition))                                                              \
      g_main_context_iteration (NULL, TRUE);                                          \
    g_source_remove (timeout);                                                        \
  }                                                                                   \
  G_STMT_END

void live_list_settle (LiveList *self);
void live_list_open (LiveList *self);
void live_list_open_for (LiveList              *self,
                         const FairPeopleQuery *query);
char *live_list_add (LiveList    *self,
                     const char *name);
void live_list_set_up_closed (LiveList       *self,
                              gconstpointer  data);
void live_list_set_up (LiveList       *self,
                       gconstpointer  data);
void live_list_tear_down (LiveList       *self,
                          gconstpointer  data);
void live_list_expect_changes (LiveList    *self,
                               const char *changes);
const FairVersion *live_list_read_item (FairPersonItem *item);
void live_list_expect_names (LiveList    *self,
                             const char *names);
void live_list_ask (LiveList        *self,
                    const char     *typed,
                    FairPeopleSort  sort);
void live_list_sort_by_name (LiveList *self);
void live_list_append (LiveList    *self,
                       const char *lines);
gboolean live_list_give_up (gpointer user_data);
gboolean live_list_wake_up (gpointer user_data);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the store need: file operations that fail on demand, a clock that is set, and short ways to sign up. */
#pragma once

#include "store/change/fair-erase.h"
#include "store/fair-store.h"
#include "store/people/fair-people-read.h"

G_BEGIN_DECLS

/** Instead of an error: a write writes half of what it should. */
#define TEST_SHORT_WRITE 0
/** Instead of an error: a read finds the end of the file. */
#define TEST_EMPTY_READ (-1)
/** Instead of an error: a read gives half of what it should; if two fail in a row, the second one finds the end. */
#define TEST_SHORT_READ (-2)

/**
 * TestFileOps:
 * @calls: how many operations were made
 * @fail_at: which of them fails, from 1; 0 for none
 * @fail_for: how many fail from there on
 * @errnum: what it fails with, or one of %TEST_SHORT_WRITE, %TEST_EMPTY_READ and %TEST_SHORT_READ
 * @failures: how many did
 * @only: (nullable): the name of the one operation that is counted and fails
 * @bytes_read: how much was read
 * @happens: (nullable): what happens instead of failures, before the operation that was to fail is made
 * @happens_data: for @happens
 *
 * The system's operations, any of which fails on demand.
 */
typedef struct
{
  FairFileOps ops;
  guint calls;
  guint fail_at;
  guint fail_for;
  int errnum;
  guint failures;
  const char *only;
  guint64 bytes_read;
  void (*happens) (gpointer data);
  gpointer happens_data;
} TestFileOps;

/** A clock that says @now, in milliseconds. */
typedef struct
{
  FairClock clock;
  gint64 now;
} TestClock;

void       test_file_ops_init (TestFileOps *self);
const char *test_file_ops_only (int errnum);
void       test_file_ops_plan (TestFileOps *self,
                               guint        fail_at,
                               guint        fail_for,
                               int          errnum);
/**
 * TestFaultScenario:
 * @ops: operations none of which fails yet
 * @fail_at: with @fail_for and @errnum for test_file_ops_plan()
 *
 * Does something with operations that fail, and checks what has become of it.
 */
typedef void (*TestFaultScenario) (TestFileOps *ops,
                                   guint        fail_at,
                                   guint        fail_for,
                                   int          errnum);

guint      test_fault_cases (TestFaultScenario scenario);

void       test_clock_init (TestClock *self,
                            gint64     now);

FairStore *test_store_open (const char *folder);
void       test_store_close (FairStore **store);
char      *test_store_try_add (FairStore  *store,
                               const char *name,
                               GError    **error);
char      *test_store_add (FairStore  *store,
                           const char *name);
char      *test_store_dump (FairStore       *store,
                            FairReadReport  *report);
char      *test_answers_line (const char        *id,
                              gint64             rev,
                              const char        *hlc,
                              const FairAnswers *answers);
char      *test_put_line (const char *id,
                          gint64      rev,
                          const char *hlc,
                          const char *name);
char      *test_erase_line (const char *id,
                            const char *hlc);
char      *test_person_line (const char *id,
                             gint64      rev,
                             const char *given,
                             const char *family,
                             const char *email);
void       test_append_crowd (GString *text,
                              guint    n_people);
char      *test_quarantine_line (goffset     offset,
                                 const char *bytes,
                                 gsize       length);
char      *test_read (const char *path);
char      *test_list_left (const FairEraseReport *report);

G_END_DECLS

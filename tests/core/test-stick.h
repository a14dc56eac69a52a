/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of handing over need: a laptop with two people, and a stick. */
#pragma once

#include "collect/fair-hand-over.h"
#include "test-util.h"

G_BEGIN_DECLS

#define TEST_STICK_DEVICE "5f0e9c1a2b7d4e38"
/** What the laptop’s file is called on the stick; and what if somebody else has that name. */
#define TEST_STICK_FILE "Hall 2 (" TEST_STICK_DEVICE ").jsonl"
#define TEST_STICK_SECOND_FILE "Hall 2 (" TEST_STICK_DEVICE ") 2.jsonl"
/** Ann’s id. */
#define TEST_STICK_ANN "00000000-0000-4000-8000-00000000000a"
/** Of the laptop, below the folder. */
#define TEST_STICK_JOURNAL "data/signups/signups.jsonl"

/**
 * TestStick:
 * @folder: holds both
 * @data: the laptop’s data folder
 * @stick: the stick
 * @journal: the laptop’s journal
 */
typedef struct
{
  TestFolder *folder;
  char *data;
  char *stick;
  char *journal;
} TestStick;

void          test_stick_set_up (TestStick     *self,
                                 gconstpointer  data);
void          test_stick_tear_down (TestStick     *self,
                                    gconstpointer  data);
FairHandOver *test_stick_hand_over (TestStick          *self,
                                    const FairFileOps  *ops,
                                    GError            **error);
FairHandOver *test_stick_hand_over_well (TestStick *self);
char         *test_stick_list (const char *path);
void          test_stick_assert_names (TestStick  *self,
                                       const char *expected);
char         *test_stick_read (TestStick  *self,
                               const char *name);
void          test_stick_assert_current (TestStick  *self,
                                         const char *name);
void          test_stick_add (TestStick  *self,
                              const char *name);

G_END_DECLS

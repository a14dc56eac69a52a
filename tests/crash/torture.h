/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every torture test has in common: a sample or full counts, a seed, parts for several processors, replay. */
#pragma once

#include "test-util.h"
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * Torture:
 * @full: full counts, not a sample (`--full`, or FAIRBOOK_TORTURE=1)
 * @seed: what every choice follows from (`--seed`)
 * @only_kind: (nullable): the one kind of case that runs (`--kind`)
 * @only_case: the one case of it that runs, or -1 (`--case`)
 * @part: which part of the cases this process takes, from 0 (`--part 1/4`)
 * @n_parts: how many parts there are
 * @kind: (nullable): the kind of the case that runs
 * @number: the number of the case that runs
 * @chance: random numbers that follow from the seed, the kind and the number of the case alone
 * @n_cases: how many cases of this kind were run
 * @folder: holds every temporary folder of this process and of those that it forks
 * @owner: the process that removes it
 */
typedef struct
{
  char *program;
  gboolean full;
  gint64 seed;
  char *only_kind;
  gint64 only_case;
  guint part;
  guint n_parts;
  const char *kind;
  guint64 number;
  GRand *chance;
  guint64 n_cases;
  guint n_kinds;
  TestFolder *folder;
  pid_t owner;
} Torture;

void     torture_init (Torture  *self,
                       int      *argc,
                       char   ***argv);
gboolean torture_begin_kind (Torture    *self,
                             const char *kind);
gboolean torture_begin_case (Torture *self,
                             guint64  number);
void     torture_end_kind (Torture    *self,
                           const char *what);
int      torture_finish (Torture *self);
void     torture_fail (Torture    *self,
                       const char *format,
                       ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

/** Whatever is promised of every case: says what did not hold, and how to see it again. */
#define torture_check(self, condition, ...) \
  G_STMT_START \
  { \
    if (G_UNLIKELY (!(condition))) \
      torture_fail ((self), __VA_ARGS__); \
  } \
  G_STMT_END

G_END_DECLS

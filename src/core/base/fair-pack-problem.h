/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mistake in a content pack, said such that its author can find and mend it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairPackProblem:
 * @file: the file, relative to the pack
 * @place: (nullable): the place in it: "photos[3].file", "line 4"
 * @message: what is wrong and how to mend it, translated
 */
typedef struct
{
  char *file;
  char *place;
  char *message;
} FairPackProblem;

FairPackProblem *fair_pack_problem_new (const char *file,
                                        const char *place,
                                        const char *message);
void             fair_pack_problem_free (FairPackProblem *self);
char            *fair_pack_problem_to_string (const FairPackProblem *self);
GPtrArray       *fair_pack_problems_new (void);
void             fair_pack_problems_add (GPtrArray  *problems,
                                         const char *file,
                                         const char *place,
                                         const char *format,
                                         ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPackProblem, fair_pack_problem_free)

G_END_DECLS

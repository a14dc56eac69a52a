/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody stands with the program after the fair, in the program's own words: new, contacted, invited, … */
#pragma once

#include "base/fair-pack-reader.h"
#include "program/fair-program.h"

G_BEGIN_DECLS

/** The member of `staff` that holds the id of the stage where somebody stands; without it they stand at the first. */
#define FAIR_STAGE "stage"

/** A stage. Its texts are borrowed from whoever handed it out. */
typedef struct
{
  const char *id;
  const char *title;
} FairStage;

GPtrArray  *fair_stages_read (FairPackReader *reader,
                              JsonObject     *root);
GPtrArray  *fair_stages_list (FairProgram *program);
const char *fair_stages_find_title (const GPtrArray *stages,
                                    const char      *id);

G_END_DECLS

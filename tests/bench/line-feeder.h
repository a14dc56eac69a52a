/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a `fairctl add` and gives it lines: one by one, each acknowledged before the next, or as many as it takes. */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef struct
{
  pid_t pid;
  FILE *input;
  FILE *output;
} LineFeeder;

void line_feeder_start (LineFeeder *self,
                        const char *fairctl,
                        const char *data_folder,
                        const char *line);
void line_feeder_save (LineFeeder *self,
                       const char *line);
void line_feeder_pour (LineFeeder *self,
                       const char *line,
                       guint       n_lines);
void line_feeder_end (LineFeeder *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a journal met: how many lines of each kind, and which could not be read. */
#pragma once

#include "store/journal/fair-lines.h"

G_BEGIN_DECLS

/**
 * FairBadLine:
 * @line_number: from 1; 0 for a torn tail, whose number was not counted
 * @offset: where it begins in the file, in bytes
 * @length: how long it is, in bytes, its newline not counted
 * @torn: whether the newline at its end is missing
 * @reason: what is wrong with it, translated, without a full stop
 *
 * A line that could not be read, or that was torn.
 */
typedef struct
{
  guint64 line_number;
  goffset offset;
  gsize length;
  gboolean torn;
  char *reason;
} FairBadLine;

FairBadLine *fair_bad_line_new (guint64     line_number,
                                goffset     offset,
                                gsize       length,
                                gboolean    torn,
                                const char *reason);
void         fair_bad_line_free (FairBadLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairBadLine, fair_bad_line_free)

/** What a reading met. */
typedef struct
{
  guint64 n_lines;
  guint64 n_standing;   /* people, each once */
  guint64 n_unfinished; /* what people left without signing up */
  guint64 n_joined;     /* sign-ups that were joined into another one of the same person */
  guint64 n_superseded; /* older versions, and versions of people who were erased */
  guint64 n_erased;     /* tombstones */
  guint64 n_unknown;    /* lines of a newer version */
  guint64 n_wordings;   /* wordings of consents */
  GPtrArray *bad_lines; /* of FairBadLine */
  char *unkept; /* why not all bad lines could be copied to the quarantine, translated; NULL if they all are there */
  guint64 n_bytes;
  void (*tick) (gpointer tick_data); /* (nullable): called in the reading thread before each line */
  gpointer tick_data;
} FairReadReport;

FairReadReport *fair_read_report_new (void);
void            fair_read_report_free (FairReadReport *self);
void            fair_read_report_add_line (FairReadReport *self,
                                           const FairLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairReadReport, fair_read_report_free)

G_END_DECLS

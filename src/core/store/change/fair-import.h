/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges other laptops' files of lines into the store: all of them at once, or nothing. */
#pragma once

#include "store/change/fair-erase.h"

G_BEGIN_DECLS

/** How many wrong clocks a report describes; it counts all of them. */
#define FAIR_IMPORT_MAX_NOTES 1000

/** A version that was made by a clock that is a day ahead or more, or that was never set. */
typedef struct
{
  const char *file;
  guint64 line_number; /* from 1 */
  const char *id;      /* the person's */
  FairHlc hlc;         /* which laptop, and what it took the time for */
} FairWrongClock;

/** A sign-up that is seen again, because the one that it had been joined into was erased elsewhere. */
typedef struct
{
  const char *id;
  const char *keeper; /* the id of the one that is gone */
} FairReturned;

/** Told of each line that was not taken (counted from 1), and why, translated, while the files are read: before it is known
 * whether anything is imported at all. */
typedef void (*FairRefusedLineFunc) (const char *file,
                                     guint64     line_number,
                                     const char *reason,
                                     gpointer    user_data);

/** Told of each line that is read, the journal's too, without a @version if it cannot be; or of each that is added. */
typedef void (*FairImportLineFunc) (const char        *file,
                                    const FairVersion *version,
                                    gsize              length,
                                    gpointer           user_data);

/** What an import did. People are counted once, however many of their lines there are in the files. */
typedef struct
{
  guint64 n_lines;         /* that were read, blank ones not counted */
  guint64 n_new;           /* people who were not here */
  guint64 n_newer;         /* people of whom a later version came */
  guint64 n_same;          /* people of whom nothing later came, and who were erased elsewhere and never were here */
  guint64 n_erased;        /* people who were taken out here, since they had been erased elsewhere */
  guint64 n_unknown;       /* lines of a newer version of Fairbook that were kept */
  guint64 n_refused;       /* lines that were not taken */
  guint n_refused_files;   /* files that are something else altogether */
  guint64 n_wrong_clocks;  /* people whose version carries a wrong time */
  GPtrArray *wrong_clocks; /* of FairWrongClock, at most FAIR_IMPORT_MAX_NOTES */
  GPtrArray *returned;     /* of FairReturned: most likely they are of people who were erased, and somebody should look */
  FairEraseReport *erasure; /* what was left of those who were erased; who they are is not in it */
  GStringChunk *strings;   /* what the notes borrow */
  gint64 own_clock;        /* what this laptop's own clock says if that cannot be (ms since 1970-01-01T00:00:00Z), or 0 */
  FairRefusedLineFunc refused_func; /* set by whoever wants to hear of every refused line; or NULL */
  gpointer refused_data;
  FairImportLineFunc read_func;  /* likewise */
  FairImportLineFunc added_func; /* likewise; it need not come to that, if the journal cannot be replaced then */
  gpointer lines_data;
} FairImportReport;

FairImportReport *fair_import_report_new (void);
void              fair_import_report_free (FairImportReport *self);

gboolean          fair_store_import (FairStore         *self,
                                     GArray            *files,
                                     FairImportReport  *report,
                                     GCancellable      *cancellable,
                                     GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairImportReport, fair_import_report_free)

G_END_DECLS

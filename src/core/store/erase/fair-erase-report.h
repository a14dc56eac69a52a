/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an erasure did, and what it had to leave for somebody to look at. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Why something was left. */
typedef enum
{
  FAIR_ERASE_LEFT_MENTION,    /* the file mentions the person, and is none that could be cleaned line by line */
  FAIR_ERASE_LEFT_DAMAGED,    /* a damaged line of the file mentions the person, and has somebody else's id */
  FAIR_ERASE_LEFT_OPAQUE,     /* what the file has cannot be told: it is compressed, or no text */
  FAIR_ERASE_LEFT_UNREADABLE, /* the file could not be read, or not be written */
} FairEraseLeftReason;

/** What was left, although the person may be in it. */
typedef struct
{
  FairEraseLeftReason reason;
  char *path;
  char *id; /* the somebody else's, or NULL */
} FairEraseLeft;

/**
 * FairEraseReport:
 * @erased: (element-type utf8): the ids of the sign-ups that are gone: the one that was named, then those that were
 *   joined into it
 * @keeper: (nullable): the id of the sign-up that the named one was joined into. It stays; most likely it is of the same
 *   person
 * @mentions: (element-type filename): the files of the data folder in which a sound sign-up of somebody else gives the
 *   same address, phone number or name, or that could not be read again. Somebody may look at them
 * @left: (element-type FairEraseLeft): what else may still have the person: somebody has to look at it
 *
 * What an erasure did.
 */
typedef struct
{
  GPtrArray *erased;
  char *keeper;
  GPtrArray *mentions;
  GPtrArray *left;
} FairEraseReport;

FairEraseReport *fair_erase_report_new (void);
void             fair_erase_report_free (FairEraseReport *self);
void             fair_erase_report_leave (FairEraseReport     *self,
                                          FairEraseLeftReason  reason,
                                          const char          *path,
                                          const char          *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairEraseReport, fair_erase_report_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether bytes of whatever kind contain one of a set of ids or email addresses: in one pass, in constant memory.
 *
 *     fair_traces_begin (traces);
 *     fair_traces_feed (traces, bytes, length);  as often as there is more
 *     fair_traces_finish (traces);               now traces->found says what there was
 */
#pragma once

#include "base/fair-file.h"
#include "base/fair-id.h"

G_BEGIN_DECLS

/**
 * FairTrace:
 * @id: (nullable): one of the ids, as it was added
 * @is_own_id: whether one of them is the value of a member `id`
 * @has_address: whether there is one of the addresses
 * @other: another id, one that is the value of a member `id` if there is any; "" for none
 * @is_own_other: whether it is that
 * @has_other_address: whether there is another address
 *
 * What was found. An id is a UUID, or whatever is the value of a member `id`.
 */
typedef struct
{
  const char *id;
  gboolean is_own_id;
  gboolean has_address;
  char other[FAIR_ID_MAX + 1];
  gboolean is_own_other;
  gboolean has_other_address;
} FairTrace;

/** A set of ids and addresses, whatever their case, and a search for them. Threading: one thread at a time. */
typedef struct
{
  GHashTable *ids;
  GHashTable *addresses;
  GRegex *regex;
  GString *window;    /* what is still to be looked at */
  gboolean is_inside; /* whether something came before it */
  FairTrace found;
} FairTraces;

FairTraces *fair_traces_new (void);
void        fair_traces_free (FairTraces *self);
void        fair_traces_add_id (FairTraces *self,
                                const char *id);
void        fair_traces_add_address (FairTraces *self,
                                     const char *address);
gboolean    fair_traces_has_address (const FairTraces *self,
                                     const char       *address);

void        fair_traces_begin (FairTraces *self);
void        fair_traces_feed (FairTraces *self,
                              const char *bytes,
                              gsize       length);
gboolean    fair_traces_feed_file (FairTraces     *self,
                                   const FairFile *file,
                                   goffset         offset,
                                   goffset         length);
void        fair_traces_finish (FairTraces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairTraces, fair_traces_free)

G_END_DECLS

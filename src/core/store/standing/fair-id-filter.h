/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers in a fixed amount of memory which ids were met, and is sometimes wrong in saying that one was. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FairIdFilter FairIdFilter;

FairIdFilter *fair_id_filter_new      (gsize               journal_size);
void          fair_id_filter_free     (FairIdFilter       *self);
void          fair_id_filter_prefetch (const FairIdFilter *self,
                                       const char         *id);
gboolean      fair_id_filter_add      (FairIdFilter       *self,
                                       const char         *id);
guint         fair_id_hash            (gconstpointer       id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIdFilter, fair_id_filter_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts that many records have in common (schools, fairs, laptops), each kept once and known by its number. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FairIndexNames FairIndexNames;

FairIndexNames *fair_index_names_new (void);
FairIndexNames *fair_index_names_ref (FairIndexNames *self);
void            fair_index_names_unref (FairIndexNames *self);
guint32         fair_index_names_intern (FairIndexNames *self,
                                         const char     *text);
gboolean        fair_index_names_find (FairIndexNames *self,
                                       const char     *text,
                                       guint32        *number);
const char     *fair_index_names_get (FairIndexNames *self,
                                      guint32         number);
const char    **fair_index_names_list (FairIndexNames *self,
                                       guint32        *n_names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairIndexNames, fair_index_names_unref)

/** What one thread already knows of the names, so that it rarely has to wait for another. */
typedef struct
{
  FairIndexNames *names;
  GHashTable *known; /* number + 1 by text */
} FairIndexNameCache;

void    fair_index_name_cache_init (FairIndexNameCache *self,
                                    FairIndexNames     *names);
void    fair_index_name_cache_clear (FairIndexNameCache *self);
guint32 fair_index_name_cache_intern (FairIndexNameCache *self,
                                      const char         *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairIndexNameCache, fair_index_name_cache_clear)

G_END_DECLS

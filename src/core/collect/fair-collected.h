/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When which laptop was last collected from, and what it is called: collected.json, in which nothing is of any person. */
#pragma once

#include "store/fair-store.h"

G_BEGIN_DECLS

/**
 * FairCollected:
 * @device: the laptop's id
 * @name: (nullable): what it is called, as far as the name of its file tells
 * @file: the name of the file that was last merged, without its folder, valid UTF-8
 * @at: when that was, in milliseconds since 1970-01-01T00:00:00Z
 * @n_sign_ups: how many people had signed up on it by then, as its file has them
 */
typedef struct
{
  char *device;
  char *name;
  char *file;
  gint64 at;
  guint64 n_sign_ups;
} FairCollected;

GPtrArray *fair_collected_load (FairStore *store);
void       fair_collected_put (GPtrArray  *collected,
                               const char *device,
                               const char *name,
                               const char *file,
                               gint64      at,
                               guint64     n_sign_ups);
void       fair_collected_forget (GPtrArray         *collected,
                                  gint64             at,
                                  const char *const *files);
gboolean   fair_collected_save (FairStore        *store,
                                const GPtrArray  *collected,
                                GError          **error);

G_END_DECLS

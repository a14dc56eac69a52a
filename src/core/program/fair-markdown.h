/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a page's CommonMark into blocks: everything that its author wrote is text, never markup. */
#pragma once

#include "base/fair-pack-reader.h"
#include "program/fair-page.h"

G_BEGIN_DECLS

GPtrArray *fair_markdown_parse (const char     *text,
                                gsize           length,
                                GHashTable     *photos,
                                FairPackReader *reader);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what other kinds of Markdown take for markup and CommonMark does not, so that it stands on the page as it was typed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What stands in a line for code, an address, or sound markup: U+FFFC, object replacement character. */
#define FAIR_STRAY_OBJECT "\xEF\xBF\xBC"

/** Where a line stands: at the beginning of a paragraph, and of a list's item. */
typedef enum
{
  FAIR_STRAY_LINE = 0,
  FAIR_STRAY_PARAGRAPH = 1 << 0,
  FAIR_STRAY_ITEM = 1 << 1,
} FairStrayPlace;

/** Takes what was found, as it stands in the line, and what to do about it, translated. */
typedef void (*FairStrayFound) (const char *found,
                                const char *remedy,
                                gpointer    data);

void fair_markdown_find_strays (const char    *line,
                                FairStrayPlace place,
                                FairStrayFound on_found,
                                gpointer       data);

G_END_DECLS

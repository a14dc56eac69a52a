/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file that somebody hands over is, told from its first bytes, so that it is said once what is wrong with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many of a file's first bytes are looked at. */
#define FAIR_FILE_KIND_HEAD (64 * 1024)

typedef enum
{
  FAIR_FILE_LINES, /* lines of JSON, or what cannot be told: damage must not hide the lines that are good */
  FAIR_FILE_JSON,  /* an array, or an object over several lines */
  FAIR_FILE_EMPTY,
  FAIR_FILE_UTF16,
  FAIR_FILE_UTF32,
  FAIR_FILE_CODE_PAGE,
  FAIR_FILE_TABLE,
  FAIR_FILE_SPREADSHEET,
  FAIR_FILE_DOCUMENT,
  FAIR_FILE_COMPRESSED,
  FAIR_FILE_PDF,
  FAIR_FILE_PICTURE,
  FAIR_FILE_WEB_PAGE,
  FAIR_FILE_XML,
  FAIR_FILE_DATABASE,
  FAIR_FILE_PROGRAM,
  FAIR_FILE_BINARY, /* bytes that no text has, and not a single object */
  FAIR_FILE_TEXT,
} FairFileKind;

FairFileKind fair_file_kind_guess (const char *head,
                                   gsize       length);
char        *fair_file_kind_explain (FairFileKind kind,
                                     const char  *remedy);

G_END_DECLS

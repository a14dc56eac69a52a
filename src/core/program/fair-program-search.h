/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for words in what a program's pages and photos say, in a thread of its own. */
#pragma once

#include "program/fair-program.h"

G_BEGIN_DECLS

/** More of what somebody typed is not looked for; in bytes. */
#define FAIR_PROGRAM_SEARCH_MAX_TYPED 256

/** Of a #FairProgramHit: at the head of the page. */
#define FAIR_PROGRAM_HIT_HEAD G_MAXUINT

/**
 * FairProgramHit:
 * @page: (nullable): the page in which all the words are; NULL for a photo
 * @photo: (nullable): the photo of which they are said; NULL for a page
 * @block: which of the page's blocks has most of them, or %FAIR_PROGRAM_HIT_HEAD
 * @title: Pango markup: what the page or the photo is called; what was looked for is bold, as in @snippet
 * @snippet: (nullable): Pango markup: the place where it was found, or else what the page is about
 */
typedef struct
{
  FairPage *page;
  FairPhoto *photo;
  guint block;
  char *title;
  char *snippet;
} FairProgramHit;

#define FAIR_TYPE_PROGRAM_SEARCH (fair_program_search_get_type ())
G_DECLARE_FINAL_TYPE (FairProgramSearch, fair_program_search, FAIR, PROGRAM_SEARCH, GObject)

FairProgramSearch *fair_program_search_new (FairProgram *program);
FairProgram       *fair_program_search_get_program (FairProgramSearch *self);
GPtrArray         *fair_program_search_find (FairProgramSearch *self,
                                             const char        *typed,
                                             GCancellable      *cancellable,
                                             GError           **error);
void               fair_program_search_find_async (FairProgramSearch  *self,
                                                   const char         *typed,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
GPtrArray         *fair_program_search_find_finish (FairProgramSearch *self,
                                                    GAsyncResult      *result,
                                                    GError           **error);
gboolean           fair_program_search_is_blank (const char *typed);

G_END_DECLS

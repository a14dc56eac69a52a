/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a content pack: its title, its summary, and its text as a flat list of blocks ready to be shown. */
#pragma once

#include "program/fair-photo.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_BLOCK_LEAD,      /* the first paragraph */
  FAIR_BLOCK_HEADING,   /* level 2..6 */
  FAIR_BLOCK_PARAGRAPH,
  FAIR_BLOCK_BULLET,    /* an item of a list, depth 1.. */
  FAIR_BLOCK_NUMBERED,  /* an item of a numbered list, depth 1.. */
  FAIR_BLOCK_QUOTE,
  FAIR_BLOCK_ATTRIBUTION, /* who said the quotation before it */
  FAIR_BLOCK_CODE,
  FAIR_BLOCK_PHOTO,
  FAIR_BLOCK_RULE,
  FAIR_BLOCK_TABLE,
  FAIR_BLOCK_CELL,      /* of a table only */
} FairBlockKind;

typedef enum
{
  FAIR_ALIGN_START,
  FAIR_ALIGN_CENTER,
  FAIR_ALIGN_END,
} FairAlign;

/**
 * FairBlock:
 * @level: of a heading, 2..6; how deep a list item, or a paragraph that goes on after one, stands in lists; else 0
 * @number: of an item in a numbered list, from 0
 * @align: of a cell: to which side of its column it stands
 * @n_columns: of a table, at least 1
 * @cells: (nullable) (element-type FairBlock): of a table: row by row, the heads of the columns first
 * @photo: (nullable): the id of a photo that the pack has
 * @markup: Pango markup made by Fairbook from the parsed text; everything the author wrote in it is escaped
 * @text: the same without markup, for a screen reader and for search; of a table, all of its cells
 */
typedef struct
{
  FairBlockKind kind;
  int level;
  int number;
  FairAlign align;
  guint n_columns;
  GPtrArray *cells;
  char *markup;
  char *text;
  char *photo;
} FairBlock;

FairBlock *fair_block_new (FairBlockKind kind,
                           int           level,
                           const char   *markup,
                           const char   *text);
void       fair_block_free (FairBlock *self);

#define FAIR_TYPE_PAGE (fair_page_get_type ())
G_DECLARE_FINAL_TYPE (FairPage, fair_page, FAIR, PAGE, GObject)

/**
 * FairPage:
 * @id: its id
 * @title: its title
 * @summary: (nullable): a sentence on what is in it
 * @photo: (nullable): the id of the photo on its card, which the pack has
 * @album: (nullable): the id of the album whose photos stand at its end, which the pack has
 * @blocks: (element-type FairBlock): its text
 *
 * Immutable once read; may be used from any thread.
 */
struct _FairPage
{
  GObject parent_instance;

  const char *id;
  const char *title;
  const char *summary;
  const char *photo;
  const char *album;
  GPtrArray *blocks;
  /*< private >*/
  JsonObject *source; /* holds the texts */
};

G_END_DECLS

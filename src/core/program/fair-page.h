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
  FAIR_BLOCK_LIST_ITEM, /* depth 1.., number 0 for a bullet */
  FAIR_BLOCK_QUOTE,
  FAIR_BLOCK_CODE,
  FAIR_BLOCK_PHOTO,
  FAIR_BLOCK_RULE,
} FairBlockKind;

/**
 * FairBlock:
 * @level: of a heading, 2..6; how deep a list item, or a paragraph that goes on after one, stands in lists; else 0
 * @number: of an item in a numbered list; 0 for a bullet
 * @photo: (nullable): the id of a photo that the pack has
 * @markup: Pango markup made by Fairbook from the parsed text; everything the author wrote in it is escaped
 * @text: the same without markup, for a screen reader and for search
 */
typedef struct
{
  FairBlockKind kind;
  int level;
  int number;
  char *markup;
  char *text;
  char *photo;
} FairBlock;

void fair_block_free (FairBlock *self);

#define FAIR_TYPE_PAGE (fair_page_get_type ())
G_DECLARE_FINAL_TYPE (FairPage, fair_page, FAIR, PAGE, GObject)

/**
 * FairPage:
 * @id: its id
 * @title: its title
 * @summary: (nullable): a sentence on what is in it
 * @photo: (nullable): the id of the photo on its card, which the pack has
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
  GPtrArray *blocks;
  /*< private >*/
  JsonObject *source; /* holds the texts */
};

G_END_DECLS

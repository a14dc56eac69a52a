/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a content pack: its title, its summary, and its text as a flat list of blocks ready to be shown. */
#include "config.h"
#include "program/fair-page.h"

G_DEFINE_FINAL_TYPE (FairPage, fair_page, G_TYPE_OBJECT)

/**
 * fair_block_new:
 * @kind: what it is
 * @level: of a heading, or of an item of a list
 * @markup: Pango markup
 * @text: the same without markup
 *
 * Returns: (transfer full): a block
 */
FairBlock *
fair_block_new (FairBlockKind kind,
                int           level,
                const char   *markup,
                const char   *text)
{
  FairBlock *self = g_new0 (FairBlock, 1);

  self->kind = kind;
  self->level = level;
  self->markup = g_strdup (markup);
  self->text = g_strdup (text);
  return self;
}

/**
 * fair_block_free:
 * @self: (transfer full): a block
 */
void
fair_block_free (FairBlock *self)
{
  g_free (self->markup);
  g_free (self->text);
  g_free (self->photo);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_free (self);
}

static void
fair_page_finalize (GObject *object)
{
  FairPage *self = FAIR_PAGE (object);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->source, json_object_unref);

  G_OBJECT_CLASS (fair_page_parent_class)->finalize (object);
}

static void
fair_page_class_init (FairPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_page_finalize;
}

static void
fair_page_init (FairPage *self)
{
}

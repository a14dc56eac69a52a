/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a content pack: its title, its summary, and its text as a flat list of blocks ready to be shown. */
#include "config.h"
#include "program/fair-program-private.h"

G_DEFINE_FINAL_TYPE (FairPage, fair_page, G_TYPE_OBJECT)

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
  g_free (self);
}

static void
fair_page_finalize (GObject *object)
{
  FairPage *self = FAIR_PAGE (object);

  g_free (self->id);
  g_free (self->photo);
  g_clear_pointer (&self->title, fair_localized_unref);
  g_clear_pointer (&self->summary, fair_localized_unref);
  g_clear_pointer (&self->languages, fair_localized_unref);
  g_clear_pointer (&self->blocks, g_hash_table_unref);

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
  self->blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * fair_page_get_id:
 * @self: a page
 *
 * Returns: its id
 */
const char *
fair_page_get_id (FairPage *self)
{
  g_return_val_if_fail (FAIR_IS_PAGE (self), NULL);
  return self->id;
}

/**
 * fair_page_get_title:
 * @self: a page
 * @language: (nullable): a language tag
 *
 * Returns: its title
 */
const char *
fair_page_get_title (FairPage   *self,
                     const char *language)
{
  g_return_val_if_fail (FAIR_IS_PAGE (self), NULL);
  return fair_localized_get (self->title, language);
}

/**
 * fair_page_get_summary:
 * @self: a page
 * @language: (nullable): a language tag
 *
 * Returns: (nullable): a sentence on what is in it
 */
const char *
fair_page_get_summary (FairPage   *self,
                       const char *language)
{
  g_return_val_if_fail (FAIR_IS_PAGE (self), NULL);
  return fair_localized_get (self->summary, language);
}

/**
 * fair_page_get_photo:
 * @self: a page
 *
 * Returns: (nullable): the id of the photo on its card, which the pack has
 */
const char *
fair_page_get_photo (FairPage *self)
{
  g_return_val_if_fail (FAIR_IS_PAGE (self), NULL);
  return self->photo;
}

/**
 * fair_page_get_blocks:
 * @self: a page
 * @language: (nullable): a language tag
 *
 * Returns: (transfer none) (element-type FairBlock): its text, in the pack's first language where there is no translation
 */
GPtrArray *
fair_page_get_blocks (FairPage   *self,
                      const char *language)
{
  g_return_val_if_fail (FAIR_IS_PAGE (self), NULL);
  return g_hash_table_lookup (self->blocks, fair_localized_get (self->languages, language));
}

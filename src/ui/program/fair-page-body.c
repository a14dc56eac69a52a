/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-page-body.h"

#include "layout/fair-tile-layout.h"
#include "program/fair-block-view.h"
#include "program/fair-fact-tile.h"

#include <adwaita.h>

/*
 * The blocks of a page are a flat list. Each heading of the second level begins a section:
 *
 *   before the first    lead, facts, and whatever follows, below each other
 *   with a picture      its text │ the first picture        where there is room for both
 *   short, without one  its text │ that of the next such one
 *   any other           its text, no wider than can be read with ease
 *
 * Where there is no room, all of it stands below each other, in the order in which it was written.
 */

/* In scaled pixels */
#define MIN_COLUMN_WIDTH 300
#define MAX_TEXT_WIDTH 680
#define COLUMN_SPACING 36
#define MIN_FACT_WIDTH 136
#define FACT_SPACING 12
#define MIN_FACTS_FILLING 3

/* In letters: what is as long is not set in a narrow column. */
#define MAX_SHORT_LENGTH 460

/* A wider picture stands below its text, as wide as the page. */
#define MAX_ASPECT_BESIDE 2.2

struct _FairPageBody
{
  GtkBox parent_instance;

  FairPage *page;
  FairProgram *program;
  GPtrArray *views; /* the widget of each block, or NULL */
  GtkWidget *facts; /* until they have their place */
  GtkWidget *short_sections; /* which a short section may join, or NULL */
};

G_DEFINE_FINAL_TYPE (FairPageBody, fair_page_body, GTK_TYPE_BOX)

static void
fair_page_body_dispose (GObject *object)
{
  FairPageBody *self = FAIR_PAGE_BODY (object);

  g_clear_object (&self->page);
  g_clear_object (&self->program);
  g_clear_pointer (&self->views, g_ptr_array_unref);

  G_OBJECT_CLASS (fair_page_body_parent_class)->dispose (object);
}

static void
fair_page_body_class_init (FairPageBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_page_body_dispose;
}

static void
fair_page_body_init (FairPageBody *self)
{
  self->views = g_ptr_array_new ();
}

static const FairBlock *
get_block (FairPageBody *self,
           guint         index)
{
  return g_ptr_array_index (self->page->blocks, index);
}

static gboolean
begins_section (const FairBlock *block)
{
  return block->kind == FAIR_BLOCK_HEADING && block->level <= 2;
}

static guint
find_end (FairPageBody *self,
          guint         first)
{
  guint end = first + 1;

  while (end < self->page->blocks->len && !begins_section (get_block (self, end)))
    end++;
  return end;
}

static GtkWidget *
new_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (column, GTK_ALIGN_START);
  return column;
}

static GtkWidget *
new_columns (void)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkLayoutManager *layout = g_object_new (FAIR_TYPE_TILE_LAYOUT, "min-column-width", MIN_COLUMN_WIDTH, "max-columns", 2, "spacing",
                                           COLUMN_SPACING, NULL);

  gtk_widget_set_layout_manager (columns, layout);
  return columns;
}

/* As wide as lines are that one reads with ease. */
static GtkWidget *
new_measure (GtkWidget *child)
{
  return g_object_new (ADW_TYPE_CLAMP, "maximum-size", MAX_TEXT_WIDTH, "tightening-threshold", MAX_TEXT_WIDTH, "halign",
                       GTK_ALIGN_START, "child", child, NULL);
}

/* Enough facts fill the width; fewer are as wide as what they say. */
static GtkWidget *
new_fact_tiles (guint n_facts)
{
  GtkLayoutManager *layout;
  GtkWidget *tiles;

  if (n_facts < MIN_FACTS_FILLING)
    return g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", FACT_SPACING, "line-spacing", FACT_SPACING, NULL);

  layout = g_object_new (FAIR_TYPE_TILE_LAYOUT, "min-column-width", MIN_FACT_WIDTH, "max-columns", 5, "spacing", FACT_SPACING, NULL);
  tiles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (tiles, layout);
  return tiles;
}

static GtkWidget *
build_facts (FairPageBody *self)
{
  GPtrArray *facts = self->program->facts;
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  GtkWidget *tiles;

  for (guint i = 0; i < facts->len; i++)
    if (g_strv_contains (((const FairFact *) facts->pdata[i])->pages, self->page->id))
      g_ptr_array_add (shown, facts->pdata[i]);
  if (shown->len == 0)
    return NULL;

  tiles = new_fact_tiles (shown->len);
  for (guint i = 0; i < shown->len; i++)
    {
      const FairFact *fact = shown->pdata[i];

      gtk_widget_insert_before (fair_fact_tile_new (fact->value, fact->short_label), tiles, NULL);
    }
  gtk_widget_add_css_class (tiles, "page-facts");
  return tiles;
}

/* What several blocks say together, such as a quotation and who said it, stands in one frame. */
static gboolean
goes_on (FairPageBody *self,
         guint         index)
{
  FairBlockKind kind = get_block (self, index)->kind;

  return (kind == FAIR_BLOCK_QUOTE || kind == FAIR_BLOCK_ATTRIBUTION) && index > 0 && self->views->pdata[index - 1] != NULL &&
         get_block (self, index - 1)->kind == FAIR_BLOCK_QUOTE;
}

static void
add_block (FairPageBody *self,
           guint         index,
           GtkWidget    *column)
{
  GtkWidget *view = fair_block_view_new (g_ptr_array_index (self->page->blocks, index), self->program);

  self->views->pdata[index] = view;
  if (view == NULL)
    return;
  if (goes_on (self, index))
    gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->views->pdata[index - 1])), view);
  else if (get_block (self, index)->kind == FAIR_BLOCK_QUOTE)
    gtk_box_append (GTK_BOX (column), fair_block_view_new_quotation (view));
  else
    gtk_box_append (GTK_BOX (column), view);
}

/* The facts of a page stand below its lead. */
static void
add_introduction (FairPageBody *self,
                  guint         end)
{
  GtkWidget *column = new_column ();

  for (guint i = 0; i < end; i++)
    {
      if (self->facts != NULL && get_block (self, i)->kind != FAIR_BLOCK_LEAD)
        gtk_box_append (GTK_BOX (column), g_steal_pointer (&self->facts));
      add_block (self, i, column);
    }
  if (self->facts != NULL)
    gtk_box_append (GTK_BOX (column), g_steal_pointer (&self->facts));
  gtk_box_append (GTK_BOX (self), column);
}

/* The picture to show beside the text of a section: the index of its block, or @end. */
static guint
find_picture (FairPageBody *self,
              guint         first,
              guint         end)
{
  for (guint i = first; i < end; i++)
    {
      const char *id = get_block (self, i)->photo;
      FairPhoto *photo = id != NULL ? fair_program_find_photo (self->program, id) : NULL;

      if (photo != NULL)
        return photo->aspect <= MAX_ASPECT_BESIDE ? i : end;
    }
  return end;
}

/* Whether nothing in a section needs the width of the page. */
static gboolean
is_short (FairPageBody *self,
          guint         first,
          guint         end)
{
  glong length = 0;

  for (guint i = first; i < end; i++)
    {
      const FairBlock *block = get_block (self, i);

      if (block->kind == FAIR_BLOCK_TABLE || block->kind == FAIR_BLOCK_CODE || block->kind == FAIR_BLOCK_QUOTE ||
          block->kind == FAIR_BLOCK_PHOTO || block->kind == FAIR_BLOCK_RULE)
        return FALSE;
      length += g_utf8_strlen (block->text, -1);
    }
  return length <= MAX_SHORT_LENGTH;
}

/* A second short section goes beside the one before it. */
static void
add_short_section (FairPageBody *self,
                   GtkWidget    *column)
{
  GtkWidget *before = self->short_sections;

  if (before == NULL)
    {
      self->short_sections = new_measure (column);
      gtk_box_append (GTK_BOX (self), self->short_sections);
      return;
    }
  self->short_sections = NULL;
  {
    GtkWidget *columns = new_columns ();
    g_autoptr (GtkWidget) first = g_object_ref (adw_clamp_get_child (ADW_CLAMP (before)));

    adw_clamp_set_child (ADW_CLAMP (before), NULL);
    gtk_box_insert_child_after (GTK_BOX (self), columns, before);
    gtk_box_remove (GTK_BOX (self), before);
    gtk_box_append (GTK_BOX (columns), first);
    gtk_box_append (GTK_BOX (columns), column);
  }
}

static void
add_section (FairPageBody *self,
             guint         first,
             guint         end)
{
  GtkWidget *column = new_column ();
  guint picture = find_picture (self, first, end);
  gboolean brief = is_short (self, first, end);

  for (guint i = first; i < end; i++)
    if (i != picture)
      add_block (self, i, column);
  if (brief)
    {
      add_short_section (self, column);
      return;
    }
  self->short_sections = NULL;
  if (picture < end)
    {
      GtkWidget *columns = new_columns ();

      gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (columns), column);
      add_block (self, picture, columns);
      gtk_widget_add_css_class (columns, "page-spread");
      gtk_box_append (GTK_BOX (self), columns);
      return;
    }
  gtk_box_append (GTK_BOX (self), new_measure (column));
}

/**
 * fair_page_body_set_page:
 * @page: whose text is shown in the place of what was there
 * @program: where its photos and facts are found
 */
void
fair_page_body_set_page (FairPageBody *self,
                         FairPage     *page,
                         FairProgram  *program)
{
  GtkWidget *child;
  guint first = 0;

  g_return_if_fail (FAIR_IS_PAGE_BODY (self));
  g_return_if_fail (FAIR_IS_PAGE (page));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_set_object (&self->page, page);
  g_set_object (&self->program, program);
  g_ptr_array_set_size (self->views, 0);
  g_ptr_array_set_size (self->views, (int) page->blocks->len);
  self->short_sections = NULL;
  self->facts = build_facts (self);

  if (page->blocks->len == 0 || !begins_section (get_block (self, 0)))
    first = page->blocks->len > 0 ? find_end (self, 0) : 0;
  add_introduction (self, first);
  while (first < page->blocks->len)
    {
      guint end = find_end (self, first);

      add_section (self, first, end);
      first = end;
    }
}

/**
 * fair_page_body_find:
 * @block: the index of a block of the page
 *
 * Returns: (transfer none) (nullable): the widget that shows it
 */
GtkWidget *
fair_page_body_find (FairPageBody *self,
                     guint         block)
{
  g_return_val_if_fail (FAIR_IS_PAGE_BODY (self), NULL);

  return block < self->views->len ? self->views->pdata[block] : NULL;
}

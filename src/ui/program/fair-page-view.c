/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-page-view.h"

#include "contact/fair-contact.h"
#include "contact/fair-open-days.h"
#include "gallery/fair-picture.h"
#include "program/fair-block-view.h"
#include "program/fair-fact-tile.h"

#include <glib/gi18n-lib.h>

struct _FairPageView
{
  AdwBin parent_instance;

  FairProgram *program;
  FairPage *page;

  GtkWidget *sidebar;
  GtkListBox *page_list;
  GtkScrolledWindow *scroller;
  FairPicture *banner;
  GtkLabel *title;
  GtkBox *body;
  FairOpenDays *open_days;
  FairContact *contact;
  GtkWidget *next_button;
  GtkLabel *next_title;
};

G_DEFINE_FINAL_TYPE (FairPageView, fair_page_view, ADW_TYPE_BIN)

static void
row_selected (FairPageView  *self,
              GtkListBoxRow *row)
{
  g_autoptr (FairPage) page = NULL;

  if (row == NULL)
    return;

  page = g_list_model_get_item (self->program->pages, (guint) gtk_list_box_row_get_index (row));
  if (page != self->page)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-page", "s", page->id);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  const FairPage *page = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (page->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, page->title, -1);

  return row;
}

static void
fair_page_view_dispose (GObject *object)
{
  FairPageView *self = FAIR_PAGE_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_PAGE_VIEW);
  g_clear_object (&self->program);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (fair_page_view_parent_class)->dispose (object);
}

static void
fair_page_view_class_init (FairPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_page_view_dispose;
  g_type_ensure (FAIR_TYPE_CONTACT);
  g_type_ensure (FAIR_TYPE_OPEN_DAYS);
  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-page-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPageView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, page_list);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, banner);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, title);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, body);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, contact);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, open_days);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, next_button);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, next_title);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
}

static void
fair_page_view_init (FairPageView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_page_view_set_program:
 *
 * Fills the list of pages; no page is shown yet.
 */
void
fair_page_view_set_program (FairPageView *self,
                            FairProgram  *program)
{
  g_return_if_fail (FAIR_IS_PAGE_VIEW (self));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  g_clear_object (&self->page);
  g_set_object (&self->program, program);
  gtk_list_box_bind_model (self->page_list, program->pages, create_row, NULL, NULL);
}

static GtkWidget *
build_facts (FairPageView *self)
{
  GPtrArray *facts = self->program->facts;
  GtkWidget *wrap = NULL;

  for (guint i = 0; i < facts->len; i++)
    {
      const FairFact *fact = facts->pdata[i];

      if (!g_strv_contains (fact->pages, self->page->id))
        continue;
      if (wrap == NULL)
        {
          wrap = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 12, "line-spacing", 12, NULL);
          gtk_widget_add_css_class (wrap, "page-facts");
        }
      adw_wrap_box_append (ADW_WRAP_BOX (wrap), fair_fact_tile_new (fact->value, fact->short_label));
    }

  return wrap;
}

/* The facts of a page stand below its lead, before the first section. */
static void
fill_body (FairPageView *self)
{
  GPtrArray *blocks = self->page->blocks;
  GtkWidget *facts = build_facts (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->body))) != NULL)
    gtk_box_remove (self->body, child);

  for (guint i = 0; i < blocks->len; i++)
    {
      FairBlock *block = blocks->pdata[i];
      GtkWidget *widget = fair_block_view_new (block, self->program);

      if (facts != NULL && block->kind != FAIR_BLOCK_LEAD)
        gtk_box_append (self->body, g_steal_pointer (&facts));
      if (widget != NULL)
        gtk_box_append (self->body, widget);
    }
  if (facts != NULL)
    gtk_box_append (self->body, facts);
}

static guint
index_of_page (FairPageView *self)
{
  GListModel *pages = self->program->pages;

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (pages, i);

      if (page == self->page)
        return i;
    }

  return 0;
}

static void
update_next (FairPageView *self,
             guint         index)
{
  GListModel *pages = self->program->pages;
  g_autoptr (FairPage) next = g_list_model_get_item (pages, index + 1);
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (self->next_button, next != NULL);
  if (next == NULL)
    return;

  gtk_label_set_label (self->next_title, next->title);
  /* Translators: what a screen reader says of the button that leads to the next page, whose title is %s */
  spoken = g_strdup_printf (_("Next: %s"), next->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s", next->id);
}

/* The page's picture stands above its title, unless the text shows the same one. */
static void
update_banner (FairPageView *self)
{
  const char *id = self->page->photo;
  FairPhoto *photo = id != NULL ? fair_program_find_photo (self->program, id) : NULL;
  GPtrArray *blocks = self->page->blocks;

  for (guint i = 0; photo != NULL && i < blocks->len; i++)
    if (g_strcmp0 (((FairBlock *) blocks->pdata[i])->photo, id) == 0)
      photo = NULL;

  fair_picture_set_photo (self->banner, photo);
  gtk_widget_set_visible (GTK_WIDGET (self->banner), photo != NULL);
}

static gboolean
is_focus_in_list (FairPageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->page_list));
}

/* Selecting a row leaves the list's focus where it was: it has to follow, now, or when somebody comes back to the list. */
static void
select_row (FairPageView *self,
            guint         index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->page_list, (int) index);

  gtk_list_box_select_row (self->page_list, row);
  if (is_focus_in_list (self))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_set_focus_child (GTK_WIDGET (self->page_list), GTK_WIDGET (row));
}

/**
 * fair_page_view_show:
 * @page: a page of the program that was set
 */
void
fair_page_view_show (FairPageView *self,
                     FairPage     *page)
{
  FairProgram *contact;
  guint index;

  g_return_if_fail (FAIR_IS_PAGE_VIEW (self));
  g_return_if_fail (FAIR_IS_PAGE (page));

  g_set_object (&self->page, page);
  contact = page == fair_program_find_contact_page (self->program) ? self->program : NULL;
  index = index_of_page (self);
  update_banner (self);
  gtk_label_set_label (self->title, page->title);
  fill_body (self);
  fair_open_days_set_program (self->open_days, contact);
  fair_contact_set_program (self->contact, contact);
  update_next (self, index);
  select_row (self, index);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-page-view.h"

#include "contact/fair-contact.h"
#include "contact/fair-open-days.h"
#include "gallery/fair-justified-layout.h"
#include "gallery/fair-photo-tile.h"
#include "gallery/fair-picture.h"
#include "program/fair-page-body.h"
#include "program/fair-page-card.h"

#include <glib/gi18n-lib.h>

/* At the end of a page: as many as stand in one row. */
#define MAX_RELATED 3

/* What is left above the place that somebody is led to, in pixels. */
#define ROOM_ABOVE 72

struct _FairPageView
{
  AdwBin parent_instance;

  FairProgram *program;
  FairPage *page;

  GtkWidget *sidebar;
  GtkListBox *page_list;
  GtkScrolledWindow *scroller;
  FairPicture *banner;
  GtkWidget *column;
  GtkLabel *title;
  FairPageBody *body;
  FairOpenDays *open_days;
  FairContact *contact;
  GtkWidget *related;
  GtkLabel *related_title;
  GtkBox *related_photos;
  AdwBin *onward;
  GtkWidget *next_button;
  GtkLabel *next_title;

  guint leading; /* the tick callback that scrolls to a place, or 0 */
  guint place;   /* the block that is to be led to */
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
stop_leading (FairPageView *self)
{
  if (self->leading != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->leading);
  self->leading = 0;
}

static void
fair_page_view_dispose (GObject *object)
{
  FairPageView *self = FAIR_PAGE_VIEW (object);

  stop_leading (self);
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
  g_type_ensure (FAIR_TYPE_JUSTIFIED_LAYOUT);
  g_type_ensure (FAIR_TYPE_PAGE_BODY);
  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-page-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPageView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, page_list);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, banner);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, column);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, title);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, body);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, contact);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, open_days);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, related);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, related_title);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, related_photos);
  gtk_widget_class_bind_template_child (widget_class, FairPageView, onward);
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

static gboolean
is_in_text (FairPageView *self,
            const char   *photo)
{
  GPtrArray *blocks = self->page->blocks;

  for (guint i = 0; i < blocks->len; i++)
    if (g_strcmp0 (((FairBlock *) blocks->pdata[i])->photo, photo) == 0)
      return TRUE;
  return FALSE;
}

/* The page's picture stands above its title, unless the text shows the same one. */
static void
update_banner (FairPageView *self)
{
  const char *id = self->page->photo;
  FairPhoto *photo = id != NULL && !is_in_text (self, id) ? fair_program_find_photo (self->program, id) : NULL;

  fair_picture_set_photo (self->banner, photo);
  gtk_widget_set_visible (GTK_WIDGET (self->banner), photo != NULL);
}

/* The photos of the page's album that it does not show already. */
static GPtrArray *
list_related (FairPageView *self)
{
  GListModel *photos = self->program->photos;
  GPtrArray *related = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (photos, i);

      if (fair_photo_is_in_album (photo, self->page->album) && g_strcmp0 (photo->id, self->page->photo) != 0 &&
          !is_in_text (self, photo->id))
        g_ptr_array_add (related, g_steal_pointer (&photo));
    }
  return related;
}

static GtkWidget *
new_related_photo (FairPhoto  *photo,
                   const char *album)
{
  GtkWidget *tile = fair_photo_tile_new (photo);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (tile), "(ss)", photo->id, album);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (tile), "win.open-photo");
  return tile;
}

/* Pages that have an album in common begin at different photos of it. */
static void
update_related (FairPageView *self,
                guint         index)
{
  const FairAlbum *album = self->page->album != NULL ? fair_program_find_album (self->program, self->page->album) : NULL;
  g_autoptr (GPtrArray) photos = album != NULL ? list_related (self) : g_ptr_array_new ();
  g_autofree char *title = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->related_photos))) != NULL)
    gtk_box_remove (self->related_photos, child);
  gtk_widget_set_visible (self->related, photos->len > 0);
  if (photos->len == 0)
    return;

  /* Translators: above some photos at the end of a page; %s is an album, such as "Around town" */
  title = g_strdup_printf (_("From the gallery: %s"), album->title);
  gtk_label_set_label (self->related_title, title);
  for (guint i = 0; i < MIN (photos->len, MAX_RELATED); i++)
    gtk_box_append (self->related_photos,
                    new_related_photo (photos->pdata[(index * MAX_RELATED + i) % photos->len], self->page->album));
}

static const char *
get_lead (FairPage *page)
{
  const FairBlock *first = page->blocks->len > 0 ? page->blocks->pdata[0] : NULL;

  return page->summary != NULL || first == NULL || first->kind != FAIR_BLOCK_LEAD ? page->summary : first->text;
}

/* The last page leads to the sign-up, or back to the first where nobody can sign up. */
static GtkWidget *
new_onward (FairPageView *self,
            FairPage     *next)
{
  FairPhoto *photo = next != NULL && next->photo != NULL ? fair_program_find_photo (self->program, next->photo) : NULL;
  g_autoptr (FairPage) first = NULL;
  GtkWidget *card;

  if (next == NULL && self->program->form != NULL)
    {
      card = fair_page_card_new_onward (_("Next"), _("Stay in touch"), _("Signing up takes about a minute."), self->program->hero);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", "sign-up");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.show");
      return card;
    }
  first = next == NULL ? g_list_model_get_item (self->program->pages, 0) : NULL;
  next = next != NULL ? next : first;
  card = fair_page_card_new_onward (_("Next"), next->title, get_lead (next), photo);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", next->id);
  return card;
}

static void
update_next (FairPageView *self,
             guint         index)
{
  GListModel *pages = self->program->pages;
  g_autoptr (FairPage) next = g_list_model_get_item (pages, index + 1);
  g_autofree char *spoken = NULL;

  adw_bin_set_child (self->onward, new_onward (self, next));
  gtk_widget_set_visible (self->next_button, next != NULL);
  if (next == NULL)
    return;

  gtk_label_set_label (self->next_title, next->title);
  /* Translators: what a screen reader says of the button that leads to the next page, whose title is %s */
  spoken = g_strdup_printf (_("Next: %s"), next->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next_button), "s", next->id);
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

/* Whether the focus is on what goes away with the page that is shown: its links, its photos, the card at its end. */
static gboolean
is_focus_in_page (FairPageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scroller));
}

static void
move_focus_to_list (FairPageView *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->page_list);

  if (gtk_widget_get_visible (self->sidebar) && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_grab_focus (self->next_button);
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
  gboolean stranded;
  guint index;

  g_return_if_fail (FAIR_IS_PAGE_VIEW (self));
  g_return_if_fail (FAIR_IS_PAGE (page));

  stop_leading (self);
  stranded = is_focus_in_page (self);
  g_set_object (&self->page, page);
  contact = page == fair_program_find_contact_page (self->program) ? self->program : NULL;
  index = index_of_page (self);
  update_banner (self);
  gtk_label_set_label (self->title, page->title);
  fair_page_body_set_page (self->body, page, self->program);
  fair_open_days_set_program (self->open_days, contact);
  fair_contact_set_program (self->contact, contact);
  update_related (self, index);
  update_next (self, index);
  select_row (self, index);
  if (stranded)
    move_focus_to_list (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* There is no place before the first layout. */
static gboolean
lead (GtkWidget     *widget,
      GdkFrameClock *clock,
      gpointer       user_data)
{
  FairPageView *self = FAIR_PAGE_VIEW (widget);
  GtkWidget *view = fair_page_body_find (self->body, self->place);
  graphene_point_t point;

  if (gtk_widget_get_height (view) == 0)
    return G_SOURCE_CONTINUE;

  self->leading = 0;
  if (gtk_widget_compute_point (view, self->column, &GRAPHENE_POINT_INIT (0, 0), &point))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), MAX (0, point.y - ROOM_ABOVE));
  return G_SOURCE_REMOVE;
}

/**
 * fair_page_view_lead_to:
 * @block: the index of a block of the page that is shown; one that is not there is its head
 *
 * Marks that block until another page is shown, and scrolls to it. The focus goes to the page's row in the list.
 */
void
fair_page_view_lead_to (FairPageView *self,
                        guint         block)
{
  GtkWidget *view;

  g_return_if_fail (FAIR_IS_PAGE_VIEW (self));

  move_focus_to_list (self);
  view = fair_page_body_find (self->body, block);
  if (view == NULL)
    return;

  gtk_widget_add_css_class (view, "found");
  self->place = block;
  if (self->leading == 0)
    self->leading = gtk_widget_add_tick_callback (GTK_WIDGET (self), lead, NULL, NULL);
}

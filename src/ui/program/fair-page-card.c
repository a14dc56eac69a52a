/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-page-card.h"

#include "gallery/fair-picture.h"

struct _FairPageCard
{
  GtkButton parent_instance;

  FairPicture *picture;
  GtkLabel *kicker;
  GtkLabel *title;
  GtkLabel *summary;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (FairPageCard, fair_page_card, GTK_TYPE_BUTTON)

static void
fair_page_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_PAGE_CARD);

  G_OBJECT_CLASS (fair_page_card_parent_class)->dispose (object);
}

static void
fair_page_card_class_init (FairPageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_page_card_dispose;
  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-page-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPageCard, picture);
  gtk_widget_class_bind_template_child (widget_class, FairPageCard, kicker);
  gtk_widget_class_bind_template_child (widget_class, FairPageCard, title);
  gtk_widget_class_bind_template_child (widget_class, FairPageCard, summary);
  gtk_widget_class_bind_template_child (widget_class, FairPageCard, arrow);
}

static void
fair_page_card_init (FairPageCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static FairPageCard *
card_new (const char *title,
          const char *summary,
          FairPhoto  *photo)
{
  FairPageCard *self = g_object_new (FAIR_TYPE_PAGE_CARD, NULL);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary != NULL && *summary != '\0');
  fair_picture_set_photo (self->picture, photo);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), photo != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary != NULL ? summary : "",
                                  -1);
  return self;
}

/**
 * fair_page_card_new:
 * @photo: (nullable): the picture beside the text
 *
 * Returns: (transfer floating): a card that opens @page
 */
GtkWidget *
fair_page_card_new (FairPage  *page,
                    FairPhoto *photo)
{
  FairPageCard *self = card_new (page->title, page->summary, photo);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", page->id);
  return GTK_WIDGET (self);
}

/**
 * fair_page_card_new_onward:
 * @kicker: what stands above the title
 * @title: where it leads
 * @summary: (nullable): what to find there
 * @photo: (nullable): the picture beside the text
 *
 * Returns: (transfer floating): a large card for the end of a page; its action is for the caller to set
 */
GtkWidget *
fair_page_card_new_onward (const char *kicker,
                           const char *title,
                           const char *summary,
                           FairPhoto  *photo)
{
  FairPageCard *self = card_new (title, summary, photo);

  gtk_label_set_label (self->kicker, kicker);
  gtk_widget_set_visible (GTK_WIDGET (self->kicker), TRUE);
  gtk_widget_set_visible (self->arrow, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "onward");
  return GTK_WIDGET (self);
}

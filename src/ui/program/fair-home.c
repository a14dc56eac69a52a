/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-home.h"

#include "contact/fair-open-days.h"
#include "program/fair-fact-tile.h"
#include "program/fair-hero.h"
#include "program/fair-page-card.h"
#include "layout/fair-tile-layout.h"

struct _FairHome
{
  AdwBin parent_instance;

  FairHero *hero;
  GtkBox *facts;
  FairOpenDays *open_days;
  GtkBox *cards;
};

G_DEFINE_FINAL_TYPE (FairHome, fair_home, ADW_TYPE_BIN)

static void
fair_home_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_HOME);

  G_OBJECT_CLASS (fair_home_parent_class)->dispose (object);
}

static void
fair_home_class_init (FairHomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_home_dispose;
  g_type_ensure (FAIR_TYPE_HERO);
  g_type_ensure (FAIR_TYPE_OPEN_DAYS);
  g_type_ensure (FAIR_TYPE_TILE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-home.ui");
  gtk_widget_class_bind_template_child (widget_class, FairHome, hero);
  gtk_widget_class_bind_template_child (widget_class, FairHome, facts);
  gtk_widget_class_bind_template_child (widget_class, FairHome, open_days);
  gtk_widget_class_bind_template_child (widget_class, FairHome, cards);
}

static void
fair_home_init (FairHome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

void
fair_home_set_program (FairHome    *self,
                       FairProgram *program)
{
  g_return_if_fail (FAIR_IS_HOME (self));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  fair_hero_set_program (self->hero, program);

  clear_box (self->facts);
  for (guint i = 0; i < program->facts->len; i++)
    {
      const FairFact *fact = program->facts->pdata[i];

      gtk_box_append (self->facts, fair_fact_tile_new (fact->value, fact->label));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facts), program->facts->len > 0);

  fair_open_days_set_program (self->open_days, program);

  clear_box (self->cards);
  for (guint i = 0; i < g_list_model_get_n_items (program->pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (program->pages, i);
      FairPhoto *photo = page->photo != NULL ? fair_program_find_photo (program, page->photo) : NULL;

      gtk_box_append (self->cards, fair_page_card_new (page, photo));
    }
}

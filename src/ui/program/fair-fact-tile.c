/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-fact-tile.h"

struct _FairFactTile
{
  GtkBox parent_instance;

  GtkLabel *value;
  GtkLabel *caption;
};

G_DEFINE_FINAL_TYPE (FairFactTile, fair_fact_tile, GTK_TYPE_BOX)

static void
fair_fact_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_FACT_TILE);

  G_OBJECT_CLASS (fair_fact_tile_parent_class)->dispose (object);
}

static void
fair_fact_tile_class_init (FairFactTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_fact_tile_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-fact-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, FairFactTile, value);
  gtk_widget_class_bind_template_child (widget_class, FairFactTile, caption);
}

static void
fair_fact_tile_init (FairFactTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_fact_tile_new:
 *
 * Returns: (transfer floating): a tile; a screen reader hears value and caption as one
 */
GtkWidget *
fair_fact_tile_new (const char *value,
                    const char *caption)
{
  FairFactTile *self = g_object_new (FAIR_TYPE_FACT_TILE, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s %s", value, caption);

  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->caption, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return GTK_WIDGET (self);
}

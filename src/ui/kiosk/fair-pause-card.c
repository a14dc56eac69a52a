/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-pause-card.h"

#include "gallery/fair-picture.h"

#include <glib/gi18n-lib.h>

struct _FairPauseCard
{
  AdwBin parent_instance;

  FairPicture *picture;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (FairPauseCard, fair_pause_card, ADW_TYPE_BIN)

static void
fair_pause_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_PAUSE_CARD);

  G_OBJECT_CLASS (fair_pause_card_parent_class)->dispose (object);
}

static void
fair_pause_card_class_init (FairPauseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_pause_card_dispose;

  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/kiosk/fair-pause-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FairPauseCard, picture);
  gtk_widget_class_bind_template_child (widget_class, FairPauseCard, name);
}

static void
fair_pause_card_init (FairPauseCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** Returns: (transfer floating): a card; it can hold the focus, so that keys have nowhere else to go */
GtkWidget *
fair_pause_card_new (void)
{
  return g_object_new (FAIR_TYPE_PAUSE_CARD, NULL);
}

/**
 * fair_pause_card_set_program:
 * @program: whose name and picture are shown
 */
void
fair_pause_card_set_program (FairPauseCard *self,
                             FairProgram   *program)
{
  g_autofree char *label = NULL;

  g_return_if_fail (FAIR_IS_PAUSE_CARD (self));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  fair_picture_set_photo (self->picture, program->hero);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), program->hero != NULL);
  gtk_label_set_label (self->name, program->name);
  label = g_strdup_printf ("%s. %s", _("Back in a moment"), program->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-space-banner.h"

#include "booth/fair-announce.h"
#include "shell/fair-space-watch.h"

#include <glib/gi18n-lib.h>

#define MEGABYTE (G_GUINT64_CONSTANT (1000) * 1000)

/* What there is to say, from good to bad. */
typedef enum
{
  NOTHING,
  LOW,
  URGENT,
  FULL,
  READ_ONLY,
  AWAY,
} Matter;

struct _FairSpaceBanner
{
  AdwBin parent_instance;

  FairSpaceWatch *watch; /* NULL before there is a store */
  Matter matter;
  gboolean unheard; /* whether it is still to be announced, when it can be heard */

  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (FairSpaceBanner, fair_space_banner, ADW_TYPE_BIN)

static Matter
matter_of (FairSpaceLevel level,
           const GError  *error)
{
  static const Matter matters[] = {
    [FAIR_SPACE_ENOUGH] = NOTHING,
    [FAIR_SPACE_LOW] = LOW,
    [FAIR_SPACE_URGENT] = URGENT,
    [FAIR_SPACE_FULL] = FULL,
  };

  if (error != NULL)
    return error->code == G_IO_ERROR_READ_ONLY || error->code == G_IO_ERROR_PERMISSION_DENIED ? READ_ONLY : AWAY;
  return matters[level];
}

/* Rounded down, so that the number does not change with each measure. */
static guint
round_megabytes (guint64 bytes)
{
  guint megabytes = (guint) (bytes / MEGABYTE);

  return megabytes >= 100 ? megabytes / 10 * 10 : megabytes;
}

/**
 * fair_space_banner_dup_words:
 * @level: whether there is room enough
 * @free: how much there is, in bytes
 * @error: (nullable): of fair_space_measure_finish(): why that does not matter, since nothing can be written
 *
 * Returns: (transfer full) (nullable): what to tell the staff; NULL where all is well
 */
char *
fair_space_banner_dup_words (FairSpaceLevel  level,
                             guint64         free,
                             const GError   *error)
{
  switch (matter_of (level, error))
    {
    case NOTHING:
      return NULL;
    case LOW:
      return g_strdup_printf (_("%'u MB of storage left. Every sign-up is saved. Staff: please free some space when it is quiet."),
                              round_megabytes (free));
    case URGENT:
      return g_strdup_printf (_("Only %'u MB of storage left. Every sign-up is still saved. Staff: please free some space now."),
                              round_megabytes (free));
    case FULL:
      return g_strdup (_("No storage left. What was saved is safe. Staff: please free some space before the next sign-up."));
    case READ_ONLY:
      return g_strdup (_("No sign-up can be saved right now. Staff: please make the data folder writable again."));
    case AWAY:
      return g_strdup (_("No sign-up can be saved right now. Staff: please plug the disk with the data folder in again."));
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
announce (FairSpaceBanner *self)
{
  if (!self->unheard || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->unheard = FALSE;
  fair_announce (GTK_WIDGET (self), adw_banner_get_title (self->banner), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * fair_space_banner_show:
 * @level: with @free and @error for fair_space_banner_dup_words()
 *
 * Says so, or nothing where all is well. Somebody who hears the window hears of it once, and again only if it gets worse.
 */
void
fair_space_banner_show (FairSpaceBanner *self,
                        FairSpaceLevel   level,
                        guint64          free,
                        const GError    *error)
{
  Matter matter = matter_of (level, error);
  g_autofree char *title = fair_space_banner_dup_words (level, free, error);

  g_return_if_fail (FAIR_IS_SPACE_BANNER (self));

  self->unheard = matter > self->matter || (self->unheard && matter != NOTHING);
  self->matter = matter;
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  adw_banner_set_revealed (self->banner, title != NULL);
  /* A screen reader would still come upon the words of a banner that is merely not revealed. */
  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);
  announce (self);
}

static void
watch_changed (FairSpaceBanner *self)
{
  fair_space_banner_show (self, fair_space_watch_get_level (self->watch), fair_space_watch_get_free (self->watch),
                          fair_space_watch_get_error (self->watch));
}

/**
 * fair_space_banner_watch:
 * @store: where sign-ups are saved
 *
 * Watches the room for sign-ups from now on; nothing happens if it does already.
 */
void
fair_space_banner_watch (FairSpaceBanner *self,
                         FairStore       *store)
{
  g_return_if_fail (FAIR_IS_SPACE_BANNER (self));

  if (self->watch != NULL)
    return;
  self->watch = fair_space_watch_new (store);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (watch_changed), self, G_CONNECT_SWAPPED);
}

static void
check_clicked (FairSpaceBanner *self)
{
  if (self->watch != NULL)
    fair_space_watch_measure (self->watch);
}

static void
fair_space_banner_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fair_space_banner_parent_class)->map (widget);
  announce (FAIR_SPACE_BANNER (widget));
}

static void
fair_space_banner_dispose (GObject *object)
{
  FairSpaceBanner *self = FAIR_SPACE_BANNER (object);

  if (self->watch != NULL)
    fair_space_watch_stop (self->watch);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (fair_space_banner_parent_class)->dispose (object);
}

static void
fair_space_banner_class_init (FairSpaceBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_space_banner_dispose;
  widget_class->map = fair_space_banner_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-space-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, FairSpaceBanner, banner);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked);
}

static void
fair_space_banner_init (FairSpaceBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-health.h"

#include "shell/fair-space-banner.h"

#include <glib/gi18n-lib.h>

struct _FairHealth
{
  GObject parent_instance;

  FairBooth *booth;
  FairPower *power;
  FairSpaceWatch *space; /* NULL while there is no store */
};

G_DEFINE_FINAL_TYPE (FairHealth, fair_health, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed (FairHealth *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
store_changed (FairHealth *self)
{
  FairStore *store = fair_booth_get_store (self->booth);

  if (store != NULL && self->space == NULL)
    {
      self->space = fair_space_watch_new (store);
      g_signal_connect_object (self->space, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
    }
  changed (self);
}

static void
fair_health_dispose (GObject *object)
{
  FairHealth *self = FAIR_HEALTH (object);

  fair_health_stop (self);
  g_clear_object (&self->space);
  g_clear_object (&self->power);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_health_parent_class)->dispose (object);
}

static void
fair_health_class_init (FairHealthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_health_dispose;
  signals[CHANGED] = g_signal_new ("changed", FAIR_TYPE_HEALTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_health_init (FairHealth *self)
{
}

/**
 * fair_health_new:
 * @booth: whose store is watched, as soon as it has one
 *
 * Returns: (transfer full): watches until fair_health_stop()
 */
FairHealth *
fair_health_new (FairBooth *booth)
{
  FairHealth *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_HEALTH, NULL);
  self->booth = g_object_ref (booth);
  self->power = fair_power_new ();
  g_signal_connect_object (self->power, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::store", G_CALLBACK (store_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::unkept", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  store_changed (self);
  return self;
}

/** Measures no more. */
void
fair_health_stop (FairHealth *self)
{
  g_return_if_fail (FAIR_IS_HEALTH (self));

  if (self->space != NULL)
    fair_space_watch_stop (self->space);
}

/** Returns: (transfer none) (nullable): the room for sign-ups, NULL while there is no store */
FairSpaceWatch *
fair_health_get_space (FairHealth *self)
{
  g_return_val_if_fail (FAIR_IS_HEALTH (self), NULL);

  return self->space;
}

/** Returns: (transfer none): the battery */
FairPower *
fair_health_get_power (FairHealth *self)
{
  g_return_val_if_fail (FAIR_IS_HEALTH (self), NULL);

  return self->power;
}

static char *
dup_power_trouble (FairHealth *self)
{
  double percentage = fair_power_get_percentage (self->power);

  if (fair_power_get_source (self->power) != FAIR_POWER_BATTERY || percentage >= FAIR_POWER_LOW)
    return NULL;
  return g_strdup_printf (_("The battery is at %.0f %%. Please plug the laptop in."), percentage);
}

/** Returns: (transfer full): what is wrong, and what to do about it, in words; empty where all is well */
GStrv
fair_health_dup_troubles (FairHealth *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char *power, *space = NULL;

  g_return_val_if_fail (FAIR_IS_HEALTH (self), NULL);

  if (fair_booth_get_store_error (self->booth) != NULL)
    g_strv_builder_add (builder, fair_booth_get_store_error (self->booth));
  if (self->space != NULL)
    space = fair_space_banner_dup_words (fair_space_watch_get_level (self->space), fair_space_watch_get_free (self->space),
                                         fair_space_watch_get_error (self->space));
  if (space != NULL)
    g_strv_builder_take (builder, space);
  if (fair_booth_get_unkept (self->booth) != NULL)
    g_strv_builder_take (builder, g_strdup_printf (_("A form that somebody left unfinished could not be kept. %s"),
                                                   fair_booth_get_unkept (self->booth)));
  power = dup_power_trouble (self);
  if (power != NULL)
    g_strv_builder_take (builder, power);
  return g_strv_builder_end (builder);
}

gboolean
fair_health_is_well (FairHealth *self)
{
  g_auto (GStrv) troubles = fair_health_dup_troubles (self);

  return troubles != NULL && troubles[0] == NULL;
}

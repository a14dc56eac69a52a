/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-power.h"

/* UPower's "State" of a battery that is losing charge. */
#define DISCHARGING 2

struct _FairPower
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusProxy *battery; /* NULL until UPower has answered, and where there is none */
};

G_DEFINE_FINAL_TYPE (FairPower, fair_power, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
properties_changed (FairPower *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
battery_found (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FairPower) self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusProxy *battery = g_dbus_proxy_new_for_bus_finish (result, &error);

  if (battery == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("UPower cannot be asked: %s", error->message);
      return;
    }
  self->battery = battery;
  g_signal_connect_object (battery, "g-properties-changed", G_CALLBACK (properties_changed), self, G_CONNECT_SWAPPED);
  properties_changed (self);
}

static void
fair_power_dispose (GObject *object)
{
  FairPower *self = FAIR_POWER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->battery);

  G_OBJECT_CLASS (fair_power_parent_class)->dispose (object);
}

static void
fair_power_class_init (FairPowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_power_dispose;
  signals[CHANGED] = g_signal_new ("changed", FAIR_TYPE_POWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_power_init (FairPower *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * fair_power_new:
 *
 * Returns: (transfer full): knows nothing yet, and says when it does
 */
FairPower *
fair_power_new (void)
{
  FairPower *self = g_object_new (FAIR_TYPE_POWER, NULL);

  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SYSTEM, G_DBUS_PROXY_FLAGS_NONE, NULL, "org.freedesktop.UPower",
                            "/org/freedesktop/UPower/devices/DisplayDevice", "org.freedesktop.UPower.Device",
                            self->cancellable, battery_found, g_object_ref (self));
  return self;
}

static GVariant *
get_property (FairPower          *self,
              const char         *name,
              const GVariantType *type)
{
  GVariant *value = self->battery != NULL ? g_dbus_proxy_get_cached_property (self->battery, name) : NULL;

  if (value != NULL && !g_variant_is_of_type (value, type))
    g_clear_pointer (&value, g_variant_unref);
  return value;
}

FairPowerSource
fair_power_get_source (FairPower *self)
{
  g_autoptr (GVariant) present = NULL;
  g_autoptr (GVariant) state = NULL;

  g_return_val_if_fail (FAIR_IS_POWER (self), FAIR_POWER_UNKNOWN);

  present = get_property (self, "IsPresent", G_VARIANT_TYPE_BOOLEAN);
  state = get_property (self, "State", G_VARIANT_TYPE_UINT32);
  if (present == NULL || state == NULL || !g_variant_get_boolean (present))
    return FAIR_POWER_UNKNOWN;
  return g_variant_get_uint32 (state) == DISCHARGING ? FAIR_POWER_BATTERY : FAIR_POWER_MAINS;
}

/** Returns: how full the battery is, from 0 to 100; 100 where there is none */
double
fair_power_get_percentage (FairPower *self)
{
  g_autoptr (GVariant) percentage = NULL;

  g_return_val_if_fail (FAIR_IS_POWER (self), 100);

  percentage = get_property (self, "Percentage", G_VARIANT_TYPE_DOUBLE);
  return percentage != NULL && fair_power_get_source (self) != FAIR_POWER_UNKNOWN ? g_variant_get_double (percentage) : 100;
}

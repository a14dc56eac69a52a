/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the laptop's battery is, where UPower knows: https://upower.freedesktop.org/docs/Device.html */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What the laptop runs on. */
typedef enum
{
  FAIR_POWER_UNKNOWN, /* no UPower, or no battery: most likely a mains cable */
  FAIR_POWER_MAINS,
  FAIR_POWER_BATTERY,
} FairPowerSource;

/** Below how much of a battery somebody should plug the laptop in, in percent. */
#define FAIR_POWER_LOW 20

#define FAIR_TYPE_POWER (fair_power_get_type ())
/* Signal "changed". Threading: main thread only; it asks UPower without waiting. */
G_DECLARE_FINAL_TYPE (FairPower, fair_power, FAIR, POWER, GObject)

FairPower      *fair_power_new (void);
FairPowerSource fair_power_get_source (FairPower *self);
double          fair_power_get_percentage (FairPower *self);

G_END_DECLS

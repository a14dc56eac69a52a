/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days and hours of people: those of the fair where they were, by its time zone, else of this laptop. */
#include "base/fair-time-zones.h"

#include "base/fair-clock.h"
#include <stdlib.h>
#include <string.h>

struct _FairTimeZones
{
  GTimeZone *own;    /* this laptop's */
  GHashTable *zones; /* of event id to GTimeZone */
};

/**
 * fair_time_zones_new:
 *
 * Returns: (transfer full): no fair's zone yet: everybody's hour is this laptop's
 */
FairTimeZones *
fair_time_zones_new (void)
{
  FairTimeZones *self = g_atomic_rc_box_new (FairTimeZones);

  self->own = g_time_zone_new_local ();
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  return self;
}

/** Returns: (transfer full): @self */
FairTimeZones *
fair_time_zones_ref (FairTimeZones *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FairTimeZones *self = data;

  g_time_zone_unref (self->own);
  g_hash_table_unref (self->zones);
}

void
fair_time_zones_unref (FairTimeZones *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* An area and a place, as the IANA database names them ("America/Argentina/Salta"), or UTC: no path that leads elsewhere, and
 * none of the rules that POSIX and GLib would take in their place. */
static gboolean
is_name (const char *name)
{
  static const char first[] = G_CSET_A_2_Z G_CSET_a_2_z;
  static const char all[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-_/";

  if (g_str_equal (name, "UTC"))
    return TRUE;
  return *name != '\0' && strchr (first, *name) != NULL && strchr (name, '/') != NULL && strspn (name, all) == strlen (name);
}

/**
 * fair_time_zone_find:
 * @name: the name of a time zone in the IANA Time Zone Database, such as "Europe/Dublin"
 *
 * Returns: (transfer full) (nullable): the zone; NULL if this laptop knows none of that name
 */
GTimeZone *
fair_time_zone_find (const char *name)
{
  return is_name (name) ? g_time_zone_new_identifier (name) : NULL;
}

/**
 * fair_time_zones_add:
 * @event: a fair's id
 * @name: the name of its time zone in the IANA Time Zone Database, such as "Europe/Dublin"
 *
 * Returns: FALSE if this laptop knows no zone of that name; its own is then the fair's
 */
gboolean
fair_time_zones_add (FairTimeZones *self,
                     const char    *event,
                     const char    *name)
{
  GTimeZone *zone = fair_time_zone_find (name);

  if (zone == NULL)
    return FALSE;
  g_hash_table_insert (self->zones, g_strdup (event), zone);
  return TRUE;
}

static GTimeZone *
find (const FairTimeZones *self,
      const char          *event)
{
  GTimeZone *zone = g_hash_table_lookup (self->zones, event);

  return zone != NULL ? zone : self->own;
}

/** Returns: whether the fair @event has a time zone of its own */
gboolean
fair_time_zones_has (const FairTimeZones *self,
                     const char          *event)
{
  return g_hash_table_contains (self->zones, event);
}

/** Returns: (transfer none): by what name the zone is known in which the times of the fair @event are told */
const char *
fair_time_zones_get_name (const FairTimeZones *self,
                          const char          *event)
{
  const char *name = g_time_zone_get_identifier (find (self, event));

  if (name == NULL)
    return "UTC";
  return *name == ':' ? name + 1 : name;
}

/** Returns: (nullable): what the environment variable `TZ` wants for this laptop’s zone, if none is known here: UTC is taken */
const char *
fair_time_zones_get_unknown_own (void)
{
  const char *name = g_getenv ("TZ");
  g_autoptr (GTimeZone) zone = name != NULL && *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  return zone == NULL && name != NULL && *name != '\0' ? name : NULL;
}

/** Returns: (transfer full) (nullable): a time, in milliseconds since 1970-01-01T00:00:00Z, by the clocks of the fair @event; NULL
 * where the calendar has no such time. Threading: any */
GDateTime *
fair_time_zones_get_local (const FairTimeZones *self,
                           const char          *event,
                           gint64               ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (ms * 1000);

  return utc != NULL ? g_date_time_to_timezone (utc, find (self, event)) : NULL;
}

/**
 * fair_time_zones_get_hour:
 * @event: the id of the fair where it was; "" for none
 * @ms: a time, in milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: when the hour began that the fair's clock showed, in milliseconds likewise: where clocks differ by half hours from UTC, so
 *   do these; @ms itself where the calendar has no such time. Threading: any
 */
gint64
fair_time_zones_get_hour (const FairTimeZones *self,
                          const char          *event,
                          gint64               ms)
{
  g_autoptr (GDateTime) local = fair_time_zones_get_local (self, event, ms);

  if (local == NULL)
    return ms;
  return ms - 60 * 1000 * g_date_time_get_minute (local) - 1000 * g_date_time_get_second (local) -
         g_date_time_get_microsecond (local) / 1000;
}

/**
 * fair_time_zones_localize:
 * @event: the id of the fair where it was; "" for none
 * @at: a time as the journal has it: RFC 3339, in UTC
 *
 * Tells a time as the clock on the fair's wall had it, whole seconds, with how far that is from UTC, so that the hour that
 * comes twice when clocks are set back is told apart: "2026-11-07T19:30:00-05:00" (RFC 3339).
 *
 * Threading: any.
 *
 * Returns: (transfer full): the text; @at itself where the calendar has no such time
 */
char *
fair_time_zones_localize (const FairTimeZones *self,
                          const char          *event,
                          const char          *at)
{
  g_autoptr (GDateTime) local = NULL;
  gint64 ms;
  int minutes;

  if (fair_time_parse_utc (at, &ms))
    local = fair_time_zones_get_local (self, event, ms);
  if (local == NULL)
    return g_strdup (at);
  minutes = (int) (g_date_time_get_utc_offset (local) / G_TIME_SPAN_MINUTE);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d",
                          g_date_time_get_year (local), g_date_time_get_month (local),
                          g_date_time_get_day_of_month (local), g_date_time_get_hour (local),
                          g_date_time_get_minute (local), g_date_time_get_second (local),
                          minutes < 0 ? '-' : '+', abs (minutes) / 60, abs (minutes) % 60);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-access.h"

struct _FairAccess
{
  GObject parent_instance;

  FairStaff *staff;
  const FairClock *clock;
  FairRole unlocked;  /* what a PIN has opened */
  FairRole told;      /* the role that the last notification was about */
  gint64 touched_at;  /* when somebody did something, in the clock's milliseconds */
  gboolean kiosk;
};

G_DEFINE_FINAL_TYPE (FairAccess, fair_access, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ROLE,
  PROP_KIOSK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update (FairAccess *self)
{
  FairRole role = fair_access_get_role (self);

  if (role == self->told)
    return;
  self->told = role;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

static void
fair_access_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FairAccess *self = FAIR_ACCESS (object);

  switch (prop_id)
    {
    case PROP_ROLE:
      g_value_set_uint (value, fair_access_get_role (self));
      break;
    case PROP_KIOSK:
      g_value_set_boolean (value, self->kiosk);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_access_finalize (GObject *object)
{
  g_clear_object (&FAIR_ACCESS (object)->staff);

  G_OBJECT_CLASS (fair_access_parent_class)->finalize (object);
}

static void
fair_access_class_init (FairAccessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fair_access_get_property;
  object_class->finalize = fair_access_finalize;

  properties[PROP_ROLE] = g_param_spec_uint ("role", NULL, NULL, FAIR_ROLE_VISITOR, FAIR_ROLE_COORDINATOR, FAIR_ROLE_VISITOR, flags);
  properties[PROP_KIOSK] = g_param_spec_boolean ("kiosk", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_access_init (FairAccess *self)
{
}

/**
 * fair_access_new:
 * @staff: the PINs
 * @clock: one that nobody can set; it outlives the object
 *
 * Returns: (transfer full): a visitor is in charge, or everybody where no PIN is set
 */
FairAccess *
fair_access_new (FairStaff       *staff,
                 const FairClock *clock)
{
  FairAccess *self;

  g_return_val_if_fail (FAIR_IS_STAFF (staff), NULL);

  self = g_object_new (FAIR_TYPE_ACCESS, NULL);
  self->staff = g_object_ref (staff);
  self->clock = clock;
  self->told = fair_access_get_role (self);
  g_signal_connect_object (staff, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

/** Returns: (transfer none): the PINs */
FairStaff *
fair_access_get_staff (FairAccess *self)
{
  g_return_val_if_fail (FAIR_IS_ACCESS (self), NULL);

  return self->staff;
}

/** Returns: who is in charge: where no PIN is set, everybody may do everything, but in the kiosk nobody until the staff open it */
FairRole
fair_access_get_role (FairAccess *self)
{
  g_return_val_if_fail (FAIR_IS_ACCESS (self), FAIR_ROLE_VISITOR);

  if (!self->kiosk && !fair_staff_is_protected (self->staff))
    return FAIR_ROLE_COORDINATOR;
  return self->unlocked;
}

/** Returns: whether something is open that locking would close */
gboolean
fair_access_can_lock (FairAccess *self)
{
  g_return_val_if_fail (FAIR_IS_ACCESS (self), FALSE);

  return self->unlocked != FAIR_ROLE_VISITOR && (self->kiosk || fair_staff_is_protected (self->staff));
}

gboolean
fair_access_get_kiosk (FairAccess *self)
{
  g_return_val_if_fail (FAIR_IS_ACCESS (self), FALSE);

  return self->kiosk;
}

/** Kiosk mode begins or ends; whatever was unlocked is not any more. */
void
fair_access_set_kiosk (FairAccess *self,
                       gboolean    kiosk)
{
  g_return_if_fail (FAIR_IS_ACCESS (self));

  self->unlocked = FAIR_ROLE_VISITOR;
  if (self->kiosk != kiosk)
    {
      self->kiosk = kiosk;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIOSK]);
    }
  update (self);
}

/**
 * fair_access_unlock:
 * @role: the role that the right PIN was entered for, or that nobody needs a PIN for
 *
 * Lasts until fair_access_lock(), or until nobody has done anything for %FAIR_ACCESS_SECONDS.
 */
void
fair_access_unlock (FairAccess *self,
                    FairRole    role)
{
  g_return_if_fail (FAIR_IS_ACCESS (self));

  self->unlocked = role;
  fair_access_touch (self);
  update (self);
}

/** A visitor is in charge again. */
void
fair_access_lock (FairAccess *self)
{
  g_return_if_fail (FAIR_IS_ACCESS (self));

  self->unlocked = FAIR_ROLE_VISITOR;
  update (self);
}

/** Somebody does something. */
void
fair_access_touch (FairAccess *self)
{
  g_return_if_fail (FAIR_IS_ACCESS (self));

  self->touched_at = fair_clock_now (self->clock);
}

/** To be called now and then, every second or so: locks when nobody has done anything for long enough. */
void
fair_access_tick (FairAccess *self)
{
  g_return_if_fail (FAIR_IS_ACCESS (self));

  if (self->unlocked != FAIR_ROLE_VISITOR &&
      fair_clock_now (self->clock) - self->touched_at >= FAIR_ACCESS_SECONDS * G_GINT64_CONSTANT (1000))
    fair_access_lock (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps staff.json: compares PINs with it, sets them, and counts the wrong ones. One thread at a time; blocks. */
#include "config.h"

#include "kiosk/fair-pin-hash.h"
#include "kiosk/fair-pin.h"
#include "kiosk/fair-staff-keeper.h"
#include <glib/gi18n-lib.h>

#define MS_PER_SECOND 1000

/* In seconds, after so many wrong tries. */
static guint
get_wait_after (guint failed)
{
  guint doublings = failed - FAIR_STAFF_FREE_TRIES;

  if (failed < FAIR_STAFF_FREE_TRIES)
    return 0;
  return doublings > 16 ? FAIR_STAFF_LONGEST_WAIT : MIN (FAIR_STAFF_FIRST_WAIT << doublings, FAIR_STAFF_LONGEST_WAIT);
}

/**
 * fair_staff_tries_get_seconds_to_wait:
 * @tries: wrong tries
 * @now: the time by the monotonic clock, in ms; one that is behind the beginning is no reason to wait longer than in full
 *
 * Returns: how long no PIN is to be looked at, in seconds, begun ones counted as whole
 */
guint
fair_staff_tries_get_seconds_to_wait (const FairStaffTries *tries,
                                      gint64                now)
{
  gint64 gone_by = MAX (now - tries->since, 0);
  gint64 left = (gint64) get_wait_after (tries->failed) * MS_PER_SECOND - gone_by;

  return left > 0 ? (guint) ((left + MS_PER_SECOND - 1) / MS_PER_SECOND) : 0;
}

/**
 * fair_staff_keeper_clear:
 * @self: a keeper; what it holds is freed
 */
void
fair_staff_keeper_clear (FairStaffKeeper *self)
{
  g_clear_pointer (&self->data_folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->known, fair_staff_file_free);
}

/* Another program may have counted more, or have let somebody in. */
static void
take_in_failed (FairStaffKeeper *self,
                guint            on_disk)
{
  FairStaffTries *tries = &self->tries;
  guint before = tries->failed;

  if (on_disk > tries->seen)
    tries->failed = MAX (tries->failed, on_disk);
  else if (on_disk < tries->seen)
    tries->failed = on_disk;
  tries->seen = on_disk;
  if (tries->failed > before)
    tries->since = fair_clock_now (self->monotonic);
}

static void
take_in (FairStaffKeeper *self,
         FairStaffFile   *file)
{
  g_clear_pointer (&self->known, fair_staff_file_free);
  self->known = file;
}

/**
 * fair_staff_keeper_read:
 * @self: a keeper
 * @problem: (optional): why the file could not be used
 *
 * Reads the file again. What was known stays in force when it cannot be read, is damaged or is gone: the disk may have been pulled
 * out, and neither must that open anything, nor keep the staff out of a program that runs. Nothing may be written over a
 * file that was not understood: then, and only then, @problem is set. A file that was never there says that there is no PIN.
 *
 * Returns: whether anything is known
 */
gboolean
fair_staff_keeper_read (FairStaffKeeper  *self,
                        GError          **problem)
{
  g_autoptr (GError) error = NULL;
  FairStaffFile *file = fair_staff_file_read (self->ops, self->path, &error);

  if (file == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      if (self->known == NULL)
        self->known = fair_staff_file_new ();
      return TRUE;
    }
  if (file == NULL)
    {
      g_propagate_error (problem, g_steal_pointer (&error));
      return self->known != NULL;
    }
  take_in (self, file);
  take_in_failed (self, file->failed);
  return TRUE;
}

/* Writes what shall be known from now on, if that can be. */
static gboolean
save (FairStaffKeeper  *self,
      FairStaffFile    *file,
      GError          **error)
{
  g_autoptr (FairStaffFile) changed = file;

  changed->failed = self->tries.failed;
  if (!fair_staff_file_write (changed, self->ops, self->path, error))
    return FALSE;
  self->tries.seen = changed->failed;
  take_in (self, g_steal_pointer (&changed));
  return TRUE;
}

static gboolean
is_protected (FairStaffKeeper *self)
{
  return self->known->hashes[FAIR_ROLE_COORDINATOR] != NULL;
}

static void
set_wrong (GError **error)
{
  g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_WRONG, _("This PIN is wrong. Try again"));
}

/* What cannot be a PIN is wrong without being a try: nobody learns anything by it. */
static gboolean
may_try (FairStaffKeeper  *self,
         const char       *pin,
         GError          **error)
{
  guint wait = fair_staff_tries_get_seconds_to_wait (&self->tries, fair_clock_now (self->monotonic));

  if (wait > 0)
    g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_WAIT,
                 g_dngettext (GETTEXT_PACKAGE, "Too many PINs were wrong. Wait %u second, then try again",
                              "Too many PINs were wrong. Wait %u seconds, then try again", wait),
                 wait);
  else if (!fair_pin_check (pin, NULL))
    set_wrong (error);
  else
    return TRUE;
  return FALSE;
}

/*
 * Whether a PIN may be looked at now; if so, it has been counted. When that could not be written, since the disk is full or
 * write-protected, the staff must get in all the same: then each try takes long before anything is looked at, which a restart does
 * not shorten either, and is counted as long as the program runs.
 */
static gboolean
begin_try (FairStaffKeeper  *self,
           const char       *pin,
           gboolean         *counted,
           GError          **error)
{
  g_auto (FairFile) lock = FAIR_FILE_CLOSED;
  g_autoptr (GError) problem = NULL;

  fair_staff_file_lock (self->ops, self->data_folder, &lock);
  if (!fair_staff_keeper_read (self, &problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  *counted = TRUE;
  if (!is_protected (self))
    return TRUE;
  if (!may_try (self, pin, error))
    return FALSE;
  self->tries.failed++;
  *counted = problem == NULL && save (self, fair_staff_file_copy (self->known), NULL);
  return TRUE;
}

/* What became of a try that was counted. Without a verdict, for there was too little memory, it counts for nothing. */
static void
end_try (FairStaffKeeper *self,
         FairRole         role,
         const GError    *error)
{
  g_auto (FairFile) lock = FAIR_FILE_CLOSED;
  g_autoptr (GError) problem = NULL;
  g_autoptr (FairStaffFile) changed = NULL;

  fair_staff_file_lock (self->ops, self->data_folder, &lock);
  fair_staff_keeper_read (self, &problem);
  changed = fair_staff_file_copy (self->known);
  if (role != FAIR_ROLE_VISITOR)
    self->tries.failed = 0;
  else if (!g_error_matches (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_WRONG))
    self->tries.failed -= MIN (self->tries.failed, 1);
  else
    {
      self->tries.since = fair_clock_now (self->monotonic);
      if (self->tries.failed != FAIR_STAFF_FREE_TRIES)
        return;
      fair_staff_file_add_trace (changed, fair_clock_now (self->wall), FAIR_STAFF_TRACE_LOCKED_OUT, FAIR_ROLE_VISITOR);
    }
  if (problem == NULL)
    save (self, g_steal_pointer (&changed), NULL);
}

/* All hashes are tried, whichever matches: how long it takes tells nothing. */
static FairRole
find_role (FairStaffKeeper  *self,
           const char       *pin,
           GError          **error)
{
  FairRole found = FAIR_ROLE_VISITOR;
  gboolean compared = TRUE;

  for (guint role = FAIR_ROLE_RECRUITER; role < FAIR_N_ROLES; role++)
    {
      const char *hash = self->known->hashes[role];
      FairPinMatch match = hash != NULL ? fair_pin_match (hash, pin) : FAIR_PIN_DIFFERS;

      if (match == FAIR_PIN_MATCHES)
        found = (FairRole) role;
      compared = compared && match != FAIR_PIN_NOT_COMPARED;
    }
  if (found == FAIR_ROLE_VISITOR && compared)
    set_wrong (error);
  else if (found == FAIR_ROLE_VISITOR)
    g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_MEMORY,
                 _("There is too little memory to check the PIN. Close other programs, then try again"));
  return found;
}

static FairRole
try_pin (FairStaffKeeper  *self,
         const char       *pin,
         GError          **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean counted = FALSE;
  FairRole role;

  if (!begin_try (self, pin, &counted, error))
    return FAIR_ROLE_VISITOR;
  if (!is_protected (self))
    return FAIR_ROLE_COORDINATOR;
  if (!counted)
    self->ops->pause (FAIR_STAFF_SLOW_PACE * G_USEC_PER_SEC, self->ops->user_data);
  role = find_role (self, pin, &problem);
  end_try (self, role, problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return role;
}


/**
 * fair_staff_keeper_enter:
 * @self: a keeper
 * @typed: what was typed, in whatever script's digits
 * @error: as of fair_staff_enter_finish()
 *
 * Returns: whose PIN it is; %FAIR_ROLE_VISITOR with @error set
 */
FairRole
fair_staff_keeper_enter (FairStaffKeeper  *self,
                         const char       *typed,
                         GError          **error)
{
  char *pin = fair_pin_dup_ascii (typed);
  FairRole role = try_pin (self, pin != NULL ? pin : "", error);

  fair_pin_free (pin);
  return role;
}

/* Whether the PIN can be this role's. */
static gboolean
check_new_pin (FairStaffKeeper  *self,
               FairRole          role,
               const char       *pin,
               GError          **error)
{
  const char *other = self->known->hashes[FAIR_ROLE_RECRUITER + FAIR_ROLE_COORDINATOR - role];

  if (role == FAIR_ROLE_RECRUITER && !is_protected (self))
    {
      g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_COORDINATOR_FIRST,
                   _("The recruiters’ PIN needs somebody who can change it. Set the coordinator’s PIN first"));
      return FALSE;
    }
  if (other != NULL && fair_pin_match (other, pin) != FAIR_PIN_DIFFERS)
    {
      g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_SAME,
                   _("Recruiters and the coordinator cannot have the same PIN. Take another one"));
      return FALSE;
    }
  return TRUE;
}

static void
put_pin (FairStaffKeeper *self,
         FairStaffFile   *changed,
         FairRole         role,
         const char      *hash)
{
  FairStaffTraceKind what = FAIR_STAFF_TRACE_REMOVED;

  if (hash == NULL && changed->hashes[role] == NULL)
    return;
  if (hash != NULL)
    what = changed->hashes[role] != NULL ? FAIR_STAFF_TRACE_CHANGED : FAIR_STAFF_TRACE_SET;
  fair_staff_file_set_hash (changed, role, hash);
  fair_staff_file_add_trace (changed, fair_clock_now (self->wall), what, role);
}

static gboolean
replace_pin (FairStaffKeeper  *self,
             FairRole          role,
             const char       *pin,
             GError          **error)
{
  g_autoptr (FairStaffFile) changed = fair_staff_file_copy (self->known);
  g_autofree char *hash = NULL;

  if (pin != NULL && !check_new_pin (self, role, pin, error))
    return FALSE;
  hash = pin != NULL ? fair_pin_hash (pin) : NULL;
  if (pin != NULL && hash == NULL)
    {
      g_set_error (error, FAIR_STAFF_ERROR, FAIR_STAFF_ERROR_MEMORY,
                   _("There is too little memory to set a PIN. Close other programs, then try again"));
      return FALSE;
    }
  put_pin (self, changed, role, hash);
  if (hash == NULL && role == FAIR_ROLE_COORDINATOR)
    put_pin (self, changed, FAIR_ROLE_RECRUITER, NULL);
  return fair_file_ops_make_folder (self->ops, self->data_folder, error) && save (self, g_steal_pointer (&changed), error);
}

/**
 * fair_staff_keeper_set_pin:
 * @self: a keeper
 * @role: whose PIN
 * @typed: (nullable): the new one, in whatever script's digits; %NULL for none
 * @error: as of fair_staff_set_pin_finish()
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_staff_keeper_set_pin (FairStaffKeeper  *self,
                           FairRole          role,
                           const char       *typed,
                           GError          **error)
{
  g_auto (FairFile) lock = FAIR_FILE_CLOSED;
  g_autoptr (GError) problem = NULL;
  char *pin = NULL;
  gboolean done;

  if (typed != NULL && !fair_pin_check (typed, error))
    return FALSE;
  fair_staff_file_lock (self->ops, self->data_folder, &lock);
  fair_staff_keeper_read (self, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  pin = typed != NULL ? fair_pin_dup_ascii (typed) : NULL;
  done = replace_pin (self, role, pin, error);
  fair_pin_free (pin);
  return done;
}

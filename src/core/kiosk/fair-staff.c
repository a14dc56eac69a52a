/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what on this laptop: the PINs of the recruiter and the coordinator, and what keeps others from guessing them. */
#include "config.h"

#include "kiosk/fair-pin.h"
#include "kiosk/fair-staff-keeper.h"
#include "kiosk/fair-staff.h"

G_DEFINE_QUARK (fair-staff-error-quark, fair_staff_error)

/* What the main thread sees. */
typedef struct
{
  gboolean is_known;
  gboolean has_pin[FAIR_N_ROLES];
  FairStaffTries tries;
  GPtrArray *traces;
} Shown;

struct _FairStaff
{
  GObject parent_instance;

  GMutex turn; /* of the one thread that works with the keeper */
  FairStaffKeeper keeper;
  Shown *shown; /* the main thread's */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FairStaff, fair_staff, G_TYPE_OBJECT)

static void
shown_free (Shown *shown)
{
  g_ptr_array_unref (shown->traces);
  g_free (shown);
}

static void
fair_staff_finalize (GObject *object)
{
  FairStaff *self = FAIR_STAFF (object);

  g_mutex_clear (&self->turn);
  fair_staff_keeper_clear (&self->keeper);
  shown_free (self->shown);
  G_OBJECT_CLASS (fair_staff_parent_class)->finalize (object);
}

static void
fair_staff_class_init (FairStaffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_staff_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
fair_staff_init (FairStaff *self)
{
  g_mutex_init (&self->turn);
  self->shown = g_new0 (Shown, 1);
  self->shown->traces = g_ptr_array_new ();
}

/**
 * fair_staff_new:
 * @data_folder: the data folder
 * @ops: (nullable): the operations; %NULL for the system's own; they must outlive it, as the clocks must
 * @wall: (nullable): the clock for traces; %NULL for the system's
 * @monotonic: (nullable): the clock for waiting; %NULL for fair_clock_get_monotonic()
 *
 * Returns: (transfer full): who is in charge of @data_folder; everything is closed until fair_staff_load_async() has read it
 */
FairStaff *
fair_staff_new (const char        *data_folder,
                const FairFileOps *ops,
                const FairClock   *wall,
                const FairClock   *monotonic)
{
  FairStaff *self = g_object_new (FAIR_TYPE_STAFF, NULL);

  self->keeper = (FairStaffKeeper) {
    .data_folder = g_strdup (data_folder),
    .path = g_build_filename (data_folder, FAIR_STAFF_FILE_NAME, NULL),
    .ops = ops != NULL ? ops : fair_file_ops_get_default (),
    .wall = wall != NULL ? wall : fair_clock_get_default (),
    .monotonic = monotonic != NULL ? monotonic : fair_clock_get_monotonic (),
  };
  return self;
}

typedef struct
{
  FairStaff *staff;
  Shown *shown;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_pointer (&news->shown, shown_free);
  g_object_unref (news->staff);
  g_free (news);
}

static gboolean
tell (gpointer data)
{
  News *news = data;

  shown_free (news->staff->shown);
  news->staff->shown = g_steal_pointer (&news->shown);
  g_signal_emit (news->staff, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Hands what is known to the main thread, which has it before it hears of the task's end. */
static void
tell_main_thread (FairStaff *self,
                  GTask     *task)
{
  const FairStaffFile *known = self->keeper.known;
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new0 (News, 1);

  news->staff = g_object_ref (self);
  news->shown = g_new0 (Shown, 1);
  news->shown->is_known = known != NULL;
  news->shown->tries = self->keeper.tries;
  for (guint role = 0; known != NULL && role < FAIR_N_ROLES; role++)
    news->shown->has_pin[role] = known->hashes[role] != NULL;
  news->shown->traces = known != NULL ? g_ptr_array_ref (known->traces) : g_ptr_array_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, tell, news, news_free);
  g_source_attach (source, g_task_get_context (task));
}

/* What a thread is asked to do. */
typedef struct
{
  FairRole role;
  char *pin;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  fair_pin_free (job->pin);
  g_free (job);
}

static void
start (FairStaff           *self,
       gpointer             tag,
       GTaskThreadFunc      func,
       FairRole             role,
       const char          *pin,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->role = role;
  job->pin = g_strdup (pin);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  FairStaff *self = source;
  g_autoptr (GMutexLocker) turn = g_mutex_locker_new (&self->turn);
  GError *problem = NULL;

  fair_staff_keeper_read (&self->keeper, &problem);
  tell_main_thread (self, task);
  if (problem != NULL)
    g_task_return_error (task, problem);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * fair_staff_load_async:
 * @self: who is in charge
 * @cancellable: (nullable): gives up waiting
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Reads `staff.json` in a thread. A file that is not there says that there is no PIN.
 */
void
fair_staff_load_async (FairStaff           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (FAIR_IS_STAFF (self));

  start (self, fair_staff_load_async, load_in_thread, FAIR_ROLE_VISITOR, NULL, cancellable, callback, user_data);
}

/**
 * fair_staff_load_finish:
 * @self: who is in charge
 * @result: what the callback got
 * @error: %FAIR_STAFF_ERROR_DAMAGED or a #GIOErrorEnum, with what to do: everything stays closed, or as it was
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_staff_load_finish (FairStaff     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fair_staff_is_protected:
 * @self: who is in charge
 *
 * Returns: whether a PIN is set, or it is not known whether one is, since the file has not been read or cannot be
 */
gboolean
fair_staff_is_protected (FairStaff *self)
{
  g_return_val_if_fail (FAIR_IS_STAFF (self), TRUE);

  return !self->shown->is_known || self->shown->has_pin[FAIR_ROLE_COORDINATOR];
}

/**
 * fair_staff_has_pin:
 * @self: who is in charge
 * @role: a role
 *
 * Returns: whether it is known to have a PIN
 */
gboolean
fair_staff_has_pin (FairStaff *self,
                    FairRole   role)
{
  g_return_val_if_fail (FAIR_IS_STAFF (self), FALSE);
  g_return_val_if_fail ((guint) role < FAIR_N_ROLES, FALSE);

  return self->shown->has_pin[role];
}

/**
 * fair_staff_get_seconds_to_wait:
 * @self: who is in charge
 *
 * Returns: how long no PIN is looked at, in seconds, begun ones counted as whole; 0 if one may be tried
 */
guint
fair_staff_get_seconds_to_wait (FairStaff *self)
{
  g_return_val_if_fail (FAIR_IS_STAFF (self), 0);

  return self->shown->is_known
             ? fair_staff_tries_get_seconds_to_wait (&self->shown->tries, fair_clock_now (self->keeper.monotonic))
             : 0;
}

/**
 * fair_staff_get_traces:
 * @self: who is in charge
 *
 * Returns: (transfer none) (element-type FairStaffTrace): what has become of the PINs, the oldest first; until FairStaff::changed
 */
const GPtrArray *
fair_staff_get_traces (FairStaff *self)
{
  g_return_val_if_fail (FAIR_IS_STAFF (self), NULL);

  return self->shown->traces;
}

static void
enter_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  FairStaff *self = source;
  const Job *job = data;
  g_autoptr (GMutexLocker) turn = g_mutex_locker_new (&self->turn);
  GError *error = NULL;
  FairRole role = fair_staff_keeper_enter (&self->keeper, job->pin, &error);

  tell_main_thread (self, task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, role);
}

/**
 * fair_staff_enter_async:
 * @self: who is in charge
 * @pin: what was typed, in whatever script's digits; it is copied, and the copy wiped
 * @cancellable: (nullable): gives up waiting; the try counts all the same
 * @callback: called when it is known whose PIN it is
 * @user_data: for @callback
 *
 * Looks in a thread whose PIN that is. The file is read again first. What cannot be a PIN is wrong without being counted. Where a
 * try cannot be counted on the disk it takes %FAIR_STAFF_SLOW_PACE seconds.
 */
void
fair_staff_enter_async (FairStaff           *self,
                        const char          *pin,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (FAIR_IS_STAFF (self));
  g_return_if_fail (pin != NULL);

  start (self, fair_staff_enter_async, enter_in_thread, FAIR_ROLE_VISITOR, pin, cancellable, callback, user_data);
}

/**
 * fair_staff_enter_finish:
 * @self: who is in charge
 * @result: what the callback got
 * @error: %FAIR_STAFF_ERROR_WRONG, %FAIR_STAFF_ERROR_WAIT, %FAIR_STAFF_ERROR_MEMORY, or why the file could not be read
 *
 * Returns: whose PIN it is; %FAIR_ROLE_COORDINATOR where none is set any more; %FAIR_ROLE_VISITOR with @error set
 */
FairRole
fair_staff_enter_finish (FairStaff     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  gssize role;

  g_return_val_if_fail (g_task_is_valid (result, self), FAIR_ROLE_VISITOR);

  role = g_task_propagate_int (G_TASK (result), error);
  return role > 0 ? (FairRole) role : FAIR_ROLE_VISITOR;
}

static void
set_pin_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  FairStaff *self = source;
  const Job *job = data;
  g_autoptr (GMutexLocker) turn = g_mutex_locker_new (&self->turn);
  GError *error = NULL;
  gboolean done = fair_staff_keeper_set_pin (&self->keeper, job->role, job->pin, &error);

  tell_main_thread (self, task);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fair_staff_set_pin_async:
 * @self: who is in charge
 * @role: %FAIR_ROLE_RECRUITER or %FAIR_ROLE_COORDINATOR
 * @pin: (nullable): the new PIN, in whatever script's digits; it is copied, and the copy wiped; %NULL removes the PIN, and with the
 *   coordinator's the recruiters'
 * @cancellable: (nullable): gives up waiting
 * @callback: called when it is set, durably, or not
 * @user_data: for @callback
 *
 * Sets, changes or removes a PIN in a thread. Whoever asks for it has made sure that a coordinator is in charge.
 */
void
fair_staff_set_pin_async (FairStaff           *self,
                          FairRole             role,
                          const char          *pin,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (FAIR_IS_STAFF (self));
  g_return_if_fail (role == FAIR_ROLE_RECRUITER || role == FAIR_ROLE_COORDINATOR);

  start (self, fair_staff_set_pin_async, set_pin_in_thread, role, pin, cancellable, callback, user_data);
}

/**
 * fair_staff_set_pin_finish:
 * @self: who is in charge
 * @result: what the callback got
 * @error: a #FairPinError, %FAIR_STAFF_ERROR_COORDINATOR_FIRST, %FAIR_STAFF_ERROR_SAME, %FAIR_STAFF_ERROR_MEMORY, or why the file
 *   could not be read or written
 *
 * Returns: FALSE with @error set; then the PINs are as they were, as far as the disk confirmed anything
 */
gboolean
fair_staff_set_pin_finish (FairStaff     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-self-check.h"

#include "kiosk/fair-trial.h"
#include "shell/fair-space-banner.h"

#include <glib/gi18n-lib.h>

/* Where the date ends in RFC 3339. */
#define DATE_LENGTH 10

struct _FairSelfCheck
{
  GObject parent_instance;

  FairBooth *booth;
  FairHealth *health;
  GCancellable *cancellable;
  FairCheckLevel levels[FAIR_N_CHECKS];
  char *words[FAIR_N_CHECKS];
};

G_DEFINE_FINAL_TYPE (FairSelfCheck, fair_self_check, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Takes @words. */
static void
set (FairSelfCheck  *self,
     FairCheck       check,
     FairCheckLevel  level,
     char           *words)
{
  self->levels[check] = level;
  g_free (self->words[check]);
  self->words[check] = words;
  g_signal_emit (self, signals[CHANGED], 0, check);
}

static void
tried (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (FairSelfCheck) self = user_data;
  g_autoptr (GError) error = NULL;

  if (fair_trial_run_finish (result, &error))
    set (self, FAIR_CHECK_SIGN_UP, FAIR_CHECK_GOOD, g_strdup (_("One was saved, read back and taken out again.")));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set (self, FAIR_CHECK_SIGN_UP, FAIR_CHECK_BAD, g_strdup (error->message));
}

static void
check_sign_up (FairSelfCheck *self)
{
  FairStore *store = fair_booth_get_store (self->booth);

  if (store != NULL)
    fair_trial_run_async (store, self->cancellable, tried, g_object_ref (self));
  else if (fair_booth_get_store_error (self->booth) != NULL)
    set (self, FAIR_CHECK_SIGN_UP, FAIR_CHECK_BAD, g_strdup (fair_booth_get_store_error (self->booth)));
}

static void
check_space (FairSelfCheck *self)
{
  FairSpaceWatch *watch = fair_health_get_space (self->health);
  guint64 free = watch != NULL ? fair_space_watch_get_free (watch) : 0;
  char *words;

  if (fair_booth_get_store_error (self->booth) != NULL)
    set (self, FAIR_CHECK_SPACE, FAIR_CHECK_DOUBTFUL, g_strdup (_("Unknown")));
  if (watch == NULL || (free == 0 && fair_space_watch_get_error (watch) == NULL))
    return;
  words = fair_space_banner_dup_words (fair_space_watch_get_level (watch), free, fair_space_watch_get_error (watch));
  if (words != NULL)
    set (self, FAIR_CHECK_SPACE, fair_space_watch_get_error (watch) != NULL ? FAIR_CHECK_BAD : FAIR_CHECK_DOUBTFUL, words);
  else
    {
      g_autofree char *size = g_format_size (free);

      set (self, FAIR_CHECK_SPACE, FAIR_CHECK_GOOD, g_strdup_printf (_("%s are free."), size));
    }
}

static void
check_power (FairSelfCheck *self)
{
  FairPower *power = fair_health_get_power (self->health);

  switch (fair_power_get_source (power))
    {
    case FAIR_POWER_MAINS:
      set (self, FAIR_CHECK_POWER, FAIR_CHECK_GOOD, g_strdup (_("It is plugged in.")));
      break;
    case FAIR_POWER_BATTERY:
      set (self, FAIR_CHECK_POWER, FAIR_CHECK_DOUBTFUL,
           g_strdup_printf (_("It runs on its battery, at %.0f %%. Please plug it in."), fair_power_get_percentage (power)));
      break;
    case FAIR_POWER_UNKNOWN:
    default:
      set (self, FAIR_CHECK_POWER, FAIR_CHECK_GOOD, g_strdup (_("No battery was found, so it is plugged in.")));
    }
}

static const FairEvent *
find_event (FairSelfCheck *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);

  for (guint i = 0; program != NULL && i < program->events->len; i++)
    if (g_str_equal (((const FairEvent *) program->events->pdata[i])->id, fair_booth_get_event (self->booth)))
      return program->events->pdata[i];
  return NULL;
}

/* A clock that is off puts sign-ups on the wrong day: the days of the fair tell. */
static void
check_clock (FairSelfCheck *self)
{
  const FairEvent *event = find_event (self);
  FairProgram *program = fair_booth_get_program (self->booth);
  g_autofree char *utc = fair_time_format_utc (fair_clock_now (fair_clock_get_default ()));
  g_autofree char *now = program != NULL ? fair_time_zones_localize (program->time_zones, fair_booth_get_event (self->booth), utc)
                                         : g_strdup (utc);
  g_autofree char *day = g_strndup (now, DATE_LENGTH);
  gboolean early = event != NULL && event->starts != NULL && strcmp (day, event->starts) < 0;
  gboolean late = event != NULL && event->ends != NULL && strcmp (day, event->ends) > 0;

  now[DATE_LENGTH] = ' ';
  now[DATE_LENGTH + 6] = '\0';
  if (early || late)
    set (self, FAIR_CHECK_CLOCK, FAIR_CHECK_DOUBTFUL,
         g_strdup_printf (_("It says %s: that is no day of this fair. Is the clock right, and the fair?"), now));
  else
    set (self, FAIR_CHECK_CLOCK, FAIR_CHECK_GOOD, g_strdup_printf (_("It says %s."), now));
}

static void
check_pin (FairSelfCheck *self)
{
  FairStaff *staff = fair_access_get_staff (fair_booth_get_access (self->booth));

  if (fair_staff_is_protected (staff))
    set (self, FAIR_CHECK_PIN, FAIR_CHECK_GOOD, g_strdup (_("Only staff can end kiosk mode.")));
  else
    set (self, FAIR_CHECK_PIN, FAIR_CHECK_DOUBTFUL, g_strdup (_("None is set: anybody at the table can end kiosk mode and see what people left.")));
}

static void
check_sleep (FairSelfCheck *self,
             GtkWindow     *window)
{
  GtkApplication *application = gtk_window_get_application (window);
  guint cookie = application == NULL ? 0
                                     : gtk_application_inhibit (application, window, GTK_APPLICATION_INHIBIT_IDLE,
                                                                _("Visitors sign up at this laptop."));

  if (cookie != 0)
    {
      gtk_application_uninhibit (application, cookie);
      set (self, FAIR_CHECK_SLEEP, FAIR_CHECK_GOOD, g_strdup (_("The screen stays on.")));
    }
  else
    set (self, FAIR_CHECK_SLEEP, FAIR_CHECK_DOUBTFUL,
         g_strdup (_("Fairbook cannot keep the screen on here. Please switch off blanking and sleep in the system’s settings.")));
}

static void
check_pack (FairSelfCheck *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  guint n = program != NULL ? program->problems->len : 0;

  if (program == NULL || program->form == NULL)
    set (self, FAIR_CHECK_PACK, program == NULL && fair_booth_get_program_error (self->booth) == NULL ? FAIR_CHECK_RUNNING : FAIR_CHECK_BAD,
         g_strdup (program != NULL ? _("It has no form: nobody can sign up.") : fair_booth_get_program_error (self->booth)));
  else if (n > 0)
    set (self, FAIR_CHECK_PACK, FAIR_CHECK_DOUBTFUL,
         g_strdup_printf (ngettext ("It has %'u mistake; “fairctl check-program” names it.",
                                    "It has %'u mistakes; “fairctl check-program” names them.", n),
                          n));
  else
    set (self, FAIR_CHECK_PACK, FAIR_CHECK_GOOD, g_strdup (_("It has no mistakes.")));
}

static void
health_changed (FairSelfCheck *self)
{
  check_space (self);
  check_power (self);
}

static void
fair_self_check_finalize (GObject *object)
{
  FairSelfCheck *self = FAIR_SELF_CHECK (object);

  for (guint i = 0; i < FAIR_N_CHECKS; i++)
    g_free (self->words[i]);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->health);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_self_check_parent_class)->finalize (object);
}

static void
fair_self_check_class_init (FairSelfCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_self_check_finalize;
  signals[CHANGED] = g_signal_new ("changed", FAIR_TYPE_SELF_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_UINT);
}

static void
fair_self_check_init (FairSelfCheck *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * fair_self_check_new:
 * @booth: what is looked at
 * @window: what shall keep the screen on
 *
 * Looks at everything at once; what takes long is told when it is known.
 *
 * Returns: (transfer full): until fair_self_check_stop()
 */
FairSelfCheck *
fair_self_check_new (FairBooth *booth,
                     GtkWindow *window)
{
  FairSelfCheck *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);
  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (FAIR_TYPE_SELF_CHECK, NULL);
  self->booth = g_object_ref (booth);
  self->health = fair_health_new (booth);
  g_signal_connect_object (self->health, "changed", G_CALLBACK (health_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::event", G_CALLBACK (check_clock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_access_get_staff (fair_booth_get_access (booth)), "changed", G_CALLBACK (check_pin), self,
                           G_CONNECT_SWAPPED);
  check_sign_up (self);
  health_changed (self);
  check_clock (self);
  check_pin (self);
  check_sleep (self, window);
  check_pack (self);
  return self;
}

/** Looks at nothing more. */
void
fair_self_check_stop (FairSelfCheck *self)
{
  g_return_if_fail (FAIR_IS_SELF_CHECK (self));

  g_cancellable_cancel (self->cancellable);
  fair_health_stop (self->health);
}

FairCheckLevel
fair_self_check_get_level (FairSelfCheck *self,
                           FairCheck      check)
{
  g_return_val_if_fail (FAIR_IS_SELF_CHECK (self), FAIR_CHECK_RUNNING);

  return self->levels[check];
}

/** Returns: (transfer none): what there is to say about it; "" while nobody knows */
const char *
fair_self_check_get_words (FairSelfCheck *self,
                           FairCheck      check)
{
  g_return_val_if_fail (FAIR_IS_SELF_CHECK (self), "");

  return self->words[check] != NULL ? self->words[check] : "";
}

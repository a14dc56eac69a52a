/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-booth.h"

#include "base/fair-language.h"
#include "base/fair-paths.h"
#include "booth/fair-interface-language.h"
#include "form/fair-form-archive.h"

#include <glib/gi18n-lib.h>

/* How long the warning counts down before a visitor who is not there any more is forgotten (WCAG 2.2.1), in seconds. */
#define WARNING_SECONDS 20

struct _FairBooth
{
  GObject parent_instance;

  GSettings *settings;
  GCancellable *cancellable;
  char *data_folder;
  FairProgram *program;
  char *language;        /* that the visitor has chosen; NULL for the fair's first */
  char *asked;           /* in which the pack is read: that, or the fair's first; "" where the system decides */
  GCancellable *reading; /* of the pack, in that language */
  char *program_error;
  FairStore *store;
  char *store_error;
  gboolean opening_store;
  char *unkept;
  FairAccess *access;
  FairKiosk *kiosk;
  FairComfort *comfort;
  FairVisitRecorder *visits;
};

G_DEFINE_FINAL_TYPE (FairBooth, fair_booth, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROGRAM,
  PROP_PROGRAM_ERROR,
  PROP_STORE,
  PROP_STORE_ERROR,
  PROP_EVENT,
  PROP_LANGUAGE,
  PROP_UNKEPT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
fair_booth_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FairBooth *self = FAIR_BOOTH (object);

  switch (prop_id)
    {
    case PROP_PROGRAM:
      g_value_set_object (value, self->program);
      break;
    case PROP_PROGRAM_ERROR:
      g_value_set_string (value, self->program_error);
      break;
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_STORE_ERROR:
      g_value_set_string (value, self->store_error);
      break;
    case PROP_EVENT:
      g_value_set_string (value, fair_booth_get_event (self));
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, fair_booth_get_language (self));
      break;
    case PROP_UNKEPT:
      g_value_set_string (value, self->unkept);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_booth_dispose (GObject *object)
{
  FairBooth *self = FAIR_BOOTH (object);

  if (self->visits != NULL)
    fair_visit_recorder_stop (self->visits);
  g_clear_object (&self->visits);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->asked, g_free);
  g_clear_object (&self->access);
  g_clear_object (&self->kiosk);
  g_clear_object (&self->comfort);
  g_clear_object (&self->settings);
  g_clear_object (&self->program);
  g_clear_object (&self->store);
  g_clear_pointer (&self->program_error, g_free);
  g_clear_pointer (&self->store_error, g_free);
  g_clear_pointer (&self->data_folder, g_free);
  g_clear_pointer (&self->unkept, g_free);

  G_OBJECT_CLASS (fair_booth_parent_class)->dispose (object);
}

static void
fair_booth_class_init (FairBoothClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fair_booth_dispose;
  object_class->get_property = fair_booth_get_property;

  properties[PROP_PROGRAM] = g_param_spec_object ("program", NULL, NULL, FAIR_TYPE_PROGRAM, flags);
  properties[PROP_PROGRAM_ERROR] = g_param_spec_string ("program-error", NULL, NULL, NULL, flags);
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, FAIR_TYPE_STORE, flags);
  properties[PROP_STORE_ERROR] = g_param_spec_string ("store-error", NULL, NULL, NULL, flags);
  properties[PROP_EVENT] = g_param_spec_string ("event", NULL, NULL, NULL, flags);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  properties[PROP_UNKEPT] = g_param_spec_string ("unkept", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
event_changed (FairBooth *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVENT]);
}

static void
fair_booth_init (FairBooth *self)
{
  self->settings = g_settings_new (APPLICATION_ID);
  self->cancellable = g_cancellable_new ();
  self->data_folder = fair_paths_get_data_folder ();
  self->comfort = fair_comfort_new ();
  g_signal_connect_object (self->settings, "changed::event", G_CALLBACK (event_changed), self, G_CONNECT_SWAPPED);
}

static void
visitor_went (FairBooth *self)
{
  fair_booth_set_language (self, NULL);
  fair_comfort_reset (self->comfort);
}

/**
 * fair_booth_new:
 * @clock: (nullable): tells for how long nobody does anything; NULL for the system's own that nobody can set
 *
 * Returns: (transfer full): a booth that has loaded nothing yet
 */
FairBooth *
fair_booth_new (const FairClock *clock)
{
  FairBooth *self = g_object_new (FAIR_TYPE_BOOTH, NULL);
  const FairClock *monotonic = clock != NULL ? clock : fair_clock_get_monotonic ();
  g_autoptr (FairStaff) staff = fair_staff_new (self->data_folder, NULL, fair_clock_get_default (), monotonic);

  self->access = fair_access_new (staff, monotonic);
  self->kiosk = fair_kiosk_new (monotonic);
  self->visits = fair_visit_recorder_new (self, fair_clock_get_default (), monotonic);
  g_signal_connect_object (self->kiosk, "gone", G_CALLBACK (visitor_went), self, G_CONNECT_SWAPPED);
  return self;
}

/* Sign-ups are shown at the desk with the form that asked. Nothing is lost at the table if it cannot be kept. */
static void
keep_form (FairBooth *self)
{
  if (self->store != NULL && self->program != NULL && self->program->form != NULL)
    fair_form_archive_keep_async (self->data_folder, self->program->form, NULL, NULL);
}

static void
show_program (FairBooth   *self,
              FairProgram *program)
{
  fair_interface_language_use (*self->asked != '\0' ? self->asked : NULL);
  g_set_object (&self->program, program);
  keep_form (self);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRAM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVENT]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
program_loaded (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FairBooth) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairProgram) program = fair_program_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (program != NULL)
    {
      show_program (self, program);
      return;
    }

  g_clear_pointer (&self->asked, g_free); /* it may be there the next time */
  if (self->program == NULL)              /* else what is on the table stays there */
    {
      self->program_error = g_strdup (error->message);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRAM_ERROR]);
    }
}

/* In the language that was asked for, or else the system's. */
static void
read_program (FairBooth *self)
{
  g_autofree char *folder = fair_paths_get_program (self->data_folder);
  const char *asked[] = { self->asked, NULL };

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  fair_program_load_async (folder, *self->asked != '\0' ? asked : fair_interface_language_get_system (), self->reading, program_loaded,
                           g_object_ref (self));
}

static void
store_opened (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FairBooth) self = user_data;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;

  self->opening_store = FALSE;
  store = fair_store_open_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_set_object (&self->store, store);
  keep_form (self);
  g_set_str (&self->store_error, error != NULL ? error->message : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_ERROR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
}

/**
 * fair_booth_open_store:
 *
 * Opens the store in a worker thread, again if it could not be opened before; `store` or `store-error` notifies.
 */
void
fair_booth_open_store (FairBooth *self)
{
  g_return_if_fail (FAIR_IS_BOOTH (self));

  if (self->opening_store || self->store != NULL)
    return;

  self->opening_store = TRUE;
  fair_store_open_async (self->data_folder, self->cancellable, store_opened, g_object_ref (self));
}

/**
 * fair_booth_load:
 *
 * Reads the content pack in the fair's first language, or those that this person's system asks for, and the PINs, and opens
 * the store, all in worker threads; the properties notify as they come.
 */
void
fair_booth_load (FairBooth *self)
{
  g_return_if_fail (FAIR_IS_BOOTH (self));

  fair_booth_set_language (self, NULL);
  fair_booth_open_store (self);
  fair_staff_load_async (fair_access_get_staff (self->access), self->cancellable, NULL, NULL);
}

GSettings *
fair_booth_get_settings (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->settings;
}

/** Returns: (transfer none) (nullable): the program, NULL until it is read */
FairProgram *
fair_booth_get_program (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->program;
}

const char *
fair_booth_get_program_error (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->program_error;
}

/** Returns: (transfer none) (nullable): the store, NULL until it is open */
FairStore *
fair_booth_get_store (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->store;
}

const char *
fair_booth_get_store_error (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->store_error;
}

/**
 * fair_booth_get_event:
 *
 * Returns: the id of the fair that new sign-ups belong to: the one that was chosen; where none was and the pack
 *   knows only one, that one; "" otherwise
 */
const char *
fair_booth_get_event (FairBooth *self)
{
  g_autofree char *chosen = NULL;

  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  chosen = g_settings_get_string (self->settings, "event");
  if (*chosen != '\0')
    return g_intern_string (chosen);
  if (self->program == NULL || self->program->events->len != 1)
    return "";
  return ((const FairEvent *) self->program->events->pdata[0])->id;
}

void
fair_booth_set_event (FairBooth  *self,
                      const char *event)
{
  g_return_if_fail (FAIR_IS_BOOTH (self));
  g_return_if_fail (event != NULL);

  g_settings_set_string (self->settings, "event", event);
}

/**
 * fair_booth_get_language:
 *
 * Returns: the tag of the language that is spoken, one of fair_booth_dup_languages(): the visitor's, the fair's first, or the system's
 */
const char *
fair_booth_get_language (FairBooth *self)
{
  g_auto (GStrv) languages = NULL;
  const char *asked[] = { NULL, NULL };
  const char *found;

  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  languages = fair_booth_dup_languages (self);
  asked[0] = self->asked;
  found = fair_language_lookup ((const char *const *) languages,
                                self->asked != NULL && *self->asked != '\0' ? asked : fair_interface_language_get_system ());
  return g_intern_string (found != NULL ? found : languages[0]);
}

/**
 * fair_booth_set_language:
 * @language: (nullable): a language tag; NULL for the fair's first: that of the settings, else the system's
 *
 * Reads the pack in that language, in a worker thread, and then speaks it: "program" notifies. While a sign-up is being saved
 * nothing happens; if the pack cannot be read any more, everything stays as it is. Each visit begins in the fair's first.
 */
void
fair_booth_set_language (FairBooth  *self,
                         const char *language)
{
  g_autofree char *asked = NULL;

  g_return_if_fail (FAIR_IS_BOOTH (self));

  if (fair_kiosk_get_state (self->kiosk) == FAIR_KIOSK_SAVING)
    return;
  asked = language != NULL ? g_strdup (language) : g_settings_get_string (self->settings, "language");
  g_set_str (&self->language, language);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
  if (g_set_str (&self->asked, asked))
    read_program (self);
}

/** Returns: (transfer full): the tags of the languages that a visitor can choose: the pack's, then what else the interface speaks */
GStrv
fair_booth_dup_languages (FairBooth *self)
{
  g_auto (GStrv) spoken = fair_interface_language_list ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *own;

  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  if (self->program == NULL)
    return g_steal_pointer (&spoken);
  own = self->program->languages;
  g_strv_builder_addv (builder, (const char **) own);
  for (guint i = 0; spoken[i] != NULL; i++)
    if (fair_language_lookup (own, (const char *const[]) { spoken[i], NULL }) == NULL)
      g_strv_builder_add (builder, spoken[i]);
  return g_strv_builder_end (builder);
}

const char *
fair_booth_get_data_folder (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->data_folder;
}

/** Returns: (transfer none): who is in charge */
FairAccess *
fair_booth_get_access (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->access;
}

/** Returns: (transfer none): what the visitor who is there is doing */
FairKiosk *
fair_booth_get_kiosk (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->kiosk;
}

/** Returns: (transfer none): what the visitor who is there needs to see and to read; it goes with them */
FairComfort *
fair_booth_get_comfort (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->comfort;
}

/** Returns: (transfer none): what counts what visitors look at */
FairVisitRecorder *
fair_booth_get_visits (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->visits;
}

static void
set_unkept (FairBooth  *self,
            const char *reason)
{
  if (g_set_str (&self->unkept, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNKEPT]);
}

/**
 * fair_booth_keeps_unfinished:
 *
 * Returns: whether staff want to keep what somebody typed and left without signing up; then the form has to say so
 */
gboolean
fair_booth_keeps_unfinished (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), FALSE);

  return g_settings_get_boolean (self->settings, "keep-unfinished");
}

static void
unfinished_saved (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FairBooth) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = fair_store_add_finish (FAIR_STORE (source), result, &error);

  set_unkept (self, error != NULL ? error->message : NULL);
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

/**
 * fair_booth_keep_unfinished:
 * @draft: what somebody left without signing up; it is copied
 *
 * Saves it in a worker thread; nobody waits for that, and the program does not end before. If it cannot be saved, it is lost, and
 * `unkept` notifies.
 */
void
fair_booth_keep_unfinished (FairBooth       *self,
                            const FairDraft *draft)
{
  g_return_if_fail (FAIR_IS_BOOTH (self));

  if (self->store == NULL)
    {
      set_unkept (self, self->store_error != NULL ? self->store_error : _("The sign-ups are not open yet."));
      return;
    }
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  fair_store_add_async (self->store, draft, NULL, unfinished_saved, g_object_ref (self));
}

/** Returns: (transfer none) (nullable): why what was left last is lost: for the staff */
const char *
fair_booth_get_unkept (FairBooth *self)
{
  g_return_val_if_fail (FAIR_IS_BOOTH (self), NULL);

  return self->unkept;
}

/**
 * fair_booth_start_visits:
 * @kiosk: whether the laptop stands alone from now on. If not, only the thank-you page makes way by itself
 *
 * The visitor who was there goes, and one visit after another begins, in the fair's first language. While a sign-up is being
 * saved nothing happens.
 */
void
fair_booth_start_visits (FairBooth *self,
                         gboolean   kiosk)
{
  FairKioskTimes times = { .saved = g_settings_get_uint (self->settings, "thank-you-seconds") };

  g_return_if_fail (FAIR_IS_BOOTH (self));

  /* an end that waits for the save would leave no visit to begin */
  if (fair_kiosk_get_state (self->kiosk) == FAIR_KIOSK_SAVING)
    return;
  if (kiosk)
    {
      times.looking = g_settings_get_uint (self->settings, "idle-seconds");
      times.filling_in = g_settings_get_uint (self->settings, "idle-form-seconds");
      times.warning = WARNING_SECONDS;
      times.attract = g_settings_get_boolean (self->settings, "attract-loop");
      set_unkept (self, NULL);
    }
  fair_kiosk_handle (self->kiosk, FAIR_KIOSK_END);
  fair_kiosk_set_times (self->kiosk, &times);
  fair_access_set_kiosk (self->access, kiosk);
  fair_kiosk_handle (self->kiosk, FAIR_KIOSK_START);
  fair_booth_set_language (self, NULL);
}

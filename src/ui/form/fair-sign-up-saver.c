/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-sign-up-saver.h"

#include "form/fair-sign-up-draft.h"
#include "store/change/fair-correct.h"

struct _FairSignUpSaver
{
  GObject parent_instance;

  FairBooth *booth;
  char *id; /* of the sign-up, from the first try to save it on */
  FairForm *form;
  FairAnswers *answers; /* of the latest try */
  FairAnswers *saved;   /* what is on the disk by that id; NULL until something is */
  gboolean saving;
  gboolean waiting_for_store;
};

G_DEFINE_FINAL_TYPE (FairSignUpSaver, fair_sign_up_saver, G_TYPE_OBJECT)

enum
{
  SAVED,
  FAILED,
  ERASED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
take_as_saved (FairSignUpSaver *self)
{
  g_clear_pointer (&self->saved, fair_answers_unref);
  self->saved = fair_answers_ref (self->answers);
}

/* A person whom staff have erased meanwhile stays erased. */
static void
finish (FairSignUpSaver *self,
        const GError    *error)
{
  self->saving = FALSE;
  if (error == NULL)
    {
      take_as_saved (self);
      g_signal_emit (self, signals[SAVED], 0);
    }
  else if (self->saved != NULL && g_error_matches (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
    {
      fair_sign_up_saver_forget (self);
      g_signal_emit (self, signals[ERASED], 0);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
hold_application (void)
{
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
}

static void
release_application (void)
{
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

static void
add_finished (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FairSignUpSaver) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = fair_store_add_finish (FAIR_STORE (source), result, &error);

  release_application ();
  finish (self, error);
}

static void
add (FairSignUpSaver *self)
{
  g_autoptr (GArray) consents = fair_form_list_consents (self->form, self->answers);
  FairDraft draft = fair_sign_up_draft_make (self->booth, self->form, self->answers, consents);

  draft.id = self->id;
  fair_store_add_async (fair_booth_get_store (self->booth), &draft, NULL, add_finished, g_object_ref (self));
}

/* What the visitor has changed, and nothing else: staff may have changed the rest meanwhile. */
static FairAnswers *
dup_changes (FairSignUpSaver *self)
{
  FairAnswers *changes = fair_answers_new ();

  for (guint i = 0; i < fair_form_get_n_fields (self->form); i++)
    {
      const char *id = fair_field_get_id (fair_form_get_field (self->form, i));
      yyjson_mut_val *before = fair_answers_peek_value (self->saved, id);
      yyjson_mut_val *now = fair_answers_peek_value (self->answers, id);

      if (before != now && !yyjson_mut_equals (before, now))
        fair_answers_set_value (changes, id, now);
    }
  return changes;
}

typedef struct
{
  char *id;
  FairForm *form;
  FairAnswers *changes;
} Correction;

static void
free_correction (gpointer data)
{
  Correction *correction = data;

  g_free (correction->id);
  g_object_unref (correction->form);
  fair_answers_unref (correction->changes);
  g_free (correction);
}

static void
correct_in_thread (GTask        *task,
                   gpointer      store,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Correction *correction = data;
  GError *error = NULL;

  if (fair_store_correct (store, correction->id, correction->changes, correction->form, NULL, &error) > 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
correct_finished (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FairSignUpSaver) self = user_data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  release_application ();
  finish (self, error);
}

static void
correct (FairSignUpSaver *self)
{
  g_autoptr (GTask) task = g_task_new (fair_booth_get_store (self->booth), NULL, correct_finished, g_object_ref (self));
  Correction *correction = g_new (Correction, 1);

  *correction = (Correction) { g_strdup (self->id), g_object_ref (self->form), dup_changes (self) };
  g_task_set_source_tag (task, correct);
  g_task_set_task_data (task, correction, free_correction);
  g_task_run_in_thread (task, correct_in_thread);
}

/* A window that is destroyed meanwhile does not take the sign-up with it. */
static void
write_answers (FairSignUpSaver *self)
{
  hold_application ();
  if (self->saved != NULL)
    correct (self);
  else
    add (self);
}

static void
store_opened (FairSignUpSaver *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->waiting_for_store)
    return;

  self->waiting_for_store = FALSE;
  if (fair_booth_get_store (self->booth) != NULL)
    {
      write_answers (self);
      return;
    }
  error = g_error_new_literal (FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO, fair_booth_get_store_error (self->booth));
  finish (self, error);
}

static void
fair_sign_up_saver_finalize (GObject *object)
{
  FairSignUpSaver *self = FAIR_SIGN_UP_SAVER (object);

  fair_sign_up_saver_forget (self);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_sign_up_saver_parent_class)->finalize (object);
}

static void
fair_sign_up_saver_class_init (FairSignUpSaverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_sign_up_saver_finalize;
  signals[SAVED] = g_signal_new ("saved", FAIR_TYPE_SIGN_UP_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", FAIR_TYPE_SIGN_UP_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[ERASED] = g_signal_new ("erased", FAIR_TYPE_SIGN_UP_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_sign_up_saver_init (FairSignUpSaver *self)
{
}

/** Returns: (transfer full): a saver for one visitor, who has not signed up */
FairSignUpSaver *
fair_sign_up_saver_new (FairBooth *booth)
{
  FairSignUpSaver *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_SIGN_UP_SAVER, NULL);
  self->booth = g_object_ref (booth);
  g_signal_connect_object (booth, "notify::store", G_CALLBACK (store_opened), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fair_sign_up_saver_save:
 * @form: the form as it was read
 * @answers: what passes it
 *
 * Saves in a worker thread, opening the store before if need be; one of the signals tells the outcome. Whoever tries again after a
 * failure has one sign-up, even if the first try was on the disk after all. What comes after it is saved is a further version of it,
 * in which all stays that the visitor has not changed. May not be called while it is saving.
 */
void
fair_sign_up_saver_save (FairSignUpSaver   *self,
                         FairForm          *form,
                         const FairAnswers *answers)
{
  g_return_if_fail (FAIR_IS_SIGN_UP_SAVER (self));
  g_return_if_fail (!self->saving);

  self->saving = TRUE;
  g_set_object (&self->form, form);
  g_clear_pointer (&self->answers, fair_answers_unref);
  self->answers = fair_form_normalize (form, answers);
  if (self->id == NULL)
    self->id = g_uuid_string_random ();
  if (fair_booth_get_store (self->booth) != NULL)
    {
      write_answers (self);
      return;
    }
  self->waiting_for_store = TRUE;
  fair_booth_open_store (self->booth);
}

gboolean
fair_sign_up_saver_is_saving (FairSignUpSaver *self)
{
  g_return_val_if_fail (FAIR_IS_SIGN_UP_SAVER (self), FALSE);

  return self->saving;
}

/** Returns: (transfer none) (nullable): what the visitor has signed up, as it is on the disk; NULL until it is */
const FairAnswers *
fair_sign_up_saver_get_saved (FairSignUpSaver *self)
{
  g_return_val_if_fail (FAIR_IS_SIGN_UP_SAVER (self), NULL);

  return self->saved;
}

/** What comes next is somebody else's. */
void
fair_sign_up_saver_forget (FairSignUpSaver *self)
{
  g_return_if_fail (FAIR_IS_SIGN_UP_SAVER (self));

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->answers, fair_answers_unref);
  g_clear_pointer (&self->saved, fair_answers_unref);
  g_clear_object (&self->form);
}

/** Goes on as the same visitor's as @from, which is not saving. */
void
fair_sign_up_saver_carry_over (FairSignUpSaver *self,
                               FairSignUpSaver *from)
{
  g_return_if_fail (FAIR_IS_SIGN_UP_SAVER (self));
  g_return_if_fail (FAIR_IS_SIGN_UP_SAVER (from));

  g_set_str (&self->id, from->id);
  g_clear_pointer (&self->saved, fair_answers_unref);
  self->saved = from->saved != NULL ? fair_answers_ref (from->saved) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-sign-up-saver.h"

#include "form/fair-sign-up-draft.h"

struct _FairSignUpSaver
{
  GObject parent_instance;

  FairBooth *booth;
  char *id; /* of the sign-up, from the first try to save it on */
  FairForm *form;
  FairAnswers *answers; /* of the latest try */
  gboolean saving;
  gboolean waiting_for_store;
};

G_DEFINE_FINAL_TYPE (FairSignUpSaver, fair_sign_up_saver, G_TYPE_OBJECT)

enum
{
  SAVED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
finish (FairSignUpSaver *self,
        const char      *failure)
{
  self->saving = FALSE;
  if (failure != NULL)
    g_signal_emit (self, signals[FAILED], 0, failure);
  else
    g_signal_emit (self, signals[SAVED], 0);
}

static void
add_finished (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FairSignUpSaver) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = fair_store_add_finish (FAIR_STORE (source), result, &error);

  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
  finish (self, error != NULL ? error->message : NULL);
}

static void
add (FairSignUpSaver *self)
{
  g_autoptr (GArray) consents = fair_form_list_consents (self->form, self->answers);
  FairDraft draft = fair_sign_up_draft_make (self->booth, self->form, self->answers, consents);

  draft.id = self->id;
  /* A window that is destroyed meanwhile does not take the sign-up with it. */
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  fair_store_add_async (fair_booth_get_store (self->booth), &draft, NULL, add_finished, g_object_ref (self));
}

static void
store_opened (FairSignUpSaver *self)
{
  if (!self->waiting_for_store)
    return;

  self->waiting_for_store = FALSE;
  if (fair_booth_get_store (self->booth) != NULL)
    add (self);
  else
    finish (self, fair_booth_get_store_error (self->booth));
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
 * failure has one sign-up, even if the first try was on the disk after all. May not be called while it is saving.
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
      add (self);
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

/** Returns: (transfer none) (nullable): what was to be saved last, as it is stored */
const FairAnswers *
fair_sign_up_saver_get_answers (FairSignUpSaver *self)
{
  g_return_val_if_fail (FAIR_IS_SIGN_UP_SAVER (self), NULL);

  return self->answers;
}

/** What comes next is somebody else's. */
void
fair_sign_up_saver_forget (FairSignUpSaver *self)
{
  g_return_if_fail (FAIR_IS_SIGN_UP_SAVER (self));

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->answers, fair_answers_unref);
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
}

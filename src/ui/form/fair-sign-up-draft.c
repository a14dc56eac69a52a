/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-sign-up-draft.h"

#include "kiosk/fair-unfinished.h"

#include <glib/gi18n-lib.h>

/**
 * fair_sign_up_draft_make:
 * @form: the form as it was read
 * @answers: what was answered
 * @consents: (element-type FairConsent): of fair_form_list_consents()
 *
 * Returns: what is about to be saved, borrowed from all of them
 */
FairDraft
fair_sign_up_draft_make (FairBooth         *booth,
                         FairForm          *form,
                         const FairAnswers *answers,
                         GArray            *consents)
{
  return (FairDraft) { .event = fair_booth_get_event (booth), .form = fair_form_get_version_tag (form),
                       .lang = fair_form_get_language (form), .answers = answers,
                       .consents = (const FairConsent *) (const void *) consents->data, .n_consents = consents->len };
}

/**
 * fair_sign_up_draft_dup_form:
 * @booth: a booth whose program has a form
 *
 * What is kept without Sign Up being pressed is told to whoever types, and is a part of what they agree to.
 *
 * Returns: (transfer full): the program's form, with a notice of that where staff keep such
 */
FairForm *
fair_sign_up_draft_dup_form (FairBooth *booth)
{
  FairForm *form = fair_booth_get_program (booth)->form;

  return fair_booth_keeps_unfinished (booth)
           ? fair_form_new_with_notice (form, _("What is typed into this form is kept even if “Sign Up” is not pressed."))
           : g_object_ref (form);
}

/**
 * fair_sign_up_draft_keep_unfinished:
 * @view: what a visitor leaves who has not signed up
 *
 * Keeps what stands in it, where that is wanted. What the form did not say is not done; it is another sign-up than one that could
 * not be saved, lest that lose its place to this if it was on the disk after all.
 */
void
fair_sign_up_draft_keep_unfinished (FairBooth    *booth,
                                    FairFormView *view)
{
  FairForm *form = fair_form_view_get_form (view);
  g_autoptr (FairAnswers) typed = NULL;
  g_autoptr (FairAnswers) answers = NULL;
  g_autoptr (GArray) consents = NULL;
  FairDraft draft;

  if (fair_form_get_notice (form) == NULL || !fair_booth_keeps_unfinished (booth))
    return;
  typed = fair_form_view_dup_answers (view);
  answers = fair_unfinished_take (form, typed);
  if (answers == NULL)
    return;
  consents = fair_form_list_consents (form, answers);
  draft = fair_sign_up_draft_make (booth, form, answers, consents);
  draft.unfinished = TRUE;
  fair_booth_keep_unfinished (booth, &draft);
}

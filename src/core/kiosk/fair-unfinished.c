/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-unfinished.h"

#include "form/fair-validation.h"
#include "store/change/fair-correct.h"
#include "store/people/fair-people-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A year that is none is a number that the form has made of it, and a text without end could take the others with it. */
static gboolean
can_be_kept (FairField         *field,
             const FairAnswers *answers)
{
  const char *text = fair_answers_get_text (answers, fair_field_get_id (field));
  guint limit = fair_field_get_max_length (field);
  gint64 year, earliest, latest;

  if (fair_field_get_kind (field) == FAIR_FIELD_YEAR && fair_answers_get_integer (answers, fair_field_get_id (field), &year))
    {
      fair_field_get_range (field, &earliest, &latest);
      return year >= earliest && year <= latest;
    }
  return text == NULL || limit == 0 || g_utf8_strlen (text, -1) <= (glong) limit;
}

/**
 * fair_unfinished_take:
 * @form: the form that was left
 * @typed: what stood in it
 *
 * Makes of that what is worth keeping: normalised, right or not; but for years out of their range, and texts that are longer than the
 * form has them.
 *
 * Returns: (transfer full) (nullable): the answers; %NULL where nothing was answered; consent to nothing is no answer
 */
FairAnswers *
fair_unfinished_take (FairForm          *form,
                      const FairAnswers *typed)
{
  g_autoptr (FairAnswers) answers = NULL;
  gboolean says_something = FALSE;

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  answers = fair_form_normalize (form, typed);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      const char *id = fair_field_get_id (field);

      if (!can_be_kept (field, answers))
        fair_answers_unset (answers, id);
      says_something |= fair_field_get_kind (field) != FAIR_FIELD_CONSENT && fair_answers_has (answers, id);
    }
  return says_something ? g_steal_pointer (&answers) : NULL;
}

/* What @version says is borrowed from the line that is returned. */
static char *
find (FairStore    *store,
      const char   *id,
      FairVersion  *version,
      GError      **error)
{
  g_autofree char *line = fair_store_find_line (store, id, error);

  if (line == NULL || !fair_line_decode (line, strlen (line), NULL, version, error))
    return NULL;
  return g_steal_pointer (&line);
}

/**
 * fair_unfinished_settle:
 * @store: the store
 * @id: a person's id
 * @form: the form
 * @error: %FAIR_FORM_ERROR_ANSWERS: what is still missing; %FAIR_STORE_ERROR
 *
 * Takes the mark away from what somebody left, once its answers pass the whole form, consent included: it is an ordinary sign-up
 * from then on. Nothing happens to what has no mark.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: the number of the version that stands now (its `rev`), or 0 with @error set and nothing changed
 */
gint64
fair_unfinished_settle (FairStore   *store,
                        const char  *id,
                        FairForm    *form,
                        GError     **error)
{
  static const char no_mark[] = "{\"" FAIR_UNFINISHED "\":null}";
  g_autoptr (FairAnswers) answers = NULL;
  g_autoptr (FairAnswers) patch = NULL;
  g_auto (FairVersion) version = { 0 };
  g_autofree char *line = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (store), 0);
  g_return_val_if_fail (FAIR_IS_FORM (form), 0);

  line = find (store, id, &version, error);
  if (line == NULL)
    return 0;
  if (!fair_version_is_unfinished (&version))
    return version.rev;
  answers = fair_answers_new_from_value (fair_version_get_answers (&version));
  if (!fair_form_accept (form, answers, error))
    return 0;
  patch = fair_answers_new_from_json (no_mark, strlen (no_mark), NULL);
  return fair_store_set_staff (store, id, patch, error);
}

/**
 * fair_unfinished_check_join:
 * @keep: the id of the sign-up that is to stand in every list
 * @other: the id of the one that is to be joined into it
 * @error: why they should not, and what to do
 *
 * Who signed up must not disappear from the exports behind what they had left before.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 */
gboolean
fair_unfinished_check_join (FairStore   *store,
                            const char  *keep,
                            const char  *other,
                            GError     **error)
{
  g_auto (FairVersion) kept = { 0 };
  g_auto (FairVersion) joined = { 0 };
  g_autofree char *kept_line = NULL;
  g_autofree char *joined_line = NULL;

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);

  kept_line = find (store, keep, &kept, error);
  joined_line = kept_line != NULL ? find (store, other, &joined, error) : NULL;
  if (joined_line == NULL)
    return FALSE;
  if (!fair_version_is_unfinished (&kept) || fair_version_is_unfinished (&joined))
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
               _("“%s” was left unfinished, and “%s” was signed up: keep the latter, and join the former into it. Nothing was changed."), keep,
               other);
  return FALSE;
}

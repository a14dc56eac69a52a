/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes a sign-up that is there, its answers or what staff noted about it, in a further version: the rest stays as it was. */
#include "config.h"
#include "store/change/fair-correct.h"

#include "base/fair-json.h"
#include "form/fair-validation.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>

/**
 * fair_store_make_hlc_in_turn:
 * @self: a store after fair_store_begin()
 * @before: the time stamp of the version before it
 * @hlc: (out caller-allocates): that of a further version
 *
 * Makes a time stamp later than the clock's next one and than @before, whose clock may be far ahead: so that what a
 * laptop of the year 2106 wrote can be corrected here, and nothing else here gets that year.
 */
void
fair_store_make_hlc_in_turn (FairStore     *self,
                             const FairHlc *before,
                             FairHlc       *hlc)
{
  FairHlc *last = &self->journal->last;
  gint64 now = fair_clock_now (self->clock);

  fair_hlc_tick (last, now, self->device.id);
  *hlc = *last;
  if (fair_hlc_compare (hlc, before) > 0)
    return;
  *hlc = *before;
  fair_hlc_tick (hlc, now, self->device.id);
}

/* Changes members one by one, of which null takes one away; all others stay, and all keep their order. */
static void
patch (yyjson_mut_doc *doc,
       const char     *name,
       yyjson_mut_val *changes)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  yyjson_mut_val *object = yyjson_mut_obj_get (root, name);
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with (changes);
  yyjson_mut_val *key;

  if (object == NULL)
    object = yyjson_mut_obj_add_obj (doc, root, name);
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    {
      yyjson_mut_val *value = yyjson_mut_obj_iter_get_val (key);
      yyjson_mut_val *own_key = yyjson_mut_val_mut_copy (doc, key);
      yyjson_mut_val *own_value = yyjson_mut_val_mut_copy (doc, value);

      if (yyjson_mut_is_null (value))
        yyjson_mut_obj_remove (object, key);
      else if (!yyjson_mut_obj_replace (object, own_key, own_value))
        yyjson_mut_obj_add (object, own_key, own_value);
    }
}

static gboolean
check_can_be_followed (const FairVersion  *version,
                       GError           **error)
{
  if (!fair_hlc_can_be_followed (&version->hlc))
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                 _("The sign-up “%s” was made by a laptop whose clock says the end of the year 9999: no correction can "
                   "be later. Erase it and enter it again."),
                 version->id);
  else if (version->rev >= FAIR_REV_MAX)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                 _("The sign-up “%s” has the highest revision that there can be: no correction can follow it. Erase it "
                   "and enter it again. Nothing was changed."),
                 version->id);
  else
    return TRUE;
  return FALSE;
}

/**
 * fair_store_encode_change_in_turn:
 * @self: a store after fair_store_begin()
 * @lines: where the line and its newline are appended
 * @version: a put: the version that stands
 * @member: `answers` or `staff`
 * @changes: an object with what changes in that; null takes a member away
 * @agreed: (nullable): the same of `agreed`
 * @error: %FAIR_STORE_ERROR_TOO_LONG, or %FAIR_STORE_ERROR_LINE (also where no version can follow @version)
 *
 * Writes a put that is later than @version, with the next `rev`. Whatever does not change is kept: when and where the
 * person signed up, and every member that is not known here.
 *
 * Returns: FALSE with @error set and @lines unchanged
 */
gboolean
fair_store_encode_change_in_turn (FairStore          *self,
                                  GString            *lines,
                                  const FairVersion  *version,
                                  const char         *member,
                                  yyjson_mut_val     *changes,
                                  yyjson_mut_val     *agreed,
                                  GError            **error)
{
  /* numbers stay the digits that they are: those of a newer version may not fit into what they are read as here */
  g_autoptr (yyjson_doc) old = yyjson_read (version->line, version->length, YYJSON_READ_NUMBER_AS_RAW);
  g_autoptr (yyjson_mut_doc) doc = yyjson_doc_mut_copy (old, NULL);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *time = NULL;
  FairHlc hlc;

  if (!check_can_be_followed (version, error))
    return FALSE;
  fair_store_make_hlc_in_turn (self, &version->hlc, &hlc);
  time = fair_hlc_to_string (&hlc);
  yyjson_mut_obj_replace (root, yyjson_mut_str (doc, "rev"), yyjson_mut_sint (doc, version->rev + 1));
  yyjson_mut_obj_replace (root, yyjson_mut_str (doc, "hlc"), yyjson_mut_str (doc, time));
  yyjson_mut_obj_remove_key (root, "crc");
  patch (doc, member, changes);
  if (yyjson_mut_obj_size (agreed) > 0)
    patch (doc, "agreed", agreed);
  return fair_line_encode_object (lines, doc, error);
}

/* Whether a member is what @values say, null if it is not there. Numbers are compared by their value: 1.50 is 1.5. */
static gboolean
member_is (yyjson_val     *object,
           yyjson_mut_val *key,
           yyjson_mut_val *values)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *wanted = yyjson_mut_obj_getn (values, yyjson_mut_get_str (key), yyjson_mut_get_len (key));
  yyjson_val *value = yyjson_obj_getn (object, yyjson_mut_get_str (key), yyjson_mut_get_len (key));

  return value == NULL ? yyjson_mut_is_null (wanted) : yyjson_mut_equals (yyjson_val_mut_copy (doc, value), wanted);
}

static gboolean
changes_member (yyjson_val     *object,
                yyjson_mut_val *changes)
{
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with (changes);
  yyjson_mut_val *key;

  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    if (!member_is (object, key, changes))
      return TRUE;
  return FALSE;
}

/* Whether each member that changes is still what @expected says, if anything, or what it is to become anyway. */
static gboolean
check_expected (yyjson_val         *object,
                const FairAnswers  *changes,
                const FairAnswers  *expected,
                GError            **error)
{
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with (fair_answers_peek_root (changes));
  yyjson_mut_val *key;

  while (expected != NULL && (key = yyjson_mut_obj_iter_next (&members)) != NULL)
    if (!member_is (object, key, fair_answers_peek_root (expected)) && !member_is (object, key, fair_answers_peek_root (changes)))
      {
        g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_CHANGED,
                     _("“%s” was changed again meanwhile, and stays as it is now. Nothing was taken back."), yyjson_mut_get_str (key));
        return FALSE;
      }
  return TRUE;
}

static gboolean
append (FairTurn           *self,
        const FairVersion  *version,
        const char         *member,
        const FairAnswers  *answers,
        const FairAnswers  *changes,
        FairForm           *form,
        GError            **error)
{
  g_autoptr (FairAnswers) agreed = fair_answers_new ();
  g_autoptr (GArray) consents = fair_form_list_changed_consents (form, answers, changes, agreed);
  FairDraft draft = { .consents = (const void *) consents->data, .n_consents = consents->len };
  g_autoptr (GString) lines = g_string_new (NULL);

  if (fair_store_encode_wordings_in_turn (self, &draft, lines, error) &&
      fair_store_encode_change_in_turn (self, lines, version, member, fair_answers_peek_root (changes), fair_answers_peek_root (agreed),
                                        error) &&
      fair_journal_append (self->journal, lines->str, lines->len, error))
    return TRUE;
  g_hash_table_remove_all (self->wordings);
  return FALSE;
}

/* Nothing is new where nothing differs; but whoever wrote it may have been killed before the disk had confirmed it. */
static gint64
change (FairStore          *self,
        const char         *id,
        const char         *member,
        const FairAnswers  *changes,
        const FairAnswers  *expected,
        FairForm           *form,
        gboolean           *changed,
        GError            **error)
{
  g_autoptr (FairTurn) turn = fair_store_begin (self, error);
  g_auto (FairVersion) version = { 0 };
  g_autofree char *old = turn != NULL ? fair_store_find_in_turn (self, id, &version, error) : NULL;
  g_autoptr (FairAnswers) answers = NULL, checked = NULL;
  yyjson_val *object;

  if (old == NULL)
    return 0;
  object = g_str_equal (member, "staff") ? version.staff : fair_version_get_answers (&version);
  if (!check_expected (object, changes, expected, error))
    return 0;
  answers = fair_answers_new_from_value (fair_version_get_answers (&version));
  checked = form != NULL ? fair_form_accept_changes (form, answers, changes, error) : fair_answers_copy (changes);
  if (checked == NULL)
    return 0;
  *changed = changes_member (object, fair_answers_peek_root (checked));
  if (!*changed)
    return fair_journal_confirm (self->journal, error) ? version.rev : 0;
  return append (turn, &version, member, answers, checked, form, error) ? version.rev + 1 : 0;
}

/**
 * fair_store_correct:
 * @self: the store
 * @id: a person's id
 * @changes: the answers that change; null takes one away. All others stay, those too that no form knows
 * @form: (nullable): the form that checks them, and in whose words is agreed to what was not before. What was wrong before and is
 *   not touched is no hindrance
 * @changed: (out) (optional): whether that makes any difference; without one there is no further version
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, %FAIR_FORM_ERROR_ANSWERS (with what is wrong with each answer), or why it was
 *   not saved
 *
 * Adds a further version of a sign-up, later than the one that stands. When it returns it is on the disk.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: the number of the version that stands now (its `rev`), or 0 with @error set and nothing changed
 */
gint64
fair_store_correct (FairStore          *self,
                    const char         *id,
                    const FairAnswers  *changes,
                    FairForm           *form,
                    gboolean           *changed,
                    GError            **error)
{
  gboolean differs;

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && changes != NULL, 0);

  return change (self, id, "answers", changes, NULL, form, changed != NULL ? changed : &differs, error);
}

/**
 * fair_store_set_staff:
 * @self: the store
 * @id: a person's id
 * @patch: the members of `staff` that change (notes, a mark), null for those that go; all others stay
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, or why it was not saved
 *
 * Does with what staff noted what fair_store_correct() does with the answers.
 *
 * Returns: the number of the version that stands now (its `rev`), or 0 with @error set and nothing changed
 */
gint64
fair_store_set_staff (FairStore          *self,
                      const char         *id,
                      const FairAnswers  *patch,
                      GError            **error)
{
  gboolean differs;

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && patch != NULL, 0);

  return change (self, id, "staff", patch, NULL, NULL, &differs, error);
}

/**
 * fair_store_take_back:
 * @self: the store
 * @id: a person's id
 * @member: `answers` or `staff`
 * @before: what changed in that, as it was before; null for what was not there
 * @after: the same members as the change made them
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, %FAIR_STORE_ERROR_CHANGED if one of them is neither any more, because somebody has changed it
 *   again, or why it was not saved
 *
 * Takes back what fair_store_correct() or fair_store_set_staff() did, and never what another program did since. What was right
 * before is not checked by any form.
 *
 * Returns: the number of the version that stands now (its `rev`), or 0 with @error set and nothing changed
 */
gint64
fair_store_take_back (FairStore          *self,
                      const char         *id,
                      const char         *member,
                      const FairAnswers  *before,
                      const FairAnswers  *after,
                      GError            **error)
{
  gboolean differs;

  g_return_val_if_fail (FAIR_IS_STORE (self), 0);
  g_return_val_if_fail (id != NULL && before != NULL && after != NULL, 0);

  return change (self, id, member, before, after, NULL, &differs, error);
}

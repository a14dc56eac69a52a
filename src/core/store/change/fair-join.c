/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins two sign-ups of one person, when somebody has said that they are, and takes a join back.
 *
 * Nothing is mixed: each sign-up keeps its answers, and gets a further version whose `staff` says who belongs to whom.
 * The one that is kept is written first: should a crash leave only that, both are still seen.
 */
#include "config.h"
#include "store/change/fair-join.h"

#include "base/fair-json.h"
#include "store/change/fair-correct.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>

/* Writes who was joined into @keep: @other as well, or not any longer; nothing, if that was not said before. */
static gboolean
encode_joined (FairStore          *self,
               const FairVersion  *keep,
               const char         *other,
               gboolean            join,
               GString            *lines,
               GError            **error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *patch = yyjson_mut_obj (doc), *list = yyjson_mut_arr (doc);
  yyjson_val *before = yyjson_obj_get (keep->staff, FAIR_JOINED);
  yyjson_arr_iter items = yyjson_arr_iter_with (before);
  yyjson_val *item;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    if (!yyjson_equals_str (item, other))
      yyjson_mut_arr_append (list, yyjson_val_mut_copy (doc, item));
  if (join)
    yyjson_mut_arr_add_str (doc, list, other);
  else if (yyjson_mut_arr_size (list) == yyjson_arr_size (before))
    return TRUE;
  yyjson_mut_obj_add_val (doc, patch, FAIR_JOINED, yyjson_mut_arr_size (list) > 0 ? list : yyjson_mut_null (doc));
  return fair_store_encode_change_in_turn (self, lines, keep, "staff", patch, NULL, error);
}

static gboolean
encode_target (FairStore          *self,
               const FairVersion  *other,
               const char         *keep,
               GString            *lines,
               GError            **error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *patch = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_val (doc, patch, FAIR_JOINED_INTO,
                          keep != NULL ? yyjson_mut_str (doc, keep) : yyjson_mut_null (doc));
  return fair_store_encode_change_in_turn (self, lines, other, "staff", patch, NULL, error);
}

static gboolean
check_not_joined (const FairVersion  *version,
                  GError            **error)
{
  if (version->joined_into == NULL)
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
               _("The sign-up “%s” is joined into “%s” already. Take that back first (“fairctl unjoin %s”)."), version->id,
               version->joined_into, version->id);
  return FALSE;
}

/**
 * fair_store_join:
 * @self: the store
 * @keep: the id of the sign-up that stays
 * @other: the id of another one of the same person
 * @error: %FAIR_STORE_ERROR_NOT_FOUND, %FAIR_STORE_ERROR_JOIN (with what to do first), or why it was not saved
 *
 * Joins a person's second sign-up into the first: it is not listed, exported or counted any longer, and is told of in
 * the first one's `staff.joined`. Nothing of it is lost: fair_store_unjoin() takes the join back.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: FALSE with @error set, and nothing changed
 */
gboolean
fair_store_join (FairStore   *self,
                 const char  *keep,
                 const char  *other,
                 GError     **error)
{
  g_autoptr (FairTurn) turn = NULL;
  g_auto (FairVersion) keeper = { 0 }, joined = { 0 };
  g_autofree char *keeper_line = NULL, *joined_line = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (keep != NULL && other != NULL, FALSE);

  if (g_str_equal (keep, other))
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
                   _("“%s” cannot be joined with itself. Name two sign-ups."), keep);
      return FALSE;
    }
  turn = fair_store_begin (self, error);
  keeper_line = turn != NULL ? fair_store_find_in_turn (self, keep, &keeper, error) : NULL;
  joined_line = keeper_line != NULL ? fair_store_find_in_turn (self, other, &joined, error) : NULL;
  return joined_line != NULL && check_not_joined (&keeper, error) && check_not_joined (&joined, error) &&
         encode_joined (self, &keeper, other, TRUE, lines, error) && encode_target (self, &joined, keep, lines, error) &&
         fair_journal_append (self->journal, lines->str, lines->len, error);
}

/* The one that was kept may be erased, or may never have come here: then there is nothing to take back in it. */
static gboolean
encode_without (FairStore   *self,
                const char  *keep,
                const char  *other,
                GString     *lines,
                GError     **error)
{
  g_auto (FairVersion) version = { 0 };
  g_autoptr (GError) local_error = NULL;
  g_autofree char *line = fair_store_find_in_turn (self, keep, &version, &local_error);

  if (line != NULL)
    return encode_joined (self, &version, other, FALSE, lines, error);
  if (g_error_matches (local_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * fair_store_unjoin:
 * @self: the store
 * @other: the id of a sign-up that was joined into another one
 * @error: as of fair_store_join()
 *
 * Takes a join back: both sign-ups are what they were before it, in a further version each.
 *
 * Threading: any thread; blocks, and reads the whole journal.
 *
 * Returns: FALSE with @error set, and nothing changed
 */
gboolean
fair_store_unjoin (FairStore   *self,
                   const char  *other,
                   GError     **error)
{
  g_autoptr (FairTurn) turn = NULL;
  g_auto (FairVersion) joined = { 0 };
  g_autofree char *line = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *target;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  turn = fair_store_begin (self, error);
  line = turn != NULL ? fair_store_find_in_turn (self, other, &joined, error) : NULL;
  if (line == NULL)
    return FALSE;
  target = joined.joined_into;
  if (target == NULL)
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
                   _("The sign-up “%s” is not joined into another one: there is nothing to take back."), other);
      return FALSE;
    }
  return encode_without (self, target, other, lines, error) && encode_target (self, &joined, NULL, lines, error) &&
         fair_journal_append (self->journal, lines->str, lines->len, error);
}

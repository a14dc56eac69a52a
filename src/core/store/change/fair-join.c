/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joins two sign-ups of one person, when somebody has said that they are, and takes a join back.
 *
 * Nothing is mixed: each sign-up keeps its answers, and gets a further version whose `staff` says who belongs to whom.
 * The one that is kept is written first: should a crash leave only that, both are still seen.
 */
#include "config.h"

#include "base/fair-json.h"
#include "store/change/fair-join.h"
#include "store/change/fair-correction.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>

/* A person's standing version. */
typedef struct
{
  char *line;
  FairVersion version;
} Found;

static void
found_clear (Found *self)
{
  fair_version_clear (&self->version);
  g_clear_pointer (&self->line, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
find (FairStore   *self,
      const char  *id,
      Found       *found,
      GError     **error)
{
  found->line = fair_store_find_in_turn (self, id, &found->version, error);
  return found->line != NULL;
}

/* The ids that were joined into @version, without @id. */
static yyjson_mut_val *
list_joined (yyjson_mut_doc   *doc,
             const FairVersion *version,
             const char       *id)
{
  yyjson_mut_val *list = yyjson_mut_arr (doc);
  yyjson_arr_iter items = yyjson_arr_iter_with (yyjson_obj_get (version->staff, FAIR_JOINED));
  yyjson_val *item;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    if (!yyjson_equals_str (item, id))
      yyjson_mut_arr_append (list, yyjson_val_mut_copy (doc, item));
  return list;
}

static gboolean
encode_joined (FairStore         *self,
               const FairVersion  *keep,
               const char        *other,
               gboolean           join,
               GString           *lines,
               GError           **error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *patch = yyjson_mut_obj (doc);
  yyjson_mut_val *list = list_joined (doc, keep, other);

  if (join)
    yyjson_mut_arr_add_str (doc, list, other);
  yyjson_mut_obj_add_val (doc, patch, FAIR_JOINED, yyjson_mut_arr_size (list) > 0 ? list : yyjson_mut_null (doc));
  return fair_correction_encode (self, lines, keep, NULL, patch, error);
}

static gboolean
encode_target (FairStore         *self,
               const FairVersion  *other,
               const char        *keep,
               GString           *lines,
               GError           **error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *patch = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_val (doc, patch, FAIR_JOINED_INTO,
                          keep != NULL ? yyjson_mut_str (doc, keep) : yyjson_mut_null (doc));
  return fair_correction_encode (self, lines, other, NULL, patch, error);
}

static gboolean
check_not_joined (const FairVersion  *version,
                  GError           **error)
{
  const char *target = fair_version_get_joined_into (version);

  if (target == NULL)
    return TRUE;
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
               _("The sign-up “%s” is joined into “%s” already. Take that back first (“fairctl unjoin %s”)."), version->id,
               target, version->id);
  return FALSE;
}

static gboolean
join (FairStore   *self,
      const char  *keep_id,
      const char  *other_id,
      GError     **error)
{
  g_auto (Found) keep = { 0 };
  g_auto (Found) other = { 0 };
  g_autoptr (GString) lines = g_string_new (NULL);

  return find (self, keep_id, &keep, error) && find (self, other_id, &other, error) &&
         check_not_joined (&keep.version, error) && check_not_joined (&other.version, error) &&
         encode_joined (self, &keep.version, other_id, TRUE, lines, error) &&
         encode_target (self, &other.version, keep_id, lines, error) &&
         fair_journal_append (self->journal, lines->str, lines->len, error);
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
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (keep != NULL && other != NULL, FALSE);

  if (g_str_equal (keep, other))
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
                   _("“%s” cannot be joined with itself. Name two sign-ups."), keep);
      return FALSE;
    }
  if (!fair_store_begin (self, error))
    return FALSE;
  done = join (self, keep, other, error);
  fair_store_end (self);
  return done;
}

static gboolean
has_joined (const FairVersion *version,
            const char       *id)
{
  yyjson_arr_iter items = yyjson_arr_iter_with (yyjson_obj_get (version->staff, FAIR_JOINED));
  yyjson_val *item;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    if (yyjson_equals_str (item, id))
      return TRUE;
  return FALSE;
}

/* The one that was kept may be erased, or may never have come here: then there is nothing to take back in it. */
static gboolean
encode_without (FairStore   *self,
                const char  *keep_id,
                const char  *other_id,
                GString     *lines,
                GError     **error)
{
  g_auto (Found) keep = { 0 };
  g_autoptr (GError) local_error = NULL;

  if (find (self, keep_id, &keep, &local_error))
    return !has_joined (&keep.version, other_id) ||
           encode_joined (self, &keep.version, other_id, FALSE, lines, error);
  if (g_error_matches (local_error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
unjoin (FairStore   *self,
        const char  *id,
        GError     **error)
{
  g_auto (Found) other = { 0 };
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *target;

  if (!find (self, id, &other, error))
    return FALSE;
  target = fair_version_get_joined_into (&other.version);
  if (target == NULL)
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_JOIN,
                   _("The sign-up “%s” is not joined into another one: there is nothing to take back."), id);
      return FALSE;
    }
  return encode_without (self, target, id, lines, error) &&
         encode_target (self, &other.version, NULL, lines, error) &&
         fair_journal_append (self->journal, lines->str, lines->len, error);
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
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (self), FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  if (!fair_store_begin (self, error))
    return FALSE;
  done = unjoin (self, other, error);
  fair_store_end (self);
  return done;
}

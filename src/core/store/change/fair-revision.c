/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a further version of a sign-up is made of the one before it: what does not change is kept as it was. */
#include "config.h"

#include "base/fair-json.h"
#include "store/change/fair-revision.h"
#include "store/journal/fair-journal-line.h"
#include "store/journal/fair-journal-seal.h"
#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>

/**
 * fair_revision_make_hlc:
 * @hlc: (out caller-allocates): the time stamp of a further version
 * @before: that of the version before it
 * @last: (inout): the latest time stamp that was made or seen here; it is advanced
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 * @device: this laptop's id
 *
 * Makes a time stamp later than the clock's next one and than @before, whose clock may be far ahead: so that what a
 * laptop of the year 2106 wrote can be corrected here, and nothing else here gets that year.
 */
void
fair_revision_make_hlc (FairHlc       *hlc,
                        const FairHlc *before,
                        FairHlc       *last,
                        gint64         now_ms,
                        const char    *device)
{
  fair_hlc_tick (last, now_ms, device);
  *hlc = *last;
  if (fair_hlc_compare (hlc, before) > 0)
    return;
  *hlc = *before;
  fair_hlc_tick (hlc, now_ms, device);
}

/* Numbers are compared by their value: 1.50 is 1.5. */
static gboolean
is_equal (yyjson_val     *old,
          yyjson_mut_val *new)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);

  return yyjson_mut_equals (yyjson_val_mut_copy (doc, old), new);
}

static gboolean
changes_member (yyjson_val     *object,
                yyjson_mut_val *changes)
{
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with (changes);
  yyjson_mut_val *key;

  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    {
      yyjson_mut_val *new = yyjson_mut_obj_iter_get_val (key);
      yyjson_val *old = yyjson_obj_getn (object, yyjson_mut_get_str (key), yyjson_mut_get_len (key));

      if (yyjson_mut_is_null (new) ? old != NULL : old == NULL || !is_equal (old, new))
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_revision_differs:
 * @revision: what is to change
 * @record: a put: the version that stands
 *
 * Returns: whether a version made with fair_revision_encode() would say anything else than @record does
 */
gboolean
fair_revision_differs (const FairRevision *revision,
                       const FairRecord   *record)
{
  return changes_member (record->answers, revision->answers) || changes_member (record->staff, revision->staff);
}

/* Takes the place of an earlier value, so that members keep their order. */
static void
set_member (yyjson_mut_doc *doc,
            yyjson_mut_val *object,
            yyjson_mut_val *key,
            yyjson_mut_val *value)
{
  yyjson_mut_val *own_key = yyjson_mut_val_mut_copy (doc, key);
  yyjson_mut_val *own_value = yyjson_mut_val_mut_copy (doc, value);

  if (!yyjson_mut_obj_replace (object, own_key, own_value))
    yyjson_mut_obj_add (object, own_key, own_value);
}

/**
 * fair_revision_patch:
 * @doc: the document of @object
 * @object: an object; it is changed
 * @changes: an object: the members that change, null for those that go
 *
 * Changes members one by one; all others stay, in their order.
 */
void
fair_revision_patch (yyjson_mut_doc *doc,
                     yyjson_mut_val *object,
                     yyjson_mut_val *changes)
{
  yyjson_mut_obj_iter members;
  yyjson_mut_val *key;

  yyjson_mut_obj_iter_init (changes, &members);
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    {
      yyjson_mut_val *value = yyjson_mut_obj_iter_get_val (key);

      if (yyjson_mut_is_null (value))
        yyjson_mut_obj_remove_keyn (object, yyjson_mut_get_str (key), yyjson_mut_get_len (key));
      else
        set_member (doc, object, key, value);
    }
}

static void
patch_member (yyjson_mut_doc *doc,
              const char     *name,
              yyjson_mut_val *changes)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  yyjson_mut_val *object = yyjson_mut_obj_get (root, name);

  if (changes == NULL)
    return;
  if (object == NULL)
    object = yyjson_mut_obj_add_obj (doc, root, name);
  fair_revision_patch (doc, object, changes);
}

/* Numbers stay the digits that they are: those of a newer version may not fit into what they are read as here. */
static yyjson_mut_doc *
copy_line (const FairRecord *record)
{
  g_autoptr (yyjson_doc) doc = yyjson_read (record->line, record->length, YYJSON_READ_NUMBER_AS_RAW);

  return yyjson_doc_mut_copy (doc, NULL);
}

static void
set_frame (yyjson_mut_doc *doc,
           const char     *name,
           yyjson_mut_val *value)
{
  yyjson_mut_obj_replace (yyjson_mut_doc_get_root (doc), yyjson_mut_str (doc, name), value);
}

static gboolean
check_can_be_followed (const FairRecord  *record,
                       GError           **error)
{
  if (!fair_hlc_can_be_followed (&record->hlc))
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                 _("The sign-up “%s” was made by a laptop whose clock says the end of the year 9999: no correction can "
                   "be later. Erase it and enter it again."),
                 record->id);
  else if (record->rev >= FAIR_REV_MAX)
    g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                 _("The sign-up “%s” has the highest revision that there can be: no correction can follow it. Erase it "
                   "and enter it again. Nothing was changed."),
                 record->id);
  else
    return TRUE;
  return FALSE;
}

static gboolean
refuse_length (GError **error)
{
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_TOO_LONG,
               _("The answers and notes are too long: together they may take %d KiB. Shorten the longest one, then try "
                 "again. Nothing was changed."),
               FAIR_JSON_MAX_LINE / 1024);
  return FALSE;
}

static gboolean
write_line (GString         *out,
            yyjson_mut_doc  *doc,
            GError         **error)
{
  yyjson_write_err why;
  size_t length;
  char *json = yyjson_mut_write_opts (doc, YYJSON_WRITE_NOFLAG, NULL, &length, &why);
  gboolean sealed;

  if (json == NULL)
    {
      g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_LINE,
                   /* Translators: %s is a technical reason, in English */
                   _("The changes cannot be written: one of them is not valid text. Type it again. (%s)"), why.msg);
      return FALSE;
    }
  sealed = fair_journal_seal (out, json, length, NULL);
  free (json);
  if (!sealed)
    return refuse_length (error);
  g_string_append_c (out, '\n');
  return TRUE;
}

/**
 * fair_revision_encode:
 * @out: where the line and its newline are appended
 * @record: a put: the version that stands
 * @revision: what changes
 * @last: (inout): the latest time stamp that was made or seen here; it is advanced
 * @now_ms: what the clock says, in milliseconds since 1970-01-01T00:00:00Z
 * @device: this laptop's id
 * @error: %FAIR_STORE_ERROR_TOO_LONG, or %FAIR_STORE_ERROR_LINE (also where no version can follow @record)
 *
 * Writes a put that is later than @record, with the next `rev`. Whatever does not change is kept: when and where the
 * person signed up, and every member that is not known here.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_revision_encode (GString             *out,
                      const FairRecord    *record,
                      const FairRevision  *revision,
                      FairHlc             *last,
                      gint64               now_ms,
                      const char          *device,
                      GError             **error)
{
  g_autoptr (yyjson_mut_doc) doc = copy_line (record);
  g_autofree char *time = NULL;
  FairHlc hlc;

  if (!check_can_be_followed (record, error))
    return FALSE;
  fair_revision_make_hlc (&hlc, &record->hlc, last, now_ms, device);
  time = fair_hlc_to_string (&hlc);
  set_frame (doc, "rev", yyjson_mut_sint (doc, record->rev + 1));
  set_frame (doc, "hlc", yyjson_mut_str (doc, time));
  yyjson_mut_obj_remove_key (yyjson_mut_doc_get_root (doc), "crc");
  patch_member (doc, "answers", revision->answers);
  patch_member (doc, "staff", revision->staff);
  return write_line (out, doc, error);
}

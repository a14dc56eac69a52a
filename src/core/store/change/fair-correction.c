/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a further version of a sign-up is made of the one before it: what does not change is kept as it was. */
#include "config.h"
#include "store/change/fair-correction.h"

#include "base/fair-json.h"
#include "store/fair-store-private.h"
#include <glib/gi18n-lib.h>

/**
 * fair_correction_make_hlc:
 * @store: a store after fair_store_begin()
 * @before: the time stamp of the version before it
 * @hlc: (out caller-allocates): that of a further version
 *
 * Makes a time stamp later than the clock's next one and than @before, whose clock may be far ahead: so that what a
 * laptop of the year 2106 wrote can be corrected here, and nothing else here gets that year.
 */
void
fair_correction_make_hlc (FairStore     *store,
                          const FairHlc *before,
                          FairHlc       *hlc)
{
  FairHlc *last = &store->journal->last;
  gint64 now = fair_clock_now (store->clock);

  fair_hlc_tick (last, now, store->device.id);
  *hlc = *last;
  if (fair_hlc_compare (hlc, before) > 0)
    return;
  *hlc = *before;
  fair_hlc_tick (hlc, now, store->device.id);
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
 * fair_correction_differs:
 * @version: the version that stands
 * @answers: (nullable): an object of answers that change; null takes one away
 * @staff: (nullable): the same for what staff noted
 *
 * Returns: whether a version made with fair_correction_encode() would say anything else than @version does
 */
gboolean
fair_correction_differs (const FairVersion *version,
                         yyjson_mut_val    *answers,
                         yyjson_mut_val    *staff)
{
  return changes_member (fair_version_get_answers (version), answers) || changes_member (version->staff, staff);
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

/* Changes members one by one, of which null takes one away; all others stay, in their order. */
static void
patch (yyjson_mut_doc *doc,
       const char     *name,
       yyjson_mut_val *changes)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  yyjson_mut_val *object = yyjson_mut_obj_get (root, name);
  yyjson_mut_obj_iter members = yyjson_mut_obj_iter_with (changes);
  yyjson_mut_val *key;

  if (changes != NULL && object == NULL)
    object = yyjson_mut_obj_add_obj (doc, root, name);
  while ((key = yyjson_mut_obj_iter_next (&members)) != NULL)
    {
      yyjson_mut_val *value = yyjson_mut_obj_iter_get_val (key);

      if (yyjson_mut_is_null (value))
        yyjson_mut_obj_remove_keyn (object, yyjson_mut_get_str (key), yyjson_mut_get_len (key));
      else
        set_member (doc, object, key, value);
    }
}

/* Numbers stay the digits that they are: those of a newer version may not fit into what they are read as here. */
static yyjson_mut_doc *
copy_line (const FairVersion *version)
{
  g_autoptr (yyjson_doc) doc = yyjson_read (version->line, version->length, YYJSON_READ_NUMBER_AS_RAW);

  return yyjson_doc_mut_copy (doc, NULL);
}

static void
set_own (yyjson_mut_doc *doc,
           const char     *name,
           yyjson_mut_val *value)
{
  yyjson_mut_obj_replace (yyjson_mut_doc_get_root (doc), yyjson_mut_str (doc, name), value);
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
 * fair_correction_encode:
 * @store: a store after fair_store_begin()
 * @out: where the line and its newline are appended
 * @version: a put: the version that stands
 * @answers: (nullable): an object of answers that change; null takes one away
 * @staff: (nullable): the same for what staff noted
 * @error: %FAIR_STORE_ERROR_TOO_LONG, or %FAIR_STORE_ERROR_LINE (also where no version can follow @version)
 *
 * Writes a put that is later than @version, with the next `rev`. Whatever does not change is kept: when and where the
 * person signed up, and every member that is not known here.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_correction_encode (FairStore          *store,
                        GString            *out,
                        const FairVersion  *version,
                        yyjson_mut_val     *answers,
                        yyjson_mut_val     *staff,
                        GError            **error)
{
  g_autoptr (yyjson_mut_doc) doc = copy_line (version);
  g_autofree char *time = NULL;
  FairHlc hlc;

  if (!check_can_be_followed (version, error))
    return FALSE;
  fair_correction_make_hlc (store, &version->hlc, &hlc);
  time = fair_hlc_to_string (&hlc);
  set_own (doc, "rev", yyjson_mut_sint (doc, version->rev + 1));
  set_own (doc, "hlc", yyjson_mut_str (doc, time));
  yyjson_mut_obj_remove_key (yyjson_mut_doc_get_root (doc), "crc");
  patch (doc, "answers", answers);
  patch (doc, "staff", staff);
  return fair_line_encode_object (out, doc, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines that are written here: sign-ups, tombstones, wordings. */
#include "store/journal/fair-line.h"

#include "base/fair-clock.h"
#include "base/fair-json.h"

static yyjson_mut_doc *
new_object (const char      *op,
            const char      *id,
            yyjson_mut_val **root)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, *root);
  yyjson_mut_obj_add_int (doc, *root, "v", FAIR_LINE_VERSION);
  yyjson_mut_obj_add_str (doc, *root, "op", op);
  yyjson_mut_obj_add_strcpy (doc, *root, "id", id);
  return doc;
}

static void
add_agreed (yyjson_mut_doc  *doc,
            yyjson_mut_val  *root,
            const FairDraft *draft)
{
  yyjson_mut_val *agreed = yyjson_mut_obj (doc);

  for (gsize i = 0; i < draft->n_consents; i++)
    yyjson_mut_obj_add_str (doc, agreed, draft->consents[i].field, draft->consents[i].id);
  if (draft->n_consents > 0)
    yyjson_mut_obj_add_val (doc, root, "agreed", agreed);
}

/**
 * fair_line_encode_draft:
 * @out: where the line and its newline are appended
 * @draft: a sign-up
 * @id: what it is known by
 * @now_ms: when the person signs up, in milliseconds since 1970-01-01T00:00:00Z
 * @hlc: the time stamp of this version
 * @error: as of fair_line_encode_object()
 *
 * Writes the first version of a sign-up, its members in their fixed order.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_line_encode_draft (GString          *out,
                        const FairDraft  *draft,
                        const char       *id,
                        gint64            now_ms,
                        const FairHlc    *hlc,
                        GError          **error)
{
  yyjson_mut_val *root, *staff;
  g_autoptr (yyjson_mut_doc) doc = new_object ("put", id, &root);
  g_autofree char *at = fair_time_format_utc (now_ms);
  g_autofree char *time = fair_hlc_to_string (hlc);

  yyjson_mut_obj_add_int (doc, root, "rev", 1);
  yyjson_mut_obj_add_str (doc, root, "at", at);
  yyjson_mut_obj_add_str (doc, root, "hlc", time);
  yyjson_mut_obj_add_str (doc, root, "event", draft->event);
  yyjson_mut_obj_add_str (doc, root, "form", draft->form);
  yyjson_mut_obj_add_str (doc, root, "lang", draft->lang);
  /* A value can be in one document only: it carries the link to its neighbour. */
  yyjson_mut_obj_add_val (doc, root, "answers", yyjson_mut_val_mut_copy (doc, fair_answers_peek_root (draft->answers)));
  add_agreed (doc, root, draft);
  staff = yyjson_mut_obj_add_obj (doc, root, "staff");
  if (draft->unfinished)
    yyjson_mut_obj_add_true (doc, staff, FAIR_UNFINISHED);
  return fair_line_encode_object (out, doc, error);
}

/**
 * fair_line_encode_tombstone:
 * @out: where the line and its newline are appended
 * @id: the person's id
 * @hlc: when they were erased
 * @error: as of fair_line_encode_object()
 *
 * Writes a tombstone: it holds nothing personal.
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_line_encode_tombstone (GString        *out,
                            const char     *id,
                            const FairHlc  *hlc,
                            GError        **error)
{
  yyjson_mut_val *root;
  g_autoptr (yyjson_mut_doc) doc = new_object ("erase", id, &root);
  g_autofree char *time = fair_hlc_to_string (hlc);

  yyjson_mut_obj_add_str (doc, root, "hlc", time);
  return fair_line_encode_object (out, doc, error);
}

/**
 * fair_line_encode_wording:
 * @out: where the line and its newline are appended
 * @consent: what people agree to
 * @error: as of fair_line_encode_object()
 *
 * Returns: FALSE with @error set and @out unchanged
 */
gboolean
fair_line_encode_wording (GString            *out,
                          const FairConsent  *consent,
                          GError            **error)
{
  yyjson_mut_val *root;
  g_autoptr (yyjson_mut_doc) doc = new_object ("wording", consent->id, &root);

  yyjson_mut_obj_add_str (doc, root, "lang", consent->lang);
  yyjson_mut_obj_add_str (doc, root, "text", consent->text);
  return fair_line_encode_object (out, doc, error);
}

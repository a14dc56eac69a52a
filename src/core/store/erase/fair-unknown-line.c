/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a line of a newer version speaks of, as far as this version can tell. */
#include "store/erase/fair-unknown-line.h"

#include "store/erase/fair-uuid-text.h"

static void
add_id (GPtrArray  *ids,
        const char *text,
        gsize       length)
{
  g_ptr_array_add (ids, g_strndup (text, length));
}

static void
add_uuids (GPtrArray  *ids,
           yyjson_val *value)
{
  const char *at = yyjson_get_str (value);
  const char *end = at + yyjson_get_len (value);

  while (at != NULL && (at = fair_uuid_text_find (at, end)) != NULL)
    {
      add_id (ids, at, FAIR_UUID_LENGTH);
      /* as Fairbook writes it */
      g_ptr_array_add (ids, g_ascii_strdown (at, FAIR_UUID_LENGTH));
      at += FAIR_UUID_LENGTH;
    }
}

static void add_all (GPtrArray  *ids,
                     yyjson_val *value);

static void
add_members (GPtrArray  *ids,
             yyjson_val *object)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (object);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      add_uuids (ids, key);
      if (yyjson_equals_str (key, "id") && yyjson_is_str (value))
        add_id (ids, yyjson_get_str (value), yyjson_get_len (value));
      add_all (ids, value);
    }
}

/* As deep as JSON may be here, and no deeper. */
static void
add_all (GPtrArray  *ids,
         yyjson_val *value)
{
  yyjson_arr_iter items = yyjson_arr_iter_with (value);
  yyjson_val *item;

  if (yyjson_is_obj (value))
    add_members (ids, value);
  else if (yyjson_is_arr (value))
    while ((item = yyjson_arr_iter_next (&items)) != NULL)
      add_all (ids, item);
  else
    add_uuids (ids, value);
}

/**
 * fair_unknown_line_list_ids:
 * @record: a line of a newer version, or of an operation that is not known
 *
 * A line that has an `id` of its own is about that one. Any other is about all that it names: what any member called
 * `id` says, and each UUID in any text.
 *
 * Returns: (transfer full) (element-type utf8): the ids; there may be none, and the same one twice
 */
GPtrArray *
fair_unknown_line_list_ids (const FairRecord *record)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  yyjson_val *root = yyjson_doc_get_root (record->doc);
  yyjson_val *own = yyjson_obj_get (root, "id");

  if (yyjson_is_str (own))
    add_id (ids, yyjson_get_str (own), yyjson_get_len (own));
  else
    add_all (ids, root);
  return ids;
}

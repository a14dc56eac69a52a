/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes members out of the objects that a pack's author wrote; what does not fit becomes a problem with its place. */
#include "config.h"
#include "base/fair-pack-reader.h"

#include "base/fair-text.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * fair_pack_is_id:
 * @text: any text
 *
 * Returns: whether @text may be an id in a pack: [a-z0-9][a-z0-9_-]{0,63}
 */
gboolean
fair_pack_is_id (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > 64 || *text == '_' || *text == '-')
    return FALSE;
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

/**
 * fair_pack_place:
 * @place: (nullable): where an object stands
 * @member: one of its members
 *
 * Returns: (transfer full): the member's place, such as "contact.email"
 */
char *
fair_pack_place (const char *place,
                 const char *member)
{
  return place == NULL ? g_strdup (member) : g_strdup_printf ("%s.%s", place, member);
}

/**
 * fair_pack_place_at:
 * @place: (nullable): where an object stands
 * @member: an array in it
 * @index: an element of that, from 0
 *
 * Returns: (transfer full): the element's place, such as "photos[3]"
 */
char *
fair_pack_place_at (const char *place,
                    const char *member,
                    guint       index)
{
  g_autofree char *array = fair_pack_place (place, member);

  return g_strdup_printf ("%s[%u]", array, index);
}

/**
 * fair_pack_reader_complain:
 * @self: a reader
 * @place: (nullable): where an object stands
 * @member: (nullable): the member that is wrong
 * @format: what is wrong and how to mend it, translated
 * @...: what goes into @format
 *
 * Adds a problem.
 */
void
fair_pack_reader_complain (FairPackReader *self,
                           const char     *place,
                           const char     *member,
                           const char     *format,
                           ...)
{
  g_autofree char *full = member != NULL ? fair_pack_place (place, member) : g_strdup (place);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fair_pack_problems_add (self->problems, self->file, full, "%s", message);
}

/* JSON's null is as good as absent. */
static JsonNode *
get_member (FairPackReader *self,
            JsonObject     *object,
            const char     *place,
            const char     *member,
            gboolean        required)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;
  if (required)
    fair_pack_reader_complain (self, place, member, _("“%s” is missing; add it"), member);
  return NULL;
}

/** A text in quotation marks with something in it; it belongs to @object. */
const char *
fair_pack_reader_get_string (FairPackReader *self,
                             JsonObject     *object,
                             const char     *place,
                             const char     *member,
                             gboolean        required)
{
  JsonNode *node = get_member (self, object, place, member, required);

  if (node == NULL)
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING && !fair_text_is_blank (json_node_get_string (node)))
    return json_node_get_string (node);
  fair_pack_reader_complain (self, place, member, _("“%s” must be a text in quotation marks, with something in it"),
                             member);
  return NULL;
}

/** An id; it belongs to @object. */
const char *
fair_pack_reader_get_id (FairPackReader *self,
                         JsonObject     *object,
                         const char     *place,
                         const char     *member,
                         gboolean        required)
{
  const char *id = fair_pack_reader_get_string (self, object, place, member, required);

  if (id == NULL || fair_pack_is_id (id))
    return id;
  fair_pack_reader_complain (self, place, member,
                             _("“%s” is no id; use up to 64 lower-case letters a–z, digits, “-” and “_”"), id);
  return NULL;
}

/** A text in one or several languages, with something in each; the caller owns it. */
FairLocalized *
fair_pack_reader_get_text (FairPackReader *self,
                           JsonObject     *object,
                           const char     *place,
                           const char     *member,
                           gboolean        required)
{
  JsonNode *node = get_member (self, object, place, member, required);
  g_autoptr (FairLocalized) text = NULL;
  g_autoptr (GError) error = NULL;

  if (node == NULL)
    return NULL;
  text = fair_localized_new_from_node_with_fallback (node, self->language, &error);
  if (text == NULL)
    {
      fair_pack_reader_complain (self, place, member, "%s", error->message);
      return NULL;
    }
  if (fair_text_is_blank (fair_localized_get (text, NULL)))
    {
      fair_pack_reader_complain (self, place, member, _("“%s” is empty; write something, or remove it"), member);
      return NULL;
    }
  if (self->language != NULL && !fair_localized_has_language (text, self->language))
    fair_pack_reader_complain (self, place, member, _("“%s” has no text in “%s”, the first language; add it"), member,
                               self->language);
  return g_steal_pointer (&text);
}

/** An object; it belongs to @object. */
JsonObject *
fair_pack_reader_get_object (FairPackReader *self,
                             JsonObject     *object,
                             const char     *place,
                             const char     *member,
                             gboolean        required)
{
  JsonNode *node = get_member (self, object, place, member, required);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fair_pack_reader_complain (self, place, member, _("“%s” must be an object: {…}"), member);
  return NULL;
}

/** An array; it belongs to @object. */
JsonArray *
fair_pack_reader_get_array (FairPackReader *self,
                            JsonObject     *object,
                            const char     *place,
                            const char     *member,
                            gboolean        required)
{
  JsonNode *node = get_member (self, object, place, member, required);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  fair_pack_reader_complain (self, place, member, _("“%s” must be a list: […]"), member);
  return NULL;
}

/** A whole number between @minimum and @maximum; %FALSE, and @value untouched, where there is none. */
gboolean
fair_pack_reader_get_integer (FairPackReader *self,
                              JsonObject     *object,
                              const char     *place,
                              const char     *member,
                              gint64          minimum,
                              gint64          maximum,
                              gint64         *value)
{
  JsonNode *node = get_member (self, object, place, member, FALSE);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= minimum &&
      json_node_get_int (node) <= maximum)
    {
      *value = json_node_get_int (node);
      return TRUE;
    }
  fair_pack_reader_complain (self, place, member, _("“%s” must be a whole number from %lld to %lld"), member,
                             (long long) minimum, (long long) maximum);
  return FALSE;
}

/** The texts of an array, of which others are left out; empty where there is none. The caller owns them. */
GStrv
fair_pack_reader_get_strings (FairPackReader *self,
                              JsonObject     *object,
                              const char     *place,
                              const char     *member)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  JsonArray *array = fair_pack_reader_get_array (self, object, place, member, FALSE);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *element = fair_pack_place_at (place, member, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (strings, json_node_get_string (node));
      else
        fair_pack_reader_complain (self, element, NULL, _("a text in quotation marks is expected here"));
    }
  return g_strv_builder_end (strings);
}

/** The object at @index, which stands at @place; it belongs to @array. */
JsonObject *
fair_pack_reader_get_element (FairPackReader *self,
                              JsonArray      *array,
                              const char     *place,
                              guint           index)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fair_pack_reader_complain (self, place, NULL, _("an object is expected here: {…}"));
  return NULL;
}

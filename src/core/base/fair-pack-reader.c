/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes members out of the objects that a pack's author wrote; what does not fit becomes a problem with its place. */
#include "config.h"
#include "base/fair-pack-reader.h"

#include "base/fair-language.h"
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

/** Complains of an @id that another object of the same list has already. */
void
fair_pack_reader_complain_twice (FairPackReader *self,
                                 const char     *place,
                                 const char     *id)
{
  fair_pack_reader_complain (self, place, "id", _("“%s” stands here twice; give one of them another id"), id);
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

/**
 * fair_pack_reader_tidy:
 * @self: a reader
 * @place: (nullable): where @word, or the object that it is in, stands
 * @member: (nullable): the member that it is
 * @word: what is meant for programs: an id, an address, the name of a file
 *
 * What nobody sees in such a word, white space around it included, comes along when it is copied, and works nowhere: it is a
 * problem.
 *
 * Returns: (transfer none): @word without that; it lives as long as @word
 */
const char *
fair_pack_reader_tidy (FairPackReader *self,
                       const char     *place,
                       const char     *member,
                       const char     *word)
{
  g_autofree char *visible = fair_text_strip_invisible (word);
  g_autofree char *tidy = fair_text_trim (visible);
  const char *at = word;

  if (g_str_equal (tidy, word))
    return word;
  for (const char *p = visible; *at != '\0' && g_utf8_get_char (p) == g_utf8_get_char (at); p = g_utf8_next_char (p))
    at = g_utf8_next_char (at);
  if (*at == '\0')
    fair_pack_reader_complain (self, place, member, _("there is a space before or behind “%s”; remove it"), tidy);
  else
    fair_pack_reader_complain (self, place, member,
                               _("character %ld of “%s” is invisible (U+%04X); delete it, or type all of it anew"),
                               g_utf8_pointer_to_offset (word, at) + 1, tidy, g_utf8_get_char (at));
  return g_intern_string (tidy);
}

/** A text for programs, as fair_pack_reader_tidy() has it; it lives as long as @object. */
const char *
fair_pack_reader_get_word (FairPackReader *self,
                           JsonObject     *object,
                           const char     *place,
                           const char     *member,
                           gboolean        required)
{
  const char *word = fair_pack_reader_get_string (self, object, place, member, required);

  return word != NULL ? fair_pack_reader_tidy (self, place, member, word) : NULL;
}

/** An id; it lives as long as @object. */
const char *
fair_pack_reader_get_id (FairPackReader *self,
                         JsonObject     *object,
                         const char     *place,
                         const char     *member,
                         gboolean        required)
{
  const char *id = fair_pack_reader_get_word (self, object, place, member, required);

  if (id == NULL || fair_pack_is_id (id))
    return id;
  fair_pack_reader_complain (self, place, member,
                             _("“%s” is no id; use up to 64 lower-case letters a–z, digits, “-” and “_”"), id);
  return NULL;
}

/* Whether the text in one language can be shown. */
static gboolean
check_translation (FairPackReader *self,
                   const char     *place,
                   const char     *member,
                   const char     *language,
                   JsonNode       *node)
{
  if (!fair_language_is_tag (language))
    fair_pack_reader_complain (self, place, member,
                               _("“%s” is no language code; write one such as \"en\" or \"es\""), language);
  else if (json_node_get_value_type (node) != G_TYPE_STRING)
    fair_pack_reader_complain (self, place, member, _("the text for “%s” must be in quotation marks"), language);
  else if (fair_text_is_blank (json_node_get_string (node)))
    fair_pack_reader_complain (self, place, member, _("“%s” is empty; write something, or remove it"), language);
  else
    return TRUE;
  return FALSE;
}

/* Where no pack stands behind what is read, no language comes first. */
static gboolean
is_in_first_language (FairPackReader *self,
                      GPtrArray      *languages)
{
  const char *const first[] = { self->first_language, NULL };

  return self->first_language == NULL || fair_language_lookup ((const char *const *) languages->pdata, first) != NULL;
}

/* Every language is looked at, wanted or not, so that each mistake is told. */
static const char *
choose_text (FairPackReader *self,
             JsonObject     *texts,
             const char     *place,
             const char     *member,
             const char    **language)
{
  g_autoptr (GPtrArray) languages = g_ptr_array_new_null_terminated (0, NULL, TRUE);
  JsonObjectIter iter;
  const char *tag = NULL;
  JsonNode *node = NULL;

  json_object_iter_init_ordered (&iter, texts);
  while (json_object_iter_next_ordered (&iter, &tag, &node))
    if (check_translation (self, place, member, tag, node))
      g_ptr_array_add (languages, (char *) tag);
  if (json_object_get_size (texts) == 0)
    fair_pack_reader_complain (self, place, member,
                               _("no text is given in any language; write one such as {\"en\": \"Welcome\"}"));
  if (languages->len == 0)
    return NULL;
  if (languages->len == json_object_get_size (texts) && !is_in_first_language (self, languages))
    fair_pack_reader_complain (self, place, member, _("“%s” has no text in “%s”, the first language; add it"), member,
                               self->first_language);
  tag = NULL;
  if (self->languages != NULL)
    tag = fair_language_lookup ((const char *const *) languages->pdata, self->languages);
  *language = tag != NULL ? tag : languages->pdata[0];
  return json_object_get_string_member (texts, *language);
}

static const char *
read_text (FairPackReader *self,
           JsonNode       *node,
           const char     *place,
           const char     *member,
           const char    **language)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return choose_text (self, json_node_get_object (node), place, member, language);
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    fair_pack_reader_complain (self, place, member, _("a text is expected: \"Welcome\", or {\"en\": \"Welcome\"}"));
  else if (fair_text_is_blank (json_node_get_string (node)))
    fair_pack_reader_complain (self, place, member, _("“%s” is empty; write something, or remove it"), member);
  else
    {
      *language = self->first_language != NULL ? self->first_language : "und";
      return json_node_get_string (node);
    }
  return NULL;
}

/** The text as fair_pack_reader_get_text() finds it, and in @language the tag of the language that it is really in. */
const char *
fair_pack_reader_get_text_and_language (FairPackReader *self,
                                        JsonObject     *object,
                                        const char     *place,
                                        const char     *member,
                                        gboolean        required,
                                        const char    **language)
{
  JsonNode *node = get_member (self, object, place, member, required);

  return node != NULL ? read_text (self, node, place, member, language) : NULL;
}

/**
 * A text that is given as it is, or in several languages: in the most wanted of them, else in the first that is given.
 * It belongs to @object.
 */
const char *
fair_pack_reader_get_text (FairPackReader *self,
                           JsonObject     *object,
                           const char     *place,
                           const char     *member,
                           gboolean        required)
{
  const char *language = NULL;

  return fair_pack_reader_get_text_and_language (self, object, place, member, required, &language);
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

/**
 * fair_pack_reader_get_texts:
 * @maximum: how many are read at most
 *
 * The texts of an array, each as fair_pack_reader_get_text() has it. Those that are wrong are left out. The caller frees the
 * list; the texts belong to @object.
 */
const char *const *
fair_pack_reader_get_texts (FairPackReader *self,
                            JsonObject     *object,
                            const char     *place,
                            const char     *member,
                            guint           maximum)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_null_terminated (1, NULL, TRUE);
  JsonArray *array = fair_pack_reader_get_array (self, object, place, member, FALSE);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n > maximum)
    fair_pack_reader_complain (self, place, member, _("only the first %d are used; remove some"), (int) maximum);
  for (guint i = 0; i < MIN (n, maximum); i++)
    {
      g_autofree char *element = fair_pack_place_at (NULL, member, i);
      const char *language = NULL;
      const char *text = read_text (self, json_array_get_element (array, i), place, element, &language);

      if (text != NULL)
        g_ptr_array_add (texts, (char *) text);
    }
  return (const char *const *) g_ptr_array_steal (texts, NULL);
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

/** The texts of an array, of which others are left out. The caller frees the list; the texts belong to @object. */
const char *const *
fair_pack_reader_get_strings (FairPackReader *self,
                              JsonObject     *object,
                              const char     *place,
                              const char     *member)
{
  /* Without any room nothing would be there to end the empty list with. */
  g_autoptr (GPtrArray) strings = g_ptr_array_new_null_terminated (1, NULL, TRUE);
  JsonArray *array = fair_pack_reader_get_array (self, object, place, member, FALSE);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *element = fair_pack_place_at (place, member, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (strings, (char *) json_node_get_string (node));
      else
        fair_pack_reader_complain (self, element, NULL, _("a text in quotation marks is expected here"));
    }
  return (const char *const *) g_ptr_array_steal (strings, NULL);
}

/** As fair_pack_reader_get_strings(), each text as fair_pack_reader_tidy() has it. */
const char *const *
fair_pack_reader_get_words (FairPackReader *self,
                            JsonObject     *object,
                            const char     *place,
                            const char     *member)
{
  const char **words = (const char **) fair_pack_reader_get_strings (self, object, place, member);

  for (guint i = 0; words[i] != NULL; i++)
    words[i] = fair_pack_reader_tidy (self, place, member, words[i]);
  return (const char *const *) words;
}

/** A day of ISO 8601's extended calendar format: YYYY-MM-DD. */
const char *
fair_pack_reader_get_date (FairPackReader *self,
                           JsonObject     *object,
                           const char     *place,
                           const char     *member,
                           gboolean        required)
{
  const char *text = fair_pack_reader_get_word (self, object, place, member, required);
  guint numbers[3] = { 0 };
  gboolean is_date = text != NULL && strlen (text) == 10 && strspn (text, "0123456789-") == 10 &&
                     text[4] == '-' && text[7] == '-' && strchr (text + 8, '-') == NULL;

  if (text == NULL)
    return NULL;
  for (guint i = 0; is_date && i < 3; i++)
    numbers[i] = (guint) g_ascii_strtoull (text + (i == 0 ? 0 : 2 + 3 * i), NULL, 10);
  if (is_date && g_date_valid_dmy ((GDateDay) numbers[2], numbers[1], (GDateYear) numbers[0]))
    return text;
  fair_pack_reader_complain (self, place, member, _("“%s” is no date; write it as \"2027-04-17\""), text);
  return NULL;
}

/**
 * fair_pack_reader_read_list:
 * @self: a reader
 * @object: what the list is a member of
 * @place: (nullable): where @object stands
 * @member: the list's name
 * @required: whether it must be there
 * @maximum: how many entries are read at most
 * @read_entry: called for each that is an object, with its place
 * @context: for @read_entry
 *
 * Reads a list of objects, until the reader's cancellable is cancelled.
 */
void
fair_pack_reader_read_list (FairPackReader   *self,
                            JsonObject       *object,
                            const char       *place,
                            const char       *member,
                            gboolean          required,
                            guint             maximum,
                            FairPackReadEntry read_entry,
                            gpointer          context)
{
  JsonArray *array = fair_pack_reader_get_array (self, object, place, member, required);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n > maximum)
    fair_pack_reader_complain (self, place, member, _("only the first %d are used; remove some"), (int) maximum);
  for (guint i = 0; i < MIN (n, maximum) && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      g_autofree char *entry_place = fair_pack_place_at (place, member, i);
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        read_entry (context, json_node_get_object (node), entry_place);
      else
        fair_pack_reader_complain (self, entry_place, NULL, _("an object is expected here: {…}"));
    }
}

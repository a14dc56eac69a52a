/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that an author gave in one or several languages, as a string or as an object by language code. */
#include "config.h"
#include "base/fair-localized.h"

#include "base/fair-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *language; /* NULL where the author gave no language */
  char *text;
} Translation;

struct _FairLocalized
{
  gatomicrefcount references;
  GArray *translations; /* of Translation, never empty; the fallback is the first */
};

static void
translation_clear (gpointer data)
{
  Translation *translation = data;

  g_free (translation->language);
  g_free (translation->text);
}

static FairLocalized *
new_empty (void)
{
  FairLocalized *self = g_new0 (FairLocalized, 1);

  g_atomic_ref_count_init (&self->references);
  self->translations = g_array_new (FALSE, FALSE, sizeof (Translation));
  g_array_set_clear_func (self->translations, translation_clear);
  return self;
}

static void
add (FairLocalized *self,
     const char    *language,
     const char    *text)
{
  Translation translation = { g_strdup (language), g_strdup (text) };

  g_array_append_val (self->translations, translation);
}

/**
 * fair_localized_new:
 * @text: a text in no particular language
 *
 * Returns: (transfer full): a text that reads the same in every language
 */
FairLocalized *
fair_localized_new (const char *text)
{
  FairLocalized *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = new_empty ();
  add (self, NULL, text);
  return self;
}

/**
 * fair_localized_is_language:
 * @tag: any text
 *
 * Returns: whether @tag has the shape of a BCP 47 language tag, such as "en" or "zh-Hant"
 */
gboolean
fair_localized_is_language (const char *tag)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (tag != NULL, FALSE);

  parts = g_strsplit (tag, "-", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);

      if (length > 8 || length < (i == 0 ? 2 : 1))
        return FALSE;
      for (const char *p = parts[i]; *p != '\0'; p++)
        {
          if (i == 0 ? !g_ascii_isalpha (*p) : !g_ascii_isalnum (*p))
            return FALSE;
        }
    }
  return parts[0] != NULL;
}

static gboolean
add_member (FairLocalized *self,
            const char    *language,
            JsonNode      *node,
            GError       **error)
{
  if (!fair_localized_is_language (language))
    {
      g_set_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_TYPE,
                   _("“%s” is no language code; write one such as \"en\" or \"es\""), language);
      return FALSE;
    }
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_TYPE,
                   _("the text for “%s” must be in quotation marks"), language);
      return FALSE;
    }
  add (self, language, json_node_get_string (node));
  return TRUE;
}

static gboolean
add_members (FairLocalized *self,
             JsonObject    *object,
             GError       **error)
{
  JsonObjectIter iter;
  const char *language = NULL;
  JsonNode *node = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &language, &node))
    {
      if (!add_member (self, language, node, error))
        return FALSE;
    }
  if (self->translations->len > 0)
    return TRUE;
  g_set_error_literal (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_TYPE,
                       _("no text is given in any language; write one such as {\"en\": \"Welcome\"}"));
  return FALSE;
}

static int
find_exact (const FairLocalized *self,
            const char          *tag,
            gsize                length)
{
  for (guint i = 0; i < self->translations->len; i++)
    {
      const char *language = g_array_index (self->translations, Translation, i).language;

      if (language != NULL && strlen (language) == length && g_ascii_strncasecmp (language, tag, length) == 0)
        return (int) i;
    }
  return -1;
}

/* A reader of "es-MX" is served by "es", and one of "pt" by "pt-BR". */
static int
find_translation (const FairLocalized *self,
                  const char          *language)
{
  gsize primary = strcspn (language, "-_.@");

  for (gsize length = strcspn (language, ".@"); length > 0; length--)
    {
      if (length == strlen (language) || strchr ("-_.@", language[length]) != NULL)
        {
          int found = find_exact (self, language, length);
          if (found >= 0)
            return found;
        }
    }
  for (guint i = 0; i < self->translations->len; i++)
    {
      const char *candidate = g_array_index (self->translations, Translation, i).language;

      if (candidate != NULL && strcspn (candidate, "-") == primary &&
          g_ascii_strncasecmp (candidate, language, primary) == 0)
        return (int) i;
    }
  return -1;
}

static void
move_to_front (FairLocalized *self,
               int            index)
{
  Translation first = g_array_index (self->translations, Translation, 0);

  g_array_index (self->translations, Translation, 0) = g_array_index (self->translations, Translation, index);
  g_array_index (self->translations, Translation, index) = first;
}

/**
 * fair_localized_new_from_node:
 * @node: a string, or an object of strings by language code (BCP 47)
 * @error: where a #FairJsonError goes: what is wrong with @node, and how to mend it
 *
 * Returns: (transfer full) (nullable): the text; it falls back to the object's first language
 */
FairLocalized *
fair_localized_new_from_node (JsonNode *node,
                              GError  **error)
{
  return fair_localized_new_from_node_with_fallback (node, NULL, error);
}

/**
 * fair_localized_new_from_node_with_fallback:
 * @node: a string, or an object of strings by language code (BCP 47)
 * @fallback: (nullable): the language to show where there is no translation
 * @error: where a #FairJsonError goes: what is wrong with @node, and how to mend it
 *
 * Returns: (transfer full) (nullable): the text
 */
FairLocalized *
fair_localized_new_from_node_with_fallback (JsonNode   *node,
                                            const char *fallback,
                                            GError    **error)
{
  g_autoptr (FairLocalized) self = NULL;
  int found = -1;

  g_return_val_if_fail (node != NULL, NULL);

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return fair_localized_new (json_node_get_string (node));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FAIR_JSON_ERROR, FAIR_JSON_ERROR_TYPE,
                           _("a text is expected: \"Welcome\", or {\"en\": \"Welcome\"}"));
      return NULL;
    }
  self = new_empty ();
  if (!add_members (self, json_node_get_object (node), error))
    return NULL;
  if (fallback != NULL)
    found = find_translation (self, fallback);
  if (found > 0)
    move_to_front (self, found);
  return g_steal_pointer (&self);
}

/**
 * fair_localized_ref:
 * @self: a text
 *
 * Returns: (transfer full): @self
 */
FairLocalized *
fair_localized_ref (FairLocalized *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * fair_localized_unref:
 * @self: (transfer full): a text
 */
void
fair_localized_unref (FairLocalized *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->translations);
  g_free (self);
}

/**
 * fair_localized_get:
 * @self: (nullable): a text
 * @language: (nullable): a BCP 47 tag, or a POSIX locale's name
 *
 * Returns: (nullable): the text in @language or the nearest to it, else in the fallback language; %NULL where @self is
 */
const char *
fair_localized_get (const FairLocalized *self,
                    const char          *language)
{
  int found = -1;

  if (self == NULL)
    return NULL;
  if (language != NULL)
    found = find_translation (self, language);
  return g_array_index (self->translations, Translation, MAX (found, 0)).text;
}

/**
 * fair_localized_has_language:
 * @self: a text
 * @language: a BCP 47 tag
 *
 * Returns: whether there is a text for @language, or one that serves every language
 */
gboolean
fair_localized_has_language (const FairLocalized *self,
                             const char          *language)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (language != NULL, FALSE);

  return g_array_index (self->translations, Translation, 0).language == NULL ||
         find_translation (self, language) >= 0;
}

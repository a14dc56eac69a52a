/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long list to type into, such as of medical schools: reads it, and finds what is meant by what somebody types. */
#include "config.h"
#include "form/fair-suggestions.h"

#include "form/fair-name-index.h"
#include <glib/gi18n-lib.h>

/* As many as a list can have and still answer to each key without anybody noticing. */
#define MAX_SUGGESTIONS 20000

struct _FairSuggestions
{
  GPtrArray *list; /* of FairSuggestion */
  FairNameIndex *index;
};

/**
 * fair_suggestion_new:
 * @name: what is stored and shown
 * @region: (nullable): a word on where or what it is
 * @aliases: (nullable): other names by which people look for it
 *
 * Returns: (transfer full): a suggestion
 */
FairSuggestion *
fair_suggestion_new (const char        *name,
                     const char        *region,
                     const char *const *aliases)
{
  static const char *const none[] = { NULL };
  FairSuggestion *self = g_new0 (FairSuggestion, 1);

  self->name = g_strdup (name);
  self->region = g_strdup (region);
  self->aliases = g_strdupv ((char **) (aliases != NULL ? aliases : none));
  return self;
}

/**
 * fair_suggestion_free:
 * @self: (transfer full): a suggestion
 */
void
fair_suggestion_free (FairSuggestion *self)
{
  g_free (self->name);
  g_free (self->region);
  g_strfreev (self->aliases);
  g_free (self);
}

/**
 * fair_suggestions_new:
 * @list: (transfer full) (element-type FairSuggestion): the suggestions, whose array frees them
 *
 * Returns: (transfer full): the list, ready to be searched
 */
FairSuggestions *
fair_suggestions_new (GPtrArray *list)
{
  FairSuggestions *self = g_new (FairSuggestions, 1);

  *self = (FairSuggestions) { list, fair_name_index_new () };
  for (guint i = 0; i < list->len; i++)
    {
      const FairSuggestion *suggestion = g_ptr_array_index (list, i);

      fair_name_index_add (self->index, i, suggestion->name);
      for (guint j = 0; suggestion->aliases[j] != NULL; j++)
        fair_name_index_add (self->index, i, suggestion->aliases[j]);
    }
  return self;
}

/**
 * fair_suggestions_free:
 * @self: (transfer full): a list
 */
void
fair_suggestions_free (FairSuggestions *self)
{
  fair_name_index_free (self->index);
  g_ptr_array_unref (self->list);
  g_free (self);
}

/* A list while it is read. */
typedef struct
{
  FairPackReader *reader;
  GPtrArray *suggestions;
} Context;

static void
read_suggestion (gpointer    data,
                 JsonObject *object,
                 const char *place)
{
  Context *context = data;
  const char *name = fair_pack_reader_get_string (context->reader, object, place, "name", TRUE);
  const char *region = fair_pack_reader_get_string (context->reader, object, place, "region", FALSE);
  g_autofree const char *const *aliases = fair_pack_reader_get_strings (context->reader, object, place, "aliases");

  if (name != NULL)
    g_ptr_array_add (context->suggestions, fair_suggestion_new (name, region, aliases));
}

/**
 * fair_suggestions_new_from_node:
 * @node: a suggestion file's value: {"format":1,"suggestions":[{"name":…,"aliases":[…],"region":…}]}
 * @reader: where problems go
 *
 * Returns: (transfer full): what could be read of it
 */
FairSuggestions *
fair_suggestions_new_from_node (JsonNode       *node,
                                FairPackReader *reader)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_suggestion_free);
  Context context = { reader, suggestions };

  if (JSON_NODE_HOLDS_OBJECT (node))
    fair_pack_reader_read_list (reader, json_node_get_object (node), NULL, "suggestions", TRUE, MAX_SUGGESTIONS,
                                read_suggestion, &context);
  else
    fair_pack_reader_complain (reader, NULL, NULL, _("an object is expected: {\"format\": 1, \"suggestions\": […]}"));
  return fair_suggestions_new (suggestions);
}

/**
 * fair_suggestions_match:
 * @self: a list
 * @typed: what a person has typed so far
 * @limit: how many to return at most
 *
 * Finds suggestions by fair_name_index_search(): whatever the order of words, their case, accents and punctuation, and in
 * spite of abbreviations, slips, and a word that is wrong.
 *
 * Returns: (transfer container) (element-type FairSuggestion): what was found, the best first; nothing where no letter was
 *   typed
 */
GPtrArray *
fair_suggestions_match (const FairSuggestions *self,
                        const char            *typed,
                        guint                  limit)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GArray) matches = fair_name_index_search (self->index, typed);

  for (guint i = 0; i < MIN (matches->len, limit); i++)
    g_ptr_array_add (found, self->list->pdata[g_array_index (matches, FairNameMatch, i).thing]);
  return found;
}

/**
 * fair_suggestions_find:
 * @self: a list
 * @typed: a name, however somebody typed it
 *
 * Tells which suggestion a typed name is, by fair_name_index_identify(), so that it is one name wherever names are compared.
 *
 * Returns: (transfer none) (nullable): the suggestion; %NULL where there is any doubt
 */
const FairSuggestion *
fair_suggestions_find (const FairSuggestions *self,
                       const char            *typed)
{
  guint thing;

  return fair_name_index_identify (self->index, typed, &thing) ? g_ptr_array_index (self->list, thing) : NULL;
}

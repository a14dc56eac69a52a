/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one field from its JSON Schema and x-fairbook hints; every mistake in them becomes a problem. */
#include "config.h"
#include "form/fair-field-private.h"

#include "base/fair-json.h"
#include "base/fair-text.h"
#include "form/fair-consent.h"
#include "form/fair-relevance.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* All answers of a person go on one line of the journal, which has a length limit of its own. */
#define MAX_TEXT 10000
#define MAX_CHOICES 500
#define MAX_PATTERN 500

typedef struct
{
  const char *name;
  FairFieldKind kind;
  const char *type;     /* of JSON Schema */
  guint default_length; /* in characters; 0: no text */
} Kind;

static const Kind kinds[] = {
  { "text", FAIR_FIELD_TEXT, "string", 500 },
  { "long_text", FAIR_FIELD_LONG_TEXT, "string", 5000 },
  { "email", FAIR_FIELD_EMAIL, "string", 254 },
  { "phone", FAIR_FIELD_PHONE, "string", 50 },
  { "year", FAIR_FIELD_YEAR, "integer", 0 },
  { "choice", FAIR_FIELD_CHOICE, "string", 0 },
  { "choices", FAIR_FIELD_CHOICES, "array", 0 },
  { "suggestion", FAIR_FIELD_SUGGESTION, "string", 500 },
  { "consent", FAIR_FIELD_CONSENT, "boolean", 0 },
};

/* One field while it is read. */
typedef struct
{
  FairPackReader *reader;
  FairPackFolder *folder;
  FairField *field;
  JsonObject *schema;
  JsonObject *hints;
  const char *place;
  const char *hints_place;
  JsonObject *titles; /* of the choices, in x-fairbook; or NULL */
  const char *titles_place;
  GHashTable *labels; /* of the choices so far: a language and a label, to a code */
} Context;

static const Kind *
read_kind (FairPackReader *reader,
           JsonObject     *hints,
           const char     *place)
{
  const char *name = fair_pack_reader_get_word (reader, hints, place, "kind", TRUE);

  if (name == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return &kinds[i];
    }
  fair_pack_reader_complain (reader, place, "kind",
                             _("“%s” is no kind of field; use one of: text, long_text, email, phone, year, choice, "
                               "choices, suggestion, consent"),
                             name);
  return NULL;
}

static void
check_type (Context    *context,
            const Kind *kind)
{
  const char *type = fair_pack_reader_get_word (context->reader, context->schema, context->place, "type", TRUE);

  if (type != NULL && !g_str_equal (type, kind->type))
    fair_pack_reader_complain (context->reader, context->place, "type", _("a field of kind “%s” has the type “%s”"),
                               kind->name, kind->type);
}

static GRegex *
read_pattern (Context    *context,
              JsonObject *object,
              const char *place)
{
  const char *pattern = fair_pack_reader_get_string (context->reader, object, place, "pattern", FALSE);
  g_autoptr (GError) error = NULL;
  GRegex *regex = NULL;

  if (pattern == NULL)
    return NULL;
  if (strlen (pattern) > MAX_PATTERN)
    {
      fair_pack_reader_complain (context->reader, place, "pattern", _("this is longer than %d bytes; make it shorter"),
                                 MAX_PATTERN);
      return NULL;
    }
  regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, &error);
  if (regex == NULL)
    fair_pack_reader_complain (context->reader, place, "pattern", _("this is no regular expression: %s"),
                               error->message);
  return regex;
}

static void
read_texts (Context *context)
{
  FairPackReader *reader = context->reader;
  FairField *field = context->field;

  field->title = fair_pack_reader_get_text_and_language (reader, context->hints, context->hints_place, "title", FALSE,
                                                         &field->title_language);
  if (field->title == NULL)
    field->title = fair_pack_reader_get_text_and_language (reader, context->schema, context->place, "title", TRUE,
                                                           &field->title_language);
  if (field->title == NULL)
    {
      field->title = field->id;
      field->title_language = "und";
    }
  field->help = fair_pack_reader_get_text (reader, context->hints, context->hints_place, "help", FALSE);
}

static void
read_hint (Context *context)
{
  JsonObject *hint = fair_pack_reader_get_object (context->reader, context->hints, context->hints_place, "hint", FALSE);
  g_autofree char *place = fair_pack_place (context->hints_place, "hint");

  if (hint == NULL)
    return;
  context->field->hint_message = fair_pack_reader_get_text (context->reader, hint, place, "message", TRUE);
  if (context->field->hint_message != NULL)
    context->field->hint_pattern = read_pattern (context, hint, place);
}

static void
read_text_limits (Context    *context,
                  const Kind *kind)
{
  FairField *field = context->field;
  gint64 minimum = 0, maximum = kind->default_length;

  if (kind->default_length == 0)
    return;
  fair_pack_reader_get_integer (context->reader, context->schema, context->place, "maxLength", 1, MAX_TEXT, &maximum);
  fair_pack_reader_get_integer (context->reader, context->schema, context->place, "minLength", 0, maximum, &minimum);
  field->min_length = (guint) minimum;
  field->max_length = (guint) maximum;
  field->pattern = read_pattern (context, context->schema, context->place);
  read_hint (context);
}

static void
read_year_limits (Context *context)
{
  FairField *field = context->field;

  field->minimum = 1900;
  field->maximum = 2200;
  field->suggested_from = -2;
  field->suggested_to = 6;
  fair_pack_reader_get_integer (context->reader, context->schema, context->place, "minimum", 0, 9999, &field->minimum);
  fair_pack_reader_get_integer (context->reader, context->schema, context->place, "maximum", field->minimum, 9999,
                                &field->maximum);
  field->maximum = MAX (field->minimum, field->maximum);
  fair_pack_reader_get_integer (context->reader, context->hints, context->hints_place, "from", -100, 100,
                                &field->suggested_from);
  fair_pack_reader_get_integer (context->reader, context->hints, context->hints_place, "to", field->suggested_from, 100,
                                &field->suggested_to);
  field->suggested_to = MAX (field->suggested_from, field->suggested_to);
}

/* A label that another choice has in the same language cannot be told apart on the form or in an export. */
static void
check_label (Context    *context,
             const char *place,
             const char *code,
             const char *language,
             const char *label)
{
  g_autofree char *visible = fair_text_strip_invisible (label);
  g_autofree char *trimmed = fair_text_trim (visible);
  g_autofree char *key = g_strconcat (language, "\n", trimmed, NULL);
  const char *other = g_hash_table_lookup (context->labels, key);

  if (other != NULL)
    fair_pack_reader_complain (context->reader, place, NULL,
                               _("“%s” is the label of the choice “%s” already; give one of them another, or nobody can tell which "
                                 "was chosen"),
                               trimmed, other);
  else
    g_hash_table_insert (context->labels, g_steal_pointer (&key), (char *) code);
}

/* In whichever language it is shown. */
static void
check_labels (Context    *context,
              const char *place,
              const char *code,
              JsonNode   *title)
{
  const char *first = context->reader->first_language != NULL ? context->reader->first_language : "und";
  JsonObjectIter iter;
  const char *language = NULL;
  JsonNode *label = NULL;

  if (title == NULL || json_node_get_value_type (title) == G_TYPE_STRING)
    check_label (context, place, code, first, title != NULL ? json_node_get_string (title) : code);
  if (title == NULL || !JSON_NODE_HOLDS_OBJECT (title))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (title));
  while (json_object_iter_next_ordered (&iter, &language, &label))
    if (json_node_get_value_type (label) == G_TYPE_STRING)
      check_label (context, place, code, language, json_node_get_string (label));
}

/* The title in x-fairbook, which may be in several languages, goes before that of @choice: {"const": "MD", "title": "MD"}. */
static void
add_choice (Context    *context,
            const char *place,
            const char *code,
            JsonObject *object)
{
  g_autofree char *better_place = fair_pack_place (context->titles_place, code);
  const char *title = object != NULL ? fair_pack_reader_get_text (context->reader, object, place, "title", FALSE) : NULL;
  const char *better = NULL;
  FairChoice *choice = NULL;

  /* What was answered is kept by this code, so it is named and stays as it is. */
  fair_pack_reader_tidy (context->reader, place, NULL, code);
  if (fair_field_find_choice (context->field, code) != NULL)
    {
      fair_pack_reader_complain (context->reader, place, NULL, _("the choice “%s” stands here twice; remove one"), code);
      return;
    }
  if (context->titles != NULL)
    better = fair_pack_reader_get_text (context->reader, context->titles, context->titles_place, code, FALSE);
  if (better != NULL)
    check_labels (context, better_place, code, json_object_get_member (context->titles, code));
  else
    check_labels (context, place, code, title != NULL ? json_object_get_member (object, "title") : NULL);
  choice = g_new0 (FairChoice, 1);
  choice->code = code;
  choice->title = better != NULL ? better : (title != NULL ? title : code);
  g_ptr_array_add (context->field->choices, choice);
}

/* {"const": "MD", "title": "MD"} */
static void
read_one_of (gpointer    data,
             JsonObject *object,
             const char *place)
{
  Context *context = data;
  const char *code = fair_pack_reader_get_string (context->reader, object, place, "const", TRUE);

  if (code != NULL)
    add_choice (context, place, code, object);
}

static void
check_titles (Context *context)
{
  JsonObjectIter iter;
  const char *code = NULL;

  json_object_iter_init_ordered (&iter, context->titles);
  while (json_object_iter_next_ordered (&iter, &code, NULL))
    {
      if (fair_field_find_choice (context->field, code) == NULL)
        fair_pack_reader_complain (context->reader, context->titles_place, code,
                                   _("“%s” is none of the choices; correct or remove it"), code);
    }
}

static void
read_enum (Context    *context,
           JsonObject *owner,
           const char *place)
{
  g_autofree const char *const *codes = fair_pack_reader_get_strings (context->reader, owner, place, "enum");

  for (guint i = 0; codes[i] != NULL && i < MAX_CHOICES; i++)
    {
      g_autofree char *code_place = fair_pack_place_at (place, "enum", i);

      add_choice (context, code_place, codes[i], NULL);
    }
}

static void
read_choices (Context    *context,
              JsonObject *owner,
              const char *place)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  context->labels = labels;
  context->titles = fair_pack_reader_get_object (context->reader, context->hints, context->hints_place, "choices", FALSE);
  if (json_object_has_member (owner, "oneOf"))
    fair_pack_reader_read_list (context->reader, owner, place, "oneOf", FALSE, MAX_CHOICES, read_one_of, context);
  else
    read_enum (context, owner, place);
  if (context->titles != NULL)
    check_titles (context);
  if (context->field->choices->len == 0)
    fair_pack_reader_complain (context->reader, place, "oneOf",
                               _("there is nothing to choose; list the choices as {\"const\": \"MD\", \"title\": \"MD\"}"));
}

static void
read_several_choices (Context *context)
{
  JsonObject *items = fair_pack_reader_get_object (context->reader, context->schema, context->place, "items", TRUE);
  g_autofree char *place = fair_pack_place (context->place, "items");
  gint64 maximum = MAX_CHOICES;

  if (items != NULL)
    read_choices (context, items, place);
  fair_pack_reader_get_integer (context->reader, context->schema, context->place, "maxItems", 1, MAX_CHOICES, &maximum);
  context->field->max_choices = (guint) maximum;
}

static void
read_suggestions (Context *context)
{
  FairPackReader *reader = context->reader;
  const char *name = fair_pack_reader_get_word (reader, context->hints, context->hints_place, "suggestions", FALSE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  FairPackReader list_reader = *reader;

  if (name == NULL)
    return;
  bytes = fair_pack_folder_read (context->folder, name, FAIR_JSON_MAX_FILE, &error);
  if (bytes == NULL)
    {
      fair_pack_reader_complain (reader, context->hints_place, "suggestions", "%s", error->message);
      return;
    }
  list_reader.file = name;
  node = fair_json_parse_node (bytes, name, &error);
  if (node == NULL)
    {
      fair_pack_reader_complain (&list_reader, NULL, NULL, "%s", error->message);
      return;
    }
  context->field->suggestions = fair_suggestions_new_from_node (node, &list_reader);
}

static void
read_consent (Context *context)
{
  FairField *field = context->field;

  field->wording = fair_pack_reader_get_text_and_language (context->reader, context->hints, context->hints_place,
                                                           "wording", TRUE, &field->wording_language);
  if (field->wording == NULL)
    {
      field->wording = field->title;
      field->wording_language = field->title_language;
    }
  field->wording_id = fair_wording_make_id (field->wording);
}

static void
read_by_kind (Context    *context,
              const Kind *kind)
{
  read_text_limits (context, kind);
  switch (kind->kind)
    {
    case FAIR_FIELD_YEAR:
      read_year_limits (context);
      break;
    case FAIR_FIELD_CHOICE:
      read_choices (context, context->schema, context->place);
      break;
    case FAIR_FIELD_CHOICES:
      read_several_choices (context);
      break;
    case FAIR_FIELD_SUGGESTION:
      read_suggestions (context);
      break;
    case FAIR_FIELD_CONSENT:
      read_consent (context);
      break;
    case FAIR_FIELD_TEXT:
    case FAIR_FIELD_LONG_TEXT:
    case FAIR_FIELD_EMAIL:
    case FAIR_FIELD_PHONE:
    default:
      break;
    }
}

static void
read_placing (Context *context)
{
  FairPackReader *reader = context->reader;
  FairField *field = context->field;
  JsonObject *relevant = fair_pack_reader_get_object (reader, context->hints, context->hints_place, "relevant", FALSE);
  g_autofree char *place = fair_pack_place (context->hints_place, "relevant");

  field->section = g_strdup (fair_pack_reader_get_word (reader, context->hints, context->hints_place, "section", FALSE));
  field->pair = fair_pack_reader_get_word (reader, context->hints, context->hints_place, "pair", FALSE);
  field->purpose = fair_pack_reader_get_word (reader, context->hints, context->hints_place, "purpose", FALSE);
  fair_pack_reader_get_integer (reader, context->hints, context->hints_place, "order", -1000000, 1000000, &field->order);
  if (relevant != NULL)
    field->relevant = fair_relevance_new_from_object (relevant, reader, place);
}

/**
 * fair_field_read:
 * @reader: where problems go
 * @folder: the pack
 * @properties: of the form's JSON Schema
 * @id: the member of @properties that asks for the field
 *
 * Returns: (transfer full) (nullable): the field; %NULL where it cannot be asked for at all, with a problem that says why
 */
FairField *
fair_field_read (FairPackReader *reader,
                 FairPackFolder *folder,
                 JsonObject     *properties,
                 const char     *id)
{
  g_autofree char *place = fair_pack_place ("properties", id);
  g_autofree char *hints_place = fair_pack_place (place, "x-fairbook");
  g_autofree char *titles_place = fair_pack_place (hints_place, "choices");
  JsonObject *schema = fair_pack_reader_get_object (reader, properties, "properties", id, TRUE);
  JsonObject *hints = NULL;
  const Kind *kind = NULL;
  g_autoptr (FairField) field = NULL;

  if (schema == NULL)
    return NULL;
  /* Without it, it could be the id of another field. */
  if (fair_pack_reader_tidy (reader, place, NULL, id) != id)
    return NULL;
  if (!fair_pack_is_id (id))
    {
      fair_pack_reader_complain (reader, place, NULL,
                                 _("“%s” is no id; use up to 64 lower-case letters a–z, digits, “-” and “_”"), id);
      return NULL;
    }
  hints = fair_pack_reader_get_object (reader, schema, place, "x-fairbook", TRUE);
  if (hints == NULL || (kind = read_kind (reader, hints, hints_place)) == NULL)
    return NULL;

  field = g_object_new (FAIR_TYPE_FIELD, NULL);
  field->properties = json_object_ref (properties);
  field->id = id;
  field->kind = kind->kind;
  {
    Context context = { reader, folder, field, schema, hints, place, hints_place, NULL, titles_place, NULL };

    check_type (&context, kind);
    read_texts (&context);
    read_placing (&context);
    read_by_kind (&context, kind);
  }
  if ((kind->kind == FAIR_FIELD_CHOICE || kind->kind == FAIR_FIELD_CHOICES) && field->choices->len == 0)
    return NULL;
  return g_steal_pointer (&field);
}

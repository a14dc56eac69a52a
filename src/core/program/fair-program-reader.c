/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a content pack from its folder; every mistake becomes a problem, and only what is wrong is left out. */
#include "config.h"
#include "program/fair-program-private.h"

#include "base/fair-json.h"
#include "base/fair-language.h"
#include "base/fair-text.h"
#include "program/fair-markdown.h"
#include "program/fair-short-texts.h"
#include "program/fair-stages.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define FORM_FILE "form.json"
#define MAX_PAGE_BYTES (1024 * 1024)

/* What is at hand while a pack is read. */
typedef struct
{
  FairProgram *program;
  FairPackFolder *folder;
  FairPackReader *reader;
  const char *const *wanted; /* languages, of which the pack may have none */
  const char *languages[3];  /* the most wanted that the pack has, and its first */
  JsonObject *root;
  GHashTable *photo_ids;
} Context;

static void
read_languages (Context *context)
{
  g_autofree const char *const *all = fair_pack_reader_get_words (context->reader, context->root, NULL, "languages");
  g_autoptr (GPtrArray) languages = g_ptr_array_new_null_terminated (0, NULL, TRUE);

  for (guint i = 0; all[i] != NULL && i < FAIR_PROGRAM_MAX_ENTRIES; i++)
    {
      if (fair_language_is_tag (all[i]))
        g_ptr_array_add (languages, (char *) all[i]);
      else
        fair_pack_reader_complain (context->reader, NULL, "languages",
                                   _("“%s” is no language code; write one such as \"en\" or \"es\""), all[i]);
    }
  if (languages->len == 0)
    {
      fair_pack_reader_complain (context->reader, NULL, "languages", _("name at least one language: [\"en\"]"));
      g_ptr_array_add (languages, (char *) "en");
    }
  context->program->languages = (const char *const *) g_ptr_array_steal (languages, NULL);
}

static void
choose_language (Context *context)
{
  const char *const *languages = context->program->languages;
  const char *found = context->wanted != NULL ? fair_language_lookup (languages, context->wanted) : NULL;

  context->program->language = found != NULL ? found : languages[0];
  context->languages[0] = context->program->language;
  context->languages[1] = languages[0];
  context->reader->languages = context->languages;
  /* A form may outlive the pack that it came with. */
  context->reader->first_language = g_intern_string (languages[0]);
}

static const char *
read_text_or (Context    *context,
              const char *member,
              const char *otherwise)
{
  const char *text = fair_pack_reader_get_text (context->reader, context->root, NULL, member, FALSE);

  return text != NULL ? text : otherwise;
}

static gboolean
read_head (Context *context)
{
  FairProgram *program = context->program;
  const char *id = fair_pack_reader_get_id (context->reader, context->root, NULL, "id", TRUE);
  gint64 format = 0;

  if (!json_object_has_member (context->root, "format"))
    fair_pack_reader_complain (context->reader, NULL, "format", _("“%s” is missing; add it"), "format");
  else
    fair_pack_reader_get_integer (context->reader, context->root, NULL, "format", 1, 1, &format);
  read_languages (context);
  choose_language (context);
  program->name = fair_pack_reader_get_text (context->reader, context->root, NULL, "name", TRUE);
  if (id == NULL || program->name == NULL)
    return FALSE;
  program->id = id;
  program->short_name = read_text_or (context, "short_name", program->name);
  program->headline = read_text_or (context, "headline", program->name);
  program->organization = fair_pack_reader_get_text (context->reader, context->root, NULL, "organization", FALSE);
  program->tagline = fair_pack_reader_get_text (context->reader, context->root, NULL, "tagline", FALSE);
  program->accent_color = fair_pack_reader_get_color (context->reader, context->root, NULL, "accent_color");
  return TRUE;
}

static void
read_album (gpointer    data,
            JsonObject *object,
            const char *place)
{
  Context *context = data;
  const char *id = fair_pack_reader_get_id (context->reader, object, place, "id", TRUE);
  const char *title = fair_pack_reader_get_text (context->reader, object, place, "title", TRUE);
  FairAlbum *album = NULL;

  if (id == NULL || title == NULL)
    return;
  if (fair_program_find_album (context->program, id) != NULL)
    {
      fair_pack_reader_complain_twice (context->reader, place, id);
      return;
    }
  album = g_new0 (FairAlbum, 1);
  album->id = id;
  album->title = title;
  album->url = fair_pack_reader_get_url (context->reader, object, place, "url", FALSE);
  g_ptr_array_add (context->program->albums, album);
}

static void
read_photo (gpointer    data,
            JsonObject *object,
            const char *place)
{
  Context *context = data;
  g_autoptr (FairPhoto) photo = fair_photo_read (context->reader, context->folder, object, place);

  if (photo == NULL)
    return;
  if (!g_hash_table_add (context->photo_ids, (char *) photo->id))
    {
      fair_pack_reader_complain_twice (context->reader, place, photo->id);
      return;
    }
  for (guint i = 0; photo->albums[i] != NULL; i++)
    {
      if (fair_program_find_album (context->program, photo->albums[i]) == NULL)
        fair_pack_reader_complain (context->reader, place, "albums", _("there is no album “%s”; add it to “albums”"),
                                   photo->albums[i]);
    }
  g_list_store_append (G_LIST_STORE (context->program->photos), photo);
}

/* The id of a photo that the pack has. */
static const char *
read_photo_id (Context    *context,
               JsonObject *object,
               const char *place,
               const char *member)
{
  const char *id = fair_pack_reader_get_word (context->reader, object, place, member, FALSE);

  if (id == NULL || g_hash_table_contains (context->photo_ids, id))
    return id;
  fair_pack_reader_complain (context->reader, place, member,
                             _("there is no photo “%s”; add it to “photos”, or correct the name"), id);
  return NULL;
}

static void
read_hero (Context *context)
{
  const char *id = read_photo_id (context, context->root, NULL, "hero");

  if (id != NULL)
    context->program->hero = g_object_ref (fair_program_find_photo (context->program, id));
}

static gboolean
shows_something (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const FairBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == FAIR_BLOCK_PHOTO || !fair_text_is_blank (block->text))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
read_blocks (Context    *context,
             const char *name)
{
  FairPackReader reader = { .problems = context->reader->problems, .file = name };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *blocks = NULL;
  const char *text = NULL;
  gsize length = 0;

  bytes = fair_pack_folder_read (context->folder, name, MAX_PAGE_BYTES, &error);
  if (bytes == NULL)
    {
      fair_pack_reader_complain (&reader, NULL, NULL, "%s", error->message);
      return NULL;
    }
  text = g_bytes_get_data (bytes, &length);
  if (length > 0 && !g_utf8_validate_len (text, length, NULL))
    {
      fair_pack_reader_complain (&reader, NULL, NULL, _("this is not valid UTF-8; save the text as UTF-8"));
      return NULL;
    }
  blocks = fair_markdown_parse (text != NULL ? text : "", length, context->photo_ids, &reader);
  if (blocks != NULL && !shows_something (blocks))
    fair_pack_reader_complain (&reader, NULL, NULL, _("this page shows nothing; write its text, or remove it"));
  return blocks;
}

/* Whether a language is wanted more than another, in which there is a text already. */
static gboolean
is_better (Context    *context,
           const char *language,
           const char *other)
{
  const char *const both[] = { other, language, NULL };

  return fair_language_lookup (both, context->reader->languages) == language;
}

/* The first language must be there. Each language's file is read, wanted or not, so that its mistakes are told. */
static gboolean
read_page_texts (Context  *context,
                 FairPage *page)
{
  const char *const *languages = context->program->languages;
  const char *shown = languages[0];

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("pages/%s.%s.md", page->id, languages[i]);
      g_autoptr (GPtrArray) blocks = NULL;

      if (i == 0 || fair_pack_folder_has (context->folder, name))
        blocks = read_blocks (context, name);
      if (i == 0 && blocks == NULL)
        return FALSE;
      if (blocks == NULL || !is_better (context, languages[i], shown))
        continue;
      shown = languages[i];
      g_clear_pointer (&page->blocks, g_ptr_array_unref);
      page->blocks = g_steal_pointer (&blocks);
    }
  return TRUE;
}

/* The id of an album that the pack has. */
static const char *
read_album_id (Context    *context,
               JsonObject *object,
               const char *place)
{
  const char *id = fair_pack_reader_get_word (context->reader, object, place, "album", FALSE);

  if (id == NULL || fair_program_find_album (context->program, id) != NULL)
    return id;
  fair_pack_reader_complain (context->reader, place, "album", _("there is no album “%s”; add it to “albums”"), id);
  return NULL;
}

static void
read_page (gpointer    data,
           JsonObject *object,
           const char *place)
{
  Context *context = data;
  const char *id = fair_pack_reader_get_id (context->reader, object, place, "id", TRUE);
  g_autoptr (FairPage) page = g_object_new (FAIR_TYPE_PAGE, NULL);

  page->title = fair_pack_reader_get_text (context->reader, object, place, "title", TRUE);
  if (id == NULL || page->title == NULL)
    return;
  if (fair_program_find_page (context->program, id) != NULL)
    {
      fair_pack_reader_complain_twice (context->reader, place, id);
      return;
    }
  page->source = json_object_ref (object);
  page->id = id;
  page->summary = fair_pack_reader_get_text (context->reader, object, place, "summary", FALSE);
  page->photo = read_photo_id (context, object, place, "photo");
  page->album = read_album_id (context, object, place);
  if (read_page_texts (context, page))
    g_list_store_append (G_LIST_STORE (context->program->pages), page);
}

static void
read_fact (gpointer    data,
           JsonObject *object,
           const char *place)
{
  Context *context = data;
  const char *value = fair_pack_reader_get_text (context->reader, object, place, "value", TRUE);
  const char *label = fair_pack_reader_get_text (context->reader, object, place, "label", TRUE);
  FairFact *fact = NULL;

  if (value == NULL || label == NULL)
    return;
  fact = g_new0 (FairFact, 1);
  fact->value = value;
  fact->label = label;
  fact->short_label = fair_pack_reader_get_text (context->reader, object, place, "short_label", FALSE);
  if (fact->short_label == NULL)
    fact->short_label = label;
  fact->pages = fair_pack_reader_get_words (context->reader, object, place, "pages");
  for (guint i = 0; fact->pages[i] != NULL; i++)
    {
      if (fair_program_find_page (context->program, fact->pages[i]) == NULL)
        fair_pack_reader_complain (context->reader, place, "pages", _("there is no page “%s”; add it to “pages”"),
                                   fact->pages[i]);
    }
  g_ptr_array_add (context->program->facts, fact);
}

/* Of the IANA Time Zone Database, which need not be the laptop's: people sign up by the clock on the fair's wall. */
static const char *
read_time_zone (Context    *context,
                JsonObject *object,
                const char *place,
                const char *event)
{
  const char *name = fair_pack_reader_get_word (context->reader, object, place, "time_zone", FALSE);

  if (name != NULL && !fair_time_zones_add (context->program->time_zones, event, name))
    fair_pack_reader_complain (context->reader, place, "time_zone",
                               _("no time zone “%s” is known here; write area and city, as \"Europe/Dublin\""), name);
  return name;
}

static void
read_event (gpointer    data,
            JsonObject *object,
            const char *place)
{
  Context *context = data;
  const char *id = fair_pack_reader_get_id (context->reader, object, place, "id", TRUE);
  const char *name = fair_pack_reader_get_text (context->reader, object, place, "name", TRUE);
  FairEvent *event = NULL;

  if (id == NULL || name == NULL)
    return;
  if (fair_program_find_event (context->program, id) != NULL)
    {
      fair_pack_reader_complain_twice (context->reader, place, id);
      return;
    }
  event = g_new0 (FairEvent, 1);
  event->id = id;
  event->name = name;
  event->place = fair_pack_reader_get_text (context->reader, object, place, "place", FALSE);
  event->starts = fair_pack_reader_get_date (context->reader, object, place, "starts", FALSE);
  event->ends = fair_pack_reader_get_date (context->reader, object, place, "ends", FALSE);
  event->time_zone = read_time_zone (context, object, place, id);
  if (event->starts != NULL && event->ends != NULL && strcmp (event->ends, event->starts) < 0)
    {
      fair_pack_reader_complain (context->reader, place, "ends", _("it ends before it starts; correct one of the dates"));
      event->ends = NULL;
    }
  g_ptr_array_add (context->program->events, event);
}

static void
read_form (Context *context)
{
  FairPackReader reader = *context->reader;
  g_autoptr (GError) error = NULL;

  reader.file = FORM_FILE;
  context->program->form = fair_form_read (&reader, context->folder, &error);
  if (context->program->form == NULL)
    fair_pack_reader_complain (&reader, NULL, NULL, "%s", error->message);
}

/* In the language that was asked for, or in the first. Each language's is read, so that its mistakes are told. */
static void
read_follow_up (Context *context)
{
  FairProgram *program = context->program;

  for (guint i = 0; program->form != NULL && program->languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (FAIR_PROGRAM_FOLLOW_UP "%s.txt", program->languages[i]);
      g_autoptr (FairTemplate) template = NULL;

      if (fair_pack_folder_has (context->folder, name))
        template = fair_template_read (context->folder, name, program->form, program->languages, context->reader);
      if (template == NULL || (i > 0 && !g_str_equal (program->languages[i], program->language)))
        continue;
      g_clear_pointer (&program->follow_up, fair_template_free);
      program->follow_up = g_steal_pointer (&template);
    }
}

static void
read_list (Context          *context,
           const char       *member,
           FairPackReadEntry read_entry)
{
  fair_pack_reader_read_list (context->reader, context->root, NULL, member, FALSE, FAIR_PROGRAM_MAX_ENTRIES, read_entry, context);
}

static JsonNode *
load_root (FairPackFolder *folder,
           GError        **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean is_absent = FALSE;

  bytes = fair_pack_folder_read (folder, FAIR_PROGRAM_FILE, FAIR_JSON_MAX_FILE, &problem);
  is_absent = g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  if (bytes != NULL)
    root = fair_json_parse_node (bytes, FAIR_PROGRAM_FILE, &problem);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  g_set_error (error, FAIR_PROGRAM_ERROR, is_absent ? FAIR_PROGRAM_ERROR_NOT_FOUND : FAIR_PROGRAM_ERROR_INVALID, "%s: %s",
               fair_pack_folder_get_path (folder),
               problem != NULL ? problem->message : _("“program.json” must hold an object: {…}"));
  return NULL;
}

/* Photos come before what shows them, and pages before what stands on them. */
static void
read_contents (Context *context)
{
  read_list (context, "albums", read_album);
  read_list (context, "photos", read_photo);
  read_hero (context);
  read_list (context, "pages", read_page);
  read_list (context, "facts", read_fact);
  read_list (context, "events", read_event);
  fair_program_read_take_home (context->program, context->reader, context->root);
  context->program->note_chips = fair_short_texts_read (context->reader, context->root, "note_chips", 9, 40);
  context->program->next_steps = fair_short_texts_read (context->reader, context->root, "next_steps", 5, 200);
  context->program->stages = fair_stages_read (context->reader, context->root);
  read_form (context);
  read_follow_up (context);
}

static void
set_head_error (Context *context,
                GError **error)
{
  GString *message = g_string_new (fair_pack_folder_get_path (context->folder));

  for (guint i = 0; i < context->program->problems->len; i++)
    {
      g_autofree char *line = fair_pack_problem_to_string (g_ptr_array_index (context->program->problems, i));
      g_string_append_printf (message, "%s%s", i == 0 ? ": " : "; ", line);
    }
  g_set_error_literal (error, FAIR_PROGRAM_ERROR, FAIR_PROGRAM_ERROR_INVALID, message->str);
  g_string_free (message, TRUE);
}

/** Fills an empty program from its folder. */
gboolean
fair_program_read (FairProgram       *self,
                   FairPackFolder    *folder,
                   const char *const *languages,
                   GCancellable      *cancellable,
                   GError           **error)
{
  g_autoptr (JsonNode) root = load_root (folder, error);
  g_autoptr (GHashTable) photo_ids = g_hash_table_new (g_str_hash, g_str_equal);
  FairPackReader reader = { .problems = self->problems, .file = FAIR_PROGRAM_FILE, .cancellable = cancellable };
  Context context = { self, folder, &reader, languages, { NULL }, NULL, photo_ids };

  if (root == NULL)
    return FALSE;
  self->source = json_node_dup_object (root);
  context.root = self->source;
  if (!read_head (&context))
    {
      set_head_error (&context, error);
      return FALSE;
    }
  read_contents (&context);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a message to many people, parsed once into a small tree.
 *
 * Its language is the part of Mustache (mustache.github.io) that it needs: {{field}}, {{#field}} … {{else}} … {{/}}, {{^field}},
 * {{! comment}}. A tag of a section or a comment that stands alone on its line takes the line with it.
 */
#include "config.h"
#include "program/fair-template-private.h"

#include "base/fair-text.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define OPEN "{{"
#define CLOSE "}}"
#define SUBJECT "Subject:"
/* Sections within sections; rendering goes as deep. */
#define MAX_DEPTH 20

/* A section that has begun, and where. */
typedef struct
{
  FairTemplateNode *node;
  const char *at;
  char *name;
} Section;

typedef struct
{
  const char *text;
  FairTemplateWords words;
  FairPackReader *reader;
  GPtrArray *nodes; /* of the part that is being parsed */
  GArray *sections; /* of Section: those that are open */
  gboolean has_failed;
} Parser;

/* A tag: what stands between braces. */
typedef struct
{
  const char *start;
  const char *end;
  char sign; /* '#', '^', '/', '!', or 0 */
  char *name;
} Tag;

static void
node_free (gpointer data)
{
  FairTemplateNode *self = data;

  g_free (self->text);
  g_free (self->field);
  g_free (self->code);
  g_clear_pointer (&self->inside, g_ptr_array_unref);
  g_clear_pointer (&self->otherwise, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
nodes_new (void)
{
  return g_ptr_array_new_with_free_func (node_free);
}

static void
section_clear (gpointer data)
{
  g_free (((Section *) data)->name);
}

static char *
dup_place (Parser     *self,
           const char *at)
{
  guint line = 1;
  const char *start = self->text, *newline;

  while ((newline = memchr (start, '\n', (gsize) (at - start))) != NULL)
    {
      line++;
      start = newline + 1;
    }
  return g_strdup_printf (_("line %u, column %u"), line, (guint) g_utf8_strlen (start, at - start) + 1);
}

static void
complain (Parser     *self,
          const char *at,
          const char *message)
{
  g_autofree char *place = dup_place (self, at);

  fair_pack_reader_complain (self->reader, place, NULL, "%s", message);
  self->has_failed = TRUE;
}

static Section *
get_section (Parser *self)
{
  return self->sections->len > 0 ? &g_array_index (self->sections, Section, self->sections->len - 1) : NULL;
}

static void
add (Parser           *self,
     FairTemplateNode *node)
{
  Section *section = get_section (self);

  if (section == NULL)
    g_ptr_array_add (self->nodes, node);
  else
    g_ptr_array_add (section->node->otherwise != NULL ? section->node->otherwise : section->node->inside, node);
}

static void
add_text (Parser     *self,
          const char *start,
          const char *end)
{
  FairTemplateNode *node;

  if (start == end)
    return;
  node = g_new0 (FairTemplateNode, 1);
  node->text = g_strndup (start, (gsize) (end - start));
  add (self, node);
}

/* @node: (transfer full) */
static void
add_word (Parser           *self,
          const Tag        *tag,
          FairTemplateNode *node)
{
  g_autofree char *problem = fair_template_words_find (&self->words, tag->name, node);

  if (problem != NULL)
    complain (self, tag->start, problem);
  add (self, node);
}

static void
open_section (Parser    *self,
              const Tag *tag)
{
  FairTemplateNode *node = g_new0 (FairTemplateNode, 1);
  Section section = { node, tag->start, g_strdup (tag->name) };

  node->inside = nodes_new ();
  node->is_negated = tag->sign == '^';
  add_word (self, tag, node);
  if (self->sections->len == MAX_DEPTH)
    complain (self, tag->start, _("sections stand in each other too deep; make the text simpler"));
  g_array_append_val (self->sections, section);
}

static void
turn_section (Parser    *self,
              const Tag *tag)
{
  Section *section = get_section (self);

  if (section == NULL)
    complain (self, tag->start, _("{{else}} stands in no section; write {{#…}} before it, or remove it"));
  else if (section->node->otherwise != NULL)
    complain (self, tag->start, _("this section has an {{else}} already; remove one of them"));
  else
    section->node->otherwise = nodes_new ();
}

static void
close_section (Parser    *self,
               const Tag *tag)
{
  Section *section = get_section (self);
  g_autofree char *message = NULL;

  if (section == NULL)
    {
      complain (self, tag->start, _("no section is open here; write {{#…}} before it, or remove it"));
      return;
    }
  if (*tag->name != '\0' && !g_str_equal (tag->name, section->name))
    {
      message = g_strdup_printf (_("the section that is open here is “%s”; write {{/}}, or close them the other way round"), section->name);
      complain (self, tag->start, message);
    }
  if (section->node->otherwise == NULL)
    section->node->otherwise = nodes_new ();
  g_array_set_size (self->sections, self->sections->len - 1);
}

static void
take_tag (Parser    *self,
          const Tag *tag)
{
  if (tag->sign == '!')
    return;
  if (tag->sign == '/')
    close_section (self, tag);
  else if (tag->sign != '\0')
    open_section (self, tag);
  else if (g_str_equal (tag->name, "else"))
    turn_section (self, tag);
  else
    add_word (self, tag, g_new0 (FairTemplateNode, 1));
}

/* @start is where it opens. A tag that is not closed on its line has no end. */
static void
scan_tag (const char *start,
          const char *end,
          Tag        *tag)
{
  const char *newline = memchr (start, '\n', (gsize) (end - start));
  const char *line_end = newline != NULL ? newline : end;
  const char *inside = start + strlen (OPEN);
  const char *close = memmem (inside, (gsize) (line_end - inside), CLOSE, strlen (CLOSE));

  *tag = (Tag) { start, close != NULL ? close + strlen (CLOSE) : NULL, '\0', NULL };
  if (close == NULL)
    return;
  while (inside < close && *inside == ' ')
    inside++;
  if (inside < close && strchr ("#^/!", *inside) != NULL)
    tag->sign = *inside++;
  tag->name = g_strstrip (g_strndup (inside, (gsize) (close - inside)));
}

static gboolean
is_blank (const char *start,
          const char *end)
{
  while (start < end && (*start == ' ' || *start == '\t'))
    start++;
  return start == end;
}

/* The line of a section's tag, or of a comment, that has nothing else on it; FALSE if it has. @start: where the part begins */
static gboolean
find_own_line (const Tag   *tag,
               const char  *start,
               const char  *end,
               const char **line,
               const char **next)
{
  const char *newline = memchr (tag->end, '\n', (gsize) (end - tag->end));
  const char *before = memrchr (start, '\n', (gsize) (tag->start - start));

  *line = before != NULL ? before + 1 : start;
  *next = newline != NULL ? newline + 1 : end;
  return (tag->sign != '\0' || g_str_equal (tag->name, "else")) && is_blank (*line, tag->start)
         && is_blank (tag->end, newline != NULL ? newline : end);
}

static void
name_open_sections (Parser *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      const Section *section = &g_array_index (self->sections, Section, i);
      g_autofree char *message = g_strdup_printf (_("the section “%s” is never closed; write {{/}} where it ends"), section->name);

      complain (self, section->at, message);
    }
  g_array_set_size (self->sections, 0);
}

/* Returns: (transfer full): the nodes of the text from @start to @end */
static GPtrArray *
parse_part (Parser     *self,
            const char *start,
            const char *end)
{
  const char *at = start, *open;

  self->nodes = nodes_new ();
  while ((open = memmem (at, (gsize) (end - at), OPEN, strlen (OPEN))) != NULL && self->sections->len <= MAX_DEPTH)
    {
      const char *line, *next;
      Tag tag;

      scan_tag (open, end, &tag);
      if (tag.end == NULL)
        {
          complain (self, open, _("“{{” is not closed on its line; write “}}” behind it"));
          at = open + strlen (OPEN);
          continue;
        }
      if (!find_own_line (&tag, start, end, &line, &next))
        {
          line = open;
          next = tag.end;
        }
      add_text (self, at, line);
      take_tag (self, &tag);
      g_free (tag.name);
      at = next;
    }
  add_text (self, at, end);
  name_open_sections (self);
  return self->nodes;
}

/* Where the body begins; %NULL if the text does not begin with a subject and an empty line. */
static const char *
find_body (Parser      *self,
           const char **subject,
           const char **subject_end)
{
  const char *newline = strchr (self->text, '\n');
  const char *next = newline != NULL ? strchr (newline + 1, '\n') : NULL;

  if (g_ascii_strncasecmp (self->text, SUBJECT, strlen (SUBJECT)) != 0)
    complain (self, self->text, _("the first line has to be the subject of the messages: write “Subject: …”"));
  else if (newline == NULL || next == NULL || !is_blank (newline + 1, next))
    complain (self, newline != NULL ? newline + 1 : self->text, _("an empty line has to stand between the subject and the text"));
  else if (is_blank (self->text + strlen (SUBJECT), newline))
    complain (self, self->text, _("the subject is empty; write it behind “Subject:”"));
  else
    {
      *subject = self->text + strlen (SUBJECT);
      *subject_end = newline;
      return next + 1;
    }
  return NULL;
}

/* Lines end with LF whatever the editor made of them. */
static char *
dup_lines (const char *text,
           gsize       length)
{
  GString *lines = g_string_new_len (text, (gssize) length);

  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  return g_string_free_and_steal (lines);
}

static FairTemplate *
parse (Parser *self)
{
  const char *subject = NULL, *subject_end = NULL;
  const char *body = find_body (self, &subject, &subject_end);
  g_autoptr (FairTemplate) template = NULL;

  if (body == NULL)
    return NULL;
  template = g_new0 (FairTemplate, 1);
  template->subject = parse_part (self, subject, subject_end);
  template->body = parse_part (self, body, body + strlen (body));
  return self->has_failed ? NULL : g_steal_pointer (&template);
}

/**
 * fair_template_parse:
 * @text: @length bytes: “Subject: …”, an empty line, the text
 * @form: whose fields and choices may be named
 * @languages: (nullable): which languages may be named; %NULL: any
 * @reader: where mistakes go, each with its line and column
 *
 * Threading: any.
 *
 * Returns: (transfer full) (nullable): the template, if there is no mistake in it
 */
FairTemplate *
fair_template_parse (const char        *text,
                     gsize              length,
                     FairForm          *form,
                     const char *const *languages,
                     FairPackReader    *reader)
{
  g_autofree char *lines = NULL;
  g_autoptr (GArray) sections = NULL;
  Parser parser = { .words = { form, languages }, .reader = reader };

  g_return_val_if_fail (FAIR_IS_FORM (form), NULL);

  if (!g_utf8_validate_len (text, length, NULL))
    {
      fair_pack_reader_complain (reader, NULL, NULL, _("this is not valid UTF-8; save the text as UTF-8"));
      return NULL;
    }
  parser.text = lines = dup_lines (text, length);
  parser.sections = sections = g_array_new (FALSE, FALSE, sizeof (Section));
  g_array_set_clear_func (sections, section_clear);
  return parse (&parser);
}

/**
 * fair_template_read:
 * @folder: where it is
 * @name: what it is called there
 * @reader: where mistakes go, under @name
 *
 * Reads a template from a file, of at most %FAIR_TEMPLATE_MAX_BYTES. The rest is as for fair_template_parse(). Blocks.
 *
 * Returns: (transfer full) (nullable): the template, if it could be read and there is no mistake in it
 */
FairTemplate *
fair_template_read (FairPackFolder    *folder,
                    const char        *name,
                    FairForm          *form,
                    const char *const *languages,
                    FairPackReader    *reader)
{
  g_autofree char *shown = g_filename_display_name (name);
  FairPackReader own = { .problems = reader->problems, .file = shown };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fair_pack_folder_read (folder, name, FAIR_TEMPLATE_MAX_BYTES, &error);
  gsize length = 0;
  const char *text = NULL;

  if (bytes == NULL)
    {
      fair_pack_reader_complain (&own, NULL, NULL, "%s", error->message);
      return NULL;
    }
  text = g_bytes_get_data (bytes, &length);
  return fair_template_parse (text != NULL ? text : "", length, form, languages, &own);
}

/** Frees a template. */
void
fair_template_free (FairTemplate *self)
{
  g_clear_pointer (&self->subject, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_ptr_array_unref);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "program/fair-stages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MEMBER "stages"
/* More would not be told apart in a list that drops down. */
#define MAX_STAGES 20
#define MAX_LENGTH 40

typedef struct
{
  FairPackReader *reader;
  GPtrArray *stages;
} Context;

static void
add (GPtrArray  *stages,
     const char *id,
     const char *title)
{
  FairStage *stage = g_new (FairStage, 1);

  *stage = (FairStage) { id, title };
  g_ptr_array_add (stages, stage);
}

static void
read_stage (gpointer    data,
            JsonObject *object,
            const char *place)
{
  Context *context = data;
  FairPackReader *reader = context->reader;
  const char *id = fair_pack_reader_get_id (reader, object, place, "id", TRUE);
  const char *title = fair_pack_reader_get_text (reader, object, place, "title", TRUE);

  if (id == NULL || title == NULL)
    return;
  if (fair_stages_find_title (context->stages, id) != NULL)
    fair_pack_reader_complain_twice (reader, place, id);
  else if (g_utf8_strlen (title, -1) > MAX_LENGTH)
    fair_pack_reader_complain (reader, place, "title", _("“%s” is longer than %d letters; shorten it"), title, MAX_LENGTH);
  else if (strpbrk (title, "\n\r\t") != NULL)
    fair_pack_reader_complain (reader, place, "title", _("“%s” is not on one line; write it on one, without tabs"), title);
  else
    add (context->stages, id, title);
}

/**
 * fair_stages_read:
 * @reader: with the languages to read in, and where problems go
 * @root: of program.json, which may have a list `stages` of objects with `id` and `title`
 *
 * Returns: (transfer full) (element-type FairStage): those that can be shown, in their order; the texts belong to @root
 */
GPtrArray *
fair_stages_read (FairPackReader *reader,
                  JsonObject     *root)
{
  Context context = { reader, g_ptr_array_new_with_free_func (g_free) };

  fair_pack_reader_read_list (reader, root, NULL, MEMBER, FALSE, MAX_STAGES, read_stage, &context);
  return context.stages;
}

/**
 * fair_stages_list:
 * @program: (nullable): whose stages; NULL where no pack could be read
 *
 * Threading: the main thread, as the stages that every program has are in the language that the interface speaks now.
 *
 * Returns: (transfer full) (element-type FairStage): the program's own stages, else those that every program has; at least one,
 *   the first is where everybody begins. The texts live as long as @program does
 */
GPtrArray *
fair_stages_list (FairProgram *program)
{
  GPtrArray *common;

  if (program != NULL && program->stages->len > 0)
    return g_ptr_array_ref (program->stages);
  common = g_ptr_array_new_with_free_func (g_free);
  add (common, "new", _("New"));
  add (common, "contacted", _("Contacted"));
  add (common, "applied", _("Applied"));
  add (common, "invited", _("Invited"));
  add (common, "interviewed", _("Interviewed"));
  add (common, "closed", _("Closed"));
  return common;
}

/** Returns: (nullable): what people call the stage @id; NULL if it is none of @stages */
const char *
fair_stages_find_title (const GPtrArray *stages,
                        const char      *id)
{
  for (guint i = 0; i < stages->len; i++)
    {
      const FairStage *stage = stages->pdata[i];

      if (g_str_equal (stage->id, id))
        return stage->title;
    }
  return NULL;
}

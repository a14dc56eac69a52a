/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-attract-words.h"

static void
add (GArray     *all,
     const char *value,
     const char *text)
{
  FairAttractWords words = { value, text };

  g_array_append_val (all, words);
}

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
has_captions (FairProgram *program)
{
  for (guint i = 0; i < g_list_model_get_n_items (program->photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (program->photos, i);

      if (is_said (photo->caption))
        return TRUE;
    }

  return FALSE;
}

/**
 * fair_attract_words_collect:
 *
 * The headline, unless it is only the name again, each fact, the tagline, and once in a round the caption of the photo
 * that is shown then.
 *
 * Returns: (transfer full) (element-type FairAttractWords): in the order in which they are said; empty where the pack says
 *   nothing. Their texts belong to @program.
 */
GArray *
fair_attract_words_collect (FairProgram *program)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (FairAttractWords));

  if (is_said (program->headline) && g_strcmp0 (program->headline, program->name) != 0)
    add (all, NULL, program->headline);
  for (guint i = 0; i < program->facts->len; i++)
    {
      const FairFact *fact = program->facts->pdata[i];

      add (all, fact->value, fact->label);
    }
  if (is_said (program->tagline))
    add (all, NULL, program->tagline);
  if (has_captions (program))
    add (all, NULL, NULL);

  return all;
}

/**
 * fair_attract_words_name:
 *
 * Returns: (transfer full): whose program it is and what it is called; the organization once, however the pack names it
 */
char *
fair_attract_words_name (FairProgram *program)
{
  if (!is_said (program->organization) || strstr (program->name, program->organization) != NULL)
    return g_strdup (program->name);

  return g_strdup_printf ("%s · %s", program->organization, program->name);
}

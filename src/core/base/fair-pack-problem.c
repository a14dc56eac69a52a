/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mistake in a content pack, said such that its author can find and mend it. */
#include "config.h"
#include "base/fair-pack-problem.h"

/* A pack may be nothing but mistakes; a person reads the first of them, and no list grows without end. */
#define MAX_PROBLEMS 500

/**
 * fair_pack_problem_new:
 * @file: the file, relative to the pack
 * @place: (nullable): the place in it
 * @message: what is wrong and how to mend it
 *
 * Returns: (transfer full): a problem
 */
FairPackProblem *
fair_pack_problem_new (const char *file,
                       const char *place,
                       const char *message)
{
  FairPackProblem *self = g_new0 (FairPackProblem, 1);

  self->file = g_strdup (file);
  self->place = g_strdup (place);
  self->message = g_strdup (message);
  return self;
}

/**
 * fair_pack_problem_free:
 * @self: (transfer full): a problem
 */
void
fair_pack_problem_free (FairPackProblem *self)
{
  g_free (self->file);
  g_free (self->place);
  g_free (self->message);
  g_free (self);
}

/**
 * fair_pack_problem_to_string:
 * @self: a problem
 *
 * Returns: (transfer full): one line, such as "program.json: photos[3].file: …"
 */
char *
fair_pack_problem_to_string (const FairPackProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->place == NULL)
    return g_strdup_printf ("%s: %s", self->file, self->message);
  return g_strdup_printf ("%s: %s: %s", self->file, self->place, self->message);
}

/**
 * fair_pack_problems_new:
 *
 * Returns: (transfer full) (element-type FairPackProblem): an empty list, which owns what is put into it
 */
GPtrArray *
fair_pack_problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fair_pack_problem_free);
}

static gboolean
is_told (GPtrArray             *problems,
         const FairPackProblem *problem)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const FairPackProblem *other = g_ptr_array_index (problems, i);

      if (g_strcmp0 (other->place, problem->place) == 0 && g_str_equal (other->file, problem->file) &&
          g_str_equal (other->message, problem->message))
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_pack_problems_add:
 * @problems: a list of fair_pack_problems_new()
 * @file: the file, relative to the pack
 * @place: (nullable): the place in it
 * @format: the message, as for printf(), translated
 * @...: what goes into @format
 *
 * Adds a problem, unless it, or 500 others, are there already.
 */
void
fair_pack_problems_add (GPtrArray  *problems,
                        const char *file,
                        const char *place,
                        const char *format,
                        ...)
{
  g_autofree char *message = NULL;
  g_autoptr (FairPackProblem) problem = NULL;
  va_list arguments;

  g_return_if_fail (problems != NULL);

  if (problems->len >= MAX_PROBLEMS)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  problem = fair_pack_problem_new (file, place, message);
  if (!is_told (problems, problem))
    g_ptr_array_add (problems, g_steal_pointer (&problem));
}

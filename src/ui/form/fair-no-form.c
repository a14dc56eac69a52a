/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-no-form.h"

#include <glib/gi18n-lib.h>

/**
 * fair_no_form_describe:
 * @program: a program without a form
 *
 * Returns: (transfer full): Pango markup: what is wrong with the form in the pack, for whoever made it
 */
char *
fair_no_form_describe (FairProgram *program)
{
  GPtrArray *problems = program->problems;
  g_autoptr (GString) text = g_string_new (_("The program’s pack has no form that could be read. Its form.json says what to ask for."));

  for (guint i = 0; i < problems->len; i++)
    {
      const FairPackProblem *problem = problems->pdata[i];
      g_autofree char *line = fair_pack_problem_to_string (problem);

      if (g_strcmp0 (problem->file, "form.json") == 0)
        g_string_append_printf (text, "\n%s", line);
    }

  return g_markup_escape_text (text->str, -1);
}

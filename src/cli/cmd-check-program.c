/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl check-program: every mistake in a content pack. */
#include "config.h"

#include "check-photos.h"
#include "cli-output.h"
#include "cli.h"
#include <glib/gi18n.h>

static void
print_contents (FairProgram *program,
                const char  *folder)
{
  guint n_pages = g_list_model_get_n_items (program->pages), n_photos = g_list_model_get_n_items (program->photos);
  guint n_fields = program->form != NULL ? fair_form_get_n_fields (program->form) : 0, n_fairs = program->events->len;
  g_autofree char *pages = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);
  g_autofree char *photos = g_strdup_printf (ngettext ("%u photo", "%u photos", n_photos), n_photos);
  g_autofree char *fields = g_strdup_printf (ngettext ("%u field", "%u fields", n_fields), n_fields);
  g_autofree char *fairs = g_strdup_printf (ngettext ("%u fair", "%u fairs", n_fairs), n_fairs);

  /* Translators: a folder; then "2 pages", "1 photo", "9 fields", "1 fair" */
  cli_print (_("%s: no mistakes found: %s, %s, %s, %s\n"), folder, pages, photos, fields, fairs);
}

static gpointer
copy_problem (gconstpointer data,
              gpointer      user_data)
{
  const FairPackProblem *problem = data;

  return fair_pack_problem_new (problem->file, problem->place, problem->message);
}

static void
say_problem (const FairPackProblem *problem)
{
  if (problem->place != NULL && *problem->place != '\0')
    cli_say ("%s: %s: %s", problem->file, problem->place, problem->message);
  else
    cli_say ("%s: %s", problem->file, problem->message);
}

static void
print_problems (GPtrArray  *problems,
                const char *folder)
{
  for (guint i = 0; i < problems->len; i++)
    say_problem (g_ptr_array_index (problems, i));
  cli_print (ngettext ("%s: %u problem\n", "%s: %u problems\n", problems->len), folder, problems->len);
}

static CliStatus
check (FairProgram *program,
       const char  *folder)
{
  g_autoptr (GPtrArray) problems = fair_pack_problems_new ();
  g_autoptr (GError) error = NULL;
  gboolean are_photos_known = cli_check_photos (program, problems, &error);

  g_ptr_array_extend (problems, program->problems, copy_problem, NULL);
  if (problems->len > 0)
    print_problems (problems, folder);
  else if (are_photos_known)
    print_contents (program, folder);
  if (are_photos_known)
    return problems->len > 0 ? CLI_REFUSED : CLI_DONE;
  cli_say (_("%s: pictures cannot be decoded on this computer, so nobody knows whether the photos can be shown; "
             "install glycin-loaders and bubblewrap, or check the folder on another one"), folder);
  g_debug ("%s", error->message);
  return CLI_FAILED;
}

CliStatus
cli_check_program (Cli              *cli,
                   const CliCommand *command,
                   GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (FairProgram) program = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, NULL, 1, 1, arguments, &operands, &status))
    return status;
  if (!g_file_test (operands[0], G_FILE_TEST_IS_DIR))
    {
      cli_say (_("%s: there is no such folder"), operands[0]);
      return CLI_FAILED;
    }
  program = fair_program_load (operands[0], NULL, NULL, &error);
  if (program != NULL)
    return check (program, operands[0]);

  cli_say ("%s", error->message);
  cli_print (ngettext ("%s: %u problem\n", "%s: %u problems\n", 1), operands[0], 1u);
  return CLI_REFUSED;
}

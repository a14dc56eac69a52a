/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a `fairctl add` and gives it lines: one by one, each acknowledged before the next, or as many as it takes. */
#include "line-feeder.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Longer than any id. */
#define MAX_ID 128

static void
run_program (const int  *input,
             const int  *output,
             const char *fairctl,
             const char *data_folder)
{
  dup2 (input[0], STDIN_FILENO);
  dup2 (output[1], STDOUT_FILENO);
  for (int i = 0; i < 2; i++)
    {
      close (input[i]);
      close (output[i]);
    }
  execl (fairctl, fairctl, "--data-dir", data_folder, "add", NULL);
  _exit (127);
}

/* Starts the program, and returns when it has saved one line: it is there then, and waits for more. */
void
line_feeder_start (LineFeeder *self,
                   const char *fairctl,
                   const char *data_folder,
                   const char *line)
{
  int input[2], output[2];

  if (pipe (input) != 0 || pipe (output) != 0 || (self->pid = fork ()) < 0)
    g_error ("%s cannot be started", fairctl);
  if (self->pid == 0)
    run_program (input, output, fairctl, data_folder);
  close (input[0]);
  close (output[1]);
  self->input = fdopen (input[1], "w");
  self->output = fdopen (output[0], "r");
  line_feeder_save (self, line);
}

static void
read_id (LineFeeder *self)
{
  char id[MAX_ID];

  if (fgets (id, sizeof id, self->output) == NULL)
    g_error ("fairctl add printed no id");
}

/* Gives it one line, and waits for the id. */
void
line_feeder_save (LineFeeder *self,
                  const char *line)
{
  if (fprintf (self->input, "%s\n", line) < 0 || fflush (self->input) != 0)
    g_error ("fairctl add takes no line");
  read_id (self);
}

/* Gives it the same line as often as asked, as quickly as it takes them, and waits for all ids. */
void
line_feeder_pour (LineFeeder *self,
                  const char *line,
                  guint       n_lines)
{
  pid_t pid = fork ();

  if (pid < 0)
    g_error ("no process can be started");
  if (pid == 0)
    {
      for (guint i = 0; i < n_lines; i++)
        fprintf (self->input, "%s\n", line);
      _exit (fclose (self->input) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
    }
  for (guint i = 0; i < n_lines; i++)
    read_id (self);
  waitpid (pid, NULL, 0);
}

/* Ends the input, and waits for the program's end. */
void
line_feeder_end (LineFeeder *self)
{
  int status;

  fclose (self->input);
  if (waitpid (self->pid, &status, 0) != self->pid || status != 0)
    g_error ("fairctl add ended with status %d", status);
  fclose (self->output);
}

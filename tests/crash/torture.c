/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every torture test has in common: a sample or full counts, a seed, parts for several processors, replay. */
#include "torture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The one that runs, for whoever aborts in a helper. */
static Torture *running;

static void
print_replay (const Torture *self)
{
  if (self->kind != NULL)
    printf ("# seed %" G_GINT64_FORMAT "; to see it again: %s --seed %" G_GINT64_FORMAT " --kind %s --case %"
            G_GUINT64_FORMAT "%s\n",
            self->seed, self->program, self->seed, self->kind, self->number, self->full ? " --full" : "");
}

static void
say_where (int number)
{
  print_replay (running);
  printf ("not ok %u - %s, case %" G_GUINT64_FORMAT "\n", running->n_kinds + 1, running->kind, running->number);
  fflush (stdout);
  signal (number, SIG_DFL);
  raise (number);
}

/* In memory, where that is possible: the disk is not what is tested. */
static void
make_folder (Torture *self)
{
  if (g_getenv ("TMPDIR") == NULL && access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  self->owner = getpid ();
  self->folder = g_new (TestFolder, 1);
  self->folder->path = g_build_filename (g_getenv ("TMPDIR") != NULL ? g_getenv ("TMPDIR") : "/tmp",
                                         "fairbook-torture-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp_full (self->folder->path, 0700));
  /* before GLib asks for it the first time, and then remembers */
  g_setenv ("TMPDIR", self->folder->path, TRUE);
}

static void
remove_folder (Torture *self)
{
  if (self->owner == getpid ())
    g_clear_pointer (&self->folder, test_folder_free);
}

static gboolean
parse_part (Torture    *self,
            const char *text)
{
  if (text == NULL)
    return TRUE;
  return sscanf (text, "%u/%u", &self->part, &self->n_parts) == 2 && self->part-- >= 1 && self->part < self->n_parts;
}

/** Reads the arguments; what is wrong with them ends the program. Prints the seed. */
void
torture_init (Torture  *self,
              int      *argc,
              char   ***argv)
{
  g_autofree char *part = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "full", 0, 0, G_OPTION_ARG_NONE, &self->full, "Full counts", NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->seed, "What every choice follows from", "N" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &self->only_kind, "Only cases of this kind", "KIND" },
    { "case", 0, 0, G_OPTION_ARG_INT64, &self->only_case, "Only this case", "N" },
    { "part", 0, 0, G_OPTION_ARG_STRING, &part, "One part of the cases, such as 1/4", "I/N" },
    G_OPTION_ENTRY_NULL
  };

  *self = (Torture) { .program = g_strdup ((*argv)[0]), .seed = g_random_int (), .only_case = -1, .n_parts = 1 };
  self->full = g_strcmp0 (g_getenv ("FAIRBOOK_TORTURE"), "1") == 0;
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error) || !parse_part (self, part))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "a part is written as 1/4");
      exit (2);
    }
  make_folder (self);
  running = self;
  signal (SIGABRT, say_where);
  signal (SIGSEGV, say_where);
  printf ("TAP version 13\n# seed %" G_GINT64_FORMAT "%s\n", self->seed, self->full ? ", full counts" : ", a sample");
  fflush (stdout);
}

/** Whether cases of @kind are to run. */
gboolean
torture_begin_kind (Torture    *self,
                    const char *kind)
{
  self->kind = kind;
  self->n_cases = 0;
  return self->only_kind == NULL || g_str_equal (self->only_kind, kind);
}

/** Whether the case of that @number is this process's; sets its random numbers. */
gboolean
torture_begin_case (Torture *self,
                    guint64  number)
{
  guint32 seed[] = { (guint32) self->seed, (guint32) (self->seed >> 32), g_str_hash (self->kind), (guint32) number,
                     (guint32) (number >> 32) };

  if (self->only_case >= 0 ? number != (guint64) self->only_case : number % self->n_parts != self->part)
    return FALSE;
  self->number = number;
  self->n_cases++;
  if (self->chance == NULL)
    self->chance = g_rand_new ();
  g_rand_set_seed_array (self->chance, seed, G_N_ELEMENTS (seed));
  return TRUE;
}

/** Every case of the kind held. */
void
torture_end_kind (Torture    *self,
                  const char *what)
{
  printf ("ok %u - %s: %" G_GUINT64_FORMAT " %s\n", ++self->n_kinds, self->kind, self->n_cases, what);
  fflush (stdout);
  self->kind = NULL;
}

/** Returns the exit status. */
int
torture_finish (Torture *self)
{
  printf ("1..%u\n", self->n_kinds);
  remove_folder (self);
  g_clear_pointer (&self->chance, g_rand_free);
  g_free (self->program);
  g_free (self->only_kind);
  return 0;
}

/** Says what did not hold, and ends the program. */
void
torture_fail (Torture    *self,
              const char *format,
              ...)
{
  va_list arguments;

  printf ("# ");
  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  printf ("\n");
  print_replay (self);
  printf ("not ok %u - %s, case %" G_GUINT64_FORMAT "\n1..%u\n", self->n_kinds + 1, self->kind, self->number,
          self->n_kinds + 1);
  fflush (stdout);
  remove_folder (self);
  exit (1);
}

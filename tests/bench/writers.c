/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times several processes that save at once, in turns: `fairctl add` fed line by line and by a pipe, the store called
 * directly, and SQLite in WAL mode with synchronous=FULL, one transaction a row of the same size. Prints JSON: for each
 * contender the rows a second of each round. */
#include "contender-answers.h"
#include "line-feeder.h"
#include "store/fair-store.h"
#include "store/people/fair-people-read.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long SQLite may wait for its turn, in milliseconds: as long as Fairbook may, which has no limit. */
#define BUSY_TIMEOUT 600000

typedef struct
{
  const char *fairctl;
  const char *folder; /* of this round and contender */
  guint rows;         /* for each process */
  const char *line;   /* what a row of SQLite holds: a line of the journal */
  int ready;          /* where a process says that it is ready */
  int go;             /* where it waits for all to begin */
} Task;

static void
wait_for_all (const Task *task)
{
  char byte = 0;

  if (write (task->ready, &byte, 1) != 1)
    g_error ("the start cannot be announced");
  close (task->ready);
  while (read (task->go, &byte, 1) > 0)
    ;
}

static void
write_by_line (const Task *task)
{
  LineFeeder feeder;

  line_feeder_start (&feeder, task->fairctl, task->folder, contender_answers);
  wait_for_all (task);
  for (guint i = 0; i < task->rows; i++)
    line_feeder_save (&feeder, contender_answers);
  line_feeder_end (&feeder);
}

static void
write_by_pipe (const Task *task)
{
  LineFeeder feeder;

  line_feeder_start (&feeder, task->fairctl, task->folder, contender_answers);
  wait_for_all (task);
  line_feeder_pour (&feeder, contender_answers, task->rows);
  line_feeder_end (&feeder);
}

static void
save_to_store (FairStore       *store,
               const FairDraft *draft)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = fair_store_add (store, draft, &error);

  if (id == NULL)
    g_error ("%s", error->message);
}

static void
write_to_store (const Task *task)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open (task->folder, NULL, NULL, &error);
  g_autoptr (FairAnswers) answers = contender_answers_read ();
  FairDraft draft = { .event = "", .form = "interest@1", .lang = "en", .answers = answers };

  if (store == NULL)
    g_error ("%s", error->message);
  save_to_store (store, &draft);
  wait_for_all (task);
  for (guint i = 0; i < task->rows; i++)
    save_to_store (store, &draft);
}

static void
must (sqlite3 *database,
      int      result)
{
  if (result != SQLITE_OK && result != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (database));
}

static sqlite3 *
open_database (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "signups.sqlite", NULL);
  sqlite3 *database = NULL;

  must (database, sqlite3_open (path, &database));
  must (database, sqlite3_busy_timeout (database, BUSY_TIMEOUT));
  must (database, sqlite3_exec (database,
                                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                "CREATE TABLE IF NOT EXISTS signups (id INTEGER PRIMARY KEY, line TEXT NOT NULL);",
                                NULL, NULL, NULL));
  return database;
}

/* Two that turn the same file into a WAL database at once would be in each other's way. */
static void
make_database (const char *folder)
{
  sqlite3_close (open_database (folder));
}

static void
insert_into_sqlite (sqlite3      *database,
                    sqlite3_stmt *statement)
{
  must (database, sqlite3_step (statement));
  must (database, sqlite3_reset (statement));
}

static void
write_to_sqlite (const Task *task)
{
  sqlite3 *database = open_database (task->folder);
  sqlite3_stmt *statement = NULL;

  must (database, sqlite3_prepare_v2 (database, "INSERT INTO signups (line) VALUES (?)", -1, &statement, NULL));
  must (database, sqlite3_bind_text (statement, 1, task->line, -1, SQLITE_STATIC));
  insert_into_sqlite (database, statement);
  wait_for_all (task);
  for (guint i = 0; i < task->rows; i++)
    insert_into_sqlite (database, statement);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

typedef struct
{
  const char *name;
  void (*write) (const Task *task); /* saves one before it waits for the others */
  void (*prepare) (const char *folder);
} Contender;

static const Contender contenders[] = {
  { "fairctl add, line by line", write_by_line, NULL },
  { "fairctl add, a pipe each", write_by_pipe, NULL },
  { "the store itself", write_to_store, NULL },
  { "SQLite, WAL and FULL", write_to_sqlite, make_database },
};

/* The journal's line of what all save, so that all save the same bytes. */
static char *
make_line (const char *folder)
{
  g_autofree char *scratch = g_build_filename (folder, "line", NULL);
  g_autoptr (FairStore) store = fair_store_open (scratch, NULL, NULL, NULL);
  g_autoptr (FairAnswers) answers = contender_answers_read ();
  FairDraft draft = { .event = "", .form = "interest@1", .lang = "en", .answers = answers };
  g_autofree char *id = store != NULL ? fair_store_add (store, &draft, NULL) : NULL;
  char *line = id != NULL ? fair_store_find_line (store, id, NULL) : NULL;

  if (line == NULL)
    g_error ("nothing can be saved in %s", scratch);
  return line;
}

static void
start_process (const Contender *contender,
               Task            *task,
               const int       *ready,
               const int       *go)
{
  pid_t pid = fork ();

  if (pid < 0)
    g_error ("no process can be started");
  if (pid > 0)
    return;
  close (ready[0]);
  close (go[1]);
  task->ready = ready[1];
  task->go = go[0];
  contender->write (task);
  _exit (EXIT_SUCCESS);
}

static void
wait_for_processes (guint n_processes)
{
  int status;

  for (guint i = 0; i < n_processes; i++)
    if (wait (&status) < 0 || status != 0)
      g_error ("a process could not save");
}

/* Seconds from when all begin until the last has ended. */
static double
run (const Contender *contender,
     Task            *task,
     guint            n_processes)
{
  int ready[2], go[2];
  char bytes[64];
  gssize n;
  gint64 began;

  if (pipe (ready) != 0 || pipe (go) != 0)
    g_error ("no pipe can be made");
  for (guint i = 0; i < n_processes; i++)
    start_process (contender, task, ready, go);
  close (ready[1]);
  close (go[0]);
  for (guint n_ready = 0; n_ready < n_processes; n_ready += (guint) n)
    if ((n = read (ready[0], bytes, sizeof bytes)) <= 0)
      g_error ("a process could not begin");
  began = g_get_monotonic_time ();
  close (go[1]);
  wait_for_processes (n_processes);
  close (ready[0]);
  return (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
}

static void
print_rates (GArray *const *rates)
{
  for (gsize i = 0; i < G_N_ELEMENTS (contenders); i++)
    {
      g_print ("%s\"%s\":[", i == 0 ? "{" : ",", contenders[i].name);
      for (guint j = 0; j < rates[i]->len; j++)
        g_print ("%s%.1f", j == 0 ? "" : ",", g_array_index (rates[i], double, j));
      g_print ("]");
    }
  g_print ("}\n");
}

/* Each round begins with another contender, and each contender with an empty folder. */
static void
run_round (Task       *task,
           const char *folder,
           guint       n_processes,
           guint       round,
           GArray    **rates)
{
  for (gsize i = 0; i < G_N_ELEMENTS (contenders); i++)
    {
      gsize which = (i + round) % G_N_ELEMENTS (contenders);
      g_autofree char *name = g_strdup_printf ("%u-%" G_GSIZE_FORMAT, round, which);
      g_autofree char *own_folder = g_build_filename (folder, name, NULL);
      double rate;

      if (g_mkdir_with_parents (own_folder, 0700) != 0)
        g_error ("%s cannot be made", own_folder);
      if (contenders[which].prepare != NULL)
        contenders[which].prepare (own_folder);
      task->folder = own_folder;
      rate = n_processes * task->rows / run (&contenders[which], task, n_processes);
      g_array_append_val (rates[which], rate);
    }
}

/* writers FAIRCTL FOLDER PROCESSES ROWS ROUNDS: FOLDER must be empty and on the disk to be measured. */
int
main (int   argc,
      char *argv[])
{
  GArray *rates[G_N_ELEMENTS (contenders)];
  g_autofree char *line = NULL;
  Task task = { 0 };
  guint n_processes, n_rounds;

  if (argc != 6)
    {
      g_printerr ("writers FAIRCTL FOLDER PROCESSES ROWS ROUNDS\n");
      return EXIT_FAILURE;
    }
  n_processes = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  n_rounds = (guint) g_ascii_strtoull (argv[5], NULL, 10);
  line = make_line (argv[2]);
  task = (Task) { .fairctl = argv[1], .line = line, .rows = (guint) g_ascii_strtoull (argv[4], NULL, 10) };
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    rates[i] = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < n_rounds; round++)
    run_round (&task, argv[2], n_processes, round, rates);
  print_rates (rates);
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    g_array_unref (rates[i]);
  return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times one durable save, in turns: through the store (into an empty and into a large journal), by a bare write and
 * fdatasync of the same bytes, and by SQLite with synchronous=FULL in WAL and in rollback mode. Prints JSON, in nanoseconds. */
#include "contender-answers.h"
#include "store/fair-store.h"
#include "store/people/fair-people-read.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#define WARM_UP 20

typedef struct
{
  const char *name;
  gboolean (*save) (gpointer data);
  gpointer data;
  GArray *times; /* of gint64, nanoseconds */
} Contender;

typedef struct
{
  int fd;
  char *line;
  gsize length;
} Bare;

static FairAnswers *answers;

static gint64
now_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

static gboolean
save_to_store (gpointer data)
{
  FairDraft draft = { .event = "sample-spring", .form = "interest@1", .lang = "en", .answers = answers };
  g_autofree char *id = fair_store_add (data, &draft, NULL);

  return id != NULL;
}

static gboolean
save_bare (gpointer data)
{
  Bare *bare = data;

  return write (bare->fd, bare->line, bare->length) == (gssize) bare->length && fdatasync (bare->fd) == 0;
}

static gboolean
save_to_sqlite (gpointer data)
{
  sqlite3_stmt *statement = data;
  gboolean saved = sqlite3_step (statement) == SQLITE_DONE;

  sqlite3_reset (statement);
  return saved;
}

static FairStore *
open_store (const char *folder)
{
  g_autoptr (GError) error = NULL;
  FairStore *store = fair_store_open (folder, fair_file_ops_get_default (), fair_clock_get_default (), &error);

  if (store == NULL)
    g_error ("%s", error->message);
  return store;
}

/* The very bytes that the store writes: those of its last line. */
static Bare *
open_bare (FairStore  *store,
           const char *path)
{
  Bare *bare = g_new0 (Bare, 1);
  g_autofree char *id = NULL;
  g_autofree char *line = NULL;
  FairDraft draft = { .event = "sample-spring", .form = "interest@1", .lang = "en", .answers = answers };

  id = fair_store_add (store, &draft, NULL);
  line = fair_store_find_line (store, id, NULL);
  if (line == NULL)
    g_error ("what was saved is not found");
  bare->line = g_str_has_suffix (line, "\n") ? g_steal_pointer (&line) : g_strconcat (line, "\n", NULL);
  bare->length = strlen (bare->line);
  bare->fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  return bare;
}

static sqlite3_stmt *
open_sqlite (const char *path,
             const char *journal_mode,
             const Bare *bare)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA journal_mode=%s; PRAGMA synchronous=FULL;"
                                             "CREATE TABLE signups (id INTEGER PRIMARY KEY, line TEXT NOT NULL);",
                                             journal_mode);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_open (path, &database) != SQLITE_OK || sqlite3_exec (database, pragma, NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (database, "INSERT INTO signups (line) VALUES (?)", -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  sqlite3_bind_text (statement, 1, bare->line, (int) bare->length, SQLITE_STATIC);
  return statement;
}

/* Each round begins with another contender, so that none always profits from what the one before it left warm. */
static void
run_round (Contender *contenders,
           gsize      n_contenders,
           gsize      round)
{
  for (gsize i = 0; i < n_contenders; i++)
    {
      Contender *contender = &contenders[(i + round) % n_contenders];
      gint64 start = now_ns ();
      gint64 taken;

      if (!contender->save (contender->data))
        g_error ("%s could not save", contender->name);
      taken = now_ns () - start;
      if (round >= WARM_UP)
        g_array_append_val (contender->times, taken);
    }
}

static void
print_results (const Contender *contenders,
               gsize            n_contenders)
{
  for (gsize i = 0; i < n_contenders; i++)
    {
      g_print ("%s\"%s\":[", i == 0 ? "{" : ",", contenders[i].name);
      for (guint j = 0; j < contenders[i].times->len; j++)
        g_print ("%s%" G_GINT64_FORMAT, j == 0 ? "" : ",", g_array_index (contenders[i].times, gint64, j));
      g_print ("]");
    }
  g_print ("}\n");
}

/* save FOLDER LARGE_DATA_FOLDER ROUNDS: FOLDER must be empty and on the disk to be measured. */
int
main (int   argc,
      char *argv[])
{
  g_autofree char *small_folder = g_build_filename (argv[1], "store", NULL);
  g_autofree char *bare_path = g_build_filename (argv[1], "bare.jsonl", NULL);
  g_autofree char *wal_path = g_build_filename (argv[1], "wal.sqlite", NULL);
  g_autofree char *rollback_path = g_build_filename (argv[1], "rollback.sqlite", NULL);
  g_autoptr (FairStore) small = NULL;
  g_autoptr (FairStore) large = NULL;
  Bare *bare;
  Contender contenders[5];

  g_assert (argc == 4);
  answers = contender_answers_read ();
  small = open_store (small_folder);
  large = open_store (argv[2]);
  bare = open_bare (small, bare_path);

  contenders[0] = (Contender) { "bare", save_bare, bare, NULL };
  contenders[1] = (Contender) { "store-empty", save_to_store, small, NULL };
  contenders[2] = (Contender) { "store-large", save_to_store, large, NULL };
  contenders[3] = (Contender) { "sqlite-wal", save_to_sqlite, open_sqlite (wal_path, "WAL", bare), NULL };
  contenders[4] = (Contender) { "sqlite-rollback", save_to_sqlite, open_sqlite (rollback_path, "DELETE", bare), NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (contenders); i++)
    contenders[i].times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize round = 0, rounds = g_ascii_strtoull (argv[3], NULL, 10); round < rounds + WARM_UP; round++)
    run_round (contenders, G_N_ELEMENTS (contenders), round);
  print_results (contenders, G_N_ELEMENTS (contenders));

  return 0;
}

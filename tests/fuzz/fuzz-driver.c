/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target where there is no libFuzzer: replays the corpus, then mutates it for some seconds.
 *
 * Compiled with -fsanitize-coverage=trace-pc it sees which places of the code an input reaches, and goes on from those
 * that reach a new one. An input that crashes is saved; to run it again, give its file as an argument.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAP_SIZE (1u << 16)
#define LONGEST_INPUT (256u * 1024)
/* Iterations between two looks at the clock. */
#define CLOCK_INTERVAL 32

typedef struct
{
  gint64 seed;
  gint64 seconds;
  GRand *chance;
  GPtrArray *corpus; /* of GBytes */
  guint64 n_runs;
  guint n_replayed;
  guint n_found; /* inputs that reached a new place */
} Driver;

/* The one that runs, for whoever dies in it. */
static const char *program;
static const guint8 *input;
static gsize input_length;

static guint8 reached[MAP_SIZE]; /* by the input that runs */
static guint8 known[MAP_SIZE];   /* by any so far */
static gboolean has_coverage;

void __sanitizer_cov_trace_pc (void);
void __sanitizer_set_death_callback (void (*callback) (void)) __attribute__ ((weak));

/* Called at every branch of code that is compiled for it, as this file is too. */
__attribute__ ((no_sanitize ("address", "undefined"), no_sanitize_coverage)) void
__sanitizer_cov_trace_pc (void)
{
  guintptr place = (guintptr) __builtin_return_address (0);

  has_coverage = TRUE;
  reached[(place ^ place >> 16) & (MAP_SIZE - 1)] = 1;
}

static void
save_input (void)
{
  char path[256];
  int fd;

  /* a leak is found when all is over */
  if (input == NULL)
    return;
  snprintf (path, sizeof path, "%s-crash-%08x", program, g_str_hash (program) ^ (guint) input_length);
  fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0 || write (fd, input, input_length) != (gssize) input_length)
    fprintf (stderr, "%s could not be written\n", path);
  else
    fprintf (stderr, "# the input of %zu bytes is in %s; to run it again: %s %s\n", input_length, path, program, path);
  printf ("not ok 1 - it crashes\n");
  fflush (stdout);
}

static void
die (int number)
{
  save_input ();
  signal (number, SIG_DFL);
  raise (number);
}

static void
run (Driver       *self,
     const guint8 *data,
     gsize         length)
{
  /* a block of its own size: whatever is read behind it is found */
  g_autofree guint8 *copy = g_malloc (MAX (length, 1));

  if (length > 0)
    memcpy (copy, data, length);
  input = copy;
  input_length = length;
  self->n_runs++;
  if (has_coverage)
    memset (reached, 0, sizeof reached);
  LLVMFuzzerTestOneInput (copy, length);
  input = NULL;
}

static gboolean
reached_new_place (void)
{
  gboolean is_new = FALSE;

  for (guint i = 0; has_coverage && i < MAP_SIZE; i++)
    {
      is_new |= reached[i] > known[i];
      known[i] |= reached[i];
    }
  return is_new;
}

static void
keep (Driver       *self,
      const guint8 *data,
      gsize         length)
{
  g_ptr_array_add (self->corpus, g_bytes_new (data, length));
}

static void
replay (Driver     *self,
        const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  const char *name;
  gsize length;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      replay (self, child);
    }
  if (dir != NULL)
    return;
  if (!g_file_get_contents (path, &bytes, &length, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (2);
    }
  run (self, (const guint8 *) bytes, length);
  reached_new_place ();
  self->n_replayed++;
  keep (self, (const guint8 *) bytes, length);
}

static guint
below (Driver *self,
       gsize   limit)
{
  return limit <= 1 ? 0 : (guint) g_rand_int_range (self->chance, 0, (gint32) MIN (limit, G_MAXINT32));
}

static void
insert (Driver     *self,
        GByteArray *bytes,
        const void *data,
        gsize       length)
{
  guint at = below (self, bytes->len + 1), tail = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + (guint) length);
  memmove (bytes->data + at + length, bytes->data + at, tail);
  memcpy (bytes->data + at, data, length);
}

static void
insert_part_of (Driver     *self,
                GByteArray *bytes,
                GBytes     *source)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (source, &size);
  gsize from = below (self, size), length = 1 + below (self, 200);

  if (size > 0)
    insert (self, bytes, data + from, MIN (length, size - from));
}

static void
remove_part (Driver     *self,
             GByteArray *bytes)
{
  guint from = below (self, bytes->len), length = 1 + below (self, 40);

  g_byte_array_remove_range (bytes, from, MIN (bytes->len - from, length));
}

static GBytes *
choose (Driver *self)
{
  return g_ptr_array_index (self->corpus, below (self, self->corpus->len));
}

static void
mutate (Driver     *self,
        GByteArray *bytes)
{
  static guint n_words;
  guint8 byte = (guint8) g_rand_int (self->chance);
  const char *word;

  while (fuzz_words[n_words] != NULL)
    n_words++;
  word = fuzz_words[below (self, n_words)];
  switch (below (self, bytes->len > 0 ? 7 : 3))
    {
    case 0:
      insert (self, bytes, word, strlen (word));
      break;
    case 1:
      insert (self, bytes, &byte, 1);
      break;
    case 2:
      insert_part_of (self, bytes, choose (self));
      break;
    case 3:
      remove_part (self, bytes);
      break;
    case 4:
      bytes->data[below (self, bytes->len)] = byte;
      break;
    case 5:
      bytes->data[below (self, bytes->len)] ^= (guint8) (1u << (byte & 7));
      break;
    case 6:
    default:
      g_byte_array_set_size (bytes, below (self, bytes->len));
      break;
    }
}

static void
fuzz_once (Driver *self)
{
  g_autoptr (GByteArray) bytes = g_bytes_unref_to_array (g_bytes_ref (choose (self)));

  for (guint n = 1 + below (self, 8); n > 0; n--)
    mutate (self, bytes);
  if (bytes->len > LONGEST_INPUT)
    return;
  run (self, bytes->data, bytes->len);
  if (!reached_new_place ())
    return;
  self->n_found++;
  keep (self, bytes->data, bytes->len);
}

static void
fuzz (Driver *self)
{
  gint64 end = g_get_monotonic_time () + self->seconds * G_USEC_PER_SEC;

  if (self->corpus->len == 0)
    keep (self, (const guint8 *) "{}", 2);
  while (self->seconds > 0 && g_get_monotonic_time () < end)
    {
      for (guint i = 0; i < CLOCK_INTERVAL; i++)
        fuzz_once (self);
    }
}

int
main (int    argc,
      char **argv)
{
  Driver self = { .seed = g_random_int () };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE|FOLDER…");
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_INT64, &self.seconds, "How long to mutate", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self.seed, "What every choice follows from", "N" },
    G_OPTION_ENTRY_NULL
  };

  program = argv[0];
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  if (__sanitizer_set_death_callback != NULL)
    __sanitizer_set_death_callback (save_input);
  signal (SIGABRT, die);
  signal (SIGSEGV, die);
  printf ("TAP version 13\n1..1\n# seed %" G_GINT64_FORMAT "\n", self.seed);
  fflush (stdout);

  self.chance = g_rand_new_with_seed ((guint32) self.seed);
  self.corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 1; i < argc; i++)
    replay (&self, argv[i]);
  fuzz (&self);
  printf ("ok 1 - %u inputs replayed, %" G_GUINT64_FORMAT " runs, %u of which went where none had been%s\n",
          self.n_replayed, self.n_runs, self.n_found, has_coverage ? "" : " (not compiled to see where they go)");
  g_ptr_array_unref (self.corpus);
  g_rand_free (self.chance);
  return 0;
}

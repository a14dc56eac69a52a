/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines of a journal stand. */
#include "config.h"
#include "store/people/fair-standing.h"

#include "base/fair-parallel.h"
#include <string.h>

/* Ids are put into so many heaps by their hashes; each is sorted by itself, where a processor's cache holds it. */
#define HEAP_BITS 6
#define N_HEAPS (1 << HEAP_BITS)
/* So many are sorted before another thread has begun. */
#define ALONE 8192
/* Of one line in so many it takes less time to read it again by itself than all of them in their order. */
#define FEW 16
/* Whether it is worth looking for those few is guessed in so many places of the journal, each of so many bytes. */
#define N_SAMPLES 16
#define SAMPLE_SIZE (32 * 1024)

/* An id in a line. */
typedef struct
{
  guint64 hash;
  goffset offset; /* where the line begins, in bytes */
  guint32 length; /* of the line, in bytes */
} Mention;

struct _FairStanding
{
  FairPeople *people; /* those who have to compete; its file 0 is the journal */
  GArray *competing;  /* of Mention: their lines in their order, some twice; NULL if those are not few: then all compete */
  guint n_passed;     /* how many of these are before the line that is judged */
  guint n_won;        /* how many of the people won with a line before it */
  GArray *heaps[N_HEAPS]; /* of Mention, while they are looked for */
  guint n_lines; /* in which there is an id */
  gint n_taken; /* atomic: how many heaps threads have taken */
};

static void
mention (FairStanding   *self,
         const FairLine *line,
         const char     *id)
{
  const Mention mentioned = { fair_id_hash (id), line->offset, (guint32) line->length };

  g_array_append_val (self->heaps[mentioned.hash >> (64 - HEAP_BITS)], mentioned);
}

/* Who was joined competes, although there may be one line of theirs, if whom they were joined into is there, and so do these. */
static gboolean
note_line (const FairLine *line,
           gpointer        user_data,
           GError        **error)
{
  FairStanding *self = user_data;
  const FairVersion *version = &line->version;

  if (line->error != NULL || (version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE))
    return TRUE;
  self->n_lines++;
  mention (self, line, version->id);
  if (version->joined_into != NULL)
    mention (self, line, version->joined_into);
  return TRUE;
}

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  const Mention *first = a, *second = b;

  return (first->hash > second->hash) - (first->hash < second->hash);
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  const Mention *first = a, *second = b;

  return (first->offset > second->offset) - (first->offset < second->offset);
}

/* Leaves those in a heap that share a hash with another one. Two ids may share one by chance: then both are in the table, too. */
static void
keep_repeated (GArray *heap)
{
  const Mention *mentions = (const Mention *) (gpointer) heap->data;
  guint n_kept = 0;

  g_array_sort (heap, compare_hashes);
  for (guint i = 0, next; i < heap->len; i = next)
    {
      for (next = i + 1; next < heap->len && mentions[next].hash == mentions[i].hash; next++)
        ;
      if (next - i == 1)
        continue;
      memmove (&g_array_index (heap, Mention, n_kept), &mentions[i], (next - i) * sizeof (Mention));
      n_kept += next - i;
    }
  g_array_set_size (heap, n_kept);
}

static gpointer
sift_heaps (gpointer data)
{
  FairStanding *self = data;
  gint heap;

  while ((heap = g_atomic_int_add (&self->n_taken, 1)) < N_HEAPS)
    keep_repeated (self->heaps[heap]);
  return NULL;
}

/* Ids are met again in corrections and tombstones: then two lines of them compete. @data: an int, not negative while those are few */
static gboolean
note_sample (const FairLine *line,
             gpointer        data,
             GError        **error)
{
  const FairVersion *version = &line->version;
  int *balance = data;

  if (line->error == NULL)
    *balance += version->op == FAIR_OP_ERASE || version->rev > 1 ? 1 - 2 * FEW : 1;
  return TRUE;
}

/* A place begins and ends within a line: halves are no lines. @balance: what note_sample() makes of them */
static gboolean
take_samples (FairStanding  *self,
              goffset        end,
              int           *balance,
              GCancellable  *cancellable,
              GError       **error)
{
  const goffset distance = end / N_SAMPLES;
  FairLines place = { .file = fair_standing_get_file (self) };

  for (goffset i = 0; i < N_SAMPLES; i++)
    {
      place.from = distance * i;
      place.end = place.from + MIN (distance, SAMPLE_SIZE);
      if (!fair_lines_foreach (&place, note_sample, balance, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_competing (FairStanding  *self,
                goffset        end,
                GCancellable  *cancellable,
                GError       **error)
{
  FairLines lines = { .file = fair_standing_get_file (self), .kind = FAIR_LINES_GLANCED, .end = end };

  for (guint i = 0; i < N_HEAPS; i++)
    self->heaps[i] = g_array_new (FALSE, FALSE, sizeof (Mention));
  if (!fair_lines_foreach (&lines, note_line, self, cancellable, error))
    return FALSE;
  fair_parallel_run (self->n_lines / ALONE, "standing", sift_heaps, self);
  self->competing = g_array_new (FALSE, FALSE, sizeof (Mention));
  for (guint i = 0; i < N_HEAPS; i++)
    {
      g_array_append_vals (self->competing, self->heaps[i]->data, self->heaps[i]->len);
      g_clear_pointer (&self->heaps[i], g_array_unref);
    }
  g_array_sort (self->competing, compare_offsets);
  return TRUE;
}

static gboolean
merge_again (FairStanding   *self,
             const Mention  *mentioned,
             GError        **error)
{
  g_autofree char *text = fair_lines_reread (fair_standing_get_file (self), mentioned->offset, mentioned->length, error);
  FairLine line = { .text = text, .length = mentioned->length, .offset = mentioned->offset };
  gboolean merged;

  if (text == NULL)
    return FALSE;
  if (!fair_line_decode (text, line.length, NULL, &line.version, NULL))
    return TRUE;
  line.version.offset = line.offset;
  merged = fair_people_merge (self->people, 0, &line, NULL, error);
  fair_version_clear (&line.version);
  return merged;
}

/* A line that cannot be read is nobody's version, whatever a glance at it may tell. */
static gboolean
merge_line (const FairLine *line,
            gpointer        people,
            GError        **error)
{
  return line->error != NULL || fair_people_merge (people, 0, line, NULL, error);
}

static gboolean
merge_all (FairStanding  *self,
           goffset        end,
           GCancellable  *cancellable,
           GError       **error)
{
  const FairLines lines = { .file = fair_standing_get_file (self), .end = end };

  return fair_lines_foreach (&lines, merge_line, self->people, cancellable, error);
}

static gboolean
merge_competing (FairStanding  *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  for (guint i = 0; i < self->competing->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !merge_again (self, &g_array_index (self->competing, Mention, i), error))
      return FALSE;
  return TRUE;
}

/**
 * fair_standing_find:
 * @journal: (transfer full): an open journal
 * @end: how much of it is read, in bytes
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Threading: any thread; blocks.
 *
 * Returns: (transfer full): what fair_standing_judge() needs, or NULL with @error set
 */
FairStanding *
fair_standing_find (FairFile      *journal,
                    goffset        end,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (FairStanding) self = g_new0 (FairStanding, 1);
  gboolean done;
  int balance = 0;

  self->people = fair_people_new (NULL);
  fair_people_add_file (self->people, journal, FAIR_LINES_JOURNAL);
  if (!take_samples (self, end, &balance, cancellable, error) ||
      (balance >= 0 && !find_competing (self, end, cancellable, error)))
    return NULL;
  if (self->competing != NULL && self->competing->len > self->n_lines / FEW)
    g_clear_pointer (&self->competing, g_array_unref);
  done = self->competing != NULL ? merge_competing (self, cancellable, error)
                                 : merge_all (self, end, cancellable, error);
  return done ? g_steal_pointer (&self) : NULL;
}

/** Returns: (transfer none): the journal */
const FairFile *
fair_standing_get_file (const FairStanding *self)
{
  return &self->people->sources[0].file;
}

static gboolean
is_competing (FairStanding *self,
              goffset       offset)
{
  const Mention *next;

  if (self->competing == NULL)
    return TRUE;
  next = &g_array_index (self->competing, Mention, self->n_passed);
  for (; self->n_passed < self->competing->len && next->offset < offset; next++)
    self->n_passed++;
  return self->n_passed < self->competing->len && next->offset == offset;
}

/* Both the lines that compete and the people who won with them come in the order in which they were merged. */
static const FairPerson *
find_winner (FairStanding *self,
             goffset       offset)
{
  const FairPerson *person = NULL;

  while (self->n_won < self->people->size && (person = fair_people_get (self->people, self->n_won))->place.offset < offset)
    self->n_won++;
  return person != NULL && person->place.offset == offset && fair_person_is_current (person) ? person : NULL;
}

/** @line: a line of the journal that can be read and is somebody's version. Lines are judged in their order. */
FairStandingState
fair_standing_judge (FairStanding   *self,
                     const FairLine *line)
{
  const FairPerson *person;

  if (!is_competing (self, line->offset))
    return FAIR_STANDING_STANDS;
  person = find_winner (self, line->offset);
  if (person == NULL)
    return FAIR_STANDING_SUPERSEDED;
  return fair_people_is_hidden (self->people, person) ? FAIR_STANDING_JOINED : FAIR_STANDING_STANDS;
}

/** Frees what fair_standing_find() returned, and closes the journal. */
void
fair_standing_free (FairStanding *self)
{
  for (guint i = 0; i < N_HEAPS; i++)
    g_clear_pointer (&self->heaps[i], g_array_unref);
  g_clear_pointer (&self->competing, g_array_unref);
  fair_people_unref (self->people);
  g_free (self);
}

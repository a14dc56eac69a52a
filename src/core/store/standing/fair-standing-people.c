/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of whom a journal has more than one line, and which of their lines wins.
 *
 * Almost every line of a journal is the only one of its person. So a first pass looks at ids alone and notes each in a
 * filter of limited size. Only ids that the filter has met already (or believes to have met), and those of corrections
 * and erasures, and of those who were joined into others, go into a table; a second pass, if there are any, finds the
 * winner of each. Memory depends on how many
 * were corrected or erased, not on how many there are.
 */
#include "store/standing/fair-standing-people.h"

#include "store/journal/fair-journal-line.h"
#include "store/standing/fair-id-filter.h"
#include "store/standing/fair-joined.h"
#include "store/standing/fair-merge.h"
#include <string.h>

/* How many lines are read between two looks at whether to stop. */
#define CANCEL_INTERVAL 1024
/* what a line has that says into whom somebody was joined, unless it is written with an escape */
#define JOIN_MEMBER "\"" FAIR_JOINED_INTO "\""
#define ESCAPE "\\u"
/* how almost every line ends: nobody has noted anything about the person */
#define NOTHING_NOTED "\"staff\":{},\"crc\":\""
#define NOTHING_NOTED_LENGTH (sizeof NOTHING_NOTED - 1)
#define CRC_END_LENGTH (sizeof "01234567\"}" - 1)

struct _FairStandingPeople
{
  FairJournalReader *reader;
  GHashTable *people; /* of FairStandingPerson, by id */
  GHashTable *hidden; /* whether they are, by id, as far as somebody has asked */
  GCancellable *cancellable;
};

/**
 * fair_standing_person_clear:
 * @self: a person
 */
void
fair_standing_person_clear (FairStandingPerson *self)
{
  g_clear_pointer (&self->joined_into, g_free);
}

/* Which of two versions wins that have the same time stamp: the line of the one that did so far is read again. */
static gboolean
compare_twins (const FairStandingPerson  *self,
               const FairJournalReader   *reader,
               const FairRecord          *record,
               int                       *order,
               GError                   **error)
{
  g_autofree char *line = fair_journal_reader_reread (reader, self->offset, self->length, error);

  if (line == NULL)
    return FALSE;
  *order = fair_merge_compare_twins (record->line, record->length, line, self->length);
  return TRUE;
}

static gboolean
compare (const FairStandingPerson  *self,
         const FairJournalReader   *reader,
         const FairRecord          *record,
         int                       *order,
         GError                   **error)
{
  FairVersion version = { record->op, record->hlc };
  FairVersion winner = { FAIR_OP_PUT, self->hlc };

  *order = self->found ? fair_merge_compare (&version, &winner) : 1;
  return *order != 0 || compare_twins (self, reader, record, order, error);
}

/**
 * fair_standing_person_meet:
 * @self: a person
 * @reader: what reads the journal
 * @record: a line of the person's
 * @offset: where it begins, in bytes
 * @error: %FAIR_STORE_ERROR: why it could not be compared with an earlier one
 *
 * Lets a line compete with those that were met before, in whatever order they come.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_standing_person_meet (FairStandingPerson       *self,
                           const FairJournalReader  *reader,
                           const FairRecord         *record,
                           goffset                   offset,
                           GError                  **error)
{
  int order;

  self->erased = self->erased || record->op == FAIR_OP_ERASE;
  if (record->op != FAIR_OP_PUT || (self->found && self->offset == offset))
    return TRUE;
  if (!compare (self, reader, record, &order, error))
    return FALSE;
  if (order <= 0)
    return TRUE;
  fair_standing_person_clear (self);
  self->found = TRUE;
  self->hlc = record->hlc;
  self->offset = offset;
  self->length = record->length;
  self->joined_into = g_strdup (fair_joined_get_target (record->staff));
  return TRUE;
}

static void
free_person (gpointer data)
{
  fair_standing_person_clear (data);
  g_free (data);
}

static gboolean
next_line (FairStandingPeople  *self,
           FairRawLine         *line,
           GError             **error)
{
  return fair_journal_reader_next (self->reader, line, error) &&
         (line->number % CANCEL_INTERVAL != 0 || !g_cancellable_set_error_if_cancelled (self->cancellable, error));
}

static gboolean
scan (const FairRawLine *line,
      FairFrame         *frame)
{
  return line->text != NULL && fair_journal_line_scan (line->text, line->length, frame) &&
         frame->op != FAIR_OP_UNKNOWN;
}

static void
add_person (FairStandingPeople *self,
            const char         *id)
{
  FairStandingPerson *person;

  if (g_hash_table_contains (self->people, id))
    return;
  person = g_new0 (FairStandingPerson, 1);
  g_strlcpy (person->id, id, sizeof person->id);
  g_hash_table_insert (self->people, person->id, person);
}

static void
take_frame (FairStandingPeople *self,
            FairIdFilter       *filter,
            const FairFrame    *frame)
{
  if (fair_id_filter_add (filter, frame->id) || !frame->first)
    add_person (self, frame->id);
}

static gboolean
may_be_joined (const FairRawLine *line)
{
  const char *end = line->text + line->length - CRC_END_LENGTH - NOTHING_NOTED_LENGTH;

  if (line->length > NOTHING_NOTED_LENGTH + CRC_END_LENGTH && memcmp (end, NOTHING_NOTED, NOTHING_NOTED_LENGTH) == 0)
    return FALSE;
  return memmem (line->text, line->length, JOIN_MEMBER, sizeof JOIN_MEMBER - 1) != NULL ||
         memmem (line->text, line->length, ESCAPE, sizeof ESCAPE - 1) != NULL;
}

/* The first pass: who may have more than one line. Each id is taken one line late, so that fetching the filter's memory
 * and looking for the next line go on at the same time. */
static gboolean
find_people (FairStandingPeople  *self,
             GError             **error)
{
  g_autoptr (FairIdFilter) filter = fair_id_filter_new ((gsize) fair_journal_reader_get_end (self->reader));
  g_autoptr (GError) local_error = NULL;
  FairFrame frames[2];
  guint64 n = 0;
  FairRawLine line;

  while (next_line (self, &line, &local_error))
    {
      if (!scan (&line, &frames[n % 2]))
        continue;
      fair_id_filter_prefetch (filter, frames[n % 2].id);
      if (may_be_joined (&line))
        add_person (self, frames[n % 2].id);
      if (n > 0)
        take_frame (self, filter, &frames[(n - 1) % 2]);
      n++;
    }
  if (n > 0)
    take_frame (self, filter, &frames[(n - 1) % 2]);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Of a line that cannot be read nothing is known but that it does not compete. */
static gboolean
meet (FairStandingPeople  *self,
      const FairRawLine   *line,
      GError             **error)
{
  FairFrame frame;
  FairStandingPerson *person = scan (line, &frame) ? g_hash_table_lookup (self->people, frame.id) : NULL;
  g_auto (FairRecord) record = { 0 };

  return person == NULL || !fair_journal_line_decode (line->text, line->length, NULL, &record, NULL) ||
         fair_standing_person_meet (person, self->reader, &record, line->offset, error);
}

/* The second pass: which of their lines wins. */
static gboolean
find_winners (FairStandingPeople  *self,
              GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  FairRawLine line;

  if (g_hash_table_size (self->people) == 0)
    return TRUE;
  fair_journal_reader_rewind (self->reader);
  while (next_line (self, &line, &local_error) && meet (self, &line, &local_error))
    ;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Those whom others were joined into have to be known as well, even if they have one line only. */
static gboolean
add_targets (FairStandingPeople *self)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  GHashTableIter people;
  gpointer value;

  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    {
      char *target = ((FairStandingPerson *) value)->joined_into;

      if (target != NULL && strlen (target) <= FAIR_ID_MAX && !g_hash_table_contains (self->people, target))
        g_ptr_array_add (targets, target);
    }
  for (guint i = 0; i < targets->len; i++)
    add_person (self, g_ptr_array_index (targets, i));
  return targets->len > 0;
}

static gboolean
know_people (FairStandingPeople  *self,
             GError             **error)
{
  gboolean done = find_people (self, error) && find_winners (self, error);

  /* all who were joined are known by now, so that this ends after one more pass */
  while (done && add_targets (self))
    done = find_winners (self, error);
  return done;
}

/**
 * fair_standing_people_new:
 * @reader: a reader at the beginning of a journal; it must outlive the result, and is read to its end
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Threading: one thread at a time; blocks.
 *
 * Returns: (transfer full): what is known of everybody who may have more than one line, or NULL with @error set
 */
FairStandingPeople *
fair_standing_people_new (FairJournalReader  *reader,
                          GCancellable       *cancellable,
                          GError            **error)
{
  g_autoptr (FairStandingPeople) self = g_new0 (FairStandingPeople, 1);

  self->reader = reader;
  self->cancellable = cancellable;
  self->people = g_hash_table_new_full (fair_id_hash, g_str_equal, NULL, free_person);
  self->hidden = g_hash_table_new (fair_id_hash, g_str_equal);
  return know_people (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * fair_standing_people_free:
 * @self: (transfer full): people
 */
void
fair_standing_people_free (FairStandingPeople *self)
{
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->people);
  g_free (self);
}

static const FairStandingPerson *
find (const FairStandingPeople *self,
      const char               *id)
{
  return g_hash_table_size (self->people) > 0 ? g_hash_table_lookup (self->people, id) : NULL;
}

/**
 * fair_standing_people_stands:
 * @self: people
 * @record: a put of the journal, with its offset
 *
 * Returns: whether it is the version of its person that wins, and the person was not erased
 */
gboolean
fair_standing_people_stands (const FairStandingPeople *self,
                             const FairRecord         *record)
{
  const FairStandingPerson *person = find (self, record->id);

  return person == NULL || (!person->erased && person->offset == record->offset);
}

static gboolean
get_joined (const char  *id,
            const char **target,
            gpointer     people)
{
  const FairStandingPerson *person = g_hash_table_lookup (people, id);

  *target = person != NULL ? person->joined_into : NULL;
  return person != NULL && person->found && !person->erased;
}

/**
 * fair_standing_people_is_hidden:
 * @self: people
 * @id: the id of somebody who stands
 *
 * Returns: whether the sign-up was joined into another one, which is seen instead
 */
gboolean
fair_standing_people_is_hidden (const FairStandingPeople *self,
                                const char               *id)
{
  /* who was joined has more than one line */
  const FairStandingPerson *person = find (self, id);

  return person != NULL && person->joined_into != NULL &&
         fair_joined_find_hidden (person->id, person->joined_into, get_joined, self->people, self->hidden);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Lists of those who were joined into somebody, by that one's id. */
static GHashTable *
group_by_target (const FairStandingPeople *self)
{
  GHashTable *groups = g_hash_table_new_full (fair_id_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter people;
  gpointer value;

  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    {
      FairStandingPerson *person = value;
      GPtrArray *group;

      if (person->erased || person->joined_into == NULL)
        continue;
      group = g_hash_table_lookup (groups, person->joined_into);
      if (group == NULL)
        g_hash_table_insert (groups, person->joined_into, group = g_ptr_array_new ());
      g_ptr_array_add (group, person);
    }
  return groups;
}

static void
add_joined (GHashTable *by_target,
            const char *id,
            GHashTable *seen,
            GPtrArray  *ids)
{
  const GPtrArray *group = g_hash_table_lookup (by_target, id);

  for (guint i = 0; group != NULL && i < group->len; i++)
    {
      FairStandingPerson *person = g_ptr_array_index (group, i);

      if (g_hash_table_add (seen, person->id))
        g_ptr_array_add (ids, g_strdup (person->id));
    }
}

/**
 * fair_standing_people_list_joined:
 * @self: people
 * @id: a sign-up's id
 *
 * Returns: (transfer full) (element-type utf8): the ids of the sign-ups that were joined into it, and of those that were
 *   joined into these, in the order of their bytes
 */
GPtrArray *
fair_standing_people_list_joined (const FairStandingPeople *self,
                                  const char               *id)
{
  g_autoptr (GHashTable) by_target = group_by_target (self);
  g_autoptr (GHashTable) seen = g_hash_table_new (fair_id_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_hash_table_add (seen, (gpointer) id);
  add_joined (by_target, id, seen, ids);
  for (guint i = 0; i < ids->len; i++)
    add_joined (by_target, g_ptr_array_index (ids, i), seen, ids);
  g_ptr_array_sort (ids, compare_ids);
  return ids;
}

/**
 * fair_standing_people_get_keeper:
 * @self: people
 * @id: a sign-up's id
 *
 * Returns: (transfer none) (nullable): the id of the sign-up that it was joined into, if that is there
 */
const char *
fair_standing_people_get_keeper (const FairStandingPeople *self,
                                 const char               *id)
{
  const FairStandingPerson *person = find (self, id);
  const char *next;

  if (person == NULL || person->joined_into == NULL)
    return NULL;
  return get_joined (person->joined_into, &next, self->people) ? person->joined_into : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import is going to do: of each person in the files the version that wins, over all of them and the journal.
 *
 * Only places of lines are remembered, not the lines: what it costs in memory depends on how many people the files
 * speak of, not on what they say, nor on how long the journal is.
 */
#include "store/import/fair-import-plan.h"

#include "store/erase/fair-unknown-line.h"
#include "store/standing/fair-merge.h"
#include <string.h>

#define DIGEST_SIZE 32

typedef struct
{
  const char *id;
  FairVersion winner; /* FAIR_OP_UNKNOWN as long as there is none */
  FairImportPlace place;        /* of the winner */
  gboolean is_in_files; /* FALSE if only a line of a newer version speaks of the person */
  gboolean was_here;
  gboolean has_twins; /* there are lines in the journal with the winner's time stamp that lose against it */
} Person;

/* A line of a newer version, known by its SHA-256. */
typedef struct
{
  guint8 digest[DIGEST_SIZE];
  GPtrArray *people; /* of Person: whom it speaks of */
  FairImportPlace place;
  gboolean was_here;
} UnknownLine;

struct _FairImportPlan
{
  GHashTable *people;   /* of Person, by id */
  GHashTable *unknown;  /* a set of UnknownLine */
  GStringChunk *ids;
  FairImportFile *last_file;
  guint n_files;
  GString *scratch;
};

static guint
hash_digest (gconstpointer line)
{
  guint hash;

  memcpy (&hash, ((const UnknownLine *) line)->digest, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return memcmp (((const UnknownLine *) a)->digest, ((const UnknownLine *) b)->digest, DIGEST_SIZE) == 0;
}

static void
free_unknown (gpointer data)
{
  UnknownLine *unknown = data;

  g_ptr_array_unref (unknown->people);
  g_free (unknown);
}

/**
 * fair_import_plan_new:
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): a plan to do nothing
 */
FairImportPlan *
fair_import_plan_new (void)
{
  FairImportPlan *self = g_new0 (FairImportPlan, 1);

  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->unknown = g_hash_table_new_full (hash_digest, equal_digests, free_unknown, NULL);
  self->ids = g_string_chunk_new (64 * 1024);
  self->scratch = g_string_new (NULL);
  return self;
}

/**
 * fair_import_plan_free:
 * @self: (transfer full): a plan
 */
void
fair_import_plan_free (FairImportPlan *self)
{
  g_hash_table_unref (self->unknown);
  g_hash_table_unref (self->people);
  g_string_chunk_free (self->ids);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

static Person *
get_person (FairImportPlan *self,
            const char     *id)
{
  Person *person = g_hash_table_lookup (self->people, id);

  if (person != NULL)
    return person;
  person = g_new0 (Person, 1);
  person->id = g_string_chunk_insert (self->ids, id);
  person->winner.op = FAIR_OP_UNKNOWN;
  g_hash_table_insert (self->people, (char *) person->id, person);
  return person;
}

/* Which line of two with the same time stamp is the greater one. */
static gboolean
compare_twins (FairImportPlan    *self,
               const Person      *person,
               const FairRecord  *record,
               int               *order,
               GError           **error)
{
  g_auto (FairRecord) winner = { 0 };

  if (!fair_import_file_reread (person->place.file, person->place.offset, person->place.length, self->scratch, &winner,
                                error))
    return FALSE;
  *order = fair_merge_compare_twins (record->line, record->length, winner.line, winner.length);
  return TRUE;
}

/* @order: greater than 0 if the version that was met wins over the one that did so far */
static gboolean
compete (FairImportPlan    *self,
         Person            *person,
         const FairRecord  *record,
         const FairImportPlace       *place,
         int               *order,
         GError           **error)
{
  FairVersion version = { record->op, record->hlc };

  *order = person->winner.op == FAIR_OP_UNKNOWN ? 1 : fair_merge_compare (&version, &person->winner);
  if (*order == 0 && record->op == FAIR_OP_PUT && !compare_twins (self, person, record, order, error))
    return FALSE;
  if (*order > 0)
    {
      person->winner = version;
      person->place = *place;
    }
  return TRUE;
}

static UnknownLine *
make_unknown (const FairRecord *record)
{
  UnknownLine *unknown = g_new0 (UnknownLine, 1);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = DIGEST_SIZE;

  unknown->people = g_ptr_array_new ();
  g_checksum_update (checksum, (const guchar *) record->line, (gssize) record->length);
  g_checksum_get_digest (checksum, unknown->digest, &length);
  return unknown;
}

static void
take_unknown (FairImportPlan   *self,
              const FairRecord *record,
              const FairImportPlace      *place)
{
  UnknownLine *unknown = make_unknown (record);
  g_autoptr (GPtrArray) ids = NULL;

  if (g_hash_table_contains (self->unknown, unknown))
    {
      free_unknown (unknown);
      return;
    }
  unknown->place = *place;
  ids = fair_unknown_line_list_ids (record);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (unknown->people, get_person (self, g_ptr_array_index (ids, i)));
  g_hash_table_add (self->unknown, unknown);
}

static FairImportPlace
place_of (FairImportPlan       *self,
          FairImportFile       *file,
          const FairImportLine *line)
{
  if (file != self->last_file)
    self->n_files++;
  self->last_file = file;
  return (FairImportPlace) { file, self->n_files, line->offset, line->length, line->number };
}

/**
 * fair_import_plan_take:
 * @self: a plan
 * @file: a file that is to be merged; it must outlive the plan. One file is taken after the other
 * @line: a line of it that can be read
 * @error: %FAIR_STORE_ERROR_IO: why it could not be compared with an earlier one
 *
 * Takes in a line, before any line of the journal is met.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_plan_take (FairImportPlan        *self,
                       FairImportFile        *file,
                       const FairImportLine  *line,
                       GError               **error)
{
  FairImportPlace place = place_of (self, file, line);
  Person *person;
  int order;

  if (line->record->op == FAIR_OP_UNKNOWN)
    {
      take_unknown (self, line->record, &place);
      return TRUE;
    }
  person = get_person (self, line->record->id);
  person->is_in_files = TRUE;
  return compete (self, person, line->record, &place, &order, error);
}

/**
 * fair_import_plan_is_empty:
 * @self: a plan
 *
 * Returns: whether nothing was taken in
 */
gboolean
fair_import_plan_is_empty (const FairImportPlan *self)
{
  return g_hash_table_size (self->people) == 0 && g_hash_table_size (self->unknown) == 0;
}

static void
meet_unknown (FairImportPlan   *self,
              const FairRecord *record)
{
  UnknownLine *met = make_unknown (record);
  UnknownLine *unknown = g_hash_table_lookup (self->unknown, met);

  if (unknown != NULL)
    unknown->was_here = TRUE;
  free_unknown (met);
}

/**
 * fair_import_plan_meet:
 * @self: a plan
 * @journal: the journal that is merged into; it must outlive the plan
 * @line: a line of it that can be read
 * @error: %FAIR_STORE_ERROR_IO: why it could not be compared
 *
 * Lets a line of the journal compete with what was taken in.
 *
 * Returns: FALSE with @error set
 */
gboolean
fair_import_plan_meet (FairImportPlan        *self,
                       FairImportFile        *journal,
                       const FairImportLine  *line,
                       GError               **error)
{
  const FairRecord *record = line->record;
  FairImportPlace place = { journal, 0, line->offset, line->length, line->number };
  Person *person;
  gboolean is_twin, was_ours;
  int order;

  if (record->op == FAIR_OP_UNKNOWN)
    {
      meet_unknown (self, record);
      return TRUE;
    }
  /* whoever was erased here, at whatever time, must not come back with a line that only speaks of them */
  person = record->op == FAIR_OP_ERASE ? get_person (self, record->id) : g_hash_table_lookup (self->people, record->id);
  if (person == NULL)
    return TRUE;
  is_twin = record->op == FAIR_OP_PUT && person->winner.op == FAIR_OP_PUT &&
            fair_hlc_compare (&record->hlc, &person->winner.hlc) == 0;
  was_ours = person->was_here && person->place.order == 0;
  if (!compete (self, person, record, &place, &order, error))
    return FALSE;
  /* What is here already is not added, even if somebody else has the same. */
  if (order == 0 && person->place.order != 0)
    person->place = place;
  if (is_twin && (order < 0 || (order > 0 && was_ours)))
    person->has_twins = TRUE;
  else if (order > 0 && !is_twin)
    person->has_twins = FALSE;
  person->was_here = TRUE;
  return TRUE;
}

static gboolean
comes (const Person *person)
{
  return person->winner.op != FAIR_OP_UNKNOWN && person->place.order != 0;
}

static gboolean
is_erased (const Person *person)
{
  return person != NULL && person->winner.op == FAIR_OP_ERASE;
}

static gboolean
unknown_comes (const UnknownLine *unknown)
{
  for (guint i = 0; i < unknown->people->len; i++)
    if (is_erased (g_ptr_array_index (unknown->people, i)))
      return FALSE;
  return !unknown->was_here;
}

/* Whether a line of a newer version that is here speaks of somebody who is erased. */
static gboolean
is_unknown_erased (const FairImportPlan *self,
                   const FairRecord     *record)
{
  g_autoptr (GPtrArray) ids = fair_unknown_line_list_ids (record);

  for (guint i = 0; i < ids->len; i++)
    if (is_erased (g_hash_table_lookup (self->people, g_ptr_array_index (ids, i))))
      return TRUE;
  return FALSE;
}

/**
 * fair_import_plan_changes:
 * @self: a plan that has met all lines of the journal
 *
 * Returns: whether the journal is going to be another one
 */
gboolean
fair_import_plan_changes (const FairImportPlan *self)
{
  GHashTableIter people, unknown;
  gpointer value;

  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    if (comes (value) || ((Person *) value)->has_twins)
      return TRUE;
  g_hash_table_iter_init (&unknown, self->unknown);
  while (g_hash_table_iter_next (&unknown, &value, NULL))
    if (unknown_comes (value))
      return TRUE;
  return FALSE;
}

/**
 * fair_import_plan_keeps:
 * @self: a plan that has met all lines of the journal
 * @record: a line of the journal, with its offset
 *
 * Older versions stay in the journal. What goes is what belongs to somebody who is erased now, and what has the same
 * time stamp as the winner without being it: whoever reads the journal later must not have to choose again.
 *
 * Returns: whether the line stays
 */
gboolean
fair_import_plan_keeps (const FairImportPlan *self,
                        const FairRecord     *record)
{
  const Person *person = record->id != NULL ? g_hash_table_lookup (self->people, record->id) : NULL;

  if (record->op == FAIR_OP_UNKNOWN)
    return !is_unknown_erased (self, record);
  if (person == NULL)
    return TRUE;
  if (record->op == FAIR_OP_ERASE)
    return !comes (person);
  if (is_erased (person))
    return FALSE;
  return person->winner.op != FAIR_OP_PUT ||
         fair_hlc_compare (&record->hlc, &person->winner.hlc) != 0 ||
         (person->place.order == 0 && person->place.offset == record->offset);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const FairImportPlace *left = a, *right = b;

  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  return (left->offset > right->offset) - (left->offset < right->offset);
}

/**
 * fair_import_plan_list_additions:
 * @self: a plan that has met all lines of the journal
 *
 * Returns: (transfer full) (element-type FairImportPlace): where the lines are that are added, in the order of the files
 */
GArray *
fair_import_plan_list_additions (const FairImportPlan *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (FairImportPlace));
  GHashTableIter people, unknown;
  gpointer value;

  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    if (comes (value))
      g_array_append_val (places, ((Person *) value)->place);
  g_hash_table_iter_init (&unknown, self->unknown);
  while (g_hash_table_iter_next (&unknown, &value, NULL))
    if (unknown_comes (value))
      g_array_append_val (places, ((UnknownLine *) value)->place);
  g_array_sort (places, compare_places);
  return places;
}

/**
 * fair_import_plan_list_erased:
 * @self: a plan that has met all lines of the journal
 *
 * Returns: (transfer container) (element-type utf8): the ids of all who are erased then, be it by the import or before
 */
GPtrArray *
fair_import_plan_list_erased (const FairImportPlan *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter people;
  gpointer value;

  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    if (is_erased (value))
      g_ptr_array_add (ids, (char *) ((Person *) value)->id);
  return ids;
}

static void
count (const Person       *person,
       const FairEraseSet *erased,
       FairImportReport   *report)
{
  const FairErased *gone = erased != NULL ? fair_erase_set_find (erased, person->id) : NULL;

  /* many a tombstone is of somebody who never was here */
  if (is_erased (person))
    {
      *(gone != NULL && gone->found ? &report->n_erased : &report->n_same) += 1;
      return;
    }

  switch (fair_merge_get_outcome (person->was_here, &person->winner, comes (person)))
    {
    case FAIR_MERGE_NEW:
      report->n_new++;
      break;
    case FAIR_MERGE_NEWER:
      report->n_newer++;
      break;
    case FAIR_MERGE_ERASED:
    case FAIR_MERGE_SAME:
    default:
      report->n_same++;
      break;
    }
}

/* Whoever lives before the year in which Fairbook began cannot tell who is ahead. */
static gboolean
is_wrong (const FairHlc          *hlc,
          gint64                  now_ms,
          const FairImportReport *report)
{
  return fair_hlc_is_behind (hlc) || (report->own_clock == 0 && fair_hlc_is_ahead (hlc, now_ms));
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const Person *const *left = a, *const *right = b;

  return compare_places (&(*left)->place, &(*right)->place);
}

/**
 * fair_import_plan_report:
 * @self: a plan that has met all lines of the journal
 * @now_ms: what this laptop's clock says, in milliseconds since 1970-01-01T00:00:00Z
 * @erased: (nullable): who was erased, and of whom anything was found
 * @report: takes how many people and lines are going to be added, and whose clocks are wrong
 */
void
fair_import_plan_report (const FairImportPlan *self,
                         gint64                now_ms,
                         const FairEraseSet   *erased,
                         FairImportReport     *report)
{
  g_autoptr (GPtrArray) wrong = g_ptr_array_new ();
  GHashTableIter people, unknown;
  gpointer value;

  report->own_clock = now_ms < FAIR_HLC_EARLIEST ? now_ms : 0;
  g_hash_table_iter_init (&people, self->people);
  while (g_hash_table_iter_next (&people, NULL, &value))
    {
      Person *person = value;

      if (!person->is_in_files)
        continue;
      count (person, erased, report);
      if (comes (person) && person->winner.op == FAIR_OP_PUT && is_wrong (&person->winner.hlc, now_ms, report))
        g_ptr_array_add (wrong, person);
    }
  g_hash_table_iter_init (&unknown, self->unknown);
  while (g_hash_table_iter_next (&unknown, &value, NULL))
    report->n_unknown += unknown_comes (value);

  g_ptr_array_sort (wrong, compare_people);
  for (guint i = 0; i < wrong->len; i++)
    {
      const Person *person = wrong->pdata[i];

      fair_import_report_flag (report, fair_import_file_get_path (person->place.file), person->place.number, person->id,
                               &person->winner.hlc);
    }
}

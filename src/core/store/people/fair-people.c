/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands: one table of people, into which the lines of one or of several files are merged. */
#include "config.h"
#include "store/people/fair-people.h"

#include "store/journal/fair-store-error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Pages and blocks of text never move: whoever has an address may go on reading. */
#define TEXTS_BLOCK_SIZE (1024 * 1024)
#define STRINGS_BLOCK_SIZE (64 * 1024)
#define LAST_SOURCE_BIT 31

/* An id is the first member of a person. */
static guint
hash_id (gconstpointer key)
{
  return (guint) (fair_id_hash (*(const char *const *) key) >> 32);
}

static gboolean
equal_ids (gconstpointer a,
           gconstpointer b)
{
  return g_str_equal (*(const char *const *) a, *(const char *const *) b);
}

/** Returns: (transfer full): a table of nobody, with its @schools, which must outlive it */
FairPeople *
fair_people_new (FairSchoolNames *schools)
{
  FairPeople *self = g_new0 (FairPeople, 1);

  g_atomic_ref_count_init (&self->references);
  self->schools = schools;
  self->by_id = g_hash_table_new (hash_id, equal_ids);
  self->pages = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (TEXTS_BLOCK_SIZE);
  self->strings = g_string_chunk_new (STRINGS_BLOCK_SIZE);
  self->joined = g_ptr_array_new ();
  self->hidden = g_hash_table_new (NULL, NULL);
  self->wordings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/** Threading: any. */
FairPeople *
fair_people_ref (FairPeople *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/** Threading: any. */
void
fair_people_unref (FairPeople *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_sources; i++)
    fair_file_clear (&self->sources[i].file);
  g_free (self->sources);
  g_hash_table_unref (self->wordings);
  g_hash_table_unref (self->hidden);
  g_ptr_array_unref (self->joined);
  g_string_chunk_free (self->strings);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->pages);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

/** Takes over a file whose lines are to be merged; it is closed with the table. Of two lines that are the same, the place of the
 * one in the file that was added first is kept. Returns: the file's number, from 0 */
guint
fair_people_add_file (FairPeople    *self,
                      FairFile      *file,
                      FairLinesKind  kind)
{
  self->sources = g_renew (FairPeopleSource, self->sources, self->n_sources + 1);
  self->sources[self->n_sources] = (FairPeopleSource) { *file, kind };
  *file = (FairFile) FAIR_FILE_CLOSED;
  return self->n_sources++;
}

/* As a journal would have it, or NULL. */
static char *
mend_line (const char *line,
           gsize       length)
{
  g_autoptr (GStringChunk) scratch = g_string_chunk_new (length + 64);
  g_auto (FairVersion) version = { 0 };

  fair_line_decode_foreign (line, length, NULL, scratch, &version, NULL);
  return g_strndup (version.line, version.length);
}

/**
 * fair_people_read_line:
 * @version: (out caller-allocates): what it says, to be cleared; it borrows from the line
 * @error: %FAIR_STORE_ERROR_IO: why it cannot be read again
 *
 * Reads a line that was merged, and checks it again: the file may be another one by now. Threading: any; blocks.
 *
 * Returns: (transfer full): the line as a journal has it, without its newline, or NULL with @error set
 */
char *
fair_people_read_line (const FairPeople  *self,
                       const FairPlace   *place,
                       FairVersion       *version,
                       GError           **error)
{
  const FairPeopleSource *source = &self->sources[place->source];
  gboolean is_foreign = source->kind == FAIR_LINES_FOREIGN;
  g_autofree char *read = fair_lines_reread (&source->file, place->offset, place->length, error);
  g_autofree char *line = NULL, *name = NULL;

  if (read == NULL)
    return NULL;
  line = is_foreign ? mend_line (read, place->length) : g_steal_pointer (&read);
  if (line != NULL && fair_line_decode (line, is_foreign ? strlen (line) : place->length, NULL, version, NULL))
    return g_steal_pointer (&line);
  name = g_filename_display_name (source->file.path);
  g_set_error (error, FAIR_STORE_ERROR, FAIR_STORE_ERROR_IO,
               _("“%s” changed while it was read. Nothing was changed here; try again when nobody writes to it."), name);
  return NULL;
}

/** Returns: (transfer none) (nullable): whom @id is of, as long as nobody wins over them */
const FairPerson *
fair_people_find (const FairPeople *self,
                  const char       *id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/** Threading: any, while nothing is merged. Returns: (transfer none) (nullable): whose version it is, of a line in the table's file
 * 0, if it is the one that stands */
const FairPerson *
fair_people_find_winner (const FairPeople  *self,
                         const FairVersion *version)
{
  const FairPerson *person = version->op == FAIR_OP_PUT ? fair_people_find (self, version->id) : NULL;

  return person != NULL && !person->erased && person->place.source == 0 && person->place.offset == version->offset
           ? person : NULL;
}

static guint32
get_source_bit (guint source)
{
  return 1u << MIN (source, LAST_SOURCE_BIT);
}

/* What many have in common comes many times in a row. */
static const char *
intern (FairPeople  *self,
        const char **last,
        const char  *text)
{
  if (g_strcmp0 (*last, text) != 0)
    *last = g_string_chunk_insert_const (self->strings, text);
  return *last;
}

static void
take_version (FairPeople     *self,
              FairPerson     *person,
              const FairLine *line)
{
  const FairVersion *version = &line->version;

  person->found = TRUE;
  person->ms = version->hlc.ms;
  person->counter = version->hlc.counter;
  person->device = intern (self, &self->device, version->hlc.device);
  if (version->joined_into != NULL)
    {
      person->joined_into = g_string_chunk_insert_const (self->strings, version->joined_into);
      g_ptr_array_add (self->joined, person);
    }
  if (line->mapped != NULL)
    {
      person->event = intern (self, &self->event, version->event);
      memcpy (&person->text, line->mapped, sizeof person->text);
      person->text.text = g_string_chunk_insert_len (self->texts, (const char *) line->mapped + sizeof person->text,
                                                     person->text.length);
    }
}

/* Puts a version into the place of the one that won so far. */
static void
win (FairPeople       *self,
     guint             source,
     const FairLine   *line,
     FairPerson       *before)
{
  FairPerson *person;
  FairPerson winner = {
    .number = self->size++,
    .id = before != NULL ? before->id : g_string_chunk_insert (self->strings, line->version.id),
    .place = { source, (guint32) line->length, line->offset, line->number },
    .sources = (before != NULL ? before->sources : 0) | get_source_bit (source),
    .erased = line->version.op == FAIR_OP_ERASE,
    .found = before != NULL && before->found,
  };

  if (winner.number % FAIR_PEOPLE_PAGE == 0)
    g_ptr_array_add (self->pages, g_malloc_n (FAIR_PEOPLE_PAGE, fair_people_get_stride (self)));
  person = memcpy ((FairPerson *) fair_people_get (self, winner.number), &winner, fair_people_get_stride (self));
  if (!person->erased)
    take_version (self, person, line);
  if (before != NULL)
    before->superseded = TRUE;
  g_hash_table_add (self->by_id, person);
  g_hash_table_remove_all (self->hidden);
}

/*
 * The winner rule. Two laptops with the same device id (one disk was copied to another) may make different versions with the
 * same time stamp. None is better; that all laptops choose the same one, by the lines' bytes, is what matters.
 */
static gboolean
compare (FairPeople         *self,
         const FairPerson   *person,
         const FairVersion  *version,
         int                *order,
         GError            **error)
{
  gboolean erases = version->op == FAIR_OP_ERASE;
  FairHlc hlc = { .ms = person->ms, .counter = person->counter };
  g_auto (FairVersion) winner = { 0 };
  g_autofree char *line = NULL;

  if (erases || person->erased)
    {
      *order = (int) erases - (int) person->erased;
      return TRUE;
    }
  g_strlcpy (hlc.device, person->device, sizeof hlc.device);
  *order = fair_hlc_compare (&version->hlc, &hlc);
  if (*order != 0)
    return TRUE;
  line = fair_people_read_line (self, &person->place, &winner, error);
  if (line == NULL)
    return FALSE;
  *order = memcmp (version->line, winner.line, MIN (version->length, winner.length));
  if (*order == 0)
    *order = (version->length > winner.length) - (version->length < winner.length);
  return TRUE;
}

static void
merge_wording (FairPeople     *self,
               guint           source,
               const FairLine *line)
{
  const FairPlace place = { source, (guint32) line->length, line->offset, line->number };
  const FairPlace *known = g_hash_table_lookup (self->wordings, line->version.id);

  if (known == NULL || source < known->source)
    g_hash_table_replace (self->wordings, g_strdup (line->version.id), g_memdup2 (&place, sizeof place));
}

/**
 * fair_people_merge:
 * @line: a line of the file that can be read, with what fair_person_text_map() made of it if the table is searched
 * @beaten: (out) (optional) (nullable): whom the line wins over; the winner is the table's latest person
 * @error: %FAIR_STORE_ERROR_IO: why it could not be compared with an earlier one
 *
 * Lets a line compete with those that were merged before. Lines of a newer Fairbook do not compete.
 */
gboolean
fair_people_merge (FairPeople         *self,
                   guint               source,
                   const FairLine     *line,
                   const FairPerson  **beaten,
                   GError            **error)
{
  const FairVersion *version = &line->version;
  FairPerson *person;
  int order = 1;

  if (beaten != NULL)
    *beaten = NULL;
  if (version->op == FAIR_OP_WORDING)
    merge_wording (self, source, line);
  if (version->op != FAIR_OP_PUT && version->op != FAIR_OP_ERASE)
    return TRUE;
  person = (FairPerson *) fair_people_find (self, version->id);
  if (person != NULL)
    {
      if (!compare (self, person, version, &order, error))
        return FALSE;
      person->sources |= get_source_bit (source);
      person->found = person->found || version->op == FAIR_OP_PUT;
    }
  if (order < 0 || (order == 0 && source >= person->place.source))
    return TRUE;
  win (self, source, line, person);
  if (beaten != NULL)
    *beaten = person;
  return TRUE;
}

typedef struct
{
  FairPeople *people;
  guint source;
  FairReadReport *report;
} Merging;

static gboolean
merge_line (const FairLine *line,
            gpointer        user_data,
            GError        **error)
{
  Merging *self = user_data;

  if (self->report != NULL)
    fair_read_report_add_line (self->report, line);
  return line->error != NULL || fair_people_merge (self->people, self->source, line, NULL, error);
}

/**
 * fair_people_read:
 * @from: where to begin in the file, at the beginning of a line, in bytes
 * @end: where to end
 * @only: (nullable): the id of the one person who is looked for: others may be passed over
 * @report: (nullable): takes what the reading met
 * @cancellable: (nullable): stops it
 * @error: %FAIR_STORE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Merges all lines of a file that can be read. Threading: blocks.
 */
gboolean
fair_people_read (FairPeople      *self,
                  guint            source,
                  goffset          from,
                  goffset          end,
                  const char      *only,
                  FairReadReport  *report,
                  GCancellable    *cancellable,
                  GError         **error)
{
  FairLinesKind kind = self->sources[source].kind;
  const FairLines lines = { .file = &self->sources[source].file, .kind = kind == FAIR_LINES_JOURNAL ? FAIR_LINES_GLANCED : kind,
                            .from = from, .end = end, .only = only, .map_data = self->schools,
                            .map = self->schools != NULL ? fair_person_text_map : NULL };
  Merging merging = { self, source, report };

  return fair_lines_foreach (&lines, merge_line, &merging, cancellable, error);
}

/* Follows the joins from one to the next as far as nothing is decided, and then decides it for all on the way: they are
 * hidden but for the one before somebody who is missing, and the least of a circle. */
static void
decide (FairPeople       *self,
        const FairPerson *person)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  const FairPerson *seen = NULL;
  guint first;

  while (person != NULL && person->joined_into != NULL && !g_hash_table_contains (self->hidden, person))
    {
      seen = person;
      g_ptr_array_add (path, (gpointer) seen);
      g_hash_table_insert (self->hidden, (gpointer) seen, GINT_TO_POINTER (TRUE));
      person = fair_people_find (self, person->joined_into);
    }
  if (person != NULL && !person->erased)
    {
      if (!g_ptr_array_find (path, person, &first))
        return;
      for (guint i = first; i < path->len; i++)
        if (strcmp (((const FairPerson *) path->pdata[i])->id, seen->id) < 0)
          seen = path->pdata[i];
    }
  if (seen != NULL)
    g_hash_table_insert (self->hidden, (gpointer) seen, GINT_TO_POINTER (FALSE));
}

/** Returns: whether somebody who stands is left out of lists, exports and counts. That is so only if the one that they were joined
 * into is there: when that was erased, or never came to this laptop, they are seen again. When two laptops joined the same
 * people the other way round, of a circle the least id is seen, on every laptop. */
gboolean
fair_people_is_hidden (FairPeople       *self,
                       const FairPerson *person)
{
  if (person->joined_into == NULL)
    return FALSE;
  if (!g_hash_table_contains (self->hidden, person))
    decide (self, person);
  return GPOINTER_TO_INT (g_hash_table_lookup (self->hidden, person));
}

/** Returns: (transfer full) (element-type utf8): the ids of the sign-ups that were joined into @id, and of those that were
 * joined into these, in the order of their bytes */
GPtrArray *
fair_people_list_joined (const FairPeople *self,
                         const char       *id)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  guint n_before;

  g_hash_table_add (seen, (gpointer) id);
  do
    {
      n_before = ids->len;
      for (guint i = 0; i < self->joined->len; i++)
        {
          const FairPerson *person = g_ptr_array_index (self->joined, i);

          if (fair_person_is_current (person) && g_hash_table_contains (seen, person->joined_into) &&
              g_hash_table_add (seen, (gpointer) person->id))
            g_ptr_array_add (ids, g_strdup (person->id));
        }
    }
  while (ids->len > n_before);
  g_ptr_array_sort_values (ids, (GCompareFunc) strcmp);
  return ids;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who are to be erased together: their ids, how they are called, and what was found of them. */
#include "store/erase/fair-erase-set.h"

#include "base/fair-json.h"
#include "store/erase/fair-mention-text.h"
#include "store/erase/fair-unknown-line.h"
#include "store/journal/fair-journal-line.h"
#include <string.h>

/* An id in which at most so many characters are others than in the person's may be that one, damaged. */
#define MAX_DAMAGED 4
#define UUID_LENGTH 36
/* How much of what is too long to be a line is looked at at once, and how much of that again with what follows: more
 * than any address or name is long. */
#define BLOCK_SIZE (256 * 1024)
#define OVERLAP 4096

struct _FairEraseSet
{
  GHashTable *people; /* of FairErased, by id */
  GPtrArray *order;   /* the same, as they were added */
  FairMention *mention;
};

static void
free_erased (gpointer data)
{
  FairErased *erased = data;

  g_free (erased->id);
  g_free (erased);
}

/**
 * fair_erase_set_new:
 *
 * Threading: one thread at a time.
 *
 * Returns: (transfer full): nobody yet
 */
FairEraseSet *
fair_erase_set_new (void)
{
  FairEraseSet *self = g_new0 (FairEraseSet, 1);

  self->people = g_hash_table_new (g_str_hash, g_str_equal);
  self->order = g_ptr_array_new_with_free_func (free_erased);
  self->mention = fair_mention_new ();
  return self;
}

/**
 * fair_erase_set_free:
 * @self: (transfer full): people
 */
void
fair_erase_set_free (FairEraseSet *self)
{
  fair_mention_free (self->mention);
  g_hash_table_unref (self->people);
  g_ptr_array_unref (self->order);
  g_free (self);
}

/**
 * fair_erase_set_add:
 * @self: people
 * @id: the id of one more
 */
void
fair_erase_set_add (FairEraseSet *self,
                    const char   *id)
{
  FairErased *erased;

  if (g_hash_table_contains (self->people, id))
    return;
  erased = g_new0 (FairErased, 1);
  erased->id = g_strdup (id);
  g_hash_table_insert (self->people, erased->id, erased);
  g_ptr_array_add (self->order, erased);
  fair_mention_add_person (self->mention, id);
}

/**
 * fair_erase_set_get_size:
 * @self: people
 *
 * Returns: how many they are
 */
guint
fair_erase_set_get_size (const FairEraseSet *self)
{
  return self->order->len;
}

/**
 * fair_erase_set_find:
 * @self: people
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the one of that id
 */
FairErased *
fair_erase_set_find (const FairEraseSet *self,
                     const char         *id)
{
  return id != NULL ? g_hash_table_lookup (self->people, id) : NULL;
}

/**
 * fair_erase_set_list:
 * @self: people
 *
 * Returns: (transfer none) (element-type FairErased): all of them, as they were added
 */
GPtrArray *
fair_erase_set_list (const FairEraseSet *self)
{
  return self->order;
}

static void
learn_line (FairEraseSet *self,
            const char   *text,
            gsize         length)
{
  g_autoptr (yyjson_doc) doc = fair_json_read_line (text, length, NULL, NULL);
  yyjson_val *root = yyjson_doc_get_root (doc);
  FairErased *erased = fair_erase_set_find (self, yyjson_get_str (yyjson_obj_get (root, "id")));
  const char *time = yyjson_get_str (yyjson_obj_get (root, "hlc"));
  FairHlc hlc;

  if (erased == NULL)
    return;
  fair_mention_add_answers (self->mention, erased->id, yyjson_obj_get (root, "answers"));
  if (time != NULL && fair_hlc_parse (time, strlen (time), &hlc) && fair_hlc_compare (&hlc, &erased->latest) > 0)
    erased->latest = hlc;
}

/**
 * fair_erase_set_learn:
 * @self: people
 * @text: a line, sound or not
 * @length: its length, in bytes
 *
 * Takes in what one of them is or was called, if the line is theirs.
 */
void
fair_erase_set_learn (FairEraseSet *self,
                      const char   *text,
                      gsize         length)
{
  FairFrame frame;

  /* Almost every line is somebody else's, and begins with that one's id. */
  if (fair_journal_line_scan (text, length, &frame) && frame.op != FAIR_OP_UNKNOWN &&
      fair_erase_set_find (self, frame.id) == NULL)
    return;
  learn_line (self, text, length);
}

/**
 * fair_erase_set_mentions:
 * @self: people
 * @kinds: what counts
 * @bytes: a text of whatever kind
 * @length: its length, in bytes
 *
 * Returns: whether it mentions one of them
 */
gboolean
fair_erase_set_mentions (const FairEraseSet *self,
                         FairMentionKind     kinds,
                         const char         *bytes,
                         gsize               length)
{
  return fair_mention_is_in (self->mention, kinds, bytes, length);
}

/**
 * fair_erase_set_mentions_range:
 * @self: people
 * @kinds: what counts
 * @ops: the operations
 * @fd: an open file
 * @offset: where bytes begin that are no lines, or too long for one
 * @length: how many
 * @found: (out): whether they mention one of the people
 *
 * Returns: FALSE with `errno` set if they could not be read
 */
gboolean
fair_erase_set_mentions_range (const FairEraseSet *self,
                               FairMentionKind     kinds,
                               const FairFileOps  *ops,
                               int                 fd,
                               goffset             offset,
                               gsize               length,
                               gboolean           *found)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);

  *found = FALSE;
  for (gsize done = 0; done < length && !*found; done += BLOCK_SIZE - OVERLAP)
    {
      gsize n = MIN (BLOCK_SIZE, length - done);

      if (!fair_file_ops_pread_exact (ops, fd, block, n, offset + (goffset) done))
        return FALSE;
      *found = fair_erase_set_mentions (self, kinds, block, n);
    }
  return TRUE;
}

/* A line of a newer version is somebody else's if it says so. */
static gboolean
has_unknown (FairEraseSet     *self,
             const FairRecord *record)
{
  g_autoptr (GPtrArray) ids = fair_unknown_line_list_ids (record);
  gboolean found = FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      FairErased *erased = fair_erase_set_find (self, g_ptr_array_index (ids, i));

      if (erased != NULL)
        found = erased->found = TRUE;
    }
  return found || (!yyjson_is_str (yyjson_obj_get (yyjson_doc_get_root (record->doc), "id")) &&
                   fair_erase_set_mentions (self, FAIR_MENTION_CLEAR, record->line, record->length));
}

/**
 * fair_erase_set_has_record:
 * @self: people
 * @record: a sound line that is no tombstone
 *
 * A sound line goes only if it is the person's own: whoever has the same name or address keeps theirs.
 *
 * Returns: whether it is one of theirs; that is remembered
 */
gboolean
fair_erase_set_has_record (FairEraseSet     *self,
                           const FairRecord *record)
{
  FairErased *erased = fair_erase_set_find (self, record->id);

  if (record->op == FAIR_OP_UNKNOWN)
    return has_unknown (self, record);
  if (erased != NULL)
    erased->found = TRUE;
  return erased != NULL;
}

/* The id that a damaged line has where lines have it, if that can be read. */
static char *
find_id (const char *bytes,
         gsize       length)
{
  static const char key[] = "\"id\"";
  GString *text = fair_mention_text_unescape (bytes, length);
  const char *at = memmem (text->str, text->len, key, strlen (key));
  char *id = NULL;
  gsize n;

  if (at != NULL)
    {
      at += strlen (key);
      at += strspn (at, " \t");
      at += *at == ':';
      at += strspn (at, " \t");
      n = *at == '"' ? strcspn (at + 1, "\"") : 0;
      if (n > 0 && at[n + 1] == '"' && fair_id_is_valid (at + 1, n))
        id = g_strndup (at + 1, n);
    }
  g_string_free (text, TRUE);
  return id;
}

/* Whether the line is sound with the id put in: then nothing but the id was damaged. */
static gboolean
is_sound_with (const char *bytes,
               gsize       length,
               const char *found,
               const char *id)
{
  char *at = memmem (bytes, length, found, strlen (found));
  g_autofree char *line = g_memdup2 (bytes, length);

  if (at == NULL)
    return FALSE;
  memcpy (line + (at - bytes), id, strlen (id));
  return fair_journal_line_check (line, length);
}

static gboolean
is_similar (const char *a,
            const char *b)
{
  guint n = 0;

  if (strlen (a) != strlen (b))
    return FALSE;
  for (; *a != '\0' && n <= MAX_DAMAGED; a++, b++)
    n += *a != *b;
  return n <= MAX_DAMAGED;
}

/* An id of a UUID's length that is none was damaged. */
static gboolean
is_damaged (const FairEraseSet *self,
            const char         *id,
            const char         *bytes,
            gsize               length)
{
  if (strlen (id) == UUID_LENGTH && !g_uuid_string_is_valid (id))
    return TRUE;
  for (guint i = 0; i < self->order->len; i++)
    {
      const FairErased *erased = g_ptr_array_index (self->order, i);

      if (is_similar (id, erased->id) && is_sound_with (bytes, length, id, erased->id))
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_erase_set_judge:
 * @self: people
 * @bytes: what is left of a line, or of a part of one
 * @length: its length, in bytes
 * @other: (optional) (out) (transfer full): whose id it has, if that is the answer
 *
 * What has somebody else's id is that one's, even if it has the person's address as well: it may be all that is left of
 * somebody.
 *
 * Returns: whose it is; that one of them was found is remembered
 */
FairEraseOwner
fair_erase_set_judge (FairEraseSet *self,
                      const char   *bytes,
                      gsize         length,
                      char        **other)
{
  g_autofree char *id = find_id (bytes, length);
  FairErased *erased = fair_erase_set_find (self, id);

  if (erased != NULL)
    {
      erased->found = TRUE;
      return FAIR_ERASE_THEIRS;
    }
  if (!fair_erase_set_mentions (self, FAIR_MENTION_ANY, bytes, length))
    return FAIR_ERASE_NOBODYS;
  if (id == NULL || is_damaged (self, id, bytes, length))
    return FAIR_ERASE_THEIRS;
  if (other != NULL)
    *other = g_steal_pointer (&id);
  return FAIR_ERASE_OTHERS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for words in what a program's pages and photos say, in a thread of its own. */
#include "config.h"
#include "program/fair-program-search.h"

#include "base/fair-text.h"
#include "program/fair-snippet.h"
#include <string.h>

#define TITLE_LETTERS 200
#define SNIPPET_LETTERS 140
/* Nobody reads more, of pages or of photos. */
#define MAX_HITS 50

/* Something that a page or a photo says. */
typedef struct
{
  char *text;
  char *folded;
  guint block; /* of the page */
} Place;

/* A page or a photo: the first of its places is what it is called. */
typedef struct
{
  FairPage *page;
  FairPhoto *photo;
  GArray *places; /* of Place */
} Document;

/* What came of looking for words in a document. */
typedef struct
{
  const Document *document;
  guint in_title;    /* how many of the words are in what it is called */
  guint in_place;    /* and in @place */
  const Place *place; /* the first of those that have most of them, but for the title; or NULL */
} Match;

struct _FairProgramSearch
{
  GObject parent_instance;

  FairProgram *program;
  GMutex mutex;
  GPtrArray *documents; /* of Document; made when it is first looked for something */
};

G_DEFINE_FINAL_TYPE (FairProgramSearch, fair_program_search, G_TYPE_OBJECT)

static void
clear_place (gpointer data)
{
  Place *place = data;

  g_free (place->text);
  g_free (place->folded);
}

static void
free_document (gpointer data)
{
  Document *document = data;

  g_array_unref (document->places);
  g_free (document);
}

static void
free_hit (gpointer data)
{
  FairProgramHit *hit = data;

  g_clear_object (&hit->page);
  g_clear_object (&hit->photo);
  g_free (hit->title);
  g_free (hit->snippet);
  g_free (hit);
}

static void
fair_program_search_finalize (GObject *object)
{
  FairProgramSearch *self = FAIR_PROGRAM_SEARCH (object);

  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_object (&self->program);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (fair_program_search_parent_class)->finalize (object);
}

static void
fair_program_search_class_init (FairProgramSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_program_search_finalize;
}

static void
fair_program_search_init (FairProgramSearch *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * fair_program_search_new:
 * @program: where to look
 *
 * Reads nothing of it yet.
 *
 * Returns: (transfer full): a search
 */
FairProgramSearch *
fair_program_search_new (FairProgram *program)
{
  FairProgramSearch *self = NULL;

  g_return_val_if_fail (FAIR_IS_PROGRAM (program), NULL);

  self = g_object_new (FAIR_TYPE_PROGRAM_SEARCH, NULL);
  self->program = g_object_ref (program);
  return self;
}

/** Returns: (transfer none): where it looks */
FairProgram *
fair_program_search_get_program (FairProgramSearch *self)
{
  g_return_val_if_fail (FAIR_IS_PROGRAM_SEARCH (self), NULL);

  return self->program;
}

static Document *
add_document (GPtrArray *documents,
              FairPage  *page,
              FairPhoto *photo)
{
  Document *document = g_new0 (Document, 1);

  document->page = page;
  document->photo = photo;
  document->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (document->places, clear_place);
  g_ptr_array_add (documents, document);
  return document;
}

static void
add_place (Document   *document,
           const char *text,
           guint       block)
{
  Place place = { .block = block };

  if (text == NULL)
    return;
  place.text = g_strdup (text);
  place.folded = fair_text_fold (text);
  g_array_append_val (document->places, place);
}

static void
add_facts (Document  *document,
           GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const FairFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *text = g_strdup_printf ("%s %s", fact->value, fact->label);

      if (g_strv_contains (fact->pages, document->page->id))
        add_place (document, text, FAIR_PROGRAM_HIT_HEAD);
    }
}

static void
add_page (GPtrArray   *documents,
          FairPage    *page,
          FairProgram *program)
{
  Document *document = add_document (documents, page, NULL);

  add_place (document, page->title, FAIR_PROGRAM_HIT_HEAD);
  for (guint i = 0; i < page->blocks->len; i++)
    add_place (document, ((const FairBlock *) g_ptr_array_index (page->blocks, i))->text, i);
  add_place (document, page->summary, FAIR_PROGRAM_HIT_HEAD);
  add_facts (document, program->facts);
}

static void
add_photo (GPtrArray *documents,
           FairPhoto *photo)
{
  Document *document = add_document (documents, NULL, photo);

  add_place (document, photo->caption != NULL ? photo->caption : photo->alt, FAIR_PROGRAM_HIT_HEAD);
  if (photo->caption != NULL)
    add_place (document, photo->alt, FAIR_PROGRAM_HIT_HEAD);
}

static GPtrArray *
read_program (FairProgram *program)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func (free_document);

  /* The program lives longer, and never changes. */
  for (guint i = 0; i < g_list_model_get_n_items (program->pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (program->pages, i);
      add_page (documents, page, program);
    }
  for (guint i = 0; i < g_list_model_get_n_items (program->photos); i++)
    {
      g_autoptr (FairPhoto) photo = g_list_model_get_item (program->photos, i);
      add_photo (documents, photo);
    }
  return documents;
}

static GPtrArray *
ensure_documents (FairProgramSearch *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->documents == NULL)
    self->documents = read_program (self->program);
  return self->documents;
}

static guint
count_words (const Place *place,
             GStrv        words)
{
  guint count = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (place->folded, words[i]) != NULL)
      count++;
  return count;
}

static gboolean
has_word (const Document *document,
          const char     *word)
{
  for (guint i = 0; i < document->places->len; i++)
    if (strstr (g_array_index (document->places, Place, i).folded, word) != NULL)
      return TRUE;
  return FALSE;
}

/* Each word is to be somewhere in it. */
static gboolean
match (const Document *document,
       GStrv           words,
       Match          *result)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!has_word (document, words[i]))
      return FALSE;

  *result = (Match) { .document = document, .in_title = count_words (&g_array_index (document->places, Place, 0), words) };
  for (guint i = 1; i < document->places->len; i++)
    {
      const Place *place = &g_array_index (document->places, Place, i);
      guint count = count_words (place, words);

      if (count > result->in_place)
        {
          result->in_place = count;
          result->place = place;
        }
    }
  return TRUE;
}

/* Pages before photos; what is called so before what says so; together before apart; then as the pack has them. */
static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *one = a, *other = b;

  if ((one->document->page == NULL) != (other->document->page == NULL))
    return one->document->page == NULL ? 1 : -1;
  if (one->in_title != other->in_title)
    return one->in_title > other->in_title ? -1 : 1;
  return (one->in_place < other->in_place) - (one->in_place > other->in_place);
}

/* What to show below the title: where it was found, or else what comes first. */
static const Place *
choose_place (const Match *found)
{
  if (found->place != NULL)
    return found->place;
  return found->document->places->len > 1 ? &g_array_index (found->document->places, Place, 1) : NULL;
}

static FairProgramHit *
make_hit (const Match *found,
          GStrv        words)
{
  FairProgramHit *hit = g_new0 (FairProgramHit, 1);
  const Document *document = found->document;
  const Place *place = choose_place (found);
  const char *const *looked_for = (const char *const *) words;

  g_set_object (&hit->page, document->page);
  g_set_object (&hit->photo, document->photo);
  hit->title = fair_snippet_new (g_array_index (document->places, Place, 0).text, looked_for, TITLE_LETTERS);
  hit->snippet = place != NULL ? fair_snippet_new (place->text, looked_for, SNIPPET_LETTERS) : NULL;
  hit->block = found->place != NULL && found->in_title < g_strv_length (words) ? found->place->block : FAIR_PROGRAM_HIT_HEAD;
  return hit;
}

/* The words of what was typed, which may be endless. */
static GStrv
make_words (const char *typed)
{
  const char *end = typed + strnlen (typed, FAIR_PROGRAM_SEARCH_MAX_TYPED);
  g_autofree char *start = NULL;

  while (end > typed && *end != '\0' && ((guchar) *end & 0xC0) == 0x80)
    end--;
  start = g_strndup (typed, (gsize) (end - typed));
  return fair_text_fold_words (start);
}

/**
 * fair_program_search_find:
 * @typed: UTF-8, what somebody looks for
 * @cancellable: (nullable): a #GCancellable
 * @error: where it says that it was cancelled
 *
 * Finds the pages and photos in which each word of @typed occurs, as a whole word or a part of one, in whatever order and
 * however cases and accents are written (fair_text_fold_words()). The first search takes in all that the program says.
 *
 * Threading: any; not the main thread.
 *
 * Returns: (transfer full) (nullable) (element-type FairProgramHit): pages first, the best first; none for what has no words
 */
GPtrArray *
fair_program_search_find (FairProgramSearch *self,
                          const char        *typed,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (free_hit);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_auto (GStrv) words = NULL;
  GPtrArray *documents = NULL;
  guint n_hits[2] = { 0, 0 };

  g_return_val_if_fail (FAIR_IS_PROGRAM_SEARCH (self), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  words = make_words (typed);
  documents = ensure_documents (self);
  for (guint i = 0; words[0] != NULL && i < documents->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Match found;

      if (match (g_ptr_array_index (documents, i), words, &found))
        g_array_append_val (matches, found);
    }
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < matches->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const Match *found = &g_array_index (matches, Match, i);

      if (n_hits[found->document->photo != NULL]++ < MAX_HITS)
        g_ptr_array_add (hits, make_hit (found, words));
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&hits);
}

static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = fair_program_search_find (source, task_data, cancellable, &error);

  if (hits != NULL)
    g_task_return_pointer (task, hits, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * fair_program_search_find_async:
 * @typed: what somebody looks for
 * @cancellable: (nullable): a #GCancellable; whoever types on cancels what they typed before, so that the newest is answered
 *   first
 * @callback: called when it is done, in the caller's main context
 * @user_data: for @callback
 *
 * Looks for it in a thread, as fair_program_search_find() does.
 */
void
fair_program_search_find_async (FairProgramSearch  *self,
                                const char         *typed,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FAIR_IS_PROGRAM_SEARCH (self));
  g_return_if_fail (typed != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fair_program_search_find_async);
  g_task_set_task_data (task, g_strndup (typed, FAIR_PROGRAM_SEARCH_MAX_TYPED + 1), g_free);
  g_task_run_in_thread (task, find_in_thread);
}

/**
 * fair_program_search_find_finish:
 * @result: what the callback got
 * @error: where it says that it was cancelled
 *
 * Returns: (transfer full) (nullable) (element-type FairProgramHit): what was found
 */
GPtrArray *
fair_program_search_find_finish (FairProgramSearch *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** Returns: whether there is nothing to look for in @typed */
gboolean
fair_program_search_is_blank (const char *typed)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (typed != NULL, TRUE);

  words = make_words (typed);
  return words[0] == NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of people is to show, and in which order; and the answer, found in another thread. */
#include "base/fair-parallel.h"
#include "store/index/fair-index-order.h"
#include "store/index/fair-index-search.h"

/* How many rows a thread looks at between two looks at whether to stop, a multiple of 64. */
#define PIECE_SIZE (64 * 128)
/* Fewer are not worth a thread of their own. */
#define PIECES_PER_THREAD 4

struct _FairIndexResult
{
  gatomicrefcount references;
  FairIndex *index;
  FairIndexQuery *query;
  guint32 event; /* (name) */
  FairIndexSearch *search;
  guint32 n_seen;
  guint64 *matches; /* a bit for each row seen */
  FairIndexOrder *order;
  guint32 *rows; /* ascending or descending */
  guint n_rows;
};

/**
 * fair_index_query_copy:
 * @query: a query
 *
 * Returns: (transfer full): a copy
 */
FairIndexQuery *
fair_index_query_copy (const FairIndexQuery *query)
{
  FairIndexQuery *copy = g_memdup2 (query, sizeof *query);

  copy->typed = g_strdup (query->typed != NULL ? query->typed : "");
  copy->event = g_strdup (query->event);
  return copy;
}

/**
 * fair_index_query_free:
 * @query: (transfer full): from fair_index_query_copy()
 */
void
fair_index_query_free (FairIndexQuery *query)
{
  g_free ((char *) query->typed);
  g_free ((char *) query->event);
  g_free (query);
}

/**
 * fair_index_result_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self
 */
FairIndexResult *
fair_index_result_ref (FairIndexResult *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * fair_index_result_unref:
 * @self: (transfer full): a result
 */
void
fair_index_result_unref (FairIndexResult *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->rows);
  g_clear_pointer (&self->order, fair_index_order_unref);
  g_free (self->matches);
  fair_index_search_free (self->search);
  fair_index_query_free (self->query);
  fair_index_unref (self->index);
  g_free (self);
}

static FairIndexResult *
new_result (FairIndex            *index,
            const FairIndexQuery *query)
{
  FairIndexResult *self = g_new0 (FairIndexResult, 1);

  g_atomic_ref_count_init (&self->references);
  self->index = fair_index_ref (index);
  self->query = fair_index_query_copy (query);
  self->event = query->event != NULL ? fair_index_names_intern (index->names, query->event) : 0;
  self->search = fair_index_search_new (index, self->query->typed);
  return self;
}

static gboolean
accepts (const FairIndexResult *self,
         const FairIndexRow    *row,
         const char            *text)
{
  const FairIndexQuery *query = self->query;

  return (query->event == NULL || row->event == self->event) && (!query->marked_only || row->marked) &&
         row->at >= query->since && fair_index_search_matches (self->search, row, text);
}

/* Whether whoever is an answer now was one then. */
static gboolean
narrows (const FairIndexResult *self,
         const FairIndexResult *earlier)
{
  return earlier != NULL && earlier->index == self->index &&
         (earlier->query->event == NULL || g_strcmp0 (self->query->event, earlier->query->event) == 0) &&
         (self->query->marked_only || !earlier->query->marked_only) && self->query->since >= earlier->query->since &&
         fair_index_search_narrows (self->query->typed, earlier->query->typed);
}

/* Begins with all who stand, or with those of them who were an answer before, or are new. */
static void
set_candidates (FairIndexResult       *self,
                const FairIndexView   *view,
                const FairIndexResult *earlier)
{
  gsize length = fair_index_bits_length (view->n_rows);

  self->n_seen = view->n_rows;
  self->matches = g_memdup2 (view->standing, length * sizeof (guint64));
  if (!narrows (self, earlier))
    return;
  for (gsize i = 0; i < earlier->n_seen / 64; i++)
    self->matches[i] &= earlier->matches[i];
  for (guint32 row = earlier->n_seen / 64 * 64; row < earlier->n_seen; row++)
    {
      if (!fair_index_test_bit (earlier->matches, row))
        fair_index_set_bit (self->matches, row, FALSE);
    }
}

/* Looks at the candidates among 64 rows. */
static guint64
match_64 (const FairIndexResult *self,
          const FairIndexView   *view,
          guint32                first,
          guint64                candidates)
{
  guint64 left = candidates;

  for (; left != 0; left &= left - 1)
    {
      const FairIndexRow *row = fair_index_view_row (view, first + (guint32) __builtin_ctzll (left));

      if (!accepts (self, row, fair_index_view_text (view, row)))
        candidates &= ~(left & -left);
    }
  return candidates;
}

/* What the threads of one search share. */
typedef struct
{
  FairIndexResult *result;
  const FairIndexView *view;
  GCancellable *cancellable;
  guint n_pieces;
  guint next;
} Matching;

static gpointer
match_pieces (gpointer data)
{
  Matching *self = data;
  guint64 *matches = self->result->matches;
  guint piece;

  while ((piece = g_atomic_int_add (&self->next, 1)) < self->n_pieces &&
         !g_cancellable_is_cancelled (self->cancellable))
    {
      guint32 end = MIN ((piece + 1) * PIECE_SIZE, self->view->n_rows);

      for (guint32 row = piece * PIECE_SIZE; row < end; row += 64)
        matches[row / 64] = match_64 (self->result, self->view, row, matches[row / 64]);
    }
  return NULL;
}

static gboolean
match (FairIndexResult      *self,
       const FairIndexView  *view,
       GCancellable         *cancellable,
       GError              **error)
{
  Matching matching = { self, view, cancellable, (view->n_rows + PIECE_SIZE - 1) / PIECE_SIZE, 0 };

  fair_parallel_run (matching.n_pieces / PIECES_PER_THREAD + 1, "fair-search", match_pieces, &matching);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
turn_round (guint32 *rows,
            guint    n_rows)
{
  for (guint i = 0; i < n_rows / 2; i++)
    {
      guint32 row = rows[i];

      rows[i] = rows[n_rows - 1 - i];
      rows[n_rows - 1 - i] = row;
    }
}

static void
arrange (FairIndexResult       *self,
         const FairIndexView   *view,
         const FairIndexResult *earlier)
{
  gboolean reusable = earlier != NULL && earlier->index == self->index && earlier->order->sort == self->query->sort &&
                      fair_index_order_is_recent (earlier->order, view);

  self->order = reusable ? fair_index_order_ref (earlier->order) : fair_index_order_new (view, self->query->sort);
  self->rows = fair_index_order_pick (self->order, view, self->matches, &self->n_rows);
  if (self->query->descending)
    turn_round (self->rows, self->n_rows);
}

static FairIndexResult *
answer (const FairIndexView   *view,
        const FairIndexQuery  *query,
        const FairIndexResult *earlier,
        GCancellable          *cancellable,
        GError               **error)
{
  g_autoptr (FairIndexResult) self = new_result (view->index, query);

  set_candidates (self, view, earlier);
  if (!match (self, view, cancellable, error))
    return NULL;
  arrange (self, view, earlier);
  return g_steal_pointer (&self);
}

/**
 * fair_index_query:
 * @index: an index
 * @query: what is asked
 * @earlier: (nullable): the answer to an earlier query of @index; it makes this one quicker, and changes nothing else
 *
 * Threading: the index's owner's; takes milliseconds, so the main thread uses fair_index_query_async().
 *
 * Returns: (transfer full): the answer
 */
FairIndexResult *
fair_index_query (FairIndex            *index,
                  const FairIndexQuery *query,
                  FairIndexResult      *earlier)
{
  g_autoptr (FairIndexView) view = fair_index_view_new (index);

  return answer (view, query, earlier, NULL, NULL);
}

typedef struct
{
  FairIndexView *view;
  FairIndexQuery *query;
  FairIndexResult *earlier;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  fair_index_view_free (question->view);
  fair_index_query_free (question->query);
  g_clear_pointer (&question->earlier, fair_index_result_unref);
  g_free (question);
}

static void
answer_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  FairIndexResult *result = answer (question->view, question->query, question->earlier, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) fair_index_result_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fair_index_query_async:
 * @index: an index
 * @query: what is asked; it is copied
 * @earlier: (nullable): as of fair_index_query()
 * @cancellable: (nullable): stops it, as a newer query should
 * @callback: called when the answer is there
 * @user_data: for @callback
 *
 * Answers in a thread, for the index as it is now. Threading: the index's owner's.
 */
void
fair_index_query_async (FairIndex             *index,
                        const FairIndexQuery  *query,
                        FairIndexResult       *earlier,
                        GCancellable          *cancellable,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->view = fair_index_view_new (index);
  question->query = fair_index_query_copy (query);
  question->earlier = earlier != NULL ? fair_index_result_ref (earlier) : NULL;
  g_task_set_source_tag (task, fair_index_query_async);
  g_task_set_task_data (task, question, free_question);
  g_task_run_in_thread (task, answer_in_thread);
}

/**
 * fair_index_query_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, or NULL with @error set
 */
FairIndexResult *
fair_index_query_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fair_index_result_get_rows:
 * @self: a result
 * @n_rows: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_rows): the rows that are the answer, in the order asked for
 */
const guint32 *
fair_index_result_get_rows (FairIndexResult *self,
                            guint           *n_rows)
{
  *n_rows = self->n_rows;
  return self->rows;
}

/* What the owner sees now, without copying anything. */
static FairIndexView
borrow_view (FairIndex *index)
{
  return (FairIndexView) { index, (FairIndexRow **) index->pages->pdata, (char **) index->blocks->pdata, index->n_rows,
                           (guint64 *) (void *) index->standing->data };
}

/**
 * fair_index_result_matches:
 * @self: a result
 * @row: the number of a row of its index, maybe one that is newer than the result
 *
 * Threading: the index's owner's.
 *
 * Returns: whether the row is an answer to the result's query now
 */
gboolean
fair_index_result_matches (FairIndexResult *self,
                           guint32          row)
{
  FairIndexView view = borrow_view (self->index);
  const FairIndexRow *data = fair_index_view_row (&view, row);

  return fair_index_test_bit (view.standing, row) && accepts (self, data, fair_index_view_text (&view, data));
}

/**
 * fair_index_result_compare:
 * @self: a result
 * @a: the number of a row of its index
 * @b: the number of another
 *
 * Threading: the index's owner's.
 *
 * Returns: less than, equal to or greater than 0 as @a is listed before, is, or is listed after @b
 */
int
fair_index_result_compare (FairIndexResult *self,
                           guint32          a,
                           guint32          b)
{
  FairIndexView view = borrow_view (self->index);
  int order = fair_index_order_compare (&view, self->query->sort, a, b);

  return self->query->descending ? -order : order;
}

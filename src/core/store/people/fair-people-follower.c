/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Follows a store's journal in a thread of its own, where it answers what is asked of the people in it.
 *
 *   main loop ── the newest query, "the journal has changed" ──▶ thread: table, answer
 *       ▲                                                          │
 *       └────────── updates: who is listed, what differs ◀─────────┘
 *
 * The table belongs to the thread. The main loop sees of it what never changes: persons, and arrays of them.
 */
#include "store/people/fair-people-follower.h"

#include "base/fair-parallel.h"
#include "base/fair-text.h"
#include "store/fair-store-private.h"
#include "store/people/fair-people-read.h"
#include "store/people/fair-person-item.h"
#include <string.h>

/* How often at most it looks what other processes have written, in milliseconds. */
#define INTERVAL 20
/* How many people a thread takes at a time, between two looks at whether to stop. */
#define STRIDE 1024
/* So many new people at once come into the order one by one. */
#define FEW 16
/* How much of the journal's end is read before all of it, and how many times as much after that, in bytes. */
#define FIRST_PART (1024 * 1024)
#define GROWTH 8
/* How many are shown with their answers at once: as many as a view makes rows of in one turn. */
#define FIRST_LISTED 28
/* After how much it is told how many lines were read, in bytes. */
#define PART_TOLD (2 * FIRST_PART)

/* Whether nobody has won over somebody, and they are not hidden; and whether they are what the query asks for besides. */
#define VISIBLE 1
#define MATCHING 2

struct _FairPeopleFollower
{
  gatomicrefcount references;
  FairStore *store;
  GCancellable *ended; /* cancelled when nothing is to be told any more */
  GCancellable *stale; /* cancelled when there is a newer question than the one that is being answered */

  /* the main loop's */
  FairPeopleUpdateFunc func;
  gpointer user_data;
  gulong handler;
  GFileMonitor *monitor; /* hears of what other processes write; its own tells of what it writes */

  GMutex mutex; /* guards what follows */
  GCond wish;
  FairPeopleQuery *query; /* what the thread has not begun to answer yet, or NULL */
  guint question;         /* the number of the latest query */
  gboolean changed;       /* whether the journal may have changed since the thread last looked */

  GMutex table; /* held while a line is merged into the table, and while the main loop looks somebody up */

  /* the thread's */
  FairPeopleQuery *asked;
  guint asked_question;
  FairPeople *people;  /* NULL until the journal has been read */
  goffset end;         /* how much of the journal is in the table, in bytes */
  gboolean broken;     /* whether the table is not what the journal has up to there */
  gboolean is_whole;   /* whether it is of the whole journal, and not of its end */
  goffset part;        /* else of how much of its end, in bytes */
  const FairReadReport *report; /* what is being read */
  guint64 n_told;      /* how many lines the main loop knows to be read, and how many bytes of @end */
  guint64 n_bytes_told;
  GPtrArray *beaten;   /* of FairPerson: over whom somebody has won since the list was settled */
  GByteArray *flags;   /* of each of the table's people, by number */
  GArray *order;       /* of guint32: the numbers of all people, ascending by @sort, for all queries; NULL: to be made */
  FairPeopleSort sort; /* of @order */
  GStrv words;         /* of @asked */
  FairPeopleQuery *answered; /* the one that the flags are of, or NULL */
  GPtrArray *listed;         /* of FairPerson: the answer; another takes its place, but it never changes */
  FairPeople *listed_in;     /* their table */
  guint listed_question;     /* whose answer it is */
  GArray *changes;           /* of FairPeopleChange: in what it differs from the one before */
  GError *error;
};

static FairPeopleFollower *
ref_follower (FairPeopleFollower *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
unref_follower (FairPeopleFollower *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->query, fair_people_query_free);
  g_clear_pointer (&self->asked, fair_people_query_free);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->beaten);
  g_byte_array_unref (self->flags);
  g_clear_pointer (&self->order, g_array_unref);
  g_strfreev (self->words);
  g_clear_pointer (&self->answered, fair_people_query_free);
  g_ptr_array_unref (self->listed);
  g_clear_pointer (&self->changes, g_array_unref);
  g_mutex_clear (&self->table);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wish);
  g_object_unref (self->stale);
  g_object_unref (self->ended);
  g_object_unref (self->store);
  g_free (self);
}

void
fair_people_update_free (FairPeopleUpdate *self)
{
  unref_follower (self->follower);
  g_clear_pointer (&self->people, fair_people_unref);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_clear_pointer (&self->report, fair_read_report_free);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  FairPeopleUpdate *update = data;
  FairPeopleFollower *self = update->follower;

  if (g_cancellable_is_cancelled (self->ended))
    fair_people_update_free (update);
  else
    self->func (update, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
post (FairPeopleFollower *self,
      gboolean            is_listed,
      FairReadReport     *report)
{
  FairPeopleUpdate *update = g_new (FairPeopleUpdate, 1);

  *update = (FairPeopleUpdate) { .follower = ref_follower (self), .question = self->asked_question, .report = report,
                                 .is_early = !self->is_whole, .n_read = self->n_told,
                                 .part_read = (double) self->n_bytes_told / (double) MAX (self->end, 1) };
  if (self->error != NULL)
    update->error = g_error_copy (self->error);
  if (is_listed)
    {
      update->people = fair_people_ref (self->people);
      update->listed = g_ptr_array_ref (self->listed);
      update->changes = g_array_ref (self->changes);
      update->first = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < MIN (self->listed->len, FIRST_LISTED); i++)
        g_ptr_array_add (update->first, fair_person_item_read (self->people, self->listed->pdata[i]));
      update->sort = self->asked->sort;
      update->descending = self->asked->descending;
    }
  g_idle_add_full (G_PRIORITY_DEFAULT, deliver, update, NULL);
}

static gboolean
is_visible (FairPeopleFollower *self,
            const FairPerson   *person)
{
  return fair_person_is_current (person) &&
         (self->is_whole ? !fair_people_is_hidden (self->people, person) : person->joined_into == NULL);
}

typedef struct
{
  FairPeopleFollower *follower;
  guint8 candidates; /* the flag of those among whom to look */
  GCancellable *cancellable;
  int n_taken; /* (atomic): how many people threads have taken */
} Matching;

static gpointer
match_some (gpointer data)
{
  Matching *matching = data;
  FairPeopleFollower *self = matching->follower;
  guint i, size = self->flags->len;

  while ((i = (guint) g_atomic_int_add (&matching->n_taken, STRIDE)) < size &&
         !g_cancellable_is_cancelled (matching->cancellable))
    for (guint end = MIN (i + STRIDE, size); i < end; i++)
      {
        guint8 flags = self->flags->data[i];
        gboolean matches = (flags & matching->candidates) != 0 &&
                           fair_people_query_matches (self->asked, self->words, fair_people_get (self->people, i));

        self->flags->data[i] = (flags & VISIBLE) | (matches ? MATCHING : 0);
      }
  return NULL;
}

static GPtrArray *
list_matching (FairPeopleFollower *self)
{
  GPtrArray *listed = g_ptr_array_new ();

  if (self->order == NULL)
    self->order = fair_people_order_new (self->people, self->sort);
  for (guint i = 0; i < self->order->len; i++)
    {
      guint32 number = g_array_index (self->order, guint32, self->asked->descending ? self->order->len - 1 - i : i);

      if ((self->flags->data[number] & MATCHING) != 0)
        g_ptr_array_add (listed, (gpointer) fair_people_get (self->people, number));
    }
  return listed;
}

/* Lists all who match. Returns FALSE, and leaves the list as it is, if they are not all yet, and would move who is listed. */
static gboolean
list (FairPeopleFollower *self)
{
  g_autoptr (GPtrArray) listed = list_matching (self);
  g_autoptr (GArray) changes = fair_people_change_find (self->listed, listed, self->listed_in != self->people);

  if (!self->is_whole && self->listed_question == self->asked_question &&
      g_array_index (changes, FairPeopleChange, 0).removed_at < self->listed->len)
    return FALSE;
  g_ptr_array_unref (self->listed);
  self->listed = g_steal_pointer (&listed);
  g_clear_pointer (&self->changes, g_array_unref);
  self->changes = g_steal_pointer (&changes);
  fair_people_ref (self->people);
  g_clear_pointer (&self->listed_in, fair_people_unref);
  self->listed_in = self->people;
  self->listed_question = self->asked_question;
  return TRUE;
}

/* What was asked before makes it quicker, and changes nothing else. Once it was stopped, it must be asked again. Returns whether
 * there is something to tell. */
static gboolean
answer (FairPeopleFollower *self,
        GCancellable       *cancellable)
{
  g_autoptr (FairPeopleQuery) earlier = g_steal_pointer (&self->answered);
  gboolean narrows = earlier != NULL && fair_people_query_narrows (self->asked, earlier);
  Matching matching = { self, narrows ? MATCHING : VISIBLE, cancellable, 0 };

  g_strfreev (self->words);
  self->words = fair_text_fold_words (self->asked->typed);
  fair_parallel_run (self->flags->len / (4 * STRIDE), "matching", match_some, &matching);
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;
  self->answered = fair_people_query_copy (self->asked);
  if (self->sort != self->asked->sort)
    g_clear_pointer (&self->order, g_array_unref);
  self->sort = self->asked->sort;
  return list (self);
}

/* Returns whether somebody has come into the list, or gone from it. */
static gboolean
review (FairPeopleFollower *self,
        const FairPerson   *person)
{
  guint8 before = self->flags->data[person->number], flags = is_visible (self, person) ? VISIBLE : 0;

  if (flags == (before & VISIBLE))
    return FALSE;
  if (flags != 0 && fair_people_query_matches (self->asked, self->words, person))
    flags |= MATCHING;
  self->flags->data[person->number] = flags;
  return ((flags ^ before) & MATCHING) != 0;
}

/* Takes in what has changed in the table. Returns whether that concerns the list. */
static gboolean
settle (FairPeopleFollower *self)
{
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->listed);
  const GPtrArray *joined = self->people->joined;
  guint n_before = self->flags->len, size = self->people->size;
  gboolean differs = FALSE;

  if (size - n_before > FEW)
    g_clear_pointer (&self->order, g_array_unref);
  g_byte_array_set_size (self->flags, size);
  memset (self->flags->data + n_before, 0, size - n_before);
  for (guint i = n_before; i < size; i++)
    {
      if (self->order != NULL && !fair_people_get (self->people, i)->erased)
        fair_people_order_insert (self->order, self->people, self->sort, i);
      differs |= review (self, fair_people_get (self->people, i));
    }
  for (guint i = 0; i < self->beaten->len; i++)
    differs |= review (self, g_ptr_array_index (self->beaten, i));
  /* whoever was joined into another one may have become visible, or ceased to be, through anybody's coming or going */
  for (guint i = 0; i < joined->len; i++)
    differs |= review (self, g_ptr_array_index (joined, i));
  if (differs)
    {
      list (self);
      self->changes = fair_people_change_split (self->changes, before, self->listed, self->flags->data, MATCHING);
    }
  return differs;
}

/* With the mutex locked. */
static void
take_question (FairPeopleFollower *self)
{
  g_clear_pointer (&self->asked, fair_people_query_free);
  self->asked = g_steal_pointer (&self->query);
  self->asked_question = self->question;
  g_cancellable_reset (self->stale);
}

/* Until all are there, nobody knows who comes first but where those who signed up last do. */
static void
reply (FairPeopleFollower *self)
{
  gboolean is_latest_first = self->asked->sort == FAIR_PEOPLE_SORT_SIGNED_UP && self->asked->descending;

  if ((self->is_whole || is_latest_first) && answer (self, self->stale))
    post (self, TRUE, NULL);
}

/* Whoever asks something while the journal is read need not wait. */
static void
line_met (gpointer data)
{
  FairPeopleFollower *self = data;
  const FairReadReport *report = self->report;
  gboolean is_asked;

  if (!self->is_whole && report->n_bytes >= self->n_bytes_told + PART_TOLD)
    {
      self->n_bytes_told = report->n_bytes;
      self->n_told = report->n_lines;
      post (self, FALSE, NULL);
    }
  if (self->is_whole || !g_cancellable_is_cancelled (self->stale))
    return;
  g_mutex_lock (&self->mutex);
  is_asked = self->query != NULL;
  if (is_asked)
    take_question (self);
  g_mutex_unlock (&self->mutex);
  if (is_asked && self->people != NULL)
    reply (self);
}

static void
take_table (FairPeopleFollower *self,
            FairPeople         *people,
            gboolean            is_whole)
{
  g_clear_pointer (&self->people, fair_people_unref);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->answered, fair_people_query_free);
  self->people = people;
  self->is_whole = is_whole;
  g_byte_array_set_size (self->flags, people->size);
  for (guint i = 0; i < people->size; i++)
    self->flags->data[i] = is_visible (self, fair_people_get (people, i)) ? VISIBLE : 0;
}

static void
note_change (FairPeopleFollower *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->changed = TRUE;
  g_cond_signal (&self->wish);
}

static gboolean
go_on (gpointer follower)
{
  note_change (follower);
  return G_SOURCE_REMOVE;
}

/* At first only what was appended last, and then more of it: not before the main loop has painted that and is idle, for all
 * processors are busy with it. */
static gboolean
load (FairPeopleFollower *self,
      GError            **error)
{
  g_autoptr (FairReadReport) report = fair_read_report_new ();
  gboolean goes_on = self->people != NULL && !self->is_whole && self->part < self->end / (4 * GROWTH);
  goffset part = self->people == NULL ? FIRST_PART : goes_on ? self->part * GROWTH : G_MAXOFFSET;
  FairPeople *people;

  self->report = report;
  report->tick = line_met;
  report->tick_data = self;
  people = fair_store_load_latest (self->store, part, &self->end, report, self->ended, error);
  if (people == NULL)
    return FALSE;
  take_table (self, people, part >= self->end);
  self->part = part;
  if (!self->is_whole)
    {
      reply (self);
      g_idle_add_full (G_PRIORITY_LOW, go_on, ref_follower (self), (GDestroyNotify) unref_follower);
      return TRUE;
    }
  self->broken = FALSE;
  answer (self, NULL);
  post (self, TRUE, g_steal_pointer (&report));
  return TRUE;
}

/* A line that cannot be read is set aside, and reported, by loading. */
static gboolean
merge_line (const FairLine *line,
            gpointer        user_data,
            GError        **error)
{
  FairPeopleFollower *self = user_data;
  const FairPerson *beaten = NULL;
  gboolean merged;

  if (line->error != NULL)
    {
      self->broken = TRUE;
      return TRUE;
    }
  g_mutex_lock (&self->table);
  merged = fair_people_merge (self->people, 0, line, &beaten, error);
  g_mutex_unlock (&self->table);
  if (beaten != NULL)
    g_ptr_array_add (self->beaten, (gpointer) beaten);
  return merged;
}

static gboolean
read_on (FairPeopleFollower *self,
         goffset             end,
         GError            **error)
{
  const FairLines lines = { .file = &self->people->sources[0].file, .kind = FAIR_LINES_GLANCED, .from = self->end,
                            .end = end, .map = fair_person_text_map, .map_data = self->people->schools };

  self->end = end;
  g_ptr_array_set_size (self->beaten, 0);
  if (!fair_lines_foreach (&lines, merge_line, self, self->ended, error))
    {
      self->broken = TRUE;
      return FALSE;
    }
  if (self->broken)
    return load (self, error);
  if (settle (self))
    post (self, TRUE, NULL);
  return TRUE;
}

/* What was appended to the same file is read; another file in its place is read as a whole. */
static gboolean
catch_up (FairPeopleFollower *self,
          GError            **error)
{
  g_auto (FairFile) file = FAIR_FILE_CLOSED;
  goffset end;

  if (!self->is_whole || self->broken)
    return load (self, error);
  if (!fair_store_snapshot (self->store, &file, &end, error))
    return FALSE;
  if (end < self->end || !fair_file_is_at (&self->people->sources[0].file, fair_store_get_journal_path (self->store)))
    return load (self, error);
  return end == self->end || read_on (self, end, error);
}

/* Waits until there is something to do: a question before a change. Returns FALSE when there is nothing any more. */
static gboolean
take_wish (FairPeopleFollower *self,
           gboolean           *is_question)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->query == NULL && !(self->changed && self->asked != NULL) && !g_cancellable_is_cancelled (self->ended))
    g_cond_wait (&self->wish, &self->mutex);
  *is_question = self->query != NULL;
  if (*is_question)
    take_question (self);
  else
    self->changed = FALSE;
  return !g_cancellable_is_cancelled (self->ended);
}

/* A table takes a while to go, so it goes here. */
static gpointer
follow (gpointer data)
{
  FairPeopleFollower *self = data;
  gboolean is_question;

  while (take_wish (self, &is_question))
    {
      gboolean had_error = self->error != NULL;

      if (is_question && self->people != NULL)
        {
          reply (self);
          continue;
        }
      g_clear_error (&self->error);
      if (!catch_up (self, &self->error) || had_error)
        post (self, FALSE, NULL);
    }
  g_clear_pointer (&self->listed_in, fair_people_unref);
  g_clear_pointer (&self->people, fair_people_unref);
  unref_follower (self);
  return NULL;
}

/** Follows @store, and calls @func in the main loop with each update; reads nothing until it is asked. Changes that the system
 * does not tell of, such as those that another computer makes on a network's disk, are met with the next one that it tells of.
 * Threading: the main thread. Returns: (transfer full): a follower, ended with fair_people_follower_stop() */
FairPeopleFollower *
fair_people_follower_start (FairStore            *store,
                            FairPeopleUpdateFunc  func,
                            gpointer              user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fair_store_get_journal_path (store));
  FairPeopleFollower *self = g_new0 (FairPeopleFollower, 1);

  g_atomic_ref_count_init (&self->references);
  self->store = g_object_ref (store);
  self->ended = g_cancellable_new ();
  self->stale = g_cancellable_new ();
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->table);
  g_cond_init (&self->wish);
  self->beaten = g_ptr_array_new ();
  self->flags = g_byte_array_new ();
  self->listed = g_ptr_array_new ();
  self->handler = g_signal_connect_data (store, "changed", G_CALLBACK (note_change), ref_follower (self),
                                         (GClosureNotify) (void (*) (void)) unref_follower, G_CONNECT_SWAPPED);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    {
      g_file_monitor_set_rate_limit (self->monitor, INTERVAL);
      g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (note_change), self);
    }
  g_thread_unref (g_thread_new ("fair-people", follow, ref_follower (self)));
  return self;
}

/** Has those listed from now on whom @query asks for; an earlier query that is not answered yet never will be. Threading: the
 * main thread. Returns: the question's number, as updates have it */
guint
fair_people_follower_ask (FairPeopleFollower    *self,
                          const FairPeopleQuery *query)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->query, fair_people_query_free);
  self->query = fair_people_query_copy (query);
  g_cancellable_cancel (self->stale);
  g_cond_signal (&self->wish);
  return ++self->question;
}

/** Threading: the main thread, which waits until a line is merged at most. Returns: (transfer none) (nullable): whom @id is of
 * now in the table of an update, maybe in a later version than the update knows */
const FairPerson *
fair_people_follower_find (FairPeopleFollower *self,
                           FairPeople         *people,
                           const char         *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->table);

  return fair_people_find (people, id);
}

/** Ends @self: nothing is told any more. Threading: the main thread, which does not wait for the other one. */
void
fair_people_follower_stop (FairPeopleFollower *self)
{
  g_signal_handler_disconnect (self->store, self->handler);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_func (self->monitor, note_change, self);
  g_clear_object (&self->monitor);
  g_cancellable_cancel (self->ended);
  g_cancellable_cancel (self->stale);
  note_change (self);
  unref_follower (self);
}

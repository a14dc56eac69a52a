/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a journal in a window with a list, sorts, searches and scrolls it, and has another process sign people up, while
 * it measures how long the window goes without answering. Prints JSON, in milliseconds. */
#include "contender-answers.h"
#include "gap-meter.h"
#include "line-feeder.h"
#include "list-window.h"
#include "typed-texts.h"

#include <stdlib.h>

#define IDLE_MS 3000
/* How many frames a person leaves between two letters at least. */
#define FRAMES_PER_LETTER 2
#define LIVE_ROUNDS 40
/* The pauses between sign-ups of another process, in milliseconds: less than a frame, and more. */
static const guint pauses[] = { 5, 30, 130, 300 };

typedef struct
{
  const char *fairctl;
  const char *folder;
  GtkWindow *window;
  GapMeter meter;
  FairStore *store;
  FairPeopleList *list;
  GArray *searches; /* of double: how long each answer took */

  /* of the sign-ups of another process: when each was durable, in the list, and on the screen */
  gint64 saved_at[1 + LIVE_ROUNDS];
  gint64 listed_at[1 + LIVE_ROUNDS];
  gint64 shown_at[1 + LIVE_ROUNDS];
  guint n_listed;
  guint n_shown;
} Bench;

static void
iterate (void)
{
  g_main_context_iteration (NULL, TRUE);
}

static void
wait_frames (Bench *self,
             guint  n_frames)
{
  guint64 end = self->meter.n_frames + n_frames;

  while (self->meter.n_frames < end)
    iterate ();
}

static void
wait_ms (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    iterate ();
}

static double
since_ms (gint64 began)
{
  return (double) (g_get_monotonic_time () - began) / G_TIME_SPAN_MILLISECOND;
}

/* Ends a phase: the longest gaps in it. */
static void
print_gaps (Bench      *self,
            const char *phase)
{
  g_print ("\"%s\":{\"turn\":%.2f,\"frame\":%.2f,\"work\":%.2f},", phase,
           (double) self->meter.longest_turn_gap / G_TIME_SPAN_MILLISECOND,
           (double) self->meter.longest_frame_gap / G_TIME_SPAN_MILLISECOND,
           (double) self->meter.longest_work / G_TIME_SPAN_MILLISECOND);
  gap_meter_reset (&self->meter);
}

static void
take_store (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Bench *self = user_data;
  g_autoptr (GError) error = NULL;

  self->store = fair_store_open_finish (result, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
}

static void
wait_answer (Bench *self)
{
  while (fair_people_list_get_searching (self->list))
    iterate ();
}

/* From nothing to people on the screen. Returns milliseconds. */
static double
open_list (Bench *self)
{
  gint64 began = g_get_monotonic_time ();

  fair_store_open_async (self->folder, NULL, take_store, self);
  while (self->store == NULL)
    iterate ();
  self->list = fair_people_list_new (self->store, NULL);
  list_window_show (self->window, self->list);
  wait_answer (self);
  wait_frames (self, 1);
  return since_ms (began);
}

/* Returns how long the answer took, in milliseconds. */
static double
ask (Bench          *self,
     const char     *typed,
     FairPeopleSort  sort,
     gboolean        descending)
{
  FairPeopleQuery query = FAIR_PEOPLE_QUERY_ALL;
  gint64 began = g_get_monotonic_time ();
  double ms;

  query.typed = typed;
  query.sort = sort;
  query.descending = descending;
  fair_people_list_set_query (self->list, &query);
  wait_answer (self);
  ms = since_ms (began);
  wait_frames (self, FRAMES_PER_LETTER);
  return ms;
}

static void
sort_all (Bench *self)
{
  static const FairPeopleSort sorts[] = { FAIR_PEOPLE_SORT_SCHOOL, FAIR_PEOPLE_SORT_YEAR, FAIR_PEOPLE_SORT_NAME };

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    for (int descending = 1; descending >= 0; descending--)
      ask (self, NULL, sorts[i], descending);
}

static void
type_all (Bench *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed_texts); i++)
    {
      const char *text = typed_texts[i];

      for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end))
        {
          g_autofree char *typed = g_strndup (text, (gsize) (end - text));
          double ms = ask (self, typed, FAIR_PEOPLE_SORT_NAME, FALSE);

          g_array_append_val (self->searches, ms);
          if (*end == '\0')
            break;
        }
      ask (self, NULL, FAIR_PEOPLE_SORT_NAME, FALSE);
    }
}

static void
scroll_all (Bench *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i <= 20 && n_items > 0; i++)
    {
      list_window_scroll (self->window, (guint) ((guint64) (n_items - 1) * i / 20));
      wait_frames (self, FRAMES_PER_LETTER);
    }
}

static void
note_listed (GListModel *list,
             guint       position,
             guint       removed,
             guint       added,
             gpointer    data)
{
  Bench *self = data;

  for (guint i = 0; i < added && self->n_listed < G_N_ELEMENTS (self->listed_at); i++)
    self->listed_at[self->n_listed++] = g_get_monotonic_time ();
}

/* What was in the list when a frame began is in that frame. */
static void
note_shown (Bench *self)
{
  while (self->n_shown < self->n_listed && self->listed_at[self->n_shown] <= self->meter.last_frame)
    self->shown_at[self->n_shown++] = self->meter.last_frame;
}

/* Another thread talks to the other process, so that it learns at once when a sign-up is durable. */
static gpointer
sign_up (gpointer data)
{
  Bench *self = data;
  LineFeeder feeder;

  line_feeder_start (&feeder, self->fairctl, self->folder, contender_answers);
  for (guint i = 1; i <= LIVE_ROUNDS; i++)
    {
      g_usleep (pauses[i % G_N_ELEMENTS (pauses)] * 1000);
      line_feeder_save (&feeder, contender_answers);
      self->saved_at[i] = g_get_monotonic_time ();
    }
  line_feeder_end (&feeder);
  return NULL;
}

static void
watch_others (Bench *self)
{
  gulong handler = g_signal_connect (self->list, "items-changed", G_CALLBACK (note_listed), self);
  GThread *thread = g_thread_new ("sign-up", sign_up, self);

  while (self->n_shown < G_N_ELEMENTS (self->shown_at))
    {
      iterate ();
      note_shown (self);
    }
  g_thread_join (thread);
  g_signal_handler_disconnect (self->list, handler);
}

static void
print_times (const char   *name,
             const double *times,
             guint         n_times)
{
  g_print ("\"%s\":[", name);
  for (guint i = 0; i < n_times; i++)
    g_print ("%s%.3f", i == 0 ? "" : ",", times[i]);
  g_print ("],");
}

/* A list may show what is durable before the other process has found time to say so. */
static void
print_live_times (const Bench  *self,
                  const char   *name,
                  const gint64 *when)
{
  double times[LIVE_ROUNDS];

  for (guint i = 0; i < LIVE_ROUNDS; i++)
    times[i] = (double) MAX (when[i + 1] - self->saved_at[i + 1], 0) / G_TIME_SPAN_MILLISECOND;
  print_times (name, times, LIVE_ROUNDS);
}

static double
get_frame_ms (Bench *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gint64 interval;

  gdk_frame_clock_get_refresh_info (clock, g_get_monotonic_time (), &interval, NULL);
  return (double) interval / G_TIME_SPAN_MILLISECOND;
}

static void
run_phases (Bench *self)
{
  double open_ms;

  wait_ms (IDLE_MS / 3);
  gap_meter_reset (&self->meter);
  wait_ms (IDLE_MS);
  print_gaps (self, "idle");
  open_ms = open_list (self);
  print_gaps (self, "opening");
  sort_all (self);
  print_gaps (self, "sorting");
  type_all (self);
  print_gaps (self, "searching");
  scroll_all (self);
  print_gaps (self, "scrolling");
  watch_others (self);
  print_gaps (self, "others");
  print_times ("searches", (const double *) (const void *) self->searches->data, self->searches->len);
  print_live_times (self, "listed", self->listed_at);
  print_live_times (self, "shown", self->shown_at);
  g_print ("\"frame_ms\":%.3f,\"open_ms\":%.1f,", get_frame_ms (self), open_ms);
}

/* window-bench FAIRCTL DATA_FOLDER: adds some sign-ups to it. */
int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };

  if (argc != 3)
    {
      g_printerr ("window-bench FAIRCTL DATA_FOLDER\n");
      return EXIT_FAILURE;
    }
  gtk_init ();
  bench.fairctl = argv[1];
  bench.folder = argv[2];
  bench.window = list_window_new ();
  bench.searches = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_window_present (bench.window);
  gap_meter_start (&bench.meter, GTK_WIDGET (bench.window));
  g_print ("{");
  run_phases (&bench);
  g_print ("\"people\":%u}\n", g_list_model_get_n_items (G_LIST_MODEL (bench.list)));
  gap_meter_stop (&bench.meter);
  gtk_window_destroy (bench.window);
  g_object_unref (bench.list);
  g_object_unref (bench.store);
  g_array_unref (bench.searches);
  return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the coordinator's desk itself over a journal, types into its search, sorts it by each column and selects everybody, while it
 * measures until when each answer is painted, how long the main thread is held, and what memory it takes. Prints JSON, in
 * milliseconds and bytes. */
#include "desk/fair-desk.h"
#include "desk/fair-person-cell.h"
#include "gap-meter.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STATUS "/proc/self/status"
#define IDLE_MS 1000

static const char *const typed_names[] = { "okafor", "garcía márquez", "zoe", "priya.patel", "kowalski 2027" };

typedef struct
{
  FairBooth *booth;
  GtkWindow *window;
  GtkWidget *desk;
  FairDeskModel *model;
  GapMeter meter;
  gint64 painted_at; /* when the latest frame that shows the answer was painted; 0 while there was none since the question */
  gboolean asked;    /* whether the question has reached the list */
} Bench;

static gint64
read_status (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (STATUS, &text, NULL, NULL) || (line = strstr (text, name)) == NULL)
    g_error (STATUS " has no %s", name);
  return g_ascii_strtoll (line + strlen (name), NULL, 10) * 1024;
}

/* From now on the system notes anew how much memory the process has at its most. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL || fputs ("5", file) < 0 || fclose (file) != 0)
    g_error ("the peak of the memory cannot be measured");
}

static double
get_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static void
wait_ms (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* How many names are painted; -1 while one of them is still to be read. */
static int
count_names (GtkWidget *root)
{
  int n = 0;

  if (!gtk_widget_get_mapped (root))
    return 0;
  if (FAIR_IS_PERSON_CELL (root) && gtk_widget_has_css_class (root, "desk-name"))
    return fair_person_cell_get_text (FAIR_PERSON_CELL (root)) != NULL ? 1 : -1;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int more = count_names (child);

      if (more < 0)
        return -1;
      n += more;
    }
  return n;
}

static GtkWidget *
get_view (Bench *self)
{
  return find (self->desk, GTK_TYPE_COLUMN_VIEW);
}

static void
note_painted (Bench *self)
{
  gint64 now = g_get_monotonic_time ();
  FairPeopleList *people;
  int n_names;

  if (self->model == NULL || !self->asked || self->painted_at != 0)
    return;
  people = fair_desk_model_get_people (self->model);
  if (fair_people_list_get_error (people) != NULL)
    g_error ("%s", fair_people_list_get_error (people)->message);
  if (fair_people_list_get_searching (people))
    return;
  n_names = count_names (get_view (self));
  if (n_names > 0 || (n_names == 0 && g_list_model_get_n_items (G_LIST_MODEL (people)) == 0))
    self->painted_at = now;
}

static void
note_asked (Bench *self)
{
  self->asked = TRUE;
}

/* Returns milliseconds until the frame that shows the answer. */
static double
wait_painted (Bench  *self,
              gint64  began)
{
  while (self->painted_at == 0)
    g_main_context_iteration (NULL, TRUE);
  return (double) (self->painted_at - began) / G_TIME_SPAN_MILLISECOND;
}

/* Ends a phase: the longest gaps in it. */
static void
print_gaps (Bench      *self,
            const char *phase)
{
  g_print ("\"%s\":{\"turn\":%.2f,\"work\":%.2f},", phase, (double) self->meter.longest_turn_gap / G_TIME_SPAN_MILLISECOND,
           (double) self->meter.longest_work / G_TIME_SPAN_MILLISECOND);
  gap_meter_reset (&self->meter);
}

static void
open_booth (Bench *self)
{
  GdkFrameClock *clock;

  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);
  while (fair_booth_get_store (self->booth) == NULL || fair_booth_get_program (self->booth) == NULL)
    g_main_context_iteration (NULL, TRUE);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 1366, 768);
  gtk_window_present (self->window);
  gap_meter_start (&self->meter, GTK_WIDGET (self->window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (note_painted), self);
  wait_ms (IDLE_MS);
  gap_meter_reset (&self->meter);
  wait_ms (IDLE_MS);
  print_gaps (self, "idle");
}

static void
open_desk (Bench *self)
{
  gint64 began = g_get_monotonic_time (), reviewed;
  double processor = get_processor_ms (), rows_ms;

  self->asked = TRUE;
  self->desk = fair_desk_new (self->booth);
  self->model = fair_desk_get_model (FAIR_DESK (self->desk));
  adw_window_set_content (ADW_WINDOW (self->window), self->desk);
  rows_ms = wait_painted (self, began);
  g_print ("\"rows_ms\":%.1f,\"rows_processor_ms\":%.1f,", rows_ms, get_processor_ms () - processor);
  print_gaps (self, "opening");
  g_print ("\"listed_bytes\":%" G_GINT64_FORMAT ",", read_status ("RssAnon:"));
  processor = get_processor_ms ();
  reviewed = g_get_monotonic_time ();
  while (fair_desk_model_get_review (self->model) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_print ("\"review_ms\":%.1f,\"review_processor_ms\":%.1f,", (double) (g_get_monotonic_time () - reviewed) / G_TIME_SPAN_MILLISECOND,
           get_processor_ms () - processor);
  wait_ms (IDLE_MS);
  print_gaps (self, "reviewing");
}

static void
begin_question (Bench *self,
                gboolean is_asked_at_once)
{
  self->asked = is_asked_at_once;
  self->painted_at = 0;
}

/* Letter by letter: to set a text would empty the entry first, and ask for everybody. */
static void
type_name (Bench       *self,
           GtkEditable *search,
           const char  *name)
{
  int at = 0;

  for (const char *end; *name != '\0'; name = end)
    {
      gint64 began = g_get_monotonic_time ();

      end = g_utf8_next_char (name);
      begin_question (self, FALSE);
      gtk_editable_insert_text (search, name, (int) (end - name), &at);
      g_print ("%.2f%s", wait_painted (self, began), *end != '\0' ? "," : "");
    }
}

static void
type_all (Bench *self)
{
  GtkWidget *search = find (self->desk, GTK_TYPE_SEARCH_ENTRY);
  gulong handler = g_signal_connect_swapped (search, "search-changed", G_CALLBACK (note_asked), self);

  g_print ("\"letters\":[");
  for (gsize i = 0; i < G_N_ELEMENTS (typed_names); i++)
    {
      g_print (i > 0 ? "," : "");
      type_name (self, GTK_EDITABLE (search), typed_names[i]);
      begin_question (self, FALSE);
      gtk_editable_set_text (GTK_EDITABLE (search), "");
      wait_painted (self, 0);
    }
  g_print ("],");
  g_signal_handler_disconnect (search, handler);
  print_gaps (self, "typing");
}

static void
sort_all (Bench *self)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (get_view (self));
  GListModel *columns = gtk_column_view_get_columns (view);
  const char *comma = "";

  g_print ("\"sorts\":{");
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      gint64 began = g_get_monotonic_time ();

      if (!gtk_column_view_column_get_visible (column) || gtk_column_view_column_get_sorter (column) == NULL)
        continue;
      begin_question (self, TRUE);
      gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
      g_print ("%s\"%s\":%.1f", comma, gtk_column_view_column_get_id (column), wait_painted (self, began));
      comma = ",";
    }
  g_print ("},");
  print_gaps (self, "sorting");
}

/* All are selected, the first is taken out and all are counted, as a coordinator would; what cannot be done with so many is not. */
static void
select_all (Bench *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (fair_desk_model_get_selection (self->model));

  gtk_selection_model_select_all (selection);
  wait_ms (100);
  gtk_selection_model_unselect_item (selection, 0);
  wait_ms (100);
  gtk_widget_activate_action (self->desk, "desk.erase", NULL);
  wait_ms (IDLE_MS);
  print_gaps (self, "selecting");
}

/* As the application looks. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/org/fairbook/Fairbook/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* desk-bench: over what $FAIRBOOK_DATA_DIR has, which it leaves as it is. */
int
main (void)
{
  Bench bench = { 0 };
  gint64 base;

  gtk_init ();
  adw_init ();
  load_style ();
  g_print ("{");
  open_booth (&bench);
  base = read_status ("RssAnon:");
  g_print ("\"base_bytes\":%" G_GINT64_FORMAT ",", base);
  forget_peak ();
  open_desk (&bench);
  g_print ("\"reviewed_bytes\":%" G_GINT64_FORMAT ",", read_status ("RssAnon:"));
  type_all (&bench);
  sort_all (&bench);
  select_all (&bench);
  g_print ("\"settled_bytes\":%" G_GINT64_FORMAT ",\"resident_bytes\":%" G_GINT64_FORMAT ",\"peak_bytes\":%" G_GINT64_FORMAT
           ",\"people\":%u}\n",
           read_status ("RssAnon:"), read_status ("VmRSS:"), read_status ("VmHWM:"),
           g_list_model_get_n_items (G_LIST_MODEL (fair_desk_model_get_people (bench.model))));
  gap_meter_stop (&bench.meter);
  gtk_window_destroy (bench.window);
  g_object_unref (bench.booth);
  return EXIT_SUCCESS;
}

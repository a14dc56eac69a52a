/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics at the desk: what the charts say is what the core counts, and what a screen reader hears; on a small screen and a large one,
 * with large text, in both directions, nothing is too wide, as libadwaita itself says; files are whole, and are read by other programs. */
#include "config.h"

#include "form/fair-answers.h"
#include "statistics/fair-bar-chart.h"
#include "statistics/fair-chart-card.h"
#include "statistics/fair-chart-drawing.h"
#include "statistics/fair-statistics-charts.h"
#include "statistics/fair-statistics-page.h"
#include "test-store-util.h"
#include "ui-test.h"
#include "visits/fair-visits.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOUR G_GINT64_CONSTANT (1795968000000)

/* How large the window and the text are, and where one begins to read. */
typedef struct
{
  int width;
  int height;
  int percent;
  GtkTextDirection direction;
} Size;

static const Size laptop = { 1366, 768, 100, GTK_TEXT_DIR_LTR };

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWindow *window;
  FairStatisticsPage *page;
  const char *text; /* what is waited for */
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const Size *size = data != NULL ? data : &laptop;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-xft-dpi", 96 * 1024 * size->percent / 100, NULL);
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);
  ui_test_wait (has_all, self->booth);
  /* the booth has turned it to the language that it speaks */
  gtk_widget_set_default_direction (size->direction);
  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, size->width, size->height);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  FairStore *store = fair_booth_get_store (self->booth);

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  gtk_window_destroy (self->window);
  g_clear_object (&self->booth);
  ui_test_wait_gone (&store);
  test_folder_free (self->folder);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
add (Fixture    *self,
     const char *event,
     const char *school,
     const char *degree,
     const char *interests)
{
  g_autofree char *json = g_strdup_printf ("{\"given_name\":\"Ann\",\"family_name\":\"Lee\",\"email\":\"ann@example.org\",\"degree\":\"%s\","
                                           "\"medical_school\":\"%s\",\"graduation_year\":2027,\"interests\":[%s],\"consent\":true}",
                                           degree, school, interests);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = event, .form = "interest@1", .lang = "en", .answers = answers };

  g_assert_no_error (error);
  g_free (fair_store_add (fair_booth_get_store (self->booth), &draft, &error));
  g_assert_no_error (error);
}

static void
add_people (Fixture *self)
{
  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *school = g_strdup_printf ("Ballyfarnon College %c of Medicine, Nursing and the other Health Sciences", (char) ('A' + i));

      add (self, "sample-autumn", school, i % 2 == 0 ? "MD" : "DO", "\"research\",\"neonatology\"");
    }
  add (self, "sample-spring", "Ballyfarnon College", "MD", "\"research\"");
  add (self, "sample-spring", "Ballyfarnon College", "MBBS", "\"education\"");
}

static void
add_visits (Fixture *self)
{
  FairStore *store = fair_booth_get_store (self->booth);
  g_autoptr (FairVisitCounts) counts = fair_visit_counts_new ();
  g_autoptr (GError) error = NULL;

  fair_visit_counts_add (counts, HOUR, "sample-autumn", FAIR_VISIT_PAGE_VIEWS, "about", 3);
  fair_visit_counts_add (counts, HOUR, "sample-spring", FAIR_VISIT_PAGE_VIEWS, "about", 4);
  fair_visit_counts_add (counts, HOUR, "sample-autumn", FAIR_VISIT_PAGE_SECONDS, "about", 3725);
  fair_visit_counts_add (counts, HOUR, "sample-autumn", FAIR_VISIT_FORMS_BEGUN, "interest@1", 9);
  fair_visit_counts_add (counts, HOUR, "sample-autumn", FAIR_VISIT_FORMS_FINISHED, "interest@1", 6);
  fair_visit_counts_add (counts, HOUR, "sample-autumn", FAIR_VISIT_LEFT_AT, "email", 2);
  fair_visit_counts_add (counts, HOUR, "sample-autumn", FAIR_VISIT_LEFT_AT, "of_another_form", 1);
  g_assert_true (fair_visits_add (store, counts, &error));
  g_assert_no_error (error);
}

static gboolean
count_frame (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       frames)
{
  --*(guint *) frames;
  return *(guint *) frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer frames)
{
  return *(guint *) frames == 0;
}

/* Until it is painted: what is too large for its place, libadwaita says then. */
static void
look (Fixture *self)
{
  guint frames = 4;

  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), count_frame, &frames, NULL);
  ui_test_wait (is_zero, &frames);
}

/* Whether a text stands in what shows. */
static gboolean
has_text (GtkWidget  *root,
          const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
shows_text (gpointer data)
{
  Fixture *self = data;

  return has_text (GTK_WIDGET (self->window), self->text);
}

static void
expect (Fixture    *self,
        const char *text)
{
  self->text = text;
  ui_test_wait (shows_text, self);
}

static void
open_page (Fixture    *self,
           const char *awaited)
{
  GtkWidget *view = adw_navigation_view_new ();

  self->page = FAIR_STATISTICS_PAGE (fair_statistics_page_new (self->booth));
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self->page));
  adw_window_set_content (ADW_WINDOW (self->window), view);
  gtk_window_present (self->window);
  expect (self, awaited);
}

static void
choose_event (Fixture *self,
              guint    row)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_test_find (GTK_WIDGET (self->page), ADW_TYPE_COMBO_ROW, 0)), row);
}

static FairBarChart *
find_chart (Fixture    *self,
            const char *title)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *found = ui_test_find (GTK_WIDGET (self->page), FAIR_TYPE_BAR_CHART, i);

      g_assert_nonnull (found);
      if (g_str_equal (fair_bar_chart_get_chart (FAIR_BAR_CHART (found))->title, title))
        return FAIR_BAR_CHART (found);
    }
}

/* That a screen reader hears an item: a list of that name has one of that name. */
static void
check_item (Fixture    *self,
            const char *title,
            const char *words)
{
  FairBarChart *chart = find_chart (self, title);

  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, title);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (chart)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, words);

      if (differs != NULL)
        continue;
      gtk_test_accessible_assert_role (child, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      g_assert_true (gtk_widget_get_focusable (child));
      return;
    }
  g_error ("“%s” has no “%s”", title, words);
}

static void
test_all_fairs (Fixture       *self,
                gconstpointer  data)
{
  add_people (self);
  add_visits (self);
  open_page (self, "Fairs Compared");
  check_item (self, "People at Each Fair", "Sample fair (fall): 14");
  check_item (self, "People at Each Fair", "Sample fair (spring): 2");
  check_item (self, "Degree", "MD: Sample fair (fall) 7, Sample fair (spring) 1");
  check_item (self, "Page Views", "About the program: 7");
}

static void
test_one_fair (Fixture       *self,
               gconstpointer  data)
{
  add_people (self);
  add_visits (self);
  open_page (self, "Fairs Compared");
  choose_event (self, 1);
  expect (self, "Sign-Ups by Hour");
  check_item (self, "Degree", "MD: 7");
  check_item (self, "Medical school", "4 others: 4");
  check_item (self, "Sign-Up Forms", "Begun: 9");
  check_item (self, "Sign-Up Forms", "Finished: 6");
  check_item (self, "Where Forms Were Left", "Email: 2");
  check_item (self, "Where Forms Were Left", "of_another_form: 1");
  choose_event (self, 2);
  check_item (self, "Medical school", "Ballyfarnon College: 2");
}

/* That all charts together say of a field what the core counts. */
static void
test_numbers_are_the_cores (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FairStatistics) statistics = NULL;
  g_autoptr (GError) error = NULL;

  add_people (self);
  open_page (self, "Fairs Compared");
  fair_statistics_load_async (fair_booth_get_store (self->booth), fair_booth_get_program (self->booth), NULL, test_keep_result, &result);
  test_wait_for_result (&result);
  statistics = fair_statistics_load_finish (result, &error);
  g_assert_no_error (error);
  for (guint by = FAIR_STATS_N_FIXED; by < fair_stats_get_n (statistics->stats); by++)
    {
      g_autoptr (GArray) list = fair_stats_list (statistics->stats, NULL, by);
      guint64 counted = 0, shown = 0;
      FairChart *chart;

      if (list->len == 0)
        continue;
      chart = fair_bar_chart_get_chart (find_chart (self, fair_stats_get_title (statistics->stats, by)));
      for (guint i = 0; i < list->len; i++)
        counted += g_array_index (list, FairCount, i).count;
      for (guint i = 0; i < chart->items->len; i++)
        for (guint series = 0; series < chart->n_series; series++)
          shown += fair_chart_get (chart, i)->values[series];
      g_assert_cmpuint (shown, ==, counted);
    }
}

static gboolean
has_two (gpointer data)
{
  Fixture *self = data;
  FairChart *chart = fair_bar_chart_get_chart (find_chart (self, "Degree"));

  return fair_chart_get (chart, 0)->values[0] == 2;
}

/* Somebody else signs up: the number grows, and whoever is at it with the keyboard stays there. */
static void
test_refresh (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *item;

  add (self, "sample-spring", "Ballyfarnon College", "MD", "\"research\"");
  open_page (self, "Who Signed Up");
  ui_test_wait_active (self->window);
  item = gtk_widget_get_last_child (GTK_WIDGET (find_chart (self, "Degree")));
  g_assert_true (gtk_widget_grab_focus (item));
  add (self, "sample-spring", "Ballyfarnon College", "MD", "\"research\"");
  fair_statistics_page_refresh (self->page);
  ui_test_wait (has_two, self);
  g_assert_true (gtk_window_get_focus (self->window) == item);
  check_item (self, "Degree", "MD: 2");
}

static void
test_keyboard (Fixture       *self,
               gconstpointer  data)
{
  GtkWidget *chart, *first, *second;

  add_people (self);
  open_page (self, "Fairs Compared");
  ui_test_wait_active (self->window);
  chart = GTK_WIDGET (find_chart (self, "People at Each Fair"));
  g_assert_true (gtk_widget_grab_focus (chart));
  first = gtk_window_get_focus (self->window);
  g_assert_true (gtk_widget_get_parent (first) == chart);
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_DOWN));
  second = gtk_window_get_focus (self->window);
  g_assert_true (second == gtk_widget_get_next_sibling (first));
  g_assert_false (gtk_widget_child_focus (chart, GTK_DIR_DOWN));
  g_assert_false (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_UP));
  g_assert_true (gtk_window_get_focus (self->window) == first);
}

static void
test_nobody (Fixture       *self,
             gconstpointer  data)
{
  open_page (self, "Nobody Has Signed Up Yet");
  look (self);
}

/* A journal that is a folder: the reason is told, and when it is mended, the charts come. */
static void
test_failure (Fixture       *self,
              gconstpointer  data)
{
  const char *path = fair_store_get_journal_path (fair_booth_get_store (self->booth));
  g_autofree char *aside = g_strconcat (path, ".aside", NULL);

  add_people (self);
  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  open_page (self, "The Sign-Ups Cannot Be Read");
  look (self);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  fair_statistics_page_refresh (self->page);
  expect (self, "Fairs Compared");
}

static void
test_looks (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *scrolled = NULL;
  GtkAdjustment *adjustment;

  add_people (self);
  add_visits (self);
  open_page (self, "Fairs Compared");
  /* the first is of the list of fairs */
  for (guint i = 0; scrolled == NULL || !gtk_widget_get_mapped (scrolled); i++)
    scrolled = ui_test_find (GTK_WIDGET (self->page), GTK_TYPE_SCROLLED_WINDOW, i);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  for (guint event = 0; event < 3; event++)
    {
      choose_event (self, event);
      look (self);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      look (self);
    }
}

/* Nothing is drawn outside its place: neither to its sides, nor below what it says it is high. */
static void
check_drawing (const FairChart      *chart,
               const FairChartStyle *style,
               double                width)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double height = fair_chart_draw (chart, style, width, NULL, NULL);
  GskRenderNode *node;
  graphene_rect_t bounds;

  g_assert_cmpfloat_with_epsilon (fair_chart_draw (chart, style, width, snapshot, NULL), height, 0.01);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_get_bounds (node, &bounds);
  /* letters have room around them for what sticks out, such as accents */
  g_assert_cmpfloat (bounds.origin.x, >=, -4);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, width + 4);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, height + 8);
  gsk_render_node_unref (node);
}

static FairChart *
make_chart (FairChartKind kind,
            guint         n_series)
{
  static const char long_name[] = "Wolfeschlegelsteinhausenbergerdorff School of Medicine";
  FairChart *chart = fair_chart_new (kind, "Title & <b>more</b>", NULL);

  for (guint i = 0; n_series > 1 && i < n_series; i++)
    fair_chart_add_series (chart, "Fair with quite a long name, of all the specialties that there are");
  for (guint i = 0; i < 12; i++)
    {
      FairChartItem *item = fair_chart_add (chart, i == 0 ? long_name : i == 1 ? "كلية الطب" : "A", i * 1234567);

      for (guint series = 1; series < n_series; series++)
        fair_chart_set_value (chart, item, series, i * series);
    }
  return chart;
}

static void
test_drawing (Fixture       *self,
              gconstpointer  data)
{
  FairChartStyle style = { .text = { 0, 0, 0, 1 }, .bar = { 0, 0, 1, 1 }, .exact = TRUE };

  style.context = gtk_widget_get_pango_context (GTK_WIDGET (self->window));
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (FairChart) chart = make_chart (i % 2 == 0 ? FAIR_CHART_BARS : FAIR_CHART_COLUMNS, i < 4 ? 1 : FAIR_CHART_MAX_SERIES);

      style.rtl = i / 2 % 2 == 1;
      style.edges = style.rtl;
      check_drawing (chart, &style, 140);
      check_drawing (chart, &style, 500);
      check_drawing (chart, &style, 1100);
    }
}

static char *
save (Fixture        *self,
      const char     *name,
      FairChartFormat format,
      GError        **error)
{
  g_autoptr (GPtrArray) charts = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_chart_unref);
  g_autofree char *path = test_folder_path (self->folder, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (charts, make_chart (FAIR_CHART_BARS, 3));
  g_ptr_array_add (charts, make_chart (FAIR_CHART_COLUMNS, 1));
  fair_chart_picture_save_async (charts, "Fair & Fairness", "#185a7d", format, fair_booth_get_store (self->booth), file, NULL,
                                 test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_chart_picture_save_finish (result, error) ? g_steal_pointer (&path) : NULL;
}

static void
check_mode (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_svg (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = save (self, "x.svg", FAIR_CHART_SVG, &error), *text = NULL, *xmllint = g_find_program_in_path ("xmllint");
  const char *command[] = { xmllint, "--noout", "--nonet", path, NULL };
  int status;

  g_assert_no_error (error);
  check_mode (path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<title>Fair &amp; Fairness</title>"));
  g_assert_nonnull (strstr (text, "Title &amp; &lt;b&gt;more&lt;/b&gt;"));
  g_assert_nonnull (strstr (text, "كلية الطب: "));
  g_assert_null (strstr (text, "<image"));
  if (xmllint == NULL)
    return;
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
test_png (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = save (self, "x.png", FAIR_CHART_PNG, &error);
  g_autoptr (GdkTexture) texture = NULL;

  g_assert_no_error (error);
  check_mode (path);
  texture = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1760);
  g_assert_cmpint (gdk_texture_get_height (texture), >, 1000);
}

/* Never onto the sign-ups themselves. */
static void
test_not_over_the_journal (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  add_people (self);
  path = save (self, "signups/signups.jsonl", FAIR_CHART_SVG, &error);
  g_assert_null (path);
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  static const Size sizes[] = {
    { 1366, 768, 100, GTK_TEXT_DIR_LTR }, { 1366, 768, 200, GTK_TEXT_DIR_RTL }, { 360, 640, 100, GTK_TEXT_DIR_RTL },
    { 360, 640, 200, GTK_TEXT_DIR_LTR },  { 360, 294, 100, GTK_TEXT_DIR_LTR },
  };

  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  ui_test_style ();
  g_test_add ("/statistics/all-fairs", Fixture, NULL, set_up, test_all_fairs, tear_down);
  g_test_add ("/statistics/one-fair", Fixture, NULL, set_up, test_one_fair, tear_down);
  g_test_add ("/statistics/numbers-are-the-cores", Fixture, NULL, set_up, test_numbers_are_the_cores, tear_down);
  g_test_add ("/statistics/refresh", Fixture, NULL, set_up, test_refresh, tear_down);
  g_test_add ("/statistics/keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  g_test_add ("/statistics/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/statistics/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/statistics/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  g_test_add ("/statistics/svg", Fixture, NULL, set_up, test_svg, tear_down);
  g_test_add ("/statistics/png", Fixture, NULL, set_up, test_png, tear_down);
  g_test_add ("/statistics/not-over-the-journal", Fixture, NULL, set_up, test_not_over_the_journal, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("/statistics/looks/%d-%d-%s", sizes[i].width, sizes[i].percent,
                                               sizes[i].direction == GTK_TEXT_DIR_RTL ? "rtl" : "ltr");

      g_test_add (name, Fixture, &sizes[i], set_up, test_looks, tear_down);
    }
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's pages: what a visitor finds, and how they get about. */
#include "config.h"

#include "program/fair-block-view.h"
#include "program/fair-fact-tile.h"
#include "program/fair-home.h"
#include "program/fair-page-body.h"
#include "program/fair-page-card.h"
#include "program/fair-page-table.h"
#include "program/fair-page-view.h"
#include "program/fair-program-view.h"
#include "ui-test.h"

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              guint      *count)
{
  (*count)++;
}

static FairProgramView *
new_view (FairProgram *program)
{
  FairProgramView *view = g_object_ref_sink (g_object_new (FAIR_TYPE_PROGRAM_VIEW, NULL));

  fair_program_view_set_program (view, program);
  return view;
}

static void
test_home (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GtkWidget *home = ui_test_find (GTK_WIDGET (view), FAIR_TYPE_HOME, 0);

  g_assert_cmpuint (ui_test_count (home, FAIR_TYPE_FACT_TILE), ==, program->facts->len);
  g_assert_cmpuint (ui_test_count (home, FAIR_TYPE_PAGE_CARD), ==, g_list_model_get_n_items (program->pages));

  /* The same program again does not double anything. */
  fair_program_view_set_program (view, program);
  g_assert_cmpuint (ui_test_count (home, FAIR_TYPE_FACT_TILE), ==, program->facts->len);
}

static void
test_pages (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GListModel *pages = program->pages;
  guint notified = 0;

  g_assert_null (fair_program_view_get_page (view));
  g_signal_connect (view, "notify::page", G_CALLBACK (count_notify), &notified);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (pages, i);

      fair_program_view_open_page (view, page->id);
      g_assert_cmpstr (fair_program_view_get_page (view), ==, page->id);
      g_assert_cmpuint (notified, ==, i + 1);
    }

  fair_program_view_open_page (view, "no-such-page");
  g_assert_cmpuint (notified, ==, g_list_model_get_n_items (pages));

  fair_program_view_go_home (view);
  g_assert_null (fair_program_view_get_page (view));
  g_assert_cmpuint (notified, ==, g_list_model_get_n_items (pages) + 1);
}

static void
test_facts_of_page (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GtkWidget *page_view = ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PAGE_VIEW, 0);
  GPtrArray *facts = program->facts;
  guint expected = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      const FairFact *fact = facts->pdata[i];

      if (fact->pages != NULL && g_strv_contains ((const char *const *) fact->pages, "training"))
        expected++;
    }
  g_assert_cmpuint (expected, >=, 3);

  fair_program_view_open_page (view, "training");
  g_assert_cmpuint (ui_test_count (page_view, FAIR_TYPE_FACT_TILE), ==, expected);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_focusable (gpointer data)
{
  return gtk_widget_get_focusable (data);
}

static GtkListBox *
list_of_pages (FairProgramView *view)
{
  return GTK_LIST_BOX (ui_test_find (GTK_WIDGET (view), GTK_TYPE_LIST_BOX, 0));
}

/* The row that the keyboard's focus is on, or NULL. */
static GtkWidget *
focused_row (FairProgramView *view)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (view)));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
}

static void
assert_focus_on_row (FairProgramView *view,
                     int              index)
{
  GtkListBox *list = list_of_pages (view);

  g_assert_true (gtk_list_box_get_selected_row (list) == gtk_list_box_get_row_at_index (list, index));
  g_assert_true (focused_row (view) == GTK_WIDGET (gtk_list_box_get_row_at_index (list, index)));
}

static void
open_page (GSimpleAction *action,
           GVariant      *id,
           gpointer       view)
{
  fair_program_view_open_page (view, g_variant_get_string (id, NULL));
}

/* In a window that opens pages, as the real one does. */
static GtkWidget *
present (FairProgramView *view)
{
  static const GActionEntry actions[] = { { .name = "open-page", .activate = open_page, .parameter_type = "s" } };
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), view);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait (is_mapped, window);
  return window;
}

/* Whoever opens a page by its card finds the list's focus on that page, and not on the one that was read before. */
static void
test_focus_after_card (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GtkWidget *window = present (view);

  fair_program_view_open_page (view, "about");
  gtk_widget_child_focus (GTK_WIDGET (list_of_pages (view)), GTK_DIR_TAB_FORWARD);
  assert_focus_on_row (view, 0);

  fair_program_view_go_home (view);
  fair_program_view_open_page (view, "careers");
  assert_focus_on_row (view, 2);

  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_next_button (FairProgramView *view)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_test_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (gtk_widget_has_css_class (button, "next-page"))
      return button;
  g_assert_not_reached ();
}

/* Whoever goes on with Next stays at that button, and finds the list's focus on the page that is open. */
static void
test_focus_after_next (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GtkWidget *window = present (view);
  GtkWidget *next;

  fair_program_view_open_page (view, "about");
  gtk_widget_child_focus (GTK_WIDGET (list_of_pages (view)), GTK_DIR_TAB_FORWARD);
  next = find_next_button (view);
  g_assert_true (gtk_widget_grab_focus (next));
  g_signal_emit_by_name (next, "clicked");
  g_assert_cmpstr (fair_program_view_get_page (view), ==, "training");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == next);

  gtk_widget_child_focus (GTK_WIDGET (list_of_pages (view)), GTK_DIR_TAB_BACKWARD);
  assert_focus_on_row (view, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The card at the end of a page goes with that page: the focus is not lost, but on the page that it has opened. */
static void
test_focus_after_onward (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GtkWidget *window = present (view);
  GtkWidget *card;

  fair_program_view_open_page (view, "about");
  card = ui_test_find (ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PAGE_VIEW, 0), FAIR_TYPE_PAGE_CARD, 0);
  g_assert_true (gtk_widget_grab_focus (card));
  g_signal_emit_by_name (card, "clicked");
  g_assert_cmpstr (fair_program_view_get_page (view), ==, "training");
  assert_focus_on_row (view, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_scrolled (gpointer scroller)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)) > 100;
}

/* Whoever has found something is led to it, and it is marked until they go on. */
static void
test_place (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  GtkWidget *window = present (view);
  FairPage *page = fair_program_find_page (program, "training");
  GtkWidget *body = ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PAGE_BODY, 0);

  fair_program_view_open_place (view, "training", page->blocks->len - 1);
  g_assert_true (gtk_widget_has_css_class (fair_page_body_find (FAIR_PAGE_BODY (body), page->blocks->len - 1), "found"));
  ui_test_wait (is_scrolled, gtk_widget_get_ancestor (body, GTK_TYPE_SCROLLED_WINDOW));
  assert_focus_on_row (view, 1);
  fair_program_view_open_page (view, "training");
  g_assert_false (gtk_widget_has_css_class (fair_page_body_find (FAIR_PAGE_BODY (body), page->blocks->len - 1), "found"));
  fair_program_view_open_place (view, "training", G_MAXUINT);
  fair_program_view_open_place (view, "no-such-page", 0);
  g_assert_cmpstr (fair_program_view_get_page (view), ==, "training");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a page's author wrote is shown as written, and is never run as markup. */
static void
test_hostile_block (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  FairBlock block = {
    .kind = FAIR_BLOCK_PARAGRAPH,
    .markup = (char *) "&lt;b&gt;O’Brien &amp; Søn&lt;/b&gt;",
    .text = (char *) "<b>O’Brien & Søn</b>",
  };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (fair_block_view_new (&block, program));

  g_assert_true (GTK_IS_LABEL (widget));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (widget)), ==, block.text);

  block.kind = FAIR_BLOCK_PHOTO;
  block.photo = (char *) "no-such-photo";
  g_assert_null (fair_block_view_new (&block, program));
}

static char *
dup_marker (int number)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  FairBlock block = { .kind = FAIR_BLOCK_NUMBERED, .level = 1, .number = number, .markup = (char *) "a", .text = (char *) "a" };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (fair_block_view_new (&block, program));

  return g_strdup (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (widget))));
}

static void
test_list_from_zero (void)
{
  g_autofree char *zero = dup_marker (0);
  g_autofree char *seven = dup_marker (7);

  g_assert_cmpstr (zero, ==, "0.");
  g_assert_cmpstr (seven, ==, "7.");
}

/* A table of as many columns and rows, each cell with the same word. */
static FairBlock *
make_table (guint       n_columns,
            guint       n_rows,
            const char *word)
{
  FairBlock *table = fair_block_new (FAIR_BLOCK_TABLE, 0, "", "");

  table->n_columns = n_columns;
  table->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_block_free);
  for (guint i = 0; i < n_columns * n_rows; i++)
    g_ptr_array_add (table->cells, fair_block_new (FAIR_BLOCK_CELL, 0, word, word));
  return table;
}

static GtkWidget *
get_row (GtkWidget *table,
         guint      index)
{
  GtkWidget *row = ui_test_find (table, GTK_TYPE_LABEL, 0);

  row = gtk_widget_get_first_child (gtk_widget_get_parent (gtk_widget_get_parent (row)));
  while (index-- > 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static void
assert_role (GtkWidget        *widget,
             GtkAccessibleRole role)
{
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)), ==, role);
}

/* A screen reader hears a table of rows of cells; the columns are as wide in all of them. */
static void
test_table (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  FairBlock *block = make_table (3, 2, "Word");
  FairBlock *long_cell = block->cells->pdata[4];
  GtkWidget *window = gtk_window_new ();
  GtkWidget *table = NULL;

  g_set_str (&long_cell->markup, "Words that need more room than all the others");
  ((FairBlock *) block->cells->pdata[5])->align = FAIR_ALIGN_END;
  table = fair_block_view_new (block, program);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 300);
  gtk_window_set_child (GTK_WINDOW (window), table);
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait (is_mapped, table);

  assert_role (table, GTK_ACCESSIBLE_ROLE_TABLE);
  assert_role (get_row (table, 0), GTK_ACCESSIBLE_ROLE_ROW);
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *head = ui_test_find (table, GTK_TYPE_LABEL, i);
      GtkWidget *cell = ui_test_find (table, GTK_TYPE_LABEL, 3 + i);

      assert_role (head, GTK_ACCESSIBLE_ROLE_CELL);
      assert_role (cell, GTK_ACCESSIBLE_ROLE_CELL);
      g_assert_cmpint (gtk_widget_get_width (head), ==, gtk_widget_get_width (cell));
    }
  g_assert_cmpfloat_with_epsilon (gtk_label_get_xalign (GTK_LABEL (ui_test_find (table, GTK_TYPE_LABEL, 5))), 1, 1e-6);
  g_assert_false (gtk_widget_get_focusable (table));
  gtk_window_destroy (GTK_WINDOW (window));
  fair_block_free (block);
}

/* Long texts are wrapped, so that a narrow table is higher; what no wrapping makes fit takes no more width, but the focus. */
static void
test_narrow_table (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  FairBlock *texts = make_table (2, 3, "Some words that can be wrapped where there is little room for them");
  FairBlock *wide = make_table (9, 2, "Incomprehensibilities");
  g_autoptr (GtkWidget) table = g_object_ref_sink (fair_block_view_new (texts, program));
  GtkWidget *window = gtk_window_new ();
  GtkWidget *wide_table = fair_block_view_new (wide, program);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  int least, high, low;

  gtk_widget_measure (table, GTK_ORIENTATION_VERTICAL, 700, &low, NULL, NULL, NULL);
  gtk_widget_measure (table, GTK_ORIENTATION_VERTICAL, 360, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, >, low);
  gtk_widget_measure (wide_table, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <, 360);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 300);
  gtk_box_append (GTK_BOX (box), wide_table);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait (is_focusable, wide_table);
  g_assert_cmpint (gtk_widget_get_width (wide_table), <=, 360);
  gtk_widget_measure (wide_table, GTK_ORIENTATION_VERTICAL, 360, &low, NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (get_row (wide_table, 0)), <, 100);
  g_assert_cmpint (gtk_widget_get_height (wide_table), ==, low);
  gtk_window_destroy (GTK_WINDOW (window));
  fair_block_free (texts);
  fair_block_free (wide);
}

/* A long word in a title needs no more room than a narrow window has. */
static void
test_long_title (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairProgramView) view = new_view (program);
  g_autofree char *word = g_strnfill (60, 'W');
  GtkWidget *label;
  int minimum = G_MAXINT;

  fair_program_find_page (program, "applying")->title = word;
  fair_program_view_open_page (view, "applying");
  for (guint i = 0; (label = ui_test_find (GTK_WIDGET (view), GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), word))
      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 300);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/program-view/home", test_home);
  g_test_add_func ("/program-view/pages", test_pages);
  g_test_add_func ("/program-view/facts-of-page", test_facts_of_page);
  g_test_add_func ("/program-view/focus-after-card", test_focus_after_card);
  g_test_add_func ("/program-view/focus-after-next", test_focus_after_next);
  g_test_add_func ("/program-view/focus-after-onward", test_focus_after_onward);
  g_test_add_func ("/program-view/place", test_place);
  g_test_add_func ("/program-view/hostile-block", test_hostile_block);
  g_test_add_func ("/program-view/list-from-zero", test_list_from_zero);
  g_test_add_func ("/program-view/long-title", test_long_title);
  g_test_add_func ("/program-view/table", test_table);
  g_test_add_func ("/program-view/narrow-table", test_narrow_table);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page as a brochure sets it: lead, sections, pictures beside text, quotations, and what stands at its end. */
#include "config.h"

#include "gallery/fair-photo-tile.h"
#include "gallery/fair-picture.h"
#include "program/fair-fact-tile.h"
#include "program/fair-page-body.h"
#include "program/fair-page-card.h"
#include "program/fair-page-view.h"
#include "ui-test.h"

typedef struct
{
  FairBlockKind kind;
  int level;
  const char *text;
  const char *photo;
} Block;

static FairPage *
new_page (const Block *blocks,
          guint        n_blocks)
{
  FairPage *page = g_object_new (FAIR_TYPE_PAGE, NULL);

  page->id = "training";
  page->title = "Training";
  page->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_block_free);
  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *markup = g_markup_escape_text (blocks[i].text, -1);
      FairBlock *block = fair_block_new (blocks[i].kind, blocks[i].level, markup, blocks[i].text);

      block->photo = g_strdup (blocks[i].photo);
      if (block->kind == FAIR_BLOCK_TABLE)
        {
          block->n_columns = 1;
          block->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_block_free);
          g_ptr_array_add (block->cells, fair_block_new (FAIR_BLOCK_CELL, 0, markup, blocks[i].text));
        }
      g_ptr_array_add (page->blocks, block);
    }
  return page;
}

static const Block blocks[] = {
  { FAIR_BLOCK_LEAD, 0, "Lead", NULL },                    /* 0 */
  { FAIR_BLOCK_HEADING, 2, "With a picture", NULL },       /* 1 */
  { FAIR_BLOCK_PHOTO, 0, "Kayaks", "kayak" },              /* 2 */
  { FAIR_BLOCK_PARAGRAPH, 0, "Text beside it", NULL },     /* 3 */
  { FAIR_BLOCK_HEADING, 2, "Short", NULL },                /* 4 */
  { FAIR_BLOCK_BULLET, 1, "Item", NULL },                  /* 5 */
  { FAIR_BLOCK_HEADING, 2, "Short as well", NULL },        /* 6 */
  { FAIR_BLOCK_HEADING, 3, "Within", NULL },               /* 7 */
  { FAIR_BLOCK_HEADING, 2, "Short, alone", NULL },         /* 8 */
  { FAIR_BLOCK_HEADING, 2, "Quotation", NULL },            /* 9 */
  { FAIR_BLOCK_QUOTE, 0, "One <b> & \"two\"", NULL },      /* 10 */
  { FAIR_BLOCK_QUOTE, 0, "More", NULL },                   /* 11 */
  { FAIR_BLOCK_ATTRIBUTION, 0, "— Somebody", NULL },       /* 12 */
  { FAIR_BLOCK_PARAGRAPH, 0, "After it", NULL },           /* 13 */
  { FAIR_BLOCK_HEADING, 2, "Table", NULL },                /* 14 */
  { FAIR_BLOCK_TABLE, 0, "Cell", NULL },                   /* 15 */
  { FAIR_BLOCK_PHOTO, 0, "Not there", "no-such-photo" },   /* 16 */
};

typedef struct
{
  FairProgram *program;
  FairPage *page;
  GtkWidget *window;
  FairPageBody *body;
} Fixture;

static gboolean
is_laid_out (gpointer body)
{
  return gtk_widget_get_mapped (body) && gtk_widget_get_height (body) > 0;
}

static void
set_up (Fixture      *self,
        gconstpointer width)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->program = ui_test_load_program ();
  self->page = new_page (blocks, G_N_ELEMENTS (blocks));
  self->body = g_object_new (FAIR_TYPE_PAGE_BODY, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  fair_page_body_set_page (self->body, self->page, self->program);
  self->window = gtk_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->body));
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (self->window), GPOINTER_TO_INT (width), 600);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_test_wait (is_laid_out, self->body);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->page);
  g_object_unref (self->program);
}

static graphene_point_t
place_of (Fixture *self,
          guint    block)
{
  graphene_point_t place;

  g_assert_true (gtk_widget_compute_point (fair_page_body_find (self->body, block), GTK_WIDGET (self->body),
                                           &GRAPHENE_POINT_INIT (0, 0), &place));
  return place;
}

static gboolean
is_beside (Fixture *self,
           guint    left,
           guint    right)
{
  return place_of (self, right).x > place_of (self, left).x + 200;
}

static gboolean
is_below (Fixture *self,
          guint    above,
          guint    below)
{
  return place_of (self, below).y > place_of (self, above).y && !is_beside (self, above, below);
}

static void
test_wide (Fixture      *self,
           gconstpointer data)
{
  g_assert_true (is_beside (self, 1, 2));
  g_assert_true (is_below (self, 1, 3));
  g_assert_true (is_beside (self, 4, 6));
  g_assert_true (is_below (self, 6, 7));
  g_assert_true (is_below (self, 4, 8));
  g_assert_true (is_below (self, 8, 9));
  g_assert_true (is_below (self, 13, 14));
  /* What is about facts stands between the lead and the first section. */
  g_assert_cmpuint (ui_test_count (GTK_WIDGET (self->body), FAIR_TYPE_FACT_TILE), ==, 4);
}

static void
test_narrow (Fixture      *self,
             gconstpointer data)
{
  g_assert_true (is_below (self, 1, 3));
  g_assert_true (is_below (self, 3, 2));
  g_assert_true (is_below (self, 4, 6));
  g_assert_cmpint (gtk_widget_get_width (fair_page_body_find (self->body, 2)), <=, 400);
}

static GtkAccessibleRole
role_of (GtkWidget *widget)
{
  return gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
}

/* A quotation is one thing to a screen reader, with whoever said it; what follows is not part of it. */
static void
test_quotation (Fixture      *self,
                gconstpointer data)
{
  GtkWidget *quote = fair_page_body_find (self->body, 10);
  GtkWidget *frame = gtk_widget_get_parent (quote);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (quote)), ==, "One <b> & \"two\"");
  g_assert_cmpint (role_of (frame), ==, GTK_ACCESSIBLE_ROLE_BLOCK_QUOTE);
  g_assert_true (gtk_widget_get_next_sibling (quote) == fair_page_body_find (self->body, 11));
  g_assert_true (gtk_widget_get_last_child (frame) == fair_page_body_find (self->body, 12));
  g_assert_true (gtk_widget_has_css_class (fair_page_body_find (self->body, 12), "page-attribution"));
  g_assert_true (gtk_widget_get_parent (fair_page_body_find (self->body, 13)) == gtk_widget_get_parent (frame));
  g_assert_cmpint (role_of (fair_page_body_find (self->body, 9)), ==, GTK_ACCESSIBLE_ROLE_HEADING);
}

/* Another page takes the place of the whole one; what cannot be shown has no widget. */
static void
test_another_page (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr (FairPage) empty = new_page (NULL, 0);

  g_assert_null (fair_page_body_find (self->body, 16));
  g_assert_null (fair_page_body_find (self->body, 999));
  fair_page_body_set_page (self->body, empty, self->program);
  g_assert_null (fair_page_body_find (self->body, 0));
  g_assert_cmpuint (ui_test_count (GTK_WIDGET (self->body), FAIR_TYPE_PICTURE), ==, 0);
  fair_page_body_set_page (self->body, self->page, self->program);
  g_assert_nonnull (fair_page_body_find (self->body, 0));
}

static FairPageView *
new_view (FairProgram *program,
          const char  *page)
{
  FairPageView *view = g_object_ref_sink (g_object_new (FAIR_TYPE_PAGE_VIEW, NULL));

  fair_page_view_set_program (view, program);
  fair_page_view_show (view, fair_program_find_page (program, page));
  return view;
}

static void
assert_onward (FairPageView *view,
               const char   *action,
               const char   *target)
{
  GtkActionable *card = GTK_ACTIONABLE (ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PAGE_CARD, 0));

  g_assert_cmpuint (ui_test_count (GTK_WIDGET (view), FAIR_TYPE_PAGE_CARD), ==, 1);
  g_assert_cmpstr (gtk_actionable_get_action_name (card), ==, action);
  g_assert_cmpstr (g_variant_get_string (gtk_actionable_get_action_target_value (card), NULL), ==, target);
}

/* Each page leads to the next; the last to the sign-up, or, where there is none, to the first. */
static void
test_onward (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairPageView) view = new_view (program, "training");
  FairForm *form = program->form;

  assert_onward (view, "win.open-page", "careers");
  fair_page_view_show (view, fair_program_find_page (program, "applying"));
  assert_onward (view, "win.show", "sign-up");
  program->form = NULL;
  fair_page_view_show (view, fair_program_find_page (program, "applying"));
  assert_onward (view, "win.open-page", "about");
  program->form = form;
}

static void
assert_photo (GtkWidget  *tile,
              const char *album)
{
  const char *id, *opens_in;

  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (tile)), ==, "win.open-photo");
  g_variant_get (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (tile)), "(&s&s)", &id, &opens_in);
  g_assert_cmpstr (id, ==, fair_photo_tile_get_photo (FAIR_PHOTO_TILE (tile))->id);
  g_assert_cmpstr (opens_in, ==, album);
  g_assert_true (fair_photo_is_in_album (fair_photo_tile_get_photo (FAIR_PHOTO_TILE (tile)), album));
}

/* At the end stand photos of the page's album that are not on it already. */
static void
test_related (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairPageView) view = new_view (program, "community");
  FairPage *page = fair_program_find_page (program, "community");
  GtkWidget *tile;

  g_assert_cmpuint (ui_test_count (GTK_WIDGET (view), FAIR_TYPE_PHOTO_TILE), ==, 3);
  for (guint i = 0; (tile = ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PHOTO_TILE, i)) != NULL; i++)
    {
      assert_photo (tile, "together");
      g_assert_cmpstr (fair_photo_tile_get_photo (FAIR_PHOTO_TILE (tile))->id, !=, page->photo);
      g_assert_cmpstr (fair_photo_tile_get_photo (FAIR_PHOTO_TILE (tile))->id, !=, "ball-game");
    }

  page->album = "wards";
  fair_page_view_show (view, page);
  g_assert_cmpuint (ui_test_count (GTK_WIDGET (view), FAIR_TYPE_PHOTO_TILE), ==, 2);
  page->album = NULL;
  fair_page_view_show (view, page);
  g_assert_cmpuint (ui_test_count (GTK_WIDGET (view), FAIR_TYPE_PHOTO_TILE), ==, 0);
}

/* Text of twice the size on a window of 360 pixels: no page asks for more room. */
static void
test_twice_the_size (void)
{
  g_autoptr (FairProgram) program = ui_test_load_program ();
  g_autoptr (FairPageView) view = new_view (program, "about");
  GtkSettings *settings = gtk_settings_get_default ();
  GListModel *pages = program->pages;
  GtkWidget *body = ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PAGE_BODY, 0);
  int dpi;

  ui_test_style ();
  /* As the page's breakpoint for narrow windows does. */
  gtk_widget_set_name (gtk_widget_get_parent (body), "narrow");
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (FairPage) page = g_list_model_get_item (pages, i);
      int minimum;

      fair_page_view_show (view, page);
      gtk_widget_measure (body, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360 - 2 * 24);
      gtk_widget_measure (ui_test_find (GTK_WIDGET (view), FAIR_TYPE_PAGE_CARD, 0), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      g_assert_cmpint (minimum, <=, 360 - 2 * 24);
    }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add ("/page-body/wide", Fixture, GINT_TO_POINTER (900), set_up, test_wide, tear_down);
  g_test_add ("/page-body/narrow", Fixture, GINT_TO_POINTER (400), set_up, test_narrow, tear_down);
  g_test_add ("/page-body/quotation", Fixture, GINT_TO_POINTER (900), set_up, test_quotation, tear_down);
  g_test_add ("/page-body/another-page", Fixture, GINT_TO_POINTER (900), set_up, test_another_page, tear_down);
  g_test_add_func ("/page-body/onward", test_onward);
  g_test_add_func ("/page-body/related", test_related);
  g_test_add_func ("/page-body/twice-the-size", test_twice_the_size);
  return g_test_run ();
}

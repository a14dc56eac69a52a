/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that come and go while somebody answers another: what they look at does not move, in no frame that is painted. */
#include "config.h"

#include "form-test.h"

#define QUESTION(id, order) \
  "\"" id "\":{\"type\":\"string\",\"title\":\"" id "\"," \
  "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":" order ",\"title\":\"" id "\"}},"
#define DEPENDENT(id, order) \
  "\"" id "\":{\"type\":\"string\",\"title\":\"" id "\"," \
  "\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":" order ",\"title\":\"" id \
  "\",\"relevant\":{\"degree\":{\"const\":\"other\"}}}},"

#define HEAD \
  "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"T\",\"type\":\"object\"," \
  "\"x-fairbook\":{\"id\":\"t\",\"version\":1,\"title\":\"T\",\"sections\":[{\"id\":\"s\",\"title\":\"S\"}]},\"properties\":{"
#define DEGREE \
  "\"degree\":{\"type\":\"string\",\"oneOf\":[{\"const\":\"MD\",\"title\":\"MD\"},{\"const\":\"other\",\"title\":\"Other\"}]," \
  "\"title\":\"Degree\",\"x-fairbook\":{\"kind\":\"choice\",\"section\":\"s\",\"order\":8,\"title\":\"Degree\"}},"
#define END \
  "\"end\":{\"type\":\"string\",\"title\":\"E\",\"x-fairbook\":{\"kind\":\"text\",\"section\":\"s\",\"order\":11,\"title\":\"E\"}}}}"

typedef struct
{
  FairForm *form;
  GtkWidget *window;
  FairFormView *view;
  GtkWidget *degree;
  GtkAdjustment *adjustment;
  double place;  /* of the degree in the window, when the test began to watch */
  double moved;  /* how far it has been from there, in any frame */
  guint n_painted;
} Fixture;

static double
find_place (Fixture *fixture)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (fixture->degree, GTK_WIDGET (fixture->view), &bounds));
  return bounds.origin.y;
}

static void
painted (GdkFrameClock *clock,
         Fixture       *fixture)
{
  fixture->n_painted++;
  fixture->moved = MAX (fixture->moved, ABS (find_place (fixture) - fixture->place));
}

static gboolean
is_laid_out (gpointer fixture)
{
  return gtk_widget_get_height (((Fixture *) fixture)->degree) > 0;
}

static void
set_up (Fixture      *fixture,
        gconstpointer animations)
{
  g_autofree char *json = g_strconcat (HEAD, QUESTION ("a", "1"), DEPENDENT ("above", "2"), QUESTION ("b", "3"), QUESTION ("c", "4"),
                                       QUESTION ("d", "5"), QUESTION ("e", "6"), QUESTION ("f", "7"), DEGREE, DEPENDENT ("below", "9"),
                                       DEPENDENT ("last", "10"), END, NULL);

  fixture->form = form_test_new_form (json);
  fixture->view = FAIR_FORM_VIEW (fair_form_view_new (fixture->form));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 340);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  g_object_set (gtk_widget_get_settings (fixture->window), "gtk-enable-animations", animations != NULL, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->degree = GTK_WIDGET (fair_form_view_find_row (fixture->view, "degree"));
  ui_test_wait (is_laid_out, fixture);
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (ui_test_find (GTK_WIDGET (fixture->view),
                                                                                               GTK_TYPE_SCROLLED_WINDOW, 0)));
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (fixture->degree);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer animations)
{
  g_object_set (gtk_widget_get_settings (fixture->window), "gtk-enable-animations", TRUE, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->form);
}

static gboolean
has_painted_some (gpointer fixture)
{
  gtk_widget_queue_draw (((Fixture *) fixture)->window);
  return ((Fixture *) fixture)->n_painted >= 4;
}

static void
let_paint (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->window);

  fixture->n_painted = 0;
  fixture->moved = 0;
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted), fixture);
  ui_test_wait (has_painted_some, fixture);
  g_signal_handlers_disconnect_by_func (clock, painted, fixture);
}

/* 1: MD, 2: another, with which there are three more questions. */
static void
choose (Fixture *fixture,
        guint    degree)
{
  fixture->place = find_place (fixture);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_test_find (fixture->degree, GTK_TYPE_DROP_DOWN, 0)), degree);
  let_paint (fixture);
  g_assert_cmpfloat (fixture->moved, <=, 1);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fair_form_view_find_row (fixture->view, "below"))) == (degree == 2));
}

/* At the end, where less below would let all fall down, and with something below what is seen. */
static void
test_stays (Fixture      *fixture,
            gconstpointer animations)
{
  static const double scrolled[] = { 1, 0.6 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (scrolled); i++)
    {
      let_paint (fixture);
      gtk_adjustment_set_value (fixture->adjustment,
                                scrolled[i / 2] * (gtk_adjustment_get_upper (fixture->adjustment) -
                                                   gtk_adjustment_get_page_size (fixture->adjustment)));
      let_paint (fixture);
      choose (fixture, i % 2 == 0 ? 2 : 1);
    }
}

/* What was held open is let go when one goes on. */
static void
test_let_go (Fixture      *fixture,
             gconstpointer animations)
{
  double upper;

  let_paint (fixture);
  upper = gtk_adjustment_get_upper (fixture->adjustment);
  choose (fixture, 2);
  choose (fixture, 1);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), >, upper);
  gtk_widget_grab_focus (GTK_WIDGET (fair_form_view_find_row (fixture->view, "end")));
  let_paint (fixture);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_upper (fixture->adjustment), upper, 1);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  ui_test_style ();
  g_test_add ("/form-scroller/stays", Fixture, GINT_TO_POINTER (TRUE), set_up, test_stays, tear_down);
  g_test_add ("/form-scroller/stays-without-motion", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/form-scroller/let-go", Fixture, NULL, set_up, test_let_go, tear_down);
  return g_test_run ();
}

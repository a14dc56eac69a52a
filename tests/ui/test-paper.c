/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing: files that are whole or not there, forms and wordings of any length, dialogs that go when they have to. */
#include "config.h"

#include "desk/fair-desk.h"
#include "form-test.h"
#include "print/fair-contact-list-paper.h"
#include "print/fair-paper-dialog.h"
#include "print/fair-paper-pdf.h"
#include "print/fair-paper-preview.h"
#include "print/fair-print.h"
#include "print/fair-sign-in-sheet-paper.h"
#include "shell/fair-staff-actions.h"
#include "test-store-util.h"
#include "ui-test.h"

#include <glib/gstdio.h>

typedef struct
{
  TestFolder *folder;
  FairBooth *booth;
  GtkWidget *window;
} Fixture;

static gboolean
is_loaded (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = ui_test_make_data_folder ();
  self->booth = fair_booth_new (NULL);
  fair_booth_load (self->booth);
  ui_test_wait (is_loaded, self->booth);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1200, 760);
  adw_window_set_content (ADW_WINDOW (self->window), adw_bin_new ());
  gtk_window_present (GTK_WINDOW (self->window));
  ui_test_wait (is_mapped, self->window);
}

/* The folder may go only when no thread reads from it any longer: each has a reference to the store. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gpointer store = fair_booth_get_store (self->booth);

  g_object_add_weak_pointer (store, &store);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->booth);
  ui_test_wait_gone (&store);
  test_folder_free (self->folder);
}

static FairPaper *
make_sheet (Fixture *self)
{
  return fair_sign_in_sheet_paper_new (fair_booth_get_program (self->booth), NULL);
}

static gboolean
save (Fixture       *self,
      FairPaper     *paper,
      const char    *path,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GtkPageSetup) setup = fair_print_make_page_setup (paper, GTK_PAPER_NAME_A4);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  fair_paper_save_pdf_async (paper, setup, fair_booth_get_store (self->booth), file, cancellable, test_keep_result, &result);
  test_wait_for_result (&result);
  return fair_paper_save_pdf_finish (result, error);
}

/* A file that is there is a whole one, which nobody else may read; what was to be there and is not leaves what there was. */
static void
test_file (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (FairPaper) sheet = make_sheet (self);
  g_autofree char *path = test_folder_write (self->folder, "sheet.pdf", "earlier");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL, *earlier = NULL;
  GStatBuf status;
  gsize length;

  g_cancellable_cancel (cancellable);
  g_assert_false (save (self, sheet, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &earlier, NULL, NULL));
  g_assert_cmpstr (earlier, ==, "earlier");
  g_clear_error (&error);

  save (self, sheet, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_assert_nonnull (g_strstr_len (bytes + length - 8, 8, "%%EOF"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_own_files (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (FairPaper) sheet = make_sheet (self);
  const char *journal = fair_store_get_journal_path (fair_booth_get_store (self->booth));
  g_autoptr (GError) error = NULL;

  g_assert_false (save (self, sheet, journal, NULL, &error));
  g_assert_nonnull (strstr (error->message, "would destroy them"));
}

/* So high that nothing else has room. */
static char *
make_long_form (guint n_fields,
                guint n_words)
{
  g_autoptr (GString) fields = g_string_new (NULL), wording = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (wording, "word%u ", i);
  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (fields, "\"f%u\":{\"type\":\"string\",\"title\":\"Field %u\",\"x-fairbook\":{\"kind\":\"long_text\",\"section\":"
                                    "\"you\",\"order\":%u}},", i, i, i + 1);
  return g_strdup_printf ("{\"title\":\"F\",\"type\":\"object\",\"x-fairbook\":{\"id\":\"interest\",\"version\":1,\"sections\":[{\"id\":\"you\","
                          "\"title\":\"You\"}]},\"properties\":{%s\"consent\":{\"type\":\"boolean\",\"const\":true,\"title\":\"Consent\",\"x-fairbook\":"
                          "{\"kind\":\"consent\",\"section\":\"you\",\"order\":900,\"wording\":\"%s\"}}}}", fields->str, wording->str);
}

static guint
count_pages (Fixture *self,
             guint    n_fields,
             guint    n_words)
{
  g_autofree char *json = make_long_form (n_fields, n_words);
  g_autoptr (FairForm) form = form_test_new_form (json);
  FairProgram *program = fair_booth_get_program (self->booth);
  g_autoptr (FairForm) own = program->form;
  g_autoptr (FairPaper) sheet = NULL;
  g_autofree char *path = test_folder_path (self->folder, "long.pdf");
  g_autoptr (GError) error = NULL;

  program->form = form;
  sheet = make_sheet (self);
  program->form = g_steal_pointer (&own);
  save (self, sheet, path, NULL, &error);
  g_assert_no_error (error);
  return fair_paper_get_n_pages (sheet);
}

/* Nothing is left out for want of room: a form goes on on the next page, and a long wording has pages of its own. */
static void
test_long_forms (Fixture       *self,
                 gconstpointer  data)
{
  g_assert_cmpuint (count_pages (self, 0, 10), ==, 1);
  g_assert_cmpuint (count_pages (self, 3, 10), ==, 1);
  g_assert_cmpuint (count_pages (self, 150, 10), >, 2);
  g_assert_cmpuint (count_pages (self, 3, 9000), >, 3);
}

static char *
add (Fixture    *self,
     const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairAnswers) answers = fair_answers_new_from_json (json, strlen (json), &error);
  FairDraft draft = { .event = "sample-spring", .form = "interest@1", .lang = "en", .answers = answers };
  char *id = fair_store_add (fair_booth_get_store (self->booth), &draft, &error);

  g_assert_no_error (error);
  return id;
}

/* Of many, a part at a time: what else there is to do goes on. An address as long as a page has room beside others. */
static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (FairPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  FairContactList *list;
  guint n_steps = 1;

  for (guint i = 0; i < 250; i++)
    g_free (add (self, "{\"family_name\":\"Lee\",\"email\":\"lee@example.org\"}"));
  list = fair_contact_list_load (fair_booth_get_store (self->booth), NULL, NULL, "en", NULL, &error);
  g_assert_no_error (error);
  paper = fair_contact_list_paper_new (fair_booth_get_program (self->booth), list);
  fair_paper_begin (paper);
  while (!fair_paper_measure (paper, cr, 540, 720))
    n_steps++;
  g_assert_cmpuint (n_steps, ==, 10);
  g_assert_cmpuint (fair_paper_get_n_pages (paper), >, 7);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* An address that is broken between letters has no hyphen that nobody typed. */
static void
test_no_hyphens (void)
{
  static const FairPenStyle style = { .size = 9 };
  static const char address[] = "averyverylongnameindeed@department.of.pediatrics.example.org";
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  FairPen pen = { cairo_create (surface), 540, 720, FALSE };
  g_autoptr (PangoLayout) layout = fair_pen_make_layout (&pen, &style, address, 50);
  int n_glyphs = 0;

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    for (GSList *run = pango_layout_get_line_readonly (layout, i)->runs; run != NULL; run = run->next)
      n_glyphs += ((PangoGlyphItem *) run->data)->glyphs->num_glyphs;
  g_assert_cmpint (pango_layout_get_line_count (layout), >, 4);
  g_assert_cmpint (n_glyphs, ==, (int) strlen (address));
  cairo_destroy (pen.cr);
  cairo_surface_destroy (surface);
}

static GtkWidget *
find_print_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (item->data), "GtkPrintUnixDialog"))
      return item->data;
  return NULL;
}

static gboolean
has_print_dialog (gpointer unused)
{
  return find_print_dialog () != NULL && gtk_widget_get_mapped (find_print_dialog ());
}

/* Where the desk is locked, GTK's dialog goes as well. */
static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (FairPaper) sheet = make_sheet (self);
  g_autoptr (GtkPageSetup) setup = fair_print_make_page_setup (sheet, GTK_PAPER_NAME_LETTER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fair_print_async (sheet, setup, GTK_WINDOW (self->window), cancellable, test_keep_result, &result);
  ui_test_wait (has_print_dialog, NULL);
  g_cancellable_cancel (cancellable);
  test_wait_for_result (&result);
  g_assert_false (fair_print_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (find_print_dialog ());
}

static gboolean
has_pages (gpointer dialog)
{
  GtkWidget *preview = ui_test_find (dialog, FAIR_TYPE_PAPER_PREVIEW, 0);

  return fair_paper_preview_get_n_pages (FAIR_PAPER_PREVIEW (preview)) > 0;
}

static GtkWidget *
get_dialog (Fixture *self)
{
  GtkWidget *dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));

  g_assert_true (FAIR_IS_PAPER_DIALOG (dialog));
  return dialog;
}

static gboolean
is_listed (gpointer desk)
{
  FairPeopleList *people = fair_desk_model_get_people (fair_desk_get_model (desk));

  return g_list_model_get_n_items (G_LIST_MODEL (people)) == 2 && !fair_people_list_get_searching (people);
}

/* At the desk: those who are listed. */
static void
test_desk (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *desk;

  g_free (add (self, "{\"given_name\":\"Ann\"}"));
  g_free (add (self, "{\"given_name\":\"Bo\"}"));
  desk = fair_desk_new (self->booth);
  adw_window_set_content (ADW_WINDOW (self->window), desk);
  ui_test_wait (is_listed, desk);
  gtk_widget_activate_action (desk, "desk.print", NULL);
  ui_test_wait (has_pages, get_dialog (self));
}

static gboolean
says_nothing (gpointer dialog)
{
  GtkWidget *stack = ui_test_find (dialog, GTK_TYPE_STACK, 0);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "failed") == 0;
}

static void
test_nobody (Fixture       *self,
             gconstpointer  data)
{
  adw_dialog_present (fair_paper_dialog_new_contact_list (self->booth, NULL), self->window);
  ui_test_wait (says_nothing, get_dialog (self));
}

/* Both kinds that do with the program; the built-in one has no address, and the poster says so. */
static void
test_program (Fixture       *self,
              gconstpointer  data)
{
  adw_dialog_present (fair_paper_dialog_new_sign_in_sheet (self->booth), self->window);
  ui_test_wait (has_pages, get_dialog (self));
  adw_dialog_force_close (ADW_DIALOG (get_dialog (self)));
  adw_dialog_present (fair_paper_dialog_new_poster (self->booth), self->window);
  ui_test_wait (has_pages, get_dialog (self));
}

/* A visitor, and whoever has only the booth's PIN, has no way to what is printed. */
static void
test_roles (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GSimpleActionGroup) coordinator = fair_staff_actions_new (self->window, self->booth), kiosk = NULL;

  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (coordinator), "print-sheet"));
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (coordinator), "print-poster"));
  fair_booth_start_visits (self->booth, TRUE);
  kiosk = fair_staff_actions_new (self->window, self->booth);
  g_assert_true (kiosk == NULL || !g_action_group_has_action (G_ACTION_GROUP (kiosk), "print-sheet"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);
  g_test_add ("/paper/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/paper/own-files", Fixture, NULL, set_up, test_own_files, tear_down);
  g_test_add ("/paper/long-forms", Fixture, NULL, set_up, test_long_forms, tear_down);
  g_test_add ("/paper/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add_func ("/paper/no-hyphens", test_no_hyphens);
  g_test_add ("/paper/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/paper/desk", Fixture, NULL, set_up, test_desk, tear_down);
  g_test_add ("/paper/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/paper/program", Fixture, NULL, set_up, test_program, tear_down);
  g_test_add ("/paper/roles", Fixture, NULL, set_up, test_roles, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk while very many sign-ups are read: whoever signed up last is there before all are. */
#include "config.h"

#include "base/fair-json.h"
#include "desk/fair-desk.h"
#include "desk/fair-person-cell.h"
#include "test-store-util.h"
#include "ui-test.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A journal of 3 MiB, of which the last MiB is read first. */
#define N_PEOPLE 96
#define LINE_SIZE (32 * 1024)

/* (atomic): whether whoever reads the beginning of a file has to wait. */
static int is_slow;

/* In place of the system's own, for all of this program. */
ssize_t
pread (int     fd,
       void   *buffer,
       size_t  length,
       off_t   offset)
{
  while (offset == 0 && length > FAIR_JSON_MAX_LINE && g_atomic_int_get (&is_slow))
    g_usleep (100);
  return syscall (SYS_pread64, fd, buffer, length, offset);
}

typedef struct
{
  FairBooth *booth;
  GtkWidget *desk;
} Fixture;

static gboolean
has_all (gpointer booth)
{
  return fair_booth_get_program (booth) != NULL && fair_booth_get_store (booth) != NULL;
}

static void
write_journal (const char *path)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *long_text = g_strnfill (LINE_SIZE, 'x');

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (FairAnswers) answers = fair_answers_new ();
      g_autofree char *id = g_strdup_printf ("id-%04u", i), *name = g_strdup_printf ("Name%u", i), *hlc = g_strdup_printf ("%u-0-a", i + 1);
      g_autofree char *line = NULL;

      fair_answers_set_text (answers, "given_name", name);
      fair_answers_set_text (answers, "question", long_text);
      line = test_answers_line (id, 1, hlc, answers);
      g_string_append (lines, line);
    }
  g_assert_true (g_file_set_contents (path, lines->str, (gssize) lines->len, NULL));
}

static FairPeopleList *
get_people (Fixture *self)
{
  return fair_desk_model_get_people (fair_desk_get_model (FAIR_DESK (self->desk)));
}

static gboolean
says (GtkWidget  *root,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_test_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text) && gtk_widget_get_mapped (label))
      return TRUE;
  return FALSE;
}

static gboolean
shows_latest (gpointer data)
{
  GtkWidget *cell;

  for (guint i = 0; (cell = ui_test_find (((Fixture *) data)->desk, FAIR_TYPE_PERSON_CELL, i)) != NULL; i++)
    if (g_strcmp0 (fair_person_cell_get_text (FAIR_PERSON_CELL (cell)), "Name95") == 0)
      return gtk_widget_get_mapped (cell);
  return FALSE;
}

static gboolean
has_read_all (gpointer data)
{
  return !fair_people_list_get_loading (get_people (data));
}

static void
test_early_rows (void)
{
  TestFolder *folder = ui_test_make_data_folder ();
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  Fixture fixture = { .booth = fair_booth_new (NULL) };
  GtkWidget *progress;
  FairStore *store;

  fair_booth_load (fixture.booth);
  ui_test_wait (has_all, fixture.booth);
  store = fair_booth_get_store (fixture.booth);
  write_journal (fair_store_get_journal_path (store));
  g_atomic_int_set (&is_slow, TRUE);
  fixture.desk = fair_desk_new (fixture.booth);
  gtk_window_set_default_size (window, 1200, 700);
  adw_window_set_content (ADW_WINDOW (window), fixture.desk);
  gtk_window_present (window);

  ui_test_wait (shows_latest, &fixture);
  progress = ui_test_find (fixture.desk, GTK_TYPE_PROGRESS_BAR, 0);
  g_assert_true (fair_people_list_get_loading (get_people (&fixture)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_people (&fixture))), <, N_PEOPLE);
  g_assert_true (gtk_widget_get_mapped (progress));
  g_assert_null (fair_desk_model_get_review (fair_desk_get_model (FAIR_DESK (fixture.desk))));

  g_atomic_int_set (&is_slow, FALSE);
  ui_test_wait (has_read_all, &fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_people (&fixture))), ==, N_PEOPLE);
  g_assert_true (says (fixture.desk, "96 people"));
  g_assert_false (gtk_widget_get_mapped (progress));

  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  gtk_window_destroy (window);
  g_object_unref (fixture.booth);
  ui_test_wait_gone (&store);
  test_folder_free (folder);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_choose_data_folder ();
  ui_test_init (&argc, &argv);

  g_test_add_func ("/desk-early/rows", test_early_rows);

  return g_test_run ();
}

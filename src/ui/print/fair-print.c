/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a paper to a printer. GTK lays it out in steps and draws a page at a time, between other things that the main loop does. */
#include "config.h"

#include "print/fair-print.h"

/* Around what is drawn, in points: half an inch, which every printer can do. */
#define MARGIN 36

typedef struct
{
  FairPaper *paper;
  GtkPrintOperation *operation;
  GtkWindow *parent;
  gulong cancelled_handler;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->paper);
  g_object_unref (run->operation);
  g_object_unref (run->parent);
  g_free (run);
}

/**
 * fair_print_make_page_setup:
 * @size: the name of a paper size, such as %GTK_PAPER_NAME_A4
 *
 * Returns: (transfer full): a page of that size, turned as @paper wants it
 */
GtkPageSetup *
fair_print_make_page_setup (FairPaper  *paper,
                            const char *size)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper_size = gtk_paper_size_new (size);

  gtk_page_setup_set_paper_size (setup, paper_size);
  gtk_page_setup_set_orientation (setup, fair_paper_is_landscape (paper) ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                                          : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_POINTS);
  gtk_paper_size_free (paper_size);
  return setup;
}

static void
begin_print (Run *run)
{
  fair_paper_begin (run->paper);
}

static gboolean
paginate (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          gpointer           user_data)
{
  Run *run = user_data;
  gboolean done = fair_paper_measure (run->paper, gtk_print_context_get_cairo_context (context),
                                      gtk_print_context_get_width (context), gtk_print_context_get_height (context));

  if (done)
    gtk_print_operation_set_n_pages (operation, (int) fair_paper_get_n_pages (run->paper));
  return done;
}

static void
draw_page (GtkPrintOperation *operation,
           GtkPrintContext   *context,
           int                page,
           gpointer           user_data)
{
  Run *run = user_data;

  fair_paper_draw (run->paper, gtk_print_context_get_cairo_context (context), gtk_print_context_get_width (context),
                   gtk_print_context_get_height (context), (guint) page);
}

/* GTK has no other way to close its dialog from outside. */
static void
close_print_dialog (GtkWindow *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) == parent && g_str_equal (G_OBJECT_TYPE_NAME (item->data), "GtkPrintUnixDialog"))
      gtk_window_close (item->data);
}

/* Where the dialog is another program's, and stays: nothing is printed any more all the same. */
static gboolean
cancel (gpointer task)
{
  Run *run = g_task_get_task_data (task);

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE;
  gtk_print_operation_cancel (run->operation);
  close_print_dialog (run->parent);
  return G_SOURCE_REMOVE;
}

/* Whoever cancels holds a lock just then. */
static void
cancelled (GCancellable *cancellable,
           gpointer      task)
{
  g_idle_add_full (G_PRIORITY_HIGH, cancel, g_object_ref (task), g_object_unref);
}

static void
done (GtkPrintOperation       *operation,
      GtkPrintOperationResult  result,
      gpointer                 user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_cancellable_disconnect (g_task_get_cancellable (task), run->cancelled_handler);
  g_signal_handlers_disconnect_by_data (operation, task);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
}

static void
follow (GTask *task,
        Run   *run)
{
  g_signal_connect_swapped (run->operation, "begin-print", G_CALLBACK (begin_print), run);
  g_signal_connect (run->operation, "paginate", G_CALLBACK (paginate), run);
  g_signal_connect (run->operation, "draw-page", G_CALLBACK (draw_page), run);
  g_signal_connect (run->operation, "done", G_CALLBACK (done), task);
  if (g_task_get_cancellable (task) != NULL)
    run->cancelled_handler = g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (cancelled), task, NULL);
}

/**
 * fair_print_async:
 * @paper: nobody else may lay it out until this is done
 * @setup: the page that is offered; another may be chosen in the dialog
 * @parent: whose dialog it is
 * @cancellable: (nullable): closes the dialog, and prints nothing any more
 *
 * Opens GTK's print dialog.
 */
void
fair_print_async (FairPaper           *paper,
                  GtkPageSetup        *setup,
                  GtkWindow           *parent,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = g_task_new (paper, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->paper = g_object_ref (paper);
  run->parent = g_object_ref (parent);
  run->operation = gtk_print_operation_new ();
  g_task_set_source_tag (task, fair_print_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, run_free);
  gtk_print_operation_set_default_page_setup (run->operation, setup);
  gtk_print_operation_set_embed_page_setup (run->operation, TRUE);
  gtk_print_operation_set_unit (run->operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (run->operation, TRUE);
  gtk_print_operation_set_job_name (run->operation, fair_paper_get_title (paper));
  follow (task, run);
  /* how it ends is told with “done”, errors included; @done owns the task */
  gtk_print_operation_run (run->operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * fair_print_finish:
 * @error: %G_IO_ERROR_CANCELLED, also where somebody closed the dialog, or a #GtkPrintError
 *
 * Returns: whether it was handed to the printer, or is in the file that was chosen in the dialog
 */
gboolean
fair_print_finish (GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

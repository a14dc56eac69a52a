/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts a paper into a PDF file: page by page, between other things that the main loop does, and in memory; then a thread writes it. So
 * there is a whole file or none, and nothing personal in a temporary one. GTK's own export would run a main loop inside the main loop.
 */
#include "config.h"

#include "print/fair-paper-pdf.h"

#include "print/fair-paper-file.h"

#include <cairo-pdf.h>

typedef struct
{
  FairPaper *paper;
  GtkPageSetup *setup;
  FairStore *store; /* (nullable) */
  GFile *file;
  cairo_t *cr;
  GByteArray *bytes;
  gboolean is_measured;
  guint page; /* which one is next, from 0 */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->paper);
  g_object_unref (job->setup);
  g_clear_object (&job->store);
  g_object_unref (job->file);
  cairo_destroy (job->cr);
  g_byte_array_unref (job->bytes);
  g_free (job);
}

static cairo_status_t
append (void                *bytes,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
make_canvas (Job *job)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, job->bytes,
                                                                  gtk_page_setup_get_paper_width (job->setup, GTK_UNIT_POINTS),
                                                                  gtk_page_setup_get_paper_height (job->setup, GTK_UNIT_POINTS));

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, fair_paper_get_title (job->paper));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Fairbook");
  job->cr = cairo_create (surface);
  cairo_surface_destroy (surface);
}

static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (fair_paper_file_write (job->store, job->file, job->bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
finish (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  cairo_surface_t *surface = cairo_get_target (job->cr);

  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    g_task_run_in_thread (task, write_file);
  else
    fair_paper_file_return_drawing_error (task, cairo_surface_status (surface));
}

static void
draw_page (Job    *job,
           double  width,
           double  height)
{
  cairo_save (job->cr);
  cairo_translate (job->cr, gtk_page_setup_get_left_margin (job->setup, GTK_UNIT_POINTS),
                   gtk_page_setup_get_top_margin (job->setup, GTK_UNIT_POINTS));
  fair_paper_draw (job->paper, job->cr, width, height, job->page++);
  cairo_restore (job->cr);
  cairo_show_page (job->cr);
}

static gboolean
go_on (gpointer task)
{
  Job *job = g_task_get_task_data (task);
  const double width = gtk_page_setup_get_page_width (job->setup, GTK_UNIT_POINTS);
  const double height = gtk_page_setup_get_page_height (job->setup, GTK_UNIT_POINTS);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (!job->is_measured)
    job->is_measured = fair_paper_measure (job->paper, job->cr, width, height);
  else if (job->page < fair_paper_get_n_pages (job->paper))
    draw_page (job, width, height);
  else
    {
      finish (task);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

/**
 * fair_paper_save_pdf_async:
 * @paper: nobody else may lay it out until this is done
 * @setup: its page
 * @store: (nullable): whose files are not to be written over
 * @file: where it goes, with mode 0600; what stands there is replaced when all of it is written and on the disk
 * @cancellable: (nullable): once the callback runs, a cancelled one has left nothing behind
 */
void
fair_paper_save_pdf_async (FairPaper           *paper,
                           GtkPageSetup        *setup,
                           FairStore           *store,
                           GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (paper, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->paper = g_object_ref (paper);
  job->setup = g_object_ref (setup);
  job->store = store != NULL ? g_object_ref (store) : NULL;
  job->file = g_object_ref (file);
  job->bytes = g_byte_array_new ();
  make_canvas (job);
  fair_paper_begin (paper);
  g_task_set_source_tag (task, fair_paper_save_pdf_async);
  /* A file that is already in place is no less there for a late cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go_on, g_steal_pointer (&task), g_object_unref);
}

/**
 * fair_paper_save_pdf_finish:
 * @error: as of fair_paper_file_write()
 *
 * Returns: whether the file is there
 */
gboolean
fair_paper_save_pdf_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

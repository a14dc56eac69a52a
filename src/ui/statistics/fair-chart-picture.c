/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts as a picture in a file. What the screen would draw is drawn by GSK onto a cairo surface: letters become outlines, so they look the
 * same wherever the file is opened, with or without our fonts; what they say stands in the SVG's <title> and <desc> besides, for those who
 * search, and for screen readers (SVG 2, 5.8: https://www.w3.org/TR/SVG2/struct.html#DescriptionAndTitleElements).
 */
#include "config.h"

#include "statistics/fair-chart-picture.h"

#include "booth/fair-accent.h"
#include "print/fair-paper-file.h"

#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Of a picture, in pixels; PNG has twice as many. */
#define WIDTH 880
#define MARGIN 32
#define SIZE 15
#define SCALE 2
/* cairo's image surfaces are at most so high. */
#define MAX_PIXELS 32767
/* In sizes of letters. */
#define TITLE 1.25
#define BELOW_TITLE 0.7
#define BETWEEN 2.4

typedef struct
{
  FairChartFormat format;
  char *heading;
  char *words;              /* all that the charts say */
  FairStore *store;         /* (nullable) */
  GFile *file;
  cairo_surface_t *surface; /* of a PNG: encoded in the thread */
  GByteArray *bytes;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->heading);
  g_free (job->words);
  g_clear_object (&job->store);
  g_object_unref (job->file);
  g_clear_pointer (&job->surface, cairo_surface_destroy);
  g_byte_array_unref (job->bytes);
  g_free (job);
}

/**
 * fair_chart_style_init_for_paper:
 * @context: gets the font; must live as long as @style
 * @size: of letters, in units of what is drawn on
 * @color: (nullable): the program's, for bars
 */
void
fair_chart_style_init_for_paper (FairChartStyle *style,
                                 PangoContext   *context,
                                 double          size,
                                 const char     *color,
                                 gboolean        rtl)
{
  PangoFontDescription *font = pango_font_description_from_string ("sans-serif");
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  *style = (FairChartStyle) { .context = context, .text = { 0, 0, 0, 1 }, .dim = { 0.3f, 0.3f, 0.3f, 1 }, .rtl = rtl };
  if (!fair_accent_get_fill (color, &style->bar))
    style->bar = (GdkRGBA) { 0.11f, 0.37f, 0.6f, 1 };
}

static double
write_line (const FairChartStyle *style,
            const char           *text,
            double                scale,
            PangoWeight           weight,
            const GdkRGBA        *color,
            double                width,
            double                y,
            GtkSnapshot          *snapshot)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (style->context);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (style->context));
  int height;

  pango_font_description_set_absolute_size (font, pango_font_description_get_size (font) * scale);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  pango_font_description_free (font);
  if (snapshot != NULL)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) y));
      gtk_snapshot_append_layout (snapshot, layout, color);
      gtk_snapshot_restore (snapshot);
    }
  return (double) height / PANGO_SCALE;
}

/**
 * fair_chart_draw_titled:
 * @snapshot: (nullable): as of fair_chart_draw()
 *
 * Draws a chart with its title and subtitle above it, for paper and files.
 *
 * Returns: how high it is
 */
double
fair_chart_draw_titled (const FairChart      *chart,
                        const FairChartStyle *style,
                        double                width,
                        GtkSnapshot          *snapshot)
{
  const double size = (double) pango_font_description_get_size (pango_context_get_font_description (style->context)) / PANGO_SCALE;
  double y = write_line (style, chart->title, TITLE, PANGO_WEIGHT_BOLD, &style->text, width, 0, snapshot);

  if (chart->subtitle != NULL)
    y += write_line (style, chart->subtitle, 1, PANGO_WEIGHT_NORMAL, &style->dim, width, y, snapshot);
  y += BELOW_TITLE * size;
  if (snapshot != NULL)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) y));
    }
  y += fair_chart_draw (chart, style, width, snapshot, NULL);
  if (snapshot != NULL)
    gtk_snapshot_restore (snapshot);
  return y;
}

static double
draw_all (GPtrArray            *charts,
          const char           *heading,
          const FairChartStyle *style,
          GtkSnapshot          *snapshot)
{
  double y = MARGIN;

  if (snapshot != NULL)
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN, MARGIN));
  y += write_line (style, heading, 1, PANGO_WEIGHT_NORMAL, &style->dim, WIDTH - 2 * MARGIN, 0, snapshot) + SIZE;
  if (snapshot != NULL)
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) (y - MARGIN)));
  for (guint i = 0; i < charts->len; i++)
    {
      double height = fair_chart_draw_titled (charts->pdata[i], style, WIDTH - 2 * MARGIN, snapshot) + BETWEEN * SIZE;

      if (snapshot != NULL)
        gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) height));
      y += height;
    }
  return ceil (y - BETWEEN * SIZE + MARGIN);
}

static GskRenderNode *
make_node (GPtrArray  *charts,
           const char *heading,
           const char *color,
           double     *height)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  FairChartStyle style;

  fair_chart_style_init_for_paper (&style, context, SIZE, color, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
  *height = draw_all (charts, heading, &style, NULL);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, 1 }, &GRAPHENE_RECT_INIT (0, 0, WIDTH, (float) *height));
  draw_all (charts, heading, &style, snapshot);
  g_object_unref (context);
  return gtk_snapshot_free_to_node (snapshot);
}

static cairo_status_t
append (void                *bytes,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (Job   *job,
              double height)
{
  const double scale = MIN (SCALE, MAX_PIXELS / height);
  cairo_surface_t *surface;

  if (job->format == FAIR_CHART_SVG)
    {
      surface = cairo_svg_surface_create_for_stream (append, job->bytes, WIDTH, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (WIDTH * scale), (int) (height * scale));
  cairo_surface_set_device_scale (surface, scale, scale);
  job->surface = cairo_surface_reference (surface);
  return surface;
}

/* Behind the first tag, where SVG wants them. */
static void
add_words (Job *job)
{
  g_autofree char *svg = g_strndup ((const char *) job->bytes->data, job->bytes->len);
  char *tag = strstr (svg, "<svg"), *end = tag != NULL ? strchr (tag, '>') : NULL;
  g_autofree char *title = g_markup_escape_text (job->heading, -1), *words = g_markup_escape_text (job->words, -1);
  g_autoptr (GString) out = NULL;

  if (end == NULL)
    return;
  out = g_string_new_len (svg, end + 1 - svg);
  g_string_append_printf (out, "\n<title>%s</title>\n<desc>%s</desc>", title, words);
  g_string_append (out, end + 1);
  g_byte_array_set_size (job->bytes, 0);
  g_byte_array_append (job->bytes, (const guint8 *) out->str, (guint) out->len);
}

static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->format == FAIR_CHART_SVG)
    add_words (job);
  else
    cairo_surface_write_to_png_stream (job->surface, append, job->bytes);
  if (fair_paper_file_write (job->store, job->file, job->bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static cairo_status_t
draw (Job       *job,
      GPtrArray *charts,
      const char *color)
{
  double height;
  GskRenderNode *node = make_node (charts, job->heading, color, &height);
  cairo_surface_t *surface = make_surface (job, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  if (job->format == FAIR_CHART_SVG)
    cairo_surface_finish (surface);
  else
    cairo_surface_flush (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  gsk_render_node_unref (node);
  return status;
}

static char *
describe (GPtrArray *charts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < charts->len; i++)
    fair_chart_describe (charts->pdata[i], out);
  return g_string_free (out, FALSE);
}

/**
 * fair_chart_picture_save_async:
 * @charts: (element-type FairChart): at least one
 * @heading: stands above them: of which program and fair, for instance
 * @color: (nullable): the program's, for bars
 * @store: (nullable): whose files are not to be written over
 * @file: where it goes, with mode 0600; what stands there is replaced when all of it is written and on the disk
 *
 * Draws at once; encodes and writes in a thread.
 */
void
fair_chart_picture_save_async (GPtrArray           *charts,
                               const char          *heading,
                               const char          *color,
                               FairChartFormat      format,
                               FairStore           *store,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  cairo_status_t status;

  job->format = format;
  job->heading = g_strdup (heading);
  job->words = describe (charts);
  job->store = store != NULL ? g_object_ref (store) : NULL;
  job->file = g_object_ref (file);
  job->bytes = g_byte_array_new ();
  g_task_set_source_tag (task, fair_chart_picture_save_async);
  /* A file that is already in place is no less there for a late cancellation. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  status = draw (job, charts, color);
  if (status == CAIRO_STATUS_SUCCESS)
    g_task_run_in_thread (task, write_file);
  else
    fair_paper_file_return_drawing_error (task, status);
}

/** Returns: whether the file is there; @error is as of fair_paper_file_write() */
gboolean
fair_chart_picture_save_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "print/fair-paper-preview.h"

#include <glib/gi18n-lib.h>

/* In pixels. */
#define LEAST_HEIGHT 160
#define NATURAL_HEIGHT 340
#define SHADOW 6

struct _FairPaperPreview
{
  GtkWidget parent_instance;

  FairPaper *paper; /* NULL for none */
  GtkPageSetup *setup;
  cairo_t *cr;      /* what it is laid out with */
  guint idle;       /* lays it out */
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (FairPaperPreview, fair_paper_preview, GTK_TYPE_WIDGET)

enum
{
  PROP_N_PAGES = 1,
};

static double
get_paper_width (FairPaperPreview *self)
{
  return gtk_page_setup_get_paper_width (self->setup, GTK_UNIT_POINTS);
}

static double
get_paper_height (FairPaperPreview *self)
{
  return gtk_page_setup_get_paper_height (self->setup, GTK_UNIT_POINTS);
}

static void
set_n_pages (FairPaperPreview *self,
             guint             n_pages)
{
  self->n_pages = n_pages;
  g_object_notify (G_OBJECT (self), "n-pages");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
measure_paper (gpointer user_data)
{
  FairPaperPreview *self = user_data;

  if (!fair_paper_measure (self->paper, self->cr, gtk_page_setup_get_page_width (self->setup, GTK_UNIT_POINTS),
                           gtk_page_setup_get_page_height (self->setup, GTK_UNIT_POINTS)))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  set_n_pages (self, fair_paper_get_n_pages (self->paper));
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
fair_paper_preview_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
fair_paper_preview_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  *minimum = LEAST_HEIGHT;
  *natural = NATURAL_HEIGHT;
}

static void
draw_paper (FairPaperPreview     *self,
            GtkSnapshot          *snapshot,
            const GskRoundedRect *page,
            double                scale)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &page->bounds);

  cairo_translate (cr, page->bounds.origin.x, page->bounds.origin.y);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, gtk_page_setup_get_left_margin (self->setup, GTK_UNIT_POINTS),
                   gtk_page_setup_get_top_margin (self->setup, GTK_UNIT_POINTS));
  fair_paper_draw (self->paper, cr, gtk_page_setup_get_page_width (self->setup, GTK_UNIT_POINTS),
                   gtk_page_setup_get_page_height (self->setup, GTK_UNIT_POINTS), 0);
  cairo_destroy (cr);
}

/* Paper is white, in every style. */
static void
fair_paper_preview_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 }, shade = { 0, 0, 0, 0.3f };
  FairPaperPreview *self = FAIR_PAPER_PREVIEW (widget);
  double width = gtk_widget_get_width (widget) - 2 * SHADOW, height = gtk_widget_get_height (widget) - 2 * SHADOW, scale;
  GskRoundedRect page;

  if (self->paper == NULL || width <= 0 || height <= 0)
    return;
  scale = MIN (width / get_paper_width (self), height / get_paper_height (self));
  gsk_rounded_rect_init_from_rect (&page, &GRAPHENE_RECT_INIT ((float) (SHADOW + (width - scale * get_paper_width (self)) / 2),
                                                               (float) (SHADOW + (height - scale * get_paper_height (self)) / 2),
                                                               (float) (scale * get_paper_width (self)),
                                                               (float) (scale * get_paper_height (self))),
                                   0);
  gtk_snapshot_append_outset_shadow (snapshot, &page, &shade, 0, 1, 0, SHADOW - 1);
  gtk_snapshot_append_color (snapshot, &white, &page.bounds);
  if (self->n_pages > 0)
    draw_paper (self, snapshot, &page, scale);
}

static void
fair_paper_preview_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  g_value_set_uint (value, FAIR_PAPER_PREVIEW (object)->n_pages);
}

static void
fair_paper_preview_dispose (GObject *object)
{
  FairPaperPreview *self = FAIR_PAPER_PREVIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->paper);
  g_clear_object (&self->setup);
  g_clear_pointer (&self->cr, cairo_destroy);

  G_OBJECT_CLASS (fair_paper_preview_parent_class)->dispose (object);
}

static void
fair_paper_preview_class_init (FairPaperPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_paper_preview_dispose;
  G_OBJECT_CLASS (klass)->get_property = fair_paper_preview_get_property;
  widget_class->get_request_mode = fair_paper_preview_get_request_mode;
  widget_class->measure = fair_paper_preview_measure;
  widget_class->snapshot = fair_paper_preview_snapshot;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_N_PAGES,
                                   g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fair_paper_preview_init (FairPaperPreview *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);

  self->cr = cairo_create (surface);
  cairo_surface_destroy (surface);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The first page"), -1);
}

/**
 * fair_paper_preview_set_paper:
 * @paper: (nullable): what is shown; while it is, nobody else may lay it out
 * @setup: (nullable): on which page
 */
void
fair_paper_preview_set_paper (FairPaperPreview *self,
                              FairPaper        *paper,
                              GtkPageSetup     *setup)
{
  g_return_if_fail (FAIR_IS_PAPER_PREVIEW (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  g_set_object (&self->paper, paper);
  g_set_object (&self->setup, setup);
  set_n_pages (self, 0);
  if (paper == NULL)
    return;
  fair_paper_begin (paper);
  self->idle = g_idle_add (measure_paper, self);
}

/** Returns: how many pages there are; 0 until that is known */
guint
fair_paper_preview_get_n_pages (FairPaperPreview *self)
{
  g_return_val_if_fail (FAIR_IS_PAPER_PREVIEW (self), 0);

  return self->n_pages;
}

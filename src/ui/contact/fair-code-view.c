/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-code-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In pixels, each way. The code itself is at least 30 mm wide on a screen of 14 inches: at 1366×768, which has 112 dots per
 * inch, however narrow the window, and at 1920×1080 (157 dots) where there is room. */
#define LEAST_CODE 134
#define LEAST_NATURAL_CODE 190
#define NATURAL_SIZE 240
/* A module of so many pixels is read from half a metre. */
#define NATURAL_MODULE 4

struct _FairCodeView
{
  GtkWidget parent_instance;

  FairQrCode *code;
};

G_DEFINE_FINAL_TYPE (FairCodeView, fair_code_view, GTK_TYPE_WIDGET)

/* How many modules it has each way, those of the quiet zone included. */
static int
count_modules (FairCodeView *self)
{
  return (int) fair_qr_code_get_size (self->code) + 2 * FAIR_QR_CODE_QUIET_ZONE;
}

static int
divide_up (int dividend,
           int divisor)
{
  return (dividend + divisor - 1) / divisor;
}

static GtkSizeRequestMode
fair_code_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as it is wide: where a page is scrolled, there is no need to shrink it. */
static void
fair_code_view_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  FairCodeView *self = FAIR_CODE_VIEW (widget);
  int size, least, wanted;

  if (self->code == NULL)
    return;
  size = (int) fair_qr_code_get_size (self->code);
  least = divide_up (LEAST_CODE, size);
  wanted = MAX (MAX (NATURAL_MODULE, divide_up (LEAST_NATURAL_CODE, size)), divide_up (NATURAL_SIZE, count_modules (self)));
  if (orientation == GTK_ORIENTATION_VERTICAL)
    least = wanted = for_size < 0 ? wanted : CLAMP (for_size / count_modules (self), least, wanted);
  *minimum = least * count_modules (self);
  *natural = wanted * count_modules (self);
}

/* How many pixels of the screen make one of the window. */
static double
get_scale (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : 1;
}

/* The dark modules of one row, those that touch as one piece. */
static void
append_row (GtkSnapshot *snapshot,
            FairQrCode  *code,
            guint        row,
            float        begin_x,
            float        begin_y,
            float        module)
{
  static const GdkRGBA dark = { 0, 0, 0, 1 };
  const guint size = fair_qr_code_get_size (code);

  for (guint x = 0, length; x < size; x += length + 1)
    {
      for (length = 0; x + length < size && fair_qr_code_is_dark (code, x + length, row);)
        length++;
      if (length > 0)
        gtk_snapshot_append_color (snapshot, &dark,
                                   &GRAPHENE_RECT_INIT (begin_x + module * (float) x, begin_y + module * (float) row,
                                                        module * (float) length, module));
    }
}

/* Modules are whole pixels of the screen, so that their edges are sharp; what is left over widens the quiet zone. */
static void
fair_code_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  static const GdkRGBA light = { 1, 1, 1, 1 };
  FairCodeView *self = FAIR_CODE_VIEW (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  const double scale = get_scale (widget);
  double module;

  if (self->code == NULL)
    return;
  module = floor (MIN (width, height) * scale / count_modules (self)) / scale;
  gtk_snapshot_append_color (snapshot, &light, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (guint row = 0; row < fair_qr_code_get_size (self->code); row++)
    {
      const double code = module * fair_qr_code_get_size (self->code);

      append_row (snapshot, self->code, row, (float) (floor ((width - code) / 2 * scale) / scale),
                  (float) (floor ((height - code) / 2 * scale) / scale), (float) module);
    }
}

static void
fair_code_view_dispose (GObject *object)
{
  g_clear_pointer (&FAIR_CODE_VIEW (object)->code, fair_qr_code_unref);

  G_OBJECT_CLASS (fair_code_view_parent_class)->dispose (object);
}

static void
fair_code_view_class_init (FairCodeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_code_view_dispose;
  widget_class->get_request_mode = fair_code_view_get_request_mode;
  widget_class->measure = fair_code_view_measure;
  widget_class->snapshot = fair_code_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "codeview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fair_code_view_init (FairCodeView *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * fair_code_view_set_code:
 * @code: (nullable): what is shown
 * @words: (nullable): what it holds, for a screen reader
 */
void
fair_code_view_set_code (FairCodeView *self,
                         FairQrCode   *code,
                         const char   *words)
{
  g_return_if_fail (FAIR_IS_CODE_VIEW (self));

  g_clear_pointer (&self->code, fair_qr_code_unref);
  self->code = code != NULL ? fair_qr_code_ref (code) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Code for your phone"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : "", -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

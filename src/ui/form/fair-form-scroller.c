/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-form-scroller.h"

/* What is seen of the form above and below what one is at, in pixels. */
#define MARGIN 16

struct _FairFormScroller
{
  GtkWidget parent_instance;

  GtkWidget *window; /* a GtkScrolledWindow */
  GtkViewport *viewport;
  GtkWidget *reached; /* in the content: where the focus is; a weak pointer */
  guint scrolling;    /* a tick callback */
  guint frames;       /* since there was a reason to scroll */
  int width;          /* that was allocated last */
  int height;
};

G_DEFINE_FINAL_TYPE (FairFormScroller, fair_form_scroller, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CONTENT,
};

static GtkAdjustment *
get_adjustment (FairFormScroller *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->viewport));
}

/* Where what one is at is in the content, however far that is scrolled. */
static gboolean
find_reached (FairFormScroller *self,
              graphene_rect_t  *bounds)
{
  return self->reached != NULL && gtk_widget_get_height (self->reached) > 0 &&
         gtk_widget_compute_bounds (self->reached, gtk_viewport_get_child (self->viewport), bounds);
}

/*
 * All of it, with some air, is to be seen above the bar; GTK would do with the cursor. It has its new height only after the layout
 * of the first frame.
 */
static gboolean
show_reached (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  FairFormScroller *self = FAIR_FORM_SCROLLER (widget);
  graphene_rect_t bounds;

  if (++self->frames < 2)
    return G_SOURCE_CONTINUE;

  self->scrolling = 0;
  if (find_reached (self, &bounds))
    gtk_adjustment_clamp_page (get_adjustment (self), bounds.origin.y - MARGIN, bounds.origin.y + bounds.size.height + MARGIN);
  return G_SOURCE_REMOVE;
}

static void
fair_form_scroller_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  gtk_widget_measure (FAIR_FORM_SCROLLER (widget)->window, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

/* What has moved in the content is scrolled back before the frame is painted. In another width everything is elsewhere. */
static void
fair_form_scroller_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  FairFormScroller *self = FAIR_FORM_SCROLLER (widget);
  double value = gtk_adjustment_get_value (get_adjustment (self));
  graphene_rect_t before, after;
  gboolean is_known = find_reached (self, &before);
  gboolean is_as_wide = width == self->width, is_as_high = height == self->height;

  self->width = width;
  self->height = height;
  gtk_widget_allocate (self->window, width, height, baseline, NULL);
  if (!is_known || !find_reached (self, &after))
    return;
  if (!is_as_wide || !is_as_high || !G_APPROX_VALUE (before.size.height, after.size.height, 0.5F))
    fair_form_scroller_show_reached (self);
  if (!is_as_wide || G_APPROX_VALUE (before.origin.y, after.origin.y, 0.5F))
    return;
  gtk_adjustment_set_value (get_adjustment (self), value + after.origin.y - before.origin.y);
  gtk_widget_allocate (self->window, width, height, baseline, NULL);
}

static void
fair_form_scroller_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_CONTENT)
    g_value_set_object (value, gtk_viewport_get_child (FAIR_FORM_SCROLLER (object)->viewport));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fair_form_scroller_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (id == PROP_CONTENT)
    gtk_viewport_set_child (FAIR_FORM_SCROLLER (object)->viewport, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fair_form_scroller_dispose (GObject *object)
{
  FairFormScroller *self = FAIR_FORM_SCROLLER (object);

  if (self->scrolling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scrolling);
  self->scrolling = 0;
  g_clear_weak_pointer (&self->reached);
  g_clear_pointer (&self->window, gtk_widget_unparent);

  G_OBJECT_CLASS (fair_form_scroller_parent_class)->dispose (object);
}

static void
fair_form_scroller_class_init (FairFormScrollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fair_form_scroller_get_property;
  object_class->set_property = fair_form_scroller_set_property;
  object_class->dispose = fair_form_scroller_dispose;
  GTK_WIDGET_CLASS (klass)->measure = fair_form_scroller_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = fair_form_scroller_size_allocate;
  g_object_class_install_property (object_class, PROP_CONTENT,
                                   g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
fair_form_scroller_init (FairFormScroller *self)
{
  self->window = gtk_scrolled_window_new ();
  self->viewport = GTK_VIEWPORT (gtk_viewport_new (NULL, NULL));
  gtk_viewport_set_scroll_to_focus (self->viewport, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->viewport));
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
}

/**
 * fair_form_scroller_set_reached:
 * @reached: (nullable): what one is at, somewhere in the content; NULL where one is elsewhere
 *
 * What was held open below is let go: one looks elsewhere.
 */
void
fair_form_scroller_set_reached (FairFormScroller *self,
                                GtkWidget        *reached)
{
  g_return_if_fail (FAIR_IS_FORM_SCROLLER (self));

  if (!g_set_weak_pointer (&self->reached, reached) || reached == NULL)
    return;
  gtk_widget_set_size_request (gtk_viewport_get_child (self->viewport), -1, -1);
}

/** Scrolls, as little as it takes, until all of what one is at is seen; when it has been laid out. */
void
fair_form_scroller_show_reached (FairFormScroller *self)
{
  g_return_if_fail (FAIR_IS_FORM_SCROLLER (self));

  self->frames = 0;
  if (self->scrolling == 0 && self->reached != NULL)
    self->scrolling = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_reached, NULL, NULL);
}

/**
 * fair_form_scroller_hold:
 *
 * Something is about to come or go while one is at something else. The content gets no shorter until one goes on: at its end
 * there would be nothing to scroll any more, and all would fall down.
 */
void
fair_form_scroller_hold (FairFormScroller *self)
{
  GtkWidget *content;

  g_return_if_fail (FAIR_IS_FORM_SCROLLER (self));

  content = gtk_viewport_get_child (self->viewport);
  if (self->reached != NULL)
    gtk_widget_set_size_request (content, -1, gtk_widget_get_height (content));
}

void
fair_form_scroller_go_to_top (FairFormScroller *self)
{
  g_return_if_fail (FAIR_IS_FORM_SCROLLER (self));

  gtk_adjustment_set_value (get_adjustment (self), 0);
}

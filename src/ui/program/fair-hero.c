/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-hero.h"

#include "gallery/fair-picture.h"

struct _FairHero
{
  GtkWidget parent_instance;

  FairPicture *picture;
  GtkWidget *content;
  GtkLabel *organization;
  GtkLabel *headline;
  GtkLabel *tagline;
  GtkOrientable *buttons;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (FairHero, fair_hero, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COMPACT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The picture takes at least about a quarter of its width in height, within what a laptop's screen and a wall leave room for. */
#define MIN_HEIGHT 320
#define MAX_HEIGHT 560
#define HEIGHT_PER_WIDTH 0.24

static void
fair_hero_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  FairHero *self = FAIR_HERO (widget);
  int least;

  gtk_widget_measure (GTK_WIDGET (self->picture), orientation, for_size, &least, NULL, NULL, NULL);
  gtk_widget_measure (self->content, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = MAX (*minimum, CLAMP ((int) (for_size * HEIGHT_PER_WIDTH), MIN_HEIGHT, MAX_HEIGHT));
      *natural = *minimum;
    }
}

static void
fair_hero_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  FairHero *self = FAIR_HERO (widget);

  gtk_widget_allocate (GTK_WIDGET (self->picture), width, height, -1, NULL);
  gtk_widget_allocate (self->content, width, height, -1, NULL);
}

static GtkSizeRequestMode
fair_hero_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
set_compact (FairHero *self,
             gboolean  compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_orientable_set_orientation (self->buttons, compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
fair_hero_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  if (prop_id == PROP_COMPACT)
    g_value_set_boolean (value, FAIR_HERO (object)->compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_hero_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  if (prop_id == PROP_COMPACT)
    set_compact (FAIR_HERO (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_hero_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_HERO);

  G_OBJECT_CLASS (fair_hero_parent_class)->dispose (object);
}

static void
fair_hero_class_init (FairHeroClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_hero_dispose;
  G_OBJECT_CLASS (klass)->get_property = fair_hero_get_property;
  G_OBJECT_CLASS (klass)->set_property = fair_hero_set_property;
  widget_class->measure = fair_hero_measure;
  widget_class->size_allocate = fair_hero_size_allocate;
  widget_class->get_request_mode = fair_hero_get_request_mode;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (FAIR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-hero.ui");
  gtk_widget_class_bind_template_child (widget_class, FairHero, picture);
  gtk_widget_class_bind_template_child (widget_class, FairHero, content);
  gtk_widget_class_bind_template_child (widget_class, FairHero, organization);
  gtk_widget_class_bind_template_child (widget_class, FairHero, headline);
  gtk_widget_class_bind_template_child (widget_class, FairHero, tagline);
  gtk_widget_class_bind_template_child (widget_class, FairHero, buttons);
}

static void
fair_hero_init (FairHero *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
fair_hero_set_program (FairHero    *self,
                       FairProgram *program)
{
  g_return_if_fail (FAIR_IS_HERO (self));
  g_return_if_fail (FAIR_IS_PROGRAM (program));

  fair_picture_set_photo (self->picture, program->hero);
  set_text (self->organization, program->name);
  set_text (self->headline, program->headline);
  set_text (self->tagline, program->tagline);
}

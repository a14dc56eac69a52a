/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "booth/fair-comfort.h"

#include <glib/gi18n-lib.h>

#define NORMAL 100
/* In 1024ths of a dot per inch, as GTK counts: what it takes where the system says nothing, and the most that it takes. */
#define DPI_UNKNOWN (96 * 1024)
#define DPI_MOST (1024 * 1024)

#define TEXT_SIZE "gtk-xft-dpi"
#define ANIMATIONS "gtk-enable-animations"

/* libadwaita's own (up to 1.7), and what the application looks like with it. */
#define PLATFORM_STYLE "/org/gnome/Adwaita/styles/base-hc.css"
#define OWN_STYLE "/org/fairbook/Fairbook/style-hc.css"

const guint fair_comfort_text_sizes[] = { NORMAL, 130, 160, 200, 0 };

struct _FairComfort
{
  GObject parent_instance;

  guint text_size;
  gboolean strong_contrast;
  gboolean still;
  gboolean following;             /* the system's settings */
  GtkCssProvider *platform_style; /* NULL until strong contrast is wanted */
  GtkCssProvider *own_style;
};

G_DEFINE_FINAL_TYPE (FairComfort, fair_comfort, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT_SIZE,
  PROP_STRONG_CONTRAST,
  PROP_STILL,
  PROP_CHANGED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* GTK keeps the system's value below one that is set here, and finds it again when that is reset. */
static void
apply_text_size (FairComfort *self)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  g_object_freeze_notify (G_OBJECT (settings));
  gtk_settings_reset_property (settings, TEXT_SIZE);
  g_object_get (settings, TEXT_SIZE, &dpi, NULL);
  if (self->text_size != NORMAL)
    g_object_set (settings, TEXT_SIZE, MIN ((dpi > 0 ? dpi : DPI_UNKNOWN) * (int) self->text_size / NORMAL, DPI_MOST), NULL);
  g_object_thaw_notify (G_OBJECT (settings));
}

static void
apply_still (FairComfort *self)
{
  if (self->still)
    g_object_set (gtk_settings_get_default (), ANIMATIONS, FALSE, NULL);
  else
    gtk_settings_reset_property (gtk_settings_get_default (), ANIMATIONS);
}

static GtkCssProvider *
load_style (const char *resource)
{
  GtkCssProvider *style = gtk_css_provider_new ();

  if (g_resources_get_info (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    gtk_css_provider_load_from_resource (style, resource);
  return style;
}

/* Each right above what it takes the place of. */
static void
apply_strong_contrast (FairComfort *self)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (!self->strong_contrast)
    {
      gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (self->platform_style));
      gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (self->own_style));
      return;
    }
  if (self->platform_style == NULL)
    {
      self->platform_style = load_style (PLATFORM_STYLE);
      self->own_style = load_style (OWN_STYLE);
    }
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->platform_style), GTK_STYLE_PROVIDER_PRIORITY_THEME + 1);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->own_style), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
system_setting_changed (FairComfort *self,
                        const char  *name)
{
  if (self->text_size != NORMAL && g_str_equal (name, TEXT_SIZE))
    apply_text_size (self);
}

/* libadwaita stops all motion while it changes its style, and resets the setting afterwards. */
static void
animations_changed (FairComfort *self)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_settings_get_default (), ANIMATIONS, &enabled, NULL);
  if (self->still && enabled)
    apply_still (self);
}

static void
follow_system (FairComfort *self)
{
  if (self->following)
    return;
  self->following = TRUE;
  g_signal_connect_object (gdk_display_get_default (), "setting-changed", G_CALLBACK (system_setting_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_settings_get_default (), "notify::" ANIMATIONS, G_CALLBACK (animations_changed), self, G_CONNECT_SWAPPED);
}

static void
notify (FairComfort *self,
        guint        property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

static void
fair_comfort_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FairComfort *self = FAIR_COMFORT (object);

  switch (prop_id)
    {
    case PROP_TEXT_SIZE:
      g_value_set_uint (value, self->text_size);
      break;
    case PROP_STRONG_CONTRAST:
      g_value_set_boolean (value, self->strong_contrast);
      break;
    case PROP_STILL:
      g_value_set_boolean (value, self->still);
      break;
    case PROP_CHANGED:
      g_value_set_boolean (value, fair_comfort_get_changed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_comfort_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  FairComfort *self = FAIR_COMFORT (object);

  switch (prop_id)
    {
    case PROP_TEXT_SIZE:
      fair_comfort_set_text_size (self, g_value_get_uint (value));
      break;
    case PROP_STRONG_CONTRAST:
      fair_comfort_set_strong_contrast (self, g_value_get_boolean (value));
      break;
    case PROP_STILL:
      fair_comfort_set_still (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fair_comfort_dispose (GObject *object)
{
  FairComfort *self = FAIR_COMFORT (object);

  fair_comfort_reset (self);
  g_clear_object (&self->platform_style);
  g_clear_object (&self->own_style);

  G_OBJECT_CLASS (fair_comfort_parent_class)->dispose (object);
}

static void
fair_comfort_class_init (FairComfortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = fair_comfort_dispose;
  object_class->get_property = fair_comfort_get_property;
  object_class->set_property = fair_comfort_set_property;

  properties[PROP_TEXT_SIZE] = g_param_spec_uint ("text-size", NULL, NULL, NORMAL, 200, NORMAL, flags);
  properties[PROP_STRONG_CONTRAST] = g_param_spec_boolean ("strong-contrast", NULL, NULL, FALSE, flags);
  properties[PROP_STILL] = g_param_spec_boolean ("still", NULL, NULL, FALSE, flags);
  properties[PROP_CHANGED] = g_param_spec_boolean ("changed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_comfort_init (FairComfort *self)
{
  self->text_size = NORMAL;
}

/** Returns: (transfer full): all as the system has it */
FairComfort *
fair_comfort_new (void)
{
  return g_object_new (FAIR_TYPE_COMFORT, NULL);
}

/** Returns: the size of text in percent of the system's */
guint
fair_comfort_get_text_size (FairComfort *self)
{
  g_return_val_if_fail (FAIR_IS_COMFORT (self), NORMAL);

  return self->text_size;
}

/**
 * fair_comfort_set_text_size:
 * @percent: of the system's text size, whatever that is or becomes
 */
void
fair_comfort_set_text_size (FairComfort *self,
                            guint        percent)
{
  g_return_if_fail (FAIR_IS_COMFORT (self));

  if (self->text_size == percent)
    return;
  self->text_size = percent;
  follow_system (self);
  apply_text_size (self);
  notify (self, PROP_TEXT_SIZE);
}

gboolean
fair_comfort_get_strong_contrast (FairComfort *self)
{
  g_return_val_if_fail (FAIR_IS_COMFORT (self), FALSE);

  return self->strong_contrast;
}

/**
 * fair_comfort_set_strong_contrast:
 * @strong: whether all looks as it does where the system asks for high contrast. FALSE takes nothing from the system's
 */
void
fair_comfort_set_strong_contrast (FairComfort *self,
                                  gboolean     strong)
{
  g_return_if_fail (FAIR_IS_COMFORT (self));

  if (self->strong_contrast == strong)
    return;
  self->strong_contrast = strong;
  apply_strong_contrast (self);
  notify (self, PROP_STRONG_CONTRAST);
}

gboolean
fair_comfort_get_still (FairComfort *self)
{
  g_return_val_if_fail (FAIR_IS_COMFORT (self), FALSE);

  return self->still;
}

/**
 * fair_comfort_set_still:
 * @still: whether nothing moves by itself. FALSE leaves that to the system
 */
void
fair_comfort_set_still (FairComfort *self,
                        gboolean     still)
{
  g_return_if_fail (FAIR_IS_COMFORT (self));

  if (self->still == still)
    return;
  self->still = still;
  follow_system (self);
  apply_still (self);
  notify (self, PROP_STILL);
}

/** Returns: whether anything is not as the system has it */
gboolean
fair_comfort_get_changed (FairComfort *self)
{
  g_return_val_if_fail (FAIR_IS_COMFORT (self), FALSE);

  return self->text_size != NORMAL || self->strong_contrast || self->still;
}

/** All is as the system has it again. */
void
fair_comfort_reset (FairComfort *self)
{
  g_return_if_fail (FAIR_IS_COMFORT (self));

  fair_comfort_set_text_size (self, NORMAL);
  fair_comfort_set_strong_contrast (self, FALSE);
  fair_comfort_set_still (self, FALSE);
}

/** Returns: (transfer full): what is set, in words, as "Text 160%, strong contrast" */
char *
fair_comfort_dup_description (FairComfort *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (FAIR_IS_COMFORT (self), NULL);

  /* Translators: what a screen reader says of the button for larger text; %u is 100, 130, 160 or 200 */
  g_strv_builder_take (builder, g_strdup_printf (_("Text %u%%"), self->text_size));
  if (self->strong_contrast)
    /* Translators: after "Text 160%", and a comma */
    g_strv_builder_add (builder, _("strong contrast"));
  if (self->still)
    /* Translators: after "Text 160%", and a comma */
    g_strv_builder_add (builder, _("no motion"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (C_ ("list separator", ", "), parts);
}

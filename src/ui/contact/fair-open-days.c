/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-open-days.h"

#include "base/fair-clock.h"
#include "base/fair-local-time.h"
#include "booth/fair-interface-language.h"
#include "contact/fair-take-home-sheet.h"
#include "layout/fair-tile-layout.h"

#include <glib/gi18n-lib.h>

struct _FairOpenDays
{
  GtkBox parent_instance;

  FairProgram *program; /* holds what the buttons show */
  GtkBox *days;
};

G_DEFINE_FINAL_TYPE (FairOpenDays, fair_open_days, GTK_TYPE_BOX)

static void
fair_open_days_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_OPEN_DAYS);
  g_clear_object (&FAIR_OPEN_DAYS (object)->program);

  G_OBJECT_CLASS (fair_open_days_parent_class)->dispose (object);
}

static void
fair_open_days_class_init (FairOpenDaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_open_days_dispose;
  g_type_ensure (FAIR_TYPE_TILE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/contact/fair-open-days.ui");
  gtk_widget_class_bind_template_child (widget_class, FairOpenDays, days);
}

static void
fair_open_days_init (FairOpenDays *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The city after which a time zone is named stands for it. */
static char *
dup_city (const char *time_zone)
{
  const char *slash = strrchr (time_zone, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : time_zone), "_", ' ');
}

static char *
dup_hours (const FairOpenDay *open_day)
{
  const char *language = fair_interface_language_get ();
  g_autofree char *from = fair_local_time_format_hour (open_day->starts, language);
  g_autofree char *to = fair_local_time_format_hour (open_day->ends, language);
  g_autofree char *city = dup_city (open_day->time_zone);

  /* Translators: from when to when, and by the clocks of which city: "9:30 AM – 12:00 PM, New York time" */
  return g_strdup_printf (_("%s – %s, %s time"), from, to, city);
}

/* Day, hours and place, a line each. */
static char *
dup_details (const FairOpenDay *open_day)
{
  g_autofree char *day = fair_local_time_format_day (open_day->starts, fair_interface_language_get ());
  g_autofree char *hours = open_day->ends != NULL ? dup_hours (open_day) : NULL;
  const char *lines[] = { day, hours != NULL ? hours : open_day->place, hours != NULL ? open_day->place : NULL, NULL };

  return g_strjoinv ("\n", (GStrv) lines);
}

/* What its sheet says: the address as well, which is in the code's entry. */
static char *
dup_words (const FairOpenDay *open_day)
{
  g_autofree char *details = dup_details (open_day);

  return g_strjoin ("\n", details, open_day->url, NULL);
}

static void
show_open_day (GtkWidget         *button,
               const FairOpenDay *open_day)
{
  g_autofree char *words = dup_words (open_day);

  fair_take_home_sheet_present (button, open_day->title, open_day->calendar_entry, words);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A label for each line: lines in two directions keep to one side all the same. */
static GtkWidget *
new_texts (const char *title,
           const char *details)
{
  GtkWidget *texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "hexpand", TRUE, NULL);
  g_auto (GStrv) lines = g_strsplit (details, "\n", -1);

  gtk_box_append (GTK_BOX (texts), new_label (title, "page-card-title"));
  for (guint i = 0; lines[i] != NULL; i++)
    gtk_box_append (GTK_BOX (texts), new_label (lines[i], "page-card-summary"));
  return texts;
}

static void
add_open_day (FairOpenDays *self,
              FairOpenDay  *open_day)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "fair-code-symbolic", "pixel-size", 24,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *details = dup_details (open_day);

  gtk_box_append (GTK_BOX (content), new_texts (open_day->title, details));
  gtk_box_append (GTK_BOX (content), icon);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "open-day");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, open_day->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (show_open_day), open_day);
  gtk_box_append (self->days, button);
}

/**
 * fair_open_days_set_program:
 * @program: (nullable): a program
 *
 * Shows its open days that are not over; where there is none, nothing is to be seen.
 */
void
fair_open_days_set_program (FairOpenDays *self,
                            FairProgram  *program)
{
  const gint64 now = fair_clock_now (fair_clock_get_default ());
  GtkWidget *child;

  g_return_if_fail (FAIR_IS_OPEN_DAYS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_box_remove (self->days, child);
  g_set_object (&self->program, program);
  for (guint i = 0; program != NULL && i < program->open_days->len; i++)
    if (!fair_open_day_is_over (program->open_days->pdata[i], now))
      add_open_day (self, program->open_days->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->days)) != NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-thank-you.h"

#include "booth/fair-announce.h"
#include "contact/fair-code-view.h"
#include "contact/fair-contact.h"
#include "contact/fair-open-days.h"

#include <glib/gi18n-lib.h>

struct _FairThankYou
{
  AdwBin parent_instance;

  GtkWidget *check;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *next;
  GtkBox *steps;
  GtkWidget *done_button;
  GtkWidget *website;
  FairCodeView *website_code;
  FairContact *contact;
  FairOpenDays *open_days;
  GtkLabel *countdown;
};

G_DEFINE_FINAL_TYPE (FairThankYou, fair_thank_you, ADW_TYPE_BIN)

enum
{
  DONE,
  CORRECT,
  FRIEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
done_clicked (FairThankYou *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
correct_clicked (FairThankYou *self)
{
  g_signal_emit (self, signals[CORRECT], 0);
}

static void
friend_clicked (FairThankYou *self)
{
  g_signal_emit (self, signals[FRIEND], 0);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, FAIR_TYPE_THANK_YOU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_thank_you_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_THANK_YOU);

  G_OBJECT_CLASS (fair_thank_you_parent_class)->dispose (object);
}

static void
fair_thank_you_class_init (FairThankYouClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_thank_you_dispose;

  signals[DONE] = new_signal ("done");
  signals[CORRECT] = new_signal ("correct");
  signals[FRIEND] = new_signal ("friend");

  g_type_ensure (FAIR_TYPE_CODE_VIEW);
  g_type_ensure (FAIR_TYPE_CONTACT);
  g_type_ensure (FAIR_TYPE_OPEN_DAYS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-thank-you.ui");
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, check);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, title);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, text);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, next);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, steps);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, done_button);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, website);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, website_code);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, contact);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, open_days);
  gtk_widget_class_bind_template_child (widget_class, FairThankYou, countdown);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked);
  gtk_widget_class_bind_template_callback (widget_class, correct_clicked);
  gtk_widget_class_bind_template_callback (widget_class, friend_clicked);
}

static void
fair_thank_you_init (FairThankYou *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Who has signed up need not press anything to take the program's own pages along. */
static void
show_website (FairThankYou *self,
              const char   *url)
{
  g_autoptr (FairQrCode) code = url != NULL ? fair_qr_code_new (url, NULL) : NULL;

  fair_code_view_set_code (self->website_code, code, url);
  gtk_widget_set_visible (self->website, code != NULL);
}

static GtkWidget *
new_step (guint       number,
          const char *text)
{
  GtkWidget *step = g_object_new (GTK_TYPE_BOX, "spacing", 12, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *mark = g_object_new (GTK_TYPE_LABEL, "label", digits, "valign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f,
                                   "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (mark, "thank-you-number");
  gtk_box_append (GTK_BOX (step), mark);
  gtk_box_append (GTK_BOX (step), label);
  return step;
}

/* One sentence stands as it is; several are a list, which is read in order. */
static void
show_next_steps (FairThankYou      *self,
                 const char *const *steps)
{
  guint n = g_strv_length ((GStrv) steps);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_box_remove (self->steps, child);
  for (guint i = 0; n > 1 && i < n; i++)
    gtk_box_append (self->steps, new_step (i + 1, steps[i]));
  gtk_widget_set_visible (self->next, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->text), n <= 1);
  if (n == 1)
    gtk_label_set_label (self->text, steps[0]);
}

/**
 * fair_thank_you_set_program:
 * @program: (nullable): whose words about what happens next, contact, links and open days are shown
 */
void
fair_thank_you_set_program (FairThankYou *self,
                            FairProgram  *program)
{
  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  if (program != NULL)
    show_next_steps (self, program->next_steps);
  show_website (self, program != NULL ? program->website : NULL);
  fair_contact_set_program (self->contact, program);
  fair_open_days_set_program (self->open_days, program);
}

/**
 * fair_thank_you_start:
 * @name: what to call the person; may be empty
 *
 * Says that it was saved, and takes the focus.
 */
void
fair_thank_you_start (FairThankYou *self,
                      const char   *name)
{
  g_autofree char *title = NULL;

  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  /* Translators: %s is a person's name */
  title = *name != '\0' ? g_strdup_printf (_("Saved. Thank you, %s."), name) : g_strdup (_("Saved. Thank you."));
  gtk_label_set_label (self->title, title);
  gtk_widget_add_css_class (self->check, "arriving");
  gtk_widget_grab_focus (self->done_button);
  fair_announce (GTK_WIDGET (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * fair_thank_you_set_seconds_left:
 * @seconds: how long the page stays if nobody does anything; 0 says nothing about it
 */
void
fair_thank_you_set_seconds_left (FairThankYou *self,
                                 guint         seconds)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FAIR_IS_THANK_YOU (self));

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Makes way for the next visitor in %u second",
                                       "Makes way for the next visitor in %u seconds", seconds),
                          seconds);
  gtk_label_set_label (self->countdown, seconds > 0 ? text : "");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contact/fair-take-home-sheet.h"

#include "contact/fair-code-view.h"

#include <glib/gi18n-lib.h>

struct _FairTakeHomeSheet
{
  AdwDialog parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *heading;
  GtkLabel *guide;
  FairCodeView *code;
  GtkLabel *words;
  GtkWidget *open_button;
};

G_DEFINE_FINAL_TYPE (FairTakeHomeSheet, fair_take_home_sheet, ADW_TYPE_DIALOG)

static void
fair_take_home_sheet_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_TAKE_HOME_SHEET);

  G_OBJECT_CLASS (fair_take_home_sheet_parent_class)->dispose (object);
}

static void
fair_take_home_sheet_class_init (FairTakeHomeSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_take_home_sheet_dispose;
  g_type_ensure (FAIR_TYPE_CODE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/contact/fair-take-home-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, FairTakeHomeSheet, scroller);
  gtk_widget_class_bind_template_child (widget_class, FairTakeHomeSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, FairTakeHomeSheet, guide);
  gtk_widget_class_bind_template_child (widget_class, FairTakeHomeSheet, code);
  gtk_widget_class_bind_template_child (widget_class, FairTakeHomeSheet, words);
  gtk_widget_class_bind_template_child (widget_class, FairTakeHomeSheet, open_button);
}

/* Keys scroll where there is something to be scrolled; elsewhere there is nothing for the focus to be on. */
static void
room_changed (GtkAdjustment     *adjustment,
              FairTakeHomeSheet *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self->scroller),
                            gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
}

static void
fair_take_home_sheet_init (FairTakeHomeSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed", G_CALLBACK (room_changed), self,
                           G_CONNECT_DEFAULT);
}

/* Without a code, which check-program has told the pack's author, there are the words to be written down. */
static void
show_code (FairTakeHomeSheet *self,
           const char        *text,
           const char        *words)
{
  g_autoptr (FairQrCode) code = text != NULL ? fair_qr_code_new (text, NULL) : NULL;

  fair_code_view_set_code (self->code, code, words);
  gtk_widget_set_visible (GTK_WIDGET (self->code), code != NULL);
  gtk_label_set_label (self->guide, code != NULL ? _("Point your phone’s camera at the code.")
                                                 : _("It is too long for a code: write it down, or take a picture of it."));
}

static FairTakeHomeSheet *
sheet_new (const char *title,
           const char *text,
           const char *words)
{
  FairTakeHomeSheet *self = g_object_new (FAIR_TYPE_TAKE_HOME_SHEET, "title", title, NULL);

  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->words, words);
  show_code (self, text, words);
  return self;
}

/* It goes with the page that it belongs to: the next visitor never saw that. */
static void
present_over (FairTakeHomeSheet *self,
              GtkWidget         *from)
{
  g_signal_connect_object (from, "unmap", G_CALLBACK (adw_dialog_force_close), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self), from);
}

/* The window has the action outside kiosk mode only: without it there is no button. */
static void
offer_browser (FairTakeHomeSheet *self,
               const char        *url)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", url);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_button), "win.open-link");
  g_object_bind_property (self->open_button, "sensitive", self->open_button, "visible", G_BINDING_SYNC_CREATE);
}

/**
 * fair_take_home_sheet_present:
 * @from: what was pressed; when it is not shown any more, the sheet closes
 * @title: what it is
 * @text: (nullable): what the code holds; %NULL where it would be too long for one
 * @words: the same for people to read
 */
void
fair_take_home_sheet_present (GtkWidget  *from,
                              const char *title,
                              const char *text,
                              const char *words)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  present_over (sheet_new (title, text, words), from);
}

/* Phones know what to do with an address because of its scheme; people write a mail or a number down without it. */
static const char *
skip_scheme (const char *url)
{
  static const char *const schemes[] = { "mailto:", "tel:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return url + strlen (schemes[i]);
  return url;
}

/**
 * fair_take_home_sheet_present_link:
 * @from: what was pressed
 * @title: where it leads
 * @url: an address; one of the web can be opened in a browser where the window has the action “win.open-link”
 */
void
fair_take_home_sheet_present_link (GtkWidget  *from,
                                   const char *title,
                                   const char *url)
{
  const char *words = skip_scheme (url);
  FairTakeHomeSheet *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));

  self = sheet_new (title, url, words);
  if (words == url)
    offer_browser (self, url);
  present_over (self, from);
}

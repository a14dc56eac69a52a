/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-laptops-dialog.h"

#include "desk/fair-collect-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define FAIR_TYPE_LAPTOPS_DIALOG (fair_laptops_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FairLaptopsDialog, fair_laptops_dialog, FAIR, LAPTOPS_DIALOG, AdwDialog)

struct _FairLaptopsDialog
{
  AdwDialog parent_instance;

  FairBooth *booth;
  GCancellable *cancellable;
  AdwBin *content;
};

G_DEFINE_FINAL_TYPE (FairLaptopsDialog, fair_laptops_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
build_row (const FairLaptop *laptop,
           FairProgram      *program)
{
  g_autofree char *title = fair_laptop_dup_title (laptop), *text = fair_laptop_dup_text (laptop, program);
  g_autofree char *warnings = fair_laptop_dup_warnings (laptop), *subtitle = NULL;
  GtkWidget *row = adw_action_row_new ();

  subtitle = *warnings != '\0' ? g_strdup_printf ("%s\n%s", text, warnings) : g_strdup (text);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("computer-symbolic"));
  if (*warnings != '\0')
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      gtk_widget_set_tooltip_text (icon, warnings);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
    }
  return row;
}

static void
show_laptops (FairLaptopsDialog *self,
              GPtrArray         *laptops)
{
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  guint64 n_people = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < laptops->len; i++)
    {
      const FairLaptop *laptop = laptops->pdata[i];

      n_people += laptop->n_people;
      adw_preferences_group_add (group, build_row (laptop, fair_booth_get_program (self->booth)));
    }
  text = g_strdup_printf (ngettext ("%'" PRIu64 " sign-up is here, from the laptops below. Is one missing? Collect from it.",
                                    "%'" PRIu64 " sign-ups are here, from the laptops below. Is one missing? Collect from it.",
                                    (gulong) n_people), n_people);
  adw_preferences_group_set_description (group, text);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  adw_bin_set_child (self->content, page);
}

static void
show_failure (FairLaptopsDialog *self,
              const char        *message)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("The Sign-Ups Cannot Be Read"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  adw_bin_set_child (self->content, page);
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairLaptopsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) laptops = fair_laptops_load_finish (result, &error);

  if (self->booth == NULL) /* it was closed meanwhile */
    return;
  if (laptops != NULL)
    show_laptops (self, laptops);
  else
    show_failure (self, error->message);
}

static void
fair_laptops_dialog_dispose (GObject *object)
{
  FairLaptopsDialog *self = FAIR_LAPTOPS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_laptops_dialog_parent_class)->dispose (object);
}

static void
fair_laptops_dialog_class_init (FairLaptopsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_laptops_dialog_dispose;
}

static void
fair_laptops_dialog_init (FairLaptopsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->content = ADW_BIN (adw_bin_new ());
  adw_bin_set_child (self->content, adw_spinner_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->content));
  adw_dialog_set_title (ADW_DIALOG (self), _("Laptops"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 600);
  adw_dialog_set_content_height (ADW_DIALOG (self), 560);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

/** Returns: (transfer floating): a dialog with all laptops that the booth's store knows of */
AdwDialog *
fair_laptops_dialog_new (FairBooth *booth)
{
  FairLaptopsDialog *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_LAPTOPS_DIALOG, NULL);
  self->booth = g_object_ref (booth);
  if (fair_booth_get_store (booth) != NULL)
    fair_laptops_load_async (fair_booth_get_store (booth), self->cancellable, loaded, g_object_ref (self));
  else
    show_failure (self, _("The sign-ups cannot be read: see the message at the top of the window."));
  return ADW_DIALOG (self);
}

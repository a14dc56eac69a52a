/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-save-notice.h"

#include "booth/fair-announce.h"

#include <glib/gi18n-lib.h>

struct _FairSaveNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkBox *box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *retry_button;
};

G_DEFINE_FINAL_TYPE (FairSaveNotice, fair_save_notice, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
};

static void
fair_save_notice_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  FairSaveNotice *self = FAIR_SAVE_NOTICE (object);

  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, gtk_orientable_get_orientation (GTK_ORIENTABLE (self->box)) == GTK_ORIENTATION_VERTICAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_save_notice_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  FairSaveNotice *self = FAIR_SAVE_NOTICE (object);

  if (prop_id == PROP_NARROW)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                    g_value_get_boolean (value) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_save_notice_class_init (FairSaveNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fair_save_notice_get_property;
  object_class->set_property = fair_save_notice_set_property;
  g_object_class_install_property (object_class, PROP_NARROW,
                                   g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/form/fair-save-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, FairSaveNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, FairSaveNotice, box);
  gtk_widget_class_bind_template_child (widget_class, FairSaveNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, FairSaveNotice, title);
  gtk_widget_class_bind_template_child (widget_class, FairSaveNotice, text);
  gtk_widget_class_bind_template_child (widget_class, FairSaveNotice, retry_button);
}

static void
fair_save_notice_init (FairSaveNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_save_notice_hide:
 *
 * There is nothing to say any more.
 */
void
fair_save_notice_hide (FairSaveNotice *self)
{
  g_return_if_fail (FAIR_IS_SAVE_NOTICE (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
show (FairSaveNotice *self,
      const char     *title,
      const char     *text,
      const char     *icon,
      gboolean        failed)
{
  g_autofree char *both = g_strconcat (title, " ", text, NULL);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->text, text);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (self->retry_button, failed);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->box), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->box), "failed");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  fair_announce (GTK_WIDGET (self), both, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * fair_save_notice_show_waiting:
 *
 * Says that saving takes long, and goes on.
 */
void
fair_save_notice_show_waiting (FairSaveNotice *self)
{
  g_return_if_fail (FAIR_IS_SAVE_NOTICE (self));

  show (self, _("Still saving. Nothing that you typed is lost."),
        _("Another program may be at work on the sign-ups, or the disk is slow. It goes on by itself; if it does not, "
          "please ask the staff to close other programs."),
        "document-open-recent-symbolic", FALSE);
}

/**
 * fair_save_notice_show_failure:
 * @reason: why it was not saved and what to do, in whole sentences
 *
 * Says that it was not saved, and offers to try again.
 */
void
fair_save_notice_show_failure (FairSaveNotice *self,
                               const char     *reason)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FAIR_IS_SAVE_NOTICE (self));

  /* Translators: %s says why it was not saved and what to do, in whole sentences */
  text = g_strdup_printf (_("Please tell the staff. %s"), reason);
  show (self, _("Not saved yet. Nothing that you typed is lost."), text, "dialog-error-symbolic", TRUE);
}

/**
 * fair_save_notice_show_erased:
 *
 * Says that what was to be corrected is there no more. There is nothing to try again.
 */
void
fair_save_notice_show_erased (FairSaveNotice *self)
{
  g_return_if_fail (FAIR_IS_SAVE_NOTICE (self));

  show (self, _("This sign-up is not in the list any more."),
        _("The staff have removed it since, with all that was in it, so nothing was corrected. If you would like to be in the list, "
          "please sign up again."),
        "dialog-information-symbolic", FALSE);
}

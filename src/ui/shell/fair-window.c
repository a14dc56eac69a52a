/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-window.h"

#include "booth/fair-menu-names.h"
#include "desk/fair-desk.h"
#include "desk/fair-desk-statistics.h"
#include "form/fair-leavings.h"
#include "layout/fair-scroll-places.h"
#include "shell/fair-front.h"
#include "shell/fair-idle-watch.h"
#include "shell/fair-kiosk-mode.h"
#include "shell/fair-pin-prompt.h"
#include "shell/fair-pins-dialog.h"
#include "shell/fair-space-banner.h"
#include "shell/fair-staff-actions.h"

#include <glib/gi18n-lib.h>

struct _FairWindow
{
  AdwApplicationWindow parent_instance;

  FairBooth *booth;
  gboolean painted; /* whether the window has been seen */
  FairFront *front; /* NULL until it has been */
  FairIdleWatch *idle_watch;
  FairKioskMode *kiosk_mode;

  GtkOverlay *overlay;
  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwBin *front_bin;
  AdwBin *desk_bin; /* empty unless the coordinator is at it */
  AdwStatusPage *error_page;
  GtkWidget *error_menu_button;
  GMenuModel *staff_menu;
  GtkBox *banners; /* they outlive the front below whose header bar they stand */
  AdwBanner *store_banner;
  AdwBanner *pins_banner;
  FairSpaceBanner *space_banner; /* NULL until the window has been seen */
};

G_DEFINE_FINAL_TYPE (FairWindow, fair_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_LANGUAGE,
};

/* The list changes while it is gone through. */
static void
close_dialogs (FairWindow *self)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));

  while (g_list_model_get_n_items (dialogs) > 0)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, g_list_model_get_n_items (dialogs) - 1);

      adw_dialog_force_close (dialog);
    }
}

static void
update_back_action (FairWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", self->front != NULL && fair_front_is_deep (self->front));
}

/* The banners go from one front to the next. */
static void
put_front (FairWindow *self,
           FairFront  *front)
{
  if (self->front != NULL)
    fair_front_set_banners (self->front, NULL);
  fair_front_set_banners (front, GTK_WIDGET (self->banners));
  self->front = front;
  adw_bin_set_child (self->front_bin, GTK_WIDGET (front));
  g_signal_connect_object (front, "notify::deep", G_CALLBACK (update_back_action), self, G_CONNECT_SWAPPED);
  update_back_action (self);
}

/* A front that nobody has touched, or one that goes on where @before is. */
static void
renew_front (FairWindow *self,
             FairFront  *before)
{
  FairFront *front = FAIR_FRONT (fair_front_new (self->booth, self->staff_menu));
  gboolean had_focus = before != NULL && gtk_widget_get_focus_child (GTK_WIDGET (before)) != NULL;

  gtk_window_set_title (GTK_WINDOW (self), fair_booth_get_program (self->booth)->short_name);
  fair_front_show_program (front);
  if (before != NULL)
    fair_front_carry_over (front, before);
  put_front (self, front);
  if (had_focus)
    fair_front_focus_language (front);
  gtk_stack_set_visible_child_name (self->states, "ready");
}

/* The window is there at once; the program fills it in the next frame, when its many texts have been laid out. In another
 * language there are other widgets: a widget stays in that in which it was made. */
static void
show_program (FairWindow *self)
{
  if (fair_booth_get_program (self->booth) != NULL && self->painted)
    renew_front (self, self->front);
}

/* The texts are laid out in the next frame. */
static void
text_size_changed (FairWindow *self)
{
  fair_scroll_places_carry_over (GTK_WIDGET (self), GTK_WIDGET (self));
}

/* Who came before leaves nothing: their pages are not emptied, they go, with all that was typed, scrolled and chosen in them. */
static void
reset (FairWindow *self)
{
  close_dialogs (self);
  adw_toast_overlay_dismiss_all (self->toasts);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (self->front != NULL)
    renew_front (self, NULL);
  fair_leavings_clear (GTK_WIDGET (self));
}

/* Where there is no store, the other banner says so. The first frame does not wait for a measure. */
static void
watch_space (FairWindow *self)
{
  FairStore *store = fair_booth_get_store (self->booth);

  if (store == NULL || !self->painted || fair_access_get_kiosk (fair_booth_get_access (self->booth)))
    return;

  if (self->space_banner == NULL)
    {
      self->space_banner = g_object_new (FAIR_TYPE_SPACE_BANNER, NULL);
      gtk_box_append (self->banners, GTK_WIDGET (self->space_banner));
    }
  fair_space_banner_watch (self->space_banner, store);
}

static void
first_frame_painted (GdkFrameClock *clock,
                     FairWindow    *self)
{
  g_signal_handlers_disconnect_by_func (clock, first_frame_painted, self);
  self->painted = TRUE;
  show_program (self);
  watch_space (self);
}

static void
fair_window_realize (GtkWidget *widget)
{
  FairWindow *self = FAIR_WINDOW (widget);

  GTK_WIDGET_CLASS (fair_window_parent_class)->realize (widget);
  if (!self->painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (first_frame_painted), self, 0);
}

static void
show_program_error (FairWindow *self)
{
  const char *message = fair_booth_get_program_error (self->booth);
  g_autofree char *escaped = NULL;

  if (message == NULL)
    return;

  escaped = g_markup_escape_text (message, -1);
  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->states, "error");
}

static void
show_store_state (FairWindow *self)
{
  const char *message = fair_booth_get_store_error (self->booth);
  FairStore *store = fair_booth_get_store (self->booth);

  gboolean kiosk = fair_access_get_kiosk (fair_booth_get_access (self->booth));

  if (message != NULL)
    adw_banner_set_title (self->store_banner, message);
  adw_banner_set_revealed (self->store_banner, message != NULL && !kiosk);
  watch_space (self);

  if (store != NULL && fair_store_get_torn_tail (store) != NULL)
    {
      AdwToast *toast = adw_toast_new (_("An unfinished line was set aside. Everything that was saved is there."));

      adw_toast_set_timeout (toast, 0);
      adw_toast_set_use_markup (toast, FALSE);
      adw_toast_set_button_label (toast, _("_Details"));
      adw_toast_set_action_name (toast, "staff.data");
      adw_toast_overlay_add_toast (self->toasts, toast);
    }
}

static gboolean
is_protected (FairWindow *self)
{
  return fair_staff_is_protected (fair_access_get_staff (fair_booth_get_access (self->booth)));
}

/* Whoever took the PINs away cannot take the word of it away: that needs a PIN again. */
static void
show_pins_news (FairWindow *self)
{
  gboolean kiosk = fair_access_get_kiosk (fair_booth_get_access (self->booth));
  g_autofree char *news = kiosk ? NULL : fair_pins_dialog_dup_news (self->booth);

  if (news != NULL)
    {
      adw_banner_set_title (self->pins_banner, news);
      adw_banner_set_button_label (self->pins_banner, is_protected (self) ? _("_Seen") : _("_Protect This Laptop…"));
    }
  adw_banner_set_revealed (self->pins_banner, news != NULL);
}

static void
pins_banner_clicked (FairWindow *self)
{
  if (!is_protected (self))
    {
      gtk_widget_activate_action_variant (GTK_WIDGET (self), "staff.protect", NULL);
      return;
    }
  fair_pins_dialog_news_seen (self->booth);
  show_pins_news (self);
}

/* Nothing of it stays where somebody could come back to it. */
static void
leave_desk (FairWindow *self)
{
  if (adw_bin_get_child (self->desk_bin) == NULL)
    return;
  gtk_stack_set_visible_child_name (self->states, self->front != NULL ? "ready" : "error");
  adw_bin_set_child (self->desk_bin, NULL);
}

/* What is open of the staff's goes with the right to see it. */
static void
role_changed (FairWindow *self)
{
  FairAccess *access = fair_booth_get_access (self->booth);
  g_autoptr (GSimpleActionGroup) actions = fair_staff_actions_new (GTK_WIDGET (self), self->booth);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "staff", actions != NULL ? G_ACTION_GROUP (actions) : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.lock", fair_access_can_lock (access));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.unlock",
                                 actions == NULL && !fair_access_get_kiosk (access));
  show_pins_news (self);
  if (fair_access_get_role (access) < FAIR_ROLE_COORDINATOR)
    leave_desk (self);
  if (actions == NULL)
    close_dialogs (self);
}

/* A visitor has no menu, no window to close, and no word about what only staff can mend. */
static void
kiosk_changed (FairWindow *self)
{
  gboolean kiosk = fair_access_get_kiosk (fair_booth_get_access (self->booth));

  gtk_widget_set_visible (self->error_menu_button, !kiosk);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.toggle-fullscreen", !kiosk);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.open-link", !kiosk);
  if (kiosk && self->space_banner != NULL)
    {
      gtk_box_remove (self->banners, GTK_WIDGET (self->space_banner));
      self->space_banner = NULL;
    }
  show_store_state (self);
  role_changed (self);
}

static void
lock_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  fair_access_lock (fair_booth_get_access (FAIR_WINDOW (widget)->booth));
}

static void
unlock_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  fair_pin_prompt_present (widget, fair_booth_get_access (FAIR_WINDOW (widget)->booth));
}

static void
start_over_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  fair_kiosk_handle (fair_booth_get_kiosk (FAIR_WINDOW (widget)->booth), FAIR_KIOSK_START_OVER);
}

static void
language_changed (FairWindow *self)
{
  g_object_notify (G_OBJECT (self), "language");
}

static void
fair_window_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (prop_id == PROP_LANGUAGE)
    g_value_set_string (value, fair_booth_get_language (FAIR_WINDOW (object)->booth));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_window_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  if (prop_id == PROP_LANGUAGE)
    fair_booth_set_language (FAIR_WINDOW (object)->booth, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
store_banner_clicked (FairWindow *self)
{
  fair_booth_open_store (self->booth);
}

static void
show_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->front != NULL)
    fair_front_show_view (self->front, g_variant_get_string (parameter, NULL));
}

static void
open_page_activated (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->front != NULL)
    fair_front_open_page (self->front, g_variant_get_string (parameter, NULL));
}

static void
open_photo_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);
  const char *id, *album;

  g_variant_get (parameter, "(&s&s)", &id, &album);
  if (self->front != NULL)
    fair_front_open_photo (self->front, id, *album != '\0' ? album : NULL);
}

/* What lies over the pages comes first. */
static void
search_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);
  FairKioskState state = fair_kiosk_get_state (fair_booth_get_kiosk (self->booth));

  if (self->front != NULL && state != FAIR_KIOSK_ATTRACT && state != FAIR_KIOSK_PAUSED &&
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    fair_front_search (self->front);
}

static void
back_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->front != NULL)
    fair_front_go_back (self->front);
}

static void
link_opened (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FairWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("No browser could be opened.")));
}

static void
open_link_activated (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (g_variant_get_string (parameter, NULL));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (widget), NULL, link_opened, g_object_ref (widget));
}

static void
toggle_fullscreen (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
restore_size (FairWindow *self)
{
  GSettings *settings = fair_booth_get_settings (self->booth);

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

/* Nobody closes the kiosk but the staff. */
static gboolean
fair_window_close_request (GtkWindow *window)
{
  if (fair_access_get_kiosk (fair_booth_get_access (FAIR_WINDOW (window)->booth)))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (fair_window_parent_class)->close_request (window);
}

static void
fair_window_dispose (GObject *object)
{
  FairWindow *self = FAIR_WINDOW (object);
  g_autoptr (FairBooth) booth = NULL;

  self->front = NULL;
  self->space_banner = NULL;
  if (self->idle_watch != NULL)
    fair_idle_watch_stop (self->idle_watch);
  g_clear_object (&self->idle_watch);
  g_clear_object (&self->kiosk_mode);
  booth = g_steal_pointer (&self->booth);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_WINDOW);
  if (booth != NULL)
    fair_visit_recorder_flush (fair_booth_get_visits (booth));

  G_OBJECT_CLASS (fair_window_parent_class)->dispose (object);
}

static void
fair_window_class_init (FairWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_window_dispose;
  G_OBJECT_CLASS (klass)->get_property = fair_window_get_property;
  G_OBJECT_CLASS (klass)->set_property = fair_window_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_LANGUAGE,
                                   g_param_spec_string ("language", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  widget_class->realize = fair_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = fair_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FairWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, states);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, front_bin);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, desk_bin);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, error_menu_button);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, staff_menu);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, banners);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, store_banner);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, pins_banner);
  gtk_widget_class_bind_template_callback (widget_class, fair_menu_names_set);
  gtk_widget_class_bind_template_callback (widget_class, store_banner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, pins_banner_clicked);

  gtk_widget_class_install_property_action (widget_class, "win.language", "language");
  gtk_widget_class_install_action (widget_class, "win.show", "s", show_activated);
  gtk_widget_class_install_action (widget_class, "win.open-page", "s", open_page_activated);
  gtk_widget_class_install_action (widget_class, "win.open-photo", "(ss)", open_photo_activated);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_activated);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "win.start-over", NULL, start_over_activated);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_activated);
  gtk_widget_class_install_action (widget_class, "win.unlock", NULL, unlock_activated);
  gtk_widget_class_install_action (widget_class, "win.open-link", "s", open_link_activated);
  gtk_widget_class_install_action (widget_class, "win.toggle-fullscreen", NULL, toggle_fullscreen);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "win.toggle-fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
fair_window_init (FairWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** Returns: (transfer none): whose window it is */
FairBooth *
fair_window_get_booth (FairWindow *self)
{
  return self->booth;
}

/** Returns: (transfer none) (nullable): the coordinator's desk, while they are at it */
GtkWidget *
fair_window_get_desk (FairWindow *self)
{
  return fair_desk_statistics_get_desk (adw_bin_get_child (self->desk_bin));
}

/** Shows the coordinator's desk in place of the program, until they go back to it or their role ends. Without a store there is
 * none: the banner says why. */
void
fair_window_show_desk (FairWindow *self)
{
  GtkWidget *desk;

  g_return_if_fail (FAIR_IS_WINDOW (self));

  if (fair_booth_get_store (self->booth) == NULL || adw_bin_get_child (self->desk_bin) != NULL)
    return;
  desk = fair_desk_new (self->booth);
  g_signal_connect_object (desk, "left", G_CALLBACK (leave_desk), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->desk_bin, fair_desk_statistics_make_pages (desk));
  gtk_stack_set_visible_child_name (self->states, "desk");
}

/**
 * fair_window_new:
 * @booth: what it shows; the window follows it as it loads
 *
 * Returns: (transfer none): a window of @application
 */
GtkWidget *
fair_window_new (AdwApplication *application,
                 FairBooth      *booth)
{
  FairWindow *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_WINDOW, "application", application, NULL);
  self->booth = g_object_ref (booth);
  restore_size (self);
  g_signal_connect_object (booth, "notify::program", G_CALLBACK (show_program), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::language", G_CALLBACK (language_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::program-error", G_CALLBACK (show_program_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::store", G_CALLBACK (show_store_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::store-error", G_CALLBACK (show_store_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_kiosk (booth), "wipe", G_CALLBACK (reset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_comfort (booth), "notify::text-size", G_CALLBACK (text_size_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_access (booth), "notify::role", G_CALLBACK (role_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_access (booth), "notify::kiosk", G_CALLBACK (kiosk_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_access_get_staff (fair_booth_get_access (booth)), "changed", G_CALLBACK (show_pins_news), self,
                           G_CONNECT_SWAPPED);
  self->idle_watch = fair_idle_watch_new (GTK_WIDGET (self), booth);
  self->kiosk_mode = fair_kiosk_mode_new (GTK_WINDOW (self), self->overlay, booth);
  g_signal_connect_object (self->idle_watch, "chord", G_CALLBACK (fair_kiosk_mode_open_staff), self->kiosk_mode, G_CONNECT_SWAPPED);
  show_program (self);
  show_program_error (self);
  kiosk_changed (self);
  update_back_action (self);

  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-window.h"

#include "form/fair-leavings.h"
#include "form/fair-sign-up-page.h"
#include "gallery/fair-gallery-page.h"
#include "program/fair-program-view.h"
#include "shell/fair-idle-watch.h"
#include "shell/fair-kiosk-mode.h"
#include "shell/fair-pin-prompt.h"
#include "shell/fair-space-banner.h"
#include "shell/fair-staff-actions.h"

#include <glib/gi18n-lib.h>

struct _FairWindow
{
  AdwApplicationWindow parent_instance;

  FairBooth *booth;
  gboolean painted;              /* whether the window has been seen */
  FairProgramView *program_view; /* NULL until there is a program to show */
  FairIdleWatch *idle_watch;
  FairKioskMode *kiosk_mode;

  GtkOverlay *overlay;
  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwStatusPage *error_page;
  AdwHeaderBar *header_bar;
  GtkWidget *back_button;
  GtkWidget *start_over_button;
  GtkWidget *lock_button;
  GtkMenuButton *menu_button;
  GtkWidget *brand;
  GtkLabel *badge;
  GtkLabel *brand_name;
  AdwWindowTitle *narrow_title;
  AdwBanner *store_banner;
  AdwToolbarView *ready_view;
  FairSpaceBanner *space_banner; /* NULL until the window has been seen */
  AdwViewStack *views;
  AdwBin *program_bin;
  AdwBin *community_bin;
  AdwBin *sign_up_bin;
  AdwViewSwitcherBar *switcher_bar;
};

G_DEFINE_FINAL_TYPE (FairWindow, fair_window, ADW_TYPE_APPLICATION_WINDOW)

/* The community and the sign-up are built when they are first shown: the first frame does not wait for them. */
static void
build_visible_view (FairWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);

  if (fair_booth_get_program (self->booth) == NULL)
    return;

  if (g_strcmp0 (name, "community") == 0 && adw_bin_get_child (self->community_bin) == NULL)
    adw_bin_set_child (self->community_bin, fair_gallery_page_new (self->booth));
  else if (g_strcmp0 (name, "sign-up") == 0 && adw_bin_get_child (self->sign_up_bin) == NULL)
    adw_bin_set_child (self->sign_up_bin, fair_sign_up_page_new (self->booth));
}

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
update_back_button (FairWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);
  gboolean deep = g_strcmp0 (name, "program") == 0 && self->program_view != NULL
                  && fair_program_view_get_page (self->program_view) != NULL;

  gtk_widget_set_visible (self->back_button, deep);
  gtk_widget_set_opacity (self->brand, deep ? 0 : 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", deep);
}

static void
visible_view_changed (FairWindow *self)
{
  build_visible_view (self);
  update_back_button (self);
}

/* The first letter or digit of the program's organization stands for it, as initials do on an avatar. */
static char *
first_letter (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      {
        g_autofree char *letter = g_strndup (p, g_utf8_next_char (p) - p);
        return g_utf8_strup (letter, -1);
      }

  return g_strdup ("");
}

static void
ensure_program_view (FairWindow *self)
{
  if (self->program_view != NULL)
    return;

  self->program_view = g_object_new (FAIR_TYPE_PROGRAM_VIEW, NULL);
  g_signal_connect_object (self->program_view, "notify::page", G_CALLBACK (update_back_button), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->program_bin, GTK_WIDGET (self->program_view));
}

/* The window is there at once; the program fills it in the next frame, when its many texts have been laid out. */
static void
show_program (FairWindow *self)
{
  FairProgram *program = fair_booth_get_program (self->booth);
  g_autofree char *letter = NULL;

  if (program == NULL || !self->painted)
    return;

  letter = first_letter (program->organization);
  gtk_label_set_label (self->badge, letter);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), *letter != '\0');
  gtk_label_set_label (self->brand_name, program->short_name);
  adw_window_title_set_title (self->narrow_title, program->short_name);
  gtk_window_set_title (GTK_WINDOW (self), program->short_name);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->views, GTK_WIDGET (self->community_bin)),
                                   g_settings_get_boolean (fair_booth_get_settings (self->booth), "show-community"));

  ensure_program_view (self);
  fair_program_view_set_program (self->program_view, program);
  gtk_stack_set_visible_child_name (self->states, "ready");
  build_visible_view (self);
}

/* Who came before leaves nothing: their pages are not emptied, they go, with all that was typed, scrolled and chosen in them. */
static void
reset (FairWindow *self)
{
  close_dialogs (self);
  adw_toast_overlay_dismiss_all (self->toasts);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_view_stack_set_enable_transitions (self->views, FALSE);
  adw_view_stack_set_visible_child_name (self->views, "program");
  adw_view_stack_set_enable_transitions (self->views, TRUE);
  adw_bin_set_child (self->sign_up_bin, NULL);
  adw_bin_set_child (self->community_bin, NULL);
  adw_bin_set_child (self->program_bin, NULL);
  self->program_view = NULL;
  fair_leavings_clear (GTK_WIDGET (self));
  show_program (self);
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
      adw_toolbar_view_add_top_bar (self->ready_view, GTK_WIDGET (self->space_banner));
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
  gtk_widget_set_visible (self->lock_button, fair_access_can_lock (access) && !fair_access_get_kiosk (access));
  if (actions == NULL)
    close_dialogs (self);
}

/* A visitor has no menu, no window to close, and no word about what only staff can mend. */
static void
kiosk_changed (FairWindow *self)
{
  gboolean kiosk = fair_access_get_kiosk (fair_booth_get_access (self->booth));

  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), !kiosk);
  adw_header_bar_set_show_start_title_buttons (self->header_bar, !kiosk);
  adw_header_bar_set_show_end_title_buttons (self->header_bar, !kiosk);
  gtk_widget_set_visible (self->start_over_button, kiosk);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.toggle-fullscreen", !kiosk);
  if (kiosk && self->space_banner != NULL)
    {
      adw_toolbar_view_remove (self->ready_view, GTK_WIDGET (self->space_banner));
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

/* An item is named by its label, which GTK (as of 4.18) keeps from screen readers: without a name of its own it has none. */
static void
name_items (GtkWidget *widget)
{
  g_autofree char *text = NULL;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_MENU_ITEM)
    {
      g_object_get (widget, "text", &text, NULL);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static void
menu_toggled (GtkMenuButton *button)
{
  if (gtk_menu_button_get_active (button))
    name_items (GTK_WIDGET (gtk_menu_button_get_popover (button)));
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

  adw_view_stack_set_visible_child_name (self->views, g_variant_get_string (parameter, NULL));
}

static void
open_page_activated (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->program_view == NULL)
    return;

  fair_program_view_open_page (self->program_view, g_variant_get_string (parameter, NULL));
  adw_view_stack_set_visible_child_name (self->views, "program");
}

static void
back_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FairWindow *self = FAIR_WINDOW (widget);

  if (self->program_view != NULL)
    fair_program_view_go_home (self->program_view);
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

  self->program_view = NULL;
  self->space_banner = NULL;
  if (self->idle_watch != NULL)
    fair_idle_watch_stop (self->idle_watch);
  g_clear_object (&self->idle_watch);
  g_clear_object (&self->kiosk_mode);
  g_clear_object (&self->booth);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_WINDOW);

  G_OBJECT_CLASS (fair_window_parent_class)->dispose (object);
}

static void
fair_window_class_init (FairWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_window_dispose;
  widget_class->realize = fair_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = fair_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FairWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, states);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, start_over_button);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, lock_button);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, brand);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, brand_name);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, store_banner);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, ready_view);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, views);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, program_bin);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, community_bin);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, sign_up_bin);
  gtk_widget_class_bind_template_child (widget_class, FairWindow, switcher_bar);
  gtk_widget_class_bind_template_callback (widget_class, menu_toggled);
  gtk_widget_class_bind_template_callback (widget_class, store_banner_clicked);

  gtk_widget_class_install_action (widget_class, "win.show", "s", show_activated);
  gtk_widget_class_install_action (widget_class, "win.open-page", "s", open_page_activated);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "win.start-over", NULL, start_over_activated);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_activated);
  gtk_widget_class_install_action (widget_class, "win.unlock", NULL, unlock_activated);
  gtk_widget_class_install_action (widget_class, "win.toggle-fullscreen", NULL, toggle_fullscreen);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "win.toggle-fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
fair_window_init (FairWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (visible_view_changed), self);
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
  g_signal_connect_object (booth, "notify::program-error", G_CALLBACK (show_program_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::store", G_CALLBACK (show_store_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::store-error", G_CALLBACK (show_store_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_kiosk (booth), "wipe", G_CALLBACK (reset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_access (booth), "notify::role", G_CALLBACK (role_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_access (booth), "notify::kiosk", G_CALLBACK (kiosk_changed), self, G_CONNECT_SWAPPED);
  self->idle_watch = fair_idle_watch_new (GTK_WIDGET (self), booth);
  self->kiosk_mode = fair_kiosk_mode_new (GTK_WINDOW (self), self->overlay, booth);
  g_signal_connect_object (self->idle_watch, "chord", G_CALLBACK (fair_kiosk_mode_open_staff), self->kiosk_mode, G_CONNECT_SWAPPED);
  show_program (self);
  show_program_error (self);
  kiosk_changed (self);
  update_back_button (self);

  return GTK_WIDGET (self);
}

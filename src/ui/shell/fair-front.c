/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-front.h"

#include "base/fair-language.h"
#include "booth/fair-comfort-button.h"
#include "booth/fair-interface-language.h"
#include "booth/fair-menu-names.h"
#include "form/fair-sign-up-page.h"
#include "gallery/fair-gallery-page.h"
#include "gallery/fair-photo-stage.h"
#include "layout/fair-scroll-places.h"
#include "program/fair-program-view.h"
#include "program/fair-search-dialog.h"

#include <glib/gi18n-lib.h>

struct _FairFront
{
  AdwBreakpointBin parent_instance;

  FairBooth *booth;
  FairProgramView *program_view; /* NULL until there is a program to show */
  FairProgramSearch *search;     /* NULL until somebody looks for something */
  AdwDialog *search_dialog;      /* NULL while it is not open */
  char *looked_for;              /* what was typed there last, or NULL */
  GtkWidget *searched_from;      /* what had the focus before, or NULL */
  const char *came_from;         /* the view from which one was led to a photo, or NULL */
  GtkWidget *had_focus;          /* what had the focus there, or NULL */
  FairPhotoStage *stage;         /* NULL when all goes */

  AdwHeaderBar *header_bar;
  GtkWidget *back_button;
  GtkWidget *start_over_button;
  GtkWidget *lock_button;
  FairComfortButton *comfort_button;
  GtkMenuButton *language_button;
  AdwButtonContent *language_content;
  GtkMenuButton *menu_button;
  GtkWidget *brand;
  GtkLabel *badge;
  GtkLabel *brand_name;
  AdwWindowTitle *narrow_title;
  AdwBin *banner_bin;
  AdwViewStack *views;
  AdwBin *program_bin;
  AdwBin *community_bin;
  AdwBin *sign_up_bin;
};

G_DEFINE_FINAL_TYPE (FairFront, fair_front, ADW_TYPE_BREAKPOINT_BIN)

enum
{
  PROP_0,
  PROP_DEEP,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
visit_ended (FairFront *self)
{
  g_autoptr (GtkWidget) focus = self->had_focus != NULL ? g_object_ref (self->had_focus) : NULL;

  if (self->came_from == NULL)
    return;
  fair_front_show_view (self, self->came_from);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
}

static FairGalleryPage *
build_community (FairFront *self)
{
  GtkWidget *page = fair_gallery_page_new (self->booth);

  g_signal_connect_object (page, "visit-ended", G_CALLBACK (visit_ended), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->community_bin, page);
  return FAIR_GALLERY_PAGE (page);
}

/* The community and the sign-up are built when they are first shown: the first frame does not wait for them. */
static void
build_visible_view (FairFront *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);

  if (self->program_view == NULL)
    return;

  if (g_strcmp0 (name, "community") == 0 && adw_bin_get_child (self->community_bin) == NULL)
    build_community (self);
  else if (g_strcmp0 (name, "sign-up") == 0 && adw_bin_get_child (self->sign_up_bin) == NULL)
    adw_bin_set_child (self->sign_up_bin, fair_sign_up_page_new (self->booth));
}

static void
update_back_button (FairFront *self)
{
  gboolean deep = fair_front_is_deep (self);

  gtk_widget_set_visible (self->back_button, deep);
  gtk_widget_set_opacity (self->brand, deep ? 0 : 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEEP]);
}

static void
visible_view_changed (FairFront *self)
{
  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "community") != 0)
    {
      self->came_from = NULL;
      g_clear_weak_pointer (&self->had_focus);
    }
  build_visible_view (self);
  update_back_button (self);
  if (self->stage != NULL && adw_view_stack_get_visible_child (self->views) != GTK_WIDGET (self->community_bin))
    fair_photo_stage_dismiss (self->stage);
}

/* In kiosk mode there is no window to close. */
static void
access_changed (FairFront *self)
{
  FairAccess *access = fair_booth_get_access (self->booth);
  gboolean kiosk = fair_access_get_kiosk (access);

  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), !kiosk);
  adw_header_bar_set_show_start_title_buttons (self->header_bar, !kiosk);
  adw_header_bar_set_show_end_title_buttons (self->header_bar, !kiosk);
  gtk_widget_set_visible (self->start_over_button, kiosk);
  gtk_widget_set_visible (self->lock_button, fair_access_can_lock (access) && !kiosk);
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
fair_front_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  if (prop_id == PROP_DEEP)
    g_value_set_boolean (value, fair_front_is_deep (FAIR_FRONT (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
fair_front_dispose (GObject *object)
{
  FairFront *self = FAIR_FRONT (object);

  self->program_view = NULL;
  self->stage = NULL;
  /* AdwBreakpointBin would take its child out a second time. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_FRONT);
  g_clear_weak_pointer (&self->had_focus);
  g_clear_weak_pointer (&self->searched_from);
  g_clear_object (&self->search);
  g_clear_pointer (&self->looked_for, g_free);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (fair_front_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/shell/fair-front.ui");
  gtk_widget_class_bind_template_child (widget_class, FairFront, header_bar);
  gtk_widget_class_bind_template_child (widget_class, FairFront, back_button);
  gtk_widget_class_bind_template_child (widget_class, FairFront, start_over_button);
  gtk_widget_class_bind_template_child (widget_class, FairFront, lock_button);
  gtk_widget_class_bind_template_child (widget_class, FairFront, comfort_button);
  gtk_widget_class_bind_template_child (widget_class, FairFront, language_button);
  gtk_widget_class_bind_template_child (widget_class, FairFront, language_content);
  gtk_widget_class_bind_template_child (widget_class, FairFront, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FairFront, brand);
  gtk_widget_class_bind_template_child (widget_class, FairFront, badge);
  gtk_widget_class_bind_template_child (widget_class, FairFront, brand_name);
  gtk_widget_class_bind_template_child (widget_class, FairFront, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, FairFront, banner_bin);
  gtk_widget_class_bind_template_child (widget_class, FairFront, views);
  gtk_widget_class_bind_template_child (widget_class, FairFront, program_bin);
  gtk_widget_class_bind_template_child (widget_class, FairFront, community_bin);
  gtk_widget_class_bind_template_child (widget_class, FairFront, sign_up_bin);
  gtk_widget_class_bind_template_callback (widget_class, fair_menu_names_set);
}

static void
fair_front_class_init (FairFrontClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fair_front_dispose;
  object_class->get_property = fair_front_get_property;
  properties[PROP_DEEP] = g_param_spec_boolean ("deep", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (GTK_WIDGET_CLASS (klass));
}

/* A photo that is open covers the bars, too. */
static void
put_on_stage (FairFront *self)
{
  g_autoptr (GtkWidget) bars = g_object_ref (adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (self)));

  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  self->stage = FAIR_PHOTO_STAGE (fair_photo_stage_new (bars));
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), GTK_WIDGET (self->stage));
}

static void
fair_front_init (FairFront *self)
{
  g_type_ensure (FAIR_TYPE_COMFORT_BUTTON);
  gtk_widget_init_template (GTK_WIDGET (self));
  put_on_stage (self);
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (visible_view_changed), self);
}

/**
 * fair_front_new:
 * @booth: whose program is shown, from fair_front_show_program() on
 * @staff_menu: what the button for the staff opens
 *
 * Returns: (transfer floating): a front that nobody has touched
 */
GtkWidget *
fair_front_new (FairBooth  *booth,
                GMenuModel *staff_menu)
{
  FairFront *self;

  g_return_val_if_fail (FAIR_IS_BOOTH (booth), NULL);

  self = g_object_new (FAIR_TYPE_FRONT, NULL);
  self->booth = g_object_ref (booth);
  gtk_menu_button_set_menu_model (self->menu_button, staff_menu);
  fair_comfort_button_set_comfort (self->comfort_button, fair_booth_get_comfort (booth));
  g_signal_connect_object (fair_booth_get_access (booth), "notify::role", G_CALLBACK (access_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_booth_get_access (booth), "notify::kiosk", G_CALLBACK (access_changed), self, G_CONNECT_SWAPPED);
  access_changed (self);
  update_back_button (self);

  return GTK_WIDGET (self);
}

/**
 * fair_front_set_banners:
 * @banners: (nullable): what stands below the header bar
 */
void
fair_front_set_banners (FairFront *self,
                        GtkWidget *banners)
{
  g_return_if_fail (FAIR_IS_FRONT (self));

  adw_bin_set_child (self->banner_bin, banners);
}

/* A front that goes does not say that another page is open. */
static void
page_changed (FairFront *self)
{
  if (self->program_view != NULL)
    fair_visit_recorder_show_page (fair_booth_get_visits (self->booth), fair_program_view_get_page (self->program_view),
                                   gtk_widget_get_mapped (GTK_WIDGET (self->program_view)));
}

static void
ensure_program_view (FairFront *self)
{
  if (self->program_view != NULL)
    return;

  self->program_view = g_object_new (FAIR_TYPE_PROGRAM_VIEW, NULL);
  g_signal_connect_object (self->program_view, "notify::page", G_CALLBACK (update_back_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->program_view, "notify::page", G_CALLBACK (page_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->program_view, "map", G_CALLBACK (page_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->program_view, "unmap", G_CALLBACK (page_changed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->program_bin, GTK_WIDGET (self->program_view));
}

/* Where no font has the letters of a language, it would be nothing but boxes. */
static gboolean
can_write (FairFront  *self,
           const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  return pango_layout_get_unknown_glyphs_count (layout) == 0;
}

/* Each language is called what those call it who speak it. */
static void
show_languages (FairFront *self)
{
  g_auto (GStrv) languages = fair_booth_dup_languages (self->booth);
  g_autofree char *name = fair_language_dup_name (fair_booth_get_language (self->booth));
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *label = fair_language_dup_name (languages[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (!can_write (self, label))
        continue;
      g_menu_item_set_action_and_target (item, "win.language", "s", languages[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->language_button, G_MENU_MODEL (menu));
  adw_button_content_set_label (self->language_content, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->language_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Language"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

/* What a pack lacks in a language is shown in its first one: a screen reader is told which that is. */
static void
mark_language (FairFront *self)
{
  const char *shown[] = { fair_booth_get_program (self->booth)->language, NULL };
  const char *spoken[] = { fair_interface_language_get (), NULL };
  g_autofree char *name = fair_language_dup_name (shown[0]);
  g_autofree char *text = NULL;

  if (fair_language_lookup (shown, spoken) == NULL)
    /* Translators: what a screen reader says where the pages are not in the language of the buttons; %s is "English" */
    text = g_strdup_printf (_("Language of the pages: %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->views), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/** Shows the booth's program, which has been read. */
void
fair_front_show_program (FairFront *self)
{
  FairProgram *program;
  g_autofree char *letter = NULL;

  g_return_if_fail (FAIR_IS_FRONT (self));

  program = fair_booth_get_program (self->booth);
  letter = first_letter (program->organization);
  gtk_label_set_label (self->badge, letter);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), *letter != '\0');
  gtk_label_set_label (self->brand_name, program->short_name);
  adw_window_title_set_title (self->narrow_title, program->short_name);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->views, GTK_WIDGET (self->community_bin)),
                                   g_settings_get_boolean (fair_booth_get_settings (self->booth), "show-community"));

  show_languages (self);
  mark_language (self);
  ensure_program_view (self);
  fair_program_view_set_program (self->program_view, program);
  build_visible_view (self);
}

/**
 * fair_front_carry_over:
 * @from: what has shown the same pack in another language
 *
 * Goes on where the visitor is, in all that they came to. The program is shown already.
 */
void
fair_front_carry_over (FairFront *self,
                       FairFront *from)
{
  GtkWidget *community, *sign_up;

  g_return_if_fail (FAIR_IS_FRONT (self));
  g_return_if_fail (FAIR_IS_FRONT (from));

  if (from->program_view == NULL)
    return;

  fair_program_view_carry_over (self->program_view, from->program_view);
  community = adw_bin_get_child (from->community_bin);
  if (community != NULL)
    fair_gallery_page_carry_over (build_community (self), FAIR_GALLERY_PAGE (community));
  sign_up = adw_bin_get_child (from->sign_up_bin);
  if (sign_up != NULL)
    {
      adw_bin_set_child (self->sign_up_bin, fair_sign_up_page_new (self->booth));
      fair_sign_up_page_carry_over (FAIR_SIGN_UP_PAGE (adw_bin_get_child (self->sign_up_bin)), FAIR_SIGN_UP_PAGE (sign_up));
    }
  adw_view_stack_set_enable_transitions (self->views, FALSE);
  fair_front_show_view (self, adw_view_stack_get_visible_child_name (from->views));
  adw_view_stack_set_enable_transitions (self->views, TRUE);
  if (from->search_dialog != NULL)
    adw_dialog_force_close (from->search_dialog);
  g_set_str (&self->looked_for, from->looked_for);
  fair_scroll_places_carry_over (GTK_WIDGET (self), GTK_WIDGET (from));
}

/** Puts the focus where the language is chosen. */
void
fair_front_focus_language (FairFront *self)
{
  g_return_if_fail (FAIR_IS_FRONT (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->language_button));
}

/**
 * fair_front_show_view:
 * @name: "program", "community" or "sign-up"
 */
void
fair_front_show_view (FairFront  *self,
                      const char *name)
{
  g_return_if_fail (FAIR_IS_FRONT (self));

  adw_view_stack_set_visible_child_name (self->views, name);
}

/**
 * fair_front_open_page:
 * @id: of one of the program's pages
 */
void
fair_front_open_page (FairFront  *self,
                      const char *id)
{
  g_return_if_fail (FAIR_IS_FRONT (self));

  if (self->program_view == NULL)
    return;

  fair_program_view_open_page (self->program_view, id);
  fair_front_show_view (self, "program");
}

/**
 * fair_front_open_photo:
 * @id: of one of the program's photos
 * @album: (nullable): the id of an album that it is in, to go on with; NULL: everything
 *
 * Opens it in the gallery. Whoever closes it is where they were before.
 */
void
fair_front_open_photo (FairFront  *self,
                       const char *id,
                       const char *album)
{
  const char *from;
  GtkWidget *focus = NULL;

  g_return_if_fail (FAIR_IS_FRONT (self));

  if (self->program_view == NULL)
    return;

  from = adw_view_stack_get_visible_child_name (self->views);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->views)) != NULL)
    focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  fair_front_show_view (self, "community");
  fair_gallery_page_open_photo (FAIR_GALLERY_PAGE (adw_bin_get_child (self->community_bin)), id, album);
  self->came_from = g_strcmp0 (from, "community") != 0 ? g_intern_string (from) : NULL;
  g_set_weak_pointer (&self->had_focus, focus);
}

/* A dialog by itself gives the focus back in a way that selects a text, whose place the next key would take. */
static void
leave_focus (FairFront *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_set_weak_pointer (&self->searched_from, gtk_root_get_focus (root));
  gtk_root_set_focus (root, NULL);
}

static void
return_focus (FairFront *self)
{
  GtkWidget *focus = self->searched_from;

  if (focus != NULL && GTK_IS_TEXT (focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
  else if (focus != NULL)
    gtk_widget_grab_focus (focus);
  g_clear_weak_pointer (&self->searched_from);
}

static void
search_closed (FairFront *self)
{
  return_focus (self);
  g_set_str (&self->looked_for, fair_search_dialog_get_text (FAIR_SEARCH_DIALOG (self->search_dialog)));
  self->search_dialog = NULL;
}

static void
page_found (FairFront  *self,
            const char *id,
            guint       block)
{
  fair_program_view_open_place (self->program_view, id, block);
  fair_front_show_view (self, "program");
}

static void
photo_found (FairFront  *self,
             const char *id)
{
  fair_front_open_photo (self, id, NULL);
}

/**
 * fair_front_search:
 *
 * Opens the search over what is shown, which stays as it is. What this visitor looked for last stands in it.
 */
void
fair_front_search (FairFront *self)
{
  g_return_if_fail (FAIR_IS_FRONT (self));

  if (self->program_view == NULL || self->search_dialog != NULL)
    return;

  leave_focus (self);
  if (self->search == NULL)
    self->search = fair_program_search_new (fair_booth_get_program (self->booth));
  self->search_dialog = fair_search_dialog_new (self->search, self->looked_for);
  g_signal_connect_object (self->search_dialog, "closed", G_CALLBACK (search_closed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_dialog, "page-found", G_CALLBACK (page_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_dialog, "photo-found", G_CALLBACK (photo_found), self, G_CONNECT_SWAPPED);
  adw_dialog_present (self->search_dialog, GTK_WIDGET (self));
}

void
fair_front_go_back (FairFront *self)
{
  g_return_if_fail (FAIR_IS_FRONT (self));

  if (self->program_view != NULL)
    fair_program_view_go_home (self->program_view);
}

/** Returns: whether a page is open, from which there is a way back */
gboolean
fair_front_is_deep (FairFront *self)
{
  g_return_val_if_fail (FAIR_IS_FRONT (self), FALSE);

  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "program") == 0 && self->program_view != NULL &&
         fair_program_view_get_page (self->program_view) != NULL;
}

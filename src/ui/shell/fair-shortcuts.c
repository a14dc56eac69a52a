/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-shortcuts.h"

#include "shell/fair-kiosk-keys.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *title;
  const char *keys;
} Shortcut;

typedef struct
{
  const char *title;
  Shortcut shortcuts[9];
} Section;

static const Section sections[] = {
  { N_ ("Getting Around"),
    {
        { N_ ("The program"), "<Alt>1" },
        { N_ ("The community"), "<Alt>2" },
        { N_ ("Sign up"), "<Alt>3" },
        { N_ ("Back"), "<Alt>Left" },
        { N_ ("Search"), "<Control>f" },
    } },
  { N_ ("Photos"),
    {
        { N_ ("Next photo"), "Right" },
        { N_ ("Previous photo"), "Left" },
        { N_ ("Back to all photos"), "Escape" },
    } },
  { N_ ("Staff"),
    {
        { N_ ("The coordinator’s desk"), "<Control>d" },
        { N_ ("Export sign-ups"), "<Control>e" },
        { N_ ("Preferences"), "<Control>comma" },
        { N_ ("Lock"), "<Control>l" },
        { N_ ("The way in, in kiosk mode"), FAIR_KIOSK_CHORD },
        { N_ ("Keyboard shortcuts"), "<Control>question" },
        { N_ ("Full screen"), "F11" },
        { N_ ("Quit"), "<Control>q" },
    } },
};

static GtkWidget *
build_row (const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *keys;
  g_autofree char *label = NULL;
  GdkModifierType modifiers = 0;
  guint key = 0;

  gtk_accelerator_parse (shortcut->keys, &key, &modifiers);
  label = gtk_accelerator_get_label (key, modifiers);
  keys = gtk_label_new (label);
  gtk_widget_add_css_class (keys, "keycap");
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(shortcut->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);

  return row;
}

static AdwPreferencesGroup *
build_group (const Section *section)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _(section->title));
  for (gsize i = 0; i < G_N_ELEMENTS (section->shortcuts) && section->shortcuts[i].title != NULL; i++)
    adw_preferences_group_add (group, build_row (&section->shortcuts[i]));

  return group;
}

/**
 * fair_shortcuts_new:
 *
 * Returns: (transfer floating): a dialog that lists the keyboard shortcuts
 */
AdwDialog *
fair_shortcuts_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    adw_preferences_page_add (page, build_group (&sections[i]));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);

  return dialog;
}

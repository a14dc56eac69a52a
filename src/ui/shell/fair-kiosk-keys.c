/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-kiosk-keys.h"

#define MODIFIERS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK)

/* What edits a text, with Control and perhaps Shift: wherever the layout has the letter. */
static const guint editing_keys[] = {
  GDK_KEY_a,         GDK_KEY_c,      GDK_KEY_v,        GDK_KEY_x,   GDK_KEY_y,            GDK_KEY_z,    GDK_KEY_Left,
  GDK_KEY_Right,     GDK_KEY_Up,     GDK_KEY_Down,     GDK_KEY_Home, GDK_KEY_End,         GDK_KEY_Delete,
  GDK_KEY_BackSpace, GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_Tab, GDK_KEY_ISO_Left_Tab, GDK_KEY_space,
};

static gboolean
matches (GdkEvent       *event,
         guint           key,
         GdkModifierType modifiers)
{
  return gdk_key_event_matches (event, key, modifiers) != GDK_KEY_MATCH_NONE;
}

static gboolean
is_editing (GdkEvent *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (editing_keys); i++)
    if (matches (event, editing_keys[i], GDK_CONTROL_MASK) ||
        matches (event, editing_keys[i], GDK_CONTROL_MASK | GDK_SHIFT_MASK))
      return TRUE;
  return FALSE;
}

/* Menu keys open what would be under the other mouse button; the function keys belong to the staff, or to the system. */
static gboolean
is_plain (guint key)
{
  return key != GDK_KEY_Menu && key != GDK_KEY_Print && key != GDK_KEY_Sys_Req && !(key >= GDK_KEY_F1 && key <= GDK_KEY_F35);
}

/* What underlined letters and the pages are reached with. */
static gboolean
is_mnemonic (guint key)
{
  return g_unichar_isalnum (gdk_keyval_to_unicode (key)) || key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up ||
         key == GDK_KEY_Down;
}

/** Returns: whether @event is a press of %FAIR_KIOSK_CHORD */
gboolean
fair_kiosk_keys_is_chord (GdkEvent *event)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (FAIR_KIOSK_CHORD, &key, &modifiers);
  return gdk_event_get_event_type (event) == GDK_KEY_PRESS && matches (event, key, modifiers);
}

/**
 * fair_kiosk_keys_allow:
 * @event: any
 *
 * Keys that are not on the list are nobody's: neither GTK's inspector, nor its emoji, nor a context menu, nor a way out.
 *
 * Returns: FALSE for a key or a button that no visitor needs
 */
gboolean
fair_kiosk_keys_allow (GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  GdkModifierType modifiers = gdk_event_get_modifier_state (event) & MODIFIERS;
  guint key;

  if (type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE)
    return gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY;
  if (type != GDK_KEY_PRESS && type != GDK_KEY_RELEASE)
    return TRUE;

  key = gdk_key_event_get_keyval (event);
  if (gdk_key_event_is_modifier (event))
    return TRUE;
  if (modifiers == 0)
    return is_plain (key);
  if (modifiers == GDK_CONTROL_MASK)
    return is_editing (event) || matches (event, GDK_KEY_f, GDK_CONTROL_MASK);
  return modifiers == GDK_ALT_MASK && is_mnemonic (key);
}

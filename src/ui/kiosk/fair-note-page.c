/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-note-page.h"

#include "booth/fair-announce.h"

#include <glib/gi18n-lib.h>

struct _FairNotePage
{
  AdwNavigationPage parent_instance;

  char *id;         /* of the visitor, or NULL */
  gboolean filling; /* what changes now is not the staff's doing */
  gboolean changed; /* since it was handed over to be saved */
  gboolean saving;

  GtkLabel *name;
  GtkLabel *time;
  GtkToggleButton *star;
  GtkImage *star_icon;
  AdwWrapBox *chips;
  GtkEditable *text;
  GtkLabel *failure;
  GtkButton *save_button;
};

G_DEFINE_FINAL_TYPE (FairNotePage, fair_note_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  NOTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_state (FairNotePage *self,
            gboolean      saved)
{
  gtk_button_set_label (self->save_button, saved ? _("Saved") : _("_Save"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), self->changed && !self->saving);
}

static void
something_changed (FairNotePage *self)
{
  if (self->filling)
    return;

  self->changed = TRUE;
  show_state (self, FALSE);
}

static char **
list_chips (FairNotePage *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)))
      g_strv_builder_add (chosen, gtk_button_get_label (GTK_BUTTON (chip)));

  return g_strv_builder_end (chosen);
}

static void
save (FairNotePage *self)
{
  g_auto (GStrv) chips = NULL;
  g_autofree char *text = NULL;

  if (!self->changed)
    return;

  chips = list_chips (self);
  text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  self->changed = FALSE;
  self->saving = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  show_state (self, FALSE);
  g_signal_emit (self, signals[NOTED], 0, gtk_toggle_button_get_active (self->star), chips, text);
}

/* A star is saved at once: it takes two taps, and then there is somebody else at the table. */
static void
star_toggled (FairNotePage *self)
{
  gboolean starred = gtk_toggle_button_get_active (self->star);

  gtk_image_set_from_icon_name (self->star_icon, starred ? "starred-symbolic" : "non-starred-symbolic");
  something_changed (self);
  if (!self->filling)
    save (self);
}

static void
fair_note_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FAIR_TYPE_NOTE_PAGE);

  G_OBJECT_CLASS (fair_note_page_parent_class)->dispose (object);
}

static void
fair_note_page_finalize (GObject *object)
{
  g_free (FAIR_NOTE_PAGE (object)->id);

  G_OBJECT_CLASS (fair_note_page_parent_class)->finalize (object);
}

static void
fair_note_page_class_init (FairNotePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_note_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_note_page_finalize;

  signals[NOTED] = g_signal_new ("noted", FAIR_TYPE_NOTE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_BOOLEAN,
                                 G_TYPE_STRV, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/kiosk/fair-note-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, name);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, time);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, star);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, star_icon);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, chips);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, text);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, failure);
  gtk_widget_class_bind_template_child (widget_class, FairNotePage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, star_toggled);
  gtk_widget_class_bind_template_callback (widget_class, something_changed);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
fair_note_page_init (FairNotePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_chip (FairNotePage *self,
          const char   *title)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (title);
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (chip)));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (chip, "chip");
  adw_wrap_box_append (self->chips, chip);
  g_signal_connect_swapped (chip, "toggled", G_CALLBACK (something_changed), self);
}

/** @chips: what can be said with one tap; %NULL: none */
void
fair_note_page_set_chips (FairNotePage      *self,
                          const char *const *chips)
{
  GtkWidget *chip;

  g_return_if_fail (FAIR_IS_NOTE_PAGE (self));

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
  for (guint i = 0; chips != NULL && chips[i] != NULL; i++)
    add_chip (self, chips[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), chips != NULL && chips[0] != NULL);
}

static void
fill (FairNotePage      *self,
      const FairVisitor *visitor)
{
  self->filling = TRUE;
  gtk_label_set_label (self->name, visitor != NULL ? visitor->name : "");
  gtk_label_set_label (self->time, visitor != NULL ? visitor->time : "");
  gtk_toggle_button_set_active (self->star, visitor != NULL && visitor->starred);
  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
  gtk_editable_set_text (self->text, "");
  /* what was typed about somebody else cannot be brought back */
  gtk_editable_set_enable_undo (self->text, FALSE);
  gtk_editable_set_enable_undo (self->text, TRUE);
  self->filling = FALSE;
}

/**
 * fair_note_page_set_visitor:
 * @visitor: (nullable): who is spoken of; %NULL wipes the page
 *
 * What was typed about the same visitor, and is not saved yet, stays.
 */
void
fair_note_page_set_visitor (FairNotePage      *self,
                            const FairVisitor *visitor)
{
  g_return_if_fail (FAIR_IS_NOTE_PAGE (self));

  if (visitor != NULL && (self->changed || self->saving) && g_strcmp0 (self->id, visitor->id) == 0)
    return;

  g_set_str (&self->id, visitor != NULL ? visitor->id : NULL);
  self->changed = self->saving = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->failure), FALSE);
  fill (self, visitor);
  show_state (self, FALSE);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), visitor != NULL ? visitor->name : _("Note"));
}

/** What was handed over last is durable. */
void
fair_note_page_show_saved (FairNotePage *self)
{
  g_return_if_fail (FAIR_IS_NOTE_PAGE (self));

  self->saving = FALSE;
  show_state (self, !self->changed);
  fair_announce (GTK_WIDGET (self), _("Saved"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * fair_note_page_show_failure:
 * @reason: why it is not saved and what to do, in whole sentences
 *
 * What was typed stays, and can be saved again.
 */
void
fair_note_page_show_failure (FairNotePage *self,
                             const char   *reason)
{
  g_return_if_fail (FAIR_IS_NOTE_PAGE (self));

  self->saving = FALSE;
  self->changed = TRUE;
  gtk_label_set_label (self->failure, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->failure), TRUE);
  show_state (self, FALSE);
  fair_announce (GTK_WIDGET (self), reason, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kiosk/fair-visitor-note.h"

#include "kiosk/fair-note-page.h"
#include "program/fair-note-chips.h"

#include <glib/gi18n-lib.h>

struct _FairVisitorNote
{
  AdwBin parent_instance;

  GPtrArray *visitors; /* of FairVisitor, in the order of the rows */
  char *open_id;       /* whose page is open, or was last */
  gboolean starred;    /* what was handed over last */

  AdwNavigationView *navigation;
  GtkStack *state;
  GtkListBox *list;
  FairNotePage *page;
};

G_DEFINE_FINAL_TYPE (FairVisitorNote, fair_visitor_note, ADW_TYPE_BIN)

enum
{
  NOTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_row (const FairVisitor *visitor)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "activatable", TRUE, "use-markup", FALSE, "title-lines", 2, NULL);
  GtkWidget *star = gtk_image_new_from_icon_name ("starred-symbolic");
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), visitor->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), visitor->time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (star), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Starred"), -1);
  gtk_widget_add_css_class (star, "note-starred");
  gtk_widget_set_visible (star, visitor->starred);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), star);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_object_set_data (G_OBJECT (row), "star", star);
  return row;
}

static void
row_activated (FairVisitorNote *self,
               GtkListBoxRow   *row)
{
  const FairVisitor *visitor = self->visitors->pdata[gtk_list_box_row_get_index (row)];

  g_set_str (&self->open_id, visitor->id);
  fair_note_page_set_visitor (self->page, visitor);
  /* two quick taps are one */
  if (adw_navigation_view_get_visible_page (self->navigation) != ADW_NAVIGATION_PAGE (self->page))
    adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->page));
}

static void
noted (FairVisitorNote *self,
       gboolean         starred,
       char           **chips,
       const char      *text)
{
  self->starred = starred;
  g_signal_emit (self, signals[NOTED], 0, self->open_id, starred, chips, text);
}

static void
fair_visitor_note_finalize (GObject *object)
{
  FairVisitorNote *self = FAIR_VISITOR_NOTE (object);

  g_ptr_array_unref (self->visitors);
  g_free (self->open_id);

  G_OBJECT_CLASS (fair_visitor_note_parent_class)->finalize (object);
}

static void
fair_visitor_note_class_init (FairVisitorNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_visitor_note_finalize;

  signals[NOTED] = g_signal_new ("noted", FAIR_TYPE_VISITOR_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                                 G_TYPE_BOOLEAN, G_TYPE_STRV, G_TYPE_STRING);

  g_type_ensure (FAIR_TYPE_NOTE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/kiosk/fair-visitor-note.ui");
  gtk_widget_class_bind_template_child (widget_class, FairVisitorNote, navigation);
  gtk_widget_class_bind_template_child (widget_class, FairVisitorNote, state);
  gtk_widget_class_bind_template_child (widget_class, FairVisitorNote, list);
  gtk_widget_class_bind_template_child (widget_class, FairVisitorNote, page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, noted);
}

static void
fair_visitor_note_init (FairVisitorNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->visitors = g_ptr_array_new ();
  fair_visitor_note_set_chips (self, NULL);
}

/** Returns: (transfer floating): a note that knows nobody yet; it has header bars of its own, and stands in a dialog or a page */
GtkWidget *
fair_visitor_note_new (void)
{
  return g_object_new (FAIR_TYPE_VISITOR_NOTE, NULL);
}

/**
 * fair_visitor_note_set_visitors:
 * @visitors: (nullable) (element-type FairVisitor): the last ones, the newest first; not changed by others from then on.
 *   %NULL forgets everybody, and what is being typed
 */
void
fair_visitor_note_set_visitors (FairVisitorNote *self,
                                GPtrArray       *visitors)
{
  g_return_if_fail (FAIR_IS_VISITOR_NOTE (self));

  if (visitors == NULL)
    {
      fair_note_page_set_visitor (self->page, NULL);
      adw_navigation_view_pop_to_tag (self->navigation, "visitors");
      g_clear_pointer (&self->open_id, g_free);
    }
  g_ptr_array_unref (self->visitors);
  self->visitors = visitors != NULL ? g_ptr_array_ref (visitors) : g_ptr_array_new ();
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->visitors->len; i++)
    gtk_list_box_append (self->list, new_row (self->visitors->pdata[i]));
  gtk_stack_set_visible_child_name (self->state, self->visitors->len > 0 ? "visitors" : "nobody");
}

/**
 * fair_visitor_note_set_chips:
 * @own: (nullable): what can be said with one tap in the program's own words, after the three that every program has
 */
void
fair_visitor_note_set_chips (FairVisitorNote   *self,
                             const char *const *own)
{
  g_auto (GStrv) chips = fair_note_chips_list (own);

  g_return_if_fail (FAIR_IS_VISITOR_NOTE (self));

  fair_note_page_set_chips (self->page, (const char *const *) chips);
}

static void
show_star (FairVisitorNote *self,
           guint            position)
{
  FairVisitor *visitor = self->visitors->pdata[position];
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  visitor->starred = self->starred;
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "star"), self->starred);
}

/** What was noted last is durable. */
void
fair_visitor_note_show_saved (FairVisitorNote *self)
{
  g_return_if_fail (FAIR_IS_VISITOR_NOTE (self));

  for (guint i = 0; i < self->visitors->len; i++)
    if (g_strcmp0 (((FairVisitor *) self->visitors->pdata[i])->id, self->open_id) == 0)
      show_star (self, i);
  fair_note_page_show_saved (self->page);
}

/**
 * fair_visitor_note_show_failure:
 * @reason: why it is not saved and what to do, in whole sentences
 *
 * What was typed stays, and can be saved again.
 */
void
fair_visitor_note_show_failure (FairVisitorNote *self,
                                const char      *reason)
{
  g_return_if_fail (FAIR_IS_VISITOR_NOTE (self));
  g_return_if_fail (reason != NULL);

  fair_note_page_show_failure (self->page, reason);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "program/fair-search-dialog.h"

#include "booth/fair-announce.h"
#include "gallery/fair-picture.h"

#include <glib/gi18n-lib.h>

struct _FairSearchDialog
{
  AdwDialog parent_instance;

  FairProgramSearch *search;
  GCancellable *looking; /* for what was typed last, or NULL */
  GPtrArray *hits;       /* of FairProgramHit, one for each row; or NULL */

  GtkSearchEntry *entry;
  GtkStack *states;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  AdwStatusPage *nothing;
};

G_DEFINE_FINAL_TYPE (FairSearchDialog, fair_search_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_PAGE_FOUND,
  SIGNAL_PHOTO_FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define THUMBNAIL_WIDTH 72
#define THUMBNAIL_HEIGHT 54

static FairProgramHit *
get_hit (FairSearchDialog *self,
         GtkListBoxRow    *row)
{
  return g_ptr_array_index (self->hits, (guint) gtk_list_box_row_get_index (row));
}

/* Pages come first, and then the photos: each begin with what they are. */
static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  const FairProgramHit *hit = get_hit (user_data, row);
  GtkWidget *label = NULL;

  if (before == NULL || (get_hit (user_data, before)->page == NULL) != (hit->page == NULL))
    {
      label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "xalign", 0.0f, "label",
                            hit->page != NULL ? _("Pages") : _("Photos"), NULL);
      gtk_widget_add_css_class (label, "search-heading");
    }
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
new_thumbnail (FairPhoto *photo)
{
  GtkWidget *picture = g_object_new (FAIR_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "photo", photo,
                                     "width-request", THUMBNAIL_WIDTH, "height-request", THUMBNAIL_HEIGHT, "valign",
                                     GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (picture, "search-thumbnail");
  return picture;
}

static GtkWidget *
new_row (FairSearchDialog     *self,
         const FairProgramHit *hit)
{
  GtkWidget *row = adw_action_row_new ();
  FairPhoto *photo = hit->photo;

  if (photo == NULL && hit->page->photo != NULL)
    photo = fair_program_find_photo (fair_program_search_get_program (self->search), hit->page->photo);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hit->title);
  if (hit->snippet != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hit->snippet);
  if (photo != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_thumbnail (photo));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
announce_count (FairSearchDialog *self)
{
  guint n = self->hits->len;
  g_autofree char *found = g_strdup_printf (ngettext ("%u result", "%u results", n), n);

  fair_announce (GTK_WIDGET (self), n > 0 ? found : adw_status_page_get_title (self->nothing),
                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The rows go before what they show. */
static void
show_hits (FairSearchDialog *self,
           GPtrArray        *hits)
{
  g_autofree char *nothing = g_strdup_printf (_("Nothing Found for “%s”"), fair_search_dialog_get_text (self));

  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = hits;
  for (guint i = 0; i < hits->len; i++)
    gtk_list_box_append (self->list, new_row (self, hits->pdata[i]));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  adw_status_page_set_title (self->nothing, nothing);
  gtk_stack_set_visible_child_name (self->states, hits->len > 0 ? "found" : "nothing");
  announce_count (self);
}

static void
looked (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FairSearchDialog) self = user_data;
  GPtrArray *hits = fair_program_search_find_finish (FAIR_PROGRAM_SEARCH (source), result, NULL);

  /* Whoever has typed on waits for something else. */
  if (hits == NULL || g_task_get_cancellable (G_TASK (result)) != self->looking)
    {
      g_clear_pointer (&hits, g_ptr_array_unref);
      return;
    }
  g_clear_object (&self->looking);
  show_hits (self, hits);
}

static void
stop_looking (FairSearchDialog *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
text_changed (FairSearchDialog *self)
{
  const char *typed = fair_search_dialog_get_text (self);

  stop_looking (self);
  if (fair_program_search_is_blank (typed))
    {
      gtk_stack_set_visible_child_name (self->states, "blank");
      return;
    }
  self->looking = g_cancellable_new ();
  fair_program_search_find_async (self->search, typed, self->looking, looked, g_object_ref (self));
}

/* What is chosen outlives the dialog, which goes first, so that the focus comes to what is opened. */
static void
choose (FairSearchDialog     *self,
        const FairProgramHit *hit)
{
  g_autoptr (FairSearchDialog) alive = g_object_ref (self);
  g_autofree char *id = g_strdup (hit->page != NULL ? hit->page->id : hit->photo->id);
  gboolean is_page = hit->page != NULL;
  guint block = hit->block;

  adw_dialog_close (ADW_DIALOG (self));
  if (is_page)
    g_signal_emit (self, signals[SIGNAL_PAGE_FOUND], 0, id, block);
  else
    g_signal_emit (self, signals[SIGNAL_PHOTO_FOUND], 0, id);
}

static void
row_activated (FairSearchDialog *self,
               GtkListBoxRow    *row)
{
  choose (self, get_hit (self, row));
}

static gboolean
has_rows (FairSearchDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "found") == 0;
}

/* The first is the best; but not what was found for something that was typed before. */
static void
entered (FairSearchDialog *self)
{
  if (has_rows (self) && self->looking == NULL)
    choose (self, self->hits->pdata[0]);
}

static void
stopped (FairSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
key_pressed (FairSearchDialog *self,
             guint             key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (has_rows (self))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  return GDK_EVENT_STOP;
}

/* Above the first row is what was typed; below the last there is nothing. */
static gboolean
keynav_failed (FairSearchDialog *self,
               GtkDirectionType  direction)
{
  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  if (direction == GTK_DIR_UP)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return TRUE;
}

static void
fair_search_dialog_dispose (GObject *object)
{
  FairSearchDialog *self = FAIR_SEARCH_DIALOG (object);

  stop_looking (self);
  /* The list may live on for a while, and takes its rows away then. */
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FAIR_TYPE_SEARCH_DIALOG);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (fair_search_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/fairbook/Fairbook/program/fair-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FairSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, FairSearchDialog, states);
  gtk_widget_class_bind_template_child (widget_class, FairSearchDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, FairSearchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, FairSearchDialog, nothing);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, entered);
  gtk_widget_class_bind_template_callback (widget_class, stopped);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed);
}

static void
fair_search_dialog_class_init (FairSearchDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_search_dialog_dispose;

  /**
   * FairSearchDialog::page-found:
   * @id: of the page that was chosen
   * @block: which of its blocks to lead to, or %FAIR_PROGRAM_HIT_HEAD
   */
  signals[SIGNAL_PAGE_FOUND] = g_signal_new ("page-found", FAIR_TYPE_SEARCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);

  /**
   * FairSearchDialog::photo-found:
   * @id: of the photo that was chosen
   */
  signals[SIGNAL_PHOTO_FOUND] = g_signal_new ("photo-found", FAIR_TYPE_SEARCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
fair_search_dialog_init (FairSearchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  gtk_text_set_max_length (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))), FAIR_PROGRAM_SEARCH_MAX_TYPED);
  /* Whoever types goes on with the words, wherever the focus is. */
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
}

/**
 * fair_search_dialog_new:
 * @search: where to look
 * @typed: (nullable): what stands in it at first, for the next key to take its place
 *
 * Returns: (transfer floating): a dialog in which nothing is kept
 */
AdwDialog *
fair_search_dialog_new (FairProgramSearch *search,
                        const char        *typed)
{
  FairSearchDialog *self;

  g_return_val_if_fail (FAIR_IS_PROGRAM_SEARCH (search), NULL);

  self = g_object_new (FAIR_TYPE_SEARCH_DIALOG, NULL);
  self->search = g_object_ref (search);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed != NULL ? typed : "");
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  return ADW_DIALOG (self);
}

/** Returns: what stands in it */
const char *
fair_search_dialog_get_text (FairSearchDialog *self)
{
  g_return_val_if_fail (FAIR_IS_SEARCH_DIALOG (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

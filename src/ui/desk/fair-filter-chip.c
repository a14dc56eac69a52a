/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-filter-chip.h"

#include "base/fair-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* From so many values on one can type to find one. */
#define MANY 12
#define MAX_HEIGHT 420
#define WIDTH 320

struct _FairFilterChip
{
  AdwBin parent_instance;

  char *title;       /* of the chip while nothing is chosen */
  char *all;         /* of the row that chooses nothing */
  char *chosen;      /* the id of a value, maybe of one that there is none of any more; or NULL */
  GPtrArray *values; /* of FairFilterValue */

  GtkMenuButton *button;
  GtkWidget *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FairFilterChip, fair_filter_chip, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/** Returns: (transfer full): a value */
FairFilterValue *
fair_filter_value_new (const char *id,
                       const char *title,
                       guint64     count)
{
  FairFilterValue *self = g_new (FairFilterValue, 1);

  *self = (FairFilterValue) { g_strdup (id), g_strdup (title), count };
  return self;
}

/** Frees what fair_filter_value_new() returned. */
void
fair_filter_value_free (FairFilterValue *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

static const FairFilterValue *
find_value (FairFilterChip *self,
            const char     *id)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_strcmp0 (((FairFilterValue *) self->values->pdata[i])->id, id) == 0)
      return self->values->pdata[i];
  return NULL;
}

/* Translators: a chip that shows what is chosen, and how many there are of it: "Spring Fair · 318" */
#define COUNTED C_ ("chip", "%s · %'" PRIu64)

static void
show_chosen (FairFilterChip *self)
{
  const FairFilterValue *value = self->chosen != NULL ? find_value (self, self->chosen) : NULL;
  g_autofree char *label = NULL;

  if (value != NULL)
    label = g_strdup_printf (COUNTED, value->title, value->count);
  else
    label = g_strdup (self->chosen != NULL ? self->chosen : self->title);
  gtk_menu_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->chosen != NULL ? label : self->all, -1);
  if (self->chosen != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "chosen");
}

static GtkWidget *
build_row (const FairFilterValue *value,
           const char            *all)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (value != NULL ? value->title : all);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  if (value != NULL)
    {
      g_autofree char *count = g_strdup_printf ("%'" PRIu64, value->count);
      GtkWidget *label = gtk_label_new (count);

      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (box), label);
      g_object_set_data_full (G_OBJECT (row), "value", g_strdup (value->id), g_free);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, value != NULL ? value->title : all, -1);
  return row;
}

/* A list that is open stays as it is: what changes under the pointer is chosen by mistake. */
static void
fill_list (FairFilterChip *self)
{
  gtk_list_box_remove_all (self->list);
  gtk_list_box_append (self->list, build_row (NULL, self->all));
  for (guint i = 0; i < self->values->len; i++)
    gtk_list_box_append (self->list, build_row (self->values->pdata[i], NULL));
  gtk_widget_set_visible (self->search, self->values->len >= MANY);
}

static void
opened (FairFilterChip *self)
{
  if (!gtk_menu_button_get_active (self->button))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_list (self);
}

static void
row_activated (FairFilterChip *self,
               GtkListBoxRow  *row)
{
  gtk_menu_button_popdown (self->button);
  fair_filter_chip_set_value (self, g_object_get_data (G_OBJECT (row), "value"));
}

static gboolean
matches (GtkListBoxRow *row,
         gpointer       user_data)
{
  FairFilterChip *self = user_data;
  const char *id = g_object_get_data (G_OBJECT (row), "value");
  const FairFilterValue *value = id != NULL ? find_value (self, id) : NULL;
  g_autofree char *typed = fair_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *title = fair_text_fold (value != NULL ? value->title : self->all);

  return strstr (title, typed) != NULL;
}

static void
build (FairFilterChip *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->search = gtk_search_entry_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_filter_func (self->list, matches, self, NULL);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter), self->list);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scrolled, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "desk-chip");
  g_signal_connect_swapped (self->button, "notify::active", G_CALLBACK (opened), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

static void
fair_filter_chip_finalize (GObject *object)
{
  FairFilterChip *self = FAIR_FILTER_CHIP (object);

  g_free (self->title);
  g_free (self->all);
  g_free (self->chosen);
  g_ptr_array_unref (self->values);

  G_OBJECT_CLASS (fair_filter_chip_parent_class)->finalize (object);
}

static void
fair_filter_chip_class_init (FairFilterChipClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_filter_chip_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FAIR_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_filter_chip_init (FairFilterChip *self)
{
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_filter_value_free);
  build (self);
}

/**
 * fair_filter_chip_new:
 * @title: what it is about: "Fair"
 * @all: what it says of choosing nothing: "All Fairs"
 *
 * Returns: (transfer floating): a chip without values
 */
GtkWidget *
fair_filter_chip_new (const char *title,
                      const char *all)
{
  FairFilterChip *self = g_object_new (FAIR_TYPE_FILTER_CHIP, NULL);

  self->title = g_strdup (title);
  self->all = g_strdup (all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  show_chosen (self);
  return GTK_WIDGET (self);
}

/** Offers other values; @values: (transfer full) (element-type FairFilterValue). What is chosen stays, be it among them or not. */
void
fair_filter_chip_set_values (FairFilterChip *self,
                             GPtrArray      *values)
{
  g_return_if_fail (FAIR_IS_FILTER_CHIP (self));

  g_ptr_array_unref (self->values);
  self->values = values;
  show_chosen (self);
}

/** Returns: how many values it offers */
guint
fair_filter_chip_get_n_values (FairFilterChip *self)
{
  return self->values->len;
}

/** Returns: (transfer none) (nullable): the id of the value that is chosen */
const char *
fair_filter_chip_get_value (FairFilterChip *self)
{
  return self->chosen;
}

/** Chooses a value; @id: (nullable): NULL for none. */
void
fair_filter_chip_set_value (FairFilterChip *self,
                            const char     *id)
{
  g_return_if_fail (FAIR_IS_FILTER_CHIP (self));

  if (!g_set_str (&self->chosen, id))
    return;
  show_chosen (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

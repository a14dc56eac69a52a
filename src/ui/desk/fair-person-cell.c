/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-cell.h"

#include <glib/gi18n-lib.h>

/* The marks of somebody, in the order in which they are shown. */
enum
{
  MARK_STAR,
  MARK_UNFINISHED,
  MARK_DUPLICATE,
  MARK_ADDRESS,
  MARK_SCHOOL,
  MARK_CLOCK,
  N_MARKS,
};

/* Several stand beside each other: what each means is said to whoever points at it, and to those who hear the list. */
static const struct
{
  const char *label;
  const char *meaning;
  guint look; /* a FairLook, or 0 */
} marks[N_MARKS] = {
  [MARK_STAR] = { NULL, N_ ("Starred"), 0 },
  [MARK_UNFINISHED] = { N_ ("Unfinished"), N_ ("Left unfinished"), FAIR_LOOK_UNFINISHED },
  [MARK_DUPLICATE] = { N_ ("Twice?"), N_ ("Possible duplicate"), 0 },
  [MARK_ADDRESS] = { N_ ("Address?"), N_ ("Check the address"), FAIR_LOOK_ADDRESS },
  [MARK_SCHOOL] = { N_ ("School?"), N_ ("Unknown school"), FAIR_LOOK_SCHOOL },
  [MARK_CLOCK] = { N_ ("Time?"), N_ ("Check the time"), FAIR_LOOK_CLOCK },
};

struct _FairPersonCell
{
  AdwBin parent_instance;

  FairDeskModel *model;
  const FairPeopleColumn *column;
  FairPersonItem *item; /* NULL while it shows nobody */
  GtkLabel *label;      /* NULL where there are marks */
  GtkWidget *marks[N_MARKS]; /* each NULL until somebody has it */
};

G_DEFINE_FINAL_TYPE (FairPersonCell, fair_person_cell, ADW_TYPE_BIN)

static gboolean
has_mark (FairPersonCell    *self,
          const FairVersion *version,
          guint              mark)
{
  const FairReview *review = fair_desk_model_get_review (self->model);
  const char *id = fair_person_item_get_id (self->item);

  if (mark == MARK_STAR)
    return yyjson_get_bool (yyjson_obj_get (version->staff, FAIR_NOTE_STAR));
  if (mark == MARK_UNFINISHED)
    return fair_version_is_unfinished (version);
  if (review == NULL)
    return FALSE;
  if (mark == MARK_DUPLICATE)
    return g_hash_table_contains (review->duplicates, id);
  return (GPOINTER_TO_UINT (g_hash_table_lookup (review->looks, id)) & marks[mark].look) != 0;
}

static GtkWidget *
build_mark (guint mark)
{
  GtkWidget *widget;

  if (mark == MARK_STAR)
    widget = gtk_image_new_from_icon_name ("starred-symbolic");
  else
    {
      widget = gtk_label_new (_(marks[mark].label));
      gtk_widget_add_css_class (widget, "desk-mark");
    }
  gtk_widget_set_tooltip_text (widget, _(marks[mark].meaning));
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _(marks[mark].meaning), -1);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  return widget;
}

/* Few have any: most cells never need one. */
static void
show_marks (FairPersonCell    *self,
            const FairVersion *version)
{
  GtkWidget *previous = NULL;

  for (guint mark = 0; mark < N_MARKS; mark++)
    {
      gboolean is_shown = version != NULL && has_mark (self, version, mark);

      if (is_shown && self->marks[mark] == NULL)
        {
          self->marks[mark] = build_mark (mark);
          gtk_box_insert_child_after (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), self->marks[mark], previous);
        }
      if (self->marks[mark] == NULL)
        continue;
      gtk_widget_set_visible (self->marks[mark], is_shown);
      previous = self->marks[mark];
    }
}

static void
show (FairPersonCell *self)
{
  const FairVersion *version = self->item != NULL ? fair_person_item_get_version (self->item) : NULL;
  g_autofree char *text = NULL;

  if (self->label == NULL)
    {
      show_marks (self, version);
      return;
    }
  if (version != NULL)
    text = self->column->dup_text (fair_desk_model_get_booth (self->model), version);
  gtk_label_set_label (self->label, text != NULL ? text : "");
}

static void
build_marks (FairPersonCell *self)
{
  adw_bin_set_child (ADW_BIN (self), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  g_signal_connect_object (self->model, "notify::review", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

static void
build_label (FairPersonCell *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_single_line_mode (self->label, TRUE);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  if (self->column->sort == FAIR_PEOPLE_SORT_NAME)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "desk-name");
  if (self->column->greatest_first)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}

static void
fair_person_cell_dispose (GObject *object)
{
  FairPersonCell *self = FAIR_PERSON_CELL (object);

  fair_person_cell_set_item (self, NULL);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fair_person_cell_parent_class)->dispose (object);
}

static void
fair_person_cell_class_init (FairPersonCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_person_cell_dispose;
}

static void
fair_person_cell_init (FairPersonCell *self)
{
}

/** Returns: (transfer floating): a cell of @column that shows nobody */
GtkWidget *
fair_person_cell_new (FairDeskModel          *model,
                      const FairPeopleColumn *column)
{
  FairPersonCell *self = g_object_new (FAIR_TYPE_PERSON_CELL, NULL);

  self->model = g_object_ref (model);
  self->column = column;
  if (column->dup_text != NULL)
    build_label (self);
  else
    build_marks (self);
  return GTK_WIDGET (self);
}

/** Shows somebody, as soon as their line has been read; @item: (nullable): NULL for nobody. */
void
fair_person_cell_set_item (FairPersonCell *self,
                           FairPersonItem *item)
{
  g_return_if_fail (FAIR_IS_PERSON_CELL (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (show), self);
  show (self);
}

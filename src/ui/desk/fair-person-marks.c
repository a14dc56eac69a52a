/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-marks.h"

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

struct _FairPersonMarks
{
  GtkBox parent_instance;

  GtkWidget *marks[N_MARKS]; /* each NULL until somebody has it */
};

G_DEFINE_FINAL_TYPE (FairPersonMarks, fair_person_marks, GTK_TYPE_BOX)

static gboolean
has_mark (FairPersonItem   *item,
          const FairReview *review,
          guint             mark)
{
  const FairVersion *version = fair_person_item_get_version (item);
  const char *id = fair_person_item_get_id (item);

  if (version == NULL)
    return FALSE;
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

static void
fair_person_marks_class_init (FairPersonMarksClass *klass)
{
}

static void
fair_person_marks_init (FairPersonMarks *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

/** Returns: (transfer floating): nobody's marks */
GtkWidget *
fair_person_marks_new (void)
{
  return g_object_new (FAIR_TYPE_PERSON_MARKS, NULL);
}

/** Shows the marks of somebody; none while their line has not been read. @review: (nullable): the latest of everybody. */
void
fair_person_marks_show (FairPersonMarks  *self,
                        FairPersonItem   *item,
                        const FairReview *review)
{
  GtkWidget *previous = NULL;

  g_return_if_fail (FAIR_IS_PERSON_MARKS (self));

  for (guint mark = 0; mark < N_MARKS; mark++)
    {
      gboolean is_shown = has_mark (item, review, mark);

      /* few have any: most never need one */
      if (is_shown && self->marks[mark] == NULL)
        {
          self->marks[mark] = build_mark (mark);
          gtk_box_insert_child_after (GTK_BOX (self), self->marks[mark], previous);
        }
      if (self->marks[mark] == NULL)
        continue;
      gtk_widget_set_visible (self->marks[mark], is_shown);
      previous = self->marks[mark];
    }
}

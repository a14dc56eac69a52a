/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-desk-pane.h"

#include "desk/fair-compare-dialog.h"
#include "desk/fair-correct-dialog.h"
#include "desk/fair-erase-dialog.h"
#include "desk/fair-person-pane.h"

#include <glib/gi18n-lib.h>

struct _FairDeskPane
{
  AdwBin parent_instance;

  FairDeskModel *model;
  FairPersonPane *person;
  AdwDialog *asking; /* the dialog whose change is being made, or NULL */
  char *asked;       /* what that change is called */
  char *next;        /* who is to be selected when those are erased whom a dialog asks about, or NULL */
  gboolean are_all_erased; /* whether that dialog has erased all who are listed */
};

G_DEFINE_FINAL_TYPE (FairDeskPane, fair_desk_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const FairDuplicateGroup *
find_group (const FairReview *review,
            const char       *id)
{
  for (guint i = 0; review != NULL && i < review->groups->len; i++)
    {
      const FairDuplicateGroup *group = review->groups->pdata[i];

      for (guint j = 0; j < group->people->len; j++)
        if (g_strcmp0 (((FairDuplicatePerson *) group->people->pdata[j])->id, id) == 0)
          return group;
    }
  return NULL;
}

static void
show_duplicates (FairDeskPane *self)
{
  fair_person_pane_set_duplicates (self->person, find_group (fair_desk_model_get_review (self->model),
                                                             fair_person_pane_get_person (self->person)));
}

static void
selection_changed (FairDeskPane *self)
{
  FairPeopleSelection *selection = fair_desk_model_get_selection (self->model);
  g_autofree char *id = fair_people_selection_dup_only_id (selection);

  if (fair_people_selection_has_several (selection))
    fair_person_pane_set_several (self->person);
  else
    fair_person_pane_set_person (self->person, id);
  show_duplicates (self);
}

/* Who "all" are changes with those who are listed. */
static void
listed_changed (FairDeskPane *self)
{
  if (fair_people_selection_has_all (fair_desk_model_get_selection (self->model)))
    selection_changed (self);
}

static void
person_edited (FairDeskPane   *self,
               FairPersonEdit *edit,
               const char     *said)
{
  fair_desk_model_edit (self->model, edit, said);
}

/* The dialog stays, with all that was typed, until the change is saved. */
static void
dialog_edited (FairDeskPane   *self,
               FairPersonEdit *edit,
               const char     *said,
               AdwDialog      *dialog)
{
  g_set_weak_pointer (&self->asking, dialog);
  g_set_str (&self->asked, said);
  fair_desk_model_edit (self->model, edit, said);
}

static void
edit_saved (FairDeskPane *self,
            const char   *said)
{
  fair_person_pane_reload (self->person);
  if (self->asking == NULL || g_strcmp0 (self->asked, said) != 0)
    return;
  adw_dialog_force_close (self->asking);
  g_clear_weak_pointer (&self->asking);
}

static void
say_failure (FairDeskPane *self,
             const char   *message)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Nothing Was Changed"), message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
edit_failed (FairDeskPane *self,
             const char   *id,
             const char   *message)
{
  fair_person_pane_show_failure (self->person, id, message);
  if (FAIR_IS_CORRECT_DIALOG (self->asking))
    fair_correct_dialog_show_failure (FAIR_CORRECT_DIALOG (self->asking), message);
  else if (FAIR_IS_COMPARE_DIALOG (self->asking))
    fair_compare_dialog_show_failure (FAIR_COMPARE_DIALOG (self->asking), message);
  else
    say_failure (self, message);
  g_clear_weak_pointer (&self->asking);
}

static void
present (FairDeskPane *self,
         AdwDialog    *dialog)
{
  g_signal_connect_object (dialog, "edit", G_CALLBACK (dialog_edited), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
correct_wanted (FairDeskPane *self)
{
  present (self, fair_correct_dialog_new (fair_desk_model_get_booth (self->model), fair_person_pane_get_record (self->person)));
}

static void
compare_wanted (FairDeskPane             *self,
                const FairDuplicateGroup *group)
{
  present (self, fair_compare_dialog_new (fair_desk_model_get_booth (self->model), group));
}

/* The list may not have heard of it yet, and would select the first: where nobody of those listed is left that is somebody who was
 * erased. */
static void
erase_closed (FairDeskPane *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), self->are_all_erased ? "desk.find" : "desk.list", NULL);
}

/* Whoever erases one after the other goes on with the next; but whom it stopped at stays selected. */
static void
erased (FairDeskPane      *self,
        const char *const *ids,
        AdwDialog         *dialog)
{
  FairPeopleSelection *selection = fair_desk_model_get_selection (self->model);
  g_auto (GStrv) selected = fair_people_selection_dup_ids (selection);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (erase_closed), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; selected[i] != NULL; i++)
    if (!g_strv_contains (ids, selected[i]))
      return;
  self->are_all_erased = self->next == NULL;
  if (self->next != NULL)
    fair_people_selection_select_only (selection, self->next);
  else
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  selection_changed (self); /* which a model of nobody does not tell */
}

static void
erase (FairDeskPane      *self,
       const char *const *ids)
{
  AdwDialog *dialog = fair_erase_dialog_new (fair_desk_model_get_booth (self->model), ids);

  self->are_all_erased = FALSE;
  g_free (self->next);
  self->next = fair_people_selection_dup_next_id (fair_desk_model_get_selection (self->model));
  g_signal_connect_object (dialog, "erased", G_CALLBACK (erased), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
erase_wanted (FairDeskPane *self)
{
  const char *ids[] = { fair_person_pane_get_person (self->person), NULL };

  erase (self, ids);
}

static void
copied (FairDeskPane *self,
        const char   *said)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, said);
}

/* What was typed into a note is kept, whoever sends the desk away. */
static void
fair_desk_pane_unroot (GtkWidget *widget)
{
  fair_person_pane_flush (FAIR_DESK_PANE (widget)->person);
  GTK_WIDGET_CLASS (fair_desk_pane_parent_class)->unroot (widget);
}

static void
fair_desk_pane_dispose (GObject *object)
{
  FairDeskPane *self = FAIR_DESK_PANE (object);

  g_clear_weak_pointer (&self->asking);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->next, g_free);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (fair_desk_pane_parent_class)->dispose (object);
}

static void
fair_desk_pane_class_init (FairDeskPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_desk_pane_dispose;
  GTK_WIDGET_CLASS (klass)->unroot = fair_desk_pane_unroot;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "desk.list", NULL);
  signals[SIGNAL_SAID] = g_signal_new ("said", FAIR_TYPE_DESK_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
}

static void
fair_desk_pane_init (FairDeskPane *self)
{
}

static void
follow_model (FairDeskPane *self)
{
  g_signal_connect_object (fair_desk_model_get_selection (self->model), "selection-changed", G_CALLBACK (selection_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_desk_model_get_selection (self->model), "items-changed", G_CALLBACK (listed_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::review", G_CALLBACK (show_duplicates), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "touched", G_CALLBACK (fair_person_pane_reload), self->person, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "edited", G_CALLBACK (edit_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (edit_failed), self, G_CONNECT_SWAPPED);
}

/** Returns: (transfer floating): a pane that shows whom @model has selected, if it is one person */
GtkWidget *
fair_desk_pane_new (FairDeskModel *model)
{
  FairDeskPane *self = g_object_new (FAIR_TYPE_DESK_PANE, NULL);

  self->model = g_object_ref (model);
  self->person = FAIR_PERSON_PANE (fair_person_pane_new (fair_desk_model_get_booth (model)));
  g_signal_connect_swapped (self->person, "edit", G_CALLBACK (person_edited), self);
  g_signal_connect_swapped (self->person, "correct", G_CALLBACK (correct_wanted), self);
  g_signal_connect_swapped (self->person, "compare", G_CALLBACK (compare_wanted), self);
  g_signal_connect_swapped (self->person, "erase", G_CALLBACK (erase_wanted), self);
  g_signal_connect_swapped (self->person, "copied", G_CALLBACK (copied), self);
  follow_model (self);
  selection_changed (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->person));
  return GTK_WIDGET (self);
}

/** Asks whether all who are selected are to be erased. */
void
fair_desk_pane_erase_selected (FairDeskPane *self)
{
  g_auto (GStrv) ids = NULL;

  g_return_if_fail (FAIR_IS_DESK_PANE (self));

  ids = fair_people_selection_dup_ids (fair_desk_model_get_selection (self->model));
  if (*ids != NULL)
    erase (self, (const char *const *) ids);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-export-who-row.h"

#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  WHO_SELECTED,
  WHO_SHOWN,
  WHO_EVERYBODY,
  WHO_FAIR,
} WhoKind;

typedef struct
{
  WhoKind kind;
  char *event; /* of a fair */
} Who;

struct _FairExportWhoRow
{
  AdwComboRow parent_instance;

  FairDeskModel *model;
  gboolean has_desk; /* whether somebody sees whom the model lists and has selected */
  gboolean is_part;  /* whether those are fewer than a fair has */
  GPtrArray *all;    /* of Who: one for each choice */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FairExportWhoRow, fair_export_who_row, ADW_TYPE_COMBO_ROW)

static void
free_who (gpointer data)
{
  Who *who = data;

  g_free (who->event);
  g_free (who);
}

static const Who *
get_who (FairExportWhoRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return selected < self->all->len ? self->all->pdata[selected] : NULL;
}

static guint
count_listed (FairExportWhoRow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fair_desk_model_get_people (self->model)));
}

static guint
count_selected (FairExportWhoRow *self)
{
  g_autoptr (GtkBitset) selected = fair_people_selection_get_listed (fair_desk_model_get_selection (self->model));

  return (guint) gtk_bitset_get_size (selected);
}

static void
add (GPtrArray     *all,
     GtkStringList *labels,
     WhoKind        kind,
     const char    *event,
     const char    *title,
     guint          count)
{
  Who *who = g_new (Who, 1);
  /* Translators: who, and how many they are: "Everybody · 512" */
  g_autofree char *label = g_strdup_printf (C_ ("chip", "%s · %'u"), title, count);

  *who = (Who) { kind, g_strdup (event) };
  g_ptr_array_add (all, who);
  gtk_string_list_append (labels, label);
}

static int
compare_events (gconstpointer a,
                gconstpointer b,
                gpointer      counts)
{
  gsize one = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, *(const char *const *) a));
  gsize other = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, *(const char *const *) b));

  if (one != other)
    return one > other ? -1 : 1;
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Of one fair alone everybody is. */
static void
add_fairs (FairExportWhoRow *self,
           GPtrArray        *all,
           GtkStringList    *labels,
           GHashTable       *counts)
{
  g_autoptr (GPtrArray) events = g_hash_table_get_keys_as_ptr_array (counts);

  g_ptr_array_sort_with_data (events, compare_events, counts);
  for (guint i = 0; events->len > 1 && i < events->len; i++)
    {
      g_autofree char *title = fair_person_words_dup_fair (fair_desk_model_get_booth (self->model), events->pdata[i]);

      add (all, labels, WHO_FAIR, events->pdata[i], title, (guint) GPOINTER_TO_SIZE (g_hash_table_lookup (counts, events->pdata[i])));
    }
}

/* Only who is a choice: of one who is selected, whoever looks at somebody would be asked about it each time. */
static GPtrArray *
list_choices (FairExportWhoRow *self,
              GtkStringList    *labels)
{
  const FairReview *review = self->model != NULL ? fair_desk_model_get_review (self->model) : NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func (free_who);
  guint n_selected = self->has_desk ? count_selected (self) : 0;

  if (n_selected > 1 && n_selected < count_listed (self))
    add (all, labels, WHO_SELECTED, NULL, _("Selected"), n_selected);
  if (self->is_part)
    add (all, labels, WHO_SHOWN, NULL, _("Shown at the Desk"), count_listed (self));
  if (review == NULL)
    {
      Who *who = g_new0 (Who, 1);

      who->kind = WHO_EVERYBODY;
      g_ptr_array_add (all, who);
      gtk_string_list_append (labels, _("Everybody"));
      return all;
    }
  add (all, labels, WHO_EVERYBODY, NULL, _("Everybody"), review->n_people);
  add_fairs (self, all, labels, review->events);
  return all;
}

static guint
find (FairExportWhoRow *self,
      WhoKind           kind,
      const char       *event)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const Who *who = self->all->pdata[i];

      if (who->kind == kind && g_strcmp0 (who->event, event) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* What was exported of a part says nothing of the others, so nothing of it is remembered but that it was made. */
static void
selected_changed (FairExportWhoRow *self)
{
  const Who *who = get_who (self);
  gboolean is_part = who != NULL && (who->kind == WHO_SELECTED || who->kind == WHO_SHOWN);

  if (!self->filling)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), is_part ? _("They still count as new afterwards") : "");
}

static gboolean
are_same (GListModel *one,
          GListModel *other)
{
  if (one == NULL || g_list_model_get_n_items (one) != g_list_model_get_n_items (other))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (one); i++)
    {
      const char *text = gtk_string_list_get_string (GTK_STRING_LIST (one), i);

      if (!g_str_equal (text, gtk_string_list_get_string (GTK_STRING_LIST (other), i)))
        return FALSE;
    }
  return TRUE;
}

/* Whoever is chosen stays so, however many they are by now. */
static void
fill (FairExportWhoRow *self,
      WhoKind           kind,
      const char       *event)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GPtrArray *all = list_choices (self, labels);
  guint at;

  g_ptr_array_unref (self->all);
  self->all = all;
  at = find (self, kind, event);
  self->filling = TRUE;
  if (!are_same (adw_combo_row_get_model (ADW_COMBO_ROW (self)), G_LIST_MODEL (labels)))
    adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), at != GTK_INVALID_LIST_POSITION ? at : find (self, WHO_EVERYBODY, NULL));
  self->filling = FALSE;
  selected_changed (self);
}

static void
counts_changed (FairExportWhoRow *self)
{
  const Who *who = get_who (self);
  WhoKind kind = who != NULL ? who->kind : WHO_EVERYBODY;
  g_autofree char *event = who != NULL ? g_strdup (who->event) : NULL;

  fill (self, kind, event);
}

static void
fair_export_who_row_dispose (GObject *object)
{
  g_clear_object (&FAIR_EXPORT_WHO_ROW (object)->model);

  G_OBJECT_CLASS (fair_export_who_row_parent_class)->dispose (object);
}

static void
fair_export_who_row_finalize (GObject *object)
{
  g_ptr_array_unref (FAIR_EXPORT_WHO_ROW (object)->all);

  G_OBJECT_CLASS (fair_export_who_row_parent_class)->finalize (object);
}

static void
fair_export_who_row_class_init (FairExportWhoRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_export_who_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_export_who_row_finalize;
}

static void
fair_export_who_row_init (FairExportWhoRow *self)
{
  self->all = g_ptr_array_new_with_free_func (free_who);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_changed), NULL);
}

/**
 * fair_export_who_row_set_model:
 * @model: (nullable): whose people they are; %NULL where the sign-ups cannot be read
 * @view: (nullable) (transfer none): what the desk shows of it; %NULL where there is no desk
 *
 * Offers who can go out. Chosen are those who are selected, if they are several; else who is shown.
 */
void
fair_export_who_row_set_model (FairExportWhoRow   *self,
                               FairDeskModel      *model,
                               const FairDeskView *view)
{
  g_return_if_fail (FAIR_IS_EXPORT_WHO_ROW (self));
  g_return_if_fail (self->model == NULL);

  g_set_object (&self->model, model);
  self->has_desk = view != NULL;
  self->is_part = view != NULL && view->is_part;
  if (view != NULL && count_selected (self) > 1 && count_selected (self) < count_listed (self))
    fill (self, WHO_SELECTED, NULL);
  else if (self->is_part)
    fill (self, WHO_SHOWN, NULL);
  else
    fill (self, view != NULL && view->event != NULL ? WHO_FAIR : WHO_EVERYBODY, view != NULL ? view->event : NULL);
  if (model == NULL)
    return;
  g_signal_connect_object (model, "notify::review", G_CALLBACK (counts_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fair_desk_model_get_people (model), "notify::searching", G_CALLBACK (counts_changed), self, G_CONNECT_SWAPPED);
}

static GHashTable *
make_ids (FairExportWhoRow *self,
          WhoKind           kind)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  FairPeopleList *people = fair_desk_model_get_people (self->model);
  g_auto (GStrv) selected = kind == WHO_SELECTED ? fair_people_selection_dup_ids (fair_desk_model_get_selection (self->model)) : NULL;

  for (guint i = 0; selected != NULL && selected[i] != NULL; i++)
    g_hash_table_add (ids, g_strdup (selected[i]));
  for (guint i = 0; kind == WHO_SHOWN && i < count_listed (self); i++)
    g_hash_table_add (ids, g_strdup (fair_people_list_get_id (people, i)));
  return ids;
}

/** Writes into @filter who is chosen, by what is listed and selected now: its event is borrowed until somebody else is, its ids are the
 * caller's to unref. */
void
fair_export_who_row_fill_filter (FairExportWhoRow *self,
                                 FairExportFilter *filter)
{
  const Who *who;

  g_return_if_fail (FAIR_IS_EXPORT_WHO_ROW (self));

  who = get_who (self);
  filter->event = who != NULL ? who->event : NULL;
  filter->ids = who != NULL && (who->kind == WHO_SELECTED || who->kind == WHO_SHOWN) ? make_ids (self, who->kind) : NULL;
}

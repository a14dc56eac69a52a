/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-people-filters.h"

#include "base/fair-local-time.h"
#include "booth/fair-interface-language.h"
#include "desk/fair-filter-chip.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Chips that are pressed or not. */
enum
{
  TOGGLE_FRESH,
  TOGGLE_STARRED,
  TOGGLE_LOOK,
  TOGGLE_DUPLICATES,
  N_TOGGLES,
};

static const char *const toggle_titles[N_TOGGLES] = { N_ ("New Since the Last Export"), N_ ("Starred"), N_ ("Needs a Look"), N_ ("Possible Duplicates") };

struct _FairPeopleFilters
{
  AdwBin parent_instance;

  FairDeskModel *model;
  FairFilterChip *fair;
  FairFilterChip *day; /* of the fair that is chosen */
  FairFilterChip *school;
  FairFilterChip *interest;
  GtkToggleButton *toggles[N_TOGGLES];
  GtkWidget *clear;
  GHashTable *ids; /* the set that is asked for, which outlives the review that it is from; or NULL */
  gboolean clearing;
};

G_DEFINE_FINAL_TYPE (FairPeopleFilters, fair_people_filters, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_pressed (FairPeopleFilters *self,
            guint              toggle)
{
  return gtk_toggle_button_get_active (self->toggles[toggle]);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const FairFilterValue *left = a, *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return g_utf8_collate (left->title, right->title);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (((const FairFilterValue *) a)->id, ((const FairFilterValue *) b)->id);
}

typedef char *(*DupTitle) (FairPeopleFilters *self,
                           const char        *id);

static GPtrArray *
list_values (FairPeopleFilters *self,
             GHashTable        *counts,
             DupTitle           dup_title,
             GCompareFunc       compare)
{
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) fair_filter_value_free);
  GHashTableIter iter;
  gpointer id, count;

  if (counts == NULL)
    return values;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &id, &count))
    {
      g_autofree char *title = dup_title (self, id);

      g_ptr_array_add (values, fair_filter_value_new (id, title, GPOINTER_TO_SIZE (count)));
    }
  g_ptr_array_sort_values (values, compare);
  return values;
}

static FairProgram *
get_program (FairPeopleFilters *self)
{
  return fair_booth_get_program (fair_desk_model_get_booth (self->model));
}

static char *
dup_fair (FairPeopleFilters *self,
          const char        *id)
{
  return fair_person_words_dup_fair (fair_desk_model_get_booth (self->model), id);
}

static char *
dup_school (FairPeopleFilters *self,
            const char        *id)
{
  return g_strdup (id);
}

static char *
dup_interest (FairPeopleFilters *self,
              const char        *id)
{
  FairForm *form = get_program (self) != NULL ? get_program (self)->form : NULL;
  FairField *field = form != NULL ? fair_form_find_field (form, "interests") : NULL;
  const char *title = field != NULL ? fair_field_get_choice_title (field, id) : NULL;

  return g_strdup (title != NULL ? title : id);
}

/* The first moment of a day at the fair that is chosen; @days later, so that a day may have 23 hours. */
static GDateTime *
get_midnight (FairPeopleFilters *self,
              const char        *day,
              int                days)
{
  const char *event = fair_filter_chip_get_value (self->fair);
  const char *name = get_program (self) != NULL ? fair_time_zones_get_name (get_program (self)->time_zones, event) : NULL;
  g_autoptr (GTimeZone) known = name != NULL ? fair_time_zone_find (name) : NULL;
  g_autoptr (GTimeZone) zone = known != NULL ? g_time_zone_ref (known) : g_time_zone_new_local ();
  g_autofree char *text = g_strconcat (day, "T00:00:00", NULL);
  g_autoptr (GDateTime) midnight = g_date_time_new_from_iso8601 (text, zone);

  return midnight != NULL ? g_date_time_add_days (midnight, days) : NULL;
}

static char *
dup_day (FairPeopleFilters *self,
         const char        *id)
{
  g_autoptr (GDateTime) midnight = get_midnight (self, id, 0);

  return midnight != NULL ? fair_local_time_format_day (midnight, fair_interface_language_get ()) : g_strdup (id);
}

static void
show_days (FairPeopleFilters *self)
{
  const FairReview *review = fair_desk_model_get_review (self->model);
  const char *event = fair_filter_chip_get_value (self->fair);
  GHashTable *days = review != NULL && event != NULL ? g_hash_table_lookup (review->days, event) : NULL;

  fair_filter_chip_set_values (self->day, list_values (self, days, dup_day, compare_ids));
  gtk_widget_set_visible (GTK_WIDGET (self->day), event != NULL);
}

static void
show_toggle (FairPeopleFilters *self,
             guint              toggle,
             guint              count)
{
  /* Translators: a chip and how many there are: "Starred · 12" */
  g_autofree char *label = g_strdup_printf (C_ ("chip", "%s · %'u"), _(toggle_titles[toggle]), count);

  gtk_button_set_label (GTK_BUTTON (self->toggles[toggle]), label);
  gtk_widget_set_visible (GTK_WIDGET (self->toggles[toggle]), count > 0 || is_pressed (self, toggle));
}

/* Whom the review names for a chip; NULL for one that needs no names. */
static GHashTable *
get_set (FairPeopleFilters *self,
         guint              toggle)
{
  const FairReview *review = fair_desk_model_get_review (self->model);

  if (review == NULL || toggle == TOGGLE_STARRED)
    return NULL;
  if (toggle == TOGGLE_FRESH)
    return review->fresh;
  return toggle == TOGGLE_LOOK ? review->looks : review->duplicates;
}

static gboolean
is_in_all (FairPeopleFilters *self,
           const char        *id)
{
  for (guint i = 0; i < N_TOGGLES; i++)
    if (is_pressed (self, i) && get_set (self, i) != NULL && !g_hash_table_contains (get_set (self, i), id))
      return FALSE;
  return TRUE;
}

/* Of those whom the review names, those who are in the sets of all the chips that are pressed. */
static void
choose_ids (FairPeopleFilters *self)
{
  GHashTable *one = NULL;
  GHashTableIter iter;
  gpointer id;

  g_clear_pointer (&self->ids, g_hash_table_unref);
  for (guint i = 0; i < N_TOGGLES; i++)
    if (is_pressed (self, i) && get_set (self, i) != NULL)
      one = get_set (self, i);
  if (one == NULL)
    return;
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (is_in_all (self, id))
      g_hash_table_add (self->ids, g_strdup (id));
}

static void
changed (FairPeopleFilters *self)
{
  if (self->clearing)
    return;
  choose_ids (self);
  gtk_widget_set_visible (self->clear, fair_people_filters_is_narrow (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
fair_changed (FairPeopleFilters *self)
{
  fair_filter_chip_set_value (self->day, NULL);
  show_days (self);
  changed (self);
}

/* Whoever was named by the last review may not be by this one. */
static void
review_changed (FairPeopleFilters *self)
{
  const FairReview *review = fair_desk_model_get_review (self->model);

  fair_filter_chip_set_values (self->fair, list_values (self, review->events, dup_fair, compare_values));
  fair_filter_chip_set_values (self->school, list_values (self, review->schools, dup_school, compare_values));
  fair_filter_chip_set_values (self->interest, list_values (self, review->interests, dup_interest, compare_values));
  show_days (self);
  show_toggle (self, TOGGLE_FRESH, review->fresh != NULL ? g_hash_table_size (review->fresh) : 0);
  show_toggle (self, TOGGLE_STARRED, review->n_starred);
  show_toggle (self, TOGGLE_LOOK, g_hash_table_size (review->looks));
  show_toggle (self, TOGGLE_DUPLICATES, g_hash_table_size (review->duplicates));
  if (self->ids != NULL)
    changed (self);
}

static FairFilterChip *
add_chip (FairPeopleFilters *self,
          GtkWidget         *box,
          const char        *title,
          const char        *all,
          GCallback          callback)
{
  GtkWidget *chip = fair_filter_chip_new (title, all);

  g_signal_connect_swapped (chip, "changed", callback, self);
  adw_wrap_box_append (ADW_WRAP_BOX (box), chip);
  return FAIR_FILTER_CHIP (chip);
}

static void
add_toggles (FairPeopleFilters *self,
             GtkWidget         *box)
{
  for (guint i = 0; i < N_TOGGLES; i++)
    {
      self->toggles[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->toggles[i]), "desk-chip");
      show_toggle (self, i, 0);
      g_signal_connect_swapped (self->toggles[i], "toggled", G_CALLBACK (changed), self);
      adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->toggles[i]));
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->toggles[TOGGLE_LOOK]), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->toggles[TOGGLE_DUPLICATES]), "warning");
}

static void
build (FairPeopleFilters *self)
{
  GtkWidget *box = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 6, "line-spacing", 6, NULL);

  gtk_widget_add_css_class (box, "desk-chips");
  self->fair = add_chip (self, box, _("Fair"), _("All Fairs"), G_CALLBACK (fair_changed));
  self->day = add_chip (self, box, _("Day"), _("All Days"), G_CALLBACK (changed));
  self->school = add_chip (self, box, _("School"), _("All Schools"), G_CALLBACK (changed));
  self->interest = add_chip (self, box, _("Interest"), _("All Interests"), G_CALLBACK (changed));
  gtk_widget_set_visible (GTK_WIDGET (self->day), FALSE);
  add_toggles (self, box);
  self->clear = gtk_button_new_with_mnemonic (_("_Show All"));
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (fair_people_filters_clear), self);
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->clear);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fair_people_filters_dispose (GObject *object)
{
  FairPeopleFilters *self = FAIR_PEOPLE_FILTERS (object);

  self->clearing = TRUE;
  g_clear_object (&self->model);
  g_clear_pointer (&self->ids, g_hash_table_unref);

  G_OBJECT_CLASS (fair_people_filters_parent_class)->dispose (object);
}

static void
fair_people_filters_class_init (FairPeopleFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_people_filters_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FAIR_TYPE_PEOPLE_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_people_filters_init (FairPeopleFilters *self)
{
}

/** Returns: (transfer floating): chips that narrow nothing yet */
GtkWidget *
fair_people_filters_new (FairDeskModel *model)
{
  FairPeopleFilters *self = g_object_new (FAIR_TYPE_PEOPLE_FILTERS, NULL);

  self->model = g_object_ref (model);
  build (self);
  g_signal_connect_object (model, "notify::review", G_CALLBACK (review_changed), self, G_CONNECT_SWAPPED);
  if (fair_desk_model_get_review (model) != NULL)
    review_changed (self);
  return GTK_WIDGET (self);
}

static gint64
get_ms (FairPeopleFilters *self,
        const char        *day,
        int                days,
        gint64             otherwise)
{
  g_autoptr (GDateTime) midnight = get_midnight (self, day, days);

  return midnight != NULL ? g_date_time_to_unix (midnight) * 1000 : otherwise;
}

/** Writes into @query whom the chips ask for; it borrows from them until they change. */
void
fair_people_filters_fill_query (FairPeopleFilters *self,
                                FairPeopleQuery   *query)
{
  const char *day = fair_filter_chip_get_value (self->day);

  query->event = fair_filter_chip_get_value (self->fair);
  query->school = fair_filter_chip_get_value (self->school);
  query->interest = fair_filter_chip_get_value (self->interest);
  query->starred_only = is_pressed (self, TOGGLE_STARRED);
  query->since = day != NULL ? get_ms (self, day, 0, G_MININT64) : G_MININT64;
  query->until = day != NULL ? get_ms (self, day, 1, 0) : 0;
  query->ids = self->ids;
}

/** Returns: whether the chips ask for less than everybody */
gboolean
fair_people_filters_is_narrow (FairPeopleFilters *self)
{
  return fair_filter_chip_get_value (self->fair) != NULL || fair_filter_chip_get_value (self->school) != NULL ||
         fair_filter_chip_get_value (self->interest) != NULL || is_pressed (self, TOGGLE_FRESH) ||
         is_pressed (self, TOGGLE_STARRED) || is_pressed (self, TOGGLE_LOOK) || is_pressed (self, TOGGLE_DUPLICATES);
}

/** Returns: whether the chips ask for nothing but a fair and who is new since the last export. @event: (out) (nullable): which; @is_new:
 * (out): whether for the new ones alone */
gboolean
fair_people_filters_is_simple (FairPeopleFilters  *self,
                               const char        **event,
                               gboolean           *is_new)
{
  *event = fair_filter_chip_get_value (self->fair);
  *is_new = is_pressed (self, TOGGLE_FRESH);
  return fair_filter_chip_get_value (self->day) == NULL && fair_filter_chip_get_value (self->school) == NULL &&
         fair_filter_chip_get_value (self->interest) == NULL && !is_pressed (self, TOGGLE_STARRED) &&
         !is_pressed (self, TOGGLE_LOOK) && !is_pressed (self, TOGGLE_DUPLICATES);
}

/** Asks for everybody again. */
void
fair_people_filters_clear (FairPeopleFilters *self)
{
  g_return_if_fail (FAIR_IS_PEOPLE_FILTERS (self));

  self->clearing = TRUE;
  fair_filter_chip_set_value (self->fair, NULL);
  fair_filter_chip_set_value (self->school, NULL);
  fair_filter_chip_set_value (self->interest, NULL);
  for (guint i = 0; i < N_TOGGLES; i++)
    gtk_toggle_button_set_active (self->toggles[i], FALSE);
  self->clearing = FALSE;
  changed (self);
}

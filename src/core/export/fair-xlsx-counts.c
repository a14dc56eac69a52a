/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many people of an export chose what: counted as they are written, in bounded memory.
 *
 * By the day of signing up, and by each field of the form that asks for a choice, a year or one of many suggestions.
 */
#include "config.h"

#include "export/fair-xlsx-counts.h"

#include "form/fair-answer-text.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* What a crowd of people who all answer differently may take. */
#define MAX_VALUES 1000
#define MAX_LENGTH 200

typedef struct
{
  guint64 n_people;
  guint64 last; /* the person who was counted last: nobody counts twice */
} Count;

typedef struct
{
  FairField *field; /* NULL: the day */
  FairCellKind kind; /* of what was counted: days and years have an order */
  GHashTable *values; /* text → Count */
  Count others;
} Group;

struct _FairXlsxCounts
{
  FairForm *form;
  GArray *groups;
  GString *text;
  guint64 n_people;
};

static void
clear_group (gpointer data)
{
  Group *group = data;

  g_hash_table_unref (group->values);
}

static void
add_group (FairXlsxCounts *self,
           FairField      *field,
           FairCellKind    kind)
{
  Group group = { field, kind, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };

  g_array_append_val (self->groups, group);
}

/** Returns: (transfer full): counts of nobody yet, by what @form asks for */
FairXlsxCounts *
fair_xlsx_counts_new (FairForm *form)
{
  FairXlsxCounts *self = g_new0 (FairXlsxCounts, 1);

  self->form = g_object_ref (form);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (self->groups, clear_group);
  self->text = g_string_new (NULL);
  add_group (self, NULL, FAIR_CELL_DATE);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    {
      FairField *field = fair_form_get_field (form, i);
      FairFieldKind kind = fair_field_get_kind (field);

      if (kind == FAIR_FIELD_YEAR || kind == FAIR_FIELD_CHOICE || kind == FAIR_FIELD_CHOICES || kind == FAIR_FIELD_SUGGESTION)
        add_group (self, field, kind == FAIR_FIELD_YEAR ? FAIR_CELL_NUMBER : FAIR_CELL_TEXT);
    }
  return self;
}

/* What is in @text, of the person at hand. */
static void
count_text (FairXlsxCounts *self,
            Group          *group)
{
  Count *count;

  if (self->text->len == 0)
    return;
  count = g_hash_table_lookup (group->values, self->text->str);
  if (count == NULL && (g_hash_table_size (group->values) >= MAX_VALUES || self->text->len > MAX_LENGTH))
    count = &group->others;
  if (count == NULL)
    g_hash_table_insert (group->values, g_strdup (self->text->str), count = g_new0 (Count, 1));
  if (count->last != self->n_people)
    count->n_people++;
  count->last = self->n_people;
}

static void
count_value (FairXlsxCounts *self,
             Group          *group,
             yyjson_val     *value)
{
  g_string_truncate (self->text, 0);
  fair_answer_text_append (self->text, group->field, value, FAIR_ANSWER_WORDS);
  count_text (self, group);
}

static void
count_answer (FairXlsxCounts *self,
              Group          *group,
              yyjson_val     *value)
{
  yyjson_val *item;
  size_t i, n;

  if (!yyjson_is_arr (value))
    count_value (self, group, value);
  yyjson_arr_foreach (value, i, n, item)
    count_value (self, group, item);
}

/** Counts one more person. @day: of signing up, @length bytes */
void
fair_xlsx_counts_add (FairXlsxCounts    *self,
                      const FairVersion *version,
                      const char        *day,
                      gsize              length)
{
  yyjson_val *answers = fair_version_get_answers (version);

  self->n_people++;
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, day, (gssize) length);
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = &g_array_index (self->groups, Group, i);

      if (group->field == NULL)
        count_text (self, group);
      else
        count_answer (self, group, yyjson_obj_get (answers, fair_field_get_id (group->field)));
    }
}

static int
compare_values (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const Group *group = data;
  const char *one = a, *other = b;
  const Count *count = g_hash_table_lookup (group->values, one), *other_count = g_hash_table_lookup (group->values, other);

  if (group->kind == FAIR_CELL_TEXT && count->n_people != other_count->n_people)
    return count->n_people > other_count->n_people ? -1 : 1;
  return strcmp (one, other);
}

static void
hand_out (const Group     *group,
          const char      *value,
          guint64          n_people,
          FairCountedFunc  func,
          gpointer         user_data)
{
  gsize length = strlen (value);
  gboolean is_text = group->kind == FAIR_CELL_NUMBER && !fair_cell_is_number (value, length);
  const FairCell cell = { .kind = is_text ? FAIR_CELL_TEXT : group->kind, .text = value, .length = length };

  func (group->field != NULL ? fair_field_get_title (group->field) : _("Day"), &cell, n_people, user_data);
}

/** Hands out each count: days and years in their order, all else with the most people first. */
void
fair_xlsx_counts_foreach (FairXlsxCounts  *self,
                          FairCountedFunc  func,
                          gpointer         user_data)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = &g_array_index (self->groups, Group, i);
      g_autoptr (GPtrArray) values = g_hash_table_get_keys_as_ptr_array (group->values);

      g_ptr_array_sort_values_with_data (values, compare_values, group);
      for (guint j = 0; j < values->len; j++)
        {
          const char *value = g_ptr_array_index (values, j);

          hand_out (group, value, ((const Count *) g_hash_table_lookup (group->values, value))->n_people, func, user_data);
        }
      if (group->others.n_people > 0)
        hand_out (group, _("All others"), group->others.n_people, func, user_data);
    }
}

/** Frees the counts. */
void
fair_xlsx_counts_free (FairXlsxCounts *self)
{
  g_object_unref (self->form);
  g_array_unref (self->groups);
  g_string_free (self->text, TRUE);
  g_free (self);
}

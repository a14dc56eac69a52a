/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "form/fair-field-rows.h"

/* What is not asked for is no answer, and may make other questions irrelevant. Returns whether anything was taken out. */
static gboolean
drop_irrelevant (GPtrArray   *rows,
                 FairForm    *form,
                 FairAnswers *answers)
{
  gboolean dropped = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      FairField *field = fair_field_row_get_field (rows->pdata[i]);
      const char *id = fair_field_get_id (field);

      if (!fair_answers_has (answers, id) || fair_form_is_relevant (form, field, answers))
        continue;
      fair_answers_unset (answers, id);
      dropped = TRUE;
    }

  return dropped;
}

/**
 * fair_field_rows_dup_answers:
 * @rows: (element-type FairFieldRow): all of @form
 *
 * Returns: (transfer full): what has been answered so far, without what the other answers make irrelevant
 */
FairAnswers *
fair_field_rows_dup_answers (GPtrArray *rows,
                             FairForm  *form)
{
  FairAnswers *answers = fair_answers_new ();

  for (guint i = 0; i < rows->len; i++)
    fair_field_row_save_answer (rows->pdata[i], answers);
  while (drop_irrelevant (rows, form, answers))
    continue;

  return answers;
}

/** Returns: how many have an answer, right or wrong */
guint
fair_field_rows_count_filled (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += fair_field_row_is_filled (rows->pdata[i]);

  return n;
}

/** Returns: (transfer none) (nullable): the row of the field with the id @field */
FairFieldRow *
fair_field_rows_find (GPtrArray  *rows,
                      const char *field)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (fair_field_get_id (fair_field_row_get_field (rows->pdata[i])), field))
      return rows->pdata[i];

  return NULL;
}

/** Returns: (transfer none) (nullable): the first row from the index @from on that is asked for */
FairFieldRow *
fair_field_rows_find_visible (GPtrArray *rows,
                              guint      from)
{
  for (guint i = from; i < rows->len; i++)
    if (gtk_widget_get_visible (rows->pdata[i]))
      return rows->pdata[i];

  return NULL;
}

/** Returns: (transfer none) (nullable): the first row, from the index @from on and round, that says that it is missing or wrong */
FairFieldRow *
fair_field_rows_find_wrong (GPtrArray *rows,
                            guint      from)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = rows->pdata[(from + i) % rows->len];

      if (gtk_widget_get_visible (row) && gtk_widget_has_css_class (row, "error"))
        return FAIR_FIELD_ROW (row);
    }
  return NULL;
}

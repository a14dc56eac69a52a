/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell/fair-language-row.h"

#include "base/fair-language.h"
#include "booth/fair-combo-list.h"

/* The first line of the list, before the pack's languages: no choice. */
#define SYSTEM 0

static gboolean
language_to_row (GValue   *value,
                 GVariant *variant,
                 gpointer  program)
{
  const char *const *languages = FAIR_PROGRAM (program)->languages;
  guint position = SYSTEM;

  for (guint i = 0; languages[i] != NULL; i++)
    if (g_str_equal (languages[i], g_variant_get_string (variant, NULL)))
      position = i + 1;
  g_value_set_uint (value, position);
  return TRUE;
}

static GVariant *
row_to_language (const GValue       *value,
                 const GVariantType *type,
                 gpointer            program)
{
  const char *const *languages = FAIR_PROGRAM (program)->languages;
  guint position = g_value_get_uint (value);

  if (position == SYSTEM || position > g_strv_length ((GStrv) languages))
    return g_variant_new_string ("");
  return g_variant_new_string (languages[position - 1]);
}

/**
 * fair_language_row_follow:
 * @row: a row with a #GtkStringList of one line, which stands for no choice
 * @booth: its program's languages are listed, if there are several; otherwise the row is not shown
 *
 * What is chosen is kept in the settings, and holds from the next visit that fair_booth_start_visits() begins.
 */
void
fair_language_row_follow (AdwComboRow *row,
                          FairBooth   *booth)
{
  FairProgram *program;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));
  g_return_if_fail (FAIR_IS_BOOTH (booth));

  program = fair_booth_get_program (booth);
  gtk_widget_set_visible (GTK_WIDGET (row), program != NULL && program->languages[1] != NULL);
  if (program == NULL)
    return;

  for (guint i = 0; program->languages[i] != NULL; i++)
    {
      g_autofree char *name = fair_language_dup_name (program->languages[i]);

      gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (row)), name);
    }
  g_settings_bind_with_mapping (fair_booth_get_settings (booth), "language", row, "selected", G_SETTINGS_BIND_DEFAULT,
                                language_to_row, row_to_language, g_object_ref (program), g_object_unref);
  fair_combo_list_follow_tab (row);
}

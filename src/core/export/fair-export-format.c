/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats that sign-ups leave in: one table for the window, for fairctl, and for the export itself. */
#include "config.h"

#include "export/fair-export-format.h"

#include <glib/gi18n-lib.h>

#define TABLE (FAIR_EXPORT_NEEDS_FORM | FAIR_EXPORT_HAS_STAFF | FAIR_EXPORT_HAS_LISTS)

/* XLSX has its type from ECMA-376, CSV from RFC 7111, also that of REDCap, JSON from RFC 8259, JSON Lines from jsonlines.org, vCard
 * from RFC 6350, a message from RFC 2046. */
const FairExportFormat fair_export_formats[] = {
  { "xlsx", NULL, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", N_("Spreadsheet (XLSX)"),
    N_("One row for each person, on a sheet for each fair, and a sheet that counts them. Opens in Excel, Numbers and LibreOffice "
       "with every accent in its place, and every phone number as it was typed."),
    FAIR_ANSWER_WORDS, TABLE, &fair_xlsx_exporter },
  { "csv", "excel", "csv", "text/csv", N_("CSV for Spreadsheets"),
    N_("The same as text. Spreadsheets take numbers such as 007 for 7 when they open it."),
    FAIR_ANSWER_WORDS, TABLE, &fair_csv_exporter },
  { "csv", "slate", "csv", "text/csv", N_("CSV for Slate"),
    N_("One row for each person, the names and the email first, with the words of each choice, for Technolutions Slate, where you map "
       "the columns once."),
    FAIR_ANSWER_LABELS, TABLE, &fair_csv_exporter },
  { "csv", "plain", "csv", "text/csv", N_("Plain CSV"),
    N_("One row for each person, with field names and codes as they are stored, for other programs."),
    FAIR_ANSWER_CODES, TABLE, &fair_csv_exporter },
  { "json", NULL, "json", "application/json", N_("JSON"),
    N_("All that is kept of each person, in one JSON array, for other programs."),
    FAIR_ANSWER_CODES, FAIR_EXPORT_TAKES_UNFINISHED, &fair_json_exporter },
  { "jsonl", NULL, "jsonl", "application/jsonl", N_("JSON Lines"),
    N_("All that is kept of each person, one line each, for other programs. To merge laptops, copy the journal instead: it "
       "also knows who was erased or joined. See Where the Data Is."),
    FAIR_ANSWER_CODES, FAIR_EXPORT_TAKES_UNFINISHED, &fair_jsonl_exporter },
  { "vcard", NULL, "vcf", "text/vcard", N_("Contacts (vCard)"),
    N_("A contact for each person, for the address book of a phone or of a mail program: interests and fair as categories, all other "
       "answers as a note."),
    FAIR_ANSWER_WORDS, FAIR_EXPORT_NEEDS_FORM | FAIR_EXPORT_HAS_STAFF, &fair_vcard_exporter },
  { "mail", NULL, "csv", "text/csv", N_("Mail Merge (CSV)"),
    N_("One row for each person with an email address, for the mail merge of Thunderbird, or of Word and Outlook."),
    FAIR_ANSWER_LABELS, FAIR_EXPORT_NEEDS_FORM | FAIR_EXPORT_REACHES_PEOPLE, &fair_mail_exporter },
  { "drafts", NULL, NULL, "message/rfc822", N_("Follow-Up Drafts"),
    N_("A folder with a message to each person, in their language and by what they answered. Your mail program opens them, and sends "
       "what you have read."),
    FAIR_ANSWER_WORDS, FAIR_EXPORT_NEEDS_FORM | FAIR_EXPORT_TAKES_TEMPLATE | FAIR_EXPORT_REACHES_PEOPLE, &fair_drafts_exporter },
  { "redcap", NULL, "csv", "text/csv", N_("REDCap Records"),
    N_("One row for each person, with the variables of the data dictionary, for REDCap’s Data Import Tool."),
    FAIR_ANSWER_CODES, FAIR_EXPORT_NEEDS_FORM, &fair_redcap_exporter },
  { "redcap-dictionary", NULL, "csv", "text/csv", N_("REDCap Data Dictionary"),
    N_("The form’s questions as variables of REDCap; nobody is in it. Uploading it replaces the design of a project: use a new one."),
    FAIR_ANSWER_CODES, FAIR_EXPORT_NEEDS_FORM | FAIR_EXPORT_HAS_NOBODY, &fair_redcap_dictionary_exporter },
  { NULL },
};

static gboolean
has_preset (const FairExportFormat *format,
            const char             *preset)
{
  if (format->preset == NULL)
    return preset == NULL;
  return g_str_equal (format->preset, preset != NULL ? preset : FAIR_EXPORT_DEFAULT_PRESET);
}

/**
 * fair_export_format_find:
 * @name: (nullable): of a format
 * @preset: (nullable): which kind of it; %NULL for the usual one
 *
 * Returns: (transfer none) (nullable): the format, if there is one
 */
const FairExportFormat *
fair_export_format_find (const char *name,
                         const char *preset)
{
  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    if (g_strcmp0 (format->name, name) == 0 && has_preset (format, preset))
      return format;
  return NULL;
}

/**
 * fair_export_format_list_names:
 *
 * Returns: (transfer full): every name once, with commas between them, for a message
 */
char *
fair_export_format_list_names (void)
{
  GString *names = g_string_new (NULL);

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    if (fair_export_format_find (format->name, NULL) == format)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", format->name);
  return g_string_free (names, FALSE);
}

/**
 * fair_export_format_list_presets:
 *
 * Returns: (transfer full): every preset, with commas between them, for a message
 */
char *
fair_export_format_list_presets (void)
{
  GString *presets = g_string_new (NULL);

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    if (format->preset != NULL)
      g_string_append_printf (presets, "%s%s", presets->len > 0 ? ", " : "", format->preset);
  return g_string_free (presets, FALSE);
}

/** Returns: (transfer full): the table of what goes out, in the format's style */
FairExportTable *
fair_export_source_make_table (const FairExportSource *self)
{
  const FairTableOptions options = {
    .style = self->format->style,
    .choices_apart = self->choices_apart,
    .has_staff = self->has_staff,
    .stages = self->stages,
  };

  return fair_export_table_new (self->form, self->zones, &options);
}

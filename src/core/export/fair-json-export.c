/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups as JSON: one array of objects, or the journal's own lines. */
#include "config.h"

#include "base/fair-json.h"
#include "export/fair-export-format.h"
#include "export/fair-json-export.h"

static void
append_text (GString    *out,
             const char *name,
             const char *text)
{
  yyjson_val value = { 0 };

  yyjson_set_str (&value, text);
  g_string_append_printf (out, "\"%s\":", name);
  fair_json_append (out, &value);
  g_string_append_c (out, ',');
}

static void
append_object (GString    *out,
               const char *name,
               yyjson_val *object)
{
  g_string_append_printf (out, "\"%s\":", name);
  if (object != NULL)
    fair_json_append (out, object);
  else
    g_string_append (out, "{}");
}

/**
 * fair_json_append_record:
 * @out: where the object is appended, on one line without a newline
 * @record: a version of a sign-up
 *
 * Appends what a person may want of a journal line: all of it except what only the journal needs (`v`, `op`, `crc`).
 * Answers keep their order and their Unicode.
 *
 * Threading: any.
 */
void
fair_json_append_record (GString          *out,
                         const FairRecord *record)
{
  g_autofree char *hlc = fair_hlc_to_string (&record->hlc);

  g_string_append_c (out, '{');
  append_text (out, "id", record->id);
  g_string_append_printf (out, "\"rev\":%" G_GINT64_FORMAT ",", record->rev);
  append_text (out, "at", record->at);
  append_text (out, "hlc", hlc);
  append_text (out, "event", record->event);
  append_text (out, "form", record->form);
  append_text (out, "lang", record->lang);
  append_object (out, "answers", record->answers);
  g_string_append_c (out, ',');
  append_object (out, "staff", record->staff);
  g_string_append_c (out, '}');
}

static gpointer
json_begin (GString    *out,
            FairForm   *form)
{
  g_string_append_c (out, '[');
  return g_new0 (gboolean, 1);
}

static void
json_record (gpointer          state,
             GString          *out,
             const FairRecord *record)
{
  gboolean *has_records = state;

  g_string_append (out, *has_records ? ",\n" : "\n");
  *has_records = TRUE;
  fair_json_append_record (out, record);
}

static gboolean
json_end (gpointer   state,
          GString   *out,
          GError   **error)
{
  g_string_append (out, "\n]\n");
  return TRUE;
}

static void
jsonl_record (gpointer          state,
              GString          *out,
              const FairRecord *record)
{
  g_string_append_len (out, record->line, (gssize) record->length);
  g_string_append_c (out, '\n');
}

const FairExporter fair_json_exporter = { FALSE, json_begin, json_record, json_end, g_free };
const FairExporter fair_jsonl_exporter = { FALSE, NULL, jsonl_record, NULL, NULL };

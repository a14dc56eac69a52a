/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One interface for every format that sign-ups leave in. */
#include "config.h"

#include "export/fair-exporter.h"

#include "export/fair-export-format.h"
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (fair-export-error-quark, fair_export_error)

static const FairExportFormat *const formats[] = { &fair_csv_format, &fair_json_format, &fair_jsonl_format };

typedef struct
{
  const FairExportFormat *format;
  const FairExportOptions *options;
  FairExportSink sink;
  gpointer state;
  guint64 n_written;
} Run;

/**
 * fair_export_get_formats:
 *
 * Returns: (transfer none) (array zero-terminated=1): what #FairExportOptions.format may be
 */
const char *const *
fair_export_get_formats (void)
{
  static const char *const names[] = { "csv", "json", "jsonl", NULL };

  return names;
}

static const FairExportFormat *
find_format (const char  *name,
             GError     **error)
{
  g_autofree char *known = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (name, formats[i]->name) == 0)
      return formats[i];

  known = g_strjoinv (", ", (GStrv) fair_export_get_formats ());
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORMAT, _("The format “%s” is not one of %s."), name, known);
  return NULL;
}

static gboolean
check_form (const FairExportFormat  *format,
            FairForm                *form,
            GError                 **error)
{
  if (form != NULL || !format->needs_form)
    return TRUE;
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORMAT,
               _("The columns of “%s” come from the program’s form, which cannot be read. "
                 "Mend the form, or export as json or jsonl."),
               format->name);
  return FALSE;
}

static gboolean
write_record (const FairRecord  *record,
              gpointer           user_data,
              GError           **error)
{
  Run *run = user_data;

  if (run->options->event != NULL && !g_str_equal (record->event, run->options->event))
    return TRUE;
  run->format->record (run->state, &run->sink, record);
  run->n_written++;
  return fair_export_sink_drain (&run->sink, error);
}

static gboolean
run_export (Run             *run,
            FairStore       *store,
            FairForm        *form,
            FairReadReport  *report,
            GCancellable    *cancellable,
            GError         **error)
{
  const FairExportFormat *format = run->format;
  gboolean done;

  if (format->begin != NULL)
    run->state = format->begin (&run->sink, form, run->options);
  done = fair_store_foreach (store, write_record, run, report, cancellable, error)
         && (format->end == NULL || format->end (run->state, &run->sink, error))
         && fair_export_sink_finish (&run->sink, error);
  if (format->free != NULL)
    format->free (run->state);
  if (report != NULL)
    report->n_exported = run->n_written;
  return done;
}

/**
 * fair_export:
 * @form: (nullable): gives the columns; not needed for json and jsonl
 * @options: (transfer none):
 * @output: (transfer none): stays open
 * @report: (nullable): is told what the reading met, bad lines included
 * @cancellable: (nullable):
 * @error: #FairExportError, #FairStoreError, or as @output gave it
 *
 * Writes every sign-up that stands, in constant memory. Blocks: call it from a worker thread.
 *
 * Returns: FALSE if it could not be completed; @output may then hold a part
 */
gboolean
fair_export (FairStore                *store,
             FairForm                 *form,
             const FairExportOptions  *options,
             GOutputStream            *output,
             FairReadReport           *report,
             GCancellable             *cancellable,
             GError                  **error)
{
  Run run = { .options = options };
  gboolean done;

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);
  g_return_val_if_fail (options != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (output), FALSE);

  run.format = find_format (options->format, error);
  if (run.format == NULL || !check_form (run.format, form, error))
    return FALSE;

  fair_export_sink_init (&run.sink, output, cancellable);
  done = run_export (&run, store, form, report, cancellable, error);
  fair_export_sink_clear (&run.sink);
  return done;
}

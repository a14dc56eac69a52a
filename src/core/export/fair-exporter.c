/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One interface for every format that sign-ups leave in. */
#include "config.h"

#include "export/fair-exporter.h"

#include "export/fair-export-sink.h"
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (fair-export-error-quark, fair_export_error)

typedef struct
{
  const FairExportOptions *options;
  FairExportSink sink;
  gpointer state;
  guint64 n_written;
} Run;

static char *
list_formats_without_form (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    if (!format->exporter->needs_form)
      g_strv_builder_add (names, format->name);
  all = g_strv_builder_end (names);
  return g_strjoinv (", ", all);
}

static gboolean
check_form (const FairExportFormat  *format,
            FairForm                *form,
            GError                 **error)
{
  g_autofree char *others = NULL;

  if (form != NULL || !format->exporter->needs_form)
    return TRUE;
  others = list_formats_without_form ();
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM,
               /* Translators: the name of a format; names of others */
               _("The columns of “%s” come from the program’s form, which cannot be read. "
                 "Mend the form, or export as one of %s."),
               format->name, others);
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
  run->options->format->exporter->record (run->state, run->sink.buffer, record);
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
  const FairExporter *exporter = run->options->format->exporter;
  gboolean done;

  if (exporter->begin != NULL)
    run->state = exporter->begin (run->sink.buffer, form, run->options->language);
  done = fair_store_foreach (store, write_record, run, report, cancellable, error)
         && (exporter->end == NULL || exporter->end (run->state, run->sink.buffer, error))
         && fair_export_sink_finish (&run->sink, error);
  if (exporter->free != NULL)
    exporter->free (run->state);
  if (report != NULL)
    report->n_exported = run->n_written;
  return done;
}

/**
 * fair_export:
 * @form: (nullable): gives the columns where #FairExporter.needs_form says so
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
  g_return_val_if_fail (options != NULL && options->format != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (output), FALSE);

  if (!check_form (options->format, form, error))
    return FALSE;
  fair_export_sink_init (&run.sink, output, cancellable);
  done = run_export (&run, store, form, report, cancellable, error);
  fair_export_sink_clear (&run.sink);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One interface for every format that sign-ups leave in. */
#include "config.h"

#include "export/fair-exporter.h"

#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>

/* Bytes that are gathered before they are written: memory stays constant. */
#define PIECE (256 * 1024)

typedef struct
{
  const FairExportOptions *options;
  FairExportFile *file;
  GCancellable *cancellable;
  GString *out;
  gpointer state;
  guint64 n_written;
  guint64 n_left_out;
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
send_out (Run     *run,
          GError **error)
{
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error)
      || !fair_export_file_write (run->file, run->out->str, run->out->len, error))
    return FALSE;
  g_string_truncate (run->out, 0);
  return TRUE;
}

static gboolean
write_version (const FairVersion  *version,
               gpointer            user_data,
               GError            **error)
{
  Run *run = user_data;
  const FairExporter *exporter = run->options->format->exporter;

  if (run->options->event != NULL && !g_str_equal (version->event, run->options->event))
    return TRUE;
  if (fair_version_is_unfinished (version) && !exporter->takes_unfinished)
    {
      run->n_left_out++;
      return TRUE;
    }
  if (!exporter->version (run->state, run->out, version, error))
    return FALSE;
  run->n_written++;
  if (run->options->exported != NULL)
    fair_exported_add (run->options->exported, version);
  return run->out->len < PIECE || send_out (run, error);
}

static gboolean
run_export (Run             *run,
            FairStore       *store,
            FairForm        *form,
            FairReadReport  *report,
            GError         **error)
{
  const FairExporter *exporter = run->options->format->exporter;
  g_autoptr (FairTimeZones) own = fair_time_zones_new ();
  const FairExportSource source = { form, store, run->options->zones != NULL ? run->options->zones : own };
  gboolean done;

  if (exporter->begin != NULL)
    run->state = exporter->begin (run->out, &source);
  done = fair_store_foreach (store, write_version, run, report, run->cancellable, error)
         && (exporter->end == NULL || exporter->end (run->state, run->out, error))
         && send_out (run, error);
  if (exporter->free != NULL)
    exporter->free (run->state);
  if (report != NULL)
    {
      report->n_exported = run->n_written;
      report->n_unfinished = run->n_left_out;
    }
  return done;
}

/**
 * fair_export:
 * @form: (nullable): gives the columns where #FairExporter.needs_form says so
 * @options: (transfer none):
 * @file: (transfer none): where it is written; still to be committed
 * @report: (nullable): is told what the reading met, bad lines included
 * @cancellable: (nullable):
 * @error: #FairExportError, #FairStoreError, or as of fair_file_ops_set_error()
 *
 * Writes every sign-up that stands, in constant memory; and what people left without signing up, where the format tells it apart.
 * Blocks: call it from a worker thread.
 *
 * Returns: FALSE if it could not be completed; @file may then hold a part
 */
gboolean
fair_export (FairStore                *store,
             FairForm                 *form,
             const FairExportOptions  *options,
             FairExportFile           *file,
             FairReadReport           *report,
             GCancellable             *cancellable,
             GError                  **error)
{
  g_autoptr (GString) out = g_string_sized_new (PIECE + PIECE / 2);
  Run run = { options, file, cancellable, out };

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);
  g_return_val_if_fail (options != NULL && options->format != NULL, FALSE);
  g_return_val_if_fail (file != NULL, FALSE);

  return check_form (options->format, form, error) && run_export (&run, store, form, report, error);
}

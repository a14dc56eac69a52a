/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One interface for every format that sign-ups leave in. */
#include "config.h"

#include "export/fair-exporter.h"

#include "base/fair-relay.h"
#include "program/fair-stages.h"
#include "store/people/fair-people-read.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes that are gathered before they are written: memory stays constant. */
#define PIECE (256 * 1024)

typedef struct
{
  const FairExportOptions *options;
  FairExportSource source;
  GCancellable *cancellable;
  FairRelay *relay;     /* writes while the next piece is made */
  GString *out;         /* the piece that is made */
  GError *write_error;  /* atomic: why the thread that writes has stopped, or NULL */
  gpointer state;
  goffset told;         /* how much of the journal has been reported as done */
  GHashTable *missing;  /* (nullable): ids that were asked for, and have not been met yet; borrowed */
  FairExported *before; /* (nullable): what was exported before */
  FairExportFilter filter;
} Run;

static char *
list_formats_without_form (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (const FairExportFormat *format = fair_export_formats; format->name != NULL; format++)
    if ((format->flags & FAIR_EXPORT_NEEDS_FORM) == 0)
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

  if (form != NULL || (format->flags & FAIR_EXPORT_NEEDS_FORM) == 0)
    return TRUE;
  others = list_formats_without_form ();
  g_set_error (error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_FORM,
               /* Translators: the name of a format; names of others */
               _("The columns of “%s” come from the program’s form, which cannot be read. "
                 "Mend the form, or export as one of %s."),
               format->name, others);
  return FALSE;
}

/* In the thread that writes. Behind what could not be written nothing else is. */
static void
write_piece (gpointer piece,
             gpointer user_data)
{
  GString *text = piece;
  Run *run = user_data;
  GError *error = NULL;

  if (g_atomic_pointer_get (&run->write_error) == NULL &&
      !fair_export_file_write (run->source.file, text->str, text->len, &error))
    g_atomic_pointer_set (&run->write_error, error);
  g_string_truncate (text, 0);
}

static gboolean
check_written (Run     *run,
               GError **error)
{
  const GError *write_error = g_atomic_pointer_get (&run->write_error);

  if (write_error != NULL)
    g_propagate_error (error, g_error_copy (write_error));
  return write_error == NULL;
}

static gboolean
send_out (Run     *run,
          GError **error)
{
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  run->out = fair_relay_hand_over (run->relay, run->out);
  return check_written (run, error);
}

/* All that was made, and nothing is written any more. */
static gboolean
send_rest (Run     *run,
           GError **error)
{
  if (!send_out (run, error))
    return FALSE;
  fair_relay_wait (run->relay);
  return check_written (run, error);
}

/* Of the journal, up to @offset, in bytes. */
static void
tell_progress (Run     *run,
               goffset  offset)
{
  fair_progress_add (run->options->progress, (guint64) (offset - run->told));
  run->told = offset;
}

/* Somebody whom the format cannot take is named, and stops nobody else. */
static gboolean
write_person (Run                *run,
              const FairVersion  *version,
              GError            **error)
{
  FairExportReport *report = run->source.report;
  g_autoptr (GError) local_error = NULL;
  gsize length = run->out->len;

  if (run->options->format->exporter->version (run->state, run->out, version, &local_error))
    {
      report->n_written++;
      if (run->options->keeps_reached && (run->options->format->flags & FAIR_EXPORT_REACHES_PEOPLE) != 0)
        g_ptr_array_add (report->reached, g_strdup (version->id));
      if (run->options->exported != NULL)
        fair_exported_add (run->options->exported, version, fair_export_filter_is_whole (&run->options->filter));
      return TRUE;
    }
  if (!g_error_matches (local_error, FAIR_EXPORT_ERROR, FAIR_EXPORT_ERROR_PERSON))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_string_truncate (run->out, length);
  if (run->options->exported != NULL)
    fair_exported_leave_out (run->options->exported, version);
  fair_export_report_add_left_out (report, version->id, local_error->message);
  return TRUE;
}

static gboolean
write_version (const FairVersion  *version,
               gpointer            user_data,
               GError            **error)
{
  Run *run = user_data;

  if (version->offset - run->told >= PIECE)
    tell_progress (run, version->offset);
  if (!fair_export_filter_takes (&run->filter, run->before, version))
    return TRUE;
  if (run->missing != NULL)
    g_hash_table_remove (run->missing, version->id);
  if (fair_version_is_unfinished (version) && (run->options->format->flags & FAIR_EXPORT_TAKES_UNFINISHED) == 0)
    {
      run->source.report->n_unfinished++;
      return TRUE;
    }
  return write_person (run, version, error) && (run->out->len < PIECE || send_out (run, error));
}

static goffset
expect_journal (Run *run)
{
  const FairFileOps *ops = fair_store_get_ops (run->source.store);
  struct stat status;
  goffset size = 0;

  if (run->options->progress != NULL &&
      ops->stat (fair_store_get_journal_path (run->source.store), &status, ops->user_data) == 0)
    size = status.st_size;
  fair_progress_expect (run->options->progress, (guint64) size);
  return size;
}

static void
name_missing (Run *run)
{
  GHashTableIter ids;
  gpointer id;

  if (run->missing == NULL)
    return;
  g_hash_table_iter_init (&ids, run->missing);
  while (g_hash_table_iter_next (&ids, &id, NULL))
    g_ptr_array_add (run->source.report->missing, g_strdup (id));
  g_ptr_array_sort_values (run->source.report->missing, (GCompareFunc) strcmp);
}

static gboolean
write_all (Run     *run,
           GError **error)
{
  const FairExporter *exporter = run->options->format->exporter;
  goffset size = expect_journal (run);
  gboolean done;

  run->state = exporter->begin (run->out, &run->source, error);
  if (run->state == NULL)
    return FALSE;
  done = ((run->options->format->flags & FAIR_EXPORT_HAS_NOBODY) != 0
          || fair_store_foreach (run->source.store, write_version, run, run->source.report->read, run->cancellable, error))
         && (exporter->end == NULL || exporter->end (run->state, run->out, error))
         && send_rest (run, error);
  exporter->free (run->state);
  if (!done)
    return FALSE;
  tell_progress (run, MAX (size, run->told));
  name_missing (run);
  return TRUE;
}

/* What a run borrows from nobody. */
static gboolean
run_export (Run     *run,
            GError **error)
{
  const FairExportOptions *options = run->options;
  g_autoptr (FairTimeZones) own_zones = fair_time_zones_new ();
  g_autoptr (FairExportReport) own_report = fair_export_report_new ();
  g_autoptr (FairExported) own_exported = NULL;
  g_autoptr (GPtrArray) stages = fair_stages_list (options->program);
  g_autoptr (GHashTable) missing = NULL;
  FairField *interests;
  GHashTableIter ids;
  gpointer id;

  if (run->source.report == NULL)
    run->source.report = own_report;
  run->source.zones = options->zones != NULL ? options->zones : own_zones;
  run->source.stages = stages;
  run->filter = options->filter;
  interests = run->source.form != NULL ? fair_form_find_field_for (run->source.form, "interests") : NULL;
  run->filter.interests_field = interests != NULL ? fair_field_get_id (interests) : NULL;
  if (options->filter.is_new && options->exported == NULL)
    own_exported = fair_exported_load (run->source.store);
  run->before = options->exported != NULL ? options->exported : own_exported;
  if (options->filter.ids != NULL)
    {
      run->missing = missing = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_iter_init (&ids, options->filter.ids);
      while (g_hash_table_iter_next (&ids, &id, NULL))
        g_hash_table_add (missing, id);
    }
  return write_all (run, error);
}

static gboolean
run_in_pieces (Run     *run,
               GError **error)
{
  gpointer pieces[FAIR_RELAY_BOXES];
  gboolean done;

  for (guint i = 0; i < FAIR_RELAY_BOXES; i++)
    pieces[i] = g_string_sized_new (PIECE + PIECE / 2);
  run->out = pieces[0];
  run->relay = fair_relay_new ("export", pieces, write_piece, run);
  done = run_export (run, error);
  fair_relay_free (run->relay);
  for (guint i = 0; i < FAIR_RELAY_BOXES; i++)
    g_string_free (pieces[i], TRUE);
  g_clear_error (&run->write_error);
  return done;
}

/**
 * fair_export:
 * @form: (nullable): gives the columns where %FAIR_EXPORT_NEEDS_FORM says so
 * @options: (transfer none):
 * @file: (transfer none): where it is written; still to be committed
 * @report: (nullable): is told what became of it
 * @cancellable: (nullable):
 * @error: #FairExportError, #FairStoreError, or as of fair_file_ops_set_error()
 *
 * Writes every sign-up that stands and is wanted, in constant memory; and what people left without signing up, where the format
 * tells it apart. Blocks: call it from a worker thread.
 *
 * Returns: FALSE if it could not be completed; @file may then hold a part
 */
gboolean
fair_export (FairStore                *store,
             FairForm                 *form,
             const FairExportOptions  *options,
             FairExportFile           *file,
             FairExportReport         *report,
             GCancellable             *cancellable,
             GError                  **error)
{
  FairExportFlags flags = options->format->flags;
  Run run = {
    .options = options,
    .source = { .format = options->format, .form = form, .program = options->program, .store = store, .file = file, .report = report,
                .template_path = (flags & FAIR_EXPORT_TAKES_TEMPLATE) != 0 ? options->template_path : NULL,
                .choices_apart = options->choices_apart && (flags & FAIR_EXPORT_HAS_LISTS) != 0,
                .has_staff = options->has_staff && (flags & FAIR_EXPORT_HAS_STAFF) != 0 },
    .cancellable = cancellable,
  };

  g_return_val_if_fail (FAIR_IS_STORE (store), FALSE);
  g_return_val_if_fail (file != NULL, FALSE);

  return check_form (options->format, form, error) && run_in_pieces (&run, error);
}

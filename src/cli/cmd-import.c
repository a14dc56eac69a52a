/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl import: merges other laptops' journals, or exports as JSON Lines or JSON. */
#include "config.h"

#include "base/fair-time-zones.h"
#include "cli-output.h"
#include "cli.h"
#include "collect/fair-collect.h"
#include "desk/fair-duplicates.h"
#include "erase-notes.h"
#include "import-preview.h"
#include <glib/gi18n.h>
#include <inttypes.h>

static void
print_count (const char *what,
             guint64     count)
{
  cli_print ("%s: %" PRIu64 "\n", what, count);
}

static void
print_report (const FairImportReport *report)
{
  print_count (_("new"), report->n_new);
  print_count (_("newer"), report->n_newer);
  print_count (_("same"), report->n_same);
  print_count (_("erased"), report->n_erased);
  print_count (_("lines of a newer version of Fairbook"), report->n_unknown);
  print_count (_("refused lines"), report->n_refused);
  print_count (_("wrong clocks"), report->n_wrong_clocks);
}

static void
say_refused (const char *file,
             guint64     line_number,
             const char *reason,
             gpointer    user_data)
{
  if (line_number == 0)
    cli_say ("%s: %s", file, reason);
  else
    cli_say ("%s:%" PRIu64 ": %s", file, line_number, reason);
}

/* By this laptop's clock: that is what a person compares it with. */
static char *
dup_own_time (gint64 ms)
{
  g_autofree char *utc = fair_time_format_utc (ms);
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();

  return fair_time_zones_localize (zones, "", utc);
}

static void
say_wrong_clock (const FairWrongClock *clock)
{
  g_autofree char *time = dup_own_time (clock->hlc.ms);

  cli_say (fair_hlc_is_behind (&clock->hlc)
             ? _("note: %s:%" PRIu64 ": “%s” was written by laptop %s, whose clock said %s: it was not set")
             : _("note: %s:%" PRIu64 ": “%s” was written by laptop %s, whose clock said %s: it was ahead"),
           clock->file, clock->line_number, clock->id, clock->hlc.device, time);
}

static void
say_wrong_clocks (const FairImportReport *report)
{
  guint64 n_more;

  if (report->own_clock != 0)
    {
      g_autofree char *time = dup_own_time (report->own_clock);

      cli_say (_("note: this laptop’s own clock says %s: set it"), time);
    }
  for (guint i = 0; i < report->wrong_clocks->len; i++)
    say_wrong_clock (g_ptr_array_index (report->wrong_clocks, i));
  n_more = report->n_wrong_clocks - report->wrong_clocks->len;
  if (n_more > 0)
    cli_say (ngettext ("note: and %'" PRIu64 " more version with a wrong time",
                       "note: and %'" PRIu64 " more versions with a wrong time", (gulong) n_more), n_more);
}

static void
say_returned (const FairImportReport *report)
{
  for (guint i = 0; i < report->returned->len; i++)
    {
      const FairReturned *returned = g_ptr_array_index (report->returned, i);

      cli_say (_("note: “%s” had been joined into “%s”, which was erased elsewhere, and is listed again; to remove the "
                 "person, erase that as well (“fairctl erase %s”)"),
               returned->id, returned->keeper, returned->id);
    }
}

/* What was merged is merged, even if the journal cannot be read once more. */
static void
report_duplicates (Cli       *cli,
                   FairStore *store)
{
  g_autoptr (FairProgram) program = cli_tell_program (cli, store);
  g_autoptr (GPtrArray) groups = fair_store_find_duplicates (store, NULL, NULL, NULL);

  if (groups == NULL)
    return;
  print_count (_("possible duplicates"), groups->len);
  if (groups->len > 0)
    cli_say (_("note: some people may have signed up twice: “fairctl duplicates” lists them"));
}

static CliStatus
import (Cli       *cli,
        FairStore *store,
        GStrv      paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCollectResult) result =
    fair_collect (store, (const char *const *) paths, say_refused, NULL, NULL, NULL, &error);
  const FairImportReport *report;
  CliStatus status;

  if (result == NULL)
    {
      cli_say ("%s", error->message);
      return cli_failure (error);
    }
  report = result->report;
  if (report->n_new + report->n_newer + report->n_erased + report->n_unknown > 0)
    cli_note_change ();
  print_report (report);
  if (result->n_visits > 0)
    print_count (_("laptops’ counts of visits"), result->n_visits);
  report_duplicates (cli, store);
  say_returned (report);
  say_wrong_clocks (report);
  if (result->unrecorded != NULL)
    cli_say (_("note: the import is made, but “fairctl undo-import” cannot take it back: %s"), result->unrecorded);
  status = cli_say_erasure (report->erasure);
  return report->n_refused > 0 || report->n_refused_files > 0 ? CLI_REFUSED : status;
}

CliStatus
cli_import (Cli              *cli,
            const CliCommand *command,
            GStrv             arguments)
{
  g_auto (GStrv) operands = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Say what would come of it, and merge nothing"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (FairStore) store = NULL;
  CliStatus status;

  if (!cli_parse (cli, command, entries, 1, G_MAXUINT, arguments, &operands, &status))
    return status;
  store = cli_open_store (cli);
  if (store == NULL)
    return CLI_FAILED;
  return dry_run ? cli_preview_import (store, operands) : import (cli, store, operands);
}

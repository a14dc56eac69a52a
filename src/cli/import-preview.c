/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fairctl import --dry-run: what would come of an import, file by file. */
#include "config.h"

#include "import-preview.h"

#include "base/fair-time-zones.h"
#include "cli-output.h"
#include "collect/fair-collect-preview.h"
#include <glib/gi18n.h>
#include <inttypes.h>

static void
print_time (const char    *what,
            FairTimeZones *zones,
            gint64         ms)
{
  g_autofree char *utc = fair_time_format_utc (ms), *time = fair_time_zones_localize (zones, "", utc);

  cli_print ("%s: %s\n", what, time);
}

static void
print_counts (const FairCollectCounts *counts)
{
  cli_print ("%s: %" PRIu64 "\n", _("new"), counts->n_new);
  cli_print ("%s: %" PRIu64 "\n", _("newer"), counts->n_newer);
  cli_print ("%s: %" PRIu64 "\n", _("same"), counts->n_same);
  cli_print ("%s: %" PRIu64 "\n", _("older"), counts->n_older);
  cli_print ("%s: %" PRIu64 "\n", _("erased"), counts->n_erased);
  cli_print ("%s: %" PRIu64 "\n", _("erased here, and staying away"), counts->n_away);
  cli_print ("%s: %" PRIu64 "\n", _("lines of a newer version of Fairbook"), counts->n_unknown);
  cli_print ("%s: %" PRIu64 "\n", _("refused lines"), counts->n_refused);
}

static void
print_laptop (const FairCollectFile *file)
{
  g_autofree char *name = cli_clean (file->laptop != NULL ? file->laptop : "", ' ');

  if (file->device != NULL)
    cli_print ("%s: %s%s%s%s\n", _("laptop"), file->device, *name != '\0' ? " " : "", name, file->is_own ? _(" (this one)") : "");
}

static void
print_file (const FairCollectFile *file,
            FairTimeZones         *zones)
{
  g_autofree char *path = cli_clean (file->path, ' ');

  cli_print ("%s\n", path);
  print_laptop (file);
  if (file->last > 0)
    {
      print_time (_("from"), zones, file->first);
      print_time (_("to"), zones, file->last);
    }
  print_counts (&file->counts);
  cli_print ("\n");
  for (guint i = 0; i < file->refused->len; i++)
    {
      const FairCollectRefused *refused = g_ptr_array_index (file->refused, i);

      cli_say ("%s:%" PRIu64 ": %s", file->path, refused->line_number, refused->reason);
    }
}

static void
say_problem (const FairCollectFile *file)
{
  if (file->state == FAIR_COLLECT_OWN)
    cli_say (_("%s: these are this laptop’s own sign-ups"), file->path);
  else
    cli_say ("%s: %s", file->path, file->problem);
}

/* Returns: whether all of them can be merged */
static gboolean
print_visits (const GPtrArray *visits)
{
  gboolean sound = TRUE;

  for (guint i = 0; i < visits->len; i++)
    {
      const FairCollectVisits *file = g_ptr_array_index (visits, i);
      g_autofree char *path = cli_clean (file->path, ' ');

      if (file->problem != NULL)
        cli_say ("%s: %s", file->path, file->problem);
      else
        cli_print ("%s\n%s\n\n", path, _("counts of visits; nobody is in them"));
      sound = sound && file->problem == NULL;
    }
  return sound;
}

static CliStatus
print_preview (const FairCollectPreview *preview)
{
  g_autoptr (FairTimeZones) zones = fair_time_zones_new ();
  CliStatus status = CLI_DONE;
  guint n = 0;

  for (guint i = 0; i < preview->files->len; i++)
    {
      const FairCollectFile *file = g_ptr_array_index (preview->files, i);

      if (file->state == FAIR_COLLECT_SIGN_UPS || file->state == FAIR_COLLECT_NOBODY)
        {
          print_file (file, zones);
          n++;
        }
      else
        say_problem (file);
      if (file->state == FAIR_COLLECT_OTHER || file->state == FAIR_COLLECT_UNREADABLE || file->counts.n_refused > 0)
        status = CLI_REFUSED;
    }
  if (!print_visits (preview->visits))
    status = CLI_REFUSED;
  for (guint i = 0; i < preview->passed_over->len; i++)
    cli_say (_("note: %s is passed over"), (const char *) g_ptr_array_index (preview->passed_over, i));
  if (n > 1)
    {
      cli_print ("%s\n", _("all files"));
      print_counts (&preview->total);
    }
  return n + preview->visits->len > 0 ? status : CLI_FAILED;
}

/** Returns: %CLI_FAILED if nothing could be imported at all */
CliStatus
cli_preview_import (FairStore *store,
                    GStrv      paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCollectPreview) preview =
    fair_collect_preview (store, (const char *const *) paths, NULL, NULL, &error);

  if (preview != NULL)
    return print_preview (preview);
  cli_say ("%s", error->message);
  return CLI_FAILED;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-collect-words.h"

#include "base/fair-local-time.h"
#include "booth/fair-interface-language.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* How much of a laptop's id tells it from the few others, in characters. */
#define SHORT_ID 8

/* What there is none of is not said. */
G_GNUC_PRINTF (3, 4)
static void
add (GStrvBuilder *parts,
     guint64       n,
     const char   *format,
     ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (n > 0)
    g_strv_builder_take (parts, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* Translators: between the parts of a line, as in "12 new · 3 newer" */
static char *
join (GStrvBuilder *parts)
{
  g_auto (GStrv) all = g_strv_builder_end (parts);

  return g_strjoinv (" · ", all);
}

/** Returns: (transfer full): "12 new · 3 newer"; "Nothing new" where there is nothing at all */
char *
fair_collect_dup_counts (const FairCollectCounts *counts)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  char *text;

  add (parts, counts->n_new, ngettext ("%'" PRIu64 " new", "%'" PRIu64 " new", (gulong) counts->n_new),
       counts->n_new);
  add (parts, counts->n_newer, ngettext ("%'" PRIu64 " newer", "%'" PRIu64 " newer", (gulong) counts->n_newer),
       counts->n_newer);
  add (parts, counts->n_same, ngettext ("%'" PRIu64 " the same", "%'" PRIu64 " the same", (gulong) counts->n_same),
       counts->n_same);
  add (parts, counts->n_older, ngettext ("%'" PRIu64 " older", "%'" PRIu64 " older", (gulong) counts->n_older),
       counts->n_older);
  add (parts, counts->n_erased, ngettext ("%'" PRIu64 " erased there", "%'" PRIu64 " erased there", (gulong) counts->n_erased),
       counts->n_erased);
  add (parts, counts->n_away, ngettext ("%'" PRIu64 " erased here", "%'" PRIu64 " erased here", (gulong) counts->n_away),
       counts->n_away);
  add (parts, counts->n_unknown, ngettext ("%'" PRIu64 " line of a newer Fairbook", "%'" PRIu64 " lines of a newer Fairbook", (gulong) counts->n_unknown),
       counts->n_unknown);
  add (parts, counts->n_refused, ngettext ("%'" PRIu64 " line refused", "%'" PRIu64 " lines refused", (gulong) counts->n_refused),
       counts->n_refused);
  text = join (parts);
  if (*text != '\0')
    return text;
  g_free (text);
  return g_strdup (_("Nobody has signed up"));
}

/* By this laptop's clock: that is what a person compares it with. */
static char *
dup_moment (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local_usec (ms * 1000);

  return time != NULL ? fair_local_time_format_moment (time, fair_interface_language_get ()) : g_strdup ("?");
}

/* "Nov 22, 2026, 9:01 AM to Nov 22, 2026, 5:12 PM", in milliseconds since 1970-01-01T00:00:00Z */
static char *
dup_span (gint64 first,
          gint64 last)
{
  g_autofree char *from = dup_moment (first), *to = dup_moment (last);

  /* Translators: from when to when somebody signed up on a laptop */
  return g_str_equal (from, to) ? g_steal_pointer (&from) : g_strdup_printf (_("%s to %s"), from, to);
}

static char *
dup_laptop (const char *name,
            const char *device)
{
  if (name != NULL)
    return g_strdup (name);
  /* Translators: a laptop whose name is not known; %s is the beginning of its id */
  return device != NULL ? g_strdup_printf (_("Laptop %.*s"), SHORT_ID, device) : NULL;
}

/** Returns: (transfer full): whose file it is, else what it is called */
char *
fair_collect_dup_title (const FairCollectFile *file)
{
  char *laptop = dup_laptop (file->laptop, file->device);

  return laptop != NULL ? laptop : g_strdup (file->name);
}

/** Returns: (transfer full): what is in it, or why nothing of it can be collected */
char *
fair_collect_dup_subtitle (const FairCollectFile *file)
{
  g_autofree char *counts = fair_collect_dup_counts (&file->counts), *span = NULL;

  if (file->state == FAIR_COLLECT_OWN)
    return g_strdup (_("These are this laptop’s own sign-ups."));
  if (file->problem != NULL)
    return g_strdup_printf ("%s: %s", file->name, file->problem);
  if (file->last == 0)
    return g_strdup_printf ("%s\n%s", file->name, counts);
  span = dup_span (file->first, file->last);
  return g_strdup_printf ("%s\n%s\n%s", file->name, span, counts);
}

/** Returns: (transfer full): what was collected, in a line */
char *
fair_collect_dup_result (const FairCollectResult *result)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const FairImportReport *report = result->report;
  char *text;

  add (parts, report->n_new, ngettext ("%'" PRIu64 " person came", "%'" PRIu64 " people came", (gulong) report->n_new),
       report->n_new);
  add (parts, report->n_newer, ngettext ("%'" PRIu64 " in a later version", "%'" PRIu64 " in a later version", (gulong) report->n_newer),
       report->n_newer);
  add (parts, report->n_same, ngettext ("%'" PRIu64 " was the same", "%'" PRIu64 " were the same", (gulong) report->n_same),
       report->n_same);
  add (parts, report->n_erased, ngettext ("%'" PRIu64 " was erased", "%'" PRIu64 " were erased", (gulong) report->n_erased),
       report->n_erased);
  add (parts, report->n_refused, ngettext ("%'" PRIu64 " line was refused", "%'" PRIu64 " lines were refused", (gulong) report->n_refused),
       report->n_refused);
  add (parts, report->n_wrong_clocks, ngettext ("%'" PRIu64 " with a wrong clock", "%'" PRIu64 " with a wrong clock", (gulong) report->n_wrong_clocks),
       report->n_wrong_clocks);
  text = join (parts);
  if (*text != '\0')
    return text;
  g_free (text);
  return g_strdup (_("Nothing new came."));
}

static void
append_clocks (GString                *text,
               const FairImportReport *report)
{
  for (guint i = 0; i < report->wrong_clocks->len; i++)
    {
      const FairWrongClock *clock = report->wrong_clocks->pdata[i];
      g_autofree char *time = dup_moment (clock->hlc.ms);

      g_string_append_printf (text, _("%s, line %" PRIu64 ": the clock of laptop %s said %s"), clock->file, clock->line_number,
                              clock->hlc.device, time);
      g_string_append_c (text, '\n');
    }
}

/** Returns: (transfer full): all that is to be said of it, to be saved; nothing in it is about anybody but by id */
char *
fair_collect_dup_report (const FairCollectResult *result)
{
  g_autofree char *summary = fair_collect_dup_result (result);
  GString *text = g_string_new (summary);

  g_string_append (text, "\n\n");
  for (guint i = 0; i < result->refused->len; i++)
    {
      const FairCollectLine *line = result->refused->pdata[i];

      if (line->line_number > 0)
        g_string_append_printf (text, _("%s, line %" PRIu64 ": %s"), line->file, line->line_number, line->reason);
      else
        g_string_append_printf (text, "%s: %s", line->file, line->reason);
      g_string_append_c (text, '\n');
    }
  append_clocks (text, result->report);
  if (result->unrecorded != NULL)
    g_string_append_printf (text, "%s\n", result->unrecorded);
  return g_string_free (text, FALSE);
}

/** Returns: (transfer full): what has become of an import that was taken back */
char *
fair_collect_dup_undone (const FairUndoReport *report)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  add (parts, report->n_gone, ngettext ("%'" PRIu64 " person is gone again", "%'" PRIu64 " people are gone again", (gulong) report->n_gone),
       report->n_gone);
  add (parts, report->n_back, ngettext ("%'" PRIu64 " is what it was before", "%'" PRIu64 " are what they were before", (gulong) report->n_back),
       report->n_back);
  add (parts, report->n_erased, ngettext ("%'" PRIu64 " stays erased", "%'" PRIu64 " stay erased", (gulong) report->n_erased),
       report->n_erased);
  return join (parts);
}

/** Returns: (transfer full): what was handed over, and that the stick may be pulled out */
char *
fair_hand_over_dup_text (const FairHandOver *result)
{
  return g_strdup_printf (ngettext ("%'" PRIu64 " sign-up is in “%s”. It was read back and compared: the stick may be pulled out.",
                                    "%'" PRIu64 " sign-ups are in “%s”. They were read back and compared: the stick may be pulled out.",
                                    (gulong) result->n_people),
                          result->n_people, result->name);
}

/** Returns: (transfer full): what somebody should know besides; "" for nothing */
char *
fair_hand_over_dup_notes (const FairHandOver *result)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < result->kept->len; i++)
    g_strv_builder_take (notes, g_strdup_printf (_("“%s” stays there as well: there is something in it that is not in the new file."),
                                                 (const char *) result->kept->pdata[i]));
  add (notes, result->n_unfinished, ngettext ("%'" PRIu64 " form that was left unfinished is in it, marked as such.", "%'" PRIu64 " forms that were left unfinished are in it, marked as such.", (gulong) result->n_unfinished),
       result->n_unfinished);
  add (notes, result->n_bad_lines, ngettext ("%'" PRIu64 " line that cannot be read is in it as it is.", "%'" PRIu64 " lines that cannot be read are in it as they are.", (gulong) result->n_bad_lines),
       result->n_bad_lines);
  if (result->visits_problem != NULL)
    g_strv_builder_take (notes, g_strdup_printf (_("The counts of visits stay on this laptop: %s"), result->visits_problem));
  if (result->has_quarantine)
    g_strv_builder_add (notes, _("What was set aside as unreadable stays on this laptop."));
  all = g_strv_builder_end (notes);
  return g_strjoinv ("\n", all);
}

/** Returns: (transfer full): what a laptop is called */
char *
fair_laptop_dup_title (const FairLaptop *laptop)
{
  g_autofree char *name = dup_laptop (laptop->name, laptop->device);

  return laptop->is_own ? g_strdup_printf (_("%s (this laptop)"), name) : g_steal_pointer (&name);
}

static char *
dup_fairs (const FairLaptop *laptop,
           FairProgram      *program)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (char **id = laptop->events; *id != NULL; id++)
    if (**id != '\0')
      g_strv_builder_add (names, fair_program_get_event_name (program, *id));
  all = g_strv_builder_end (names);
  return g_strjoinv (", ", all);
}

/** Returns: (transfer full): what came of a laptop, in lines; @program: (nullable): what its fairs are called */
char *
fair_laptop_dup_text (const FairLaptop *laptop,
                      FairProgram      *program)
{
  g_autofree char *fairs = dup_fairs (laptop, program), *people = NULL, *span = NULL, *collected = NULL;
  GString *text;

  people = g_strdup_printf (ngettext ("%'" PRIu64 " sign-up", "%'" PRIu64 " sign-ups", (gulong) laptop->n_people), laptop->n_people);
  text = g_string_new (people);
  if (*fairs != '\0')
    g_string_append_printf (text, " · %s", fairs);
  if (laptop->n_lines > 0)
    {
      span = dup_span (laptop->first, laptop->last);
      g_string_append_printf (text, "\n%s", span);
    }
  if (laptop->collected > 0)
    {
      collected = dup_moment (laptop->collected);
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Collected %s from “%s”"), collected, laptop->file);
    }
  else if (!laptop->is_own)
    g_string_append_printf (text, "\n%s", _("Never collected from by itself"));
  return g_string_free (text, FALSE);
}

/** Returns: (transfer full): what is wrong with its clock; "" for nothing */
char *
fair_laptop_dup_warnings (const FairLaptop *laptop)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  add (parts, laptop->n_ahead, ngettext ("%'" PRIu64 " line from a clock that was ahead", "%'" PRIu64 " lines from a clock that was ahead", (gulong) laptop->n_ahead),
       laptop->n_ahead);
  add (parts, laptop->n_behind, ngettext ("%'" PRIu64 " line from a clock that was not set", "%'" PRIu64 " lines from a clock that was not set", (gulong) laptop->n_behind),
       laptop->n_behind);
  add (parts, laptop->n_set_back, ngettext ("%'" PRIu64 " sign-up after the clock was set back", "%'" PRIu64 " sign-ups after the clock was set back", (gulong) laptop->n_set_back),
       laptop->n_set_back);
  return join (parts);
}

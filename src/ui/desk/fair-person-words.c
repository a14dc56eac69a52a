/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-person-words.h"

#include "base/fair-language.h"
#include "base/fair-local-time.h"
#include "base/fair-text.h"
#include "desk/fair-duplicates.h"
#include "desk/fair-person-details.h"
#include "program/fair-stages.h"

#include <glib/gi18n-lib.h>

/**
 * fair_person_words_dup_moment:
 * @event: the fair by whose clocks it is told; "" for none
 * @ms: milliseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): day and hour, as they are written in the language that is spoken
 */
char *
fair_person_words_dup_moment (FairBooth  *booth,
                              const char *event,
                              gint64      ms)
{
  FairProgram *program = fair_booth_get_program (booth);
  g_autoptr (FairTimeZones) zones = program != NULL ? fair_time_zones_ref (program->time_zones) : fair_time_zones_new ();
  g_autoptr (GDateTime) time = fair_time_zones_get_local (zones, event, ms);

  return time != NULL ? fair_local_time_format_moment (time, fair_booth_get_language (booth)) : fair_time_format_utc (ms);
}

/** Returns: (transfer full): what people call the fair; its id where the pack does not know it, "" for none */
char *
fair_person_words_dup_event (FairBooth  *booth,
                             const char *event)
{
  return g_strdup (fair_program_get_event_name (fair_booth_get_program (booth), event));
}

/** Returns: (transfer full): what a fair is called where it is chosen, never empty. @event: its id; "" for who signed up at none */
char *
fair_person_words_dup_fair (FairBooth  *booth,
                            const char *event)
{
  return *event != '\0' ? fair_person_words_dup_event (booth, event) : g_strdup (_("No Fair"));
}

/** Returns: (transfer full): what the person is called, never empty */
char *
fair_person_words_dup_name (const FairPersonRecord *record)
{
  g_autofree char *name = fair_person_record_dup_name (record);

  return fair_text_is_blank (name) ? g_strdup (_("No name")) : g_steal_pointer (&name);
}

/** Returns: (transfer full): those of @parts that say something, with a point between them */
char *
fair_person_words_join (const char *const *parts)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", parts[i]);
  return g_string_free (out, FALSE);
}

/** Returns: (transfer full): when somebody signed up, at which fair, and in which language */
char *
fair_person_words_dup_beneath (FairBooth         *booth,
                               const FairVersion *version)
{
  g_autofree char *moment = fair_person_words_dup_moment (booth, version->event, version->at_ms);
  g_autofree char *event = fair_person_words_dup_event (booth, version->event);
  g_autofree char *language = version->lang != NULL ? fair_language_dup_name (version->lang) : g_strdup ("");

  return fair_person_words_join ((const char *const[]) { moment, event, language, NULL });
}

/**
 * fair_person_words_dup_shown:
 *
 * Numbers have no direction of their own: among letters that run from right to left a phone number would be turned about (UAX #9).
 *
 * Returns: (transfer full): the answer as it is put on the screen
 */
char *
fair_person_words_dup_shown (const FairPersonAnswer *answer)
{
  return answer->kind == FAIR_FIELD_PHONE ? g_strconcat ("\u2066", answer->text, "\u2069", NULL) : g_strdup (answer->text);
}

static const char *
get_staff_title (const char *member)
{
  static const char *const titles[][2] = {
    { FAIR_NOTE_STAR, N_ ("Star") },
    { FAIR_NOTE_CHIPS, N_ ("In a word") },
    { FAIR_NOTE_TEXT, N_ ("Note") },
    { FAIR_STAGE, N_ ("Stands at") },
    { FAIR_JOINED, N_ ("Joined sign-ups") },
    { FAIR_JOINED_INTO, N_ ("Joined into") },
    { FAIR_DISTINCT_FROM, N_ ("Not the same person as") },
    { FAIR_UNFINISHED, N_ ("Left unfinished") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i][0], member))
      return _(titles[i][1]);
  return member;
}

static char *
dup_staff (FairBooth  *booth,
           const char *member,
           yyjson_val *value)
{
  g_autoptr (GPtrArray) stages = fair_stages_list (fair_booth_get_program (booth));
  const char *stage = g_str_equal (member, FAIR_STAGE) ? yyjson_get_str (value) : NULL;
  const char *title = stage != NULL ? fair_stages_find_title (stages, stage) : NULL;

  return title != NULL ? g_strdup (title) : fair_person_dup_words (NULL, member, value);
}

/** Returns: (transfer full): what changed, and from what to what */
char *
fair_person_words_dup_change (FairBooth              *booth,
                              FairForm               *form,
                              const FairPersonChange *change)
{
  const char *title = change->is_staff ? get_staff_title (change->member) : fair_person_get_title (form, change->member);
  g_autofree char *before = change->is_staff ? dup_staff (booth, change->member, change->before)
                                             : fair_person_dup_words (form, change->member, change->before);
  g_autofree char *after = change->is_staff ? dup_staff (booth, change->member, change->after)
                                            : fair_person_dup_words (form, change->member, change->after);

  /* Translators: of an answer that was corrected: its title, what it was, and what it is now; “—” stands for nothing. */
  return g_strdup_printf (_("%s: %s → %s"), title, *before != '\0' ? before : "—", *after != '\0' ? after : "—");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk/fair-people-columns.h"

#include "base/fair-json.h"
#include "base/fair-local-time.h"
#include "booth/fair-interface-language.h"
#include "desk/fair-person-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* A setting: the column that is sorted by, and whether the order is turned round. */
#define SORT_KEY "desk-sort"
#define SORT_TYPE "(sb)"

static const char *
get_answer (const FairVersion *version,
            const char        *field)
{
  const char *text = yyjson_get_str (yyjson_obj_get (fair_version_get_answers (version), field));

  return text != NULL ? text : "";
}

static char *
dup_name (FairBooth         *booth,
          const FairVersion *version)
{
  g_autoptr (FairAnswers) answers = fair_answers_new_from_value (fair_version_get_answers (version));
  char *name = fair_answers_dup_person_name (answers);

  if (*name != '\0')
    return name;
  g_free (name);
  return g_strdup (_("(no name)"));
}

static char *
dup_email (FairBooth         *booth,
           const FairVersion *version)
{
  return g_strdup (get_answer (version, "email"));
}

static char *
dup_school (FairBooth         *booth,
            const FairVersion *version)
{
  return g_strdup (get_answer (version, "medical_school"));
}

/* In the form's words; a code that it does not know is shown as it is. */
static const char *
get_choice (FairBooth  *booth,
            const char *field_id,
            const char *code)
{
  FairProgram *program = fair_booth_get_program (booth);
  FairField *field = program != NULL && program->form != NULL ? fair_form_find_field (program->form, field_id) : NULL;
  const char *title = field != NULL ? fair_field_get_choice_title (field, code) : NULL;

  return title != NULL ? title : code;
}

static char *
dup_degree (FairBooth         *booth,
            const FairVersion *version)
{
  return g_strdup (get_choice (booth, "degree", get_answer (version, "degree")));
}

static char *
dup_year (FairBooth         *booth,
          const FairVersion *version)
{
  gint64 year;

  return fair_json_get_integer (yyjson_obj_get (fair_version_get_answers (version), "graduation_year"), &year)
           ? g_strdup_printf ("%" PRId64, year)
           : g_strdup ("");
}

static char *
dup_interests (FairBooth         *booth,
               const FairVersion *version)
{
  yyjson_val *codes = yyjson_obj_get (fair_version_get_answers (version), "interests"), *code;
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  gsize i, n;

  yyjson_arr_foreach (codes, i, n, code)
    if (yyjson_is_str (code))
      g_strv_builder_add (titles, get_choice (booth, "interests", yyjson_get_str (code)));
  all = g_strv_builder_end (titles);
  /* Translators: between the items of a list, as in "Research, Neonatology" */
  return g_strjoinv (_(", "), all);
}

static char *
dup_fair (FairBooth         *booth,
          const FairVersion *version)
{
  return fair_person_words_dup_event (booth, version->event);
}

/* By the clocks of the fair. */
static char *
dup_time (FairBooth         *booth,
          const FairVersion *version)
{
  FairProgram *program = fair_booth_get_program (booth);
  g_autoptr (FairTimeZones) none = program == NULL ? fair_time_zones_new () : NULL;
  g_autoptr (GDateTime) time = fair_time_zones_get_local (program != NULL ? program->time_zones : none, version->event,
                                                          version->at_ms);

  return time != NULL ? fair_local_time_format_moment (time, fair_interface_language_get ()) : g_strdup (version->at);
}

const FairPeopleColumn fair_people_columns[] = {
  { "name", N_ ("Name"), FAIR_PEOPLE_SORT_NAME, FALSE, 160, TRUE, dup_name },
  { "marks", N_ ("Marks"), FAIR_PEOPLE_SORT_STARRED, TRUE, 172, FALSE, NULL },
  { "school", N_ ("Medical School"), FAIR_PEOPLE_SORT_SCHOOL, FALSE, 180, TRUE, dup_school },
  { "degree", N_ ("Degree"), FAIR_PEOPLE_SORT_DEGREE, FALSE, 76, TRUE, dup_degree },
  { "year", N_ ("Year"), FAIR_PEOPLE_SORT_YEAR, TRUE, 62, FALSE, dup_year },
  { "time", N_ ("Signed Up"), FAIR_PEOPLE_SORT_SIGNED_UP, TRUE, 194, FALSE, dup_time },
  { "interests", N_ ("Interests"), FAIR_PEOPLE_SORT_INTERESTS, FALSE, 126, TRUE, dup_interests },
  { "fair", N_ ("Fair"), FAIR_PEOPLE_SORT_EVENT, FALSE, 150, FALSE, dup_fair },
  { "email", N_ ("Email"), FAIR_PEOPLE_SORT_EMAIL, FALSE, 200, FALSE, dup_email },
  { NULL },
};

/** Returns: (nullable): the column with an id, or NULL */
const FairPeopleColumn *
fair_people_columns_find (const char *id)
{
  for (const FairPeopleColumn *column = fair_people_columns; column->id != NULL; column++)
    if (g_strcmp0 (column->id, id) == 0)
      return column;
  return NULL;
}

/** Returns: the column that was sorted by last, and with @descending: (out): whether the order was turned round */
const FairPeopleColumn *
fair_people_columns_get_sorted (GSettings *settings,
                                gboolean  *descending)
{
  g_autofree char *id = NULL;
  const FairPeopleColumn *column;

  g_settings_get (settings, SORT_KEY, SORT_TYPE, &id, descending);
  column = fair_people_columns_find (id);
  return column != NULL ? column : &fair_people_columns[0];
}

/** Remembers what fair_people_columns_get_sorted() returns. */
void
fair_people_columns_set_sorted (GSettings              *settings,
                                const FairPeopleColumn *column,
                                gboolean                descending)
{
  g_settings_set (settings, SORT_KEY, SORT_TYPE, column->id, descending);
}

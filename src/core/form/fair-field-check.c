/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether one answer fits its field, by the rules of the field's kind. */
#include "config.h"
#include "form/fair-field-check.h"

#include "base/fair-text.h"
#include "form/fair-email.h"
#include "form/fair-field-private.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_PHONE_DIGITS 5
#define MAX_PHONE_DIGITS 20
/* of U+0300 in UTF-8 */
#define FIRST_BYTE_OF_COMBINING 0xCC

FairProblem *
fair_problem_new (FairProblemKind kind,
                  FairField      *field,
                  const char     *format,
                  ...)
{
  FairProblem *self = g_new0 (FairProblem, 1);
  va_list arguments;

  self->kind = kind;
  self->field = g_strdup (field->id);
  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return self;
}

/* Whether all letters come before U+0300, as most names' do: none of them is ever composed with another (UAX #15). */
static gboolean
is_composed (const char *text)
{
  while (*text != '\0' && (guchar) *text < FIRST_BYTE_OF_COMBINING)
    text++;
  return *text == '\0';
}

/* One line where the field has one, and in an address or a number nothing that nobody sees. Letters of ASCII need none of it
 * either: a text that has no others, such as an AAMC ID, is one of the kind. */
static char *
tidy (FairField  *field,
      const char *text)
{
  g_autofree char *visible = NULL;

  if (field->kind == FAIR_FIELD_LONG_TEXT)
    return g_strdup (text);
  visible = fair_text_strip_invisible (text);
  if (field->kind == FAIR_FIELD_EMAIL || field->kind == FAIR_FIELD_PHONE || g_str_is_ascii (visible))
    return fair_text_one_line (visible);
  return fair_text_one_line (text);
}

/* Nothing but printable ASCII and no space at its ends, as most texts: nothing is to be done, and thousands come in one pipe. */
static gboolean
is_tidy (const char *text)
{
  const char *p = text;

  while (*p >= ' ' && *p <= '~')
    p++;
  return *p == '\0' && *text != ' ' && (p == text || p[-1] != ' ');
}

/** A text as it is stored: on as many lines as its field has, without white space around it, composed (Unicode NFC); an
 * address or a number also without invisible characters; else untouched. */
char *
fair_field_normalize_text (FairField  *field,
                           const char *text)
{
  g_autofree char *tidied = NULL;
  g_autofree char *trimmed = NULL;
  char *composed;

  if (is_tidy (text))
    return g_strdup (text);
  tidied = tidy (field, text);
  trimmed = fair_text_trim (tidied);
  composed = is_composed (trimmed) ? NULL : g_utf8_normalize (trimmed, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  return composed != NULL ? composed : g_steal_pointer (&trimmed);
}

gboolean
fair_field_is_text (FairField *field)
{
  return field->max_length > 0;
}

/** Whether a value is what tools write for nothing: null, a text that shows nothing, a list with nothing else in it. */
gboolean
fair_field_value_is_nothing (yyjson_mut_val *value)
{
  yyjson_mut_arr_iter iter;
  yyjson_mut_val *element = NULL;

  if (!yyjson_mut_is_arr (value))
    return value == NULL || yyjson_mut_is_null (value) ||
           (yyjson_mut_is_str (value) && fair_text_is_blank (yyjson_mut_get_str (value)));
  yyjson_mut_arr_iter_init (value, &iter);
  while ((element = yyjson_mut_arr_iter_next (&iter)) != NULL)
    if (!fair_field_value_is_nothing (element))
      return FALSE;
  return TRUE;
}

/** Whether there is no answer, or none to see, whatever the kind. */
gboolean
fair_field_is_left_out (FairField         *field,
                        const FairAnswers *answers)
{
  return fair_field_value_is_nothing (fair_answers_peek_value (answers, field->id));
}

/** Whether there is an answer, be it right or wrong; a "no" to consent is none. */
gboolean
fair_field_is_filled (FairField         *field,
                      const FairAnswers *answers)
{
  if (field->kind == FAIR_FIELD_CONSENT && yyjson_mut_is_bool (fair_answers_peek_value (answers, field->id)))
    return fair_answers_get_flag (answers, field->id);
  return !fair_field_is_left_out (field, answers);
}

/** What to say of a required field that was left out. */
FairProblem *
fair_field_check_missing (FairField *field)
{
  switch (field->kind)
    {
    case FAIR_FIELD_EMAIL:
      return fair_problem_new (FAIR_PROBLEM_MISSING, field, _("Enter an email address such as name@school.edu."));
    case FAIR_FIELD_CONSENT:
      return fair_problem_new (FAIR_PROBLEM_MISSING, field, _("Please agree, so that we may keep your details."));
    case FAIR_FIELD_CHOICE:
      return fair_problem_new (FAIR_PROBLEM_MISSING, field, _("Choose one for “%s”."), field->title);
    case FAIR_FIELD_CHOICES:
      return fair_problem_new (FAIR_PROBLEM_MISSING, field, _("Choose at least one for “%s”."), field->title);
    case FAIR_FIELD_TEXT:
    case FAIR_FIELD_LONG_TEXT:
    case FAIR_FIELD_PHONE:
    case FAIR_FIELD_YEAR:
    case FAIR_FIELD_SUGGESTION:
    default:
      return fair_problem_new (FAIR_PROBLEM_MISSING, field, _("Fill in “%s”."), field->title);
    }
}

static FairProblem *
check_email (FairField  *field,
             const char *text)
{
  g_autofree char *suggestion = NULL;
  FairEmailVerdict verdict = fair_email_check (text, &suggestion);
  FairProblem *problem = NULL;

  if (verdict == FAIR_EMAIL_GOOD)
    return NULL;
  if (verdict == FAIR_EMAIL_UNUSUAL)
    problem = fair_problem_new (FAIR_PROBLEM_ADVICE, field, _("Did you mean %s?"), suggestion);
  else
    problem = fair_problem_new (FAIR_PROBLEM_INVALID, field, _("Enter an email address such as name@school.edu."));
  problem->suggestion = g_steal_pointer (&suggestion);
  return problem;
}

/* Numbers are written in many ways, and some have a word with them: only how many digits there are says anything. */
static FairProblem *
check_phone (FairField  *field,
             const char *text)
{
  guint n_digits = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n_digits += g_unichar_isdigit (g_utf8_get_char (p)) != FALSE;
  if (n_digits >= MIN_PHONE_DIGITS && n_digits <= MAX_PHONE_DIGITS)
    return NULL;
  return fair_problem_new (FAIR_PROBLEM_ADVICE, field, _("Enter a phone number of %d to %d digits, such as +1 617 555 0100."),
                           MIN_PHONE_DIGITS, MAX_PHONE_DIGITS);
}

static FairProblem *
check_length (FairField  *field,
              const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  if (length > (glong) field->max_length)
    return fair_problem_new (FAIR_PROBLEM_INVALID, field,
                             g_dngettext (GETTEXT_PACKAGE, "Please shorten this to %'u character; it has %'ld.",
                                          "Please shorten this to %'u characters; it has %'ld.", field->max_length),
                             field->max_length, length);
  if (length < (glong) field->min_length)
    return fair_problem_new (FAIR_PROBLEM_INVALID, field,
                             g_dngettext (GETTEXT_PACKAGE, "Please enter at least %u character.",
                                          "Please enter at least %u characters.", field->min_length),
                             field->min_length);
  return NULL;
}

static FairProblem *
check_patterns (FairField  *field,
                const char *text)
{
  if (field->pattern != NULL && !g_regex_match (field->pattern, text, 0, NULL))
    return fair_problem_new (FAIR_PROBLEM_INVALID, field, "%s",
                             field->hint_message != NULL
                               ? field->hint_message
                               : _("This does not have the form that is asked for; please check it."));
  if (field->hint_pattern != NULL && !g_regex_match (field->hint_pattern, text, 0, NULL))
    return fair_problem_new (FAIR_PROBLEM_ADVICE, field, "%s", field->hint_message);
  return NULL;
}

static FairProblem *
check_kind (FairField  *field,
            const char *text)
{
  if (field->kind == FAIR_FIELD_PHONE)
    return check_phone (field, text);
  return field->kind == FAIR_FIELD_EMAIL ? check_email (field, text) : NULL;
}

/* Takes both over. A refusal comes before advice. */
static FairProblem *
get_graver (FairProblem *first,
            FairProblem *second)
{
  gboolean keeps_first = first != NULL && (second == NULL || first->kind <= second->kind);

  g_clear_pointer (keeps_first ? &second : &first, fair_problem_free);
  return keeps_first ? first : second;
}

static FairProblem *
check_text (FairField      *field,
            yyjson_mut_val *value)
{
  g_autofree char *text = NULL;
  FairProblem *problem = NULL;

  if (!yyjson_mut_is_str (value))
    return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("“%s” must be a text, in quotation marks."), field->title);
  text = fair_field_normalize_text (field, yyjson_mut_get_str (value));
  problem = check_length (field, text);
  if (problem != NULL)
    return problem;
  return get_graver (check_kind (field, text), check_patterns (field, text));
}

/* Whoever writes JSON has to be told what is wrong with "2027"; whoever typed "soon" into a form, which years there are. */
static gboolean
is_quoted_year (const char *text)
{
  return strlen (text) == 4 && strspn (text, "0123456789") == 4;
}

static FairProblem *
check_year (FairField         *field,
            const FairAnswers *answers)
{
  const char *text = fair_answers_get_text (answers, field->id);
  gint64 year = 0;
  gboolean is_integer = fair_answers_get_integer (answers, field->id, &year);

  if (!is_integer && (text == NULL || is_quoted_year (text)))
    return fair_problem_new (FAIR_PROBLEM_INVALID, field,
                             _("“%s” must be a whole number such as 2027, without quotation marks."), field->title);
  if (!is_integer || year < field->minimum || year > field->maximum)
    return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("Enter a year from %d to %d."), (int) field->minimum,
                             (int) field->maximum);
  return NULL;
}

static char *
dup_code_list (FairField *field)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < field->choices->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", fair_field_get_choice (field, i)->code);
  return g_string_free_and_steal (list);
}

static FairProblem *
check_code (FairField  *field,
            const char *code)
{
  g_autofree char *codes = NULL;
  g_autofree char *shown = NULL;

  if (fair_field_find_choice (field, code) != NULL)
    return NULL;
  codes = dup_code_list (field);
  shown = g_utf8_truncate_middle (code, 60);
  return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("“%s” is none of the choices; use one of: %s."), shown, codes);
}

static FairProblem *
check_choice (FairField      *field,
              yyjson_mut_val *value)
{
  if (yyjson_mut_is_str (value))
    return check_code (field, yyjson_mut_get_str (value));
  return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("“%s” must be one of the choices, in quotation marks."), field->title);
}

static FairProblem *
check_unique_codes (FairField *field,
                    GStrv      codes)
{
  FairProblem *problem = NULL;

  for (guint i = 0; codes[i] != NULL && problem == NULL; i++)
    {
      problem = check_code (field, codes[i]);
      for (guint j = 0; j < i && problem == NULL; j++)
        {
          if (g_str_equal (codes[i], codes[j]))
            problem = fair_problem_new (FAIR_PROBLEM_INVALID, field, _("“%s” was chosen twice; keep one of the two."),
                                        codes[i]);
        }
    }
  return problem;
}

static FairProblem *
check_choices (FairField         *field,
               yyjson_mut_val    *value,
               const FairAnswers *answers)
{
  g_auto (GStrv) codes = fair_answers_dup_codes (answers, field->id);

  if (!yyjson_mut_is_arr (value) || g_strv_length (codes) != yyjson_mut_arr_size (value))
    return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("“%s” must be a list of choices such as [\"%s\"]."),
                             field->title, fair_field_get_choice (field, 0)->code);
  if (g_strv_length (codes) > field->max_choices)
    return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("Choose at most %u."), field->max_choices);
  return check_unique_codes (field, codes);
}

static FairProblem *
check_consent (FairField      *field,
               yyjson_mut_val *value)
{
  if (yyjson_mut_is_bool (value))
    return NULL;
  return fair_problem_new (FAIR_PROBLEM_INVALID, field, _("“%s” must be true or false, without quotation marks."), field->title);
}

/** What is wrong with an answer that is there; %NULL where nothing is. */
FairProblem *
fair_field_check_value (FairField         *field,
                        const FairAnswers *answers)
{
  yyjson_mut_val *value = fair_answers_peek_value (answers, field->id);

  switch (field->kind)
    {
    case FAIR_FIELD_YEAR:
      return check_year (field, answers);
    case FAIR_FIELD_CHOICE:
      return check_choice (field, value);
    case FAIR_FIELD_CHOICES:
      return check_choices (field, value, answers);
    case FAIR_FIELD_CONSENT:
      return check_consent (field, value);
    case FAIR_FIELD_TEXT:
    case FAIR_FIELD_LONG_TEXT:
    case FAIR_FIELD_EMAIL:
    case FAIR_FIELD_PHONE:
    case FAIR_FIELD_SUGGESTION:
    default:
      return check_text (field, value);
    }
}

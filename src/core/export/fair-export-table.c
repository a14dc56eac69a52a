/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups as rows of a table: which columns there are, and what stands in each cell.
 *
 * First comes what is known of a sign-up, then a column for each field of the form, or for each choice of a list, then what staff noted
 * if that is wanted, and last one for answers that the form does not know. Programs get ids and times in UTC; people get titles, and the
 * time by the clock of the fair, with its zone.
 */
#include "config.h"

#include "export/fair-export-table.h"

#include "base/fair-clock.h"
#include "base/fair-json.h"
#include "export/fair-column-names.h"
#include "program/fair-stages.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* A spreadsheet has numbers of so many digits exactly. */
#define MAX_DIGITS 15
#define MAX_EXACT G_GINT64_CONSTANT (1000000000000000)

#define NO_ANSWER G_MAXUINT

typedef enum
{
  PART_ID,
  PART_TIME,
  PART_TIME_ZONE,
  PART_EVENT,
  PART_LANGUAGE,
  PART_REVISION,
  PART_FIELD,
  PART_CHOICE,
  PART_OTHER_CHOICES,
  PART_STAFF,
  PART_STAGE,
  PART_OTHERS,
} Part;

typedef struct
{
  FairColumn column;
  Part part;
  guint answer;       /* where the answer is that it has, or a part of */
  const char *member; /* of `staff` */
} Source;

typedef struct
{
  const char *id;
  gsize id_length;
  yyjson_val *value; /* in the row at hand */
} Answer;

struct _FairExportTable
{
  FairForm *form;
  const FairTimeZones *zones;
  FairTableOptions options;
  GArray *sources;      /* of Source, one for each column */
  GArray *answers;      /* of Answer, one for each field */
  GHashTable *names;    /* of all columns, as programs call them */
  FairCell *cells;      /* of the row at hand */
  guint expected;       /* the answer that probably comes next */
  char offset[7];       /* from UTC, of the row's time: "-05:00"; "" for none */
  GString *text;        /* of all cells, one behind the other */
  GString *others;
};

typedef struct
{
  Part part;
  const char *id; /* NULL: for people only */
  const char *title;
  FairCellKind kind;
  guint width;
  gboolean wraps;
  const char *member;
} Frame;

static const Frame frame[] = {
  { PART_ID, "id", N_("ID"), FAIR_CELL_CODE, 10 },
  { PART_TIME, "signed_up_at", N_("Signed up"), FAIR_CELL_TIME, 17 },
  { PART_TIME_ZONE, NULL, N_("Time zone"), FAIR_CELL_TEXT, 30 },
  { PART_EVENT, "event", N_("Fair"), FAIR_CELL_CODE, 16 },
  { PART_LANGUAGE, "lang", N_("Language"), FAIR_CELL_CODE, 10 },
  { PART_REVISION, "rev", N_("Version"), FAIR_CELL_NUMBER, 9 },
};
static const Frame staff_frame[] = {
  { PART_STAFF, "staff_star", N_("Star"), FAIR_CELL_FLAG, 6, FALSE, "star" },
  { PART_STAFF, "staff_chips", N_("In a word"), FAIR_CELL_LIST, 30, TRUE, "chips" },
  { PART_STAFF, "staff_note", N_("Note"), FAIR_CELL_TEXT, 50, TRUE, "note" },
  { PART_STAGE, "staff_stage", N_("Stands at"), FAIR_CELL_CODE, 14, FALSE, FAIR_STAGE },
};
static const Frame others_frame = { PART_OTHERS, "other_answers", N_("Other answers"), FAIR_CELL_TEXT, 30 };

static gboolean
is_for_people (const FairExportTable *self)
{
  return self->options.style == FAIR_ANSWER_WORDS;
}

/* Takes @source's names. */
static void
add_source (FairExportTable *self,
            Source           source)
{
  source.column.header = is_for_people (self) ? source.column.title : source.column.id;
  g_array_append_val (self->sources, source);
}

static void
add_frame (FairExportTable *self,
           const Frame     *one)
{
  if (one->id == NULL && !is_for_people (self))
    return;
  add_source (self, (Source) { { g_strdup (one->id != NULL ? one->id : "time_zone"), g_strdup (_(one->title)), NULL, one->kind, one->width,
                                 one->wraps },
                               one->part, NO_ANSWER, one->member });
}

static void
take_frame (FairExportTable *self,
            const Frame     *frames,
            gsize            n_frames)
{
  for (gsize i = 0; i < n_frames; i++)
    if (frames[i].id != NULL)
      fair_column_names_take (self->names, frames[i].id);
}

static FairCellKind
get_kind (FairField *field)
{
  static const FairCellKind kinds[] = {
    [FAIR_FIELD_YEAR] = FAIR_CELL_NUMBER, [FAIR_FIELD_CHOICE] = FAIR_CELL_CODE,
    [FAIR_FIELD_CHOICES] = FAIR_CELL_LIST, [FAIR_FIELD_CONSENT] = FAIR_CELL_FLAG,
  };

  return g_strcmp0 (fair_field_get_purpose (field), "bday") == 0 ? FAIR_CELL_DATE : kinds[fair_field_get_kind (field)];
}

static guint
get_width (FairFieldKind kind)
{
  static const guint widths[] = {
    [FAIR_FIELD_TEXT] = 20,   [FAIR_FIELD_LONG_TEXT] = 50, [FAIR_FIELD_EMAIL] = 28,      [FAIR_FIELD_PHONE] = 18,   [FAIR_FIELD_YEAR] = 10,
    [FAIR_FIELD_CHOICE] = 18, [FAIR_FIELD_CHOICES] = 40,   [FAIR_FIELD_SUGGESTION] = 36, [FAIR_FIELD_CONSENT] = 10,
  };

  return widths[kind];
}

static char *
take_name (FairExportTable *self,
           const char      *name)
{
  return g_strdup (fair_column_names_take (self->names, name));
}

/* A list's choices, each in a column of its own, and what is none of them. */
static void
add_choices (FairExportTable *self,
             FairField       *field,
             const char      *name)
{
  const char *title = fair_field_get_title (field);
  gboolean by_codes = self->options.style == FAIR_ANSWER_CODES;
  guint answer = self->answers->len - 1;
  g_autofree char *other = NULL;

  for (guint i = 0; i < fair_field_get_n_choices (field); i++)
    {
      const FairChoice *choice = fair_field_get_choice (field, i);
      g_autofree char *id = by_codes ? g_strconcat (name, "___", choice->code, NULL) : g_strdup_printf ("%s: %s", name, choice->title);
      char *words = g_strdup_printf ("%s: %s", title, choice->title);

      add_source (self, (Source) { { take_name (self, id), words, NULL, FAIR_CELL_FLAG, 14, TRUE, field, choice }, PART_CHOICE, answer });
    }
  other = g_strconcat (name, ": other", NULL);
  add_source (self, (Source) { { take_name (self, other), g_strdup_printf ("%s: %s", title, _(others_frame.title)), NULL,
                                 FAIR_CELL_TEXT, 20, TRUE, field },
                               PART_OTHER_CHOICES, answer });
}

static void
add_field (FairExportTable *self,
           FairField       *field)
{
  const char *id = fair_field_get_id (field);
  FairFieldKind kind = fair_field_get_kind (field);
  gboolean wraps = kind == FAIR_FIELD_LONG_TEXT || kind == FAIR_FIELD_CHOICES;
  g_autofree char *name = take_name (self, id);
  const char *title = fair_field_get_title (field);
  Answer answer = { id, strlen (id) };

  g_array_append_val (self->answers, answer);
  if (self->options.choices_apart && kind == FAIR_FIELD_CHOICES)
    add_choices (self, field, name);
  else
    add_source (self, (Source) { { g_strdup (name), g_strdup (title), NULL, get_kind (field), get_width (kind), wraps, field },
                                 PART_FIELD, self->answers->len - 1 });
}

static void
clear_source (gpointer data)
{
  Source *source = data;

  g_free (source->column.id);
  g_free (source->column.title);
}

/* Staff columns take their names whether they are there or not, so that a field is called the same in each export. */
static void
add_columns (FairExportTable *self)
{
  take_frame (self, frame, G_N_ELEMENTS (frame));
  take_frame (self, staff_frame, G_N_ELEMENTS (staff_frame));
  take_frame (self, &others_frame, 1);
  for (guint i = 0; i < G_N_ELEMENTS (frame); i++)
    add_frame (self, &frame[i]);
  for (guint i = 0; i < fair_form_get_n_fields (self->form); i++)
    add_field (self, fair_form_get_field (self->form, i));
  for (guint i = 0; self->options.has_staff && i < G_N_ELEMENTS (staff_frame); i++)
    add_frame (self, &staff_frame[i]);
  add_frame (self, &others_frame);
}

/**
 * fair_export_table_new:
 * @form: gives the columns
 * @zones: (transfer none): in which people read times; it must outlive the table
 * @options: what it is to have; copied, its stages are kept
 *
 * Returns: (transfer full): a table without a row yet
 */
FairExportTable *
fair_export_table_new (FairForm               *form,
                       const FairTimeZones    *zones,
                       const FairTableOptions *options)
{
  FairExportTable *self = g_new0 (FairExportTable, 1);

  self->form = g_object_ref (form);
  self->zones = zones;
  self->options = *options;
  if (options->stages != NULL)
    g_ptr_array_ref (options->stages);
  self->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_array_set_clear_func (self->sources, clear_source);
  self->answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  self->names = fair_column_names_new ();
  self->text = g_string_new (NULL);
  self->others = g_string_new (NULL);
  add_columns (self);
  self->cells = g_new0 (FairCell, self->sources->len);
  return self;
}

/** Returns: how many columns there are */
guint
fair_export_table_get_n_columns (const FairExportTable *self)
{
  return self->sources->len;
}

static Source *
get_source (const FairExportTable *self,
            guint                  index)
{
  return &g_array_index (self->sources, Source, index);
}

/** Returns: (transfer none): the column @index, from 0 */
const FairColumn *
fair_export_table_get_column (const FairExportTable *self,
                              guint                  index)
{
  return &get_source (self, index)->column;
}

/** Returns: the column that has all that was answered to @field (nullable), from 0; %FAIR_EXPORT_NO_COLUMN where none has */
int
fair_export_table_find_column (const FairExportTable *self,
                               const FairField       *field)
{
  for (guint i = 0; field != NULL && i < self->sources->len; i++)
    if (get_source (self, i)->part == PART_FIELD && get_source (self, i)->column.field == field)
      return (int) i;
  return FAIR_EXPORT_NO_COLUMN;
}

static void
take_answer (FairExportTable *self,
             yyjson_val      *key,
             yyjson_val      *value)
{
  guint n = self->answers->len;

  for (guint i = 0; i < n; i++)
    {
      guint at = self->expected + i < n ? self->expected + i : self->expected + i - n;
      Answer *answer = &g_array_index (self->answers, Answer, at);

      if (answer->id_length == yyjson_get_len (key) && memcmp (answer->id, yyjson_get_str (key), answer->id_length) == 0)
        {
          self->expected = at + 1;
          answer->value = value;
          return;
        }
    }
  g_string_append_c (self->others, self->others->len == 0 ? '{' : ',');
  fair_json_append (self->others, key);
  g_string_append_c (self->others, ':');
  fair_json_append (self->others, value);
}

static void
sort_answers (FairExportTable *self,
              yyjson_val      *answers)
{
  yyjson_obj_iter members = yyjson_obj_iter_with (answers);
  yyjson_val *key;

  for (guint i = 0; i < self->answers->len; i++)
    g_array_index (self->answers, Answer, i).value = NULL;
  g_string_truncate (self->others, 0);
  self->expected = 0;
  while ((key = yyjson_obj_iter_next (&members)) != NULL)
    take_answer (self, key, yyjson_obj_iter_get_val (key));
  if (self->others->len > 0)
    g_string_append_c (self->others, '}');
}

/* "2026-11-22T10:04:05-05:00", but for its end, which the next column says: the hour that comes twice when clocks are set back is
 * told apart by it. What the calendar does not have stays as it is. */
static FairCellKind
append_time (FairExportTable   *self,
             const FairVersion *version)
{
  g_autofree char *local = NULL;

  if (!is_for_people (self))
    {
      g_string_append (self->text, version->at);
      return FAIR_CELL_TEXT;
    }
  local = fair_time_zones_localize (self->zones, version->event, version->at);
  if (g_str_has_suffix (local, "Z"))
    {
      *self->offset = '\0';
      g_string_append (self->text, local);
      return FAIR_CELL_TEXT;
    }
  local[10] = ' ';
  g_strlcpy (self->offset, local + 19, sizeof self->offset);
  g_string_append_len (self->text, local, 19);
  return FAIR_CELL_TIME;
}

static void
append_time_zone (FairExportTable   *self,
                  const FairVersion *version)
{
  const char *name = fair_time_zones_get_name (self->zones, version->event);

  g_string_append (self->text, name);
  if (*self->offset != '\0' && !g_str_equal (name, "UTC"))
    g_string_append_printf (self->text, " (UTC%s)", self->offset);
}

/** Returns: whether @text, @length bytes, is what spreadsheets count with: digits, and not so many that they would round */
gboolean
fair_cell_is_number (const char *text,
                     gsize       length)
{
  return length > 0 && length <= MAX_DIGITS && strspn (text, G_CSET_DIGITS) == length;
}

static gboolean
is_date (const char *text)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);

  return fair_time_parse_utc (midnight, NULL);
}

static FairCellKind
check_kind (const FairExportTable *self,
            const FairColumn      *column,
            yyjson_val            *value,
            gsize                  start)
{
  switch (column->kind)
    {
    case FAIR_CELL_NUMBER:
      return yyjson_is_num (value) && fair_cell_is_number (self->text->str + start, self->text->len - start) ? FAIR_CELL_NUMBER
                                                                                                             : FAIR_CELL_TEXT;
    case FAIR_CELL_CODE:
      return yyjson_is_str (value) ? FAIR_CELL_CODE : FAIR_CELL_TEXT;
    case FAIR_CELL_DATE:
      return yyjson_is_str (value) && is_date (yyjson_get_str (value)) ? FAIR_CELL_DATE : FAIR_CELL_TEXT;
    case FAIR_CELL_FLAG:
      return yyjson_is_bool (value) ? FAIR_CELL_FLAG : FAIR_CELL_TEXT;
    case FAIR_CELL_LIST:
      return yyjson_is_arr (value) ? FAIR_CELL_LIST : FAIR_CELL_TEXT;
    case FAIR_CELL_TEXT:
    case FAIR_CELL_TIME:
    default:
      return FAIR_CELL_TEXT;
    }
}

/* What staff noted is of no field. */
static void
append_value (FairExportTable  *self,
              const FairColumn *column,
              yyjson_val       *value,
              FairCell         *cell)
{
  gsize start = self->text->len;

  fair_answer_text_append (self->text, column->field, value, self->options.style);
  cell->value = value;
  cell->flag = yyjson_get_bool (value);
  cell->kind = check_kind (self, column, value, start);
}

static gboolean
is_chosen (yyjson_val *value,
           const char *code)
{
  yyjson_val *item;
  size_t i, n;

  if (yyjson_is_str (value))
    return yyjson_equals_str (value, code);
  yyjson_arr_foreach (value, i, n, item)
    if (yyjson_equals_str (item, code))
      return TRUE;
  return FALSE;
}

/* People and lists of words see who was not asked; programs have 0 for each choice that is not made. */
static void
append_choice (FairExportTable  *self,
               const FairColumn *column,
               yyjson_val       *value,
               FairCell         *cell)
{
  gboolean is_answered = value != NULL && !yyjson_is_null (value);

  cell->flag = is_answered && is_chosen (value, column->choice->code);
  if (self->options.style == FAIR_ANSWER_CODES)
    g_string_append_c (self->text, cell->flag ? '1' : '0');
  else if (is_answered)
    fair_answer_text_append_flag (self->text, cell->flag, self->options.style);
  else
    return;
  cell->kind = FAIR_CELL_FLAG;
}

static void
append_stage (FairExportTable *self,
              yyjson_val      *value,
              FairCell        *cell)
{
  const char *id = yyjson_get_str (value);
  const char *title = id != NULL && self->options.stages != NULL ? fair_stages_find_title (self->options.stages, id) : NULL;

  cell->value = value;
  if (title == NULL || self->options.style == FAIR_ANSWER_CODES)
    fair_answer_text_append (self->text, NULL, value, self->options.style);
  else
    g_string_append (self->text, title);
  cell->kind = id != NULL ? FAIR_CELL_CODE : FAIR_CELL_TEXT;
}

static void
append_code (FairExportTable *self,
             const char      *code,
             FairCell        *cell)
{
  g_string_append (self->text, code);
  cell->kind = FAIR_CELL_CODE;
}

/* What is known of every sign-up. */
static void
append_frame (FairExportTable   *self,
              Part               part,
              const FairVersion *version,
              FairCell          *cell)
{
  switch (part)
    {
    case PART_ID:
      append_code (self, version->id, cell);
      break;
    case PART_TIME:
      cell->kind = append_time (self, version);
      break;
    case PART_TIME_ZONE:
      append_time_zone (self, version);
      break;
    case PART_EVENT:
      append_code (self, version->event, cell);
      break;
    case PART_LANGUAGE:
      append_code (self, version->lang, cell);
      break;
    case PART_REVISION:
      g_string_append_printf (self->text, "%" G_GINT64_FORMAT, version->rev);
      cell->kind = version->rev < MAX_EXACT ? FAIR_CELL_NUMBER : FAIR_CELL_TEXT;
      break;
    default:
      g_string_append_len (self->text, self->others->str, (gssize) self->others->len);
    }
}

static void
append_cell (FairExportTable   *self,
             const Source      *source,
             const FairVersion *version,
             FairCell          *cell)
{
  yyjson_val *answer = source->answer != NO_ANSWER ? g_array_index (self->answers, Answer, source->answer).value : NULL;

  switch (source->part)
    {
    case PART_FIELD:
      append_value (self, &source->column, answer, cell);
      break;
    case PART_CHOICE:
      append_choice (self, &source->column, answer, cell);
      break;
    case PART_OTHER_CHOICES:
      fair_answer_text_append_others (self->text, source->column.field, answer, self->options.style);
      break;
    case PART_STAFF:
      append_value (self, &source->column, yyjson_obj_get (version->staff, source->member), cell);
      break;
    case PART_STAGE:
      append_stage (self, yyjson_obj_get (version->staff, source->member), cell);
      break;
    default:
      append_frame (self, source->part, version, cell);
    }
}

/**
 * fair_export_table_fill_row:
 * @version: a version of a sign-up
 *
 * Returns: (transfer none): a cell for each column, valid until the next call, and as long as @version is
 */
const FairCell *
fair_export_table_fill_row (FairExportTable   *self,
                            const FairVersion *version)
{
  gsize start = 0;

  sort_answers (self, fair_version_get_answers (version));
  g_string_truncate (self->text, 0);
  for (guint i = 0; i < self->sources->len; i++)
    {
      self->cells[i] = (FairCell) { FAIR_CELL_TEXT };
      append_cell (self, get_source (self, i), version, &self->cells[i]);
      self->cells[i].length = self->text->len - start;
      start = self->text->len;
    }
  start = 0;
  for (guint i = 0; i < self->sources->len; start += self->cells[i].length, i++)
    self->cells[i].text = self->text->str + start;
  return self->cells;
}

/** Frees the table and its rows. */
void
fair_export_table_free (FairExportTable *self)
{
  g_object_unref (self->form);
  g_array_unref (self->sources);
  g_array_unref (self->answers);
  g_hash_table_unref (self->names);
  g_clear_pointer (&self->options.stages, g_ptr_array_unref);
  g_free (self->cells);
  g_string_free (self->text, TRUE);
  g_string_free (self->others, TRUE);
  g_free (self);
}

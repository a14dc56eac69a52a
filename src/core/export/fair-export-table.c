/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ups as rows of a table: which columns there are, and what stands in each cell.
 *
 * First comes what is known of a sign-up, then a column for each field of the form, and last one for answers that the form does not
 * know. Programs get ids and times in UTC; people get titles, and the time by the clock of the fair, with its zone.
 */
#include "config.h"

#include "export/fair-export-table.h"

#include "base/fair-json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* A spreadsheet has numbers of so many digits exactly. */
#define MAX_DIGITS 15
#define MAX_EXACT G_GINT64_CONSTANT (1000000000000000)

typedef enum
{
  PART_ID,
  PART_TIME,
  PART_TIME_ZONE,
  PART_EVENT,
  PART_LANGUAGE,
  PART_REVISION,
  PART_FIELD,
  PART_OTHERS,
} Part;

typedef struct
{
  FairColumn column;
  Part part;
  FairField *field;
  char *id;
  gsize id_length;
} Source;

struct _FairExportTable
{
  FairForm *form;
  const FairTimeZones *zones;
  FairAnswerStyle style;
  GArray *sources;      /* of Source, one for each column */
  FairCell *cells;      /* of the row at hand */
  yyjson_val **values;  /* its answers, by column */
  guint expected;       /* the column that the next answer probably belongs to */
  char offset[7];       /* from UTC, of the row's time: "-05:00"; "" for none */
  GString *text;        /* of all cells, one behind the other */
  GString *others;
};

static const struct
{
  Part part;
  const char *id; /* NULL: for people only */
  const char *title;
  guint width;
} frame[] = {
  { PART_ID, "id", N_("ID"), 10 },
  { PART_TIME, "signed_up_at", N_("Signed up"), 17 },
  { PART_TIME_ZONE, NULL, N_("Time zone"), 30 },
  { PART_EVENT, "event", N_("Fair"), 16 },
  { PART_LANGUAGE, "lang", N_("Language"), 10 },
  { PART_REVISION, "rev", N_("Version"), 9 },
  { PART_OTHERS, "other_answers", N_("Other answers"), 30 },
};

static gboolean
is_for_people (const FairExportTable *self)
{
  return self->style == FAIR_ANSWER_WORDS;
}

static void
add_frame (FairExportTable *self,
           guint            index)
{
  const char *title = is_for_people (self) ? _(frame[index].title) : frame[index].id;
  Source source = { { title, frame[index].width, FALSE }, frame[index].part, NULL, NULL, 0 };

  if (title != NULL)
    g_array_append_val (self->sources, source);
}

static gboolean
is_frame_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (frame); i++)
    if (g_strcmp0 (id, frame[i].id) == 0)
      return TRUE;
  return FALSE;
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

static void
add_field (FairExportTable *self,
           FairField       *field)
{
  const char *id = fair_field_get_id (field);
  FairFieldKind kind = fair_field_get_kind (field);
  gboolean wraps = kind == FAIR_FIELD_LONG_TEXT || kind == FAIR_FIELD_CHOICES;
  char *name = is_frame_id (id) && !is_for_people (self) ? g_strconcat ("answer_", id, NULL) : g_strdup (id);
  Source source = { { is_for_people (self) ? fair_field_get_title (field) : name, get_width (kind), wraps },
                    PART_FIELD, field, name, strlen (id) };

  g_array_append_val (self->sources, source);
}

static void
clear_source (gpointer data)
{
  g_free (((Source *) data)->id);
}

/**
 * fair_export_table_new:
 * @form: gives the columns
 * @zones: (transfer none): in which people read times; it must outlive the table
 * @style: who it is for
 *
 * Returns: (transfer full): a table without a row yet
 */
FairExportTable *
fair_export_table_new (FairForm            *form,
                       const FairTimeZones *zones,
                       FairAnswerStyle      style)
{
  FairExportTable *self = g_new0 (FairExportTable, 1);

  self->form = g_object_ref (form);
  self->zones = zones;
  self->style = style;
  self->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_array_set_clear_func (self->sources, clear_source);
  self->text = g_string_new (NULL);
  self->others = g_string_new (NULL);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (frame); i++)
    add_frame (self, i);
  for (guint i = 0; i < fair_form_get_n_fields (form); i++)
    add_field (self, fair_form_get_field (form, i));
  add_frame (self, G_N_ELEMENTS (frame) - 1);
  self->cells = g_new0 (FairCell, self->sources->len);
  self->values = g_new0 (yyjson_val *, self->sources->len);
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

static gboolean
is_of (const Source *source,
       const char   *id,
       gsize         length)
{
  return source->field != NULL && source->id_length == length && memcmp (fair_field_get_id (source->field), id, length) == 0;
}

static void
take_answer (FairExportTable *self,
             yyjson_val      *key,
             yyjson_val      *value)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      guint at = (self->expected + i) % self->sources->len;

      if (is_of (get_source (self, at), yyjson_get_str (key), yyjson_get_len (key)))
        {
          self->expected = at + 1;
          self->values[at] = value;
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

  memset (self->values, 0, self->sources->len * sizeof *self->values);
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

static FairCellKind
append_answer (FairExportTable *self,
               FairField       *field,
               yyjson_val      *value)
{
  gsize start = self->text->len, length;

  fair_answer_text_append (self->text, field, value, self->style);
  length = self->text->len - start;
  return fair_field_get_kind (field) == FAIR_FIELD_YEAR && yyjson_is_num (value) && length <= MAX_DIGITS &&
             strspn (self->text->str + start, G_CSET_DIGITS) == length
           ? FAIR_CELL_NUMBER : FAIR_CELL_TEXT;
}

static FairCellKind
append_cell (FairExportTable   *self,
             guint              index,
             const FairVersion *version)
{
  const Source *source = get_source (self, index);

  switch (source->part)
    {
    case PART_TIME:
      return append_time (self, version);
    case PART_REVISION:
      g_string_append_printf (self->text, "%" G_GINT64_FORMAT, version->rev);
      return version->rev < MAX_EXACT ? FAIR_CELL_NUMBER : FAIR_CELL_TEXT;
    case PART_FIELD:
      return append_answer (self, source->field, self->values[index]);
    case PART_ID:
      g_string_append (self->text, version->id);
      return FAIR_CELL_TEXT;
    case PART_TIME_ZONE:
      append_time_zone (self, version);
      return FAIR_CELL_TEXT;
    case PART_EVENT:
      g_string_append (self->text, version->event);
      return FAIR_CELL_TEXT;
    case PART_LANGUAGE:
      g_string_append (self->text, version->lang);
      return FAIR_CELL_TEXT;
    case PART_OTHERS:
    default:
      g_string_append_len (self->text, self->others->str, (gssize) self->others->len);
      return FAIR_CELL_TEXT;
    }
}

/**
 * fair_export_table_fill_row:
 * @version: a version of a sign-up
 *
 * Returns: (transfer none): a cell for each column, valid until the next call
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
      self->cells[i].kind = append_cell (self, i, version);
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
  g_free (self->cells);
  g_free (self->values);
  g_string_free (self->text, TRUE);
  g_string_free (self->others, TRUE);
  g_free (self);
}

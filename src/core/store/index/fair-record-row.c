/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person in a list: made when the list shows them, and filled as soon as their line has been read. */
#include "store/index/fair-record-row.h"

#include "store/journal/fair-journal-line.h"
#include <string.h>

struct _FairRecordRow
{
  GObject parent_instance;

  guint32 number;
  GSource *beginning; /* begins to read, at the next turn of the main loop */
  GCancellable *cancellable;
  gboolean loaded;
  char *line;
  FairRecord record; /* borrows from @line */
};

G_DEFINE_FINAL_TYPE (FairRecordRow, fair_record_row, G_TYPE_OBJECT)

enum
{
  PROP_LOADED = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
fair_record_row_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_LOADED)
    g_value_set_boolean (value, FAIR_RECORD_ROW (object)->loaded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fair_record_row_finalize (GObject *object)
{
  FairRecordRow *self = FAIR_RECORD_ROW (object);

  g_source_destroy (self->beginning);
  g_source_unref (self->beginning);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  fair_record_clear (&self->record);
  g_free (self->line);
  G_OBJECT_CLASS (fair_record_row_parent_class)->finalize (object);
}

static void
fair_record_row_class_init (FairRecordRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fair_record_row_get_property;
  object_class->finalize = fair_record_row_finalize;

  /**
   * FairRecordRow:loaded:
   *
   * Whether the line has been read. Until then, and if it could not be, there is no record.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fair_record_row_init (FairRecordRow *self)
{
  self->cancellable = g_cancellable_new ();
}

typedef struct
{
  FairIndex *index;
  const FairIndexRow *row;
} Place;

static void
free_place (gpointer data)
{
  Place *place = data;

  fair_index_unref (place->index);
  g_free (place);
}

/* What is still to be read, and for whom, who outlives it. */
typedef struct
{
  FairRecordRow *row;
  Place *place;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->place, free_place);
  g_free (reading);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Place *place = data;
  GError *error = NULL;
  char *line;

  if (g_task_return_error_if_cancelled (task))
    return;
  line = fair_index_read_line (place->index, place->row, &error);
  if (line != NULL)
    g_task_return_pointer (task, line, g_free);
  else
    g_task_return_error (task, error);
}

/* The task was cancelled if the row is gone; a line that cannot be read leaves it empty. */
static void
take_line (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  char *line = g_task_propagate_pointer (G_TASK (result), &error);
  FairRecordRow *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->line = line;
  if (line != NULL && !fair_journal_line_decode (line, strlen (line), NULL, &self->record, NULL))
    g_clear_pointer (&self->line, g_free);
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static gboolean
begin_to_read (gpointer data)
{
  Reading *reading = data;
  FairRecordRow *self = reading->row;
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, take_line, self);

  g_task_set_source_tag (task, fair_record_row_new);
  g_task_set_task_data (task, g_steal_pointer (&reading->place), free_place);
  g_task_run_in_thread (task, read_in_thread);
  return G_SOURCE_REMOVE;
}

/**
 * fair_record_row_new:
 * @index: an index
 * @number: the number of one of its rows
 *
 * The row's line is read in a thread if the row is still there at the next turn of the main loop: views make many just to
 * look whether they are others. Threading: the index's owner's, which has a main loop.
 *
 * Returns: (transfer full): the row
 */
FairRecordRow *
fair_record_row_new (FairIndex *index,
                     guint32    number)
{
  FairRecordRow *self = g_object_new (FAIR_TYPE_RECORD_ROW, NULL);
  Reading *reading = g_new (Reading, 1);

  self->number = number;
  *reading = (Reading) { self, g_new (Place, 1) };
  *reading->place = (Place) { fair_index_ref (index), fair_index_get_row (index, number) };
  self->beginning = g_idle_source_new ();
  g_source_set_priority (self->beginning, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->beginning, "fair-record-row");
  g_source_set_callback (self->beginning, begin_to_read, reading, free_reading);
  g_source_attach (self->beginning, g_main_context_get_thread_default ());
  return self;
}

/**
 * fair_record_row_get_number:
 * @self: a row
 *
 * Returns: its number in the index that it was made from
 */
guint32
fair_record_row_get_number (FairRecordRow *self)
{
  g_return_val_if_fail (FAIR_IS_RECORD_ROW (self), 0);

  return self->number;
}

/**
 * fair_record_row_get_loaded:
 * @self: a row
 *
 * Returns: whether its line has been read
 */
gboolean
fair_record_row_get_loaded (FairRecordRow *self)
{
  g_return_val_if_fail (FAIR_IS_RECORD_ROW (self), FALSE);

  return self->loaded;
}

/**
 * fair_record_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the record; NULL if it is not loaded, or could not be read. Its place in the
 *   journal is not set
 */
const FairRecord *
fair_record_row_get_record (FairRecordRow *self)
{
  g_return_val_if_fail (FAIR_IS_RECORD_ROW (self), NULL);

  return self->line != NULL ? &self->record : NULL;
}
